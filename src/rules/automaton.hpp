#pragma once
/// From pattern trees to compiled patterns. See automaton.cpp for the method.

#include <vector>

#include "rules/lexicon_builder.hpp"
#include "rules/pattern.hpp"

namespace worktell::rules {

/// Tables that grow while patterns are compiled; moved into the CompiledPack at the end.
struct PatternTables {
  std::vector<Pattern> patterns;
  std::vector<Position> positions;
  std::vector<std::uint64_t> wanted;  ///< one a position
  std::vector<text::SymbolId> symbols;
  struct TriggerDraft {
    text::SymbolId symbol;
    Trigger trigger;
  };
  std::vector<TriggerDraft> triggers;
  std::vector<FactTest> facts;
};

/// Appends the compiled form of `tree`. Failures (an unknown list, too many positions) name the pattern's place.
[[nodiscard]] Result<bool> add_pattern(const PatternTree& tree, const Written& written, std::uint32_t rule, bool unless,
                                       const Pack& pack, LexiconBuilder& lexicon, PatternTables& tables);

}  // namespace worktell::rules
