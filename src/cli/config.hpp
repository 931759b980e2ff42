#pragma once
/// The config file: `.worktell.toml` in the current folder or the nearest above it. Keys are option names; a table
/// named like a command (`[check]`, `[rules.lint]`) holds for that command alone; `[declared]` maps declared values to
/// labels.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace worktell::cli {

struct ConfigEntry {
  std::string table = {};  ///< "" at the top, else "check", "rules lint", "declared"
  std::string key = {};
  std::vector<std::string> values = {};  ///< as typed on a command line; several for an array
  bool array = false;
  Place where = {};
  std::string line_text = {};  ///< the line, to be shown with messages
};

struct Config {
  std::string path;                  ///< empty: there is none
  std::string folder;                ///< relative paths in it are relative to this
  std::vector<ConfigEntry> entries;  ///< in the order of the file

  [[nodiscard]] const ConfigEntry* find(std::string_view table, std::string_view key) const;
};

/// The nearest `.worktell.toml`, from `folder` upwards; empty: none.
[[nodiscard]] std::string find_config(const std::string& folder);

/// Reads a config file and checks that keys and tables are known.
[[nodiscard]] Config read_config(const std::string& path, std::vector<Problem>& problems);
[[nodiscard]] Config parse_config(std::string_view content, const std::string& path, std::vector<Problem>& problems);

}  // namespace worktell::cli
