#include "input/facts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "input/names.hpp"

namespace worktell::input {

namespace {

bool digit(char c) {
  return c >= '0' && c <= '9';
}
bool letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<signed char>(c) < 0;
}

/// Takes words and numbers off the front of a text.
struct Cursor {
  std::string_view rest;

  std::optional<std::int64_t> number(std::size_t most = 18) {
    std::size_t size = 0;
    while (size < rest.size() && size < most && digit(rest[size])) ++size;
    std::int64_t value = 0;
    if (size == 0) return std::nullopt;
    std::from_chars(rest.data(), rest.data() + size, value);
    rest.remove_prefix(size);
    return value;
  }
  std::string_view word() {
    std::size_t size = 0;
    while (size < rest.size() && letter(rest[size])) ++size;
    const auto found = rest.substr(0, size);
    rest.remove_prefix(size);
    return found;
  }
  bool take(char c) {
    if (rest.empty() || rest[0] != c) return false;
    rest.remove_prefix(1);
    return true;
  }
  void pass(std::string_view set) { rest.remove_prefix(std::min(rest.find_first_not_of(set), rest.size())); }
  [[nodiscard]] std::size_t digits() const {
    std::size_t size = 0;
    while (size < rest.size() && digit(rest[size])) ++size;
    return size;
  }
};

/// 1 to 12 for a month's name or its beginning in five languages, else 0.
unsigned month_of(std::string_view word) {
  constexpr std::array<std::string_view, 12> starts[] = {
      {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"},
      {"jan", "feb", "mrz", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez"},
      {"janv", "fev", "mars", "avr", "mai", "juin", "juil", "aout", "sept", "oct", "nov", "dec"},
      {"ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"},
      {"jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez"}};
  const auto folded = squash(word);
  if (folded.size() < 3 || folded.size() > 10) return 0;
  for (const auto& language : starts)
    for (unsigned month = 0; month < 12; ++month)
      if (folded.starts_with(language[month])) return month + 1;
  return 0;
}

std::optional<Moment> made(std::int64_t year, std::int64_t month, std::int64_t day, std::string_view rest) {
  if (year < 100) year += year < 70 ? 2000 : 1900;
  if (month < 1 || month > 12 || day < 1 || day > 31 || year > 9999 || year < 1800) return std::nullopt;
  Moment moment{day_number(year, static_cast<unsigned>(month), static_cast<unsigned>(day)), {}};
  rest = trim(rest);
  if (!rest.empty() && (rest[0] == 'T' || rest[0] == ',')) rest = trim(rest.substr(1));
  if (rest.starts_with("at ")) rest.remove_prefix(3);
  moment.second = parse_clock(rest);
  return moment;
}

/// 2026-09-01, 2026/9/1.
std::optional<Moment> year_first(Cursor cursor) {
  const auto year = cursor.number(4);
  const char mark = cursor.rest.empty() ? ' ' : cursor.rest[0];
  if ((mark != '-' && mark != '/' && mark != '.') || !cursor.take(mark)) return std::nullopt;
  const auto month = cursor.number(2);
  if (!month || !cursor.take(mark)) return std::nullopt;
  const auto day = cursor.number(2);
  return day ? made(*year, *month, *day, cursor.rest) : std::nullopt;
}

/// 20171016 or 20171016T123718Z.
std::optional<Moment> basic(std::string_view text) {
  Cursor cursor{text};
  const auto value = cursor.number(8);
  const bool clock = cursor.rest.size() >= 7 && cursor.rest[0] == 'T' && Cursor{cursor.rest.substr(1)}.digits() >= 6;
  if (!clock && !cursor.rest.empty() && cursor.rest[0] != 'Z') return std::nullopt;
  auto moment = made(*value / 10000, *value / 100 % 100, *value % 100, {});
  if (moment && clock) {
    Cursor time{cursor.rest.substr(1)};
    const auto hms = *time.number(6);
    moment->second = hms / 10000 * 3600 + hms / 100 % 100 * 60 + hms % 100;
  }
  return moment;
}

std::optional<Moment> since_epoch(std::string_view text, std::size_t digits) {
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  if (digits == 13) value /= 1000;
  return Moment{value / 86400, value % 86400};
}

/// 31.12.2025, 3/4/2024, 28/Nov/25, 22-Oct-21, 20 November 2024.
std::optional<Moment> day_or_month_first(Cursor cursor, DateOrder order) {
  const auto first = cursor.number(2);
  const char mark = cursor.rest.empty() ? ' ' : cursor.rest[0];
  cursor.pass("./- ");
  if (const auto word = cursor.word(); !word.empty()) {
    const auto month = month_of(word);
    cursor.pass("./- ,");
    const auto year = cursor.number(4);
    return month > 0 && year ? made(*year, month, *first, cursor.rest) : std::nullopt;
  }
  if (mark != '/' && mark != '.' && mark != '-') return std::nullopt;
  const auto second = cursor.number(2);
  if (!second || !cursor.take(mark)) return std::nullopt;
  const auto year = cursor.number(4);
  if (!year) return std::nullopt;
  const bool day_first = mark == '.' || *first > 12 || (order == DateOrder::day_first && *second <= 12);
  return day_first ? made(*year, *second, *first, cursor.rest) : made(*year, *first, *second, cursor.rest);
}

/// November 20, 2024; Mon, 21 Apr 2025 10:17:06.
std::optional<Moment> word_first(Cursor cursor, DateOrder order) {
  const auto month = month_of(cursor.word());
  cursor.pass("., ");
  if (month == 0 || cursor.digits() > 2) return cursor.digits() > 0 ? day_or_month_first(cursor, order) : std::nullopt;
  const auto day = cursor.number(2);
  cursor.pass(", ");
  const auto year = cursor.number(4);
  return day && year ? made(*year, month, *day, cursor.rest) : std::nullopt;
}

bool same_word(std::string_view value, std::string_view lower_word) {
  return value.size() == lower_word.size() &&
         std::equal(value.begin(), value.end(), lower_word.begin(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; });
}

}  // namespace

std::int64_t day_number(std::int64_t year, unsigned month, unsigned day) {
  year -= month <= 2 ? 1 : 0;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const auto year_of_era = year - era * 400;
  const auto day_of_year = (153 * (std::int64_t{month} + (month > 2 ? -3 : 9)) + 2) / 5 + std::int64_t{day} - 1;
  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

std::optional<Moment> parse_moment(std::string_view text, DateOrder order) {
  text = trim(text);
  if (!text.empty() && text[0] == '@') text.remove_prefix(1);
  if (text.size() < 6 || text.size() > 64) return std::nullopt;
  const Cursor cursor{text};
  const auto digits = cursor.digits();
  if (digits == 0) return letter(text[0]) ? word_first(cursor, order) : std::nullopt;
  if ((digits == 13 || digits == 10) && digits == text.size()) return since_epoch(text, digits);
  if (digits == 8) return basic(text);
  if (digits == 4) return year_first(cursor);
  return digits <= 2 ? day_or_month_first(cursor, order) : std::nullopt;
}

std::optional<std::int64_t> parse_clock(std::string_view text) {
  Cursor cursor{trim(text)};
  const auto hour = cursor.number(2);
  if (!hour || *hour > 24 || !cursor.take(':')) return std::nullopt;
  const auto minute = cursor.number(2);
  if (!minute || *minute > 59) return std::nullopt;
  const auto second = cursor.take(':') ? cursor.number(2).value_or(0) : 0;
  cursor.pass(" ");
  const auto half = cursor.word();
  std::int64_t hours = *hour;
  if (same_word(half, "pm") && hours < 12) hours += 12;
  if (same_word(half, "am") && hours == 12) hours = 0;
  return hours * 3600 + *minute * 60 + second;
}

namespace {

/// 7,5 and 7.5; 2.000,0 and 2,000.0: the last mark that is not followed by three digits is the decimal one.
std::optional<double> parse_number(std::string_view text) {
  text = trim(text);
  if (text.empty() || text.size() > 24) return std::nullopt;
  const auto mark = text.find_last_of(".,");
  double value = 0;
  double scale = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == mark) {
      scale = 1;
    } else if (digit(text[i])) {
      value = value * 10 + (text[i] - '0');
      scale *= 10;
    } else if (text[i] != '.' && text[i] != ',') {
      return std::nullopt;
    }
  }
  return scale > 0 ? value / scale : value;
}

}  // namespace

std::optional<std::int64_t> parse_duration(std::string_view text, DurationUnit unit) {
  text = trim(text);
  if (text.starts_with('P')) return parse_iso_duration(text);
  Cursor cursor{text};
  if (text.find(':') != std::string_view::npos) {
    const auto hours = cursor.number(6);
    if (!hours || !cursor.take(':')) return std::nullopt;
    const auto minutes = cursor.number(2);
    if (!minutes) return std::nullopt;
    const auto seconds = cursor.take(':') ? cursor.number(2).value_or(0) : 0;
    return *hours * 3600 + *minutes * 60 + seconds;
  }
  const auto value = parse_number(text);
  if (!value || unit == DurationUnit::clock) return std::nullopt;
  constexpr std::array<double, 6> scale = {0, 0, 3600, 60, 1, 0.001};
  return std::llround(*value * scale[static_cast<std::size_t>(unit)]);
}

std::optional<std::int64_t> parse_iso_duration(std::string_view text) {
  Cursor cursor{text};
  if (!cursor.take('P')) return std::nullopt;
  std::int64_t total = 0;
  bool time = false;
  while (!cursor.rest.empty()) {
    if (cursor.take('T')) time = true;
    const auto value = cursor.number(9);
    if (!value || cursor.rest.empty()) return std::nullopt;
    const char unit = cursor.rest[0];
    cursor.take(unit);
    const std::int64_t scale = unit == 'W'   ? 604800
                               : unit == 'D' ? 86400
                               : unit == 'H' ? 3600
                               : unit == 'M' ? (time ? 60 : 2592000)
                               : unit == 'S' ? 1
                                             : 0;
    total += *value * scale;
  }
  return total;
}

std::int64_t parse_count(std::string_view text) {
  text = trim(text);
  if (means_nothing(text)) return 0;
  Cursor cursor{text};
  if (cursor.digits() == text.size() && text.size() <= 9) return *cursor.number();
  const char mark = text.find(';') != std::string_view::npos   ? ';'
                    : text.find('@') != std::string_view::npos ? ','
                                                               : ';';
  std::int64_t count = 0;
  while (!text.empty()) {
    const auto size = std::min(text.find(mark), text.size());
    count += trim(text.substr(0, size)).empty() ? 0 : 1;
    text.remove_prefix(std::min(size + 1, text.size()));
  }
  return count;
}

int order_hint(std::string_view text) {
  Cursor cursor{trim(text)};
  const auto first = cursor.number(2);
  if (!first || !cursor.take('/')) return 0;
  const auto second = cursor.number(2);
  if (!second || !cursor.take('/')) return 0;
  if (*first > 12 && *first <= 31) return 1;
  return *second > 12 && *second <= 31 ? -1 : 0;
}

bool means_nothing(std::string_view value) {
  value = trim(value);
  if (value.empty()) return true;
  if (value.size() > 18) return false;
  constexpr std::array<std::string_view, 14> words = {
      "null",         "nan",        "n/a",     "-",  "--", "none",      "000000000000000aaa",
      "(no section)", "unassigned", "(blank)", "[]", "{}", "undefined", "no section"};
  return std::any_of(words.begin(), words.end(), [value](std::string_view word) { return same_word(value, word); });
}

std::string_view trim(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
  for (;;) {
    if (!text.empty() && blank(text.front())) {
      text.remove_prefix(1);
    } else if (text.starts_with("\xC2\xA0")) {
      text.remove_prefix(2);
    } else {
      break;
    }
  }
  for (;;) {
    if (!text.empty() && blank(text.back())) {
      text.remove_suffix(1);
    } else if (text.ends_with("\xC2\xA0")) {
      text.remove_suffix(2);
    } else {
      return text;
    }
  }
}

std::string_view fact_name(FactKind kind) {
  constexpr std::array<std::string_view, 6> names = {"attendees", "recipients", "duration", "start", "due", "type"};
  return names[static_cast<std::size_t>(kind)];
}

std::string civil_date(std::int64_t day) {
  day += 719468;
  const std::int64_t era = (day >= 0 ? day : day - 146096) / 146097;
  const auto of_era = day - era * 146097;
  const auto year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  const auto of_year = of_era - (365 * year + year / 4 - year / 100);
  const auto shifted = (5 * of_year + 2) / 153;
  const auto month = shifted < 10 ? shifted + 3 : shifted - 9;
  return fmt::format("{:04}-{:02}-{:02}", year + era * 400 + (month <= 2 ? 1 : 0), month,
                     of_year - (153 * shifted + 2) / 5 + 1);
}

std::string fact_value(const Fact& fact) {
  switch (fact.kind) {
    case FactKind::type:
      return std::string(fact.text);
    case FactKind::start:
    case FactKind::due:
      return civil_date(fact.value);
    case FactKind::duration:
      if (fact.value % 86400 == 0)
        return fmt::format("{} {}", fact.value / 86400, fact.value == 86400 ? "day" : "days");
      return fmt::format("{}:{:02}:{:02}", fact.value / 3600, fact.value / 60 % 60, fact.value % 60);
    default:
      return std::to_string(fact.value);
  }
}

}  // namespace worktell::input
