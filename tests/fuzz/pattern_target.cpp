// Bytes as one pattern: a tree as the grammar has it, or one message with its place; what parses also compiles, and
// matches the same on every call.

#include "rules/pattern.hpp"

#include <algorithm>

#include "require.hpp"
#include "rules/match.hpp"
#include "rules/pack.hpp"
#include "text/analysis.hpp"
#include "text/utf8.hpp"

namespace {

using namespace worktell;
using namespace worktell::rules;
using fuzz::require;

bool needs_text(Atom::Kind kind) {
  return kind == Atom::Kind::word || kind == Atom::Kind::exact || kind == Atom::Kind::prefix ||
         kind == Atom::Kind::list;
}

void check_atom(const Atom& atom) {
  require(!needs_text(atom.kind) || !atom.text.empty(), "a word, prefix or list has a name");
  require(std::none_of(atom.text.begin(), atom.text.end(), [](char c) { return c >= 'A' && c <= 'Z'; }),
          "words of patterns are lower case");
}

void check_elements(const std::vector<Element>& elements);

void check_element(const Element& element) {
  require(element.gap <= 12, "a gap is at most 12 long");
  if (element.gap > 0) return require(element.group.empty() && !element.optional, "a gap is only a gap");
  for (const auto& alternative : element.group) check_elements(alternative);
  if (element.group.empty()) check_atom(element.atom);
}

void check_elements(const std::vector<Element>& elements) {
  require(!elements.empty(), "a sequence has an element");
  for (const auto& element : elements) check_element(element);
}

void check_frame(const PatternTree& tree) {
  require(!tree.roles.empty() && tree.roles.size() <= 8, "a frame has 1 to 8 roles");
  require(std::any_of(tree.roles.begin(), tree.roles.end(), [](const RoleTest& r) { return !r.absent; }),
          "a frame has a role that must be there");
  for (const auto& role : tree.roles) {
    require(!role.atoms.empty(), "a role has a word");
    for (const auto& atom : role.atoms) check_atom(atom);
  }
}

void check_tree(const PatternTree& tree) {
  if (tree.kind == PatternTree::Kind::frame) return check_frame(tree);
  if (tree.kind == PatternTree::Kind::fact) return require(!tree.fact.fact.empty(), "a condition names its fact");
  check_elements(tree.elements);
  const auto& first = tree.elements.front();
  const auto& last = tree.elements.back();
  require(!first.optional && first.gap == 0, "a sequence begins with what must be there");
  require(!last.optional && last.gap == 0, "a sequence ends with what must be there");
}

void check_message(const Written& written, const Problem& problem) {
  require(problem.where.file == written.where.file && problem.where.line == written.where.line,
          "the message stands in the pattern's line");
  const auto past = text::count_characters(written.text) + 1;
  require(problem.where.column > written.where.column && problem.where.column <= written.where.column + past,
          "the message's column is in the pattern");
  require(!problem.what.empty() && !problem.remedy.empty() && problem.caret_length > 0, "the message is complete");
  require(problem.why.find(written.text) != std::string::npos, "the message shows the pattern");
}

Pack pack_of(const Written& written) {
  Pack pack;
  pack.name = "fuzz";
  pack.axes = {{"reach", "one", "many"}};
  pack.labels[0] = "left";
  pack.labels[1] = "right";
  pack.labels[2] = "mixed";
  pack.labels[3] = "neither";
  pack.lists = {{"goods", {{"gift card", {}}, {"hat", {}}}, {}}};
  pack.language = {{"verbs", {{"mail", {}}, {"bring", {}}}, {}}, {"persons", {{"buyer", {}}}, {}}};
  Rule rule;
  rule.id = "r";
  rule.poles = {{"one", {}}};
  rule.match = {written};
  rule.why = "a test";
  pack.rules = {rule};
  return pack;
}

// A pattern that parses may still be refused, for an unknown list or its length, and then says so once.
void check_matching(const Written& written) {
  std::vector<Problem> problems;
  const Pack pack = pack_of(written);
  const auto compiled = compile_pack(pack, problems);
  require(problems.size() <= 1, "one pattern, one message");
  if (!problems.empty()) return require(!problems[0].what.empty(), "the message is complete");
  text::Analysis analysis;
  text::analyse(compiled.lexicon, "Bring the buyer a gift card, 2,400 hats for $40k by mail. Visit zob@zob.eu today",
                analysis);
  Matcher matcher(compiled);
  std::vector<Match> once;
  std::vector<Match> twice;
  matcher.find(analysis, once);
  matcher.find(analysis, twice);
  require(once == twice, "matches are the same on every call");
  for (const auto& match : once)
    require(match.first < match.last && match.last <= analysis.tokens.size(), "a match lies inside the text");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Written written{std::string(fuzz::bytes_of(data, size)), {"fuzz.toml", 3, 10, 0}};
  const auto tree = parse_pattern(written);
  if (!tree) {
    check_message(written, tree.error());
    return 0;
  }
  check_tree(*tree);
  check_matching(written);
  return 0;
}
