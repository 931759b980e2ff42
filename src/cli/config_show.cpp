#include <fmt/format.h>

#include <set>

#include "cli/commands.hpp"
#include "cli/parse.hpp"
#include "output/look.hpp"

namespace worktell::cli {

namespace {

std::string value_of(const Setting& setting) {
  if (setting.values.empty()) return setting.row->kind == ValueKind::flag ? "false" : "not set";
  return fmt::format("{}", fmt::join(setting.values, ", "));
}

void append_setting(std::string& out, const Setting& setting, const output::Look& look) {
  const bool set = setting.origin.source != Source::fallback;
  out += fmt::format("{}{:<16}{} {:<24} {}{}{}\n", set ? look.bold() : "", setting.row->name, look.plain(),
                     value_of(setting), look.faint(), setting.origin.text, look.plain());
}

/// Every option that can be a key, each command's settings under its name; what an earlier one showed is left out.
std::string all_settings(Session& session, std::vector<Problem>& problems) {
  const output::Look look(session.color());
  std::set<std::string> shown = {"help", "version", "config"};
  std::string out;
  for (const auto* command : commands()) {
    const auto settings = resolve(command->options, command->name, {}, session.settings().config(), problems);
    std::string part;
    for (const auto& setting : settings.all())
      if (shown.insert(std::string(setting.row->name)).second) append_setting(part, setting, look);
    if (part.empty()) continue;
    if (!command->name.empty()) out += fmt::format("\n{}[{}]{}\n", look.bold(), command->name, look.plain());
    out += part;
  }
  return out;
}

std::string declared_map(const Session& session) {
  std::string out;
  for (const auto& entry : session.settings().config().entries)
    if (entry.table == "declared")
      out += fmt::format("{:<16} {:<24} {}\n", entry.key, fmt::format("{}", fmt::join(entry.values, ", ")),
                         to_string(entry.where));
  return out.empty() ? out : "\n[declared]\n" + out;
}

int run_config_show(Session& session) {
  std::vector<Problem> problems;
  const auto& config = session.settings().config();
  auto text = config.path.empty() ? std::string("config file: none (no .worktell.toml from here upwards)\n")
                                  : fmt::format("config file: {}\n", config.path);
  text += '\n' + all_settings(session, problems) + declared_map(session);
  session.print(text);
  std::set<std::string> told;
  for (const auto& problem : problems)
    if (told.insert(render(problem)).second) Session::tell(problem);
  return problems.empty() ? session.output_status() : exit_error;
}

}  // namespace

const Command config_show_command = {
    .name = "config show",
    .summary = "Tells every setting and where its value comes from.",
    .arguments = "",
    .least = 0,
    .most = 0,
    .options = {},
    .details =
        "A flag goes before an environment variable (WORKTELL_...), that before the nearest .worktell.toml upwards, "
        "that "
        "before the default. A table of the config file named like a command holds for that command alone.",
    .run = run_config_show,
};

}  // namespace worktell::cli
