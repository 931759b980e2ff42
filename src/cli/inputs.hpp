#pragma once
/// What commands that read activities share: options of the input, the files to read, what is told about them.

#include <string>
#include <vector>

#include "cli/command.hpp"
#include "input/stream.hpp"
#include "run/pipeline.hpp"

namespace worktell::cli {

[[nodiscard]] input::Options input_options_of(const Settings& settings);

/// The arguments as files; standard input without any. Fails with a hint where that is a terminal, or where a lone
/// argument is no file but text or a mistyped command.
[[nodiscard]] Result<std::vector<std::string>> files_of(const Session& session);

/// Several lines that say what an input was recognised as.
[[nodiscard]] std::string describe(const input::Stream& stream);

/// "comma", "tab", ... or the character in quotes.
[[nodiscard]] std::string delimiter_name(char delimiter);

/// Tells problems and notices on standard error, and what was recognised with -v.
[[nodiscard]] run::Listener usual_listener(const Session& session);

/// The exit code of a run, after telling what still has to be told: nothing read, records lost, interrupted.
[[nodiscard]] int finish_run(const Session& session, const run::Outcome& outcome);

}  // namespace worktell::cli
