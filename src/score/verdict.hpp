#pragma once
/// What the score stage gives for one activity. All numbers are whole: points in hundredths, confidence in thousandths,
/// so that the same input gives the same bytes on every machine and a reader can add the points up by hand.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace worktell::score {

using Points = std::int32_t;  ///< hundredths of a point
using PoleId = std::uint8_t;  ///< index into the pack's poles (2 a axis: first side even, second side odd), or one of:
inline constexpr PoleId pole_other = 254;  ///< sign that the work is of neither side
inline constexpr PoleId pole_both = 255;   ///< sign that the work is of both sides by nature
inline constexpr std::size_t most_poles = 16;

/// Arrays by pole that hold "other" and "both" too have them after the poles proper.
inline constexpr std::size_t pole_slots = most_poles + 2;
[[nodiscard]] constexpr std::size_t slot_of(PoleId pole) {
  return pole == pole_other ? most_poles : pole == pole_both ? most_poles + 1 : pole;
}

/// The four labels, in the engine's words; the pack names them.
enum class Label : std::uint8_t { first, second, both, none };

/// Why an evidence's points differ from its rule's weight. Several may hold; each has a percentage in the pack.
enum class Factor : std::uint8_t {
  tail = 1,          ///< in a list of examples
  refused = 2,       ///< said not to be the work
  negated = 4,       ///< did not happen; counts all the same unless the pack says otherwise
  condition = 8,     ///< inside "if ..."
  quoted = 16,       ///< inside quotation marks
  other_field = 32,  ///< an ordinary word where the text is from another field of work
  aim = 64,          ///< in a part of the text that only tells the aim
  question = 128,    ///< asked, not told
};

/// One rule that matched.
struct Evidence {
  std::uint32_t rule = 0;  ///< index into the pack's rules
  PoleId pole = 0;
  std::uint8_t factors = 0;  ///< set of Factor
  std::uint8_t rank = 0;     ///< place among the evidence of its pole by size, from 0: later ones count less
  bool from_fact = false;    ///< the field is a fact's column and there is no span
  Points weight = 0;         ///< of the rule for this pole
  Points points = 0;         ///< given: weight, times the factors, times the share of its rank, within the pole's cap
  std::uint32_t field = 0;   ///< index into the activity's fields (or facts)
  std::uint32_t begin = 0;   ///< bytes in the field's text
  std::uint32_t end = 0;
  std::uint32_t clause = 0;  ///< number of the clause, counted through all fields
};

/// The whole answer. Owned by the labeller that gave it and overwritten by its next one; copy what must last.
struct Verdict {
  Label label = Label::none;
  std::int32_t confidence = 0;  ///< thousandths
  Points margin = 0;            ///< between the label's score and the next
  Points first = 0;             ///< sum of the first side's poles
  Points second = 0;
  Points other = 0;    ///< evidence for other work, plus the pack's base
  Points both = 0;     ///< acts that are both by nature, plus clauses that disagree
  Points clauses = 0;  ///< the part of `both` that comes from clauses that firmly disagree
  Points poles[most_poles] = {};
  std::int8_t axes[most_poles / 2] = {};  ///< per axis: -1 the first pole is shown, +1 the second, 0 neither
  std::vector<Evidence> evidence;         ///< by field, begin, rule
  std::uint32_t repaired = 0;             ///< bytes that were no valid text

  /// The score of one label, as the decision compares them.
  [[nodiscard]] Points score_of(Label which) const {
    switch (which) {
      case Label::first:
        return first;
      case Label::second:
        return second;
      case Label::both:
        return both;
      case Label::none:
        return other;
    }
    return 0;
  }
};

}  // namespace worktell::score
