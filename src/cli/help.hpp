#pragma once
/// Help, made from the rows of commands and options.

#include <string>

#include "cli/command.hpp"

namespace worktell::cli {

/// The whole help of one command.
[[nodiscard]] std::string help_text(const Command& command, std::size_t width, bool color);
/// The commands whose words begin with `group` ("" for all), a line each.
[[nodiscard]] std::string command_list(std::string_view group, std::size_t width, bool color);
/// "worktell explain [OPTION...] TEXT | FILE:ROW"
[[nodiscard]] std::string usage_line(const Command& command);

}  // namespace worktell::cli
