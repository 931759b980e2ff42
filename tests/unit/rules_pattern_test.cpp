#include "rules/pattern.hpp"

#include <doctest/doctest.h>

using namespace worktell;
using namespace worktell::rules;

namespace {

PatternTree parsed(const std::string& pattern) {
  const auto tree = parse_pattern({pattern, {"p.toml", 3, 10, 0}});
  if (!tree) FAIL(render(tree.error()));
  return *tree;
}

/// The message of a pattern whose opening quotation mark stands in column 10.
std::string message(const std::string& pattern) {
  const auto tree = parse_pattern({pattern, {"p.toml", 3, 10, 0}});
  return tree ? "no error" : render(tree.error());
}

std::string expected(int column, const std::string& what, const std::string& pattern, const std::string& remedy) {
  return "p.toml:3:" + std::to_string(column) + ": " + what + ": in the pattern `" + pattern + "`\n  " + remedy;
}

const std::string roles = "act, object, recipient, means, time, agent, any";

}  // namespace

TEST_CASE("a sequence is parsed element by element") {
  const auto tree = parsed("^ quote =bids optimi* formal? ~3 @hot-lead $");
  CHECK(tree.kind == PatternTree::Kind::sequence);
  CHECK(tree.at_start);
  CHECK(tree.at_end);
  REQUIRE(tree.elements.size() == 6);
  CHECK(tree.elements[0].atom.kind == Atom::Kind::word);
  CHECK(tree.elements[0].atom.text == "quote");
  CHECK(tree.elements[1].atom.kind == Atom::Kind::exact);
  CHECK(tree.elements[1].atom.text == "bids");
  CHECK(tree.elements[2].atom.kind == Atom::Kind::prefix);
  CHECK(tree.elements[2].atom.text == "optimi");
  CHECK(tree.elements[3].optional);
  CHECK_FALSE(tree.elements[0].optional);
  CHECK(tree.elements[4].gap == 3);
  CHECK(tree.elements[5].atom.kind == Atom::Kind::list);
  CHECK(tree.elements[5].atom.text == "hot-lead");
}

TEST_CASE("hyphens part words as spaces do") {
  const auto tree = parsed("follow-up call");
  REQUIRE(tree.elements.size() == 3);
  CHECK(tree.elements[1].atom.text == "up");
  CHECK_FALSE(tree.at_start);
  CHECK_FALSE(tree.at_end);
}

TEST_CASE("groups hold alternatives of several elements, and groups") {
  const auto tree = parsed("send (quote|price list|(=bid|offer)? letter)? (a|b)");
  REQUIRE(tree.elements.size() == 3);
  CHECK(tree.elements[1].optional);
  REQUIRE(tree.elements[1].group.size() == 3);
  CHECK(tree.elements[1].group[1].size() == 2);
  CHECK(tree.elements[1].group[2][0].optional);
  CHECK(tree.elements[1].group[2][0].group.size() == 2);
}

TEST_CASE("classes and their bounds") {
  CHECK(parsed("<name>").elements[0].atom.kind == Atom::Kind::name);
  CHECK(parsed("<address>").elements[0].atom.kind == Atom::Kind::address);
  CHECK(parsed("<tag>").elements[0].atom.kind == Atom::Kind::tag);
  const auto atom = [](const std::string& pattern) { return parsed(pattern).elements[0].atom; };
  CHECK(atom("<count>").low == INT64_MIN);
  CHECK(atom("<count>").high == INT64_MAX);
  CHECK(atom("<count >= 20>").low == 20000);
  CHECK(atom("<count > 20>").low == 20001);
  CHECK(atom("<count <= 20>").high == 20000);
  CHECK(atom("<count < 20>").high == 19999);
  CHECK(atom("<number = 2.5>").low == 2500);
  CHECK(atom("<number = 2.5>").high == 2500);
  CHECK(atom("<money < 5k>").high == 4999999);
  CHECK(atom("<duration >= 30d>").low == std::int64_t{30} * 86400 * 1000);
  CHECK(atom("<duration >= 45min>").low == 45 * 60 * 1000);
  CHECK(atom("<duration >= 2h>").low == 7200 * 1000);
  CHECK(atom("<duration >= 1w>").low == 604800 * std::int64_t{1000});
  CHECK(atom("<duration >= 1m>").low == 2592000 * std::int64_t{1000});
  CHECK(atom("<duration >= 1y>").low == 31536000 * std::int64_t{1000});
}

TEST_CASE("frames name roles") {
  const auto tree = parsed("act:send object~:@price !recipient:(nurse|<name>) any:card");
  CHECK(tree.kind == PatternTree::Kind::frame);
  REQUIRE(tree.roles.size() == 4);
  CHECK(tree.roles[0].role == static_cast<std::uint8_t>(text::Role::act));
  CHECK_FALSE(tree.roles[0].anywhere);
  CHECK(tree.roles[1].anywhere);
  CHECK(tree.roles[2].absent);
  CHECK(tree.roles[2].atoms.size() == 2);
  CHECK(tree.roles[3].role == RoleTest::any_role);
}

TEST_CASE("fact conditions") {
  const auto tree = parsed("[attendees >= 10]");
  CHECK(tree.kind == PatternTree::Kind::fact);
  CHECK(tree.fact.fact == "attendees");
  CHECK(tree.fact.low == 10000);
  CHECK(parsed("[type = call]").fact.word == "call");
  CHECK(parsed("[duration < 30d]").fact.high == std::int64_t{30} * 86400 * 1000 - 1);
}

TEST_CASE("every error of a sequence is told with its column") {
  CHECK(message("") == expected(11, "empty pattern", "", "write at least one word"));
  CHECK(message("^ $") == expected(14, "a pattern without a word", "^ $", "write at least one word"));
  CHECK(message("a ) b") == expected(13, "unexpected \")\"", "a ) b", "see the grammar in rules/README.md"));
  CHECK(message("a ? b") == expected(13, "unexpected \"?\"", "a ? b", "expected a word"));
  CHECK(message("a @") == expected(14, "the pattern ends too early", "a @", "expected a word"));
  CHECK(message("send Quote") ==
        expected(16, "upper case in a word", "send Quote", "patterns compare in lower case: write the word so"));
  CHECK(message("a? b") == expected(11, "the first element is optional", "a? b", "begin with what must be there"));
  CHECK(message("~2 b") == expected(11, "the first element is optional", "~2 b", "begin with what must be there"));
  CHECK(message("a b?") == expected(11, "the last element is optional", "a b?", "end with what must be there"));
  CHECK(message("a ~2") == expected(11, "the last element is optional", "a ~2", "end with what must be there"));
  CHECK(message("(a?|b) c") ==
        expected(11, "the first element is optional", "(a?|b) c", "begin with what must be there"));
  CHECK(message("a (b|c ~2)") ==
        expected(11, "the last element is optional", "a (b|c ~2)", "end with what must be there"));
  CHECK(message("a (b? c|d) e (f|g)") == "no error");
  CHECK(message("a ~13 b") == expected(15, "a gap of a length that is not allowed", "a ~13 b", "write ~1 to ~12"));
  CHECK(message("a ~0 b") == expected(14, "a gap of a length that is not allowed", "a ~0 b", "write ~1 to ~12"));
  CHECK(message("a ~ b") == expected(14, "expected a number", "a ~ b", "write digits"));
  CHECK(message("a (b|) c") ==
        expected(16, "an empty alternative", "a (b|) c", "write a word, or put ? after the group"));
  CHECK(message("a (b|c") == expected(13, "a group without an end", "a (b|c", "close it with )"));
}

TEST_CASE("columns count characters, not bytes") {
  CHECK(message("café Quote") ==
        expected(16, "upper case in a word", "café Quote", "patterns compare in lower case: write the word so"));
}

TEST_CASE("every error of a class is told with its column") {
  CHECK(message("<cuont>") == expected(12, "unknown class \"cuont\"", "<cuont>", "did you mean \"count\"?"));
  CHECK(message("<whatsoever>") ==
        expected(12, "unknown class \"whatsoever\"", "<whatsoever>",
                 "known: number, count, money, percent, duration, date, time, quarter, name, address, tag"));
  CHECK(message("<name") == expected(16, "expected \">\"", "<name", "a quantity is closed by >, as in <name>"));
  CHECK(message("<count 5>") == expected(18, "expected a comparison", "<count 5>", "write one of < <= > >= ="));
  CHECK(message("<count >= x>") ==
        expected(21, "expected a number", "<count >= x>", "write digits, then a unit if needed"));
  CHECK(message("<count >= 5q>") ==
        expected(22, "unknown unit \"q\"", "<count >= 5q>", "known: k s min h d w m (months) y"));
}

TEST_CASE("every error of a frame is told with its column") {
  CHECK(message("act:send objekt:card") ==
        expected(20, "unknown role \"objekt\"", "act:send objekt:card", "did you mean \"object\"?"));
  CHECK(message("act:send whatsoever:card") ==
        expected(20, "unknown role \"whatsoever\"", "act:send whatsoever:card", "known: " + roles));
  CHECK(message("act:send object card") ==
        expected(26, "expected \":\"", "act:send object card", "a role is followed by a colon, as in act:send"));
  CHECK(message("!act:send") ==
        expected(11, "a frame of absent roles only", "!act:send", "name at least one role that must be there"));
  CHECK(
      message("any:a any:a any:a any:a any:a any:a any:a any:a any:a") ==
      expected(11, "too many roles", "any:a any:a any:a any:a any:a any:a any:a any:a any:a", "a frame has at most 8"));
  CHECK(message("object:(price list)") == expected(25, "several words in a role's group", "object:(price list)",
                                                   "put them into a word list and write @list"));
  CHECK(message("object:(price") == expected(18, "a group without an end", "object:(price", "close it with )"));
  CHECK(message("any:(<count >= 20>|<money >= 5k>)") == expected(15, "several quantities with bounds in a role's group",
                                                                 "any:(<count >= 20>|<money >= 5k>)",
                                                                 "write a pattern for each"));
  CHECK(message("any:(<count>|<money>)") == "no error");
  CHECK(message("any:(hat|<count >= 20>)") == "no error");
}

TEST_CASE("every error of a fact condition is told with its column") {
  CHECK(message("[atendees >= 10]") ==
        expected(12, "unknown fact \"atendees\"", "[atendees >= 10]", "did you mean \"attendees\"?"));
  CHECK(message("[type > call]") ==
        expected(17, "expected \"=\"", "[type > call]", "a type is compared by =, as in [type = call]"));
  CHECK(message("[attendees 10]") ==
        expected(22, "expected a comparison", "[attendees 10]", "write one of < <= > >= ="));
  CHECK(message("[attendees >= 10") ==
        expected(27, "expected \"]\"", "[attendees >= 10", "a fact condition is closed by ]"));
  CHECK(message("[attendees >= 10] x") ==
        expected(29, "unexpected \"x\"", "[attendees >= 10] x", "see the grammar in rules/README.md"));
}
