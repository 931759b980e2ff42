#include "input/notices.hpp"

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
  const auto at = problem.what.find("{}");
  if (at == std::string::npos) return problem;
  problem.what.replace(at, 2, std::to_string(report.count));
  for (const std::string_view many : {" rows", " sheets"}) {
    const auto word = problem.what.find(many, at);
    if (report.count == 1 && word != std::string::npos) problem.what.erase(word + many.size() - 1, 1);
  }
  return problem;
}

Problem problem_with(const std::string& file, std::string what, std::string why, std::string remedy) {
  Problem problem;
  problem.where.file = file;
  problem.what = std::move(what);
  problem.why = std::move(why);
  problem.remedy = std::move(remedy);
  return problem;
}

Report notice(Place where, std::string what, std::uint64_t count, std::string remedy) {
  Report report;
  report.problem.where = std::move(where);
  report.problem.what = std::move(what);
  report.problem.remedy = std::move(remedy);
  report.records_lost = 0;
  report.count = count;
  return report;
}

Report lost(Place where, std::string what, std::string why, std::string remedy) {
  Report report = notice(std::move(where), std::move(what), 1, std::move(remedy));
  report.problem.why = std::move(why);
  report.records_lost = 1;
  return report;
}

}  // namespace worktell::input
