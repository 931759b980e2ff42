#include "report/totals.hpp"

#include <algorithm>

#include "output/item.hpp"
#include "text/utf8.hpp"

namespace worktell::report {

namespace {

constexpr std::size_t most_cells = 1'000'000;  // of teams and months: some 100 MB

constexpr std::size_t label_index(score::Label label) {
  return static_cast<std::size_t>(label);
}

Count& at(std::vector<Count>& counts, std::uint32_t number) {
  if (counts.size() <= number) counts.resize(number + 1);
  return counts[number];
}

void add_to(Count& count, score::Label label, bool mismatch) {
  ++count.labels[label_index(label)];
  if (mismatch) ++count.wrong[label_index(label)];
}

/// Place of a pole in an array that also has the two that are of no axis.
std::size_t pole_place(score::PoleId pole) {
  if (pole == score::pole_both) return score::most_poles;
  return pole == score::pole_other ? score::most_poles + 1 : pole;
}

/// The first `characters` of a text, and how many were left out.
std::pair<std::string_view, std::uint64_t> beginning(std::string_view text, std::size_t characters) {
  if (text.size() <= characters) return {text, 0};
  std::size_t end = 0;
  for (std::size_t i = 0; i < characters && end < text.size(); ++i) end += text::decode(text, end).size;
  return {text.substr(0, end), text::count_characters(text.substr(end))};
}

/// Poles that speak for the same label.
bool same_side(score::PoleId a, score::PoleId b) {
  return a == b || (a < score::most_poles && b < score::most_poles && a % 2 == b % 2);
}

}  // namespace

Totals::Totals(const rules::CompiledPack& pack, Judge judge, const Wanted& wanted)
    : pack_(pack), judge_(std::move(judge)), axes_(pack.axes.size()), table_(wanted.rows) {
  for (std::size_t kind = 0; kind + 1 < kinds; ++kind) second_look_.emplace_back(wanted.top);
}

void Totals::add(const Entry& entry) {
  ++entries_;
  Place place{.team = teams_.number(entry.declared),
              .owner = owners_.number(entry.owner),
              .file = files_.number(entry.file),
              .when = {}};
  place.when = month_of(entry.date, place.file);
  orders_.learn(entry.date, place.file);
  const bool mismatch = is_mismatch(place.team, entry);
  count(place, entry, mismatch);
  count_axes(entry);
  gather_reasons(entry);
  mark_deciding(entry);
  count_rules(entry);
  keep(place, entry, kind_of(entry, mismatch));
}

bool Totals::is_mismatch(std::uint32_t team, const Entry& entry) {
  while (declared_.size() <= team) {
    const auto& name = teams_.name(static_cast<std::uint32_t>(declared_.size()));
    declared_.push_back(name.empty() ? std::nullopt : judge_.label_of(name));
  }
  const auto declared = declared_[team];
  return declared && judge_.contradicts(*declared, entry);
}

Kind Totals::kind_of(const Entry& entry, bool mismatch) const {
  if (mismatch) return Kind::mismatch;
  if (entry.confidence < judge_.unclear_below) return Kind::unclear;
  return entry.label == score::Label::both ? Kind::both : Kind::plain;
}

void Totals::count(const Place& place, const Entry& entry, bool mismatch) {
  add_to(at(team_counts_, place.team), entry.label, mismatch);
  add_to(at(owner_counts_, place.owner), entry.label, mismatch);
  add_to(at(file_counts_, place.file), entry.label, mismatch);
  add_to(cells_[cell_of(place)], entry.label, mismatch);
  if (entry.declared.empty()) return;
  const auto declared = declared_[place.team];
  add_to(matrix_[declared ? label_index(*declared) : 4], entry.label, mismatch);
}

/// Team and month; beyond the limit of cells the team alone.
std::pair<std::uint32_t, Month> Totals::cell_of(const Place& place) {
  std::pair<std::uint32_t, Month> cell{place.team, place.when};
  if (cells_.size() < most_cells || cells_.contains(cell)) return cell;
  cells_overflowed_ = true;
  return {place.team, Month{}};
}

void Totals::count_axes(const Entry& entry) {
  for (std::size_t axis = 0; axis < axes_.size(); ++axis) {
    auto& count = axes_[axis];
    if (entry.axes[axis] < 0) ++count.first;
    if (entry.axes[axis] > 0) ++count.second;
    if (entry.axes[axis] == 0) ++count.neither;
    count.first_points += entry.pole_points[axis * 2];
    count.second_points += entry.pole_points[axis * 2 + 1];
  }
}

/// Evidence by rule and match: a rule for several poles is one reason.
void Totals::gather_reasons(const Entry& entry) {
  reasons_.clear();
  for (const auto& one : entry.evidence) {
    const auto rule = rule_names_.number(one.rule);
    if (rules_.size() <= rule) rules_.resize(rule + 1);
    if (rules_[rule].count.id.empty()) rules_[rule].count = {.id = rule_names_.name(rule), .why = std::string(one.why)};
    if (one.why < rules_[rule].count.why) rules_[rule].count.why = one.why;  // of files made with different packs
    rules_[rule].poles[pole_place(one.pole)] += static_cast<std::uint64_t>(std::max(one.points, 0));
    const auto same = std::find_if(reasons_.begin(), reasons_.end(), [&](const Reason& reason) {
      return reason.rule == rule && reason.match == one.match && same_side(reason.pole, one.pole);
    });
    if (same == reasons_.end()) {
      reasons_.push_back({.rule = rule, .pole = one.pole, .points = one.points, .match = std::string(one.match)});
    } else {
      same->points += one.points;
    }
  }
}

/// The fewest reasons that carry the label alone, as the output's `reason` tells them.
void Totals::mark_deciding(const Entry& entry) {
  std::sort(reasons_.begin(), reasons_.end(), [this](const Reason& a, const Reason& b) {
    if (a.points != b.points) return a.points > b.points;
    if (a.rule != b.rule) return rule_names_.name(a.rule) < rule_names_.name(b.rule);
    return a.match < b.match;
  });
  const auto score = entry.scores[label_index(entry.label)];
  const auto rival = score - entry.margin;
  auto sum = score;
  for (const auto& reason : reasons_)
    if (output::supports(reason.pole, entry.label)) sum -= reason.points;
  bool any = false;
  for (auto& reason : reasons_) {
    if (reason.points <= 0 || !output::supports(reason.pole, entry.label) || (any && sum > rival)) continue;
    reason.decides = any = true;
    sum += reason.points;
  }
}

void Totals::count_rules(const Entry& entry) {
  for (const auto& reason : reasons_) {
    auto& rule = rules_[reason.rule];
    rule.count.fired += rule.last < entries_ ? 1 : 0;
    rule.last = std::max(rule.last, entries_);
  }
  for (std::size_t i = 0; i < reasons_.size(); ++i) {
    if (!reasons_[i].decides) continue;
    auto& rule = rules_[reasons_[i].rule];
    rule.count.points += reasons_[i].points;
    const auto begin = reasons_.begin();
    const auto again = std::any_of(begin, begin + static_cast<std::ptrdiff_t>(i), [&](const Reason& earlier) {
      return earlier.decides && earlier.rule == reasons_[i].rule;
    });
    if (again) continue;
    ++rule.count.decided;
    ++rule.count.labels[label_index(entry.label)];
  }
}

Row Totals::row_of(const Place& place, const Entry& entry, Kind kind) const {
  Row row;
  row.kind = kind;
  row.label = entry.label;
  row.confidence = entry.confidence;
  row.margin = entry.margin;
  row.scores = entry.scores;
  row.axes = entry.axes;
  row.team = place.team, row.owner = place.owner, row.file = place.file;
  row.when = place.when;
  row.row = entry.row, row.line = entry.line;
  row.id = entry.id, row.date = entry.date;
  const auto [text, left_out] = beginning(entry.text, kept_text);
  row.text = text;
  row.left_out = left_out;
  const auto count = std::min(reasons_.size(), kept_reasons);
  row.reasons.assign(reasons_.begin(), reasons_.begin() + static_cast<std::ptrdiff_t>(count));
  row.more_reasons = static_cast<std::uint32_t>(reasons_.size() - count);
  return row;
}

void Totals::keep(const Place& place, const Entry& entry, Kind kind) {
  ++kind_counts_[static_cast<std::size_t>(kind)];
  const auto& file = files_.name(place.file);
  const auto keep_in = [&](Kept& kept) {
    if (kept.wants(kind, entry.confidence, entry.margin)) kept.offer(row_of(place, entry, kind), file);
  };
  if (kind != Kind::plain) keep_in(second_look_[static_cast<std::size_t>(kind)]);
  keep_in(table_);
}

}  // namespace worktell::report
