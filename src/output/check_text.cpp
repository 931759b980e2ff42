#include <fmt/format.h>

#include "output/check_report.hpp"
#include "output/escape.hpp"
#include "output/look.hpp"

namespace worktell::output {

namespace {

constexpr std::size_t most_unknown = 20;

void append_finding(std::string& out, const CheckReport& report, const audit::Finding& finding, const Look& look) {
  out += look.bold();
  append_shown(out, place_of(finding));
  out += look.plain();
  out += ": ";
  out += look.label(finding.read);
  append_shown(out, headline(report.pack, finding));
  out += look.plain();
  out += ": ";
  append_shown(out, finding.reason);
  out += look.faint();
  out += " (";
  append_thousandths(out, finding.confidence);
  out += fmt::format(") [{}]", finding.key);
  out += look.plain();
  if (finding.status == audit::Status::expired) append_shown(out += "; its waiver is over: ", finding.note);
  out += '\n';
}

/// The declared values that the map does not know.
void append_unknown_text(std::string& out, const CheckReport& report) {
  const auto& unknown = report.totals.unknown;
  if (unknown.empty()) return;
  out += fmt::format("not compared: {} filed under a value that [declared] does not know: ",
                     grouped(report.totals.unknown_activities()));
  std::size_t told = 0;
  for (const auto& [value, number] : unknown) {
    if (told == most_unknown) break;
    if (told++ > 0) out += ", ";
    append_shown(out += '"', value);
    out += fmt::format("\" ({})", grouped(number));
  }
  if (unknown.size() > told) out += fmt::format(", and {} more", grouped(unknown.size() - told));
  out += '\n';
}

void append_baseline(std::string& out, const CheckReport& report) {
  for (const auto* entry : report.stale) {
    append_shown(out, to_string(entry->where));
    out += fmt::format(": stale: nothing has the key {} any more: ", entry->key);
    append_shown(out, entry->text);
    out += '\n';
  }
  for (const auto* waiver : report.stale_waivers) {
    append_shown(out, to_string(waiver->where));
    out += fmt::format(": stale: this waiver of {} has nothing to waive any more: ", shown(waiver->author));
    append_shown(out, waiver->reason);
    out += '\n';
  }
  for (const auto* waiver : report.expired_waivers) {
    append_shown(out, to_string(waiver->where));
    out += fmt::format(": expired: this waiver of {} held until {}: ", shown(waiver->author), waiver->expires);
    append_shown(out, waiver->reason);
    out += '\n';
  }
}

}  // namespace

std::string check_text(const CheckReport& report) {
  const Look look(report.color);
  std::string out;
  for (const auto& finding : report.findings)
    if (counts(finding)) append_finding(out, report, finding, look);
  append_baseline(out, report);
  append_unknown_text(out, report);
  if (report.totals.undeclared > 0)
    out += fmt::format("not compared: {} filed under nothing\n", grouped(report.totals.undeclared));
  if (report.totals.passed_over > 0)
    out += fmt::format("not checked: {} that did not change\n", grouped(report.totals.passed_over));
  out += totals_line(report) + '\n';
  if (!report.failures.empty() || !report.complete) out += gate_line(report) + '\n';
  return out;
}

}  // namespace worktell::output
