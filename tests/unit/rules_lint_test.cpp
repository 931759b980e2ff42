#include "rules/lint.hpp"

#include <doctest/doctest.h>

#include "score/labeller.hpp"

using namespace worktell;

namespace {

constexpr std::string_view frame_of_pack = R"([pack]
name = "kitchen"
[sides]
first = "cook"
second = "wash"
both = "shared"
none = "neither"
[[axis]]
name = "stuff"
first = "food"
second = "dirt"
[score]
base = 1.0
cap = 9.0
[language]
verbs = ["stir", "wash", "meet"]
[[inflection]]
class = "noun"
ending = ""
forms = ["0+s"]
[[inflection]]
class = "verb"
ending = ""
forms = ["0+s", "0+ing", "0+ed"]
)";

// A pack with these rules, read and compiled: its rules begin on line 1 of rules.toml.
struct Kitchen {
  explicit Kitchen(std::string content) {
    files = {{"pack.toml", std::string(frame_of_pack)}, {"rules.toml", std::move(content)}};
    std::vector<Problem> problems;
    rules::load_pack(files, pack, problems);
    compiled = rules::compile_pack(pack, problems);
    for (const auto& problem : problems) FAIL(render(problem));
  }

  [[nodiscard]] rules::Judge judge() const {
    return [this](std::string_view text) {
      score::Labeller labeller(compiled);
      const auto& verdict = labeller.label(text);
      rules::Judgement judgement{.shares = {}, .first = verdict.first, .second = verdict.second};
      for (const auto& e : verdict.evidence) judgement.shares.push_back({e.rule, e.pole, e.points});
      return judgement;
    };
  }
  [[nodiscard]] rules::LintReport lint() const { return rules::lint(pack, compiled, files, judge()); }
  [[nodiscard]] std::vector<Problem> run_examples() const { return rules::run_examples(pack, files, judge()); }

  rules::Pack pack;
  rules::CompiledPack compiled;
  std::vector<rules::PackFile> files;
};

constexpr std::string_view sound = R"([[rule]]
id = "soup"
pole = "food"
match = ["stir soup"]
why = "soup is made"
yes = ["Stir soup"]
no = ["Wash the car"]
)";

}  // namespace

TEST_CASE("a sound pack has neither errors nor suspicions") {
  const Kitchen kitchen{std::string(sound)};
  CHECK(kitchen.run_examples().empty());
  CHECK(rules::count_examples(kitchen.pack) == 2);
  const auto report = kitchen.lint();
  for (const auto& problem : report.errors) FAIL_CHECK(render(problem));
  for (const auto& problem : report.suspicions) FAIL_CHECK(render(problem));
}

TEST_CASE("examples that fail are told with their place") {
  const Kitchen kitchen(R"([[rule]]
id = "soup"
pole = "food"
match = ["stir soup"]
why = "soup is made"
yes = ["Stir soup", "Stir porridge"]
no = ["Stirs soup"]
)");
  const auto failures = kitchen.run_examples();
  REQUIRE(failures.size() == 2);
  CHECK(
      render(failures[0]) ==
      "rules.toml:6:21: this `yes` example does not fire \"soup\": no rule fires on it\n"
      "  yes = [\"Stir soup\", \"Stir porridge\"]\n"
      "                      ^^^^^^^^^^^^^^^\n"
      "  Mend a pattern or the example; `worktell explain` shows how the text is read. A longer match of another rule "
      "silences shorter ones unless they say keep = true.");
  CHECK(render(failures[1]) ==
        "rules.toml:7:7: this `no` example fires \"soup\"\n"
        "  no = [\"Stirs soup\"]\n"
        "        ^^^^^^^^^^^^\n"
        "  Narrow the pattern, or say in `unless` what keeps the rule silent.");
  CHECK(kitchen.lint().errors.size() == 2);
}

TEST_CASE("a rule that no example fires is one error") {
  const Kitchen kitchen(R"([[rule]]
id = "soup"
pole = "food"
match = ["stir soup"]
why = "soup is made"
yes = ["Eat bread", "Stir porridge"]
)");
  const auto report = kitchen.lint();
  REQUIRE(report.errors.size() == 1);
  CHECK(report.errors[0].what == "no `yes` example fires \"soup\"");
  CHECK(report.errors[0].why == "none of its own does");
  CHECK(report.errors[0].where.line == 1);
  CHECK(kitchen.run_examples().size() == 2);
}

TEST_CASE("a rule without examples is an error, one that only facts fire is none") {
  const Kitchen kitchen(R"([[rule]]
id = "soup"
pole = "food"
match = ["stir soup"]
why = "soup is made"

[[rule]]
id = "feast"
pole = "food"
match = ["[attendees >= 10]"]
why = "many eat"
)");
  const auto report = kitchen.lint();
  REQUIRE(report.errors.size() == 1);
  CHECK(report.errors[0].why == "it has none");
}

TEST_CASE("patterns that no text can match") {
  const auto errors_of = [](const std::string& pattern) {
    const Kitchen kitchen("[[rule]]\nid = \"x\"\npole = \"food\"\nmatch = [\"stir soup\", \"" + pattern +
                          "\"]\nwhy = \"w\"\nyes = [\"Stir soup\"]\n");
    return kitchen.lint().errors;
  };
  for (const char* pattern :
       {"24/7", "50%", "stir (3.b|soup)", "<count < 0>", "<quarter = 7>", "<count > 5> soup 7up"}) {
    CAPTURE(pattern);
    const auto errors = errors_of(pattern);
    REQUIRE(errors.size() == 1);
    CHECK(errors[0].what == "this pattern can never match, or a part of it never does");
    CHECK(errors[0].where.line == 4);
  }
  for (const char* pattern :
       {"either/or", "follow-up", "cook's hat", "=soups", "porr*", "<quarter = 4>", "<count >= 20>", "b2b soup"}) {
    CAPTURE(pattern);
    CHECK(errors_of(pattern).empty());
  }
}

TEST_CASE("a pattern that the same rule excludes can never match") {
  const Kitchen kitchen(R"([[rule]]
id = "soup"
pole = "food"
match = ["stir soup", "wash  dish"]
unless = ["wash dish"]
why = "soup is made"
yes = ["Stir soup"]
)");
  const auto report = kitchen.lint();
  REQUIRE(report.errors.size() == 1);
  CHECK(report.errors[0].why == "the same pattern stands in the rule's `unless`");
  CHECK(report.errors[0].where.column == 23);
}

TEST_CASE("list entries that no text can match, and lists that nothing uses") {
  const Kitchen kitchen(R"([lists]
pot = ["pot", "Pan", "frying-pan", "=lids"]
spare = ["spoon"]
[[rule]]
id = "soup"
pole = "food"
match = ["stir @pot"]
why = "soup is made"
yes = ["Stir the pot", "stir pot"]
)");
  const auto report = kitchen.lint();
  REQUIRE(report.suspicions.size() == 1);
  CHECK(report.suspicions[0].what == "no pattern uses the list \"spare\"");
  CHECK(report.suspicions[0].where.line == 3);
  REQUIRE(!report.errors.empty());
  CHECK(report.errors[0].what == "no text can match this entry of the list \"pot\"");
  CHECK(report.errors[0].why == "\"Pan\" never comes as one word of a text");
}

TEST_CASE("two rules with one pattern, however its blanks are") {
  const Kitchen kitchen(std::string(sound) + R"([[rule]]
id = "broth"
pole = "food"
match = ["stir  soup"]
why = "broth is made"
yes = ["Stir soup"]
)");
  const auto report = kitchen.lint();
  REQUIRE(report.suspicions.size() == 1);
  CHECK(report.suspicions[0].what == "\"soup\" and \"broth\" have the same pattern");
  CHECK(report.suspicions[0].why == "the other is at rules.toml:4:10");
  CHECK(report.suspicions[0].where.line == 11);
}

TEST_CASE("an example that the opposite side outweighs") {
  const Kitchen kitchen(std::string(sound) + R"([[rule]]
id = "scrub"
pole = "dirt"
match = ["pan"]
why = "pans are dirty"
points = 3.0
yes = ["pan"]

[[rule]]
id = "salt"
pole = "food"
match = ["salt"]
why = "salt is food"
yes = ["salt pan", "salt"]
)");
  const auto report = kitchen.lint();
  REQUIRE(report.suspicions.size() == 1);
  CHECK(report.suspicions[0].what == "rules of the opposite side outweigh this example of \"salt\"");
  CHECK(report.suspicions[0].why == "3.00 points against 1.00, most of them from \"scrub\"");
}

TEST_CASE("a form of two words is suspicious") {
  const Kitchen kitchen(R"([[rule]]
id = "talk"
pole = "food"
match = ["meet cook", "meeting room"]
why = "cooks talk"
yes = ["Meet cook", "meeting room"]
)");
  const auto report = kitchen.lint();
  REQUIRE(report.suspicions.size() == 1);
  CHECK(report.suspicions[0].what == "the form \"meeting\" stands for \"meeting\" and for \"meet\"");
}
