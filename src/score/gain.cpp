#include "score/gain.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <vector>

namespace worktell::score {
namespace {

constexpr std::size_t draws = 2000;
constexpr std::size_t cut = draws / 40;  // 2.5% at either end

struct Group {
  std::int64_t gained = 0;
  std::int64_t texts = 0;
};

std::vector<Group> groups_of(std::span<const Pair> pairs) {
  std::map<std::uint32_t, Group> by_number;
  for (const auto& pair : pairs) {
    auto& group = by_number[pair.group];
    group.gained += (pair.right_after ? 1 : 0) - (pair.right_before ? 1 : 0);
    ++group.texts;
  }
  std::vector<Group> groups;
  for (const auto& [number, group] : by_number) groups.push_back(group);
  return groups;
}

}  // namespace

// The draws use the generator's own numbers: what the standard leaves to the library differs from one to the next.
Interval gain_interval(std::span<const Pair> pairs) {
  const auto groups = groups_of(pairs);
  if (groups.size() < 2) return {-1, 1};
  std::mt19937 random(20261123);
  std::vector<double> gains(draws);
  for (double& gain : gains) {
    Group sum;
    for (std::size_t i = 0; i < groups.size(); ++i) {
      const Group& drawn = groups[random() % groups.size()];
      sum.gained += drawn.gained;
      sum.texts += drawn.texts;
    }
    gain = static_cast<double>(sum.gained) / static_cast<double>(sum.texts);
  }
  std::sort(gains.begin(), gains.end());
  return {gains[cut], gains[draws - 1 - cut]};
}

}  // namespace worktell::score
