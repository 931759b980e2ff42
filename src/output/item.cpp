#include "output/item.hpp"

#include <algorithm>

#include "input/encoding.hpp"
#include "text/utf8.hpp"

namespace worktell::output {

namespace {

/// The byte of `field.raw` at which text byte `at` stands. `raw` is UTF-8 here, whatever the file's encoding.
std::size_t utf8_place(const input::Batch& batch, const input::Field& field, std::uint32_t at) {
  const auto steps = std::span(batch.steps).subspan(field.first_step, field.step_count);
  const auto after =
      std::upper_bound(steps.begin(), steps.end(), at,
                       [](std::uint32_t value, const input::OffsetStep& step) { return value < step.text; });
  if (after == steps.begin()) return at;
  const auto& step = *std::prev(after);
  return std::size_t{step.raw} + (at - step.text);
}

Span fact_span(const Item& item, const score::Evidence& evidence) {
  const auto facts = item.batch.facts_of(item.activity);
  if (evidence.field >= facts.size()) return {.field = {}, .match = {}, .bytes = {}, .column = 0, .fact = true};
  const auto& fact = facts[evidence.field];
  return {.field = fact.column, .match = fact.text, .bytes = {}, .column = 0, .fact = true};
}

std::string_view match_of(const Item& item, const score::Evidence& evidence) {
  if (evidence.from_fact) return fact_span(item, evidence).match;
  const auto fields = item.batch.fields_of(item.activity);
  return fields[evidence.field].text.substr(evidence.begin, evidence.end - evidence.begin);
}

/// "nothing speaks clearly for X or Y", with the names of the pack.
void append_no_evidence(const rules::CompiledPack& pack, const score::Verdict& verdict, std::string& out) {
  const bool some = verdict.first > 0 || verdict.second > 0;
  out += some ? "too little speaks for " : "nothing speaks for ";
  out.append(pack.label_name(0)).append(" or ").append(pack.label_name(1));
}

void append_disagreement(const rules::CompiledPack& pack, std::string& out) {
  out.append("one part speaks for ").append(pack.label_name(0)).append(", another for ").append(pack.label_name(1));
}

void append_why(const rules::CompiledPack& pack, const Item& item, const score::Evidence& evidence, std::string& out) {
  out.append(pack.rule_why(evidence.rule));
  const auto match = match_of(item, evidence);
  if (match.empty()) return;
  std::string repaired;  // empty but for damaged text
  out.append(" (\"").append(valid_text(match, item.verdict.repaired, repaired)).append("\")");
}

/// The strongest evidence of each side, for a text that both sides claim alike.
void strongest_of_sides(const score::Verdict& verdict, Scratch& scratch) {
  for (const auto side : {score::Label::first, score::Label::second}) {
    std::uint32_t best = ~std::uint32_t{0};
    for (std::uint32_t i = 0; i < verdict.evidence.size(); ++i) {
      const auto& one = verdict.evidence[i];
      if (supports(one.pole, side) && one.points > 0 &&
          (best == ~std::uint32_t{0} || one.points > verdict.evidence[best].points))
        best = i;
    }
    if (best != ~std::uint32_t{0}) scratch.order.push_back(best);
  }
}

}  // namespace

bool supports(score::PoleId pole, score::Label label) {
  switch (label) {
    case score::Label::both:
      return pole == score::pole_both;
    case score::Label::none:
      return pole == score::pole_other;
    case score::Label::first:
      return pole < score::most_poles && pole % 2 == 0;
    case score::Label::second:
      return pole < score::most_poles && pole % 2 == 1;
  }
  return false;
}

std::string_view valid_text(std::string_view text, std::uint32_t repaired_bytes, std::string& repaired) {
  if (repaired_bytes == 0 || text::is_clean(text)) return text;
  repaired.resize(text.size());
  text::repair(text, repaired.data());
  return repaired;
}

std::string_view whole_text(const Item& item, Scratch& scratch) {
  const auto fields = item.batch.fields_of(item.activity);
  if (fields.empty()) return {};
  if (fields.size() == 1) return valid_text(fields[0].text, item.verdict.repaired, scratch.repaired);
  scratch.joined.clear();
  for (const auto& field : fields) {
    if (field.text.empty()) continue;
    if (!scratch.joined.empty()) scratch.joined += '\n';
    scratch.joined += valid_text(field.text, item.verdict.repaired, scratch.repaired);
  }
  return scratch.joined;
}

std::string_view title(const Item& item, Scratch& scratch) {
  for (const auto& field : item.batch.fields_of(item.activity))
    if (!field.text.empty()) return valid_text(field.text, item.verdict.repaired, scratch.repaired);
  return {};
}

Span span_of(const Item& item, const score::Evidence& evidence) {
  if (evidence.from_fact) return fact_span(item, evidence);
  const auto& field = item.batch.fields_of(item.activity)[evidence.field];
  const auto before = field.raw.substr(0, std::min(field.raw.size(), utf8_place(item.batch, field, evidence.begin)));
  return {.field = field.name,
          .match = match_of(item, evidence),
          .bytes = input::raw_range(item.batch, field, evidence.begin, evidence.end),
          .column = input::characters(before) + 1};
}

void sufficient_evidence(const score::Verdict& verdict, Scratch& scratch) {
  auto& order = scratch.order;
  order.clear();
  score::Points given = 0;
  for (std::uint32_t i = 0; i < verdict.evidence.size(); ++i) {
    const auto& evidence = verdict.evidence[i];
    if (!supports(evidence.pole, verdict.label) || evidence.points <= 0) continue;
    order.push_back(i);
    given += evidence.points;
  }
  const auto stronger = [&verdict](std::uint32_t a, std::uint32_t b) {
    return verdict.evidence[a].points != verdict.evidence[b].points
               ? verdict.evidence[a].points > verdict.evidence[b].points
               : a < b;
  };
  std::sort(order.begin(), order.end(), stronger);
  const auto rival = verdict.score_of(verdict.label) - verdict.margin;
  auto sum = verdict.score_of(verdict.label) - given;  // what the label has without evidence: its base
  std::size_t wanted = 0;
  while (wanted < order.size() && (wanted == 0 || sum <= rival)) sum += verdict.evidence[order[wanted++]].points;
  order.resize(wanted);
}

void append_reason(const rules::CompiledPack& pack, const Item& item, Scratch& scratch, std::string& out) {
  const auto& verdict = item.verdict;
  sufficient_evidence(verdict, scratch);
  const auto begin = out.size();
  if (verdict.label == score::Label::both && verdict.clauses > 0) append_disagreement(pack, out);
  if (verdict.label == score::Label::both && verdict.clauses <= 0 && scratch.order.empty())
    strongest_of_sides(verdict, scratch);
  for (auto at = scratch.order.begin(); at != scratch.order.end(); ++at) {
    const auto& evidence = verdict.evidence[*at];
    const auto same_rule = [&](std::uint32_t number) { return verdict.evidence[number].rule == evidence.rule; };
    if (std::any_of(scratch.order.begin(), at, same_rule)) continue;  // one rule for several poles is one reason
    if (out.size() > begin) out += "; ";
    append_why(pack, item, evidence, out);
  }
  if (out.size() == begin) append_no_evidence(pack, verdict, out);
}

}  // namespace worktell::output
