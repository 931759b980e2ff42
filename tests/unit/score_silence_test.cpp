// Which matches a longer one silences, told by the evidence of tiny packs.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "rules/pack.hpp"
#include "score/labeller.hpp"

using namespace worktell;

namespace {

const std::string names = R"([pack]
name = "tea"
[sides]
first = "green"
second = "black"
both = "blend"
none = "water"
[[axis]]
name = "leaf"
first = "fresh"
second = "dried"
)";

std::string rule(const std::string& id, const std::string& match, const std::string& more = "") {
  return "[[rule]]\nid = \"" + id + "\"\npole = \"fresh\"\nmatch = [\"" + match + "\"]\nwhy = \"so\"\nyes = [\"x\"]\n" +
         more + "\n";
}

rules::CompiledPack compiled(const std::string& rules) {
  rules::Pack pack;
  std::vector<Problem> problems;
  rules::load_pack({{"tea.toml", names + rules}}, pack, problems);
  auto made = rules::compile_pack(pack, problems);
  REQUIRE_MESSAGE(problems.empty(), (problems.empty() ? "" : render(problems.front())));
  return made;
}

/// The ids of the rules that gave evidence, in the order of the text.
std::string fired(const rules::CompiledPack& pack, const score::Verdict& verdict) {
  std::string ids;
  for (const auto& evidence : verdict.evidence)
    ids += (ids.empty() ? "" : " ") + std::string(pack.rule_id(evidence.rule));
  return ids;
}

std::string fired(const rules::CompiledPack& pack, std::string_view text) {
  score::Labeller labeller(pack);
  return fired(pack, labeller.label(text));
}

}  // namespace

TEST_CASE("the longest match silences what it contains") {
  const auto pack = compiled(rule("short", "leaf") + rule("long", "tea leaf"));
  CHECK(fired(pack, "a tea leaf here") == "long");
  CHECK(fired(pack, "a leaf here") == "short");
  CHECK(fired(pack, "a tea leaf, a leaf") == "long short");
}

TEST_CASE("a rule that is kept quiet by its own unless silences nothing") {
  const auto pack = compiled(rule("short", "leaf") + rule("long", "tea leaf", "unless = [\"plastic\"]"));
  CHECK(fired(pack, "a tea leaf here") == "long");
  CHECK(fired(pack, "a plastic tea leaf here") == "short");
  CHECK(fired(pack, "a tea leaf here; of plastic") == "short");
}

TEST_CASE("of three matches in one another the longest that speaks silences the rest") {
  const auto pack = compiled(rule("one", "leaf") + rule("two", "tea leaf") +
                             rule("three", "green tea leaf", "unless = [\"plastic\"]"));
  CHECK(fired(pack, "green tea leaf") == "three");
  CHECK(fired(pack, "green tea leaf of plastic") == "two");
}

TEST_CASE("an unless in one field keeps the rule quiet in all fields, whichever comes first") {
  const auto pack = compiled(rule("short", "leaf") + rule("long", "tea leaf", "unless = [\"plastic\"]"));
  score::Labeller labeller(pack);
  for (const bool swapped : {false, true}) {
    input::Batch batch;
    batch.fields.resize(2);
    batch.fields[swapped ? 1 : 0].text = "a tea leaf";
    batch.fields[swapped ? 0 : 1].text = "a plastic thing";
    batch.activities.resize(1);
    batch.activities.front().field_count = 2;
    CHECK(fired(pack, labeller.label(batch, batch.activities.front())) == "short");
  }
}

TEST_CASE("what one activity kept quiet speaks in the next") {
  const auto pack = compiled(rule("long", "tea leaf", "unless = [\"plastic\"]"));
  score::Labeller labeller(pack);
  CHECK(fired(pack, labeller.label("plastic tea leaf")).empty());
  CHECK(fired(pack, labeller.label("tea leaf")) == "long");
}

TEST_CASE("rules marked keep neither silence nor are silenced") {
  const auto pack = compiled(rule("short", "leaf", "keep = true") + rule("long", "tea leaf"));
  CHECK(fired(pack, "tea leaf") == "long short");
  const auto other = compiled(rule("short", "leaf") + rule("long", "tea leaf", "keep = true"));
  CHECK(fired(other, "tea leaf") == "long short");
}
