#pragma once
/// The reports of a check: one function a format, each from the same findings to the whole text. Whatever the findings
/// hold stays text in every format.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "audit/baseline.hpp"
#include "audit/finding.hpp"
#include "audit/gate.hpp"
#include "rules/compiled.hpp"

namespace worktell::output {

/// What a report is written from; everything outlives the call.
struct CheckReport {
  const rules::CompiledPack& pack;
  const std::vector<audit::Finding>& findings;  ///< in the order of the input
  const audit::Totals& totals;
  const audit::Gate& gate;
  std::vector<std::string> failures;  ///< why the gate fails; empty: it passes
  std::vector<const audit::Accepted*> stale;
  std::vector<const audit::Waiver*> stale_waivers;
  std::vector<const audit::Waiver*> expired_waivers;
  bool complete = true;  ///< all of the input could be read
  bool color = false;    ///< text only
  std::string_view version;
};

struct CheckFormat {
  std::string_view name;
  std::string_view summary;
  std::string (*text)(const CheckReport& report);  ///< null: written while reading (json, ndjson)
};

[[nodiscard]] std::span<const CheckFormat> check_formats();

[[nodiscard]] std::string check_text(const CheckReport& report);
[[nodiscard]] std::string github_text(const CheckReport& report);
[[nodiscard]] std::string sarif_text(const CheckReport& report);
[[nodiscard]] std::string junit_text(const CheckReport& report);
[[nodiscard]] std::string markdown_check_text(const CheckReport& report);

/// What JSON has behind its array of activities: the totals and the gate.
[[nodiscard]] std::string check_summary_json(const CheckReport& report);

/// "B-filed-as-A", or "mixed", "unclear": the name of the sort of a finding.
[[nodiscard]] std::string rule_of(const rules::CompiledPack& pack, const audit::Finding& finding);
/// `filed under "Desk" (A), reads as B`.
[[nodiscard]] std::string headline(const rules::CompiledPack& pack, const audit::Finding& finding);
/// "open", "accepted", "waived", "expired".
[[nodiscard]] std::string_view status_name(audit::Status status);
/// Open or expired: it counts at the gate.
[[nodiscard]] bool counts(const audit::Finding& finding);
/// "FILE:LINE:COLUMN", leaving out what is not known; standard input is named so. Not escaped.
[[nodiscard]] std::string place_of(const audit::Finding& finding);
/// "120 activities compared: 3 mismatches".
[[nodiscard]] std::string totals_line(const CheckReport& report);
/// "the gate fails: 3 mismatches", or "the gate passes".
[[nodiscard]] std::string gate_line(const CheckReport& report);

}  // namespace worktell::output
