#pragma once
/// Verdicts for commands that add them up: from exports, which are labelled first, and from verdict files of earlier
/// runs. Both take the same way, as lines of NDJSON.

#include <string>
#include <vector>

#include "cli/command.hpp"
#include "report/totals.hpp"
#include "run/pipeline.hpp"

namespace worktell::cli {

/// How the pack and the settings judge declared values.
[[nodiscard]] report::Judge judge_of(const Session& session, const rules::CompiledPack& pack);

/// Adds the verdicts of all files to `totals`. What can't be read is told and counted.
[[nodiscard]] run::Outcome read_verdicts(const Session& session, const rules::CompiledPack& pack,
                                         const std::vector<std::string>& files, report::Totals& totals);

}  // namespace worktell::cli
