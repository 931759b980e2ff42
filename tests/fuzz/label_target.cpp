// Bytes as one text, labelled by the built-in pack: no hidden points, spans inside the text, the same on every call.

#include <algorithm>
#include <string>
#include <tuple>

#include "require.hpp"
#include "score/labeller.hpp"
#include "text/utf8.hpp"

namespace {

using namespace worktell;
using namespace worktell::score;
using fuzz::require;

auto numbers_of(const Verdict& v) {
  return std::tuple(v.label, v.confidence, v.margin, v.first, v.second, v.other, v.both, v.clauses);
}

bool same_evidence(const Evidence& a, const Evidence& b) {
  return std::tuple(a.rule, a.pole, a.factors, a.rank, a.weight, a.points, a.begin, a.end, a.clause) ==
         std::tuple(b.rule, b.pole, b.factors, b.rank, b.weight, b.points, b.begin, b.end, b.clause);
}

bool same_verdict(const Verdict& a, const Verdict& b) {
  return numbers_of(a) == numbers_of(b) && a.repaired == b.repaired &&
         std::equal(std::begin(a.poles), std::end(a.poles), std::begin(b.poles)) &&
         std::equal(a.evidence.begin(), a.evidence.end(), b.evidence.begin(), b.evidence.end(), same_evidence);
}

// The evidence's rules, weights, factors and clauses alone.
Verdict stripped(const Verdict& verdict) {
  Verdict made;
  made.repaired = verdict.repaired;
  for (auto e : verdict.evidence) {
    e.points = 0;
    e.rank = 0;
    made.evidence.push_back(e);
  }
  return made;
}

void check_sums(const rules::CompiledPack& pack, const Verdict& verdict) {
  Points sides[2] = {0, 0};
  for (std::size_t pole = 0; pole < pack.pole_count(); ++pole) {
    Points sum = 0;
    for (const auto& e : verdict.evidence) sum += e.pole == pole ? e.points : 0;
    require(sum == verdict.poles[pole], "points add up to the pole");
    sides[pole % 2] += sum;
  }
  require(sides[0] == verdict.first && sides[1] == verdict.second, "poles add up to the sides");
}

void check_label(const Verdict& verdict) {
  const auto won = verdict.score_of(verdict.label);
  for (const Label other : {Label::first, Label::second, Label::both, Label::none})
    require(verdict.label == Label::none || verdict.label == other || won - verdict.score_of(other) >= verdict.margin,
            "the label leads by its margin");
  require(verdict.margin >= 0, "a margin is no debt");
  require(verdict.confidence >= 0 && verdict.confidence <= 1000, "a confidence is a share");
}

bool on_border(std::string_view text, std::size_t at) {
  return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
}

void check_spans(std::string_view text, const Verdict& verdict) {
  for (const auto& e : verdict.evidence) {
    require(e.begin < e.end && e.end <= text.size(), "a span lies inside the text");
    require(on_border(text, e.begin) && on_border(text, e.end), "a span parts no character");
  }
  const auto place = [](const Evidence& e) { return std::tuple(e.field, e.begin, e.rule); };
  require(std::is_sorted(verdict.evidence.begin(), verdict.evidence.end(),
                         [&](const Evidence& a, const Evidence& b) { return place(a) < place(b); }),
          "evidence is sorted by place and rule");
}

void check_flip(const rules::CompiledPack& pack, const Verdict& verdict) {
  if (verdict.evidence.size() > 24) return;  // looking for it costs the cube
  const Flip flip = what_would_flip(pack, verdict);
  if (flip.evidence.empty()) return;
  Verdict without;
  for (std::uint32_t i = 0; i < verdict.evidence.size(); ++i)
    if (std::find(flip.evidence.begin(), flip.evidence.end(), i) == flip.evidence.end())
      without.evidence.push_back(verdict.evidence[i]);
  decide(pack, without);
  require(without.label == flip.becomes && without.label != verdict.label, "what would flip the label flips it");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Labeller labeller(rules::built_in_pack());
  const auto& pack = rules::built_in_pack();
  const std::string text(fuzz::bytes_of(data, size));
  const Verdict verdict = labeller.label(text);
  std::string repaired(text.size(), '\0');
  const auto bad = text::repair(text, repaired.data());
  require(bad == verdict.repaired, "bytes that were no text are counted");
  require((bad == 0) == text::is_clean(text), "what needs no repair is clean");
  require(text::is_clean(repaired), "what was repaired is clean");
  check_spans(repaired, verdict);
  check_sums(pack, verdict);
  check_label(verdict);
  Verdict again = stripped(verdict);
  decide(pack, again);
  require(same_verdict(again, verdict), "the evidence alone gives the verdict");
  require(same_verdict(labeller.label(text), verdict), "a text has the same verdict on every call");
  check_flip(pack, verdict);
  return 0;
}
