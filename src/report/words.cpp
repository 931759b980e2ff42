#include "report/words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "output/escape.hpp"

namespace worktell::report {

namespace {

std::string counted(std::uint64_t number, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", output::grouped(number), number == 1 ? one : many);
}

std::size_t named(const std::vector<Group>& groups) {
  return static_cast<std::size_t>(
      std::count_if(groups.begin(), groups.end(), [](const Group& group) { return !group.name.empty(); }));
}

/// The labels that wrongly filed activities were read as: "A", "A or B".
std::string read_as(const Report& report, const Group& team) {
  std::string text;
  for (std::size_t label = 0; label < 4; ++label) {
    if (team.count.wrong[label] == 0) continue;
    if (!text.empty()) text += " or ";
    text += report.pack.label_name(label);
  }
  return text;
}

std::string difference_of(const Report& report, const Group& team) {
  const auto wrong = team.count.mismatches();
  return fmt::format("{}: {} of {} ({}) {} like {}, not {}", output::shown(team.name), output::grouped(wrong),
                     output::grouped(team.count.all()), percent(wrong, team.count.all()), wrong == 1 ? "looks" : "look",
                     read_as(report, team), report.pack.label_name(static_cast<std::size_t>(*team.declared)));
}

std::string without_evidence(const Report& report, const Row& row) {
  const auto& pack = report.pack;
  if (row.label == score::Label::both)
    return fmt::format("one part speaks for {}, another for {}", pack.label_name(0), pack.label_name(1));
  const bool some = row.scores[0] > 0 || row.scores[1] > 0;
  return fmt::format("{} speaks for {} or {}", some ? "too little" : "nothing", pack.label_name(0), pack.label_name(1));
}

}  // namespace

std::string percent(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return "0.0%";
  const auto thousandths = (part * 2000 + whole) / (whole * 2);  // rounded, in whole numbers
  return fmt::format("{}.{}%", thousandths / 10, thousandths % 10);
}

std::string activities(std::uint64_t number) {
  return counted(number, "activity", "activities");
}

std::uint64_t judged(const Summary& summary) {
  std::uint64_t sum = 0;
  for (std::size_t label = 0; label < 4; ++label) sum += summary.matrix[label].all();
  return sum;
}

std::string headline(const Report& report) {
  const auto& summary = report.summary;
  const auto wrong = summary.all.mismatches();
  const auto whole = judged(summary);
  if (summary.all.all() == 0) return "There are no activities.";
  if (summary.declared == 0) return "No activity says which team it is filed under.";
  if (whole == 0) return "No team's name stands for a kind of work, so nothing can be compared.";
  if (wrong == 0) return "No activity looks filed under the wrong team.";
  return fmt::format("{} of {} {} filed under the wrong team ({}).", output::grouped(wrong), activities(whole),
                     wrong == 1 ? "looks" : "look", percent(wrong, whole));
}

std::string scope(const Report& report) {
  const auto& summary = report.summary;
  auto text = activities(summary.all.all());
  if (const auto teams = named(summary.teams); teams > 0) text += ", " + counted(teams, "team", "teams");
  if (const auto owners = named(summary.owners); owners > 0) text += ", " + counted(owners, "owner", "owners");
  if (const auto months = named(summary.months); months > 0) {
    text += ", " + summary.months.front().name;
    if (months > 1) text += " to " + summary.months[months - 1].name;
  }
  if (!summary.files.empty()) text += ", " + counted(summary.files.size(), "file", "files");
  if (summary.lost > 0) text += ", " + counted(summary.lost, "record", "records") + " not readable";
  return text;
}

std::vector<Difference> differences(const Report& report) {
  std::vector<Difference> all;
  for (const auto& team : report.summary.teams)
    if (team.declared && team.count.mismatches() > 0) all.push_back({&team, difference_of(report, team)});
  std::stable_sort(all.begin(), all.end(), [](const Difference& a, const Difference& b) {
    const auto& x = a.team->count;
    const auto& y = b.team->count;
    return x.mismatches() * y.all() > y.mismatches() * x.all();
  });
  return all;
}

std::string reason_of(const Report& report, const Row& row) {
  std::string text;
  for (auto at = row.reasons.begin(); at != row.reasons.end(); ++at) {
    const auto told = [&](const Reason& earlier) { return earlier.decides && earlier.rule == at->rule; };
    if (!at->decides || std::any_of(row.reasons.begin(), at, told)) continue;
    if (!text.empty()) text += "; ";
    text += report.summary.rules[at->rule].why;
    if (!at->match.empty()) text.append(" (\"").append(at->match).append("\")");
  }
  return text.empty() ? without_evidence(report, row) : text;
}

std::string_view kind_name(Kind kind) {
  switch (kind) {
    case Kind::mismatch:
      return "mismatch";
    case Kind::unclear:
      return "unclear";
    case Kind::both:
      return "both";
    case Kind::plain:
      return "plain";
  }
  return {};
}

std::string kind_title(const Report& report, Kind kind) {
  switch (kind) {
    case Kind::mismatch:
      return "Look filed wrong";
    case Kind::unclear:
      return "Hard to tell";
    case Kind::both:
      return fmt::format("Read as {}", report.pack.label_name(2));
    case Kind::plain:
      return "Clear";
  }
  return {};
}

std::string_view name_or(const Group& group, std::string_view none) {
  return group.name.empty() ? none : std::string_view(group.name);
}

}  // namespace worktell::report
