#include "score/labeller.hpp"

#include <algorithm>
#include <tuple>

#include "base/ascii.hpp"
#include "rules/match.hpp"
#include "text/utf8.hpp"

namespace worktell::score {

// A match that may become evidence.
struct Candidate {
  std::uint32_t rule;
  std::uint32_t field;
  std::uint32_t begin, end;
  std::uint32_t clause;
  std::uint8_t factors;
  bool from_fact;
};

namespace {

std::uint8_t flag(Factor factor) {
  return static_cast<std::uint8_t>(factor);
}

// What weakens a match, from the place of its first token.
std::uint8_t factors_of(const text::Analysis& analysis, const rules::Match& match) {
  const auto& place = analysis.places[match.first];
  const auto& clause = analysis.clauses[place.clause];
  std::uint8_t factors = 0;
  if (place.tail) factors |= flag(Factor::tail);
  if (clause.refused) factors |= flag(Factor::refused);
  if (clause.negated) factors |= flag(Factor::negated);
  if (clause.condition) factors |= flag(Factor::condition);
  if (clause.question) factors |= flag(Factor::question);
  if (clause.purpose) factors |= flag(Factor::aim);
  if (analysis.tokens[match.first].quoted) factors |= flag(Factor::quoted);
  return factors;
}

// Drops matches that a longer one holds. Matches come sorted by begin, longest first; equal ranges do not hold each
// other. Frames spread over a clause, so they neither silence nor are silenced. What an `unless` keeps quiet must be
// gone already: a rule that says nothing silences nothing.
void silence(const rules::CompiledPack& pack, std::vector<rules::Match>& matches) {
  std::uint32_t reach = 0;  // the furthest end of the ranges before the current one
  std::uint32_t first = 0;  // the current range
  std::uint32_t last = 0;
  std::size_t kept = 0;
  for (const auto& match : matches) {
    const bool plain = !match.frame && !pack.rules[match.rule].keep;
    if (plain && (match.first != first || match.last != last)) {
      reach = std::max(reach, last);
      first = match.first;
      last = match.last;
    }
    if (!plain || reach < match.last) matches[kept++] = match;
  }
  matches.resize(kept);
}

}  // namespace

struct Labeller::State {
  explicit State(const rules::CompiledPack& compiled)
      : pack(compiled),
        matcher(compiled),
        suppressed(compiled.rules.size(), 0),
        best(compiled.rules.size(), 0),
        best_round(compiled.rules.size(), 0) {}

  const rules::CompiledPack& pack;
  rules::Matcher matcher;
  std::vector<text::Analysis> analyses;
  std::vector<std::vector<rules::Match>> matches;  ///< per field
  std::vector<Candidate> candidates;
  std::vector<std::uint64_t> suppressed;  ///< per rule: the round in which an `unless` silenced it
  std::vector<std::uint32_t> best;        ///< per rule: its strongest candidate
  std::vector<std::uint64_t> best_round;
  std::vector<char> repaired;
  std::uint64_t round = 0;
  std::uint32_t fields = 0;
  Verdict verdict;

  void start() {
    ++round;
    fields = 0;
    candidates.clear();
    verdict.evidence.clear();
    verdict.repaired = 0;
  }

  std::string_view clean(std::string_view text) {
    if (text::is_clean(text)) return text;
    repaired.resize(text.size());
    verdict.repaired += static_cast<std::uint32_t>(text::repair(text, repaired.data()));
    return {repaired.data(), text.size()};
  }

  void field(std::string_view raw) {
    if (analyses.size() <= fields) analyses.resize(fields + 1), matches.resize(fields + 1);
    text::Analysis& analysis = analyses[fields];
    text::analyse(pack.lexicon, clean(raw), analysis);
    matcher.find(analysis, matches[fields]);
    for (const auto& match : matches[fields])
      if (match.unless) suppressed[match.rule] = round;
    ++fields;
  }

  // An `unless` holds for the whole activity, so this waits until every field was read.
  void take_matches() {
    std::uint32_t clauses = 0;
    for (std::uint32_t f = 0; f < fields; ++f) {
      std::erase_if(matches[f], [this](const rules::Match& m) { return suppressed[m.rule] == round; });
      silence(pack, matches[f]);
      for (const auto& match : matches[f]) add(f, clauses, match);
      clauses += static_cast<std::uint32_t>(analyses[f].clauses.size());
    }
  }

  void add(std::uint32_t number, std::uint32_t clauses, const rules::Match& match) {
    const text::Analysis& analysis = analyses[number];
    candidates.push_back({match.rule, number, analysis.tokens[match.first].begin, analysis.tokens[match.last - 1].end,
                          clauses + analysis.places[match.first].clause, factors_of(analysis, match), false});
  }

  void facts(std::span<const input::Fact> all) {
    for (std::uint32_t i = 0; i < all.size(); ++i)
      for (const auto& test : pack.fact_tests)
        if (suppressed[test.rule] != round && holds(test, all[i]))
          candidates.push_back({test.rule, i, 0, 0, 0, 0, true});
  }

  bool holds(const rules::FactTest& test, const input::Fact& fact) const {
    if (test.kind != static_cast<std::uint8_t>(fact.kind)) return false;
    if (test.symbol_count == 0) return fact.value >= test.low && fact.value <= test.high;
    char lowered[64];
    if (fact.text.size() > sizeof lowered) return false;
    std::transform(fact.text.begin(), fact.text.end(), lowered, ascii_lower);
    const auto form = pack.lexicon.find({lowered, fact.text.size()});
    if (form == 0) return false;
    const auto symbols = pack.lexicon.symbols_of(form);
    return std::find(symbols.begin(), symbols.end(), pack.position_symbols[test.first_symbol]) != symbols.end();
  }

  std::int64_t strength(const Candidate& candidate) const {
    std::int64_t percent = 1000000;
    for (unsigned f = 0; f < 8; ++f)
      if ((candidate.factors >> f & 1U) != 0) percent = percent * pack.settings[0].factors[f] / 100;
    return percent;
  }

  // One candidate a rule: the strongest, then the earliest.
  void choose() {
    for (std::uint32_t c = 0; c < candidates.size(); ++c) {
      const auto rule = candidates[c].rule;
      if (best_round[rule] == round && strength(candidates[best[rule]]) >= strength(candidates[c])) continue;
      best_round[rule] = round;
      best[rule] = c;
    }
  }

  void finish() {
    choose();
    const bool other_field = field_signs() >= pack.settings[0].field_from;
    for (std::uint32_t c = 0; c < candidates.size(); ++c) {
      const auto rule = candidates[c].rule;
      if (best_round[rule] == round && best[rule] == c) add_evidence(candidates[c], other_field);
    }
    const auto key = [](const Evidence& e) { return std::tuple(e.from_fact, e.field, e.begin, e.rule, e.pole); };
    std::sort(verdict.evidence.begin(), verdict.evidence.end(),
              [&](const Evidence& a, const Evidence& b) { return key(a) < key(b); });
    decide(pack, verdict);
  }

  Points field_signs() const {
    Points sum = 0;
    for (std::uint32_t c = 0; c < candidates.size(); ++c) {
      const auto& rule = pack.rules[candidates[c].rule];
      if (rule.field_sign && best_round[candidates[c].rule] == round && best[candidates[c].rule] == c)
        sum += rule.weight;
    }
    return sum;
  }

  void add_evidence(const Candidate& candidate, bool other_field) {
    const auto& rule = pack.rules[candidate.rule];
    Evidence evidence;
    evidence.rule = candidate.rule;
    evidence.factors = candidate.factors;
    if (rule.ordinary && other_field) evidence.factors |= flag(Factor::other_field);
    evidence.from_fact = candidate.from_fact;
    evidence.field = candidate.field;
    evidence.begin = candidate.begin;
    evidence.end = candidate.end;
    evidence.clause = candidate.clause;
    for (std::size_t p = 0; p < rule.pole_count; ++p) {
      evidence.pole = rule.poles[p];
      evidence.weight = rule.weight / rule.pole_count + (p == 0 ? rule.weight % rule.pole_count : 0);
      verdict.evidence.push_back(evidence);
    }
  }
};

Labeller::Labeller(const rules::CompiledPack& pack) : state_(std::make_unique<State>(pack)) {}
Labeller::Labeller(Labeller&&) noexcept = default;
Labeller::~Labeller() = default;

const Verdict& Labeller::label(const input::Batch& batch, const input::Activity& activity) {
  state_->start();
  const auto fields = batch.fields_of(activity);
  for (const auto& field : fields) state_->field(field.text);
  state_->take_matches();
  state_->facts(batch.facts_of(activity));
  state_->finish();
  return state_->verdict;
}

const Verdict& Labeller::label(std::string_view text) {
  state_->start();
  state_->field(text);
  state_->take_matches();
  state_->finish();
  return state_->verdict;
}

const text::Analysis& Labeller::analysis(std::uint32_t field) const {
  return state_->analyses[field];
}

}  // namespace worktell::score
