// The samples of these tests name only the members that matter.
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <random>

#include "report/totals.hpp"
#include "report/words.hpp"

using namespace worktell;
using score::Label;

namespace {

/// A verdict that owns its texts.
struct QuickSample {
  std::string id, file, text, owner, declared, date;
  Label label = Label::none;
  std::int32_t confidence = 0;
  score::Points margin = 0;
  std::vector<std::pair<std::string, score::Points>> rules;  // for the label's own side

  [[nodiscard]] report::Entry entry() const {
    report::Entry made;
    made.id = id, made.file = file, made.text = text, made.owner = owner, made.declared = declared, made.date = date;
    made.label = label;
    made.confidence = confidence;
    made.margin = margin;
    const score::PoleId poles[] = {0, 1, score::pole_both, score::pole_other};
    for (const auto& [rule, points] : rules) {
      made.evidence.push_back(
          {.rule = rule, .why = rule, .match = "x", .pole = poles[static_cast<int>(label)], .points = points});
      made.scores[static_cast<std::size_t>(label)] += points;
    }
    return made;
  }
};

std::optional<Label> label_of(std::string_view value) {
  if (value == "north") return Label::first;
  if (value == "south") return Label::second;
  return std::nullopt;
}

bool contradicts(Label declared, const report::Entry& entry) {
  return entry.label != Label::both && entry.label != declared && entry.confidence >= 800;
}

report::Judge judge() {
  return {.label_of = label_of, .contradicts = contradicts, .unclear_below = 500};
}

report::Summary summary_of(const std::vector<QuickSample>& samples, std::size_t top, std::size_t rows) {
  report::Totals totals(rules::built_in_pack(), judge(), {.top = top, .rows = rows});
  for (const auto& sample : samples) totals.add(sample.entry());
  return totals.finish();
}

std::vector<QuickSample> random_samples(unsigned seed, std::size_t count) {
  std::mt19937 chance(seed);
  const auto below = [&chance](unsigned limit) { return static_cast<unsigned>(chance() % limit); };
  const std::vector<std::string> teams = {"north", "south", "east", ""};
  std::vector<QuickSample> samples;
  for (std::size_t i = 0; i < count; ++i) {
    QuickSample sample;
    sample.id = fmt::format("{}", i);
    sample.file = fmt::format("f{}", below(3));
    sample.text = fmt::format("text {}", below(40));
    sample.owner = below(5) == 0 ? "" : fmt::format("o{}", below(7));
    sample.declared = teams[below(4)];
    sample.date = below(6) == 0 ? "" : fmt::format("2026-{:02}-{:02}", below(12) + 1, below(28) + 1);
    sample.label = static_cast<Label>(below(4));
    sample.confidence = static_cast<std::int32_t>(below(1001));
    sample.margin = static_cast<score::Points>(below(300));
    for (unsigned rule = below(4); rule > 0; --rule)
      sample.rules.emplace_back(fmt::format("r{}", below(6)), static_cast<score::Points>(below(200) + 1));
    samples.push_back(std::move(sample));
  }
  return samples;
}

using Counts = std::map<std::string, std::pair<std::array<std::uint64_t, 4>, std::uint64_t>>;

bool is_mismatch(const QuickSample& sample) {
  const auto declared = label_of(sample.declared);
  return declared && contradicts(*declared, sample.entry());
}

/// The slow and obvious way.
template <typename Key>
Counts counted(const std::vector<QuickSample>& samples, Key key) {
  Counts counts;
  for (const auto& sample : samples) {
    auto& [labels, wrong] = counts[key(sample)];
    ++labels[static_cast<std::size_t>(sample.label)];
    wrong += is_mismatch(sample) ? 1U : 0U;
  }
  return counts;
}

Counts told(const std::vector<report::Group>& groups) {
  Counts counts;
  for (const auto& group : groups) counts[group.name] = {group.count.labels, group.count.mismatches()};
  return counts;
}

std::string json_of(const report::Summary& summary) {
  std::string out;
  report::write_json({.pack = rules::built_in_pack(), .summary = summary, .title = "t", .top = 5}, out);
  return out;
}

}  // namespace

TEST_CASE("totals are what counting by hand gives") {
  for (unsigned seed = 1; seed <= 30; ++seed) {
    const auto samples = random_samples(seed, 300);
    const auto summary = summary_of(samples, 5, 0);
    CHECK(summary.all.all() == samples.size());
    CHECK(told(summary.teams) == counted(samples, [](const QuickSample& s) { return s.declared; }));
    CHECK(told(summary.owners) == counted(samples, [](const QuickSample& s) { return s.owner; }));
    CHECK(told(summary.files) == counted(samples, [](const QuickSample& s) { return s.file; }));
    CHECK(told(summary.months) == counted(samples, [](const QuickSample& s) { return s.date.substr(0, 7); }));
    for (std::size_t team = 0; team < summary.teams.size(); ++team)
      for (std::size_t month = 0; month < summary.months.size(); ++month) {
        const auto wanted = std::count_if(samples.begin(), samples.end(), [&](const QuickSample& s) {
          return s.declared == summary.teams[team].name && s.date.substr(0, 7) == summary.months[month].name;
        });
        CHECK(summary.teams[team].months[month].all() == static_cast<std::uint64_t>(wanted));
      }
  }
}

TEST_CASE("the order of arrival changes nothing") {
  auto samples = random_samples(5, 400);
  const auto before = json_of(summary_of(samples, 7, 20));
  std::mt19937 chance(3);
  for (int round = 0; round < 5; ++round) {
    std::shuffle(samples.begin(), samples.end(), chance);
    CHECK(json_of(summary_of(samples, 7, 20)) == before);
  }
}

TEST_CASE("the rows kept are the first of all rows sorted") {
  for (const std::size_t capacity : {1U, 3U, 50U, 1000U}) {
    auto samples = random_samples(9, 300);
    const auto all = summary_of(samples, 0, samples.size()).rows;
    REQUIRE(all.size() == samples.size());
    const auto kept = summary_of(samples, 0, capacity).rows;
    REQUIRE(kept.size() == std::min(capacity, samples.size()));
    for (std::size_t i = 0; i < kept.size(); ++i) CHECK(kept[i].id == all[i].id);
    for (std::size_t i = 1; i < all.size(); ++i) CHECK(all[i - 1].kind <= all[i].kind);
  }
}

TEST_CASE("an activity is worth a second look for the first reason that holds") {
  QuickSample sample{.declared = "south", .label = Label::first, .confidence = 900, .margin = 10};
  CHECK(summary_of({sample}, 1, 0).second_look[0].count == 1);
  sample.confidence = 700;  // not sure enough to contradict
  CHECK(summary_of({sample}, 1, 0).second_look[3].count == 1);
  sample.confidence = 400;
  CHECK(summary_of({sample}, 1, 0).second_look[1].count == 1);
  sample.label = Label::both, sample.confidence = 900;
  CHECK(summary_of({sample}, 1, 0).second_look[2].count == 1);
}

TEST_CASE("a rule decides where the label would not stand without it") {
  QuickSample sample{.label = Label::first, .confidence = 900, .margin = 150, .rules = {{"weak", 50}, {"strong", 300}}};
  const auto summary = summary_of({sample, sample}, 1, 0);
  REQUIRE(summary.rules.size() == 2);
  CHECK(summary.rules[0].id == "strong");
  CHECK(summary.rules[0].decided == 2);
  CHECK(summary.rules[0].points == 600);
  CHECK(summary.rules[1].decided == 0);
  CHECK(summary.rules[1].fired == 2);
}

TEST_CASE("a rule that fires twice in one activity fired in one activity") {
  QuickSample sample{.label = Label::first, .confidence = 900, .margin = 350, .rules = {{"r", 50}, {"r", 300}}};
  auto entry = sample.entry();
  entry.evidence[1].match = "y";
  report::Totals totals(rules::built_in_pack(), judge(), {});
  totals.add(entry);
  const auto summary = totals.finish();
  CHECK(summary.rules[0].fired == 1);
  CHECK(summary.rules[0].decided == 1);
  CHECK(summary.rules[0].points == 300);  // the stronger piece carries the label alone
}

TEST_CASE("too many names share one, and it is told") {
  report::Names names(3);
  for (const auto* name : {"a", "b", "c"}) CHECK(names.name(names.number(name)) == name);
  CHECK(!names.overflowed());
  const auto shared = names.number("d");
  CHECK(names.overflowed());
  CHECK(names.number("e") == shared);
  CHECK(names.number("b") == 1);
  CHECK(names.name(shared) == "(all others)");
}

TEST_CASE("months are read from dates, and ambiguous ones wait for proof") {
  CHECK(report::month_name(report::month_of("2026-03-31", 4).month_first) == "2026-03");
  CHECK(!report::month_of("2026-03-31", 4).ambiguous());
  CHECK(report::month_of("soon", 0).month_first == report::no_month);
  CHECK(report::month_of("", 0).day_first == report::no_month);
  CHECK(report::month_of("12/31/9999", 0).month_first == report::no_month);
  const auto month = report::month_of("03/04/2026", 1);
  REQUIRE(month.ambiguous());
  report::DateOrders orders;
  CHECK(report::month_name(orders.settle(month)) == "2026-03");
  orders.learn("25/04/2026", 0);  // proves something of another file
  CHECK(report::month_name(orders.settle(month)) == "2026-03");
  orders.learn("25/04/2026", 1);
  CHECK(report::month_name(orders.settle(month)) == "2026-04");
}

TEST_CASE("shares are rounded in whole numbers") {
  CHECK(report::percent(0, 0) == "0.0%");
  CHECK(report::percent(1, 3) == "33.3%");
  CHECK(report::percent(2, 3) == "66.7%");
  CHECK(report::percent(1, 2000) == "0.1%");
  CHECK(report::percent(1999, 2000) == "100.0%");
  CHECK(report::percent(7, 7) == "100.0%");
}

TEST_CASE("a line that is no verdict says so") {
  report::EntryReader reader(rules::built_in_pack());
  CHECK(reader.read("7").error().why == "it is not an object");
  CHECK(reader.read("{\"label\":\"sales\"").error().what == "broken JSON record");
  CHECK(reader.read("{}").error().why == "it has no label");
  CHECK(reader.read(R"({"label":"sales","confidence":1.5})").error().why == "it has no confidence from 0 to 1");
  CHECK(reader.read(R"({"label":"x","confidence":1})").error().what == "the label \"x\" is none of this pack's");
  const auto read = reader.read(R"({"id":12,"label":"sales","confidence":0.925,"margin":-0.07,"new key":[1,{"a":2}],
    "scores":{"sales":8.29,"other":2.52,"poles":{"short":1.15}},"evidence":[{"rule":"r","points":0.29,"pole":"short"}]})");
  REQUIRE(read);
  CHECK((*read)->id == "12");
  CHECK((*read)->confidence == 925);
  CHECK((*read)->margin == -7);
  CHECK((*read)->scores == std::array<score::Points, 4>{829, 0, 0, 252});
  CHECK((*read)->pole_points[0] == 115);
  CHECK((*read)->evidence[0].points == 29);
}
