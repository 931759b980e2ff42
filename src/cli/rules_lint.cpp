#include <fmt/format.h>

#include <algorithm>

#include "cli/commands.hpp"
#include "cli/rules_source.hpp"
#include "cli/tell.hpp"

namespace worktell::cli {

namespace {

/// With --rules, suspicions about the built-in rules are not the author's business.
void keep_authors(const RulesSource& source, std::vector<Problem>& suspicions) {
  if (source.files.size() == source.built_in) return;
  std::erase_if(suspicions, [&](const Problem& problem) { return !source.is_added(problem.where); });
}

int run_rules_lint(Session& session) {
  const auto source = read_rules(session);
  if (!source) return exit_error;
  auto report = rules::lint(source->pack, source->compiled, source->files, judge_of(source->compiled));
  keep_authors(*source, report.suspicions);
  for (auto problem : report.errors) {
    problem.what = "error: " + problem.what;
    Session::tell(problem);
  }
  for (auto problem : report.suspicions) {
    problem.what = "suspicious: " + problem.what;
    Session::tell(problem);
  }
  session.print(fmt::format("{}: {}, {}\n", counted(source->pack.rules.size(), "rule", "rules"),
                            counted(report.errors.size(), "error", "errors"),
                            counted(report.suspicions.size(), "suspicion", "suspicions")));
  const bool strict = session.settings().flag("strict") && !report.suspicions.empty();
  return report.errors.empty() && !strict ? session.output_status() : exit_error;
}

std::span<const OptionRow> lint_options() {
  static constexpr OptionRow rows[] = {
      {"strict", 0, ValueKind::flag, "", "exit with 2 for what is only suspicious, too", "", nullptr, "Rules"},
  };
  return rows;
}

}  // namespace

const Command rules_lint_command = {
    .name = "rules lint",
    .summary = "Finds what is wrong or suspicious in the rules.",
    .arguments = "",
    .least = 0,
    .most = 0,
    .options = {lint_options, pack_options},
    .details =
        "Errors: a rule that no `yes` example fires, an example that fails, a pattern or list entry that no text can "
        "match. "
        "Suspicious: two rules with the same pattern, an example that rules of the opposite side outweigh, a form that "
        "stands for two words, a list that nothing uses. With --rules DIR, suspicions are told for its files only.\n"
        "\n"
        "  worktell rules lint --strict --rules my-rules",
    .run = run_rules_lint,
};

}  // namespace worktell::cli
