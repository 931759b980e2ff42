#pragma once
/// A command is a row of the table in commands.cpp: the row drives parsing, help, the man page, completions, listing,
/// and the suggestions for mistyped words. To add a command: write `src/cli/NAME.cpp` with its `const Command NAME`,
/// declare it in commands.hpp and add it to the table.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "cli/options.hpp"
#include "cli/settings.hpp"
#include "rules/compiled.hpp"

namespace worktell::cli {

/// Exit codes of every command.
inline constexpr int exit_done = 0;
inline constexpr int exit_gate = 1;   ///< only `check`: the gate failed
inline constexpr int exit_error = 2;  ///< usage, rule or input error, or a partial read

class Session;

struct Command {
  std::string_view name;       ///< the words typed: "explain", "rules lint"; "" is the default command
  std::string_view summary;    ///< one line
  std::string_view arguments;  ///< as shown in the usage line: "FILE..."
  std::size_t least = 0;       ///< arguments wanted
  std::size_t most = 0;
  OptionTables options = {};  ///< without the common ones, which all commands have
  std::string_view details;   ///< paragraphs for the help and the man page; examples indented by two spaces
  int (*run)(Session& session) = nullptr;  ///< returns the exit code
};

inline constexpr std::size_t any_number = static_cast<std::size_t>(-1);

[[nodiscard]] std::span<const Command* const> commands();
/// The command of these words, or null.
[[nodiscard]] const Command* find_command(std::string_view words);

/// One run of the program: what a command gets to work with.
class Session {
 public:
  Session(const Command& command, Settings settings, std::vector<std::string> arguments);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session();

  [[nodiscard]] const Command& command() const { return command_; }
  [[nodiscard]] const Settings& settings() const { return settings_; }
  [[nodiscard]] const std::vector<std::string>& arguments() const { return arguments_; }

  /// The built-in pack, or it with those of --rules; null after its problems were told (exit with `exit_error`).
  [[nodiscard]] const rules::CompiledPack* pack();

  /// Writes `text` to standard output. False when that failed: a closed pipe is quiet, everything else has been told.
  bool print(std::string_view text);
  /// `exit_done` unless standard output failed for another reason than a closed pipe.
  [[nodiscard]] int output_status() const { return output_failed_ ? exit_error : exit_done; }

  /// Tell a problem on standard error: "worktell: " and the rendered problem.
  static void tell(const Problem& problem);
  /// A line on standard error that is no problem ("worktell: " is put before it).
  static void note(std::string_view text);
  [[nodiscard]] bool verbose() const { return settings_.flag("verbose"); }

  /// Colour and width of standard output, by --color, NO_COLOR, TERM and COLUMNS.
  [[nodiscard]] bool color() const;
  [[nodiscard]] static bool terminal_output();
  [[nodiscard]] static std::size_t width();

 private:
  const Command& command_;
  Settings settings_;
  std::vector<std::string> arguments_;
  std::unique_ptr<rules::CompiledPack> pack_;
  bool output_failed_ = false;
  bool output_closed_ = false;
};

/// The whole program. Returns the exit code.
int run_program(int argc, const char* const* argv);

}  // namespace worktell::cli
