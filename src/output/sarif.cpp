#include <fmt/format.h>

#include <algorithm>

#include "output/check_report.hpp"
#include "output/escape.hpp"

namespace worktell::output {

namespace {

/// One object or array after another, with commas where they belong.
class Json {
 public:
  Json& key(std::string_view name) { return comma(), append_json(out_, name), out_ += ':', fresh_ = true, *this; }
  Json& text(std::string_view value) { return comma(), append_json(out_, value), *this; }
  Json& number(std::uint64_t value) { return comma(), append_number(out_, value), *this; }
  Json& flag(bool value) { return comma(), out_ += value ? "true" : "false", *this; }
  Json& open(char bracket) { return comma(), out_ += bracket, fresh_ = true, *this; }
  Json& close(char bracket) { return out_ += bracket, fresh_ = false, *this; }
  Json& member(std::string_view name, std::string_view value) { return key(name).text(value); }
  Json& member(std::string_view name, std::uint64_t value) { return key(name).number(value); }
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  void comma() {
    if (!fresh_) out_ += ',';
    fresh_ = false;
  }
  std::string out_;
  bool fresh_ = true;
};

/// Messages of SARIF have links in brackets and placeholders in braces: those of the text are no such.
std::string message(std::string_view text) {
  std::string out;
  for (const char c : shown(text)) {
    if (c == '[' || c == ']' || c == '\\') out += '\\';
    if (c == '{' || c == '}') out += c;
    out += c;
  }
  return out;
}

/// A path as a URI reference.
std::string uri(std::string_view path) {
  std::string out = path.starts_with('/') ? "file://" : "";
  for (const char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~/").find(c) != std::string_view::npos;
    out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

std::vector<std::string> rules_of(const CheckReport& report) {
  std::vector<std::string> rules;
  for (const auto& finding : report.findings)
    if (const auto rule = rule_of(report.pack, finding); std::find(rules.begin(), rules.end(), rule) == rules.end())
      rules.push_back(rule);
  std::sort(rules.begin(), rules.end());
  return rules;
}

std::string rule_description(const std::string& rule) {
  if (rule == "mixed") return "The text is both kinds of work.";
  if (rule == "unclear") return "The text does not tell clearly what kind of work it is.";
  const auto at = rule.find("-filed-as-");
  return fmt::format("An activity that reads as {} is filed as {}.", rule.substr(0, at), rule.substr(at + 10));
}

void append_rules(Json& json, const std::vector<std::string>& rules) {
  json.key("rules").open('[');
  for (const auto& rule : rules) {
    json.open('{').member("id", rule);
    json.key("shortDescription").open('{').member("text", rule_description(rule)).close('}');
    json.key("help").open('{');
    json.member(
        "text",
        "File the activity where its text belongs, or make the text say what it is. If it is right as it stands, "
        "write a waiver into the baseline with the key of the result.");
    json.close('}');
    json.key("defaultConfiguration")
        .open('{')
        .member("level", rule == "mixed" || rule == "unclear" ? "note" : "warning");
    json.close('}').close('}');
  }
  json.close(']');
}

void append_region(Json& json, std::uint64_t line, std::uint64_t column, const audit::Reason* reason) {
  json.key("region").open('{').member("startLine", line);
  if (column > 0) json.member("startColumn", column);
  if (column > 0 && reason != nullptr && reason->characters > 0) {
    json.member("endLine", line).member("endColumn", column + reason->characters);
  }
  if (reason != nullptr && reason->byte_length > 0)
    json.member("byteOffset", reason->byte_offset).member("byteLength", reason->byte_length);
  json.close('}');
}

void append_location(Json& json, const audit::Finding& finding, const audit::Reason* reason) {
  json.key("physicalLocation").open('{');
  json.key("artifactLocation").open('{').member("uri", finding.file == "-" ? "stdin" : uri(finding.file)).close('}');
  const bool placed = reason != nullptr && reason->line > 0;
  if (placed || finding.line > 0)
    append_region(json, placed ? reason->line : finding.line, placed ? reason->column : finding.column,
                  placed ? reason : nullptr);
  json.close('}');
}

void append_related(Json& json, const audit::Finding& finding) {
  json.key("relatedLocations").open('[');
  std::uint64_t number = 0;
  for (const auto& reason : finding.reasons) {
    if (reason.line == 0) continue;
    json.open('{').member("id", ++number);
    append_location(json, finding, &reason);
    json.key("message").open('{').member("text", message(reason.why)).close('}').close('}');
  }
  json.close(']');
}

void append_suppression(Json& json, const audit::Finding& finding) {
  json.key("suppressions").open('[');
  if (!counts(finding)) {
    json.open('{').member("kind", "external");
    json.member("justification", finding.note.empty() ? "stands in the baseline" : shown(finding.note)).close('}');
  }
  json.close(']');
}

void append_result(Json& json, const CheckReport& report, const audit::Finding& finding,
                   const std::vector<std::string>& rules) {
  const auto rule = rule_of(report.pack, finding);
  const auto index = static_cast<std::uint64_t>(std::find(rules.begin(), rules.end(), rule) - rules.begin());
  json.open('{').member("ruleId", rule).member("ruleIndex", index);
  json.member("level", finding.kind != audit::Kind::mismatch ? "note" : report.failures.empty() ? "warning" : "error");
  json.key("message").open('{');
  json.member("text", message(fmt::format("{}: {}", headline(report.pack, finding), finding.reason))).close('}');
  json.key("locations").open('[').open('{');
  append_location(json, finding, nullptr);
  json.close('}').close(']');
  append_related(json, finding);
  json.key("partialFingerprints").open('{').member("worktell/v1", finding.key).close('}');
  append_suppression(json, finding);
  json.key("rank").number(static_cast<std::uint64_t>(finding.confidence) / 10);
  json.close('}');
}

}  // namespace

std::string sarif_text(const CheckReport& report) {
  const auto rules = rules_of(report);
  Json json;
  json.open('{').member("$schema", "https://json.schemastore.org/sarif-2.1.0.json").member("version", "2.1.0");
  json.key("runs").open('[').open('{');
  json.key("tool").open('{').key("driver").open('{').member("name", "worktell").member("version", report.version);
  append_rules(json, rules);
  json.close('}').close('}');
  json.member("columnKind", "unicodeCodePoints");
  json.key("invocations").open('[').open('{').key("executionSuccessful").flag(report.complete);
  json.close('}').close(']');
  json.key("results").open('[');
  for (const auto& finding : report.findings) append_result(json, report, finding, rules);
  json.close(']').close('}').close(']').close('}');
  return json.take() + '\n';
}

}  // namespace worktell::output
