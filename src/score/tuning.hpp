#pragma once
/// Refitting a pack's weights on labelled texts.
///
/// Method: the weights are those that make the labels of the texts most likely when the four scores of the pack (two
/// sides, both, other work) are read as logits of a multinomial logistic model, less a penalty for leaving the author's
/// points: maximum a posteriori estimation with a Gaussian prior around them (Berger et al. 1996; Chen and Rosenfeld
/// 2000). The scores are exactly those of `decide` (shares by rank, factors, clauses), so the gradient is taken through
/// the ranks as they stand. Weights keep the author's sign. Descent is by Adam (Kingma and Ba 2015) in a fixed order
/// with fixed seeds: the same texts and pack give the same weights.
///
/// Gain is measured by cross-validation over groups (sources, occupations), never rows, and is to be claimed only if
/// its 95% interval (a paired bootstrap over the same groups) leaves zero out.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/compiled.hpp"
#include "score/calibration.hpp"
#include "score/gain.hpp"
#include "score/verdict.hpp"

namespace worktell::score {

/// One labelled text, as its evidence. Made once; fitting never looks at the text again.
struct Sample {
  Label label = Label::none;
  std::uint32_t group = 0;         ///< texts of one group are never split between fitting and measuring
  float weight = 1;                ///< how much it counts in fitting
  bool measured = true;            ///< false: only for fitting
  std::vector<Evidence> evidence;  ///< as `Labeller` gives it
  std::optional<Label> today;      ///< how it is labelled before the refit; empty: by the weights that `tune` is given
};

struct TuneOptions {
  int rounds = 40;         ///< passes over the texts
  double step = 0.02;      ///< of the first round, in points; falls to a tenth
  double spread = 0.6;     ///< standard deviation of the prior around the author's points, in points
  double sharpness = 1.0;  ///< logits per point
  int folds = 5;
  std::size_t jobs = 1;  ///< threads; the result does not depend on them
};

struct Accuracy {
  double before = 0;    ///< share of measured texts labelled right with the weights as they are
  double after = 0;     ///< cross-validated: each text labelled by weights fitted without its group
  double interval = 0;  ///< half the 95% interval of after - before, as if texts were independent
  Interval gain;        ///< the 95% interval of after - before, by groups
  std::size_t texts = 0;
  std::size_t groups = 0;  ///< of the measured texts
  /// Is the gain more than chance?
  [[nodiscard]] bool claimed() const { return gain.low > 0; }
};

struct Tuned {
  std::vector<Points> weights;  ///< per rule
  Points base = 0;
  Points both_base = 0;
  Accuracy accuracy;
  Curve curves[4];
  std::vector<Label> validated;  ///< cross-validated label of each sample
};

/// Fits all rules that fire in the samples, once for each fold without its groups and once on everything. The pack's
/// weights are the author's: where the fit starts and what it is held near. Cost: O(rounds x folds x evidence).
[[nodiscard]] Tuned tune(const rules::CompiledPack& pack, const std::vector<Sample>& samples,
                         const TuneOptions& options);

/// Which fold measures the texts of a group.
[[nodiscard]] std::uint32_t fold_of(std::uint32_t group, int folds);

/// The group of a gold text by its id: what stands before its last dash, else its letters and its number by twenties.
[[nodiscard]] std::string group_of(std::string_view id);

}  // namespace worktell::score
