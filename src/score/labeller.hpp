#pragma once
/// From an activity to its verdict. One labeller a thread; all share one compiled pack.

#include <memory>
#include <string>
#include <string_view>

#include "input/activity.hpp"
#include "rules/compiled.hpp"
#include "score/verdict.hpp"
#include "text/analysis.hpp"

namespace worktell::score {

/// Owns the scratch memory of one thread: labelling allocates nothing once it is warm.
class Labeller {
 public:
  /// `pack` must outlive the labeller.
  explicit Labeller(const rules::CompiledPack& pack);
  Labeller(Labeller&&) noexcept;
  ~Labeller();

  /// The verdict stays valid until the next call. Cost: linear in the text.
  const Verdict& label(const input::Batch& batch, const input::Activity& activity);
  /// The same for a bare text.
  const Verdict& label(std::string_view text);

  /// The analysis of field `field` of the last activity, for explanations; recomputed at need.
  const text::Analysis& analysis(std::uint32_t field) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// What would change the label: the smallest set of evidence (strongest first) without which it would be another, and
/// what that other would be. Empty if no removal changes it.
struct Flip {
  std::vector<std::uint32_t> evidence;  ///< indices into Verdict::evidence
  Label becomes = Label::none;
};
[[nodiscard]] Flip what_would_flip(const rules::CompiledPack& pack, const Verdict& verdict);

/// Recomputes everything but the evidence from the evidence (weights and factors): the oracle of "no hidden points",
/// and what `explain` prints. Fills points, poles, sides, label, confidence, margin and axes.
void decide(const rules::CompiledPack& pack, Verdict& verdict);

}  // namespace worktell::score
