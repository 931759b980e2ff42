#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>

#include "score/labeller.hpp"
#include "small_pack.hpp"

using namespace worktell;
using namespace worktell::score;

namespace {

const std::string scoring = R"([score]
base = 1.0
shares = [100, 85, 50]
cap = 6.0
firm = 1.0
disagree = 1.5
both-base = -0.25
axis = 0.5
tail = 60
refused = 0
condition = 55
quoted = 80
question = 33
[calibration]
left = [[0.0, 0.4], [1.0, 0.7], [3.0, 0.95]]
neither = [[0.5, 0.5], [1.0, 0.9]]
)";

rules::CompiledPack pack_with(const std::string& more) {
  return small::compile(small::load(scoring + more));
}

std::int64_t rounded(double value) {
  return static_cast<std::int64_t>(std::round(value));
}

/// What the evidence's weights and factors alone make of a text, step by step as score/decide.cpp tells it.
struct Recomputed {
  std::map<int, std::int64_t> poles;
  std::int64_t first = 0, second = 0, other = 0, both = 0, clauses = 0, margin = 0, confidence = 0;
  std::vector<std::int64_t> points;
  Label label = Label::none;
};

std::vector<std::int64_t> shared_points(const rules::CompiledPack& pack, const std::vector<Evidence>& evidence,
                                        std::map<int, std::int64_t>& poles) {
  const auto& settings = pack.settings[0];
  std::vector<std::int64_t> points(evidence.size());
  std::map<int, std::vector<std::size_t>> of_pole;
  for (std::size_t i = 0; i < evidence.size(); ++i) {
    points[i] = evidence[i].weight;
    for (int f = 0; f < 8; ++f)
      if ((evidence[i].factors & (1 << f)) != 0)
        points[i] = rounded(static_cast<double>(points[i]) * settings.factors[f] / 100);
    of_pole[evidence[i].pole].push_back(i);
  }
  for (auto& [pole, members] : of_pole) {
    std::stable_sort(members.begin(), members.end(),
                     [&](std::size_t a, std::size_t b) { return std::abs(points[a]) > std::abs(points[b]); });
    for (std::size_t rank = 0; rank < members.size(); ++rank) {
      auto& p = points[members[rank]];
      p = rounded(static_cast<double>(p) * pack.shares[std::min(rank, pack.shares.size() - 1)] / 1000);
      const std::int64_t sum = std::clamp<std::int64_t>(poles[pole] + p, -settings.cap, settings.cap);
      p = sum - poles[pole];
      poles[pole] = sum;
    }
  }
  return points;
}

std::int64_t disagreement(const rules::CompiledPack& pack, const std::vector<Evidence>& evidence,
                          const std::vector<std::int64_t>& points) {
  std::map<std::uint32_t, std::int64_t> leads;
  for (std::size_t i = 0; i < evidence.size(); ++i)
    if (!evidence[i].from_fact && evidence[i].pole < most_poles)
      leads[evidence[i].clause] += evidence[i].pole % 2 == 0 ? points[i] : -points[i];
  std::int64_t left = 0;
  std::int64_t right = 0;
  for (const auto& [clause, lead] : leads) left = std::max(left, lead), right = std::max(right, -lead);
  const auto weaker = std::min(left, right);
  return weaker < pack.settings[0].firm ? 0 : std::min<std::int64_t>(weaker, pack.settings[0].disagree);
}

std::int64_t confidence(const rules::CompiledPack& pack, Label label, std::int64_t margin) {
  std::map<std::int64_t, std::int64_t> curve;
  for (auto i = pack.calibration_start[static_cast<std::size_t>(label)];
       i < pack.calibration_start[static_cast<std::size_t>(label) + 1]; ++i)
    curve[pack.calibration[i].margin] = pack.calibration[i].confidence;
  if (curve.empty()) return 500;
  const auto after = curve.lower_bound(margin);
  if (after == curve.end()) return std::prev(after)->second;
  if (after == curve.begin() || after->first == margin) return after->second;
  const auto before = std::prev(after);
  return before->second + rounded(static_cast<double>((after->second - before->second) * (margin - before->first)) /
                                  static_cast<double>(after->first - before->first));
}

Recomputed recompute(const rules::CompiledPack& pack, const std::vector<Evidence>& evidence) {
  Recomputed made;
  made.points = shared_points(pack, evidence, made.poles);
  for (const auto& [pole, sum] : made.poles)
    if (pole < static_cast<int>(most_poles)) (pole % 2 == 0 ? made.first : made.second) += sum;
  made.other = pack.settings[0].base + made.poles[pole_other];
  made.clauses = disagreement(pack, evidence, made.points);
  made.both = pack.settings[0].both_base + std::min(made.first, made.second) + made.poles[pole_both] + made.clauses;
  const std::map<Label, std::int64_t> scores = {
      {Label::first, made.first}, {Label::second, made.second}, {Label::both, made.both}, {Label::none, made.other}};
  std::vector<std::int64_t> sorted;
  for (const auto& [label, value] : scores) sorted.push_back(value);
  std::sort(sorted.rbegin(), sorted.rend());
  for (const auto& [label, value] : scores)
    if (value == sorted[0] && sorted[0] > sorted[1]) made.label = label;
  made.margin = sorted[0] - sorted[1];
  made.confidence = confidence(pack, made.label, made.margin);
  return made;
}

bool agrees(const rules::CompiledPack& pack, const Verdict& verdict) {
  const auto expected = recompute(pack, verdict.evidence);
  bool same = expected.label == verdict.label && expected.margin == verdict.margin &&
              expected.confidence == verdict.confidence && expected.first == verdict.first &&
              expected.second == verdict.second && expected.other == verdict.other && expected.both == verdict.both &&
              expected.clauses == verdict.clauses;
  for (std::size_t i = 0; i < verdict.evidence.size(); ++i) same &= expected.points[i] == verdict.evidence[i].points;
  for (const auto& [pole, sum] : expected.poles)
    if (pole < static_cast<int>(most_poles)) same &= verdict.poles[pole] == sum;
  return same;
}

Verdict random_verdict(std::mt19937& random) {
  const auto pick = [&](int low, int high) { return std::uniform_int_distribution<int>(low, high)(random); };
  Verdict verdict;
  for (int n = pick(0, 9); n > 0; --n) {
    Evidence e;
    const int pole = pick(0, 5);
    e.pole = pole == 4 ? pole_other : pole == 5 ? pole_both : static_cast<PoleId>(pole);
    e.factors = pick(1, 3) == 1 ? static_cast<std::uint8_t>(pick(0, 255)) : std::uint8_t{0};
    e.weight = pick(1, 8) == 1 ? -pick(1, 200) : pick(1, 12) * 25 + pick(0, 1);
    e.clause = static_cast<std::uint32_t>(pick(0, 3));
    e.from_fact = pick(1, 10) == 1;
    verdict.evidence.push_back(e);
  }
  return verdict;
}

Evidence piece(PoleId pole, Points weight, std::uint32_t clause = 0, std::uint8_t factors = 0) {
  Evidence e;
  e.pole = pole;
  e.weight = weight;
  e.clause = clause;
  e.factors = factors;
  return e;
}

Verdict decided(const rules::CompiledPack& pack, std::vector<Evidence> evidence) {
  Verdict verdict;
  verdict.evidence = std::move(evidence);
  decide(pack, verdict);
  return verdict;
}

Verdict without(const rules::CompiledPack& pack, const Verdict& verdict, const std::vector<std::uint32_t>& removed) {
  std::vector<Evidence> kept;
  for (std::uint32_t i = 0; i < verdict.evidence.size(); ++i)
    if (std::find(removed.begin(), removed.end(), i) == removed.end()) kept.push_back(verdict.evidence[i]);
  return decided(pack, kept);
}

}  // namespace

TEST_CASE("a recomputation from weights and factors alone gives every number again") {
  const auto pack = pack_with("");
  std::mt19937 random(7);
  std::map<Label, int> seen;
  for (int n = 0; n < 20000; ++n) {
    Verdict verdict = random_verdict(random);
    decide(pack, verdict);
    ++seen[verdict.label];
    INFO("case " << n);
    CHECK(agrees(pack, verdict));
  }
  CHECK(seen.size() == 4);
}

TEST_CASE("points are shared by rank, weakened by factors and cut at the cap") {
  const auto pack = pack_with("");
  const auto v = decided(pack, {piece(0, 100), piece(0, 300), piece(0, 200), piece(0, 400)});
  CHECK(v.evidence[3].points == 400);
  CHECK(v.evidence[1].points == 200);  // 255 by its share, cut at the cap of 600
  CHECK(v.evidence[2].points == 0);
  CHECK(v.poles[0] == 600);
  CHECK(v.first == 600);
  CHECK(v.evidence[3].rank == 0);
  CHECK(v.evidence[0].rank == 3);
  const auto weak = decided(pack, {piece(3, 101, 0, static_cast<std::uint8_t>(Factor::question)),
                                   piece(2, 100, 0, static_cast<std::uint8_t>(Factor::refused))});
  CHECK(weak.poles[3] == 33);
  CHECK(weak.poles[2] == 0);
}

TEST_CASE("a text without evidence is neither, and ties are neither") {
  const auto pack = pack_with("");
  CHECK(decided(pack, {}).label == Label::none);
  CHECK(decided(pack, {piece(0, 100)}).label == Label::none);  // ties with the base
  CHECK(decided(pack, {piece(0, 101)}).label == Label::first);
  const auto tie = decided(pack, {piece(0, 300), piece(1, 300)});
  CHECK(tie.label == Label::none);
  CHECK(tie.margin == 0);
  CHECK(tie.confidence == 500);
  CHECK(decided(pack, {piece(0, 300), piece(1, 301)}).label == Label::second);
}

TEST_CASE("clauses that firmly disagree speak for both sides") {
  const auto pack = pack_with("");
  CHECK(decided(pack, {piece(0, 300, 0), piece(1, 290, 1)}).label == Label::both);
  CHECK(decided(pack, {piece(0, 300, 0), piece(1, 290, 0)}).label == Label::first);
  const auto v = decided(pack, {piece(0, 300, 0), piece(1, 290, 1)});
  CHECK(v.clauses == 150);
  CHECK(v.both == 290 + 150 - 25);
}

TEST_CASE("axes show the pole that leads") {
  const auto pack = pack_with("");
  const auto v = decided(pack, {piece(0, 50), piece(3, 51)});
  CHECK(v.axes[0] == -1);
  CHECK(v.axes[1] == 1);
  CHECK(decided(pack, {piece(0, 49)}).axes[0] == 0);
}

// All evidence of one rule: what can be taken away at once.
std::vector<std::uint32_t> of_rule(const Verdict& verdict, std::uint32_t rule) {
  std::vector<std::uint32_t> found;
  for (std::uint32_t i = 0; i < verdict.evidence.size(); ++i)
    if (verdict.evidence[i].rule == rule) found.push_back(i);
  return found;
}

TEST_CASE("what would flip truly flips") {
  const auto pack = pack_with("");
  std::mt19937 random(11);
  int flips = 0;
  for (int n = 0; n < 3000; ++n) {
    Verdict verdict = random_verdict(random);
    decide(pack, verdict);
    const Flip flip = what_would_flip(pack, verdict);
    bool by_one = false;
    for (const auto& evidence : verdict.evidence)
      by_one |= without(pack, verdict, of_rule(verdict, evidence.rule)).label != verdict.label;
    INFO("case " << n);
    if (by_one) {
      REQUIRE(!flip.evidence.empty());
      CHECK(of_rule(verdict, verdict.evidence[flip.evidence.front()].rule).size() == flip.evidence.size());
    }
    if (flip.evidence.empty()) continue;
    ++flips;
    const auto changed = without(pack, verdict, flip.evidence);
    CHECK(changed.label != verdict.label);
    CHECK(changed.label == flip.becomes);
  }
  CHECK(flips > 1000);
}

TEST_CASE("texts are labelled by the rules, the same on every call") {
  const auto pack = pack_with(small::rule("a", "gift card", "one") + "points = 3\n" + small::rule("b", "gift", "many") +
                              "points = 5\n");
  Labeller labeller(pack);
  const Verdict first = labeller.label("Mail a gift card");
  CHECK(first.label == Label::first);  // the longer match silences the shorter
  REQUIRE(first.evidence.size() == 1);
  CHECK(first.evidence[0].begin == 7);
  CHECK(first.evidence[0].end == 16);
  CHECK(labeller.label("Mail a gift").label == Label::second);
  CHECK(labeller.label("Mail a hat").label == Label::none);
  const Verdict again = labeller.label("Mail a gift card");
  CHECK(again.margin == first.margin);
  CHECK(again.confidence == first.confidence);
  CHECK(again.evidence.size() == first.evidence.size());
}

namespace {

std::vector<std::filesystem::path> gold_files() {
  namespace fs = std::filesystem;
  std::vector<fs::path> folders = {fs::path(WORKTELL_SOURCE_DIR) / "tests" / "gold"};
#ifdef WORKTELL_SHARED_DIR
  folders.push_back(fs::path(WORKTELL_SHARED_DIR) / "gold" / "work");
  folders.push_back(fs::path(WORKTELL_SHARED_DIR) / "gold" / "check");
#endif
  std::vector<fs::path> files;
  for (const auto& folder : folders)
    if (fs::exists(folder))
      for (const auto& file : fs::directory_iterator(folder))
        if (file.path().extension() == ".tsv") files.push_back(file.path());
  return files;
}

}  // namespace

TEST_CASE("the recomputation holds on every labelled text, and labelling is deterministic") {
  const auto files = gold_files();
  CHECK(files.size() >= 11);
  Labeller labeller(rules::built_in_pack());
  Labeller other(rules::built_in_pack());
  for (const auto& file : files) {
    std::ifstream stream(file);
    std::size_t wrong = 0;
    std::size_t differing = 0;
    for (std::string line; std::getline(stream, line);) {
      const std::string text = line.substr(line.rfind('\t') + 1);
      const Verdict verdict = labeller.label(text);
      wrong += agrees(rules::built_in_pack(), verdict) ? 0U : 1U;
      const Verdict& twin = other.label(text);
      differing += twin.label == verdict.label && twin.margin == verdict.margin &&
                           twin.evidence.size() == verdict.evidence.size()
                       ? 0U
                       : 1U;
    }
    INFO(file.string());
    CHECK(wrong == 0);
    CHECK(differing == 0);
  }
}
