#include <fmt/format.h>

#include <algorithm>

#include "output/check_report.hpp"
#include "output/escape.hpp"

namespace worktell::output {

namespace {

constexpr std::size_t most_rows = 50;
constexpr std::size_t most_cells = 200;  // of a text

/// A code span, in which nothing is markup and no name is called. Fenced by more backticks than the text has in a row;
/// a bar would end the cell of a table even there.
std::string code(std::string_view text) {
  std::string inside;
  append_fitted(inside, text, most_cells);
  std::size_t longest = 0, here = 0;
  for (const char c : inside) longest = std::max(longest, here = c == '`' ? here + 1 : 0);
  const std::string fence(longest + 1, '`');
  std::string out = fence + ' ';
  for (const char c : inside) out += c == '|' ? "\\|" : std::string(1, c);
  return inside.empty() ? "" : out + ' ' + fence;
}

void append_matrix_table(std::string& out, const CheckReport& report) {
  out += "| filed as | ";
  for (std::size_t read = 0; read < 4; ++read) out += fmt::format("reads as {} | ", report.pack.label_name(read));
  out.back() = '\n';
  out += "| --- | ---: | ---: | ---: | ---: |\n";
  for (std::size_t filed = 0; filed < 4; ++filed) {
    const auto& row = report.totals.matrix[filed];
    if (row == std::array<std::uint64_t, 4>{}) continue;
    out += fmt::format("| {} | {} | {} | {} | {} |\n", report.pack.label_name(filed), grouped(row[0]), grouped(row[1]),
                       grouped(row[2]), grouped(row[3]));
  }
}

void append_findings(std::string& out, const CheckReport& report) {
  std::size_t told = 0, all = 0;
  for (const auto& finding : report.findings) {
    if (!counts(finding)) continue;
    if (all++ == 0)
      out += "\n| where | text | filed under | reads as | why | key |\n| --- | --- | --- | --- | --- | --- |\n";
    if (told == most_rows) continue;
    ++told;
    out += fmt::format("| {} | {} | {} | {} | {} | {} |\n", code(place_of(finding)), code(finding.text),
                       code(finding.declared), report.pack.label_name(static_cast<std::size_t>(finding.read)),
                       code(finding.reason), code(finding.key));
  }
  if (all > told) out += fmt::format("\nand {} more\n", grouped(all - told));
}

void append_unknown_list(std::string& out, const CheckReport& report) {
  const auto& unknown = report.totals.unknown;
  if (unknown.empty()) return;
  out += "\nNot compared, since the map of declared values does not know what they are filed under:\n\n";
  std::size_t told = 0;
  for (const auto& [value, number] : unknown)
    if (told++ < most_rows) out += fmt::format("- {}: {}\n", code(value), grouped(number));
}

}  // namespace

std::string markdown_check_text(const CheckReport& report) {
  std::string out = "### worktell check\n\n";
  out += fmt::format("**{}**: {}\n\n", gate_line(report), totals_line(report));
  append_matrix_table(out, report);
  append_findings(out, report);
  append_unknown_list(out, report);
  const auto stale = report.stale.size() + report.stale_waivers.size();
  if (stale > 0) out += fmt::format("\nStale in the baseline: {}\n", grouped(stale));
  if (!report.expired_waivers.empty())
    out += fmt::format("\nWaivers that are over: {}\n", grouped(report.expired_waivers.size()));
  return out;
}

}  // namespace worktell::output
