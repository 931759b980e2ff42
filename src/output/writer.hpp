#pragma once
/// Writers: one a format, all taking verdicts. A writer is const and shared by the threads that format; what it writes
/// for one activity depends on nothing but that activity, so that any order of work gives the same bytes.

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "input/activity.hpp"
#include "input/stream.hpp"
#include "rules/compiled.hpp"
#include "score/verdict.hpp"

namespace worktell::output {

/// One labelled activity, as writers get it. Everything outlives the call only.
struct Item {
  std::string_view file;  ///< as the user named it
  const input::Batch& batch;
  const input::Activity& activity;
  const score::Verdict& verdict;
};

/// Scratch memory of one thread, reused from activity to activity.
struct Scratch {
  std::string repaired;              ///< a field's text made valid
  std::string cell;                  ///< one cell before it is escaped
  std::string reason;                ///< reasons before they are escaped
  std::string joined;                ///< the texts of an activity's fields
  std::vector<std::uint32_t> order;  ///< numbers of evidence, sorted
};

/// What the user asked of the output.
struct Options {
  std::string format = "text";
  std::vector<std::string> fields = {};  ///< empty: the format's own
  bool header = false;                   ///< a line of names first (tsv; csv)
  bool append = false;                   ///< the input's CSV with the verdict added
  bool color = false;                    ///< text
  std::size_t width = 0;                 ///< text: columns of the terminal; 0: no limit
};

class Writer {
 public:
  Writer() = default;
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  virtual ~Writer() = default;

  /// Before everything, once.
  virtual void begin(std::string& /*out*/) const {}
  /// Before the first activity of each input. `number` counts the inputs from 0. Fails where the format can't show it.
  virtual Result<bool> begin_input(std::string& /*out*/, const std::string& /*file*/, const input::Layout& /*layout*/,
                                   std::size_t /*number*/) {
    return true;
  }
  /// One activity. Each begins with `separator()`, which the caller drops before the first of all.
  virtual void write(const Item& item, Scratch& scratch, std::string& out) const = 0;
  [[nodiscard]] virtual std::string_view separator() const { return {}; }
  /// After everything, once: also when a run is broken off, so that what was written is whole.
  [[nodiscard]] virtual std::string_view tail() const { return {}; }
};

/// One row of the table of formats: adding a format is adding a row.
struct Format {
  std::string_view name;
  std::string_view summary;
  Result<std::unique_ptr<Writer>> (*make)(const rules::CompiledPack& pack, const Options& options);
};

[[nodiscard]] std::span<const Format> formats();

/// The writer of `options.format`. `pack` must outlive it. Fails for options that the format does not have.
[[nodiscard]] Result<std::unique_ptr<Writer>> make_writer(const rules::CompiledPack& pack, const Options& options);

}  // namespace worktell::output
