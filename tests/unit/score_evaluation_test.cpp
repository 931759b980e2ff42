#include "score/evaluation.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace worktell;
using score::Evaluation;
using score::Label;

namespace {

struct Evaluated {
  Label gold;
  Label said;
  std::int32_t confidence;
};

score::Verdict verdict_of(Label label, std::int32_t confidence) {
  score::Verdict verdict;
  verdict.label = label;
  verdict.confidence = confidence;
  return verdict;
}

Evaluation evaluate(const std::vector<Evaluated>& cases) {
  Evaluation evaluation(0, 0);
  for (const auto& one : cases) evaluation.add({.label = one.gold}, verdict_of(one.said, one.confidence));
  return evaluation;
}

score::Evidence evidence(std::uint32_t rule, score::PoleId pole, score::Points points) {
  score::Evidence made;
  made.rule = rule;
  made.pole = pole;
  made.points = points;
  return made;
}

// The figures by their definitions, one pass over the cases for each.
double slow_share(const std::vector<Evaluated>& cases, auto part, auto whole) {
  double parts = 0;
  double wholes = 0;
  for (const auto& one : cases) {
    if (!whole(one)) continue;
    wholes += 1;
    if (part(one)) parts += 1;
  }
  return parts / wholes;
}

double slow_calibration_error(const std::vector<Evaluated>& cases) {
  double sum = 0;
  for (int bin = 0; bin < 10; ++bin) {
    double count = 0;
    double right = 0;
    double confidence = 0;
    for (const auto& one : cases) {
      if (std::min(one.confidence / 100, 9) != bin) continue;
      count += 1;
      right += one.gold == one.said ? 1 : 0;
      confidence += one.confidence / 1000.0;
    }
    if (count > 0) sum += count * std::abs(right / count - confidence / count);
  }
  return sum / static_cast<double>(cases.size());
}

}  // namespace

TEST_CASE("figures of a small set, worked out by hand") {
  const auto e = evaluate({{Label::first, Label::first, 900},
                           {Label::first, Label::second, 850},
                           {Label::second, Label::second, 800},
                           {Label::none, Label::none, 799}});
  CHECK(e.count() == 4);
  CHECK(e.right() == 3);
  CHECK(*e.precision(Label::first) == doctest::Approx(1.0));
  CHECK(*e.recall(Label::first) == doctest::Approx(0.5));
  CHECK(*e.f1(Label::first) == doctest::Approx(2.0 / 3));
  CHECK(*e.precision(Label::second) == doctest::Approx(0.5));
  CHECK(*e.macro_f1() == doctest::Approx((2.0 / 3 + 2.0 / 3 + 1.0) / 3));  // the label that never occurs is left out
  CHECK(e.swaps() == 1);
  CHECK(*e.swap_rate() == doctest::Approx(1.0 / 3));
  CHECK(*e.sure_at(800).accuracy == doctest::Approx(2.0 / 3));
  CHECK(*e.sure_at(800).coverage == doctest::Approx(0.75));
  CHECK(*e.sure_at(900).coverage == doctest::Approx(0.25));
}

TEST_CASE("where there is nothing to divide by there is no figure") {
  const auto empty = evaluate({});
  CHECK_FALSE(empty.accuracy());
  CHECK_FALSE(empty.macro_f1());
  CHECK_FALSE(empty.swap_rate());
  CHECK_FALSE(empty.calibration_error());
  CHECK_FALSE(empty.sure_at(800).coverage);
  const auto unsure = evaluate({{Label::none, Label::none, 100}});
  CHECK_FALSE(unsure.sure_at(900).accuracy);
  CHECK(*unsure.sure_at(900).coverage == 0.0);
  CHECK_FALSE(unsure.precision(Label::first));
  CHECK_FALSE(unsure.f1(Label::first));
}

TEST_CASE("full confidence falls into the last bin, a bound into the bin that it begins") {
  const auto e =
      evaluate({{Label::none, Label::none, 1000}, {Label::none, Label::none, 900}, {Label::none, Label::none, 100}});
  CHECK(e.calibration_bins()[9].count == 2);
  CHECK(e.calibration_bins()[1].count == 1);
  CHECK(e.calibration_bins()[0].count == 0);
}

TEST_CASE("figures agree with their definitions on random sets, and sets add up") {
  std::mt19937 random(7);
  const auto label = [&] { return static_cast<Label>(random() % 4); };
  for (int round = 0; round < 50; ++round) {
    std::vector<Evaluated> cases;
    for (int i = 0; i < 200; ++i) cases.push_back({label(), label(), static_cast<std::int32_t>(random() % 1001)});
    const auto e = evaluate(cases);
    const auto is_right = [](const Evaluated& c) { return c.gold == c.said; };
    for (const auto which : {Label::first, Label::second, Label::both, Label::none}) {
      CHECK(*e.precision(which) ==
            doctest::Approx(slow_share(cases, is_right, [&](const Evaluated& c) { return c.said == which; })));
      CHECK(*e.recall(which) ==
            doctest::Approx(slow_share(cases, is_right, [&](const Evaluated& c) { return c.gold == which; })));
      const double p = *e.precision(which);
      const double r = *e.recall(which);
      CHECK(*e.f1(which) == doctest::Approx(2 * p * r / (p + r)));
    }
    CHECK(*e.calibration_error() == doctest::Approx(slow_calibration_error(cases)));
    CHECK(*e.sure_at(900).accuracy ==
          doctest::Approx(slow_share(cases, is_right, [](const Evaluated& c) { return c.confidence >= 900; })));
    auto halves = evaluate({cases.begin(), cases.begin() + 90});
    halves += evaluate({cases.begin() + 90, cases.end()});
    CHECK(*halves.calibration_error() == *e.calibration_error());
    CHECK(*halves.macro_f1() == *e.macro_f1());
    CHECK(halves.swaps() == e.swaps());
  }
}

TEST_CASE("axes count only where the gold names a pole") {
  Evaluation e(0, 2);
  auto verdict = verdict_of(Label::first, 900);
  verdict.axes[0] = -1;
  verdict.axes[1] = 1;
  e.add({.label = Label::first, .axes = {-1, -1}}, verdict);
  e.add({.label = Label::first, .axes = {0, 1}}, verdict);
  verdict.axes[1] = 0;
  e.add({.label = Label::first, .axes = {0, 1}}, verdict);
  CHECK(e.axes()[0].named == 1);
  CHECK(e.axes()[0].agreed == 1);
  CHECK(e.axes()[1].named == 3);
  CHECK(e.axes()[1].agreed == 1);
}

TEST_CASE("a rule is right where a pole of it is of the label's side, and counts once a text") {
  Evaluation e(4, 1);
  auto verdict = verdict_of(Label::first, 900);
  verdict.evidence = {evidence(0, 0, 100), evidence(1, 1, 50), evidence(0, 2, 100), evidence(2, score::pole_other, 70),
                      evidence(3, 0, 0)};
  e.add({.label = Label::first}, verdict);
  e.add({.label = Label::both}, verdict);
  e.add({.label = Label::none}, verdict);
  const auto& rules = e.rules();
  CHECK(rules[0].fires == 3);
  CHECK(rules[0].right == 2);
  CHECK(rules[0].wrong == 1);
  CHECK(rules[1].right == 1);
  CHECK(rules[1].wrong == 2);
  CHECK(rules[2].right == 1);
  CHECK(rules[2].wrong == 2);
  CHECK(rules[3].fires == 3);
  CHECK(rules[3].right + rules[3].wrong == 0);
}

TEST_CASE("points below zero turn a rule round") {
  Evaluation e(1, 1);
  auto verdict = verdict_of(Label::second, 900);
  verdict.evidence = {evidence(0, 0, -100)};
  e.add({.label = Label::second}, verdict);
  e.add({.label = Label::first}, verdict);
  CHECK(e.rules()[0].right == 1);
  CHECK(e.rules()[0].wrong == 1);
}
