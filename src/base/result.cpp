#include "base/result.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace worktell {

std::string to_string(const Place& place) {
  if (place.file.empty()) return {};
  std::string text = place.file == "-" ? "standard input" : place.file;
  if (place.line > 0) text += fmt::format(":{}", place.line);
  if (place.line > 0 && place.column > 0) text += fmt::format(":{}", place.column);
  if (place.row > 0) text += fmt::format(" (record {})", place.row);
  return text;
}

namespace {

std::string caret_line(const Problem& problem) {
  std::string pad;
  for (std::uint64_t i = 1; i < problem.where.column; ++i) pad += ' ';
  return pad + std::string(std::max<std::uint64_t>(1, problem.caret_length), '^');
}

}  // namespace

std::string render(const Problem& problem) {
  std::string text;
  if (const auto place = to_string(problem.where); !place.empty()) text = place + ": ";
  text += problem.what;
  if (!problem.why.empty()) text += ": " + problem.why;
  if (!problem.line_text.empty()) text += "\n  " + problem.line_text + "\n  " + caret_line(problem);
  if (!problem.remedy.empty()) text += "\n  " + problem.remedy;
  return text;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) cost[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) cost[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
    }
  }
  return cost[a.size()][b.size()];
}

}  // namespace worktell
