#pragma once
/// The part of `check` that meets every activity: it compares the verdict with what the activity is filed under,
/// counts, keeps what is to be told, and writes a line of JSON where that is wanted.

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "audit/baseline.hpp"
#include "audit/declared.hpp"
#include "audit/gate.hpp"
#include "output/fields.hpp"
#include "output/writer.hpp"

namespace worktell::cli {

/// Lines of a file that a change touched, each range with both ends; everything where `all`.
struct ChangedLines {
  bool all = true;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> ranges = {};
  [[nodiscard]] bool touches(std::uint64_t first, std::uint64_t last) const;
};

struct CheckOptions {
  std::int32_t min_confidence = 0;  ///< of a mismatch, thousandths
  audit::Gate gate;
  bool json = false;    ///< write lines of JSON
  bool all = false;     ///< of every activity, not only of findings
  bool accept = false;  ///< the baseline is being updated: what is found is accepted
};

/// Threads share it; what they add is kept under a lock. After the run `take` gives the findings in order.
class CheckWriter final : public output::Writer {
 public:
  /// All must outlive the writer.
  CheckWriter(const rules::CompiledPack& pack, const audit::DeclaredMap& map, audit::Judge& judge,
              const CheckOptions& options);

  /// Which lines of the next input are to be checked.
  void set_changed(ChangedLines changed) { changed_ = std::move(changed); }

  Result<bool> begin_input(std::string& out, const std::string& file, const input::Layout& layout,
                           std::size_t number) override;
  void write(const output::Item& item, output::Scratch& scratch, std::string& out) const override;

  [[nodiscard]] audit::Totals& totals() { return kept_.totals; }
  /// In the order of the inputs.
  [[nodiscard]] std::vector<audit::Finding> take();

 private:
  /// What the threads share, under the lock.
  struct Kept {
    std::mutex mutex;
    std::map<std::string, std::optional<score::Label>, std::less<>> labels;  ///< of values met before
    std::vector<audit::Finding> findings;
    audit::Totals totals;
  };

  [[nodiscard]] std::optional<score::Label> count(const output::Item& item) const;
  [[nodiscard]] std::optional<audit::Kind> kind_of(const score::Verdict& verdict, std::optional<score::Label> filed,
                                                   std::int32_t contradiction) const;
  void append_json_line(const output::Item& item, output::Scratch& scratch, std::optional<score::Label> filed,
                        const audit::Finding* finding, std::string& out) const;

  const rules::CompiledPack& pack_;
  const audit::DeclaredMap& map_;
  audit::Judge& judge_;
  const CheckOptions& options_;
  std::vector<const output::FieldRow*> fields_;
  std::size_t number_ = 0;
  ChangedLines changed_;
  mutable Kept kept_;
};

}  // namespace worktell::cli
