#include <doctest/doctest.h>

#include <cstring>

#include "score/labeller.hpp"
#include "small_pack.hpp"

using namespace worktell;

namespace {

rules::CompiledPack sample() {
  return small::compile(small::load(
      "[lists]\nthing = [\"gift card\", \"hat\"]\n[score]\nbase = 1.0\n" + small::rule("a", "mail ~3 @thing") +
      "points = 3\n" + small::rule("b", "act:print object:@thing", "many") + "points = 2.5\n" +
      small::rule("c", "<count >= 20> hat", "long") + small::rule("d", "opti*", "other")));
}

/// Bytes at an address that images need.
struct Aligned {
  std::vector<std::max_align_t> words;
  std::size_t size = 0;
  explicit Aligned(const std::string& bytes) : words(bytes.size() / sizeof(std::max_align_t) + 1), size(bytes.size()) {
    std::memcpy(words.data(), bytes.data(), size);
  }
  std::string_view view() const { return {reinterpret_cast<const char*>(words.data()), size}; }
};

const std::vector<std::string> texts = {"",
                                        "Mail the nurse a gift card",
                                        "Print hats, then mail 2,400 hats",
                                        "Optimists print a hat",
                                        "We were asked about the hat",
                                        "mail 3 hats. Print the gift-cards"};

}  // namespace

TEST_CASE("an image gives the verdicts of the pack that it was made from") {
  auto pack = sample();
  const Aligned image(rules::write_image(pack));
  const auto viewed = rules::view_image(image.view());
  REQUIRE(viewed);
  score::Labeller a(pack);
  score::Labeller b(*viewed);
  std::size_t evidence = 0;
  for (const auto& text : texts) {
    INFO(text);
    const auto& x = a.label(text);
    const auto& y = b.label(text);
    CHECK(x.label == y.label);
    CHECK(x.margin == y.margin);
    CHECK(x.confidence == y.confidence);
    REQUIRE(x.evidence.size() == y.evidence.size());
    evidence += x.evidence.size();
    for (std::size_t i = 0; i < x.evidence.size(); ++i) {
      CHECK(x.evidence[i].begin == y.evidence[i].begin);
      CHECK(x.evidence[i].end == y.evidence[i].end);
      CHECK(pack.rule_id(x.evidence[i].rule) == viewed->rule_id(y.evidence[i].rule));
    }
  }
  CHECK(evidence >= 6);
}

TEST_CASE("the same pack gives the same image") {
  auto a = sample();
  auto b = sample();
  CHECK(rules::write_image(a) == rules::write_image(b));
}

TEST_CASE("an image cut short is refused, wherever it is cut") {
  auto pack = sample();
  const std::string whole = rules::write_image(pack);
  for (std::size_t size = 0; size < whole.size(); size += size < 64 ? 1 : 16) {
    const Aligned cut(whole.substr(0, size));
    const auto viewed = rules::view_image(cut.view());
    INFO("cut at " << size);
    REQUIRE_FALSE(viewed);
    CHECK(
        render(viewed.error()) ==
        "this is no pack image of this program: its header differs\n  build the image with the program that reads it");
  }
}

TEST_CASE("an image cut short is refused even where its header tells the shorter length") {
  auto pack = sample();
  const std::string whole = rules::write_image(pack);
  for (std::size_t size = 32; size < whole.size(); size += 16) {
    std::string bytes = whole.substr(0, size);
    const std::uint64_t total = size;
    std::memcpy(bytes.data() + 24, &total, sizeof total);
    const Aligned cut(bytes);
    const auto viewed = rules::view_image(cut.view());
    INFO("cut at " << size);
    REQUIRE_FALSE(viewed);
    CHECK(render(viewed.error()) == "the pack image is cut short: a table ends beyond it\n  build it again");
  }
}
