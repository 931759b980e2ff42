// From evidence to a label, in whole numbers.
//
// 1. An evidence is worth its rule's weight times the percentage of each factor that holds for it.
// 2. Within a pole the strongest evidence counts in full and later ones by the pack's shares, so that correlated rules
// do
//    not stack; what would exceed the pole's cap is cut. These are the points, and they add up to the pole.
// 3. The first poles add up to the first side, the second poles to the second side. Other work has the pack's base and
// its
//    own evidence. Both sides together have the smaller side's score, the evidence for acts that are both by nature,
//    and what clauses give that firmly speak for different sides; less the pack's base for it.
// 4. The largest of the four decides; where they tie, the work is of neither side. The margin to the next, through the
//    label's calibration curve, is the confidence.

#include <algorithm>
#include <array>

#include "score/labeller.hpp"

namespace worktell::score {
namespace {

Points scaled(Points value, std::int64_t part, std::int64_t whole) {
  const std::int64_t product = std::int64_t{value} * part;
  const std::int64_t half = product < 0 ? -whole / 2 : whole / 2;
  return static_cast<Points>((product + half) / whole);
}

Points worth(const rules::Settings& settings, const Evidence& evidence) {
  Points value = evidence.weight;
  for (unsigned f = 0; f < 8; ++f)
    if ((evidence.factors >> f & 1U) != 0) value = scaled(value, settings.factors[f], 100);
  return value;
}

struct Sums {
  std::array<Points, pole_slots> of{};
  std::array<std::uint32_t, pole_slots> count{};
};

// Gives points in order of size. The evidence of one text is short, so the strongest not yet ranked is found by
// looking.
void rank_and_share(const rules::CompiledPack& pack, std::vector<Evidence>& evidence, Sums& sums) {
  const auto& settings = pack.settings[0];
  constexpr std::uint8_t unranked = 255;
  for (auto& e : evidence) {
    e.points = worth(settings, e);
    e.rank = unranked;
  }
  for (std::size_t done = 0; done < evidence.size(); ++done) {
    Evidence* best = nullptr;
    for (auto& e : evidence)
      if (e.rank == unranked && (best == nullptr || std::abs(e.points) > std::abs(best->points))) best = &e;
    const std::size_t s = slot_of(best->pole);
    best->rank = static_cast<std::uint8_t>(std::min<std::uint32_t>(sums.count[s]++, 250));
    const std::size_t share = std::min<std::size_t>(best->rank, pack.shares.size() - 1);
    best->points = scaled(best->points, pack.shares[share], 1000);
    best->points = std::clamp(best->points, -settings.cap - sums.of[s], settings.cap - sums.of[s]);
    sums.of[s] += best->points;
  }
}

// The largest lead of one side within a clause, for both sides.
struct Leads {
  Points first = 0;
  Points second = 0;
};

Leads clause_leads(const std::vector<Evidence>& evidence) {
  Leads leads;
  for (std::size_t i = 0; i < evidence.size(); ++i) {
    const std::uint32_t clause = evidence[i].clause;
    const bool seen = std::any_of(evidence.begin(), evidence.begin() + static_cast<std::ptrdiff_t>(i),
                                  [&](const Evidence& e) { return !e.from_fact && e.clause == clause; });
    if (seen || evidence[i].from_fact) continue;
    Points lead = 0;
    for (const auto& e : evidence)
      if (e.clause == clause && !e.from_fact && e.pole < most_poles) lead += e.pole % 2 == 0 ? e.points : -e.points;
    leads.first = std::max(leads.first, lead);
    leads.second = std::max(leads.second, -lead);
  }
  return leads;
}

Points disagreement(const rules::Settings& settings, const Verdict& verdict) {
  const Leads leads = clause_leads(verdict.evidence);
  const Points weaker = std::min(leads.first, leads.second);
  return weaker < settings.firm ? 0 : std::min(weaker, settings.disagree);
}

std::int32_t confidence_of(const rules::CompiledPack& pack, Label label, Points margin) {
  const auto curve = static_cast<std::size_t>(label);
  const std::uint32_t begin = pack.calibration_start[curve];
  const std::uint32_t end = pack.calibration_start[curve + 1];
  if (begin == end) return 500;
  if (margin <= pack.calibration[begin].margin) return pack.calibration[begin].confidence;
  for (std::uint32_t i = begin + 1; i < end; ++i) {
    const auto& low = pack.calibration[i - 1];
    const auto& high = pack.calibration[i];
    if (margin > high.margin) continue;
    return low.confidence +
           scaled(high.confidence - low.confidence, margin - low.margin, std::max(1, high.margin - low.margin));
  }
  return pack.calibration[end - 1].confidence;
}

void choose(const rules::CompiledPack& pack, Verdict& verdict) {
  constexpr std::array<Label, 4> order = {Label::none, Label::first, Label::second, Label::both};
  verdict.label = *std::max_element(order.begin(), order.end(),
                                    [&](Label a, Label b) { return verdict.score_of(a) < verdict.score_of(b); });
  Points next = INT32_MIN;
  for (const Label label : order)
    if (label != verdict.label) next = std::max(next, verdict.score_of(label));
  if (next == verdict.score_of(verdict.label)) verdict.label = Label::none;
  verdict.margin = std::max(0, verdict.score_of(verdict.label) - next);
  verdict.confidence = confidence_of(pack, verdict.label, verdict.margin);
}

void show_axes(const rules::CompiledPack& pack, Verdict& verdict) {
  const Points least = std::max(1, pack.settings[0].axis);
  for (std::size_t a = 0; a < pack.axes.size(); ++a) {
    const Points lead = verdict.poles[2 * a] - verdict.poles[2 * a + 1];
    verdict.axes[a] = static_cast<std::int8_t>(lead >= least ? -1 : lead <= -least ? 1 : 0);
  }
}

}  // namespace

void decide(const rules::CompiledPack& pack, Verdict& verdict) {
  const auto& settings = pack.settings[0];
  Sums sums;
  rank_and_share(pack, verdict.evidence, sums);
  verdict.first = verdict.second = 0;
  for (std::size_t p = 0; p < most_poles; ++p) {
    verdict.poles[p] = sums.of[p];
    (p % 2 == 0 ? verdict.first : verdict.second) += sums.of[p];
  }
  verdict.other = settings.base + sums.of[most_poles];
  verdict.clauses = disagreement(settings, verdict);
  verdict.both =
      settings.both_base + std::min(verdict.first, verdict.second) + sums.of[most_poles + 1] + verdict.clauses;
  choose(pack, verdict);
  show_axes(pack, verdict);
}

namespace {

void take_away(Verdict& verdict, std::uint32_t rule) {
  std::erase_if(verdict.evidence, [rule](const Evidence& e) { return e.rule == rule; });
}

// The rule whose loss costs the label most.
std::uint32_t weakest_point(const rules::CompiledPack& pack, const Verdict& verdict, Label label) {
  std::uint32_t best = verdict.evidence.front().rule;
  Points best_margin = INT32_MAX;
  for (const Evidence& e : verdict.evidence) {
    Verdict trial = verdict;
    take_away(trial, e.rule);
    decide(pack, trial);
    const Points margin = trial.label == label ? trial.margin : -trial.margin - 1;
    if (margin < best_margin) best_margin = margin, best = e.rule;
  }
  return best;
}

}  // namespace

Flip what_would_flip(const rules::CompiledPack& pack, const Verdict& verdict) {
  constexpr int most_rules = 6;
  Flip flip;
  Verdict without = verdict;
  for (int taken = 0; taken < most_rules && !without.evidence.empty(); ++taken) {
    const std::uint32_t rule = weakest_point(pack, without, verdict.label);
    for (std::uint32_t i = 0; i < verdict.evidence.size(); ++i)
      if (verdict.evidence[i].rule == rule) flip.evidence.push_back(i);
    take_away(without, rule);
    decide(pack, without);
    flip.becomes = without.label;
    if (without.label != verdict.label) return flip;
  }
  return {};
}

}  // namespace worktell::score
