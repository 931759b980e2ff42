#pragma once
/// From the words of a command line to a command, what was typed, and the arguments. The only place that knows CLI11.

#include "base/result.hpp"
#include "cli/command.hpp"

namespace worktell::cli {

struct Parsed {
  const Command* command = nullptr;
  Typed typed;
  std::vector<std::string> arguments;
};

/// `words`: argv without the program's name. Problems name the command's help as remedy.
[[nodiscard]] Result<Parsed> parse_words(std::vector<std::string> words);

/// The rows of a command, the common ones included.
[[nodiscard]] std::vector<const OptionRow*> rows_of(const Command& command);

/// A word that is neither command nor file: what it may have been meant to be. Empty `what`: nothing comes to mind.
[[nodiscard]] Problem explain_argument(const std::string& word, const std::string& command);

}  // namespace worktell::cli
