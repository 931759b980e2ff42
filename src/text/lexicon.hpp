#pragma once
/// The words that a pack knows. A lexicon answers, for a lower-case word as it stands in a text, which form it is,
/// which symbols the form stands for, and what the language says of it. It is built once by the rules stage and then
/// const.
///
/// Words:
/// - form: a spelling as it stands in texts, lower case ("quotes", "quoted"). Every inflection of every word of the
/// pack
///   is a form, so that finding a word is one look-up and no stemming happens while texts are read.
/// - symbol: what a pattern asks for: a word in all its inflections, an exact form, a word list, a prefix.
///   A form has all the symbols that hold for it.

#include <cstdint>
#include <span>
#include <string_view>

#include "base/table.hpp"

namespace worktell::text {

using FormId = std::uint32_t;    ///< 0: a word that the pack does not know
using SymbolId = std::uint32_t;  ///< 0: none

/// What the language of a pack says of a form; sets of these are bits. Each is a reserved word list of the pack.
enum class WordClass : std::uint8_t {
  verb_base,       ///< "sell", also the noun if it is spelled so
  verb_third,      ///< "sells"
  verb_ing,        ///< "selling"
  verb_past,       ///< "sold", past or participle
  noun_too,        ///< a verb form that is at least as often a noun ("order", "quotes")
  determiner,      ///< "the", "our", "each"
  pronoun,         ///< "I", "they"
  auxiliary,       ///< "will", "must", "need to" (words that stand before the head verb)
  copula,          ///< "is", "was", "been": before a participle they make a passive
  adverb,          ///< words that may stand between, and before a head verb: "also", "please"
  to_word,         ///< "to"
  recipient_mark,  ///< prepositions before who gets something: "to", "with", "for"
  means_mark,      ///< "by", "via", "using"
  of_word,         ///< "of"
  other_mark,      ///< any other preposition
  conjunction,     ///< "and", "or", "then"
  contrast_mark,   ///< "instead", "rather": with the word after it they refuse what follows
  tail_mark,       ///< "including", "e.g.": what follows is an example
  negation,        ///< "not", "never", "no"
  but_word,        ///< "but": ends a negation
  question_word,   ///< "what", "how", "who"
  condition_mark,  ///< "if", "when", "unless"
  time_word,       ///< "today", "friday", "eod", "q3"
  person,          ///< words for persons and parties who can receive something
  first_name,      ///< given names
  measure,         ///< unit words; the unit table says which
  month,
  weekday,
  magnitude,      ///< "thousand", "k", "million"
  number_word,    ///< "one" .. "twelve", "dozen"
  compound_start  ///< some multi-word entry of a list starts with this form
};

using WordClasses = std::uint32_t;
static_assert(static_cast<int>(WordClass::compound_start) < 32);

[[nodiscard]] constexpr WordClasses bit(WordClass c) {
  return WordClasses{1} << static_cast<unsigned>(c);
}
template <typename... More>
[[nodiscard]] constexpr WordClasses bits(More... classes) {
  return (bit(classes) | ... | 0U);
}

/// What a unit measures, and how much one of it is: seconds, percent, or hundredths of a currency unit.
enum class Measure : std::uint8_t { none, duration, money, percent, date };

struct Form {
  TextRange text;
  std::uint32_t first_symbol = 0;
  std::uint32_t symbol_count = 0;
  WordClasses classes = 0;
  Measure measure = Measure::none;
  std::uint8_t reserved[3] = {};
  std::int64_t amount = 0;  ///< of a unit, magnitude, number word, month or weekday (from 1)
};

/// An edge of the trie of multi-word entries: from `node`, over a token with `symbol`, to `next`.
struct CompoundEdge {
  std::uint32_t node = 0;
  SymbolId symbol = 0;
  std::uint32_t next = 0;
};
/// What a node completes: the symbols of the lists that hold the entry.
struct CompoundNode {
  std::uint32_t first_symbol = 0;
  std::uint32_t symbol_count = 0;
  std::uint32_t first_edge = 0;
  std::uint32_t edge_count = 0;
};

struct Prefix {
  TextRange text;
  SymbolId symbol = 0;
};

/// Const once built; shared by all threads.
struct Lexicon {
  Table<char> text;               ///< all spellings
  Table<Form> forms;              ///< forms[0] is the unknown word
  Table<std::uint32_t> slots;     ///< open addressing over forms, size a power of two; 0: free
  Table<SymbolId> symbols;        ///< the symbols of forms and compounds
  Table<CompoundNode> compounds;  ///< node 0 is the root
  Table<CompoundEdge> edges;      ///< sorted by (node, symbol)
  Table<Prefix> prefixes;         ///< sorted by text; looked up for words that are no form

  /// The form of a lower-case word; 0 when unknown. Cost: one hash of the bytes, usually one comparison.
  [[nodiscard]] FormId find(std::string_view word) const;
  /// The same when the hash is known already.
  [[nodiscard]] FormId find(std::string_view word, std::uint32_t hash) const;
  [[nodiscard]] std::span<const SymbolId> symbols_of(FormId form) const {
    return symbols.slice(forms[form].first_symbol, forms[form].symbol_count);
  }
  [[nodiscard]] std::string_view spelling(TextRange range) const { return {text.data() + range.begin, range.size}; }

  /// Every table in a fixed order, for images.
  template <typename Visitor>
  void each_table(Visitor&& visit) {
    visit(text), visit(forms), visit(slots), visit(symbols), visit(compounds), visit(edges), visit(prefixes);
  }
};

/// FNV-1a over lower-case bytes, finished by a multiply; the tokenizer computes it while it reads.
struct WordHash {
  std::uint32_t state = 2166136261U;
  constexpr void add(unsigned char byte) { state = (state ^ byte) * 16777619U; }
  [[nodiscard]] constexpr std::uint32_t value() const { return state ^ (state >> 15U); }
};
[[nodiscard]] std::uint32_t hash_word(std::string_view word);

}  // namespace worktell::text
