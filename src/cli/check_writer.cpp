#include "cli/check_writer.hpp"

#include <algorithm>
#include <functional>

#include "audit/key.hpp"
#include "audit/mismatch.hpp"
#include "input/encoding.hpp"
#include "output/check_report.hpp"
#include "output/escape.hpp"
#include "output/item.hpp"

namespace worktell::cli {

namespace {

constexpr std::size_t most_labels_kept = 10000;

std::uint64_t lines_in(std::string_view bytes) {
  return static_cast<std::uint64_t>(std::count(bytes.begin(), bytes.end(), '\n'));
}

/// The first `number` characters of valid or broken UTF-8.
std::string_view first_characters(std::string_view text, std::uint64_t number) {
  std::size_t at = 0;
  for (; number > 0 && at < text.size(); --number) {
    ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) ++at;
  }
  return text.substr(0, at);
}

/// What stands before the match in its record; nothing where the field is no part of the record's bytes.
std::optional<std::string_view> before_match(const output::Item& item, const input::Field& field,
                                             std::uint64_t column) {
  const auto record = item.activity.bytes;
  const auto before = first_characters(field.raw, column - 1);
  const std::less_equal<> not_after;
  if (!not_after(record.data(), field.raw.data())) return std::nullopt;
  if (!not_after(field.raw.data() + field.raw.size(), record.data() + record.size())) return std::nullopt;
  return std::string_view(record.data(), static_cast<std::size_t>(before.data() + before.size() - record.data()));
}

void place(const output::Item& item, const input::Field& field, const output::Span& span, audit::Reason& reason) {
  reason.byte_length = field.offset > 0 ? span.bytes.end - span.bytes.begin : 0;
  reason.byte_offset = field.offset + span.bytes.begin;
  const auto before = before_match(item, field, span.column);
  if (!before || item.activity.line == 0) return;
  reason.line = item.activity.line + lines_in(*before);
  const auto line = before->rfind('\n');
  reason.column = input::characters(line == std::string_view::npos ? *before : before->substr(line + 1)) + 1;
  reason.characters = span.match.find('\n') == std::string_view::npos ? input::characters(span.match) : 0;
}

std::string valid(std::string_view text) {
  std::string repaired;
  return std::string(output::valid_text(text, 1, repaired));
}

std::vector<audit::Reason> reasons_of(const rules::CompiledPack& pack, const output::Item& item) {
  std::vector<audit::Reason> reasons;
  for (const auto& evidence : item.verdict.evidence) {
    if (!output::supports(evidence.pole, item.verdict.label) || evidence.points <= 0) continue;
    const auto span = output::span_of(item, evidence);
    audit::Reason reason{.rule = std::string(pack.rule_id(evidence.rule)),
                         .why = std::string(pack.rule_why(evidence.rule)),
                         .match = valid(span.match),
                         .points = evidence.points};
    if (!evidence.from_fact) place(item, item.batch.fields_of(item.activity)[evidence.field], span, reason);
    reasons.push_back(std::move(reason));
  }
  std::stable_sort(reasons.begin(), reasons.end(),
                   [](const audit::Reason& a, const audit::Reason& b) { return a.points > b.points; });
  return reasons;
}

audit::Finding finding_of(const rules::CompiledPack& pack, const output::Item& item, output::Scratch& scratch) {
  const auto& activity = item.activity;
  audit::Finding finding;
  finding.record = activity.record;
  finding.file = valid(item.file);
  finding.row = activity.row;
  finding.line = activity.line;
  finding.column = activity.column;
  finding.id = valid(activity.id);
  finding.owner = valid(activity.owner);
  finding.declared = valid(activity.declared);
  finding.read = item.verdict.label;
  finding.verdict_confidence = item.verdict.confidence;
  finding.text = output::whole_text(item, scratch);
  output::append_reason(pack, item, scratch, finding.reason);
  finding.reasons = reasons_of(pack, item);
  finding.key = audit::key_of(item.batch, activity);
  return finding;
}

}  // namespace

bool ChangedLines::touches(std::uint64_t first, std::uint64_t last) const {
  if (all) return true;
  return std::any_of(ranges.begin(), ranges.end(),
                     [&](const auto& range) { return range.first <= last && first <= range.second; });
}

CheckWriter::CheckWriter(const rules::CompiledPack& pack, const audit::DeclaredMap& map, audit::Judge& judge,
                         const CheckOptions& options)
    : pack_(pack), map_(map), judge_(judge), options_(options) {
  const auto fields = output::fields_named({"id", "file", "row", "line", "owner", "date", "text", "label", "confidence",
                                            "margin", "scores", "axes", "evidence", "reason", "declared"});
  if (fields) fields_ = *fields;
}

Result<bool> CheckWriter::begin_input(std::string& /*out*/, const std::string& /*file*/,
                                      const input::Layout& /*layout*/, std::size_t number) {
  number_ = number;
  return true;
}

std::optional<score::Label> CheckWriter::count(const output::Item& item) const {
  const auto declared = item.activity.declared;
  const std::lock_guard lock(kept_.mutex);
  auto& totals = kept_.totals;
  ++totals.activities;
  if (declared.empty()) return ++totals.undeclared, std::nullopt;
  const auto known = kept_.labels.find(declared);
  const auto label = known != kept_.labels.end() ? known->second : map_.label_of(declared);
  if (known == kept_.labels.end() && kept_.labels.size() < most_labels_kept)
    kept_.labels.emplace(std::string(declared), label);
  if (!label) return ++totals.unknown[valid(declared)], std::nullopt;
  ++totals.compared;
  ++totals.matrix[static_cast<std::size_t>(*label)][static_cast<std::size_t>(item.verdict.label)];
  return label;
}

std::optional<audit::Kind> CheckWriter::kind_of(const score::Verdict& verdict, std::optional<score::Label> filed,
                                                std::int32_t contradiction) const {
  using audit::FailOn;
  if (filed && contradiction > 0 && contradiction >= options_.min_confidence) return audit::Kind::mismatch;
  if (options_.gate.fails_on(FailOn::mixed) && verdict.label == score::Label::both) return audit::Kind::mixed;
  const bool unclear = verdict.confidence < pack_.settings[0].unclear_below;
  if (options_.gate.fails_on(FailOn::unclear) && unclear) return audit::Kind::unclear;
  return std::nullopt;
}

void CheckWriter::write(const output::Item& item, output::Scratch& scratch, std::string& out) const {
  const auto& activity = item.activity;
  if (!changed_.touches(activity.line, activity.line + lines_in(activity.bytes))) {
    const std::lock_guard lock(kept_.mutex);
    return void(++kept_.totals.passed_over);
  }
  const auto filed = count(item);
  const auto against = filed ? audit::contradiction(pack_, item.verdict, *filed) : 0;
  const auto kind = kind_of(item.verdict, filed, against);
  if (!kind) {
    if (options_.json && options_.all) append_json_line(item, scratch, filed, nullptr, out);
    return;
  }
  auto finding = finding_of(pack_, item, scratch);
  finding.kind = *kind;
  finding.input = number_;
  finding.filed = filed.value_or(score::Label::none);
  finding.confidence = *kind == audit::Kind::mismatch ? against : item.verdict.confidence;
  {
    const std::lock_guard lock(kept_.mutex);
    judge_.judge(finding);
    if (options_.accept && finding.status != audit::Status::waived) finding.status = audit::Status::accepted;
    kept_.totals.add(finding);
    kept_.findings.push_back(finding);
  }
  if (options_.json) append_json_line(item, scratch, filed, &finding, out);
}

void CheckWriter::append_json_line(const output::Item& item, output::Scratch& scratch,
                                   std::optional<score::Label> filed, const audit::Finding* finding,
                                   std::string& out) const {
  const output::FieldSource source{pack_, item, scratch};
  char before = '{';
  for (const auto* field : fields_) {
    output::append_json(out += before, field->name);
    field->json(source, out += ':');
    before = ',';
  }
  out += ",\"filed_as\":";
  filed ? output::append_json(out, pack_.label_name(static_cast<std::size_t>(*filed))) : void(out += "null");
  out += ",\"mismatch\":";
  if (finding == nullptr) return void(out += "null}\n");
  output::append_json(out += "{\"rule\":", output::rule_of(pack_, *finding));
  output::append_thousandths(out += ",\"confidence\":", finding->confidence);
  output::append_json(out += ",\"key\":", finding->key);
  output::append_json(out += ",\"status\":", output::status_name(finding->status));
  output::append_json(out += ",\"note\":", finding->note);
  out += "}}\n";
}

std::vector<audit::Finding> CheckWriter::take() {
  auto findings = std::move(kept_.findings);
  std::sort(findings.begin(), findings.end(), [](const audit::Finding& a, const audit::Finding& b) {
    return a.input != b.input ? a.input < b.input : a.record < b.record;
  });
  return findings;
}

}  // namespace worktell::cli
