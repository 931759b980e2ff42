#pragma once
/// Months out of dates as exports write them.
///
/// 3/4/2024 is March or April, and a single file seldom proves which; but 13/4/2024 anywhere in it does. So ambiguous
/// dates are counted under both readings until everything is read. This keeps totals exact however an input is cut
/// into shards.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace worktell::report {

inline constexpr std::int32_t no_month = -1;  ///< there is no date, or it can't be read

/// A month counted from year 0, under either reading of the date. `file` counts only where they differ.
struct Month {
  std::uint32_t file = 0;
  std::int32_t month_first = no_month;
  std::int32_t day_first = no_month;

  [[nodiscard]] bool ambiguous() const { return month_first != day_first; }
  friend auto operator<=>(const Month&, const Month&) = default;
};

[[nodiscard]] Month month_of(std::string_view date, std::uint32_t file);

/// "2026-03"; empty for `no_month`.
[[nodiscard]] std::string month_name(std::int32_t month);

/// Collects what proves the order of day and month, file by file, and then decides.
class DateOrders {
 public:
  void learn(std::string_view date, std::uint32_t file);
  /// The one month, by what most dates of its file prove; without any proof the month comes first.
  [[nodiscard]] std::int32_t settle(const Month& month) const;

 private:
  std::vector<std::int64_t> day_first_;  // by file: proofs of day first less proofs of month first
};

}  // namespace worktell::report
