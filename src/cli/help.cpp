#include "cli/help.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/parse.hpp"
#include "cli/tell.hpp"
#include "output/escape.hpp"
#include "output/look.hpp"

namespace worktell::cli {

namespace {

constexpr std::size_t most_width = 100;

/// "  -f, --format FORMAT"
std::string flag_of(const OptionRow& row) {
  std::string text =
      row.letter != 0 ? fmt::format("  -{}, --{}", row.letter, row.name) : fmt::format("      --{}", row.name);
  if (!row.value.empty()) text += fmt::format(" {}", row.value);
  return text;
}

std::string summary_of(const OptionRow& row) {
  std::string text(row.summary);
  if (row.choices != nullptr) text += fmt::format(" ({})", fmt::join(row.choices(), ", "));
  if (is_repeatable(row.kind)) text += "; repeatable";
  if (!row.fallback.empty() && row.kind != ValueKind::flag) text += fmt::format(" [{}]", row.fallback);
  return text;
}

/// Two columns: what is typed and what it does.
void append_entry(std::string& out, std::string_view left, std::string_view right, std::size_t column,
                  std::size_t width) {
  out += left;
  const auto cells = output::cells_of(left);
  if (cells + 2 > column) {
    out += '\n';
    out.append(column, ' ');
  } else {
    out.append(column - cells, ' ');
  }
  append_wrapped(out, right, column, width);
  out += '\n';
}

void append_heading(std::string& out, std::string_view heading, bool color) {
  const output::Look look(color);
  out += fmt::format("\n{}{}{}\n", look.bold(), heading, look.plain());
}

void append_options(std::string& out, const Command& command, std::size_t width, bool color) {
  std::string_view group;
  for (const auto* row : rows_of(command)) {
    if (row->group != group) append_heading(out, row->group, color);
    group = row->group;
    append_entry(out, flag_of(*row), summary_of(*row), 30, width);
  }
}

constexpr std::string_view closing =
    "Every option is also an environment variable (--min-confidence is WORKTELL_MIN_CONFIDENCE) and a key of the "
    "nearest "
    ".worktell.toml (min-confidence = 0.8). \"worktell config show\" tells where each value comes from.\n"
    "Exit codes: 0 done; 1 the gate of \"check\" failed; 2 an error, or a part of the input could not be read.";

}  // namespace

std::string usage_line(const Command& command) {
  std::string text = "worktell";
  if (!command.name.empty()) text += fmt::format(" {}", command.name);
  text += " [OPTION...]";
  if (!command.arguments.empty()) text += fmt::format(" {}", command.arguments);
  return text;
}

std::string command_list(std::string_view group, std::size_t width, bool color) {
  std::string out;
  append_heading(out, "Commands", color);
  for (const auto* command : commands()) {
    if (command->name.empty()) continue;
    if (!group.empty() && !command->name.starts_with(std::string(group) + " ")) continue;
    append_entry(out, fmt::format("  {}", command->name), command->summary, 20, std::min(width, most_width));
  }
  return out;
}

std::string help_text(const Command& command, std::size_t width, bool color) {
  width = std::min(width, most_width);
  std::string out = fmt::format("{}\n\nUsage: {}\n", command.summary, usage_line(command));
  if (command.name.empty()) out += "       worktell COMMAND ...\n";
  if (!command.details.empty()) {
    out += '\n';
    append_wrapped(out, command.details, 0, width);
    out += '\n';
  }
  if (command.name.empty()) out += command_list("", width, color);
  append_options(out, command, width, color);
  if (command.name.empty()) {
    out += '\n';
    append_wrapped(out, closing, 0, width);
    out += '\n';
  }
  return out;
}

}  // namespace worktell::cli
