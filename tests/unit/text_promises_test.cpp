#include "rules/pattern.hpp"
#include "text/quantity.hpp"
#include "unit/text_seen.hpp"

using namespace text_seen;

// Corners that were wrong once.

TEST_CASE("a sign of currency belongs to one number") {
  CHECK(quantities("10€-20€") == Strings{"money 10 `10€`", "money 20 `20€`"});
  CHECK(quantities("2 $40 cards") == Strings{"number 2 `2`", "money 40 `$40`"});
}

TEST_CASE("times are minutes after midnight") {
  CHECK(quantities("3pm") == Strings{"time 900 `3pm`"});
  CHECK(quantities("12am") == Strings{"time 0 `12am`"});
  CHECK_FALSE(text::parse_time("24:59").has_value());
}

TEST_CASE("numbers beyond 255 are no day and no month") {
  for (const char* other : {"1.260.50", "10.257.20", "2026-258-01", "257-01-26"})
    CHECK_FALSE(text::parse_date(other).has_value());
}

TEST_CASE("an upper-case letter beyond ASCII is a capital") {
  CHECK(tokens_of("Émile")[0].capital);
  CHECK(tokens_of("mail Émile today")[1].name);
}

TEST_CASE("a full stop behind an address ends the clause") {
  CHECK(spelled("mail anna@zobel.org. Bring it") == Strings{"mail", "anna@zobel.org", ".", "Bring", "it"});
}

TEST_CASE("a bound saturates") {
  const auto years = worktell::rules::parse_pattern({"<duration >= 9999999999y>", {}});
  REQUIRE(years.has_value());
  CHECK(years->elements[0].atom.low > 0);
  const auto millions = worktell::rules::parse_pattern({"<count >= 2m>", {}});
  REQUIRE(millions.has_value());
  CHECK(millions->elements[0].atom.low == 2000000000);
}

TEST_CASE("a pattern nested without end is refused") {
  CHECK_FALSE(worktell::rules::parse_pattern({std::string(1000000, '('), {}}).has_value());
}
