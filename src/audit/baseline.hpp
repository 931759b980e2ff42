#pragma once
/// The baseline: findings that stand accepted, and waivers that people write, in one TOML file. Entries are found by
/// the key of the activity's content, so that rows may move.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "audit/finding.hpp"
#include "base/result.hpp"

namespace worktell::audit {

/// A day as YYYY-MM-DD; compares as text.
using Day = std::string;

struct Accepted {
  std::string key;
  std::string filed;  ///< the declared value, for people
  std::string text;   ///< the beginning of the text, for people
  Place where = {};
};

struct Waiver {
  std::string key;
  std::string reason;
  std::string author;
  Day expires;  ///< the last day on which it holds
  Place where = {};
};

struct Baseline {
  std::string path;
  std::vector<Accepted> accepted;
  std::vector<Waiver> waivers;
};

/// True for a day of the calendar written YYYY-MM-DD.
[[nodiscard]] bool is_day(std::string_view text);

/// Reads a baseline; every problem is appended with its place, and then the result is not to be used.
[[nodiscard]] Baseline parse_baseline(std::string_view content, const std::string& path,
                                      std::vector<Problem>& problems);

/// The same baseline as text: entries by text and key, waivers by key. Equal baselines give equal bytes.
[[nodiscard]] std::string baseline_text(const Baseline& baseline);

/// Says of every finding what becomes of it, and remembers which entries were met. One thread at a time.
class Judge {
 public:
  /// `baseline` must outlive the judge.
  Judge(const Baseline& baseline, Day today);
  /// Sets `finding.status` and `note`.
  void judge(Finding& finding);
  [[nodiscard]] std::vector<const Accepted*> stale() const;          ///< accepted, but no longer found
  [[nodiscard]] std::vector<const Waiver*> stale_waivers() const;    ///< nothing to waive is left
  [[nodiscard]] std::vector<const Waiver*> expired_waivers() const;  ///< found, but their day is over

 private:
  const Baseline& baseline_;
  Day today_;
  std::map<std::string, std::size_t, std::less<>> accepted_, waivers_;
  std::vector<bool> met_, waiver_met_;
};

/// The baseline after a run: what was found and is not waived is accepted, what was not found goes, waivers stay.
[[nodiscard]] Baseline updated(const Baseline& old, const std::vector<Finding>& findings);

}  // namespace worktell::audit
