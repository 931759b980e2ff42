#pragma once
/// A pack of a few words for tests: a small language, two axes, and helpers that load, compile and analyse.

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

#include "rules/pack.hpp"
#include "text/analysis.hpp"

namespace small {

namespace rules = worktell::rules;
namespace text = worktell::text;

inline const std::string names = R"([pack]
name = "small"
[sides]
first = "left"
second = "right"
both = "mixed"
none = "neither"
[[axis]]
name = "reach"
first = "one"
second = "many"
[[axis]]
name = "horizon"
first = "short"
second = "long"
)";

inline const std::string inflections = R"([[inflection]]
class = "noun"
ending = ""
forms = ["0+s"]
[[inflection]]
class = "verb"
ending = ""
forms = ["0+s", "0+ed", "0+ing"]
)";

inline const std::string language = R"([language]
verbs = ["ask", "mail", "bring", "offer", "report", "print", "visit", "seem"]
irregular = ["bring brought"]
nouns-too = ["offer", "offers", "report", "reports", "mail", "visit"]
determiners = ["the", "a", "an", "our"]
pronouns = ["i", "we", "them"]
auxiliaries = ["will", "must", "need"]
copulas = ["is", "was", "were", "be"]
adverbs = ["also", "please"]
to = ["to"]
recipient-marks = ["to", "with", "for"]
means-marks = ["by", "via"]
of-words = ["of"]
other-marks = ["in", "at", "on"]
conjunctions = ["and", "or", "then", "&"]
contrast-marks = ["instead"]
tail-marks = ["including", "e.g."]
negations = ["not", "never", "don't"]
but-words = ["but"]
question-words = ["what"]
condition-marks = ["if"]
time-words = ["today", "eod"]
persons = ["buyer", "nurse"]
first-names = ["maria"]
months = ["january", "february", "march"]
weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday"]
magnitudes = ["k 1000", "million 1000000"]
number-words = ["two 2", "twelve 12"]
durations = ["min 60", "h 3600", "day 86400", "d 86400", "month 2592000"]
currencies = ["$", "€", "usd"]
percents = ["%", "percent"]
spellings = ["colour color"]
)";

/// A pack of `more` beside the names, inflections and language above.
inline rules::Pack load(const std::string& more) {
  rules::Pack pack;
  std::vector<worktell::Problem> problems;
  rules::load_pack({{"names.toml", names + inflections}, {"language.toml", language}, {"more.toml", more}}, pack,
                   problems);
  for (const auto& problem : problems) FAIL(render(problem));
  return pack;
}

inline rules::CompiledPack compile(const rules::Pack& pack) {
  std::vector<worktell::Problem> problems;
  auto compiled = rules::compile_pack(pack, problems);
  for (const auto& problem : problems) FAIL(render(problem));
  return compiled;
}

/// A rule with one pattern, as TOML.
inline std::string rule(const std::string& id, const std::string& pattern, const std::string& pole = "one") {
  return "[[rule]]\nid = \"" + id + "\"\npole = \"" + pole + "\"\nmatch = ['" + pattern + "']\nwhy = \"a test\"\n";
}

inline std::string spelled(std::string_view text, const text::Token& token) {
  return std::string(text.substr(token.begin, token.end - token.begin));
}

}  // namespace small
