#pragma once
/// Every option of every command, as rows of tables. One row gives the flag (`--name`, and `-x` if it has a letter),
/// the environment variable (WORKTELL_NAME), the key of the config file, the help, the man page and the completions.
///
/// What a user typed (`Typed`) is kept apart from what it comes to (`Settings`, see settings.hpp).

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace worktell::cli {

enum class ValueKind : std::uint8_t {
  flag,      ///< on or off; `--no-NAME` turns it off again
  text,      ///< one word or name
  list,      ///< repeatable, and each value may be a comma list
  path,      ///< a file or folder; in a config file relative to that file
  paths,     ///< the same, repeatable; the environment variable separates them by ':'
  count,     ///< a whole number, 0 or more
  fraction,  ///< 0 to 1 with up to three decimals
  letter,    ///< one character; "tab" is one too
};

using Choices = std::vector<std::string> (*)();

struct OptionRow {
  std::string_view name;  ///< "input-format"
  char letter = 0;        ///< 'f' for -f; 0: none
  ValueKind kind = ValueKind::flag;
  std::string_view value;     ///< what stands for the value in the help: "FORMAT"
  std::string_view summary;   ///< one sentence without full stop
  std::string_view fallback;  ///< the default as one would type it; empty: none
  Choices choices = nullptr;  ///< the values allowed, where they are known
  std::string_view group;     ///< heading in the help
};

/// Tables are named by functions, so that rows may be built from other stages' tables.
using OptionTable = std::span<const OptionRow> (*)();
inline constexpr std::size_t most_tables = 8;
using OptionTables = std::array<OptionTable, most_tables>;  ///< unused entries are null

/// The choices of --format of commands that tell figures or a trace.
[[nodiscard]] std::vector<std::string> text_or_json();

[[nodiscard]] std::span<const OptionRow> input_options();   ///< what the input is: --text, --delimiter, ...
[[nodiscard]] std::span<const OptionRow> pack_options();    ///< --rules
[[nodiscard]] std::span<const OptionRow> output_options();  ///< --format, --fields, --only, ...
[[nodiscard]] std::span<const OptionRow> run_options();     ///< --jobs, --allow-empty
[[nodiscard]] std::span<const OptionRow> common_options();  ///< --color, --verbose, --help; every command has them

/// What the user typed, by option name, in the order typed. Flags hold "true" or "false".
using Typed = std::map<std::string, std::vector<std::string>, std::less<>>;

[[nodiscard]] std::string environment_name(std::string_view option);  ///< "input-format" -> "WORKTELL_INPUT_FORMAT"
[[nodiscard]] inline bool is_repeatable(ValueKind kind) {
  return kind == ValueKind::list || kind == ValueKind::paths;
}

}  // namespace worktell::cli
