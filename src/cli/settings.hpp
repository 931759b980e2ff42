#pragma once
/// What the options come to: flag before environment before config file before default, each with its origin.

#include <optional>

#include "base/result.hpp"
#include "cli/config.hpp"
#include "cli/options.hpp"

namespace worktell::cli {

enum class Source : std::uint8_t { flag, environment, config, fallback };

/// Where a value came from, ready to be shown: "--jobs", "WORKTELL_JOBS", "/home/me/.worktell.toml:3", "default".
struct Origin {
  Source source = Source::fallback;
  std::string text;
  Place where = {};            ///< for values from a config file
  std::string line_text = {};  ///< the same: the line
};

struct Setting {
  const OptionRow* row = nullptr;
  std::vector<std::string> values;  ///< empty: not set and without default; checked against the row's kind and choices
  Origin origin;
};

/// The resolved options of one command. Asking for an option that the command does not have gives the empty value.
class Settings {
 public:
  Settings() = default;
  Settings(Config config, std::vector<Setting> all) : all_(std::move(all)), config_(std::move(config)) {}

  [[nodiscard]] std::string text(std::string_view name) const;  ///< the last value, or empty
  [[nodiscard]] const std::vector<std::string>& list(std::string_view name) const;
  [[nodiscard]] bool flag(std::string_view name) const;
  [[nodiscard]] std::uint64_t count(std::string_view name) const;       ///< 0 when not set
  [[nodiscard]] std::int32_t thousandths(std::string_view name) const;  ///< of a fraction; 0 when not set
  [[nodiscard]] std::optional<char> letter(std::string_view name) const;
  [[nodiscard]] bool given(std::string_view name) const;     ///< set, and not by default
  [[nodiscard]] Origin origin(std::string_view name) const;  ///< for messages about the value
  [[nodiscard]] const std::vector<Setting>& all() const { return all_; }
  /// The config file that was read, with its tables; empty path: none.
  [[nodiscard]] const Config& config() const { return config_; }

 private:
  [[nodiscard]] const Setting* find(std::string_view name) const;
  std::vector<Setting> all_;
  Config config_;
};

/// Resolves and checks. `command`: the words of the command, for its table in the config file ("" is the default one).
/// Problems are collected: all that is wrong is told in one run.
[[nodiscard]] Settings resolve(const OptionTables& tables, std::string_view command, const Typed& typed, Config config,
                               std::vector<Problem>& problems);

}  // namespace worktell::cli
