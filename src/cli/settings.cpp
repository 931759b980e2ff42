#include "cli/settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "cli/command.hpp"
#include "cli/parse.hpp"

namespace worktell::cli {

namespace {

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (true) {
    const auto end = std::min(text.find(separator), text.size());
    if (end > 0) parts.emplace_back(text.substr(0, end));
    if (end == text.size()) return parts;
    text.remove_prefix(end + 1);
  }
}

bool is_whole(std::string_view text) {
  return !text.empty() && text.size() < 10 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// "0.85" as 850; -1 where it is no fraction.
std::int32_t fraction_of(std::string_view text) {
  const auto dot = text.find('.');
  const auto whole = text.substr(0, dot);
  auto decimals = dot == std::string_view::npos ? std::string() : std::string(text.substr(dot + 1));
  if (decimals.size() > 3 || (whole != "0" && whole != "1" && !(whole.empty() && !decimals.empty()))) return -1;
  if (!decimals.empty() && !is_whole(decimals)) return -1;
  decimals.resize(3, '0');
  const auto value = (whole == "1" ? 1000 : 0) + std::atoi(decimals.c_str());
  return value <= 1000 ? value : -1;
}

bool is_flag_word(std::string_view text) {
  constexpr std::array words = {"true", "false", "1", "0", "yes", "no", "on", "off"};
  return std::find(words.begin(), words.end(), text) != words.end();
}

bool is_true(std::string_view text) {
  return text == "true" || text == "1" || text == "yes" || text == "on";
}

bool one_character(std::string_view text) {
  return text.size() == 1 || text == "tab" || text == "\\t";
}

std::string wanted_kind(const OptionRow& row, const std::string& value) {
  switch (row.kind) {
    case ValueKind::flag:
      return is_flag_word(value) ? "" : "true or false is wanted";
    case ValueKind::count:
      return is_whole(value) ? "" : "a whole number is wanted, such as 4";
    case ValueKind::fraction:
      return fraction_of(value) >= 0 ? "" : "a number from 0 to 1 is wanted, such as 0.8";
    case ValueKind::letter:
      return one_character(value) ? "" : "one character is wanted, or the word tab";
    default:
      return value.empty() ? "it is empty" : "";
  }
}

bool is_choice(const OptionRow& row, const std::string& value) {
  if (row.choices == nullptr) return true;
  const auto allowed = row.choices();
  return std::find(allowed.begin(), allowed.end(), value) != allowed.end();
}

std::string join(const std::vector<std::string>& words, std::string_view separator) {
  return fmt::format("{}", fmt::join(words, separator));
}

/// Some other command has an option of this name that takes this value: a config key or variable may mean that one.
bool meant_for_another(const OptionRow& row, const std::string& value) {
  for (const auto* command : commands())
    for (const auto* other : rows_of(*command))
      if (other->name == row.name && other != &row && wanted_kind(*other, value).empty() && is_choice(*other, value))
        return true;
  return false;
}

/// Resolves one command's options.
struct Resolver {
  const Config& config;
  std::string_view command;
  const Typed& typed;
  std::vector<Problem>& problems;

  Setting resolve(const OptionRow& row) {
    Setting setting{.row = &row, .values = {}, .origin = {}};
    const bool found =
        from_flag(setting) || from_environment(setting) || from_config(setting, command) || from_config(setting, "");
    if (!found) from_default(setting);
    return setting;
  }

  bool from_flag(Setting& setting) {
    const auto given = typed.find(setting.row->name);
    if (given == typed.end()) return false;
    for (const auto& value : given->second) take(setting, value, ',');
    setting.origin = {Source::flag, fmt::format("--{}", setting.row->name)};
    return keep(setting, true);
  }

  bool from_environment(Setting& setting) {
    const auto name = environment_name(setting.row->name);
    const char* value = std::getenv(name.c_str());
    if (value == nullptr || *value == '\0') return false;
    take(setting, value, setting.row->kind == ValueKind::paths ? ':' : ',');
    setting.origin = {Source::environment, name};
    return keep(setting, false);
  }

  bool from_config(Setting& setting, std::string_view table) {
    const auto* entry = config.find(table, setting.row->name);
    if (entry == nullptr) return false;
    setting.origin = {Source::config, to_string(entry->where), entry->where, entry->line_text};
    for (const auto& value : entry->values) setting.values.push_back(in_folder(*setting.row, value));
    if (entry->array && !is_repeatable(setting.row->kind)) {
      problems.push_back({.where = entry->where,
                          .what = fmt::format("\"{}\" takes one value, not a list", entry->key),
                          .line_text = entry->line_text,
                          .caret_length = entry->key.size()});
      return true;
    }
    return keep(setting, !table.empty());
  }

  static void from_default(Setting& setting) {
    setting.origin = {Source::fallback, "default"};
    setting.values.clear();
    if (!setting.row->fallback.empty()) setting.values.emplace_back(setting.row->fallback);
  }

  /// Paths in a config file are relative to it.
  std::string in_folder(const OptionRow& row, const std::string& value) const {
    if (row.kind != ValueKind::path && row.kind != ValueKind::paths) return value;
    return (std::filesystem::path(config.folder) / value).lexically_normal().string();
  }

  static void take(Setting& setting, std::string_view value, char separator) {
    const bool several =
        setting.row->kind == ValueKind::list || (setting.row->kind == ValueKind::paths && separator == ':');
    if (!several) return setting.values.emplace_back(value), void();
    for (auto& part : split(value, separator)) setting.values.push_back(std::move(part));
  }

  /// Checks the values. False: the value is another command's and the next source is to be asked.
  bool keep(Setting& setting, bool meant_here) {
    const auto& row = *setting.row;
    for (const auto& value : setting.values) {
      const auto wanted = wanted_kind(row, value);
      if (wanted.empty() && is_choice(row, value)) continue;
      if (!meant_here && meant_for_another(row, value)) return setting.values.clear(), false;
      problems.push_back(wrong(setting, value, wanted));
      setting.values.clear();
      return true;
    }
    return true;
  }

  Problem wrong(const Setting& setting, const std::string& value, const std::string& wanted) const {
    const auto& row = *setting.row;
    Problem problem{.where = setting.origin.where,
                    .what = fmt::format("{}: \"{}\" is not possible", name_of(setting), value),
                    .why = wanted};
    problem.line_text = setting.origin.line_text;
    problem.caret_length = row.name.size();
    if (!wanted.empty() || row.choices == nullptr) return problem;
    const auto allowed = row.choices();
    const auto near = nearest(value, allowed);
    if (!near.empty()) problem.why = fmt::format("did you mean \"{}\"?", near);
    problem.remedy = fmt::format("Possible: {}", join(allowed, ", "));
    return problem;
  }

  static std::string name_of(const Setting& setting) {
    return setting.origin.source == Source::config ? std::string(setting.row->name) : setting.origin.text;
  }
};

}  // namespace

const Setting* Settings::find(std::string_view name) const {
  const auto found = std::find_if(all_.begin(), all_.end(), [name](const Setting& s) { return s.row->name == name; });
  return found == all_.end() ? nullptr : &*found;
}

std::string Settings::text(std::string_view name) const {
  const auto* setting = find(name);
  return setting == nullptr || setting->values.empty() ? std::string() : setting->values.back();
}

const std::vector<std::string>& Settings::list(std::string_view name) const {
  static const std::vector<std::string> none;
  const auto* setting = find(name);
  return setting == nullptr ? none : setting->values;
}

bool Settings::flag(std::string_view name) const {
  return is_true(text(name));
}

std::uint64_t Settings::count(std::string_view name) const {
  const auto value = text(name);
  return is_whole(value) ? std::strtoull(value.c_str(), nullptr, 10) : 0;
}

std::int32_t Settings::thousandths(std::string_view name) const {
  return std::max(0, fraction_of(text(name)));
}

std::optional<char> Settings::letter(std::string_view name) const {
  const auto value = text(name);
  if (value.empty()) return std::nullopt;
  return value == "tab" || value == "\\t" ? '\t' : value[0];
}

bool Settings::given(std::string_view name) const {
  const auto* setting = find(name);
  return setting != nullptr && setting->origin.source != Source::fallback;
}

Origin Settings::origin(std::string_view name) const {
  const auto* setting = find(name);
  return setting == nullptr ? Origin{} : setting->origin;
}

Settings resolve(const OptionTables& tables, std::string_view command, const Typed& typed, Config config,
                 std::vector<Problem>& problems) {
  std::vector<Setting> all;
  Resolver resolver{config, command, typed, problems};
  const auto add = [&](OptionTable table) {
    for (const auto& row : table()) all.push_back(resolver.resolve(row));
  };
  for (const auto table : tables)
    if (table != nullptr) add(table);
  add(common_options);
  return {std::move(config), std::move(all)};
}

}  // namespace worktell::cli
