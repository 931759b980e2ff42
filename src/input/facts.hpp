#pragma once
/// Numbers out of the words of an export: days, times of day, lengths, counts.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "input/activity.hpp"

namespace worktell::input {

/// "attendees", "recipients", "duration", "start", "due", "type".
[[nodiscard]] std::string_view fact_name(FactKind kind);

/// The fact as it was understood: a count, 2026-09-30, hours, minutes and seconds as 1:30:00, days as 3 days, a word.
[[nodiscard]] std::string fact_value(const Fact& fact);

/// 2026-09-30 for days since 1970-01-01.
[[nodiscard]] std::string civil_date(std::int64_t day);

/// How 3/4/2024 is meant; told from a sample of the column.
enum class DateOrder : std::uint8_t { month_first, day_first };

struct Moment {
  std::int64_t day = 0;                ///< since 1970-01-01
  std::optional<std::int64_t> second;  ///< of the day, where a time is given
};

/// Days since 1970-01-01 of a civil date (proleptic Gregorian).
[[nodiscard]] std::int64_t day_number(std::int64_t year, unsigned month, unsigned day);

/// ISO (also basic: 20171016T123718Z), 28/Nov/25 5:03 PM, 22-Oct-21, November 20, 2024, Mon, 21 Apr 2025 10:17:06,
/// 31.12.2025, 3/4/2024, milliseconds since 1970. Nothing when the text is not a date.
[[nodiscard]] std::optional<Moment> parse_moment(std::string_view text, DateOrder order);

/// 17:03, 5:03 PM, 10:23:52 am: seconds of the day.
[[nodiscard]] std::optional<std::int64_t> parse_clock(std::string_view text);

/// What numbers in a column of lengths count.
enum class DurationUnit : std::uint8_t { clock = 1, hours, minutes, seconds, milliseconds };

/// "1:33:45", "7,5", "90": seconds. A clock of two parts is hours and minutes.
[[nodiscard]] std::optional<std::int64_t> parse_duration(std::string_view text, DurationUnit unit);

/// ISO 8601 duration: P1W, PT1H30M. Seconds.
[[nodiscard]] std::optional<std::int64_t> parse_iso_duration(std::string_view text);

/// A whole number, or how many parts a list split by ';' has (by ',' when there is no ';' and no blank after it).
[[nodiscard]] std::int64_t parse_count(std::string_view text);

/// Tells the order from one value: -1 month first for sure, 1 day first for sure, 0 cannot be told.
[[nodiscard]] int order_hint(std::string_view text);

/// Empty, or one of the words that exports write for nothing: null, NaN, N/A, -, Unassigned, ...
[[nodiscard]] bool means_nothing(std::string_view value);

/// Without blanks (also no-break spaces) at both ends.
[[nodiscard]] std::string_view trim(std::string_view text);

}  // namespace worktell::input
