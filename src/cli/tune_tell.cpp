#include "cli/tune_tell.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "cli/tell.hpp"
#include "output/escape.hpp"

namespace worktell::cli {

namespace {

using output::points_text;

constexpr std::size_t labels = 4;

double percent(double share) {
  return 100 * share;
}

std::string points_json(rules::Points points) {
  return fmt::format("{:.2f}", points / 100.0);
}

std::string claim_text(const Refit& refit) {
  const auto& accuracy = refit.tuned.accuracy;
  if (accuracy.claimed()) return "the weights are better on texts that they were not fitted on\n";
  if (accuracy.groups < 2)
    return "no gain is claimed: all texts are of one group, so there is nothing to measure it on\n";
  return accuracy.gain.high < 0 ? "no gain is claimed: the weights are worse\n"
                                : "no gain is claimed: the interval holds zero, the difference may be chance\n";
}

std::string figures_text(const Refit& refit, const output::Look& look) {
  const auto& a = refit.tuned.accuracy;
  auto out = fmt::format("{}{} in {}{}, cross-validated in {} folds\n", look.bold(), counted(a.texts, "text", "texts"),
                         counted(a.groups, "group", "groups"), look.plain(), refit.folds);
  out += fmt::format("  right today    {:6.2f}%\n  right refitted {:6.2f}%\n", percent(a.before), percent(a.after));
  out += fmt::format("  gain           {:+6.2f} points, 95% interval {:+.2f} to {:+.2f}\n", percent(a.after - a.before),
                     percent(a.gain.low), percent(a.gain.high));
  return out + "  " + claim_text(refit);
}

std::string settings_text(const Refit& refit) {
  const auto& today = refit.today.settings[0];
  return fmt::format("  base {} -> {}, both-base {} -> {}\n", points_text(today.base), points_text(refit.tuned.base),
                     points_text(today.both_base), points_text(refit.tuned.both_base));
}

std::string changes_text(const Refit& refit, const std::vector<WeightChange>& changes) {
  if (changes.empty()) return {};
  auto out = fmt::format("\n{:>8} {:>8} {:>8}  rule\n", "today", "refitted", "change");
  for (const auto& change : changes)
    out += fmt::format("{:>8} {:>8} {:>+8.2f}  {}\n", points_text(change.before), points_text(change.after),
                       (change.after - change.before) / 100.0, refit.today.rule_id(change.rule));
  return out;
}

std::string curve_points(const score::Curve& curve) {
  std::string out;
  for (const auto& point : curve.points)
    out += fmt::format("{}[{:.2f}, {:.3f}]", out.empty() ? "" : ", ", point.margin / 100.0, point.confidence / 1000.0);
  return out;
}

std::string curves_json(const Refit& refit) {
  std::string out;
  for (std::size_t l = 0; l < labels; ++l)
    out += fmt::format("{}{}:[{}]", out.empty() ? "" : ",", output::json_quoted(refit.today.label_name(l)),
                       curve_points(refit.tuned.curves[l]));
  return out;
}

std::string changes_json(const Refit& refit) {
  std::string out;
  for (const auto& change : weight_changes(refit))
    out += fmt::format(R"({}{{"rule":{},"author":{},"today":{},"refitted":{}}})", out.empty() ? "" : ",",
                       output::json_quoted(refit.today.rule_id(change.rule)),
                       points_json(refit.author.rules[change.rule].weight), points_json(change.before),
                       points_json(change.after));
  return out;
}

}  // namespace

std::vector<WeightChange> weight_changes(const Refit& refit) {
  std::vector<WeightChange> changes;
  for (std::size_t r = 0; r < refit.today.rules.size(); ++r)
    if (refit.today.rules[r].weight != refit.tuned.weights[r])
      changes.push_back({r, refit.today.rules[r].weight, refit.tuned.weights[r]});
  const auto size = [](const WeightChange& change) { return std::abs(change.after - change.before); };
  std::stable_sort(changes.begin(), changes.end(),
                   [&](const WeightChange& a, const WeightChange& b) { return size(a) > size(b); });
  return changes;
}

std::string refit_text(const Refit& refit, bool with_rules, const output::Look& look) {
  const auto changes = weight_changes(refit);
  auto out = figures_text(refit, look) + settings_text(refit);
  out += fmt::format("  {} of {} get other points\n", output::grouped(changes.size()),
                     counted(refit.today.rules.size(), "rule", "rules"));
  if (!refit.written.empty()) out += fmt::format("  written to {}\n", output::shown(refit.written));
  return with_rules ? out + changes_text(refit, changes) : out;
}

std::string refit_json(const Refit& refit) {
  const auto& a = refit.tuned.accuracy;
  const auto& settings = refit.today.settings[0];
  auto out = fmt::format(R"({{"version":1,"texts":{},"groups":{},"folds":{})", a.texts, a.groups, refit.folds);
  out += fmt::format(R"(,"accuracy":{{"today":{:.6f},"refitted":{:.6f},"gain":{:.6f},"low":{:.6f},"high":{:.6f}}})",
                     a.before, a.after, a.after - a.before, a.gain.low, a.gain.high);
  out += fmt::format(R"(,"claimed":{},"written":{})", a.claimed(),
                     refit.written.empty() ? "null" : output::json_quoted(refit.written));
  out += fmt::format(R"(,"base":{{"today":{},"refitted":{}}},"both_base":{{"today":{},"refitted":{}}})",
                     points_json(settings.base), points_json(refit.tuned.base), points_json(settings.both_base),
                     points_json(refit.tuned.both_base));
  return out + fmt::format(",\"calibration\":{{{}}},\"weights\":[{}]}}\n", curves_json(refit), changes_json(refit));
}

std::string refit_weights(const Refit& refit) {
  std::string out =
      "# Fitted on labelled texts by `worktell tune` and held near the authors' points; do not edit.\n"
      "# Rules that are not here have their authors' points.\n[weights]\n";
  for (std::size_t r = 0; r < refit.author.rules.size(); ++r) {
    const auto author = refit.author.rules[r].weight;
    const bool overrides = refit.added && refit.today.rules[r].weight != author;
    if (refit.tuned.weights[r] != author || overrides)
      out += fmt::format("{} = {}\n", refit.author.rule_id(r), points_json(refit.tuned.weights[r]));
  }
  out += fmt::format("\n[score]\nbase = {}\nboth-base = {}\n\n[calibration]\n", points_json(refit.tuned.base),
                     points_json(refit.tuned.both_base));
  for (std::size_t l = 0; l < labels; ++l)
    if (!refit.tuned.curves[l].points.empty())
      out += fmt::format("{} = [{}]\n", output::json_quoted(refit.author.label_name(l)),
                         curve_points(refit.tuned.curves[l]));
  return out;
}

}  // namespace worktell::cli
