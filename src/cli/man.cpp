#include <fmt/format.h>

#include <set>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "cli/help.hpp"
#include "cli/parse.hpp"

namespace worktell::cli {

namespace {

/// Scdoc reads signs that plain words do not mean.
std::string plain(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '*' || c == '_' || c == '\\' || c == '#' || c == '[') out += '\\';
    out += c;
  }
  return out;
}

/// Lines that begin with blanks are examples.
std::string paragraphs(std::string_view text) {
  std::string out;
  bool literal = false;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = text.substr(0, end);
    const bool example = line.starts_with(' ');
    if (example != literal) out += "```\n";
    literal = example;
    if (!example && line.starts_with('-')) out += '\\';
    out += example ? std::string(line) : plain(line);
    out += '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out + (literal ? "```\n" : "");
}

std::string option_entry(const OptionRow& row) {
  auto out = row.letter != 0 ? fmt::format("*-{}*, *--{}*", row.letter, row.name) : fmt::format("*--{}*", row.name);
  if (!row.value.empty()) out += fmt::format(" _{}_", plain(row.value));
  out += fmt::format("\n\t{}.", plain(row.summary));
  if (row.choices != nullptr)
    out += fmt::format(" One of: {}.", plain(fmt::format("{}", fmt::join(row.choices(), ", "))));
  if (!row.fallback.empty()) out += fmt::format(" Default: {}.", plain(row.fallback));
  return out + "\n\n";
}

std::string options_of(const Command& command, std::set<std::string>& told) {
  std::string out;
  for (const auto* row : rows_of(command)) {
    const auto key = fmt::format("{} {}", row->name, row->summary);
    if (told.insert(key).second) out += option_entry(*row);
  }
  return out;
}

/// One line a command; scdoc refuses a line break before an empty line.
std::string synopsis() {
  std::vector<std::string> lines;
  for (const auto* command : commands()) lines.push_back(plain(usage_line(*command)));
  return fmt::format("{}\n", fmt::join(lines, "++\n"));
}

std::string page() {
  std::set<std::string> told;
  const auto& usual = *find_command("");
  std::string out =
      "worktell(1)\n\n# NAME\n\nworktell - tells what kind of work activities are, with the reasons\n\n# SYNOPSIS\n\n";
  out += synopsis();
  out += fmt::format("\n# DESCRIPTION\n\n{}\n# OPTIONS\n\n{}", paragraphs(usual.details), options_of(usual, told));
  out += "# COMMANDS\n\n";
  for (const auto* command : commands()) {
    if (command->name.empty()) continue;
    out += fmt::format("## {}\n\n{}\n\n{}\n{}", command->name, plain(command->summary), paragraphs(command->details),
                       options_of(*command, told));
  }
  out +=
      "# SETTINGS\n\nEvery option is also an environment variable (*--min-confidence* is "
      "*WORKTELL\\_MIN\\_CONFIDENCE*) and a key of "
      "the nearest _.worktell.toml_ upwards (min-confidence = 0.8). A flag goes before a variable, that before the "
      "file, that "
      "before the default. *worktell config show* tells where each value comes from.\n\n";
  out +=
      "# EXIT STATUS\n\n*0*\n\tDone.\n\n*1*\n\tThe gate of *check* failed.\n\n*2*\n\tA usage, rule or input error, or "
      "a part of the "
      "input could not be read.\n";
  return out;
}

int run_man(Session& session) {
  session.print(page());
  return session.output_status();
}

}  // namespace

const Command man_command = {
    .name = "man",
    .summary = "Prints the man page in scdoc's format.",
    .arguments = "",
    .least = 0,
    .most = 0,
    .options = {},
    .details = "  worktell man | scdoc | man -l -",
    .run = run_man,
};

}  // namespace worktell::cli
