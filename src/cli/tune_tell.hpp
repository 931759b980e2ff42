#pragma once
/// A refit, told to people, as data, or as the file of weights that it gives.

#include <string>
#include <vector>

#include "output/look.hpp"
#include "rules/compiled.hpp"
#include "score/tuning.hpp"

namespace worktell::cli {

/// What there is to tell. All three packs' numbers are of the same rules.
struct Refit {
  const rules::CompiledPack& author;  ///< the pack with its authors' points
  const rules::CompiledPack& today;   ///< the pack as it is
  const score::Tuned& tuned;
  int folds = 0;
  std::string written;  ///< the file that was written; empty: none
  bool added = false;   ///< the pack is added to another, whose weights it has to override
};

/// A rule whose points change.
struct WeightChange {
  std::size_t rule = 0;
  rules::Points before = 0;
  rules::Points after = 0;
};

/// The rules whose points change, the largest change first; the order of the pack otherwise.
[[nodiscard]] std::vector<WeightChange> weight_changes(const Refit& refit);

/// The figures, and with `with_rules` a line a rule whose points change.
[[nodiscard]] std::string refit_text(const Refit& refit, bool with_rules, const output::Look& look);
[[nodiscard]] std::string refit_json(const Refit& refit);

/// The file: [weights] of the rules that differ from their authors' points, [score] and [calibration]. Curves without
/// points are left out, so that those of the pack hold.
[[nodiscard]] std::string refit_weights(const Refit& refit);

}  // namespace worktell::cli
