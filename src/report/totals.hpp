#pragma once
/// Adds verdicts up while they stream by. Everything is counted in whole numbers and kept by content, never by the
/// order of arrival: the verdicts of several shards, in any order, give exactly the summary of one run over the whole.

#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "report/entry.hpp"
#include "report/months.hpp"
#include "report/names.hpp"
#include "report/rows.hpp"

namespace worktell::report {

/// Activities by the label that was read, and how many of them contradict what they are filed as.
struct Count {
  std::array<std::uint64_t, 4> labels = {};
  std::array<std::uint64_t, 4> wrong = {};  ///< of these, those that contradict

  [[nodiscard]] std::uint64_t all() const { return labels[0] + labels[1] + labels[2] + labels[3]; }
  [[nodiscard]] std::uint64_t mismatches() const { return wrong[0] + wrong[1] + wrong[2] + wrong[3]; }
  Count& operator+=(const Count& other) {
    for (std::size_t i = 0; i < labels.size(); ++i) labels[i] += other.labels[i];
    for (std::size_t i = 0; i < wrong.size(); ++i) wrong[i] += other.wrong[i];
    return *this;
  }
  friend bool operator==(const Count&, const Count&) = default;
};

/// A value of a column with its activities. `name` is empty for activities without one.
struct Group {
  std::string name;
  std::optional<score::Label> declared = {};  ///< of a team: what its name stands for
  Count count = {};
  std::vector<Count> months = {};  ///< of one of the first teams: by Summary::months
};

inline constexpr std::size_t teams_with_months = 100;

/// How often an axis shows its first pole, its second, or neither, and the points of both.
struct AxisCount {
  std::uint64_t first = 0, second = 0, neither = 0;
  std::int64_t first_points = 0, second_points = 0;  ///< hundredths
};

/// What a rule did.
struct RuleCount {
  std::string id;
  std::string why;
  score::PoleId pole = 0;                    ///< that got the most points of it
  std::uint64_t fired = 0;                   ///< activities
  std::uint64_t decided = 0;                 ///< of these, those whose label it is needed for
  std::int64_t points = 0;                   ///< hundredths, all it gave where it decided
  std::array<std::uint64_t, 4> labels = {};  ///< those that it decided, by label
};

/// Activities worth a second look, of one kind.
struct SecondLook {
  std::uint64_t count = 0;  ///< of all, not only of those kept
  std::vector<Row> rows;
};

/// All figures of a report, in the order in which they are shown. Groups: most activities first, then by name.
struct Summary {
  Count all;
  std::uint64_t lost = 0;
  std::uint64_t declared = 0;  ///< activities that say what they are filed as
  std::vector<Group> teams, owners, files;
  std::vector<Group> months;         ///< rising; activities without a date come last, with an empty name
  std::array<Count, 5> matrix = {};  ///< by label of the declared value; 4: its value stands for none
  std::vector<AxisCount> axes;
  std::vector<RuleCount> rules;               ///< that decided most first
  std::array<SecondLook, kinds> second_look;  ///< by Kind; the last is always without rows
  std::vector<Row> rows;                      ///< of the page's table
  std::vector<std::string> notices;           ///< what had to be counted together
};

/// How declared values are judged.
struct Judge {
  /// The label that a declared value stands for; none where that is not known.
  std::function<std::optional<score::Label>(std::string_view value)> label_of;
  /// Does a verdict contradict what is declared?
  std::function<bool(score::Label declared, const Entry& entry)> contradicts;
  std::int32_t unclear_below = 0;  ///< thousandths
};

struct Wanted {
  std::size_t top = 10;  ///< rows of each kind worth a second look
  std::size_t rows = 0;  ///< rows of the page's table
};

class Totals {
 public:
  /// `pack` must outlive the totals.
  Totals(const rules::CompiledPack& pack, Judge judge, const Wanted& wanted);

  void add(const Entry& entry);
  void add_lost(std::uint64_t records) { lost_ += records; }
  /// To be called once, after everything was added.
  [[nodiscard]] Summary finish();

 private:
  struct Place {
    std::uint32_t team, owner, file;
    Month when;
  };
  struct RuleTotal {
    RuleCount count;
    std::array<std::uint64_t, score::most_poles + 2> poles = {};  // points by pole
    std::uint64_t last = 0;                                       // the last activity it fired in
  };

  [[nodiscard]] bool is_mismatch(std::uint32_t team, const Entry& entry);
  [[nodiscard]] Kind kind_of(const Entry& entry, bool mismatch) const;
  void count(const Place& place, const Entry& entry, bool mismatch);
  [[nodiscard]] std::pair<std::uint32_t, Month> cell_of(const Place& place);
  void count_axes(const Entry& entry);
  void gather_reasons(const Entry& entry);
  void mark_deciding(const Entry& entry);
  void count_rules(const Entry& entry);
  [[nodiscard]] Row row_of(const Place& place, const Entry& entry, Kind kind) const;
  void keep(const Place& place, const Entry& entry, Kind kind);
  /// From the number of a name to its place in the summary.
  struct Ranks {
    std::vector<std::uint32_t> teams, owners, files, rules;
  };
  void settle_groups(Summary& summary, Ranks& ranks) const;
  void settle_months(Summary& summary, const Ranks& ranks) const;
  void settle_rules(Summary& summary, Ranks& ranks) const;
  void settle_rows(std::vector<Row>& rows, const Ranks& ranks) const;
  void tell_limits(Summary& summary) const;

  const rules::CompiledPack& pack_;
  Judge judge_;
  std::uint64_t lost_ = 0;
  std::uint64_t entries_ = 0;
  Names teams_, owners_, files_, rule_names_;
  std::vector<std::optional<score::Label>> declared_;  // by team
  std::vector<Count> team_counts_, owner_counts_, file_counts_;
  std::map<std::pair<std::uint32_t, Month>, Count> cells_;  // by team and month
  bool cells_overflowed_ = false;
  std::array<Count, 5> matrix_ = {};
  std::vector<AxisCount> axes_;
  std::vector<RuleTotal> rules_;
  DateOrders orders_;
  std::array<std::uint64_t, kinds> kind_counts_ = {};
  std::vector<Kept> second_look_;
  Kept table_;
  std::vector<Reason> reasons_;  // of the activity at hand
};

}  // namespace worktell::report
