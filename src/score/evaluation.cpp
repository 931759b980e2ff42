#include "score/evaluation.hpp"

#include <algorithm>
#include <cmath>

namespace worktell::score {
namespace {

constexpr std::array all_labels = {Label::first, Label::second, Label::both, Label::none};

std::optional<double> share(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return std::nullopt;
  return static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

bool speaks_for(PoleId pole, Label label) {
  if (pole == pole_other) return label == Label::none;
  if (pole == pole_both) return label == Label::both;
  return label == Label::both || label == (pole % 2 == 0 ? Label::first : Label::second);
}

void Evaluation::add(const Gold& gold, const Verdict& verdict) {
  ++count_;
  ++confusion_[index(gold.label)][index(verdict.label)];
  add_confidence(verdict.confidence, gold.label == verdict.label);
  add_axes(gold, verdict);
  add_rules(gold.label, verdict);
}

void Evaluation::add_confidence(std::int32_t confidence, bool is_right) {
  const auto value = static_cast<std::uint64_t>(std::clamp(confidence, 0, 1000));
  auto& bin = bins_[std::min<std::size_t>(value * bins / 1000, bins - 1)];
  ++bin.count;
  bin.right += is_right ? 1U : 0U;
  bin.confidence += value;
  for (auto& sure : sure_) {
    if (confidence < sure.from) continue;
    ++sure.count;
    sure.right += is_right ? 1U : 0U;
  }
}

void Evaluation::add_axes(const Gold& gold, const Verdict& verdict) {
  for (std::size_t a = 0; a < axes_.size(); ++a) {
    if (gold.axes[a] == 0) continue;
    ++axes_[a].named;
    axes_[a].agreed += gold.axes[a] == verdict.axes[a] ? 1U : 0U;
  }
}

// Evidence of one rule stands together pole by pole in no certain order, so each is looked up from its first entry.
void Evaluation::add_rules(Label gold, const Verdict& verdict) {
  const auto& all = verdict.evidence;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto same = [&](const Evidence& e) { return e.rule == all[i].rule; };
    const auto here = all.begin() + static_cast<std::ptrdiff_t>(i);
    if (std::any_of(all.begin(), here, same)) continue;
    auto& counts = rules_[all[i].rule];
    ++counts.fires;
    bool fits = false;
    bool speaks = false;
    for (auto e = here; e != all.end(); ++e) {
      if (!same(*e) || e->points == 0) continue;
      speaks = true;
      fits = fits || speaks_for(e->pole, gold) == (e->points > 0);
    }
    if (speaks) ++(fits ? counts.right : counts.wrong);
  }
}

Evaluation& Evaluation::operator+=(const Evaluation& other) {
  count_ += other.count_;
  for (std::size_t g = 0; g < labels; ++g)
    for (std::size_t s = 0; s < labels; ++s) confusion_[g][s] += other.confusion_[g][s];
  for (std::size_t b = 0; b < bins; ++b) {
    bins_[b].count += other.bins_[b].count;
    bins_[b].right += other.bins_[b].right;
    bins_[b].confidence += other.bins_[b].confidence;
  }
  for (std::size_t s = 0; s < sure_.size(); ++s) {
    sure_[s].count += other.sure_[s].count;
    sure_[s].right += other.sure_[s].right;
  }
  for (std::size_t a = 0; a < axes_.size(); ++a) {
    axes_[a].named += other.axes_[a].named;
    axes_[a].agreed += other.axes_[a].agreed;
  }
  for (std::size_t r = 0; r < rules_.size(); ++r) {
    rules_[r].fires += other.rules_[r].fires;
    rules_[r].right += other.rules_[r].right;
    rules_[r].wrong += other.rules_[r].wrong;
  }
  return *this;
}

std::uint64_t Evaluation::right() const {
  std::uint64_t sum = 0;
  for (const auto label : all_labels) sum += confused(label, label);
  return sum;
}

std::uint64_t Evaluation::gold_count(Label label) const {
  std::uint64_t sum = 0;
  for (const auto said : all_labels) sum += confused(label, said);
  return sum;
}

std::uint64_t Evaluation::said_count(Label label) const {
  std::uint64_t sum = 0;
  for (const auto gold : all_labels) sum += confused(gold, label);
  return sum;
}

std::optional<double> Evaluation::accuracy() const {
  return share(right(), count_);
}
std::optional<double> Evaluation::precision(Label label) const {
  return share(confused(label, label), said_count(label));
}
std::optional<double> Evaluation::recall(Label label) const {
  return share(confused(label, label), gold_count(label));
}

std::optional<double> Evaluation::f1(Label label) const {
  return share(2 * confused(label, label), gold_count(label) + said_count(label));
}

std::optional<double> Evaluation::macro_f1() const {
  double sum = 0;
  std::size_t occurring = 0;
  for (const auto label : all_labels) {
    const auto value = f1(label);
    sum += value.value_or(0);
    occurring += value ? 1U : 0U;
  }
  if (occurring == 0) return std::nullopt;
  return sum / static_cast<double>(occurring);
}

std::uint64_t Evaluation::swaps() const {
  return confused(Label::first, Label::second) + confused(Label::second, Label::first);
}

std::optional<double> Evaluation::swap_rate() const {
  return share(swaps(), sided());
}

// Within a bin, count x |accuracy - confidence| = |right - sum of confidences|.
std::optional<double> Evaluation::calibration_error() const {
  if (count_ == 0) return std::nullopt;
  double sum = 0;
  for (const auto& bin : bins_)
    sum += std::abs(static_cast<double>(bin.right) - static_cast<double>(bin.confidence) / 1000.0);
  return sum / static_cast<double>(count_);
}

Evaluation::Sure Evaluation::sure_at(std::int32_t thousandths) const {
  for (const auto& sure : sure_)
    if (sure.from == thousandths) return {share(sure.right, sure.count), share(sure.count, count_)};
  return {};
}

}  // namespace worktell::score
