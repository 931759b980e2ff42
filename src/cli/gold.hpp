#pragma once
/// Files of labelled texts: TSV or CSV with the columns `label` and `text`, and columns named like the pack's axes.

#include <functional>
#include <string>

#include "base/result.hpp"
#include "input/activity.hpp"
#include "rules/compiled.hpp"
#include "score/evaluation.hpp"

namespace worktell::cli {

/// What is called for each labelled text. The activity lives until the call returns.
using GoldTaker =
    std::function<void(const score::Gold& gold, const input::Batch& batch, const input::Activity& activity)>;

/// What could not be used of a file.
struct GoldTally {
  std::uint64_t used = 0;
  std::uint64_t lost = 0;  ///< rows without a usable label, and records that could not be read; each was told
};

/// Reads one file ("-": standard input); `id` names the column that becomes the activity's id; empty: the
/// one that is called so, where there is one. Where its name ends in .tsv, a row is a line and tabs are all that
/// separates: quotation marks are text. Everything else is read as the other commands do. `tell` gets a problem for
/// each row that is not used and for each axis value that is no pole's name or beginning; such an axis counts as not
/// named.
[[nodiscard]] Result<GoldTally> read_gold(const std::string& file, const rules::CompiledPack& pack,
                                          const GoldTaker& take, const std::function<void(const Problem&)>& tell,
                                          const std::string& id = {});

}  // namespace worktell::cli
