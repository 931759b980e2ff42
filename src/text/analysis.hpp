#pragma once
/// What the text stage gives for one field: tokens, quantities, multi-word spans, clauses and frames.
///
/// The analysis is shallow on purpose: one pass over the bytes, a few over the tokens, no grammar and no guessing from
/// statistics. What it can't know it says: `Clause::sure` is false where the head act could as well be a noun.
/// All positions are byte offsets into the text that was analysed, or token numbers.

#include <cstdint>
#include <string_view>
#include <vector>

#include "text/lexicon.hpp"

namespace worktell::text {

/// A word that may be a verb, in any of its forms.
inline constexpr WordClasses verb_shapes =
    bits(WordClass::verb_base, WordClass::verb_third, WordClass::verb_ing, WordClass::verb_past);

/// The small words that hold a sentence together, such as articles, pronouns and prepositions.
inline constexpr WordClasses small_words =
    bits(WordClass::determiner, WordClass::pronoun, WordClass::auxiliary, WordClass::copula, WordClass::to_word,
         WordClass::recipient_mark, WordClass::means_mark, WordClass::of_word, WordClass::other_mark,
         WordClass::conjunction, WordClass::negation, WordClass::but_word);

enum class TokenKind : std::uint8_t {
  word,     ///< letters, or letters and digits ("b2b")
  number,   ///< digits with separators; its value is in a Quantity
  comma,    ///< a comma, colon or slash: words beside it do not touch, a gap may cross it
  stop,     ///< end of a clause for certain: . ; ! ? line end, spaced dash, bracket; no pattern crosses it
  address,  ///< an e-mail address or URL
  tag,      ///< @mention or #topic
};

struct Token {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  FormId form = 0;
  WordClasses classes = 0;
  TokenKind kind = TokenKind::word;
  bool capital = false;  ///< starts with an upper-case letter
  bool name = false;     ///< taken for a proper name
  bool quoted = false;   ///< inside quotation marks
  bool prefix = false;   ///< `form` is no form but an index into Lexicon::prefixes plus one
};

enum class QuantityKind : std::uint8_t { number, count, money, percent, duration, date, time, quarter };

/// A number with what it counts or measures. `value`: the number itself for number and count, whole currency units for
/// money, percent, seconds for duration, days since 1970-01-01 for a full date (0 where the year is not told),
/// minutes after midnight for time, 1 to 4 for quarter. Values are in thousandths, so that 2.5 is 2500.
struct Quantity {
  std::uint32_t first = 0;  ///< tokens [first, last)
  std::uint32_t last = 0;
  std::int64_t value = 0;
  QuantityKind kind = QuantityKind::number;
};

/// A multi-word entry of a word list that stands in the text.
struct Compound {
  std::uint32_t first = 0;  ///< tokens [first, last)
  std::uint32_t last = 0;
  std::uint32_t node = 0;  ///< in Lexicon::compounds
};

enum class Role : std::uint8_t { none, act, object, recipient, means, time, agent };

/// Tokens [first, last) that play a role in a clause; `head` is the word that carries it (the last noun).
struct Phrase {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  std::uint32_t head = 0;
  Role role = Role::none;
};

/// A part of a text with one head act. Its facts hold for all its tokens.
struct Clause {
  std::uint32_t first = 0;  ///< tokens [first, last)
  std::uint32_t last = 0;
  std::uint32_t first_phrase = 0;  ///< phrases [first_phrase, first_phrase + phrase_count)
  std::uint32_t phrase_count = 0;
  bool sure = true;      ///< false: the head act could as well be a noun, or there is no act
  bool nominal = false;  ///< a noun phrase: the act is its head noun ("stock check")
  bool passive = false;
  bool purpose = false;  ///< "to offer discounts", told as the aim of the clause before
  bool refused = false;  ///< said not to be the work: "not a board meeting", "instead of a demo"
  bool negated = false;  ///< did not or will not happen, but names the work all the same
  bool question = false;
  bool condition = false;  ///< "if interested, ..."
};

/// What holds for one token inside its clause.
struct TokenPlace {
  std::uint32_t clause = 0;
  Role role = Role::none;
  bool head = false;
  bool tail = false;  ///< in a list of examples ("such as ...")
};

/// Reused from text to text; nothing is allocated in steady state.
struct Analysis {
  std::vector<Token> tokens;
  std::vector<TokenPlace> places;    ///< one a token
  std::vector<Quantity> quantities;  ///< in order, not overlapping
  std::vector<Compound> compounds;   ///< sorted by first, shortest first; may overlap
  std::vector<Clause> clauses;
  std::vector<Phrase> phrases;
  void clear();
};

/// Runs the whole stage over `text` (valid UTF-8). Cost: linear in the text.
void analyse(const Lexicon& lexicon, std::string_view text, Analysis& out);

/// The steps of `analyse`, for tests and benchmarks; each needs those before it.
void tokenize(const Lexicon& lexicon, std::string_view text, std::vector<Token>& tokens);
void find_quantities(const Lexicon& lexicon, std::string_view text, Analysis& analysis);
void find_compounds(const Lexicon& lexicon, Analysis& analysis);
void find_clauses(const Lexicon& lexicon, std::string_view text, Analysis& analysis);
void find_frames(const Lexicon& lexicon, Analysis& analysis);

}  // namespace worktell::text
