#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/rules_source.hpp"
#include "cli/tell.hpp"

namespace worktell::cli {

namespace {

int run_rules_test(Session& session) {
  const auto source = read_rules(session);
  if (!source) return exit_error;
  const auto failures = rules::run_examples(source->pack, source->files, judge_of(source->compiled));
  for (const auto& failure : failures) Session::tell(failure);
  const auto count = rules::count_examples(source->pack);
  session.print(fmt::format("{} of {}: {} passed, {} failed\n", counted(count, "example", "examples"),
                            counted(source->pack.rules.size(), "rule", "rules"), count - failures.size(),
                            failures.size()));
  return failures.empty() ? session.output_status() : exit_error;
}

}  // namespace

const Command rules_test_command = {
    .name = "rules test",
    .summary = "Runs the examples of the rules.",
    .arguments = "",
    .least = 0,
    .most = 0,
    .options = {pack_options},
    .details =
        "A `yes` example must give evidence of its rule, a `no` example must not. The exit code is 2 when one fails. "
        "With --rules DIR the examples of the built-in rules are run as well, since lists and settings of DIR hold for "
        "them too.\n"
        "\n"
        "  worktell rules test --rules my-rules",
    .run = run_rules_test,
};

}  // namespace worktell::cli
