#include "text/quantity.hpp"

#include <chrono>

#include "text_seen.hpp"

using namespace text_seen;
using text::parse_date;
using text::parse_number;
using text::parse_time;

namespace {

std::string quantity_padded(std::int64_t value, std::size_t width) {
  const std::string digits = std::to_string(value);
  return std::string(width - std::min(width, digits.size()), '0') + digits;
}

/// "1234567" as "1,234,567".
std::string quantity_grouped(std::int64_t value, char separator) {
  std::string digits = std::to_string(value);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, 1, separator);
  return digits;
}

bool quantity_order_holds(const text::Analysis& analysis) {
  std::uint32_t at = 0;
  for (const auto& q : analysis.quantities) {
    if (q.first < at || q.last <= q.first || q.last > analysis.tokens.size()) return false;
    at = q.last;
  }
  return true;
}

}  // namespace

TEST_CASE("numbers are read in both habits, in thousandths") {
  CHECK(parse_number("0") == 0);
  CHECK(parse_number("7") == 7000);
  CHECK(parse_number("2,400") == 2400000);
  CHECK(parse_number("1.200,50") == 1200500);
  CHECK(parse_number("1,200.50") == 1200500);
  CHECK(parse_number("7,5") == 7500);
  CHECK(parse_number("1.5") == 1500);
  CHECK(parse_number("1.234.567") == 1234567000);
  CHECK(parse_number("1,234,567.89") == 1234567890);
  CHECK(parse_number("0.0019") == 1);  // what is finer than a thousandth is cut
  CHECK(parse_number("007") == 7000);
}

TEST_CASE("a lone separator before three digits parts thousands by the habit of the text") {
  CHECK(parse_number("1,200") == 1200000);
  CHECK(parse_number("1.200") == 1200);
  CHECK(parse_number("1.200", true) == 1200000);
  CHECK(parse_number("1,200", true) == 1200);
  CHECK(parse_number("1.20", true) == 1200);
  CHECK(parse_number("12,5", true) == 12500);
}

TEST_CASE("numbers of any size with separators come out as they went in") {
  std::mt19937 random(4);
  for (int n = 0; n < 20000; ++n) {
    const auto whole = static_cast<std::int64_t>(random() % 2000000000U) % (std::int64_t{1} << (random() % 32));
    const auto part = static_cast<std::int64_t>(random() % 100);
    const auto expected = whole * 1000 + part * 10;
    const std::string decimals = quantity_padded(part, 2);
    INFO(whole << " and " << part << " hundredths");
    CHECK(parse_number(std::to_string(whole)) == whole * 1000);
    CHECK(parse_number(std::to_string(whole) + "." + decimals) == expected);
    CHECK(parse_number(std::to_string(whole) + "," + decimals) == expected);
    CHECK(parse_number(quantity_grouped(whole, ',')) == whole * 1000);
    CHECK(parse_number(quantity_grouped(whole, '.'), true) == whole * 1000);
    if (whole < 1000) continue;
    CHECK(parse_number(quantity_grouped(whole, ',') + "." + decimals) == expected);
    CHECK(parse_number(quantity_grouped(whole, '.') + "," + decimals) == expected);
  }
}

TEST_CASE("numbers too large to hold saturate, and never fall") {
  std::int64_t before = -1;
  for (std::size_t size = 1; size <= 400; ++size) {
    const auto value = parse_number(std::string(size, '9'));
    CHECK(value >= before);
    before = value;
  }
  CHECK(before > 2000000000000);
  CHECK(parse_number(std::string(400, '9') + ".5") >= before);
}

TEST_CASE("dates: year first, day first, month first where it must be") {
  CHECK(parse_date("1970-01-01") == 0);
  CHECK(parse_date("2026-12-01") == 20788);
  CHECK(parse_date("1/12/2026") == 20788);
  CHECK(parse_date("01.12.26") == 20788);
  CHECK(parse_date("1-12-2026") == 20788);
  CHECK(parse_date("2026/12/01") == 20788);
  CHECK(parse_date("12/31/2026") == 20818);
  CHECK(parse_date("31/12/2026") == 20818);
  CHECK(parse_date("29.02.2024").has_value());
  CHECK(parse_date("1969-12-31") == -1);
}

TEST_CASE("what is no date is none") {
  for (const char* other : {"", "2026", "2026-12", "2026-13-01", "2026-00-10", "2026-12-00", "31/02/2026", "29.02.2025",
                            "1.2.3", "1/2/345", "10:30", "2,400", "2026-12-01-05", "1//2026", "-1-2", "20260-01-01"}) {
    INFO("`" << other << "`");
    CHECK_FALSE(parse_date(other).has_value());
  }
}

TEST_CASE("every day of a century is read as itself") {
  using namespace std::chrono;
  for (sys_days day = 2000y / 1 / 1; day < sys_days(2100y / 1 / 1); day += days(1)) {
    const year_month_day date(day);
    const auto y = quantity_padded(int(date.year()), 4);
    const auto m = quantity_padded(unsigned(date.month()), 2);
    const auto d = quantity_padded(unsigned(date.day()), 2);
    const std::int64_t expected = day.time_since_epoch().count();
    if (parse_date(y + "-" + m + "-" + d) != expected) FAIL_CHECK(y << "-" << m << "-" << d);
    if (parse_date(d + "." + m + "." + y) != expected) FAIL_CHECK(d << "." << m << "." << y);
    if (parse_date(d + "/" + m + "/" + y.substr(2)) != expected) FAIL_CHECK(d << "/" << m << "/" << y.substr(2));
  }
}

TEST_CASE("times of day") {
  CHECK(parse_time("10:30") == 630);
  CHECK(parse_time("0:05") == 5);
  CHECK(parse_time("23:59") == 1439);
  CHECK(parse_time("10:30:15") == 630);
  for (const char* other : {"", "10", "9:5", "10:75", "25:00", "10:", ":30", "10.30", "1:2:3:4", "123:45:6"}) {
    INFO("`" << other << "`");
    CHECK_FALSE(parse_time(other).has_value());
  }
}

TEST_CASE("numbers with what they count") {
  CHECK(quantities("Email 2,400 subscribers") == Strings{"count 2400 `2,400`"});
  CHECK(quantities("Email 1 subscriber") == Strings{"count 1 `1`"});
  CHECK(quantities("3 seats") == Strings{"count 3 `3`"});
  CHECK(quantities("40k") == Strings{"number 40000 `40k`"});
  CHECK(quantities("mail 40k hats") == Strings{"count 40000 `40k`"});
  CHECK(quantities("40 k") == Strings{"count 40 `40`"});
  CHECK(quantities("2.5 million hats") == Strings{"count 2500000 `2.5 million`"});
  CHECK(quantities("Two hats") == Strings{"count 2 `Two`"});
  CHECK(quantities("twelve") == Strings{"number 12 `twelve`"});
  CHECK(quantities("3-5 hats") == Strings{"count 3 `3-5`"});
  CHECK(quantities("5, 6") == Strings{"number 5 `5`", "number 6 `6`"});
  CHECK(quantities("the 1st hat, zob") == Strings{});
}

TEST_CASE("money, in both places of the sign") {
  CHECK(quantities("$40k") == Strings{"money 40000 `$40k`"});
  CHECK(quantities("€1.200,50") == Strings{"money 1200.500 `€1.200,50`"});
  CHECK(quantities("€1.200") == Strings{"money 1200 `€1.200`"});
  CHECK(quantities("$1,200.50") == Strings{"money 1200.500 `$1,200.50`"});
  CHECK(quantities("9,50 €") == Strings{"money 9.500 `9,50 €`"});
  CHECK(quantities("40 USD for hats") == Strings{"money 40 `40 USD`"});
  CHECK(quantities("a € and a $") == Strings{});
}

TEST_CASE("shares and durations") {
  CHECK(quantities("15%") == Strings{"percent 15 `15%`"});
  CHECK(quantities("2.5 percent more") == Strings{"percent 2.500 `2.5 percent`"});
  CHECK(quantities("a 12-month plan") == Strings{"duration 31104000 `12-month`"});
  CHECK(quantities("30-min call") == Strings{"duration 1800 `30-min`"});
  CHECK(quantities("two days") == Strings{"duration 172800 `two days`"});
  CHECK(quantities("3d or 2h") == Strings{"duration 259200 `3d`", "duration 7200 `2h`"});
  CHECK(quantities("vitamin 3 D") == Strings{"count 3 `3`"});  // one letter is a unit only when written at once
}

TEST_CASE("dates, times and quarters in texts") {
  CHECK(quantities("mail it 2026-12-01") == Strings{"date 20788 `2026-12-01`"});
  CHECK(quantities("by Friday") == Strings{"date 0 `Friday`"});
  CHECK(quantities("EOD") == Strings{"date 0 `EOD`"});
  CHECK(quantities("on 3 March and March 4") == Strings{"date 0 `3 March`", "date 0 `March 4`"});
  CHECK(quantities("in 2026") == Strings{"date 0 `2026`"});
  CHECK(quantities("2026 hats") == Strings{"count 2026 `2026`"});
  CHECK(quantities("march on") == Strings{});
  CHECK(quantities("Q3 2026") == Strings{"quarter 3 `Q3`", "date 0 `2026`"});
  CHECK(quantities("q4 and Q5") == Strings{"quarter 4 `q4`"});
  CHECK(quantities("at 10:30") == Strings{"time 630 `10:30`"});
  CHECK(quantities("9am") == Strings{"time 540 `9am`"});
}

TEST_CASE("quantities stand in order and do not overlap") {
  Babble babble(5, pieces());
  for (int n = 0; n < 20000; ++n) {
    const std::string source = babble.text(20);
    INFO("text `" << source << "`");
    CHECK(quantity_order_holds(analysis_of(source)));
  }
}
