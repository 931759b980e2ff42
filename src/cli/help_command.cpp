#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/help.hpp"
#include "cli/parse.hpp"

namespace worktell::cli {

namespace {

std::string joined(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, " "));
}

Problem no_such_command(const std::string& words) {
  std::vector<std::string_view> names;
  for (const auto* command : commands()) names.push_back(command->name);
  const auto near = nearest(words, names);
  return {.what = fmt::format("there is no command \"{}\"", words),
          .why = near.empty() ? "" : fmt::format("did you mean \"{}\"?", near),
          .remedy = "Try: worktell help"};
}

int run_help(Session& session) {
  const auto words = joined(session.arguments());
  const auto* command = find_command(words);
  bool group = false;
  for (const auto* one : commands()) group = group || (!words.empty() && one->name.starts_with(words + " "));
  if (command == nullptr && !group) return Session::tell(no_such_command(words)), exit_error;
  session.print(command != nullptr ? help_text(*command, Session::width(), session.color())
                                   : command_list(words, Session::width(), session.color()).substr(1));
  return session.output_status();
}

}  // namespace

const Command help_command = {
    .name = "help",
    .summary = "Shows the help of a command.",
    .arguments = "[COMMAND]",
    .least = 0,
    .most = 2,
    .options = {},
    .details = {},
    .run = run_help,
};

}  // namespace worktell::cli
