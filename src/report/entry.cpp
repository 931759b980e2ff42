#include "report/entry.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <simdjson.h>

#include <algorithm>
#include <cmath>

namespace worktell::report {

namespace {

namespace dom = simdjson::dom;

constexpr std::string_view how_to_write = "Write verdict files with: worktell --format ndjson FILE";

std::string_view text_of(const dom::element& value) {
  std::string_view text;
  return value.get(text) == simdjson::SUCCESS ? text : std::string_view();
}

std::uint64_t number_of(const dom::element& value) {
  std::uint64_t number = 0;
  return value.get(number) == simdjson::SUCCESS ? number : 0;
}

/// A decimal number in whole parts: 3.25 times 100 is 325.
std::int32_t parts_of(const dom::element& value, double whole) {
  double number = 0;
  if (value.get(number) != simdjson::SUCCESS) return 0;
  return static_cast<std::int32_t>(std::lround(std::clamp(number * whole, -2e9, 2e9)));
}

Problem no_verdict(std::string why) {
  return {.what = "a record that is no verdict", .why = std::move(why), .remedy = std::string(how_to_write)};
}

}  // namespace

const std::vector<std::string>& entry_fields() {
  static const std::vector<std::string> names = {"id",       "file",       "row",      "line",   "text",
                                                 "label",    "confidence", "margin",   "scores", "axes",
                                                 "evidence", "owner",      "declared", "date"};
  return names;
}

bool are_verdict_keys(const std::vector<std::string>& keys) {
  const auto has = [&keys](std::string_view key) { return std::find(keys.begin(), keys.end(), key) != keys.end(); };
  return has("label") && has("confidence") && (has("margin") || has("evidence") || has("reason"));
}

struct EntryReader::State {
  explicit State(const rules::CompiledPack& pack_) : pack(pack_) {}

  const rules::CompiledPack& pack;
  dom::parser parser;
  Entry entry;
  std::string id;  // of an id that is a number
  bool has_label = false;
  bool has_confidence = false;
  Problem problem;

  Result<const Entry*> read(std::string_view line) {
    clear();
    dom::object object;
    const auto error = parser.parse(line.data(), line.size()).get(object);
    if (error == simdjson::INCORRECT_TYPE) return fail(no_verdict("it is not an object"));
    if (error != simdjson::SUCCESS)
      return fail({.what = "broken JSON record",
                   .why = simdjson::error_message(error),
                   .remedy = "Correct the record; all others were read."});
    for (const auto field : object) take(field.key, field.value);
    return finish();
  }

  void clear() {
    auto evidence = std::move(entry.evidence);
    evidence.clear();
    entry = {};
    entry.evidence = std::move(evidence);
    has_label = has_confidence = false;
    problem = {};
  }

  Result<const Entry*> finish() {
    if (!problem.what.empty()) return fail(problem);
    if (!has_label) return fail(no_verdict("it has no label"));
    if (!has_confidence) return fail(no_verdict("it has no confidence from 0 to 1"));
    return &entry;
  }

  void take(std::string_view key, const dom::element& value) {
    if (key == "id") return take_id(value);
    if (key == "file") entry.file = text_of(value);
    if (key == "text") entry.text = text_of(value);
    if (key == "owner") entry.owner = text_of(value);
    if (key == "declared") entry.declared = text_of(value);
    if (key == "date") entry.date = text_of(value);
    if (key == "row") entry.row = number_of(value);
    if (key == "line") entry.line = number_of(value);
    if (key == "label") return take_label(text_of(value));
    if (key == "confidence") return take_confidence(value);
    if (key == "margin") entry.margin = parts_of(value, 100);
    if (key == "scores") return take_scores(value);
    if (key == "axes") return take_axes(value);
    if (key == "evidence") return take_evidence(value);
  }

  void take_id(const dom::element& value) {
    entry.id = text_of(value);
    if (value.type() != dom::element_type::INT64 && value.type() != dom::element_type::UINT64) return;
    id = fmt::format("{}", number_of(value));
    entry.id = id;
  }

  void take_label(std::string_view name) {
    std::array<std::string_view, 4> names;
    for (std::size_t i = 0; i < names.size(); ++i) names[i] = pack.label_name(i);
    const auto found = std::find(names.begin(), names.end(), name);
    has_label = !name.empty();
    if (found != names.end()) {
      entry.label = static_cast<score::Label>(found - names.begin());
    } else if (has_label) {
      problem = {.what = fmt::format("the label \"{}\" is none of this pack's", name),
                 .remedy = fmt::format("Labels: {}. Use the pack that the file was written with (--rules DIR).",
                                       fmt::join(names, ", "))};
    }
  }

  void take_confidence(const dom::element& value) {
    double number = -1;
    has_confidence = value.get(number) == simdjson::SUCCESS && number >= 0 && number <= 1;
    entry.confidence = has_confidence ? parts_of(value, 1000) : 0;
  }

  /// The pole of this name, or a number that is no pole's.
  [[nodiscard]] score::PoleId pole_named(std::string_view name) const {
    for (std::size_t pole = 0; pole < pack.pole_count(); ++pole)
      if (pack.pole_name(pole) == name) return static_cast<score::PoleId>(pole);
    return name == pack.label_name(2) ? score::pole_both : score::pole_other;
  }

  void take_scores(const dom::element& value) {
    dom::object object;
    if (value.get(object) != simdjson::SUCCESS) return;
    for (const auto field : object) {
      for (std::size_t label = 0; label < 3; ++label)
        if (field.key == pack.label_name(label)) entry.scores[label] = parts_of(field.value, 100);
      if (field.key == pack.pole_name(score::pole_other)) entry.scores[3] = parts_of(field.value, 100);
      if (field.key == "poles") take_poles(field.value);
    }
  }

  void take_poles(const dom::element& value) {
    dom::object object;
    if (value.get(object) != simdjson::SUCCESS) return;
    for (const auto field : object)
      if (const auto pole = pole_named(field.key); pole < score::most_poles)
        entry.pole_points[pole] = parts_of(field.value, 100);
  }

  void take_axes(const dom::element& value) {
    dom::object object;
    if (value.get(object) != simdjson::SUCCESS) return;
    for (const auto field : object)
      for (std::size_t axis = 0; axis < pack.axes.size(); ++axis)
        if (field.key == pack.spell(pack.axes[axis].name)) entry.axes[axis] = side_of(axis, text_of(field.value));
  }

  [[nodiscard]] std::int8_t side_of(std::size_t axis, std::string_view pole) const {
    if (pole == pack.spell(pack.axes[axis].first)) return -1;
    return pole == pack.spell(pack.axes[axis].second) ? 1 : 0;
  }

  void take_evidence(const dom::element& value) {
    dom::array array;
    if (value.get(array) != simdjson::SUCCESS) return;
    for (const auto one : array) {
      dom::object object;
      if (one.get(object) == simdjson::SUCCESS) entry.evidence.push_back(evidence_of(object));
    }
  }

  [[nodiscard]] EntryEvidence evidence_of(const dom::object& object) const {
    EntryEvidence evidence;
    for (const auto field : object) {
      if (field.key == "rule") evidence.rule = text_of(field.value);
      if (field.key == "why") evidence.why = text_of(field.value);
      if (field.key == "match") evidence.match = text_of(field.value);
      if (field.key == "pole") evidence.pole = pole_named(text_of(field.value));
      if (field.key == "points") evidence.points = parts_of(field.value, 100);
    }
    return evidence;
  }
};

EntryReader::EntryReader(const rules::CompiledPack& pack) : state_(std::make_unique<State>(pack)) {}

EntryReader::~EntryReader() = default;

Result<const Entry*> EntryReader::read(std::string_view line) {
  return state_->read(line);
}

}  // namespace worktell::report
