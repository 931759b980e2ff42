#include <doctest/doctest.h>

#include <algorithm>

#include "small_pack.hpp"

using namespace worktell;
using namespace worktell::rules;

namespace {

/// All messages of loading and compiling, in order.
std::vector<std::string> messages(const std::vector<PackFile>& files) {
  Pack pack;
  std::vector<Problem> problems;
  load_pack(files, pack, problems);
  (void)compile_pack(pack, problems);
  std::vector<std::string> result;
  for (const auto& problem : problems) result.push_back(render(problem));
  return result;
}

std::vector<std::string> messages(const std::string& more) {
  return messages({{"names.toml", small::names}, {"more.toml", more}});
}

using Messages = std::vector<std::string>;

const std::string good = "pole = \"one\"\nmatch = \"card\"\nwhy = \"a card\"\n";

}  // namespace

TEST_CASE("a sound pack gives no message") {
  CHECK(messages(small::rule("a", "card")) == Messages{});
}

TEST_CASE("unknown keys and tables are told with what was meant") {
  CHECK(messages("[[rule]]\nid = \"a\"\n" + good + "pionts = 2\n") ==
        Messages{"more.toml:6:1: unknown key \"pionts\"\n  pionts = 2\n  ^^^^^^\n  did you mean \"points\"?"});
  CHECK(messages("[score]\ncap = 3\nfrim = 2\n") ==
        Messages{"more.toml:3:1: unknown key \"frim\"\n  frim = 2\n  ^^^^\n  did you mean \"firm\"?"});
  CHECK(messages("[wieghts]\na = 1\n") ==
        Messages{"more.toml:1:1: unknown table [wieghts]\n  [wieghts]\n  ^\n  did you mean [weights]?"});
}

TEST_CASE("an unknown pole is told with the nearest one") {
  CHECK(messages("[[rule]]\nid = \"a\"\npole = \"mnay\"\nmatch = \"card\"\nwhy = \"a card\"\n") ==
        Messages{"more.toml:3:8: unknown pole \"mnay\"\n  did you mean \"many\"?"});
  CHECK(messages("[[rule]]\nid = \"a\"\npole = \"sideways\"\nmatch = \"card\"\nwhy = \"a card\"\n") ==
        Messages{"more.toml:3:8: unknown pole \"sideways\"\n  known: one, many, short, long, other, mixed"});
}

TEST_CASE("an unknown list and a pattern too long are told at the pattern") {
  CHECK(messages("[lists]\nbuyer = [\"buyer\"]\n" + small::rule("a", "card @buyr")) ==
        Messages{"more.toml:6:11: unknown word list \"@buyr\": in the pattern `card @buyr`\n"
                 "  did you mean \"@buyer\"?"});
  const std::string wide = "a ~12 b ~12 c ~12 d ~12 e ~12 f";
  CHECK(messages(small::rule("a", wide)) ==
        Messages{"more.toml:4:11: the pattern is too long: in the pattern `" + wide +
                 "`\n  split it: a pattern has at most 60 words, gaps counted"});
}

TEST_CASE("an id written twice in one pack is told, in one file or in two") {
  const std::string twice = "the rule \"a\" is written twice";
  CHECK(
      messages(small::rule("a", "card") + small::rule("a", "hat")) ==
      Messages{"more.toml:6:1: " + twice + "\n  [[rule]]\n  ^\n  the other is at more.toml:1:1: rename or delete one"});
  CHECK(messages({{"names.toml", small::names},
                  {"x.toml", small::rule("a", "card")},
                  {"y.toml", small::rule("b", "map") + small::rule("a", "hat")}}) ==
        Messages{"y.toml:6:1: " + twice + "\n  [[rule]]\n  ^\n  the other is at x.toml:1:1: rename or delete one"});
}

TEST_CASE("a rule that lacks something is told what") {
  CHECK(messages("[[rule]]\nid = \"a\"\n") ==
        Messages{"more.toml:1:1: a rule without a pole: \"a\"\n  [[rule]]\n  ^\n  give it one: pole = \"other\"",
                 "more.toml:1:1: a rule without a pattern: \"a\"\n  [[rule]]\n  ^\n"
                 "  give it at least one: match = [\"...\"]",
                 "more.toml:1:1: a rule without a reason: \"a\"\n  [[rule]]\n  ^\n"
                 "  say why in plain words: why = \"...\""});
}

TEST_CASE("values of the wrong kind are told") {
  CHECK(messages("[[rule]]\nid = \"a\"\n" + good + "points = \"2\"\n") ==
        Messages{"more.toml:6:10: \"points\" is no number\n  points = \"2\"\n           ^\n"
                 "  write a number without quotation marks"});
  CHECK(messages("[[rule]]\nid = \"a\"\n" + good + "keep = 1\n") ==
        Messages{"more.toml:6:8: \"keep\" is neither true nor false\n  keep = 1\n         ^\n  write true or false"});
  CHECK(messages("rule = 3\n") == Messages{"more.toml:1:8: \"rule\" is no array of tables\n  rule = 3\n         ^\n"
                                           "  write [[rule]]"});
}

TEST_CASE("a file that is no TOML is told with its place, and the others are read all the same") {
  const auto all = messages({{"names.toml", small::names},
                             {"bad.toml", "[lists]\nx = [\"a\"\n"},
                             {"more.toml", "[[rule]]\nid = \"a\"\npole = \"mnay\"\nmatch = \"card\"\nwhy = \"w\"\n"}});
  REQUIRE(all.size() == 2);
  CHECK(all[0].starts_with("bad.toml:2:10: not valid TOML: "));
  CHECK(all[0].ends_with("correct the TOML; nothing of this file was read"));
  CHECK(all[1] == "more.toml:3:8: unknown pole \"mnay\"\n  did you mean \"many\"?");
}

TEST_CASE("every error is told in one run, in the order of the file") {
  const auto all = messages(
      "[score]\nfrim = 2\n[[rule]]\nid = \"a\"\npole = \"mnay\"\nmatch = [\"card Map\", \"@lst\"]\n"
      "unless = \"a?\"\nwhy = \"w\"\nsie = 1\n");
  CHECK(all == Messages{"more.toml:2:1: unknown key \"frim\"\n  frim = 2\n  ^^^^\n  did you mean \"firm\"?",
                        "more.toml:9:1: unknown key \"sie\"\n  sie = 1\n  ^^^\n  did you mean \"id\"?",
                        "more.toml:5:8: unknown pole \"mnay\"\n  did you mean \"many\"?",
                        "more.toml:6:16: upper case in a word: in the pattern `card Map`\n"
                        "  patterns compare in lower case: write the word so",
                        "more.toml:6:23: unknown word list \"@lst\": in the pattern `@lst`\n"
                        "  add it to a [lists] table of the pack",
                        "more.toml:7:11: the first element is optional: in the pattern `a?`\n"
                        "  begin with what must be there"});
}

TEST_CASE("a pack without axes or sides says so") {
  const auto all = messages(std::vector<PackFile>{{"x.toml", "[pack]\nname = \"x\"\n"}});
  CHECK(all ==
        Messages{"x: a pack without axes\n  write [[axis]] tables and [sides] with first, second, both and none, "
                 "or name the built-in pack first"});
}

TEST_CASE("later packs add rules, and replace rules, lists and settings of the same name") {
  Pack pack;
  std::vector<Problem> problems;
  load_pack({{"names.toml", small::names},
             {"a.toml", "[score]\ncap = 3\nbase = 1\n[lists]\nx = [\"a\", \"b\"]\ny = [\"c\"]\n" +
                            small::rule("r", "card") + small::rule("s", "hat")}},
            pack, problems);
  load_pack({{"a.toml", "[score]\ncap = 5\n[lists]\nx = [\"d\"]\n[weights]\ns = 7\n" + small::rule("r", "map", "many") +
                            small::rule("t", "jar")}},
            pack, problems);
  CHECK(problems.empty());
  REQUIRE(pack.rules.size() == 3);
  CHECK(pack.rules[0].match[0].text == "map");
  CHECK(pack.rules[0].poles[0].text == "many");
  CHECK(pack.rules[1].match[0].text == "hat");
  CHECK(pack.rules[2].id == "t");
  CHECK(pack.settings["cap"] == 5);
  CHECK(pack.settings["base"] == 1);
  REQUIRE(pack.lists.size() == 2);
  CHECK(pack.lists[0].entries.size() == 1);
  CHECK(pack.lists[1].entries.size() == 1);
  const auto compiled = compile_pack(pack, problems);
  CHECK(problems.empty());
  CHECK(compiled.rules[1].weight == 700);
  CHECK(compiled.rules[0].weight == 100);
}

TEST_CASE("the pack of the project loads and compiles without a problem") {
  const auto files = read_pack_folder(std::string(WORKTELL_SOURCE_DIR) + "/rules/sales-marketing");
  REQUIRE(files);
  Pack pack;
  std::vector<Problem> problems;
  load_pack(*files, pack, problems);
  const auto compiled = compile_pack(pack, problems);
  for (const auto& problem : problems) FAIL_CHECK(render(problem));
  CHECK(compiled.rules.size() == pack.rules.size());
}
