#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <set>

#include "cli/command.hpp"
#include "cli/parse.hpp"
#include "cli/settings.hpp"
#include "cli/trace.hpp"

using namespace worktell;
using namespace worktell::cli;

namespace {

constexpr OptionTables tables = {input_options, output_options, run_options};

Settings resolved(const Typed& typed, std::string_view config, std::vector<Problem>& problems) {
  return resolve(tables, "", typed, parse_config(config, "/folder/.worktell.toml", problems), problems);
}

Parsed parsed(std::vector<std::string> words) {
  auto result = parse_words(std::move(words));
  REQUIRE(result.has_value());
  return std::move(*result);
}

}  // namespace

TEST_CASE("a flag goes before a variable, that before the config file, that before the default") {
  std::vector<Problem> problems;
  CHECK(resolved({}, "", problems).text("format") == "text");
  CHECK(resolved({}, "format = 'csv'", problems).text("format") == "csv");
  ::setenv("WORKTELL_FORMAT", "tsv", 1);
  CHECK(resolved({}, "format = 'csv'", problems).text("format") == "tsv");
  CHECK(resolved({}, "format = 'csv'", problems).origin("format").text == "WORKTELL_FORMAT");
  CHECK(resolved({{"format", {"json"}}}, "format = 'csv'", problems).text("format") == "json");
  ::unsetenv("WORKTELL_FORMAT");
  CHECK(problems.empty());
}

TEST_CASE("lists split at commas and repeat; fractions become thousandths") {
  std::vector<Problem> problems;
  const auto settings = resolved({{"fields", {"id,label", "text"}}, {"min-confidence", {"0.85"}}}, "", problems);
  CHECK(settings.list("fields") == std::vector<std::string>{"id", "label", "text"});
  CHECK(settings.thousandths("min-confidence") == 850);
  CHECK(resolved({{"delimiter", {"tab"}}}, "", problems).letter("delimiter") == '\t');
  CHECK(problems.empty());
}

TEST_CASE("everything wrong in a config file is told in one run, with its place") {
  std::vector<Problem> problems;
  (void)resolved({}, "formt = 'csv'\njobs = 'x'\n", problems);
  REQUIRE(problems.size() == 2);
  CHECK(problems[0].where.line == 1);
  CHECK(problems[0].why == "did you mean \"format\"?");
  CHECK(problems[1].where.line == 2);
}

TEST_CASE("the command is the first word that is neither an option nor its value") {
  CHECK(parsed({"--format", "explain", "x.csv"}).command->name.empty());
  CHECK(parsed({"-v", "explain", "x"}).command->name == "explain");
  CHECK(parsed({"config", "show"}).command->name == "config show");
  CHECK(parsed({"a.csv", "explain"}).arguments == std::vector<std::string>{"a.csv", "explain"});
  CHECK(parsed({"--", "-x"}).arguments == std::vector<std::string>{"-x"});
  CHECK(parsed({"-"}).arguments == std::vector<std::string>{"-"});
  CHECK(parsed({"-ftsv"}).typed.at("format").back() == "tsv");
  CHECK(parsed({"--header", "--no-header"}).typed.at("header").back() == "false");
}

TEST_CASE("options that do not exist are refused with a suggestion") {
  const auto result = parse_words({"--formt", "x"});
  REQUIRE(!result.has_value());
  CHECK(render(result.error()) == "unknown option \"--formt\": did you mean \"--format\"?\n  Try: worktell --help");
}

TEST_CASE("every command and option can be told apart and says what it does") {
  std::set<std::string_view> names;
  for (const auto* command : commands()) {
    CHECK(names.insert(command->name).second);
    CHECK(!command->summary.empty());
    REQUIRE((command->run != nullptr));
    std::set<std::string_view> options;
    std::set<char> letters;
    for (const auto* row : rows_of(*command)) {
      CHECK_MESSAGE(options.insert(row->name).second, row->name);
      if (row->letter != 0) CHECK_MESSAGE(letters.insert(row->letter).second, row->name);
      CHECK_MESSAGE(!row->summary.empty(), row->name);
      CHECK_MESSAGE((row->kind == ValueKind::flag) == row->value.empty(), row->name);
    }
  }
}

TEST_CASE("marks stand under what was matched, in lines of their own where they meet") {
  CHECK(marked_text("Send the buyer a price", {{0, 4, 1}, {9, 14, 2}, {9, 22, 3}}, 60) ==
        "  Send the buyer a price\n"
        "  1---     3------------\n"
        "           2----\n");
  CHECK(marked_text("日本 price", {{7, 12, 1}}, 60) == "  日本 price\n       1----\n");
}
