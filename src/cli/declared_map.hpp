#pragma once
/// The map of declared values: the pack's, with the table [declared] of the config file in front.

#include "audit/declared.hpp"
#include "cli/settings.hpp"

namespace worktell::cli {

/// Keys of [declared] are labels of the pack; a key that is none is a problem.
[[nodiscard]] audit::DeclaredMap declared_map_of(const Settings& settings, const rules::CompiledPack& pack,
                                                 std::vector<Problem>& problems);

}  // namespace worktell::cli
