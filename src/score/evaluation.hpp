#pragma once
/// How often verdicts are right, measured on texts whose label is known.

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "rules/compiled.hpp"
#include "score/verdict.hpp"

namespace worktell::score {

/// What a labelled text says it is.
struct Gold {
  Label label = Label::none;
  std::array<std::int8_t, most_poles / 2> axes = {};  ///< per axis, as in Verdict::axes; 0: no pole is named
};

/// Counts of verdicts beside known labels. All is counted in whole numbers; shares are worked out on demand, and are
/// empty where there is nothing to divide by.
class Evaluation {
 public:
  static constexpr std::size_t labels = 4;
  static constexpr std::size_t bins = 10;

  /// What a rule did. It is right where one of its poles is of the side that the text's label names (both sides for the
  /// mixed label; `other` for no side), else wrong. Where it gave no points it only fired; points below 0 turn it
  /// round.
  struct RuleCount {
    std::uint64_t fires = 0;  ///< texts
    std::uint64_t right = 0;
    std::uint64_t wrong = 0;
  };
  struct AxisCount {
    std::uint64_t named = 0;   ///< texts whose gold names a pole
    std::uint64_t agreed = 0;  ///< of these, texts whose verdict shows the same
  };
  struct Bin {
    std::uint64_t count = 0;
    std::uint64_t right = 0;
    std::uint64_t confidence = 0;  ///< sum, thousandths
  };
  /// Accuracy and coverage of the verdicts that are sure enough.
  struct Sure {
    std::optional<double> accuracy;
    std::optional<double> coverage;
  };

  /// `rules` and `axes`: how many the pack has.
  Evaluation(std::size_t rules, std::size_t axes) : rules_(rules), axes_(axes) {}

  void add(const Gold& gold, const Verdict& verdict);
  /// Adds the counts of an evaluation with the same pack.
  Evaluation& operator+=(const Evaluation& other);

  [[nodiscard]] std::uint64_t count() const { return count_; }
  [[nodiscard]] std::uint64_t right() const;
  /// Texts of label `gold` that were called `said`.
  [[nodiscard]] std::uint64_t confused(Label gold, Label said) const { return confusion_[index(gold)][index(said)]; }
  [[nodiscard]] std::uint64_t gold_count(Label label) const;
  [[nodiscard]] std::uint64_t said_count(Label label) const;

  [[nodiscard]] std::optional<double> accuracy() const;
  [[nodiscard]] std::optional<double> precision(Label label) const;
  [[nodiscard]] std::optional<double> recall(Label label) const;
  /// 2 right / (gold + said): defined as soon as the label occurs among gold or verdicts.
  [[nodiscard]] std::optional<double> f1(Label label) const;
  /// Mean F1 of the labels that occur among gold or verdicts.
  [[nodiscard]] std::optional<double> macro_f1() const;

  /// Texts of one side that were called the other side, and texts of either side.
  [[nodiscard]] std::uint64_t swaps() const;
  [[nodiscard]] std::uint64_t sided() const { return gold_count(Label::first) + gold_count(Label::second); }
  [[nodiscard]] std::optional<double> swap_rate() const;

  /// Mean distance between confidence and accuracy in ten bins of equal width, weighted by their texts. The bins hold
  /// their lower bound; the last holds 1 too.
  [[nodiscard]] std::optional<double> calibration_error() const;
  [[nodiscard]] const std::array<Bin, bins>& calibration_bins() const { return bins_; }
  /// Of the verdicts with at least this confidence; 800 and 900 thousandths are counted.
  [[nodiscard]] Sure sure_at(std::int32_t thousandths) const;

  [[nodiscard]] const std::vector<AxisCount>& axes() const { return axes_; }
  [[nodiscard]] const std::vector<RuleCount>& rules() const { return rules_; }

 private:
  struct SureCount {
    std::int32_t from = 0;
    std::uint64_t count = 0;
    std::uint64_t right = 0;
  };

  static constexpr std::size_t index(Label label) { return static_cast<std::size_t>(label); }
  void add_confidence(std::int32_t confidence, bool is_right);
  void add_axes(const Gold& gold, const Verdict& verdict);
  void add_rules(Label gold, const Verdict& verdict);

  std::uint64_t count_ = 0;
  std::array<std::array<std::uint64_t, labels>, labels> confusion_ = {};
  std::array<Bin, bins> bins_ = {};
  std::array<SureCount, 2> sure_ = {{{800, 0, 0}, {900, 0, 0}}};
  std::vector<RuleCount> rules_;
  std::vector<AxisCount> axes_;
};

/// Does a sign for this pole fit this label?
[[nodiscard]] bool speaks_for(PoleId pole, Label label);

}  // namespace worktell::score
