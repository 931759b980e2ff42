#include <fmt/format.h>

#include "output/check_report.hpp"
#include "output/escape.hpp"
#include "text/utf8.hpp"

namespace worktell::output {

namespace {

constexpr std::size_t name_cells = 80;

/// Text or an attribute's value. Characters that XML 1.0 has no place for are shown.
std::string xml(std::string_view text) {
  const auto harmless = shown(text);
  std::string out;
  for (std::size_t at = 0; at < harmless.size();) {
    const auto point = text::decode(harmless, at);
    const auto c = point.value;
    if (c == U'&' || c == U'<' || c == U'>' || c == U'"' || c == U'\'' || c == 0xFFFE || c == 0xFFFF) {
      out += c > 0xFF ? "?" : fmt::format("&#{};", static_cast<std::uint32_t>(c));
    } else {
      out.append(harmless, at, point.size);
    }
    at += point.size;
  }
  return out;
}

std::string name_of(const audit::Finding& finding) {
  std::string text;
  append_fitted(text, finding.text, name_cells);
  return fmt::format("row {}: {}", finding.row, text);
}

void append_case(std::string& out, const CheckReport& report, const audit::Finding& finding) {
  const auto rule = rule_of(report.pack, finding);
  out += fmt::format("    <testcase classname=\"{}\" name=\"{}\">\n", xml(finding.file), xml(name_of(finding)));
  if (!counts(finding)) {
    out += fmt::format("      <skipped message=\"{}\"/>\n",
                       xml(finding.note.empty() ? "stands in the baseline" : finding.note));
  } else {
    out += fmt::format("      <failure type=\"{}\" message=\"{}\">", xml(rule), xml(headline(report.pack, finding)));
    out += xml(fmt::format("{}: {} [{}]", place_of(finding), finding.reason, finding.key)) + "</failure>\n";
  }
  out += "    </testcase>\n";
}

}  // namespace

std::string junit_text(const CheckReport& report) {
  std::size_t failed = 0, skipped = 0;
  for (const auto& finding : report.findings) ++(counts(finding) ? failed : skipped);
  // The gate is a case too: a run without a mismatch has one that passes, and a gate that lets some pass is seen.
  const bool gate_fails = !report.failures.empty() || !report.complete;
  const auto tests = report.findings.size() + 1;
  const auto counters = fmt::format("tests=\"{}\" failures=\"{}\" errors=\"0\"", tests, failed + (gate_fails ? 1 : 0));
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  out += fmt::format("<testsuites name=\"worktell check\" {}>\n", counters);
  out += fmt::format("  <testsuite name=\"worktell check\" {} skipped=\"{}\">\n", counters, skipped);
  out += "    <testcase classname=\"worktell check\" name=\"gate\">\n";
  if (gate_fails) out += fmt::format("      <failure type=\"gate\" message=\"{}\"/>\n", xml(gate_line(report)));
  out += fmt::format("      <system-out>{}</system-out>\n    </testcase>\n", xml(totals_line(report)));
  for (const auto& finding : report.findings) append_case(out, report, finding);
  return out + "  </testsuite>\n</testsuites>\n";
}

}  // namespace worktell::output
