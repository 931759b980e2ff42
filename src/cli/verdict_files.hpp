#pragma once
/// Verdicts for commands that add them up: from exports, which are labelled first, and from verdict files of earlier
/// runs. Both take the same way, as lines of NDJSON.

#include <string>
#include <vector>

#include "audit/declared.hpp"
#include "cli/command.hpp"
#include "report/totals.hpp"
#include "run/pipeline.hpp"

namespace worktell::cli {

/// How declared values are judged: as `check` does it, with the same map and the same default for --min-confidence.
/// `pack` must outlive the judge.
[[nodiscard]] report::Judge judge_of(const Settings& settings, const rules::CompiledPack& pack, audit::DeclaredMap map);

/// Adds the verdicts of all files to `totals`. What can't be read is told and counted.
[[nodiscard]] run::Outcome read_verdicts(const Session& session, const rules::CompiledPack& pack,
                                         const std::vector<std::string>& files, report::Totals& totals);

}  // namespace worktell::cli
