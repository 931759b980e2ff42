#pragma once
/// Another program, started without a shell, so that no argument is taken for anything but itself.

#include <string>
#include <vector>

#include "base/result.hpp"

namespace worktell::run {

struct Finished {
  int code = 0;        ///< as exit gives it; 128 + the signal that ended it
  std::string output;  ///< standard output
  std::string errors;  ///< standard error
};

/// Runs `words[0]`, found on PATH, to its end, with nothing on its standard input. Fails only where it cannot be
/// started or listened to; what it makes of its work is in the code.
[[nodiscard]] Result<Finished> run_child(const std::vector<std::string>& words);

}  // namespace worktell::run
