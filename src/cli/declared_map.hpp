#pragma once
/// How filings are judged by the settings: the map of declared values (the pack's, with the table [declared] of the
/// config file in front) and the confidence that an alarm needs.

#include "audit/declared.hpp"
#include "cli/settings.hpp"

namespace worktell::cli {

/// Keys of [declared] are labels of the pack; a key that is none is a problem.
[[nodiscard]] audit::DeclaredMap declared_map_of(const Settings& settings, const rules::CompiledPack& pack,
                                                 std::vector<Problem>& problems);

/// How surely a filing must be contradicted to be told, in thousandths: --min-confidence, else what the pack says.
[[nodiscard]] std::int32_t alarm_confidence_of(const Settings& settings, const rules::CompiledPack& pack);

}  // namespace worktell::cli
