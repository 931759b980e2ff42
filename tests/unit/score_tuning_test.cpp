// Refitting on samples whose truth is planted: what comes back is known beforehand.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "rules/pack.hpp"
#include "score/tuning.hpp"

using namespace worktell;
using namespace worktell::score;

namespace {

const std::string tuned_names = R"([pack]
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
[score]
base = 1.0
both-base = -1.0
cap = 1000.0
firm = 1000.0
disagree = 0.0
shares = [100]
)";

/// A pack of one rule a pair of pole and author's points.
rules::CompiledPack pack_of(const std::vector<std::pair<std::string, double>>& wanted) {
  std::string text = tuned_names;
  for (std::size_t i = 0; i < wanted.size(); ++i)
    text += "[[rule]]\nid = \"rule-" + std::to_string(i) + "\"\npole = \"" + wanted[i].first + "\"\nmatch = [\"word" +
            std::string(1, static_cast<char>('a' + i)) +
            "\"]\nwhy = \"so\"\nyes = [\"x\"]\npoints = " + std::to_string(wanted[i].second) + "\n";
  rules::Pack pack;
  std::vector<Problem> problems;
  rules::load_pack({{"tea.toml", text}}, pack, problems);
  auto made = rules::compile_pack(pack, problems);
  REQUIRE_MESSAGE(problems.empty(), (problems.empty() ? "" : render(problems.front())));
  return made;
}

Evidence evidence_of(const rules::CompiledPack& pack, std::uint32_t rule) {
  Evidence evidence;
  evidence.rule = rule;
  evidence.pole = pack.rules[rule].poles[0];
  evidence.weight = pack.rules[rule].weight;
  return evidence;
}

Sample sample_of(const rules::CompiledPack& pack, Label label, std::uint32_t group,
                 const std::vector<std::uint32_t>& rules) {
  Sample sample;
  sample.label = label;
  sample.group = group;
  for (const auto rule : rules) sample.evidence.push_back(evidence_of(pack, rule));
  return sample;
}

/// The slow way: scores of the four labels when the rules have these points, and shares, caps and clauses do nothing.
std::array<double, 4> planted_scores(const rules::CompiledPack& pack, const std::vector<std::uint32_t>& rules,
                                     const std::vector<double>& points) {
  double first = 0, second = 0, other = 1.0;
  for (const auto rule : rules) {
    const auto pole = pack.rules[rule].poles[0];
    (pole == pole_other ? other : pole % 2 == 0 ? first : second) += points[rule];
  }
  return {first, second, -1.0 + std::min(first, second), other};
}

/// Labels drawn as likely as the planted points make them.
std::vector<Sample> drawn_samples(const rules::CompiledPack& pack, const std::vector<double>& planted,
                                  std::size_t count) {
  std::mt19937 random(7);
  std::vector<Sample> samples;
  for (std::size_t i = 0; i < count; ++i) {
    std::vector<std::uint32_t> rules;
    for (std::uint32_t r = 0; r < planted.size(); ++r)
      if (random() % 3 == 0) rules.push_back(r);
    auto odds = planted_scores(pack, rules, planted);
    double sum = 0;
    for (double& value : odds) sum += value = std::exp(value);
    double at = static_cast<double>(random()) / 4294967296.0 * sum;
    std::size_t label = 0;
    while (label < 3 && at >= odds[label]) at -= odds[label++];
    samples.push_back(sample_of(pack, static_cast<Label>(label), static_cast<std::uint32_t>(i / 20), rules));
  }
  return samples;
}

const std::vector<std::pair<std::string, double>> six_rules = {{"fresh", 1.0}, {"fresh", 1.0}, {"dried", 1.0},
                                                               {"dried", 1.0}, {"other", 1.0}, {"other", 1.0}};
const std::vector<double> planted_points = {2.5, 0.3, 3.0, 1.5, 2.0, 0.1};

}  // namespace

TEST_CASE("a refit finds the points that were planted, where the author's leave it free") {
  const auto pack = pack_of(six_rules);
  const auto tuned = tune(pack, drawn_samples(pack, planted_points, 6000), {.rounds = 60, .spread = 20.0});
  for (std::size_t r = 0; r < planted_points.size(); ++r) {
    CAPTURE(r);
    CHECK(std::abs(tuned.weights[r] / 100.0 - planted_points[r]) < 0.35);
  }
  CHECK(std::abs(tuned.base / 100.0 - 1.0) < 0.35);
  CHECK(tuned.accuracy.after > tuned.accuracy.before);
  CHECK(tuned.accuracy.claimed());
}

TEST_CASE("a narrow prior holds the points near their author's") {
  const auto pack = pack_of(six_rules);
  const auto samples = drawn_samples(pack, planted_points, 2000);
  const auto narrow = tune(pack, samples, {.rounds = 20, .spread = 0.005});
  const auto wide = tune(pack, samples, {.rounds = 20, .spread = 20.0});
  for (std::size_t r = 0; r < six_rules.size(); ++r) {
    CAPTURE(r);
    CHECK(std::abs(narrow.weights[r] - 100) <= 8);
  }
  CHECK(std::abs(wide.weights[2] - 100) > 80);
}

TEST_CASE("no rule is turned round, however the texts speak against it") {
  const auto pack = pack_of({{"fresh", 1.0}, {"fresh", -1.0}, {"dried", 1.0}});
  std::vector<Sample> samples;
  for (std::uint32_t i = 0; i < 400; ++i) {
    samples.push_back(sample_of(pack, Label::none, i, {0}));
    samples.push_back(sample_of(pack, Label::first, i, {1}));
    samples.push_back(sample_of(pack, Label::second, i, {2}));
  }
  const auto tuned = tune(pack, samples, {.rounds = 120, .spread = 50.0});
  CHECK(tuned.weights[0] == 0);
  CHECK(tuned.weights[1] == 0);
  CHECK(tuned.weights[2] > 100);
}

TEST_CASE("the same texts give the same weights, whatever the threads") {
  const auto pack = pack_of(six_rules);
  const auto samples = drawn_samples(pack, planted_points, 1500);
  const auto one = tune(pack, samples, {.rounds = 8, .jobs = 1});
  for (const std::size_t jobs : std::initializer_list<std::size_t>{1, 2, 3, 16}) {
    CAPTURE(jobs);
    const auto other = tune(pack, samples, {.rounds = 8, .jobs = jobs});
    CHECK(other.weights == one.weights);
    CHECK(other.base == one.base);
    CHECK(other.both_base == one.both_base);
    CHECK(other.validated == one.validated);
    CHECK(other.accuracy.gain.low == one.accuracy.gain.low);
    CHECK(other.accuracy.gain.high == one.accuracy.gain.high);
  }
}

// Each group has a word of its own that gives its label away. Who fits without the group can't have learnt the word.
TEST_CASE("no text is measured by weights that saw its group") {
  std::vector<std::pair<std::string, double>> wanted;
  for (int g = 0; g < 12; ++g) wanted.emplace_back(g % 2 == 0 ? "fresh" : "dried", 0.02);
  const auto pack = pack_of(wanted);
  std::vector<Sample> samples;
  for (std::uint32_t g = 0; g < 12; ++g)
    for (int i = 0; i < 30; ++i) samples.push_back(sample_of(pack, g % 2 == 0 ? Label::first : Label::second, g, {g}));
  for (std::uint32_t g = 0; g < 12; ++g)
    for (int i = 0; i < 60; ++i) samples.push_back(sample_of(pack, Label::none, g, {}));
  const auto tuned = tune(pack, samples, {.rounds = 60, .spread = 20.0});
  for (std::size_t r = 0; r < 12; ++r) CHECK(tuned.weights[r] > 50);  // with every group they are learnt
  for (std::size_t i = 0; i < samples.size(); ++i) CHECK(tuned.validated[i] == Label::none);
  CHECK(tuned.accuracy.after == doctest::Approx(2.0 / 3.0));
}

TEST_CASE("folds are numbers below the number of folds, and all are used") {
  for (const int folds : {2, 5, 7}) {
    std::vector<int> seen(static_cast<std::size_t>(folds), 0);
    for (std::uint32_t group = 0; group < 1000; ++group) {
      const auto fold = fold_of(group, folds);
      REQUIRE(fold < static_cast<std::uint32_t>(folds));
      ++seen[fold];
    }
    for (const int count : seen) CHECK(count > 1000 / folds / 2);
  }
}

TEST_CASE("texts that are not measured are fitted on and not counted") {
  const auto pack = pack_of(six_rules);
  auto samples = drawn_samples(pack, planted_points, 1000);
  for (std::size_t i = 0; i < 600; ++i) samples[i].measured = false;
  const auto with = tune(pack, samples, {.rounds = 5});
  CHECK(with.accuracy.texts == 400);
  CHECK(with.accuracy.groups == 20);
  CHECK(with.validated.size() == 1000);
  const auto without = tune(pack, {samples.begin() + 600, samples.end()}, {.rounds = 5});
  CHECK(without.weights != with.weights);
}

TEST_CASE("accuracy today is that of the labels that are given for it") {
  const auto pack = pack_of(six_rules);
  auto samples = drawn_samples(pack, planted_points, 500);
  for (auto& sample : samples) sample.today = sample.label;
  const auto tuned = tune(pack, samples, {.rounds = 3});
  CHECK(tuned.accuracy.before == 1.0);
  CHECK_FALSE(tuned.accuracy.claimed());
}

TEST_CASE("a calibration curve rises, and is certain of nothing") {
  std::mt19937 random(3);
  for (const std::size_t count : std::initializer_list<std::size_t>{20, 57, 500, 5000}) {
    CAPTURE(count);
    std::vector<Judged> judged;
    for (std::size_t i = 0; i < count; ++i) {
      const double margin = static_cast<double>(random() % 800) / 100.0;
      judged.emplace_back(margin, static_cast<double>(random() % 1000) < 500 + 60 * margin);
    }
    const auto points = isotonic(judged).points;
    REQUIRE_FALSE(points.empty());
    for (std::size_t i = 1; i < points.size(); ++i) {
      CHECK(points[i].margin >= points[i - 1].margin);
      CHECK(points[i].confidence > points[i - 1].confidence);
    }
    CHECK(points.front().confidence > 0);
    CHECK(points.back().confidence < 1000);
  }
}

TEST_CASE("a calibration curve tells how often margins like these were right") {
  std::vector<Judged> judged;
  for (int i = 0; i < 1000; ++i) judged.emplace_back(1.0, i % 2 == 0);
  for (int i = 0; i < 1000; ++i) judged.emplace_back(4.0, i % 10 != 0);
  const auto points = isotonic(judged).points;
  REQUIRE(points.size() >= 2);
  CHECK(points.front().margin == 100);
  CHECK(std::abs(points.back().confidence - 900) < 40);
  CHECK(points.back().margin == 400);
  CHECK(isotonic({judged.begin(), judged.begin() + 19}).points.empty());
  CHECK(isotonic({}).points.empty());
}

TEST_CASE("margins that tell nothing give one confidence") {
  std::vector<Judged> judged;
  for (int i = 0; i < 2000; ++i) judged.emplace_back(i / 500.0, i < 1000);  // the surer, the worse
  const auto points = isotonic(judged).points;
  REQUIRE(points.size() == 1);
  CHECK(points.front().confidence == 500);
}

namespace {

std::vector<Pair> pairs_of(std::uint32_t groups, int each, int gained_of_each) {
  std::vector<Pair> pairs;
  for (std::uint32_t g = 0; g < groups; ++g)
    for (int i = 0; i < each; ++i) pairs.push_back({g, i >= gained_of_each, true});
  return pairs;
}

}  // namespace

TEST_CASE("the interval of a gain that every group shares leaves zero out") {
  const auto interval = gain_interval(pairs_of(40, 10, 1));
  CHECK(interval.low == doctest::Approx(0.1));
  CHECK(interval.high == doctest::Approx(0.1));
  CHECK_FALSE(interval.holds_zero());
}

TEST_CASE("a gain that one group has alone is chance") {
  auto pairs = pairs_of(40, 10, 0);
  for (int i = 0; i < 10; ++i) pairs.push_back({100, false, true});
  const auto interval = gain_interval(pairs);
  CHECK(interval.holds_zero());
  CHECK(interval.high > 0);
}

TEST_CASE("without two groups nothing is known of a gain, without a change there is none") {
  CHECK(gain_interval(pairs_of(1, 50, 50)).low == -1);
  CHECK(gain_interval(pairs_of(1, 50, 50)).high == 1);
  CHECK(gain_interval({}).holds_zero());
  CHECK(gain_interval(pairs_of(9, 5, 0)).low == 0);
  CHECK(gain_interval(pairs_of(9, 5, 0)).high == 0);
}

TEST_CASE("the interval does not depend on the order of the texts") {
  auto pairs = pairs_of(30, 6, 1);
  for (std::uint32_t g = 0; g < 30; g += 3) pairs.push_back({g, true, false});
  const auto before = gain_interval(pairs);
  std::reverse(pairs.begin(), pairs.end());
  const auto after = gain_interval(pairs);
  CHECK(before.low == after.low);
  CHECK(before.high == after.high);
  CHECK(before.low < before.high);
}

TEST_CASE("the group of a text by its id") {
  CHECK(group_of("notes-sales-12") == "notes-sales");
  CHECK(group_of("p1705") == "p85");
  CHECK(group_of("p1719") == "p85");
  CHECK(group_of("p1720") == "p86");
  CHECK(group_of("alone") == "alone");
  CHECK(group_of("").empty());
}
