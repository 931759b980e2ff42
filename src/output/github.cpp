#include <fmt/format.h>

#include <algorithm>

#include "output/check_report.hpp"
#include "output/escape.hpp"

namespace worktell::output {

namespace {

/// GitHub shows so many annotations of a level for a step, and keeps quiet about the rest.
constexpr std::size_t most_of_level = 10;

/// Workflow commands end at a line end, and their properties at ':' and ','.
std::string command_text(std::string_view text, bool property) {
  std::string out;
  for (const char c : shown(text)) {
    if (c == '%' || (property && (c == ':' || c == ','))) {
      out += c == '%' ? "%25" : c == ':' ? "%3A" : "%2C";
    } else {
      out += c;
    }
  }
  return out;
}

std::string annotation(const CheckReport& report, const audit::Finding& finding, std::string_view level) {
  auto out = fmt::format("::{} ", level);
  if (finding.file != "-") out += fmt::format("file={},", command_text(finding.file, true));
  if (finding.line > 0) out += fmt::format("line={},", finding.line);
  if (finding.column > 0) out += fmt::format("col={},", finding.column);
  out += fmt::format("title={}::", command_text(rule_of(report.pack, finding), true));
  out += command_text(fmt::format("{}: {}", headline(report.pack, finding), finding.reason), false);
  return out + fmt::format(" [{}]\n", finding.key);
}

struct Level {
  std::string_view name;
  std::vector<const audit::Finding*> findings = {};
};

void append_level(std::string& out, const CheckReport& report, const Level& level) {
  const auto number = level.findings.size();
  const auto told = number <= most_of_level ? number : most_of_level - 1;
  for (std::size_t i = 0; i < told; ++i) out += annotation(report, *level.findings[i], level.name);
  if (number > told)
    out += fmt::format("::{} title=worktell check::and {} more: run worktell check for the whole list\n", level.name,
                       grouped(number - told));
}

}  // namespace

std::string github_text(const CheckReport& report) {
  Level errors{.name = "error"}, warnings{.name = "warning"};
  for (const auto& finding : report.findings)
    if (counts(finding)) (report.failures.empty() ? warnings : errors).findings.push_back(&finding);
  std::string out;
  append_level(out, report, errors);
  append_level(out, report, warnings);
  const auto entries = report.stale.size() + report.stale_waivers.size();
  if (entries > 0) out += fmt::format("::notice title=worktell check::{} stale in the baseline\n", grouped(entries));
  if (!report.expired_waivers.empty())
    out += fmt::format("::notice title=worktell check::{} expired in the baseline\n",
                       grouped(report.expired_waivers.size()));
  out += fmt::format("::notice title=worktell check::{}; {}\n", command_text(totals_line(report), false),
                     command_text(gate_line(report), false));
  return out;
}

}  // namespace worktell::output
