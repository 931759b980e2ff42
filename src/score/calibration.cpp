#include "score/calibration.hpp"

#include <algorithm>
#include <cmath>

namespace worktell::score {
namespace {

constexpr std::size_t least = 20;      // verdicts that a bin, and so a curve, needs
constexpr std::size_t most_bins = 24;  // about

struct Pool {
  double right, count, low, high;
  [[nodiscard]] double share() const { return right / count; }
};

Pool pool_of(const std::vector<Judged>& judged, std::size_t begin, std::size_t end) {
  Pool pool{1, 2, judged[begin].first, judged[end - 1].first};  // one right of two: no bin is certain
  for (std::size_t i = begin; i < end; ++i) pool.right += judged[i].second ? 1 : 0, pool.count += 1;
  return pool;
}

void merge_violators(std::vector<Pool>& pools) {
  while (pools.size() > 1 && pools[pools.size() - 2].share() >= pools.back().share()) {
    const Pool last = pools.back();
    pools.pop_back();
    Pool& before = pools.back();
    before = {before.right + last.right, before.count + last.count, before.low, last.high};
  }
}

}  // namespace

Curve isotonic(std::vector<Judged> judged) {
  Curve curve;
  if (judged.size() < least) return curve;
  std::stable_sort(judged.begin(), judged.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Pool> pools;
  const std::size_t width = std::max(least, judged.size() / most_bins);
  for (std::size_t at = 0; at < judged.size(); at += width) {
    pools.push_back(pool_of(judged, at, std::min(judged.size(), at + width)));
    merge_violators(pools);
  }
  for (const auto& pool : pools)
    curve.points.push_back({static_cast<rules::Points>(std::lround((pool.low + pool.high) * 50)),
                            static_cast<std::int32_t>(std::lround(1000 * pool.share()))});
  return curve;
}

}  // namespace worktell::score
