#include "output/fields.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "input/facts.hpp"
#include "output/escape.hpp"

namespace worktell::output {

namespace {

using Source = FieldSource;

/// A text of the input that is not labelled and so was not repaired.
std::string_view clean(const Source& source, std::string_view text) {
  return valid_text(text, 1, source.scratch.repaired);
}

void append_json_or_null(const Source& source, std::string_view text, std::string& out) {
  text.empty() ? out += "null", void() : append_json(out, clean(source, text));
}

void id_json(const Source& source, std::string& out) {
  const auto& activity = source.item.activity;
  activity.id.empty() ? append_number(out, activity.record) : append_json(out, clean(source, activity.id));
}
void id_plain(const Source& source, std::string& out) {
  const auto& activity = source.item.activity;
  activity.id.empty() ? append_number(out, activity.record) : void(out += clean(source, activity.id));
}

void file_json(const Source& source, std::string& out) {
  append_json(out, clean(source, source.item.file));
}
void file_plain(const Source& source, std::string& out) {
  out += clean(source, source.item.file);
}
void row(const Source& source, std::string& out) {
  append_number(out, source.item.activity.row);
}
void line(const Source& source, std::string& out) {
  append_number(out, source.item.activity.line);
}

void text_json(const Source& source, std::string& out) {
  append_json(out, whole_text(source.item, source.scratch));
}
void text_plain(const Source& source, std::string& out) {
  out += whole_text(source.item, source.scratch);
}

std::string_view label_of(const Source& source) {
  return source.pack.label_name(static_cast<std::size_t>(source.item.verdict.label));
}
void label_json(const Source& source, std::string& out) {
  append_json(out, label_of(source));
}
void label_plain(const Source& source, std::string& out) {
  out += label_of(source);
}
void confidence(const Source& source, std::string& out) {
  append_thousandths(out, source.item.verdict.confidence);
}
void margin(const Source& source, std::string& out) {
  append_points(out, source.item.verdict.margin);
}

void append_score(std::string_view name, score::Points points, char before, std::string& out) {
  out += before;
  append_json(out, name);
  out += ':';
  append_points(out, points);
}

void scores(const Source& source, std::string& out) {
  const auto& verdict = source.item.verdict;
  const auto& pack = source.pack;
  append_score(pack.label_name(0), verdict.first, '{', out);
  append_score(pack.label_name(1), verdict.second, ',', out);
  append_score(pack.label_name(2), verdict.both, ',', out);
  append_score(pack.pole_name(score::pole_other), verdict.other, ',', out);
  out += ",\"poles\":{";
  for (std::size_t pole = 0; pole < pack.pole_count(); ++pole) {
    const auto before = out.size();
    append_score(pack.pole_name(pole), verdict.poles[pole], ',', out);
    if (pole == 0) out.erase(before, 1);
  }
  out += "}}";
}

std::string_view pole_shown(const Source& source, std::size_t axis) {
  const auto& names = source.pack.axes[axis];
  const auto shown = source.item.verdict.axes[axis];
  return shown < 0 ? source.pack.spell(names.first) : shown > 0 ? source.pack.spell(names.second) : std::string_view();
}

void axes(const Source& source, std::string& out) {
  for (std::size_t axis = 0; axis < source.pack.axes.size(); ++axis) {
    out += axis == 0 ? '{' : ',';
    append_json(out, source.pack.spell(source.pack.axes[axis].name));
    out += ':';
    append_json_or_null(source, pole_shown(source, axis), out);
  }
  out += source.pack.axes.empty() ? "{}" : "}";
}

void append_span(const Span& span, std::string& out) {
  if (span.fact) return void(out += ",\"start\":null,\"end\":null,\"column\":null");
  out += ",\"start\":";
  append_number(out, span.bytes.begin);
  out += ",\"end\":";
  append_number(out, span.bytes.end);
  out += ",\"column\":";
  append_number(out, span.column);
}

void append_evidence(const Source& source, const score::Evidence& evidence, std::string& out) {
  const auto span = span_of(source.item, evidence);
  out += "{\"rule\":";
  append_json(out, source.pack.rule_id(evidence.rule));
  out += ",\"pole\":";
  append_json(out, source.pack.pole_name(evidence.pole));
  out += ",\"points\":";
  append_points(out, evidence.points);
  out += ",\"field\":";
  append_json(out, clean(source, span.field));
  append_span(span, out);
  out += ",\"match\":";
  append_json(out, clean(source, span.match));
  out += ",\"why\":";
  append_json(out, source.pack.rule_why(evidence.rule));
  out += '}';
}

void evidence(const Source& source, std::string& out) {
  out += '[';
  bool first = true;
  for (const auto& one : source.item.verdict.evidence) {
    if (!first) out += ',';
    first = false;
    append_evidence(source, one, out);
  }
  out += ']';
}

void reason_plain(const Source& source, std::string& out) {
  append_reason(source.pack, source.item, source.scratch, out);
}
void reason_json(const Source& source, std::string& out) {
  auto& reason = source.scratch.reason;
  reason.clear();
  append_reason(source.pack, source.item, source.scratch, reason);
  append_json(out, reason);
}

void owner_json(const Source& s, std::string& out) {
  append_json_or_null(s, s.item.activity.owner, out);
}
void owner_plain(const Source& s, std::string& out) {
  out += clean(s, s.item.activity.owner);
}
void declared_json(const Source& s, std::string& out) {
  append_json_or_null(s, s.item.activity.declared, out);
}
void declared_plain(const Source& s, std::string& out) {
  out += clean(s, s.item.activity.declared);
}
void date_json(const Source& s, std::string& out) {
  append_json_or_null(s, s.item.activity.date, out);
}
void date_plain(const Source& s, std::string& out) {
  out += clean(s, s.item.activity.date);
}

/// {"attendees":12,"due":"2026-09-30"}; a duration in seconds.
void facts_json(const Source& s, std::string& out) {
  char before = '{';
  for (const auto& fact : s.item.batch.facts_of(s.item.activity)) {
    out += before;
    before = ',';
    append_json(out, input::fact_name(fact.kind));
    out += ':';
    const bool word =
        fact.kind == input::FactKind::start || fact.kind == input::FactKind::due || fact.kind == input::FactKind::type;
    word ? append_json(out, clean(s, input::fact_value(fact))), void() : void(out += std::to_string(fact.value));
  }
  out += before == '{' ? "{}" : "}";
}
void facts_plain(const Source& s, std::string& out) {
  const auto start = out.size();
  for (const auto& fact : s.item.batch.facts_of(s.item.activity)) {
    if (out.size() > start) out += "; ";
    out += input::fact_name(fact.kind);
    out += ' ';
    out += clean(s, input::fact_value(fact));
  }
}

constexpr FieldRow rows[] = {
    {"id", "the record's own name in the input, else its number", id_json, id_plain},
    {"file", "the input, as it was named", file_json, file_plain},
    {"row", "the row as a spreadsheet counts it", row, row},
    {"line", "the line on which the record begins", line, line},
    {"text", "what was labelled", text_json, text_plain},
    {"label", "the kind of work", label_json, label_plain},
    {"confidence", "how sure, from 0 to 1", confidence, confidence},
    {"margin", "points between the label and the next", margin, margin},
    {"scores", "the points of the sides, of both, of other work, and of every pole", scores, scores},
    {"axes", "which pole each axis shows", axes, axes},
    {"evidence", "every rule that matched, with its place, points and reason", evidence, evidence},
    {"reason", "the shortest sufficient reason in words", reason_json, reason_plain},
    {"owner", "whose the activity is, from the input", owner_json, owner_plain},
    {"declared", "what the input says the activity is", declared_json, declared_plain},
    {"date", "when the activity took place, as the input writes it", date_json, date_plain},
    {"facts", "what the input says outside the text: attendees, recipients, start, due, duration, type", facts_json,
     facts_plain},
};

}  // namespace

std::span<const FieldRow> field_rows() {
  return rows;
}

Result<std::vector<const FieldRow*>> fields_named(const std::vector<std::string>& names) {
  std::vector<const FieldRow*> chosen;
  std::vector<std::string_view> known;
  for (const auto& row : rows) known.push_back(row.name);
  for (const auto& name : names) {
    const auto found = std::find(known.begin(), known.end(), name);
    if (found != known.end()) {
      chosen.push_back(&rows[found - known.begin()]);
      continue;
    }
    const auto near = nearest(name, known);
    return fail({.what = fmt::format("--fields: there is no field \"{}\"", name),
                 .why = near.empty() ? "" : fmt::format("did you mean \"{}\"?", near),
                 .remedy = fmt::format("Fields: {}", fmt::join(known, ", "))});
  }
  return chosen;
}

}  // namespace worktell::output
