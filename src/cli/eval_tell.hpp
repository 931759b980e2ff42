#pragma once
/// The figures of an evaluation, told to people or as data.

#include <string>
#include <vector>

#include "output/look.hpp"
#include "rules/compiled.hpp"
#include "score/evaluation.hpp"

namespace worktell::cli {

/// One file's figures, or those of all files together.
struct Evaluated {
  std::string name;
  score::Evaluation evaluation;
};

[[nodiscard]] std::string evaluation_text(const rules::CompiledPack& pack, const Evaluated& evaluated,
                                          const output::Look& look);

/// A row a rule: id, poles, fires, right, wrong; those that are most often wrong first, those that never fired last.
[[nodiscard]] std::string rules_table_text(const rules::CompiledPack& pack, const score::Evaluation& evaluation);

/// One object with `files`, `all`, and with `with_rules` also `rules`. Shares are numbers from 0 to 1 or null.
[[nodiscard]] std::string evaluation_json(const rules::CompiledPack& pack, const std::vector<Evaluated>& files,
                                          const score::Evaluation& all, bool with_rules);

}  // namespace worktell::cli
