#include "output/check_report.hpp"

#include <fmt/format.h>

#include <array>

#include "output/escape.hpp"

namespace worktell::output {

namespace {

// One row a format.
constexpr std::array check_format_table = {
    CheckFormat{"text", "a line a mismatch with its place and reason, and the totals", check_text},
    CheckFormat{"github", "annotations of a workflow", github_text},
    CheckFormat{"sarif", "SARIF 2.1.0", sarif_text},
    CheckFormat{"junit", "JUnit's XML", junit_text},
    CheckFormat{"markdown", "a summary for a pull request", markdown_check_text},
    CheckFormat{"json", "an object with the mismatches and the totals", nullptr},
    CheckFormat{"ndjson", "an object a mismatch, one a line", nullptr},
};

std::string counted(std::uint64_t number, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", grouped(number), number == 1 ? one : many);
}

void append_field(std::string& out, std::string_view name, std::uint64_t number) {
  append_json(out += ',', name);
  append_number(out += ':', number);
}

void append_matrix(std::string& out, const CheckReport& report) {
  for (std::size_t filed = 0; filed < 4; ++filed) {
    append_json(out += filed == 0 ? '{' : ',', report.pack.label_name(filed));
    out += ':';
    for (std::size_t read = 0; read < 4; ++read) {
      append_json(out += read == 0 ? '{' : ',', report.pack.label_name(read));
      append_number(out += ':', report.totals.matrix[filed][read]);
    }
    out += '}';
  }
  out += '}';
}

void append_unknown(std::string& out, const CheckReport& report) {
  char before = '{';
  for (const auto& [value, number] : report.totals.unknown) {
    append_json(out += before, value);
    append_number(out += ':', number);
    before = ',';
  }
  out += before == '{' ? "{}" : "}";
}

}  // namespace

std::span<const CheckFormat> check_formats() {
  return check_format_table;
}

std::string rule_of(const rules::CompiledPack& pack, const audit::Finding& finding) {
  if (finding.kind == audit::Kind::mixed) return "mixed";
  if (finding.kind == audit::Kind::unclear) return "unclear";
  return fmt::format("{}-filed-as-{}", pack.label_name(static_cast<std::size_t>(finding.read)),
                     pack.label_name(static_cast<std::size_t>(finding.filed)));
}

std::string headline(const rules::CompiledPack& pack, const audit::Finding& finding) {
  const auto read = pack.label_name(static_cast<std::size_t>(finding.read));
  if (finding.declared.empty()) return fmt::format("filed under nothing, reads as {}", read);
  const auto filed = pack.label_name(static_cast<std::size_t>(finding.filed));
  const auto means = audit::Kind::mismatch == finding.kind ? fmt::format(" ({})", filed) : std::string();
  const auto unsure = audit::Kind::unclear == finding.kind ? ", but unclearly" : "";
  return fmt::format("filed under \"{}\"{}, reads as {}{}", finding.declared, means, read, unsure);
}

std::string_view status_name(audit::Status status) {
  constexpr std::string_view names[] = {"open", "accepted", "waived", "expired"};
  return names[static_cast<std::size_t>(status)];
}

bool counts(const audit::Finding& finding) {
  return finding.status == audit::Status::open || finding.status == audit::Status::expired;
}

std::string place_of(const audit::Finding& finding) {
  std::string place = finding.file == "-" ? "standard input" : finding.file;
  if (finding.line == 0) return finding.row > 0 ? fmt::format("{}: row {}", place, finding.row) : place;
  place += fmt::format(":{}", finding.line);
  if (finding.column > 0) place += fmt::format(":{}", finding.column);
  return place;
}

std::string totals_line(const CheckReport& report) {
  const auto& totals = report.totals;
  auto text = fmt::format("{} compared: {}", counted(totals.compared, "activity", "activities"),
                          totals.open == 0 ? "no mismatch" : counted(totals.open, "mismatch", "mismatches"));
  if (totals.mixed > 0) text += fmt::format(", {} mixed", grouped(totals.mixed));
  if (totals.unclear > 0) text += fmt::format(", {} unclear", grouped(totals.unclear));
  if (totals.accepted > 0) text += fmt::format(", {} accepted", grouped(totals.accepted));
  if (totals.waived > 0) text += fmt::format(", {} waived", grouped(totals.waived));
  return text;
}

std::string gate_line(const CheckReport& report) {
  if (!report.complete && report.totals.compared == 0 && report.totals.activities > 0)
    return "the check is not complete: nothing could be compared";
  if (!report.complete) return "the check is not complete: a part of the input could not be read";
  if (report.failures.empty()) return "the gate passes";
  return fmt::format("the gate fails: {}", fmt::join(report.failures, "; "));
}

std::string check_summary_json(const CheckReport& report) {
  const auto& totals = report.totals;
  std::string out = "{\"complete\":";
  out += report.complete ? "true" : "false";
  out += ",\"passed\":";
  out += report.complete && report.failures.empty() ? "true" : "false";
  out += ",\"failures\":[";
  for (const auto& failure : report.failures)
    append_json(out += &failure == report.failures.data() ? "" : ",", failure);
  out += ']';
  append_field(out, "activities", totals.activities);
  append_field(out, "compared", totals.compared);
  append_field(out, "undeclared", totals.undeclared);
  append_field(out, "unchanged", totals.passed_over);
  append_field(out, "mismatches", totals.open);
  append_field(out, "mixed", totals.mixed);
  append_field(out, "unclear", totals.unclear);
  append_field(out, "accepted", totals.accepted);
  append_field(out, "waived", totals.waived);
  append_field(out, "stale", totals.stale);
  append_field(out, "expired_waivers", totals.expired_waivers);
  out += ",\"unknown\":";
  append_unknown(out, report);
  out += ",\"filed_and_read\":";
  append_matrix(out, report);
  return out + '}';
}

}  // namespace worktell::output
