#pragma once
/// What is wrong or suspicious in a pack that loads: examples that fail, patterns that can't match, things said twice.
///
/// This stage does not score. Whoever calls tells by a `Judge` what a text gives.

#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "rules/compiled.hpp"
#include "rules/pack.hpp"

namespace worktell::rules {

/// What a text gave.
struct Judgement {
  /// Points that one rule gave to one pole.
  struct Share {
    std::uint32_t rule = 0;
    std::uint8_t pole = 0;  ///< as in CompiledRule::poles
    Points points = 0;
  };
  std::vector<Share> shares;  ///< all evidence
  Points first = 0;           ///< sums of the two sides
  Points second = 0;
};
using Judge = std::function<Judgement(std::string_view text)>;

/// Runs every `yes` and `no` example: a `yes` must give evidence of its rule, a `no` must not. One problem a failure,
/// in the order of the pack, placed at the example. `files` serve to show the lines. Rules that only facts can fire
/// have no text to be tried on; their `yes` examples are not run. Cost: one judgement an example.
[[nodiscard]] std::vector<Problem> run_examples(const Pack& pack, std::span<const PackFile> files, const Judge& judge);

/// How many examples `run_examples` runs.
[[nodiscard]] std::size_t count_examples(const Pack& pack);

struct LintReport {
  std::vector<Problem> errors;      ///< the pack does not do what it says
  std::vector<Problem> suspicions;  ///< it may, but a reader should look
};

/// Errors: a rule that no `yes` example fires, a `yes` or `no` example that fails, a pattern or list entry that no text
/// can match. Suspicions: two rules with one pattern, an example that rules of the other side outweigh, a form that
/// stands for two words of the pack, a list that nothing uses.
/// `compiled` must be `pack`, compiled. Sorted by place. Cost: one judgement an example, linear in the pack otherwise.
[[nodiscard]] LintReport lint(const Pack& pack, const CompiledPack& compiled, std::span<const PackFile> files,
                              const Judge& judge);

/// Line `where.line` of the file of that name, or empty. Of several files of one name the last is meant.
[[nodiscard]] std::string source_line(std::span<const PackFile> files, const Place& where);

}  // namespace worktell::rules
