#include "report/months.hpp"

#include <fmt/format.h>

#include <chrono>

#include "input/facts.hpp"

namespace worktell::report {

namespace {

// Dates beyond are slips of the pen, and bounded years bound the memory.
constexpr std::int64_t first_day = -25'567;  // 1900
constexpr std::int64_t last_day = 84'006;    // 2200

std::int32_t read_month(std::string_view date, input::DateOrder order) {
  const auto moment = input::parse_moment(date, order);
  if (!moment) return no_month;
  if (moment->day < first_day || moment->day > last_day) return no_month;
  const std::chrono::year_month_day day{std::chrono::sys_days{std::chrono::days{moment->day}}};
  return static_cast<int>(day.year()) * 12 + static_cast<std::int32_t>(static_cast<unsigned>(day.month())) - 1;
}

}  // namespace

Month month_of(std::string_view date, std::uint32_t file) {
  if (date.empty()) return {};
  Month month{.file = file,
              .month_first = read_month(date, input::DateOrder::month_first),
              .day_first = read_month(date, input::DateOrder::day_first)};
  if (month.month_first == no_month) month.month_first = month.day_first;
  if (month.day_first == no_month) month.day_first = month.month_first;
  if (!month.ambiguous()) month.file = 0;
  return month;
}

std::string month_name(std::int32_t month) {
  return month < 0 ? std::string() : fmt::format("{:04}-{:02}", month / 12, month % 12 + 1);
}

void DateOrders::learn(std::string_view date, std::uint32_t file) {
  const int hint = date.empty() ? 0 : input::order_hint(date);
  if (hint == 0) return;
  if (day_first_.size() <= file) day_first_.resize(file + 1);
  day_first_[file] += hint;
}

std::int32_t DateOrders::settle(const Month& month) const {
  const bool day_first = month.file < day_first_.size() && day_first_[month.file] > 0;
  return day_first ? month.day_first : month.month_first;
}

}  // namespace worktell::report
