#pragma once
/// What the tests of the text stage look at: an analysis told in words, over the small pack.

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "small_pack.hpp"

namespace text_seen {

namespace text = worktell::text;
using Strings = std::vector<std::string>;

/// The small pack, with words that are joined, prefixes, and entries of several words.
inline const worktell::rules::CompiledPack& pack() {
  static const auto compiled =
      small::compile(small::load("[language]\nspellings = [\"colour color\", \"e-mail mail\"]\n"
                                 "[lists]\ngoods = [\"gift card\", \"gift card box\", \"card box\", \"hat\"]\n" +
                                 small::rule("a", "opt*") + small::rule("b", "optimi*") +
                                 small::rule("c", "(f/u|r&d|ängste|color)") + small::rule("d", "@goods")));
  return compiled;
}

inline const text::Lexicon& lexicon() {
  return pack().lexicon;
}

inline text::Analysis analysis_of(std::string_view source) {
  text::Analysis analysis;
  text::analyse(lexicon(), source, analysis);
  return analysis;
}

inline std::vector<text::Token> tokens_of(std::string_view source) {
  std::vector<text::Token> tokens;
  text::tokenize(lexicon(), source, tokens);
  return tokens;
}

/// The bytes that tokens [first, last) span.
inline std::string span_of(std::string_view source, const text::Analysis& analysis, std::uint32_t first,
                           std::uint32_t last) {
  if (first >= last) return {};
  const auto begin = analysis.tokens[first].begin;
  return std::string(source.substr(begin, analysis.tokens[last - 1].end - begin));
}

/// Every token as it stands in the text.
inline Strings spelled(std::string_view source) {
  Strings all;
  for (const auto& token : tokens_of(source)) all.push_back(small::spelled(source, token));
  return all;
}

/// One letter a token: w word, n number, `,` comma, `.` stop, a address, t tag.
inline std::string kinds(std::string_view source) {
  std::string all;
  for (const auto& token : tokens_of(source)) all += "wn,.at"[static_cast<std::size_t>(token.kind)];
  return all;
}

/// The form of a text of one token.
inline text::FormId form_of(std::string_view word) {
  const auto tokens = tokens_of(word);
  REQUIRE(tokens.size() == 1);
  return tokens[0].prefix ? 0 : tokens[0].form;
}

/// "1200.500" for 1200500 thousandths.
inline std::string thousandths(std::int64_t value) {
  const std::string all = std::to_string(value / 1000);
  const std::string rest = std::to_string(1000 + value % 1000).substr(1);
  return value % 1000 == 0 ? all : all + "." + rest;
}

/// Every quantity: its kind, its value and its words, as in "money 40000 `$40k`".
inline Strings quantities(std::string_view source) {
  static const Strings names = {"number", "count", "money", "percent", "duration", "date", "time", "quarter"};
  const auto analysis = analysis_of(source);
  Strings all;
  for (const auto& q : analysis.quantities)
    all.push_back(names[static_cast<std::size_t>(q.kind)] + " " + thousandths(q.value) + " `" +
                  span_of(source, analysis, q.first, q.last) + "`");
  return all;
}

/// Every clause with what is said of it, as in "if asked (condition)".
inline Strings parts(std::string_view source) {
  const auto analysis = analysis_of(source);
  Strings all;
  for (const auto& clause : analysis.clauses) {
    std::string said;
    const auto say = [&](bool holds, std::string_view what) {
      if (holds) said += (said.empty() ? " (" : ", ") + std::string(what);
    };
    say(clause.nominal, "nominal");
    say(!clause.sure && !clause.nominal, "unsure");
    say(clause.passive, "passive");
    say(clause.purpose, "purpose");
    say(clause.refused, "refused");
    say(clause.negated, "negated");
    say(clause.question, "question");
    say(clause.condition, "condition");
    all.push_back(span_of(source, analysis, clause.first, clause.last) + said + (said.empty() ? "" : ")"));
  }
  return all;
}

/// Every clause's phrases in the order of the text, as in "act:Bring object:hat".
inline Strings frames(std::string_view source) {
  static const Strings names = {"none", "act", "object", "recipient", "means", "time", "agent"};
  const auto analysis = analysis_of(source);
  Strings all;
  for (const auto& clause : analysis.clauses) {
    std::vector<text::Phrase> phrases(analysis.phrases.begin() + clause.first_phrase,
                                      analysis.phrases.begin() + clause.first_phrase + clause.phrase_count);
    std::sort(phrases.begin(), phrases.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::string told;
    for (const auto& phrase : phrases)
      told += (told.empty() ? "" : " ") + names[static_cast<std::size_t>(phrase.role)] + ":" +
              span_of(source, analysis, phrase.first, phrase.last);
    all.push_back(told);
  }
  return all;
}

/// Texts of random pieces, joined with or without blanks.
class Babble {
 public:
  Babble(unsigned seed, Strings pieces) : random_(seed), pieces_(std::move(pieces)) {}

  std::string text(std::size_t most) {
    std::string made;
    for (std::size_t n = below(most) + 1; n > 0; --n) {
      made += pieces_[below(pieces_.size())];
      if (below(4) != 0) made += ' ';
    }
    return made;
  }
  std::size_t below(std::size_t limit) { return random_() % limit; }

 private:
  std::mt19937 random_;
  Strings pieces_;
};

/// Pieces of ordinary and odd texts. Without currency signs: of two numbers beside one sign both may claim it.
inline Strings pieces() {
  return {"mail",  "Mail",     "report",     "offers", "printing", "printed", "brought", "bring",  "buyer",
          "nurse", "Maria",    "Zobel",      "the",    "a",        "our",     "we",      "them",   "will",
          "need",  "is",       "were",       "also",   "to",       "with",    "by",      "via",    "of",
          "in",    "and",      "or",         "&",      "not",      "never",   "don't",   "but",    "instead",
          "what",  "if",       "today",      "EOD",    "friday",   "March",   "3",       "2,400",  "40k",
          "15%",   "12-month", "Q3",         "two",    "10:30",    "9am",     "1st",     "e-mail", "gift card box",
          "card",  "e.g.",     "including",  "hats",   "optimist", "R&D",     ".",       ",",      ";",
          "?",     "!",        " - ",        "-",      "—",        "–",       "(",       ")",      "/",
          ":",     "\n",       "\"",         "“",      "”",        "'",       "’",       "#topic", "@anna",
          "=",     "a@zob.eu", "www.zob.eu", "Ängste", "日本",     "é",       "…",       "👍",      "2026-12-01"};
}

}  // namespace text_seen
