#include "cli/config.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "cli/command.hpp"
#include "cli/parse.hpp"

namespace worktell::cli {

namespace {

namespace fs = std::filesystem;

std::string line_of(std::string_view content, std::uint64_t number) {
  while (number > 1 && !content.empty()) {
    content.remove_prefix(std::min(content.find('\n'), content.size() - 1) + 1);
    --number;
  }
  return std::string(content.substr(0, content.find('\n')));
}

/// Walks the tables of one file.
struct ConfigReader {
  std::string_view content;
  Config& config;
  std::vector<Problem>& problems;

  Place place_of(const toml::source_region& source) const {
    return {.file = config.path, .line = source.begin.line, .column = source.begin.column};
  }

  Problem at(const toml::source_region& source, std::string what) const {
    return {.where = place_of(source), .what = std::move(what), .line_text = line_of(content, source.begin.line)};
  }

  /// A scalar as one would type it.
  bool scalar(const toml::node& node, std::string& out) const {
    if (const auto* text = node.as_string()) return out = text->get(), true;
    if (const auto* flag = node.as_boolean()) return out = flag->get() ? "true" : "false", true;
    if (const auto* whole = node.as_integer()) return out = std::to_string(whole->get()), true;
    if (const auto* real = node.as_floating_point()) return out = fmt::format("{}", real->get()), true;
    return false;
  }

  void add(const std::string& table, const toml::key& key, const toml::node& node) {
    ConfigEntry entry{.table = table, .key = std::string(key.str()), .where = place_of(key.source())};
    entry.line_text = line_of(content, key.source().begin.line);
    std::string text;
    const auto* array = node.as_array();
    entry.array = array != nullptr;
    if (array == nullptr && scalar(node, text)) entry.values.push_back(text);
    for (std::size_t i = 0; array != nullptr && i < array->size(); ++i)
      if (scalar((*array)[i], text)) entry.values.push_back(text);
    if (entry.values.size() != (array == nullptr ? 1 : array->size())) {
      problems.push_back(at(
          node.source(), fmt::format("\"{}\" is neither text, number, true or false, nor a list of them", key.str())));
      return;
    }
    config.entries.push_back(std::move(entry));
  }

  void table(const std::string& name, const toml::table& rows) {
    for (const auto& [key, node] : rows) {
      const auto path = name.empty() ? std::string(key.str()) : name + " " + std::string(key.str());
      if (const auto* inner = node.as_table()) {
        table(path, *inner);
      } else {
        add(name, key, node);
      }
    }
  }
};

bool known_table(std::string_view table) {
  return table.empty() || table == "declared" || find_command(table) != nullptr;
}

std::vector<std::string> known_keys(std::string_view table) {
  std::vector<std::string> names;
  for (const auto* command : commands())
    if (table.empty() || command->name == table)
      for (const auto* row : rows_of(*command)) names.emplace_back(row->name);
  return names;
}

void check_entry(const ConfigEntry& entry, std::vector<Problem>& problems) {
  Problem problem{.where = entry.where, .line_text = entry.line_text};
  if (!known_table(entry.table)) {
    problem.what = fmt::format("unknown table \"{}\"", entry.table);
    problem.why = "tables are [declared], or named like a command";
  } else if (entry.table != "declared") {
    const auto names = known_keys(entry.table);
    if (std::find(names.begin(), names.end(), entry.key) != names.end()) return;
    problem.what = fmt::format("unknown key \"{}\"", entry.key);
    problem.caret_length = entry.key.size();
    const auto near = nearest(entry.key, names);
    if (!near.empty()) problem.why = fmt::format("did you mean \"{}\"?", near);
    problem.remedy = "Keys are the names of options without dashes: worktell --help";
  } else {
    return;
  }
  problems.push_back(std::move(problem));
}

Problem broken(const toml::parse_error& error, std::string_view content, const std::string& path) {
  return {.where = {.file = path, .line = error.source().begin.line, .column = error.source().begin.column},
          .what = "this is no valid TOML",
          .why = std::string(error.description()),
          .line_text = line_of(content, error.source().begin.line)};
}

}  // namespace

const ConfigEntry* Config::find(std::string_view table, std::string_view key) const {
  const auto fits = [&](const ConfigEntry& entry) { return entry.table == table && entry.key == key; };
  const auto found = std::find_if(entries.begin(), entries.end(), fits);
  return found == entries.end() ? nullptr : &*found;
}

std::string find_config(const std::string& folder) {
  std::error_code error;
  for (auto at = fs::absolute(folder, error).lexically_normal(); !error; at = at.parent_path()) {
    const auto candidate = at / ".worktell.toml";
    if (fs::is_regular_file(candidate, error)) return candidate.string();
    error.clear();
    if (at == at.parent_path()) break;
  }
  return {};
}

Config parse_config(std::string_view content, const std::string& path, std::vector<Problem>& problems) {
  Config config{.path = path, .folder = fs::path(path).parent_path().string(), .entries = {}};
  try {
    const auto root = toml::parse(content, path);
    ConfigReader{content, config, problems}.table("", root);
  } catch (const toml::parse_error& error) {
    problems.push_back(broken(error, content, path));
  }
  const auto earlier = [](const ConfigEntry& a, const ConfigEntry& b) { return a.where.line < b.where.line; };
  std::stable_sort(config.entries.begin(), config.entries.end(), earlier);
  for (const auto& entry : config.entries) check_entry(entry, problems);
  return config;
}

Config read_config(const std::string& path, std::vector<Problem>& problems) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  if (file) content << file.rdbuf();
  if (!file || fs::is_directory(path)) {
    problems.push_back(
        {.where = {.file = path},
         .what = "cannot read this config file",
         .remedy = "Check the path, or leave --config out: the nearest .worktell.toml is found by itself."});
    return {};
  }
  return parse_config(content.str(), path, problems);
}

}  // namespace worktell::cli
