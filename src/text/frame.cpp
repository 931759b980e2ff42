// Frames: which words of a clause are its act, what it is done to, and who gets it.
//
// The head act is the first verb after the words that may lead in to one. A clause that opens with a noun phrase has
// its act at the verb that follows ("guest asked for a ticket"), in the passive when a copula stands before a
// participle
// ("a ticket is sent": the phrase before is the object), or, without any verb, at the head noun ("stock check"),
// whose nearest modifier is then the object. After the act, phrases are told apart by the prepositions before them;
// of two phrases in a row with no preposition the first is the recipient if it names a person or party
// ("send the guest a ticket"). Known limits: a preposition's phrase is attached to the act even where it belongs to the
// noun before it, and relative clauses are read as part of the phrase that they follow.

#include <algorithm>

#include "text/analysis.hpp"

namespace worktell::text {
namespace {

constexpr WordClasses phrase_lead_in =
    bits(WordClass::adverb, WordClass::pronoun, WordClass::auxiliary, WordClass::conjunction, WordClass::to_word,
         WordClass::negation, WordClass::copula, WordClass::question_word, WordClass::condition_mark,
         WordClass::contrast_mark, WordClass::determiner, WordClass::time_word, WordClass::weekday);
constexpr WordClasses function_words =
    small_words | bits(WordClass::adverb, WordClass::contrast_mark, WordClass::tail_mark, WordClass::question_word,
                       WordClass::condition_mark);
constexpr WordClasses marks = bits(WordClass::recipient_mark, WordClass::means_mark, WordClass::of_word,
                                   WordClass::other_mark, WordClass::to_word);
constexpr std::uint32_t none = 0xFFFFFFFFU;

class FrameFinder {
 public:
  explicit FrameFinder(Analysis& analysis) : analysis_(analysis), tokens_(analysis.tokens), places_(analysis.places) {}

  void run() {
    std::uint32_t placed = 0;
    for (std::uint32_t c = 0; c < analysis_.clauses.size(); ++c) {
      const Clause& clause = analysis_.clauses[c];
      for (; placed < clause.last; ++placed) places_[placed].clause = c;  // words between clauses lead in to the next
      frame(c);
    }
    if (analysis_.clauses.empty()) return;
    const auto last = static_cast<std::uint32_t>(analysis_.clauses.size() - 1);
    for (; placed < places_.size(); ++placed) places_[placed].clause = last;
  }

 private:
  bool any(std::uint32_t i, WordClasses c) const { return (tokens_[i].classes & c) != 0; }
  bool content(std::uint32_t i) const {
    return tokens_[i].kind != TokenKind::comma && tokens_[i].kind != TokenKind::stop && !any(i, function_words);
  }

  void frame(std::uint32_t c) {
    Clause& clause = analysis_.clauses[c];
    clause.first_phrase = static_cast<std::uint32_t>(analysis_.phrases.size());
    const std::uint32_t act = find_act(clause);
    if (act == none)
      nominal(clause);
    else
      with_act(clause, act);
    clause.phrase_count = static_cast<std::uint32_t>(analysis_.phrases.size()) - clause.first_phrase;
    settle(clause);
  }

  std::uint32_t find_act(Clause& clause) const {
    std::uint32_t i = clause.first;
    while (i < clause.last && !any(i, verb_shapes) && leads_in(i)) ++i;
    if (i < clause.last && any(i, verb_shapes) && !follows_determiner(clause, i)) {
      clause.sure = !any(i, bits(WordClass::noun_too)) || object_follows(clause, i);
      return i;
    }
    return verb_after_subject(clause, i);
  }

  bool leads_in(std::uint32_t i) const {
    return any(i, phrase_lead_in) || tokens_[i].kind != TokenKind::word || tokens_[i].quoted;
  }

  bool follows_determiner(const Clause& clause, std::uint32_t i) const {
    return i > clause.first && any(i - 1, bits(WordClass::determiner));
  }

  bool object_follows(const Clause& clause, std::uint32_t i) const {
    return i + 1 < clause.last &&
           (any(i + 1, bits(WordClass::determiner, WordClass::pronoun, WordClass::person)) || tokens_[i + 1].name);
  }

  // The first word after a noun phrase that can only be a verb here.
  std::uint32_t verb_after_subject(const Clause& clause, std::uint32_t i) const {
    for (; i < clause.last; ++i) {
      if (any(i, bits(WordClass::recipient_mark, WordClass::means_mark, WordClass::of_word, WordClass::other_mark)))
        return none;
      const bool after_helper =
          i > clause.first && any(i - 1, bits(WordClass::copula, WordClass::auxiliary, WordClass::to_word));
      const bool finite =
          any(i, bits(WordClass::verb_third, WordClass::verb_past)) && !any(i, bits(WordClass::noun_too));
      if ((finite && i > clause.first && finite_here(clause, i)) || (after_helper && any(i, verb_shapes))) return i;
    }
    return none;
  }

  // "updated" before a noun is an adjective ("updated deck"); before nothing, a determiner or a preposition it is a
  // verb.
  bool finite_here(const Clause& clause, std::uint32_t i) const {
    return i + 1 >= clause.last || !content(i + 1) || tokens_[i + 1].name || any(i + 1, bits(WordClass::person));
  }

  void with_act(Clause& clause, std::uint32_t act) {
    clause.passive =
        act > clause.first && any(act - 1, bits(WordClass::copula)) && any(act, bits(WordClass::verb_past));
    read_phrases(clause.first, act, clause.passive ? Role::object : Role::agent, clause);
    push(act, act + 1, act, Role::act);
    read_phrases(more_acts(clause, act + 1), clause.last, Role::object, clause);
  }

  // "design, test and mail the brochure": verbs in a list right after the act are acts as well.
  std::uint32_t more_acts(const Clause& clause, std::uint32_t i) {
    while (i + 1 < clause.last && (tokens_[i].kind == TokenKind::comma || any(i, bits(WordClass::conjunction)))) {
      std::uint32_t verb = i + 1;
      while (verb < clause.last && any(verb, bits(WordClass::conjunction, WordClass::adverb))) ++verb;
      if (verb >= clause.last || !any(verb, verb_shapes)) break;
      push(verb, verb + 1, verb, Role::act);
      i = verb + 1;
    }
    return i;
  }

  void nominal(Clause& clause) {
    clause.nominal = true;
    clause.sure = false;
    std::uint32_t end = clause.first;
    while (end < clause.last && !any(end, marks) && tokens_[end].kind != TokenKind::comma &&
           !any(end, bits(WordClass::conjunction, WordClass::tail_mark)))
      ++end;
    std::uint32_t head = end;
    while (head > clause.first && !content(head - 1)) --head;
    if (head > clause.first) nominal_phrase(clause.first, head - 1);
    read_phrases(end, clause.last, Role::object, clause);
  }

  void nominal_phrase(std::uint32_t first, std::uint32_t head) {
    std::uint32_t begin = head;
    while (begin > first && content(begin - 1)) --begin;
    if (begin < head) push(begin, head, head - 1, Role::object);
    push(head, head + 1, head, Role::act);
  }

  Role role_after(std::uint32_t mark, Role now, const Clause& clause) const {
    if (any(mark, bits(WordClass::means_mark))) return clause.passive ? Role::agent : Role::means;
    if (any(mark, bits(WordClass::recipient_mark, WordClass::to_word))) return Role::recipient;
    if (any(mark, bits(WordClass::of_word))) return now == Role::none ? Role::object : now;
    return Role::none;
  }

  // Cuts [first, last) into phrases at prepositions, conjunctions, commas and determiners.
  void read_phrases(std::uint32_t first, std::uint32_t last, Role role, const Clause& clause) {
    std::uint32_t begin = none;
    bool tail = false;
    for (std::uint32_t i = first; i < last; ++i) {
      tail |= any(i, bits(WordClass::tail_mark));
      places_[i].tail = tail;
      if (any(i, bits(WordClass::pronoun)) && !any(i, bits(WordClass::determiner))) {
        close(begin, i, role);
        push(i, i + 1, i, role);
      } else if (content(i)) {
        if (begin == none) begin = i;
      } else {
        const bool had = begin != none;
        close(begin, i, role);
        if (had && any(i, bits(WordClass::determiner))) double_object();
        if (any(i, marks)) role = role_after(i, role, clause);
      }
    }
    close(begin, last, role);
  }

  // "send the guest | a ticket": the phrase just closed gets something.
  void double_object() {
    Phrase& phrase = analysis_.phrases.back();
    if (phrase.role == Role::object && (any(phrase.head, bits(WordClass::person)) || tokens_[phrase.head].name))
      phrase.role = Role::recipient;
  }

  void close(std::uint32_t& begin, std::uint32_t end, Role role) {
    if (begin == none) return;
    std::uint32_t last = end;
    while (last > begin + 1 && is_time(last - 1)) push(last - 1, last, last - 1, Role::time), --last;
    if (last == begin + 1 && is_time(begin)) role = Role::time;
    push(begin, last, last - 1, role);
    begin = none;
  }

  bool is_time(std::uint32_t i) const {
    return any(i, bits(WordClass::time_word, WordClass::weekday, WordClass::month));
  }

  void push(std::uint32_t first, std::uint32_t last, std::uint32_t head, Role role) {
    analysis_.phrases.push_back({first, last, head, role});
  }

  void settle(const Clause& clause) {
    for (std::uint32_t p = clause.first_phrase; p < clause.first_phrase + clause.phrase_count; ++p) {
      const Phrase& phrase = analysis_.phrases[p];
      for (std::uint32_t i = phrase.first; i < phrase.last; ++i) places_[i].role = phrase.role;
      places_[phrase.head].head = true;
    }
  }

  Analysis& analysis_;
  std::vector<Token>& tokens_;
  std::vector<TokenPlace>& places_;
};

}  // namespace

void find_frames(const Lexicon&, Analysis& analysis) {
  analysis.phrases.clear();
  analysis.places.assign(analysis.tokens.size(), TokenPlace{});
  FrameFinder(analysis).run();
}

void Analysis::clear() {
  tokens.clear();
  places.clear();
  quantities.clear();
  compounds.clear();
  clauses.clear();
  phrases.clear();
}

void analyse(const Lexicon& lexicon, std::string_view text, Analysis& out) {
  tokenize(lexicon, text, out.tokens);
  find_quantities(lexicon, text, out);
  find_compounds(lexicon, out);
  find_clauses(lexicon, text, out);
  find_frames(lexicon, out);
}

}  // namespace worktell::text
