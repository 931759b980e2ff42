// Clauses: parts of a text with one head act.
//
// Stops (sentence ends, line ends, spaced dashes, brackets) always end a clause. Inside such a run of tokens a new
// clause begins before
//   - a coordinated verb of the same shape as the head act ("compute prices and receive payment"; "called, then
//   emailed"),
//   - "to" and a base verb, told as the aim ("to offer discounts"), or a means word and an -ing verb ("by calling"),
//   - a contrast ("instead of a demo", "not a board meeting, ..."), which refuses its part, and "but", which ends that.
// A word that may be verb or noun counts as a verb only where the words beside it leave it little else to be; where
// they do not, the clause is marked not sure. Conjoined verbs that share one object ("design, test and mail") stay
// together.

#include <algorithm>

#include "text/analysis.hpp"

namespace worktell::text {
namespace {

constexpr WordClasses lead_in =
    bits(WordClass::adverb, WordClass::pronoun, WordClass::auxiliary, WordClass::conjunction, WordClass::to_word,
         WordClass::negation, WordClass::copula, WordClass::question_word, WordClass::condition_mark);
constexpr WordClasses any_mark =
    bits(WordClass::recipient_mark, WordClass::means_mark, WordClass::of_word, WordClass::other_mark);

class ClauseFinder {
 public:
  explicit ClauseFinder(std::string_view text, Analysis& analysis)
      : text_(text), analysis_(analysis), tokens_(analysis.tokens) {}

  void run() {
    std::uint32_t first = 0;
    for (std::uint32_t i = 0; i <= tokens_.size(); ++i) {
      if (i < tokens_.size() && tokens_[i].kind != TokenKind::stop) continue;
      if (i > first) split_run(first, i);
      first = i + 1;
    }
  }

 private:
  bool has(std::uint32_t i, WordClass c) const { return (tokens_[i].classes & bit(c)) != 0; }
  bool any(std::uint32_t i, WordClasses c) const { return (tokens_[i].classes & c) != 0; }
  bool is_verb(std::uint32_t i) const { return any(i, verb_shapes); }

  // Cuts tokens [first, last), which hold no stop.
  void split_run(std::uint32_t first, std::uint32_t last) {
    question_ = asks(last);
    Clause clause = start(first, last);
    for (std::uint32_t i = first + 1; i < last; ++i) {
      Clause next;
      if (begins_clause(clause, i, last, next)) {
        finish(clause, i);
        clause = next;
        i = std::max(i, clause.first);
      }
      only_acts_ = only_acts_ && may_list_acts(i);
    }
    finish(clause, last);
  }

  // Is the run of tokens that ends before `last` a question? What the tokenizer drops at the end still stands in the
  // text.
  bool asks(std::uint32_t last) const {
    const auto rest = text_.substr(tokens_[last - 1].end);
    const auto mark = rest.find_first_not_of(" \t\"')");
    return mark != std::string_view::npos && rest[mark] == '?';
  }

  // "print, and also mail": may the token stand in a list of acts that share what follows?
  bool may_list_acts(std::uint32_t i) const {
    return is_verb(i) || tokens_[i].kind == TokenKind::comma || any(i, bits(WordClass::conjunction, WordClass::adverb));
  }

  Clause start(std::uint32_t first, std::uint32_t last) {
    Clause clause;
    clause.first = first;
    clause.last = last;
    clause.condition = has(first, WordClass::condition_mark);
    clause.refused = refuses(first, last);
    shape_ = head_shape(first, last);
    only_acts_ = may_list_acts(first) || any(first, lead_in);
    return clause;
  }

  // "not a board meeting", "instead of a demo": what follows is said not to be the work.
  bool refuses(std::uint32_t i, std::uint32_t last) const {
    if (has(i, WordClass::contrast_mark)) return true;
    return has(i, WordClass::negation) && i + 1 < last && any(i + 1, bits(WordClass::determiner));
  }

  // The verb shapes of the first word that could be the head act; 0 if the run starts with a noun phrase.
  WordClasses head_shape(std::uint32_t first, std::uint32_t last) const {
    for (std::uint32_t i = first; i < last; ++i) {
      if (is_verb(i)) return tokens_[i].classes & verb_shapes;
      if (!any(i, lead_in) && tokens_[i].kind == TokenKind::word) return 0;
    }
    return 0;
  }

  bool begins_clause(const Clause& now, std::uint32_t i, std::uint32_t last, Clause& next) {
    if (contrast(now, i, last, next) || purpose(i, last, next) || means(i, last, next)) return true;
    return coordinated(i, last, next);
  }

  bool contrast(const Clause& now, std::uint32_t i, std::uint32_t last, Clause& next) {
    const bool opens = !now.refused && refuses(i, last) && (has(i, WordClass::contrast_mark) || after_mark(i));
    const bool closes =
        (now.refused || now.condition) && (has(i, WordClass::but_word) || tokens_[i].kind == TokenKind::comma);
    if ((!opens && !closes) || i + 1 >= last) return false;
    next = start(opens ? i : i + 1, last);
    return true;
  }

  bool after_mark(std::uint32_t i) const {
    return tokens_[i - 1].kind == TokenKind::comma ||
           any(i - 1, bits(WordClass::conjunction, WordClass::but_word, WordClass::copula, WordClass::pronoun));
  }

  bool purpose(std::uint32_t i, std::uint32_t last, Clause& next) {
    if (!has(i, WordClass::to_word) || i + 1 >= last || !has(i + 1, WordClass::verb_base) || !acted_before(i))
      return false;
    if (has(i + 1, WordClass::noun_too) && (i + 2 >= last || any(i + 2, any_mark))) return false;
    next = start(i + 1, last);
    next.purpose = true;
    return true;
  }

  // "need to call": the words before "to" only lead in to the act.
  bool acted_before(std::uint32_t i) const { return shape_ != 0 && i > 0 && !any(i - 1, bits(WordClass::auxiliary)); }

  bool means(std::uint32_t i, std::uint32_t last, Clause& next) {
    if (!has(i, WordClass::means_mark) || i + 1 >= last || !has(i + 1, WordClass::verb_ing) ||
        has(i + 1, WordClass::noun_too))
      return false;
    next = start(i + 1, last);
    return true;
  }

  bool coordinated(std::uint32_t i, std::uint32_t last, Clause& next) {
    const bool conjunction = any(i, bits(WordClass::conjunction, WordClass::but_word));
    if (!conjunction && tokens_[i].kind != TokenKind::comma) return false;
    std::uint32_t verb = i + 1;
    while (verb < last && any(verb, bits(WordClass::conjunction, WordClass::adverb, WordClass::auxiliary,
                                         WordClass::to_word, WordClass::pronoun)))
      ++verb;
    if (verb >= last || !takes_clause(verb, last, conjunction)) return false;
    next = start(verb, last);
    return true;
  }

  bool takes_clause(std::uint32_t verb, std::uint32_t last, bool conjunction) const {
    if (only_acts_ || (tokens_[verb].classes & verb_shapes & shape_) == 0 || verb + 1 >= last) return false;
    const bool list = tokens_[verb + 1].kind == TokenKind::comma || any(verb + 1, bits(WordClass::conjunction));
    if (list) return false;
    if (!has(verb, WordClass::noun_too)) return true;
    const bool object_follows = any(verb + 1, bits(WordClass::determiner, WordClass::pronoun, WordClass::person)) ||
                                tokens_[verb + 1].name || tokens_[verb + 1].kind == TokenKind::number;
    return object_follows || (conjunction && !any(verb + 1, any_mark) && !is_verb(verb + 1));
  }

  void finish(Clause& clause, std::uint32_t last) {
    clause.last = last;
    clause.question = question_;
    for (std::uint32_t i = clause.first; i < last && !clause.refused; ++i)
      clause.negated |= has(i, WordClass::negation);
    if (clause.last > clause.first) analysis_.clauses.push_back(clause);
  }

  std::string_view text_;
  Analysis& analysis_;
  std::vector<Token>& tokens_;
  WordClasses shape_ = 0;
  bool only_acts_ = false;  // the clause holds nothing but verbs so far
  bool question_ = false;
};

}  // namespace

void find_clauses(const Lexicon&, std::string_view text, Analysis& analysis) {
  analysis.clauses.clear();
  ClauseFinder(text, analysis).run();
}

}  // namespace worktell::text
