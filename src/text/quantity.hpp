#pragma once
/// Numbers as they are written: separators of thousands and decimals in both habits, dates and times of day.

#include <cstdint>
#include <optional>
#include <string_view>

namespace worktell::text {

/// The value of digits with separators, in thousandths: "2,400" 2400000, "1.200,50" 1200500, "7,5" 7500, "1.5" 1500.
/// A lone separator before exactly three digits separates thousands if it is a comma, or if `comma_decimals` says that
/// the text writes decimals with a comma ("€1.200"). Saturates instead of overflowing.
[[nodiscard]] std::int64_t parse_number(std::string_view digits, bool comma_decimals = false);

/// "2026-12-01", "1/12/2026", "12.01.26": days since 1970-01-01; where the order of day and month can't be told, the
/// month is taken first only if the second part exceeds 12. Empty if this is no date.
[[nodiscard]] std::optional<std::int64_t> parse_date(std::string_view digits);

/// "10:30": minutes after midnight; empty if this is no time of day.
[[nodiscard]] std::optional<std::int64_t> parse_time(std::string_view digits);

}  // namespace worktell::text
