#include "cli/trace.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "cli/tell.hpp"
#include "output/escape.hpp"
#include "output/fields.hpp"
#include "output/look.hpp"

namespace worktell::cli {

namespace {

using output::points_text;

constexpr std::array<std::string_view, 8> factor_words = {
    "in a list of examples",        "said not to be the work",
    "said not to happen",           "under a condition",
    "inside quotation marks",       "an ordinary word in a text of another field",
    "in a part that tells the aim", "asked, not told"};

constexpr std::array<std::string_view, 7> role_words = {"", "act", "object", "recipient", "means", "time", "by"};

std::string ordinal(unsigned number) {
  const auto tens = number % 100 / 10;
  const auto one = number % 10;
  return fmt::format("{}{}", number, tens == 1 ? "th" : one == 1 ? "st" : one == 2 ? "nd" : one == 3 ? "rd" : "th");
}

/// Evidence of one rule at one place, which may speak for several poles: one number in the trace.
struct Group {
  std::size_t first = 0;  ///< [first, last) in the verdict's evidence
  std::size_t last = 0;
};

std::vector<Group> groups_of(const score::Verdict& verdict) {
  std::vector<Group> groups;
  for (std::size_t i = 0; i < verdict.evidence.size(); ++i) {
    const bool same = i > 0 && verdict.evidence[i].rule == verdict.evidence[i - 1].rule;
    if (!same) groups.push_back({i, i});
    groups.back().last = i + 1;
  }
  return groups;
}

struct TextTrace {
  const Trace& trace;
  const std::size_t width;
  const output::Look look;
  const rules::CompiledPack& pack = trace.pack;
  const score::Verdict& verdict = trace.item.verdict;
  const std::vector<Group> groups = groups_of(trace.item.verdict);
  output::Scratch scratch = {};
  std::string out = {};

  std::string text_of(const input::Field& field) const {
    std::string repaired;
    return std::string(output::valid_text(field.text, verdict.repaired, repaired));
  }

  std::string_view label_name(score::Label label) const { return pack.label_name(static_cast<std::size_t>(label)); }

  void heading(std::string_view words) { out += fmt::format("\n{}{}{}\n", look.bold(), words, look.plain()); }

  void title() {
    out += fmt::format("{}{}{}, confidence ", look.label(verdict.label), label_name(verdict.label), look.plain());
    output::append_thousandths(out, verdict.confidence);
    std::string reason;
    output::append_reason(pack, trace.item, scratch, reason);
    out += ": ";
    append_wrapped(out, output::shown(reason), 2, width);
    out += '\n';
  }

  void fields() {
    const auto all = trace.item.batch.fields_of(trace.item.activity);
    for (std::uint32_t number = 0; number < all.size(); ++number) {
      heading(all.size() == 1 ? "The text" : fmt::format("The text: {}", output::shown(all[number].name)));
      std::vector<Mark> marks;
      for (std::size_t g = 0; g < groups.size(); ++g) {
        const auto& evidence = verdict.evidence[groups[g].first];
        if (!evidence.from_fact && evidence.field == number) marks.push_back({evidence.begin, evidence.end, g + 1});
      }
      out += marked_text(text_of(all[number]), marks, width);
    }
  }

  void facts() {
    const auto all = trace.item.batch.facts_of(trace.item.activity);
    if (all.empty()) return;
    heading("Facts");
    for (const auto& fact : all) out += fmt::format("  {}: {}\n", output::shown(fact.column), harmless(fact.text));
  }

  // --- parts ---

  static std::string cut(std::string_view text, const text::Analysis& analysis, std::uint32_t first,
                         std::uint32_t last) {
    if (first >= last || last > analysis.tokens.size()) return {};
    return output::shown(
        text.substr(analysis.tokens[first].begin, analysis.tokens[last - 1].end - analysis.tokens[first].begin));
  }

  static std::string remarks(const text::Clause& clause) {
    std::string words;
    const auto add = [&words](bool holds, std::string_view remark) {
      if (holds) words += fmt::format("{}{}", words.empty() ? "" : ", ", remark);
    };
    add(clause.nominal, "a noun phrase");
    add(clause.passive, "told in the passive");
    add(clause.purpose, "the aim of the part before");
    add(clause.refused, "said not to be the work");
    add(clause.negated, "said not to happen");
    add(clause.question, "a question");
    add(clause.condition, "a condition");
    add(!clause.sure && !clause.nominal, "the act could as well be a noun");
    return words;
  }

  void part(std::string_view text, const text::Analysis& analysis, const text::Clause& clause) {
    const auto words = cut(text, analysis, clause.first, clause.last);
    if (words.empty()) return;
    std::string line = fmt::format("  \"{}\"", words);
    for (std::uint32_t i = 0; i < clause.phrase_count; ++i) {
      const auto& phrase = analysis.phrases[clause.first_phrase + i];
      const auto role = role_words[static_cast<std::size_t>(phrase.role)];
      if (!role.empty())
        line += fmt::format("{} {} \"{}\"", i == 0 ? ":" : ",", role, cut(text, analysis, phrase.first, phrase.last));
    }
    if (const auto remark = remarks(clause); !remark.empty()) line += fmt::format(" ({})", remark);
    append_wrapped(out, line.substr(2), 4, width);
    out += '\n';
  }

  void parts() {
    heading("Read as");
    const auto all = trace.item.batch.fields_of(trace.item.activity);
    for (std::uint32_t number = 0; number < all.size(); ++number) {
      const auto& analysis = trace.labeller.analysis(number);
      const auto text = text_of(all[number]);
      for (const auto& clause : analysis.clauses) {
        const auto before = out.size();
        out += "  ";
        const auto start = out.size();
        part(text, analysis, clause);
        if (out.size() == start) out.resize(before);
      }
    }
  }

  // --- evidence ---

  void steps(const score::Evidence& evidence) {
    const auto list = steps_of(pack, evidence);
    std::string line = fmt::format("{} by its rule", points_text(evidence.weight));
    for (const auto& step : list) line += fmt::format(", × {:.3g}% ({})", step.permille / 10.0, step.words);
    if (list.empty() && evidence.points == evidence.weight) return;
    if (list.empty()) line += ", held to the most that a pole can have";
    out += "       ";
    out += look.faint();
    append_wrapped(
        out, fmt::format("{} for {}: {} points", line, pack.pole_name(evidence.pole), points_text(evidence.points)), 7,
        width);
    out += look.plain();
    out += '\n';
  }

  void one_group(std::size_t number) {
    const auto& group = groups[number];
    const auto& first = verdict.evidence[group.first];
    const auto span = output::span_of(trace.item, first);
    std::string gives;
    for (auto i = group.first; i < group.last; ++i)
      gives += fmt::format("{}{}{} {}", gives.empty() ? "" : ", ", verdict.evidence[i].points >= 0 ? "+" : "",
                           points_text(verdict.evidence[i].points), pack.pole_name(verdict.evidence[i].pole));
    out += fmt::format("  {:>2}  {}{}{}  ", number + 1, look.pole(first.pole), gives, look.plain());
    const auto place = first.from_fact ? fmt::format("{}: ", span.field) : std::string();
    append_wrapped(out,
                   fmt::format("{} (\"{}{}\", rule {})", pack.rule_why(first.rule), harmless(place),
                               harmless(span.match), pack.rule_id(first.rule)),
                   6, width);
    out += '\n';
    for (auto i = group.first; i < group.last; ++i) steps(verdict.evidence[i]);
  }

  void evidence() {
    heading("Evidence");
    if (groups.empty()) out += "  no rule matched\n";
    for (std::size_t g = 0; g < groups.size(); ++g) one_group(g);
  }

  // --- sums ---

  std::string side_sum(std::size_t side) const {
    std::string words;
    for (std::size_t axis = 0; axis < pack.axes.size(); ++axis) {
      const auto pole = axis * 2 + side;
      words +=
          fmt::format("{}{} {}", words.empty() ? "" : " + ", pack.pole_name(pole), points_text(verdict.poles[pole]));
    }
    return words;
  }

  score::Points sum_of(score::PoleId pole) const {
    score::Points sum = 0;
    for (const auto& one : verdict.evidence)
      if (one.pole == pole) sum += one.points;
    return sum;
  }

  void sum_line(score::Label label, std::string_view words) {
    const bool best = label == verdict.label;
    std::size_t widest = 0;
    for (std::size_t i = 0; i < 4; ++i) widest = std::max(widest, output::cells_of(pack.label_name(i)));
    out += fmt::format("  {}{:<{}}{:>7}{}  = ", best ? look.label(label) : std::string_view(), label_name(label),
                       widest + 1, points_text(verdict.score_of(label)), best ? look.plain() : std::string_view());
    append_wrapped(out, words, widest + 14, width);
    out += '\n';
  }

  void sums() {
    heading("Sums");
    const auto& settings = pack.settings[0];
    sum_line(score::Label::first, side_sum(0));
    sum_line(score::Label::second, side_sum(1));
    sum_line(score::Label::both,
             fmt::format(
                 "the smaller of both {} + acts of both kinds {} + parts that disagree {}{}",
                 points_text(std::min(verdict.first, verdict.second)), points_text(sum_of(score::pole_both)),
                 points_text(verdict.clauses),
                 settings.both_base == 0 ? "" : fmt::format(" + {} to begin with", points_text(settings.both_base))));
    sum_line(score::Label::none, fmt::format("signs of other work {} + {} to begin with",
                                             points_text(sum_of(score::pole_other)), points_text(settings.base)));
    std::string confidence;
    output::append_thousandths(confidence, verdict.confidence);
    out += "  ";
    append_wrapped(out,
                   fmt::format("{} leads by {}, which the pack's calibration makes a confidence of {}.",
                               label_name(verdict.label), points_text(verdict.margin), confidence),
                   2, width);
    out += '\n';
    axes();
  }

  void axes() {
    std::string words;
    for (std::size_t axis = 0; axis < pack.axes.size(); ++axis) {
      const auto shown = verdict.axes[axis];
      if (shown == 0) continue;
      const auto& names = pack.axes[axis];
      words += fmt::format("{}{}: {}", words.empty() ? "" : ", ", pack.spell(names.name),
                           pack.spell(shown < 0 ? names.first : names.second));
    }
    if (words.empty()) return;
    out += "  ";
    append_wrapped(out, fmt::format("Axes shown: {}.", words), 2, width);
    out += '\n';
  }

  /// `3 ("the words")`
  std::string sign(std::size_t number) const {
    const auto span = output::span_of(trace.item, verdict.evidence[groups[number - 1].first]);
    return fmt::format("{} (\"{}\")", number, harmless(span.match));
  }

  void flip() {
    heading("What would change it");
    const auto change = score::what_would_flip(pack, verdict);
    std::string words;
    if (change.evidence.empty()) {
      words = fmt::format("Taking its strongest signs away, up to six, leaves it {}.", label_name(verdict.label));
    } else {
      std::vector<std::size_t> numbers;
      for (const auto index : change.evidence)
        for (std::size_t g = 0; g < groups.size(); ++g)
          if (index >= groups[g].first && index < groups[g].last &&
              std::find(numbers.begin(), numbers.end(), g + 1) == numbers.end())
            numbers.push_back(g + 1);
      std::vector<std::string> signs;
      for (const auto number : numbers) signs.push_back(sign(number));
      words = fmt::format("Without {} it would be {}.", fmt::join(signs, " and "), label_name(change.becomes));
    }
    out += "  ";
    append_wrapped(out, words, 2, width);
    out += '\n';
  }
};

void append_json_part(std::string& out, std::string_view key, std::string_view value) {
  if (out.back() != '{' && out.back() != '[') out += ',';
  output::append_json(out, key);
  out += ':';
  out += value;
}

std::string json_text(std::string_view text) {
  std::string out;
  output::append_json(out, text);
  return out;
}

std::string json_steps(const Trace& trace) {
  std::string out = "[";
  for (const auto& evidence : trace.item.verdict.evidence) {
    out += out.size() > 1 ? ",{" : "{";
    append_json_part(out, "rule", json_text(trace.pack.rule_id(evidence.rule)));
    append_json_part(out, "pole", json_text(trace.pack.pole_name(evidence.pole)));
    append_json_part(out, "weight", points_text(evidence.weight));
    std::string steps = "[";
    for (const auto& step : steps_of(trace.pack, evidence))
      steps += fmt::format("{}{{\"why\":{},\"percent\":{}}}", steps.size() > 1 ? "," : "", json_text(step.words),
                           points_text(step.permille * 10));
    append_json_part(out, "factors", steps + "]");
    append_json_part(out, "points", points_text(evidence.points));
    out += '}';
  }
  return out + "]";
}

std::string json_clauses(const Trace& trace) {
  std::string out = "[";
  const auto fields = trace.item.batch.fields_of(trace.item.activity);
  for (std::uint32_t number = 0; number < fields.size(); ++number) {
    const auto& analysis = trace.labeller.analysis(number);
    std::string repaired;
    const auto text = output::valid_text(fields[number].text, trace.item.verdict.repaired, repaired);
    for (const auto& clause : analysis.clauses) {
      const auto words = TextTrace::cut(text, analysis, clause.first, clause.last);
      if (words.empty()) continue;
      out += out.size() > 1 ? ",{" : "{";
      append_json_part(out, "text", json_text(words));
      append_json_part(out, "remarks", json_text(TextTrace::remarks(clause)));
      std::string phrases = "[";
      for (std::uint32_t i = 0; i < clause.phrase_count; ++i) {
        const auto& phrase = analysis.phrases[clause.first_phrase + i];
        phrases += fmt::format("{}{{\"role\":{},\"text\":{}}}", phrases.size() > 1 ? "," : "",
                               json_text(role_words[static_cast<std::size_t>(phrase.role)]),
                               json_text(TextTrace::cut(text, analysis, phrase.first, phrase.last)));
      }
      append_json_part(out, "phrases", phrases + "]");
      out += '}';
    }
  }
  return out + "]";
}

std::string json_flip(const Trace& trace) {
  const auto change = score::what_would_flip(trace.pack, trace.item.verdict);
  if (change.evidence.empty()) return "null";
  std::string without = "[";
  std::uint32_t last = ~std::uint32_t{0};
  for (const auto index : change.evidence) {
    const auto rule = trace.item.verdict.evidence[index].rule;
    if (rule != last)
      without += fmt::format("{}{}", without.size() > 1 ? "," : "", json_text(trace.pack.rule_id(rule)));
    last = rule;
  }
  return fmt::format("{{\"without\":{}],\"becomes\":{}}}", without,
                     json_text(trace.pack.label_name(static_cast<std::size_t>(change.becomes))));
}

}  // namespace

std::vector<Step> steps_of(const rules::CompiledPack& pack, const score::Evidence& evidence) {
  std::vector<Step> steps;
  const auto& settings = pack.settings[0];
  for (unsigned bit = 0; bit < 8; ++bit)
    if (((evidence.factors >> bit) & 1U) != 0 && settings.factors[bit] != 100)
      steps.push_back({std::string(factor_words[bit]), settings.factors[bit] * 10});
  const auto share = pack.shares[std::min<std::size_t>(evidence.rank, pack.shares.size() - 1)];
  if (share != 1000) steps.push_back({fmt::format("the {} of its pole", ordinal(evidence.rank + 1U)), share});
  return steps;
}

std::string trace_text(const Trace& trace, std::size_t width, bool color) {
  TextTrace text{.trace = trace, .width = std::clamp<std::size_t>(width, 40, 110), .look = output::Look(color)};
  text.title();
  text.fields();
  text.facts();
  text.parts();
  text.evidence();
  text.sums();
  text.flip();
  return text.out;
}

std::string trace_json(const Trace& trace) {
  std::string out = "{";
  output::Scratch scratch;
  const output::FieldSource source{trace.pack, trace.item, scratch};
  for (const auto& field : output::field_rows()) {
    std::string value;
    field.json(source, value);
    append_json_part(out, field.name, value);
  }
  const auto& settings = trace.pack.settings[0];
  append_json_part(
      out, "base",
      fmt::format("{{\"other\":{},\"both\":{}}}", points_text(settings.base), points_text(settings.both_base)));
  append_json_part(out, "disagreement", points_text(trace.item.verdict.clauses));
  append_json_part(out, "clauses", json_clauses(trace));
  append_json_part(out, "steps", json_steps(trace));
  append_json_part(out, "flip", json_flip(trace));
  return out + "}\n";
}

}  // namespace worktell::cli
