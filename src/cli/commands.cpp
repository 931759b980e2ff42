#include "cli/commands.hpp"

#include <algorithm>
#include <array>

namespace worktell::cli {

namespace {

// One row a command, in the order of the help.
const std::array table = {
    &label_command,      &check_command,       &report_command,     &init_command,         &explain_command,
    &inspect_command,    &eval_command,        &tune_command,       &rules_list_command,   &rules_show_command,
    &rules_lint_command, &rules_test_command,  &rules_diff_command, &rules_export_command, &config_show_command,
    &schema_command,     &completions_command, &man_command,        &help_command,
};

}  // namespace

std::span<const Command* const> commands() {
  return table;
}

const Command* find_command(std::string_view words) {
  const auto found = std::find_if(table.begin(), table.end(), [words](const Command* c) { return c->name == words; });
  return found == table.end() ? nullptr : *found;
}

}  // namespace worktell::cli
