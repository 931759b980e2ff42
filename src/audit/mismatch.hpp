#pragma once
/// When a verdict contradicts what an activity is filed under, and how surely.

#include <array>
#include <cstdint>

#include "rules/compiled.hpp"
#include "score/verdict.hpp"

namespace worktell::audit {

/// How surely a verdict contradicts the label that an activity is filed under, in thousandths; 0: it does not.
///
/// A verdict's own confidence weighs its label against all others, and is low where work of one side might be no work
/// of either; that says nothing about the filing. So the two labels concerned are compared alone, by points that
/// `explain` prints:
///
///     (read - filed) / (read + filed + 1 point)
///
/// `read` is what speaks for the verdict's label, `filed` what speaks for the declared one. Doubt speaks for the
/// filing: what other work has before any evidence counts where the activity is filed as other work, and not where it
/// reads as such, so that a text which says nothing contradicts nothing. The label for both sides never contradicts.
/// `scores` are the verdict's, by label.
[[nodiscard]] std::int32_t contradiction(const rules::CompiledPack& pack, score::Label read,
                                         const std::array<score::Points, 4>& scores, score::Label filed);
[[nodiscard]] std::int32_t contradiction(const rules::CompiledPack& pack, const score::Verdict& verdict,
                                         score::Label filed);

}  // namespace worktell::audit
