#include "input/notices.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace worktell::input {

void add_report(std::vector<Report>& all, Report report) {
  const auto same = [&report](const Report& other) {
    return other.records_lost == 0 && other.problem.what == report.problem.what;
  };
  const auto known = report.records_lost == 0 ? std::find_if(all.begin(), all.end(), same) : all.end();
  if (known == all.end()) {
    all.push_back(std::move(report));
  } else {
    known->count += report.count;
  }
}

Problem shown(const Report& report) {
  Problem problem = report.problem;
  if (const auto at = problem.what.find("{}"); at != std::string::npos)
    problem.what.replace(at, 2, std::to_string(report.count));
  return problem;
}

Report notice(Place where, std::string what, std::uint64_t count, std::string remedy) {
  return {.problem = {.where = std::move(where), .what = std::move(what), .remedy = std::move(remedy)},
          .records_lost = 0,
          .count = count};
}

Report lost(Place where, std::string what, std::string why, std::string remedy) {
  return {.problem = {.where = std::move(where),
                      .what = std::move(what),
                      .why = std::move(why),
                      .remedy = std::move(remedy)},
          .records_lost = 1,
          .count = 1};
}

}  // namespace worktell::input
