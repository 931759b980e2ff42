#pragma once
/// Finding every rule of a pack that matches an analysed text.

#include <cstdint>
#include <vector>

#include "rules/compiled.hpp"
#include "text/analysis.hpp"

namespace worktell::rules {

/// One match of one pattern: tokens [first, last), the longest that goes through the token where the pattern was
/// entered. Every match that no longer one of its pattern holds is among them; others may be too.
struct Match {
  std::uint32_t rule = 0;
  std::uint32_t pattern = 0;
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  bool frame = false;
  bool unless = false;
  bool operator==(const Match&) const = default;
};

/// Matches one thread's texts. Owns scratch memory only; allocates nothing once it is warm.
class Matcher {
 public:
  /// `pack` must outlive the matcher.
  explicit Matcher(const CompiledPack& pack) : pack_(pack) {}

  /// All matches of all patterns, sorted by (first, last descending, rule, pattern), without duplicates.
  /// Cost: linear in the tokens; each token starts at most one bounded verification a trigger of its symbols.
  void find(const text::Analysis& analysis, std::vector<Match>& matches);

 private:
  static constexpr std::uint32_t window = 96;  ///< no match is longer, in tokens

  void index(const text::Analysis& analysis);
  void index_symbols();
  template <typename Function>
  void for_each_symbol(std::uint32_t t, Function&& function) const;
  [[nodiscard]] bool may_take(std::uint32_t position, std::uint32_t t) const;
  void trigger(text::SymbolId symbol, std::uint32_t begin, std::uint32_t end, std::vector<Match>& matches);
  [[nodiscard]] bool may_match(const Trigger& trigger, std::uint32_t begin, std::uint32_t end) const;
  [[nodiscard]] bool has_needed(const Trigger& trigger) const;
  [[nodiscard]] bool is_present(text::SymbolId symbol) const;
  [[nodiscard]] bool within_bounds(const Trigger& trigger, std::uint32_t begin) const;
  void verify(const Trigger& trigger, std::uint32_t begin, std::uint32_t end, std::vector<Match>& matches);
  void verify_frame(std::uint32_t pattern, std::uint32_t position, std::uint32_t begin, std::uint32_t end,
                    std::vector<Match>& matches);
  [[nodiscard]] std::uint32_t run_forward(const Pattern& pattern, std::uint32_t position, std::uint32_t end) const;
  [[nodiscard]] std::uint32_t run_backward(const Pattern& pattern, std::uint32_t position, std::uint32_t begin) const;
  [[nodiscard]] std::uint64_t lengths_from(std::uint32_t position, std::uint32_t t) const;
  [[nodiscard]] std::uint64_t wanted_lengths(const Position& position, std::uint32_t t) const;
  [[nodiscard]] std::uint64_t lengths_to(std::uint32_t position, std::uint32_t end) const;
  [[nodiscard]] bool wants(const Position& position, text::SymbolId symbol) const;
  [[nodiscard]] bool wants_form(const Position& position, const text::Token& token) const;
  [[nodiscard]] bool wants_quantity(const Position& position, const text::Quantity& quantity) const;
  [[nodiscard]] bool plays(const Position& position, std::uint32_t begin, std::uint32_t end) const;
  [[nodiscard]] bool find_role(std::uint32_t position, std::uint32_t clause, std::uint32_t near, std::uint32_t& first,
                               std::uint32_t& last) const;
  [[nodiscard]] bool is_stop(std::uint32_t t) const;
  [[nodiscard]] std::uint32_t name_run(std::uint32_t t) const;

  const CompiledPack& pack_;
  const text::Analysis* analysis_ = nullptr;
  std::vector<std::uint32_t> quantity_from_,
      quantity_to_;                           ///< per token: index of the quantity that begins (ends) there, plus one
  std::vector<std::uint32_t> compound_from_;  ///< per token: index of the first compound that begins at or after it
  std::vector<std::uint64_t> offered_;        ///< per place: the signature of all symbols that begin there
  std::vector<std::uint64_t> ended_;          ///< per place: the signature of all symbols that end before it
  std::vector<std::uint64_t> present_;        ///< the symbols of the text, a bit each
};

}  // namespace worktell::rules
