#pragma once
/// How far a margin can be trusted: confidence as a function of it.

#include <utility>
#include <vector>

#include "rules/compiled.hpp"

namespace worktell::score {

/// Confidence that a label is right by its margin, as few points as the curve needs. Margins never fall, confidence
/// rises from point to point.
struct Curve {
  std::vector<rules::CalibrationPoint> points;
};

/// A verdict whose truth is known: its margin in points, and whether its label is right.
using Judged = std::pair<double, bool>;

/// Isotonic regression (pool adjacent violators, Ayer et al. 1955) over bins of equal count. Empty for fewer than 20
/// verdicts: they tell nothing. No bin is taken for certain, however right it was.
[[nodiscard]] Curve isotonic(std::vector<Judged> judged);

}  // namespace worktell::score
