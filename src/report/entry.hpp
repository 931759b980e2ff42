#pragma once
/// One verdict as a report takes it: read back from the line that the NDJSON writer wrote for it. Exports go the same
/// way as verdict files of earlier runs, so that shards add up to exactly what one run over the whole gives.

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "rules/compiled.hpp"
#include "score/verdict.hpp"

namespace worktell::report {

/// One piece of evidence of a verdict file.
struct EntryEvidence {
  std::string_view rule;
  std::string_view why;
  std::string_view match;
  score::PoleId pole = 0;
  score::Points points = 0;
};

/// One activity with its verdict. All views live until the reader's next call.
struct Entry {
  std::string_view id, file, text, owner, declared, date;  ///< empty: the line does not tell
  std::uint64_t row = 0;
  std::uint64_t line = 0;
  score::Label label = score::Label::none;
  std::int32_t confidence = 0;  ///< thousandths
  score::Points margin = 0;
  std::array<score::Points, 4> scores = {};                  ///< by label
  std::array<std::int8_t, score::most_poles / 2> axes = {};  ///< as in score::Verdict
  std::array<score::Points, score::most_poles> pole_points = {};
  std::vector<EntryEvidence> evidence;
};

/// The fields that the NDJSON writer must write for `EntryReader`.
[[nodiscard]] const std::vector<std::string>& entry_fields();

/// Are these the keys of verdicts, not of an export of somebody's tasks?
[[nodiscard]] bool are_verdict_keys(const std::vector<std::string>& keys);

/// Reads one line after another. For one thread; allocates nothing once it is warm. Cost: linear in the line.
class EntryReader {
 public:
  /// `pack` must outlive the reader.
  explicit EntryReader(const rules::CompiledPack& pack);
  ~EntryReader();
  EntryReader(const EntryReader&) = delete;
  EntryReader& operator=(const EntryReader&) = delete;

  /// The entry stays valid until the next call. Keys that are not known are passed over. Fails, without a place, for a
  /// line that is no verdict or whose label is none of the pack's.
  [[nodiscard]] Result<const Entry*> read(std::string_view line);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace worktell::report
