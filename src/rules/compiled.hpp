#pragma once
/// A pack made ready for matching: flat tables of plain values, const, shared by all threads. Built by `compile`, or
/// viewed in place from the image that the build embeds.

#include <array>
#include <cstdint>
#include <string_view>

#include "base/table.hpp"
#include "text/lexicon.hpp"

namespace worktell::rules {

using Points = std::int32_t;  ///< hundredths of a point

/// Reserved symbols: what tokens are, beside what they spell. Symbols of words start at `first_word_symbol`.
enum : text::SymbolId {
  symbol_none = 0,
  symbol_number = 1,  ///< 1 + QuantityKind
  symbol_name = 16,
  symbol_address = 17,
  symbol_tag = 18,
  symbol_any_quantity = 19,
  first_word_symbol = 32
};

/// Symbols folded into 63 bits, one a symbol, spread by a multiply (Knuth 1973, 6.4): sets whose signatures share no
/// bit share no symbol. The 64th bit is `any_place`.
[[nodiscard]] constexpr std::uint64_t signature(text::SymbolId symbol) {
  return std::uint64_t{1} << (((symbol * 2654435761U) >> 26U) * 63U / 64U);
}
/// Offered by every place of a text, its two ends included: what asks for it asks for nothing.
inline constexpr std::uint64_t any_place = std::uint64_t{1} << 63U;
inline constexpr std::uint64_t no_guard = ~std::uint64_t{0};

/// One place of a pattern: what a token, or a run of tokens, must be there.
struct Position {
  std::uint32_t first_symbol = 0;  ///< in CompiledPack::position_symbols: any of these
  std::uint32_t symbol_count = 0;
  std::int64_t low = 0;  ///< bounds for quantities, in thousandths, both included
  std::int64_t high = 0;
  std::uint64_t follow = 0;   ///< positions that may come next
  std::uint64_t precede = 0;  ///< positions that may come before
  bool gap = false;           ///< any token but a stop
  std::uint8_t role = 0;      ///< frame patterns: a text::Role; 255: anywhere in the clause
  bool anywhere = false;      ///< frame patterns: anywhere in the role's phrase, not only its head
  bool absent = false;        ///< frame patterns: must not be there
  std::uint8_t reserved[4] = {};
};

/// A compiled pattern: a set of positions with their order (Glushkov automaton), or the elements of a frame.
struct Pattern {
  std::uint32_t rule = 0;
  std::uint32_t first_position = 0;
  std::uint16_t position_count = 0;
  bool frame = false;
  bool at_start = false;  ///< anchored
  bool at_end = false;
  std::uint64_t first = 0;  ///< positions that may begin a match
  std::uint64_t last = 0;   ///< positions that may end one
  bool unless = false;      ///< a match suppresses the rule instead of firing it
  std::uint8_t reserved[7] = {};
};

/// "A token with this symbol may be position `position` of `pattern`": one entry a pattern and rarest element. The rest
/// tells at once that most of them may not, so that the pattern itself is seldom looked at.
struct Trigger {
  std::uint32_t pattern = 0;
  std::uint8_t position = 0;
  bool whole = false;               ///< the position is the whole pattern, without anchors
  std::uint16_t needed_count = 0;   ///< of the symbols that the text must hold one of too; 0: none is needed
  std::uint64_t before = no_guard;  ///< the signature of what must end right before the position
  std::uint64_t after = no_guard;   ///< the signature of what must begin right after it
  std::uint32_t needed = 0;         ///< the first of them in CompiledPack::position_symbols; the symbol, if it is one
  std::uint8_t reserved[4] = {};
};

/// A condition on a fact.
struct FactTest {
  std::uint32_t rule = 0;
  std::uint8_t kind = 0;  ///< input::FactKind
  std::uint8_t reserved[3] = {};
  std::int64_t low = 0;
  std::int64_t high = 0;
  std::uint32_t first_symbol = 0;  ///< type = word: the symbols of the words
  std::uint32_t symbol_count = 0;
};

struct CompiledRule {
  TextRange id;
  TextRange why;
  TextRange file;  ///< where it was written
  std::uint32_t line = 0;
  std::array<std::uint8_t, 4> poles = {};  ///< score::PoleId, the first `pole_count`
  std::uint8_t pole_count = 1;
  bool keep = false;        ///< not silenced by longer matches
  bool ordinary = false;    ///< counts less where the text is from another field
  bool field_sign = false;  ///< a sign that the text is from another field
  Points weight = 0;        ///< split evenly among the poles
};

struct Axis {
  TextRange name;
  TextRange first;
  TextRange second;
};

/// A point of a calibration curve: confidence (thousandths) at a margin; straight lines between, flat beyond.
struct CalibrationPoint {
  Points margin = 0;
  std::int32_t confidence = 0;
};

struct DeclaredValue {
  TextRange value;          ///< lower case, as a word of the column
  std::uint32_t label = 0;  ///< score::Label
};

struct Settings {
  Points base = 0;                    ///< what `other` has before any evidence
  Points cap = 0;                     ///< most a pole can have
  Points firm = 0;                    ///< a clause speaks firmly for a side from this lead on
  Points disagree = 0;                ///< what `both` gets when clauses disagree firmly, at most
  Points both_base = 0;               ///< what `both` has before any evidence (usually below 0)
  Points axis = 0;                    ///< difference from which a pole counts as shown
  Points field_from = 0;              ///< from this much evidence of other fields on, ordinary words count less
  std::int32_t factors[8] = {};       ///< percent for each score::Factor, by bit
  std::int32_t alarm_confidence = 0;  ///< thousandths: a mismatch below this is not told
  std::int32_t unclear_below = 0;     ///< thousandths
};

/// The pack. Everything a verdict needs.
struct CompiledPack {
  text::Lexicon lexicon;
  Table<char> text;  ///< ids, reasons, names
  Table<CompiledRule> rules;
  Table<Pattern> patterns;
  Table<Position> positions;
  Table<std::uint64_t> wanted;  ///< per position: the signature of its symbols; of a gap, `no_guard`
  Table<text::SymbolId> position_symbols;
  Table<Trigger> triggers;             ///< grouped by symbol
  Table<std::uint32_t> trigger_start;  ///< per symbol: first trigger; one more at the end
  Table<FactTest> fact_tests;
  Table<Axis> axes;
  Table<std::int32_t> shares;              ///< per mille for the 1st, 2nd, ... evidence of a pole; the last repeats
  Table<CalibrationPoint> calibration;     ///< four curves, one a label
  Table<std::uint32_t> calibration_start;  ///< five entries
  Table<DeclaredValue> declared;           ///< sorted by value
  Table<Settings> settings;                ///< exactly one
  Table<TextRange> labels;                 ///< names of the four labels, in the order of score::Label
  Table<TextRange> names;                  ///< 0: the pack's name, 1: "other"

  [[nodiscard]] std::string_view spell(TextRange range) const { return {text.data() + range.begin, range.size}; }
  [[nodiscard]] std::string_view label_name(std::size_t label) const { return spell(labels[label]); }
  [[nodiscard]] std::string_view rule_id(std::size_t rule) const { return spell(rules[rule].id); }
  [[nodiscard]] std::string_view rule_why(std::size_t rule) const { return spell(rules[rule].why); }
  /// Name of a pole by id, "other" and the mixed label's name included.
  [[nodiscard]] std::string_view pole_name(std::size_t pole) const;
  [[nodiscard]] std::size_t pole_count() const { return axes.size() * 2; }

  template <typename Visitor>
  void each_table(Visitor&& visit) {
    lexicon.each_table(visit);
    visit(text), visit(rules), visit(patterns), visit(positions), visit(wanted), visit(position_symbols),
        visit(triggers), visit(trigger_start), visit(fact_tests), visit(axes), visit(shares), visit(calibration),
        visit(calibration_start), visit(declared), visit(settings), visit(labels), visit(names);
  }
};

/// The pack built into the program. Ready at once: nothing is parsed.
[[nodiscard]] const CompiledPack& built_in_pack();

}  // namespace worktell::rules
