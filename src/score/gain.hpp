#pragma once
/// Whether one way of labelling is better than another, or merely lucky.

#include <cstdint>
#include <span>

namespace worktell::score {

/// A text labelled both ways. Texts of one group (a source, an occupation) are near each other, so that a group counts
/// as one draw.
struct Pair {
  std::uint32_t group = 0;
  bool right_before = false;
  bool right_after = false;
};

/// Shares of the texts, from -1 to 1.
struct Interval {
  double low = 0;
  double high = 0;
  [[nodiscard]] bool holds_zero() const { return low <= 0 && high >= 0; }
};

/// The 95% interval of the difference in accuracy (after less before): percentiles of a paired bootstrap over groups
/// (Efron 1979), 2,000 draws with a fixed seed, the same on every machine. With fewer than two groups nothing is known:
/// -1 to 1. Cost: O(draws x groups).
[[nodiscard]] Interval gain_interval(std::span<const Pair> pairs);

}  // namespace worktell::score
