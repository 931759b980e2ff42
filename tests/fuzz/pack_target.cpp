// Bytes as a file of a pack, beside two small ones: a pack, or messages with their places. A pack that loads survives
// being written as an image, and labels.

#include "rules/pack.hpp"

#include <algorithm>

#include "require.hpp"
#include "score/labeller.hpp"

namespace {

using namespace worktell;
using namespace worktell::rules;
using fuzz::require;

const std::string names = R"([pack]
name = "small"
[sides]
first = "left"
second = "right"
both = "mixed"
none = "neither"
[[axis]]
name = "reach"
first = "one"
second = "many"
)";

const std::string language = R"([language]
verbs = ["bring", "mail"]
determiners = ["the", "a"]
persons = ["buyer"]
currencies = ["$"]
[[inflection]]
class = "noun"
ending = ""
forms = ["0+s"]
)";

void check_problem(const Problem& problem, std::uint64_t lines) {
  require(!problem.what.empty() && !problem.remedy.empty(), "a message says what is wrong and what to do");
  require(problem.caret_length > 0, "a caret has a length");
  require(problem.where.file != "fuzz.toml" || problem.where.line <= lines, "a message's line is in the file");
  require(!render(problem).empty(), "a message can be shown");
}

std::size_t label_all(const CompiledPack& pack) {
  score::Labeller labeller(pack);
  std::size_t evidence = 0;
  for (const char* text : {"", "Bring the buyer a gift card", "mail 2,400 hats for $40k, if asked\n\"mail\" a map?"}) {
    const auto& verdict = labeller.label(text);
    evidence += verdict.evidence.size();
    for (const auto& e : verdict.evidence) require(e.rule < pack.rules.size(), "evidence names a rule of the pack");
  }
  return evidence;
}

// An image is used from memory that is aligned to 16.
void check_image(CompiledPack& pack) {
  const std::string image = write_image(pack);
  std::string memory(image.size() + 16, '\0');
  const auto off = reinterpret_cast<std::uintptr_t>(memory.data()) % 16;
  char* aligned = memory.data() + (off == 0 ? 0 : 16 - off);
  std::copy(image.begin(), image.end(), aligned);
  const auto view = view_image({aligned, image.size()});
  require(view.has_value(), "an image that was written can be viewed");
  require(view->rules.size() == pack.rules.size(), "an image holds all rules");
  require(label_all(*view) == label_all(pack), "an image labels as its pack does");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string content(fuzz::bytes_of(data, size));
  Pack pack;
  std::vector<Problem> problems;
  load_pack({{"names.toml", names}, {"language.toml", language}, {"fuzz.toml", content}}, pack, problems);
  auto compiled = compile_pack(pack, problems);
  const auto lines = static_cast<std::uint64_t>(std::count(content.begin(), content.end(), '\n')) + 1;
  for (const auto& problem : problems) check_problem(problem, lines);
  if (problems.empty()) check_image(compiled);
  return 0;
}
