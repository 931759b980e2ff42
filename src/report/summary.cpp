#include <algorithm>
#include <set>

#include "report/totals.hpp"

namespace worktell::report {

namespace {

std::vector<Group> groups_of(const Names& names, const std::vector<Count>& counts) {
  std::vector<Group> groups(counts.size());
  for (std::uint32_t i = 0; i < counts.size(); ++i) groups[i] = {.name = names.name(i), .count = counts[i]};
  return groups;
}

/// Sorts `items` and returns the new place of each.
template <typename T, typename Before>
std::vector<std::uint32_t> sort_ranked(std::vector<T>& items, Before before) {
  std::vector<std::uint32_t> order(items.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return before(items[a], items[b]); });
  std::vector<std::uint32_t> ranks(items.size());
  std::vector<T> sorted;
  sorted.reserve(items.size());
  for (std::uint32_t place = 0; place < order.size(); ++place) {
    ranks[order[place]] = place;
    sorted.push_back(std::move(items[order[place]]));
  }
  items = std::move(sorted);
  return ranks;
}

bool larger_group(const Group& a, const Group& b) {
  const auto x = a.count.all();
  const auto y = b.count.all();
  return x != y ? x > y : a.name < b.name;
}

bool decided_more(const RuleCount& a, const RuleCount& b) {
  if (a.decided != b.decided) return a.decided > b.decided;
  if (a.points != b.points) return a.points > b.points;
  return a.fired != b.fired ? a.fired > b.fired : a.id < b.id;
}

score::PoleId pole_at(std::size_t place) {
  if (place == score::most_poles) return score::pole_both;
  return place > score::most_poles ? score::pole_other : static_cast<score::PoleId>(place);
}

std::string too_many(std::string_view what) {
  return "there are more than 100,000 different " + std::string(what) + ": the rest are counted together";
}

}  // namespace

Summary Totals::finish() {
  Summary summary;
  Ranks ranks;
  summary.lost = lost_;
  summary.matrix = matrix_;
  summary.axes = axes_;
  for (const auto& row : matrix_) summary.declared += row.all();
  settle_groups(summary, ranks);
  settle_months(summary, ranks);
  settle_rules(summary, ranks);
  for (std::size_t kind = 0; kind < kinds; ++kind) {
    summary.second_look[kind].count = kind_counts_[kind];
    if (kind >= second_look_.size()) continue;
    summary.second_look[kind].rows = second_look_[kind].take();
    settle_rows(summary.second_look[kind].rows, ranks);
  }
  summary.rows = table_.take();
  settle_rows(summary.rows, ranks);
  tell_limits(summary);
  return summary;
}

void Totals::settle_groups(Summary& summary, Ranks& ranks) const {
  summary.teams = groups_of(teams_, team_counts_);
  for (std::size_t i = 0; i < summary.teams.size(); ++i) summary.teams[i].declared = declared_[i];
  for (const auto& team : summary.teams) summary.all += team.count;
  summary.owners = groups_of(owners_, owner_counts_);
  summary.files = groups_of(files_, file_counts_);
  ranks.teams = sort_ranked(summary.teams, larger_group);
  ranks.owners = sort_ranked(summary.owners, larger_group);
  ranks.files = sort_ranked(summary.files, larger_group);
}

void Totals::settle_months(Summary& summary, const Ranks& ranks) const {
  std::set<std::int32_t> met;
  for (const auto& [cell, count] : cells_) met.insert(orders_.settle(cell.second));
  const bool some_without = met.erase(no_month) > 0;
  const std::vector<std::int32_t> months(met.begin(), met.end());
  for (const auto month : months) summary.months.push_back({.name = month_name(month)});
  if (some_without) summary.months.push_back({});
  const auto shown = std::min(summary.teams.size(), teams_with_months);
  for (std::size_t team = 0; team < shown; ++team) summary.teams[team].months.resize(summary.months.size());
  for (const auto& [cell, count] : cells_) {
    const auto month = orders_.settle(cell.second);
    const auto found = std::lower_bound(months.begin(), months.end(), month);
    const auto place = month == no_month ? months.size() : static_cast<std::size_t>(found - months.begin());
    summary.months[place].count += count;
    const auto team = ranks.teams[cell.first];
    if (team < shown) summary.teams[team].months[place] += count;
  }
}

void Totals::settle_rules(Summary& summary, Ranks& ranks) const {
  for (const auto& rule : rules_) {
    auto count = rule.count;
    const auto most = std::max_element(rule.poles.begin(), rule.poles.end());
    count.pole = pole_at(static_cast<std::size_t>(most - rule.poles.begin()));
    summary.rules.push_back(std::move(count));
  }
  ranks.rules = sort_ranked(summary.rules, decided_more);
}

void Totals::settle_rows(std::vector<Row>& rows, const Ranks& ranks) const {
  for (auto& row : rows) {
    row.month = orders_.settle(row.when);
    row.team = ranks.teams[row.team];
    row.owner = ranks.owners[row.owner];
    row.file = ranks.files[row.file];
    for (auto& reason : row.reasons) reason.rule = ranks.rules[reason.rule];
  }
}

void Totals::tell_limits(Summary& summary) const {
  if (teams_.overflowed()) summary.notices.push_back(too_many("teams"));
  if (owners_.overflowed()) summary.notices.push_back(too_many("owners"));
  if (files_.overflowed()) summary.notices.push_back(too_many("source files"));
  if (cells_overflowed_)
    summary.notices.emplace_back("there are more than 1,000,000 pairs of team and month: the rest have no month");
}

}  // namespace worktell::report
