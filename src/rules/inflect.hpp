#pragma once
/// Forms of words, made by the pack's own inflection tables. Only listed verbs get verb forms; every word gets the
/// noun's.

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "rules/pack.hpp"

namespace worktell::rules {

/// A form of a word and what it is, as text::WordClass bits for verbs.
struct Inflected {
  std::string form;
  text::WordClasses classes = 0;
};

class Inflector {
 public:
  explicit Inflector(const Pack& pack);

  /// Every form of `word`, itself first, spelling variants included. Sorted otherwise, no duplicates.
  [[nodiscard]] std::vector<Inflected> forms(const std::string& word) const;

  /// The base that authors mean when they write `word`: the singular or base form for a plain plural or third person of
  /// a known word, the canonical spelling for a variant; else the word itself.
  [[nodiscard]] std::string base(const std::string& word) const;

  /// Tells the inflector that a word is used by the pack, so that its plural is known as its form.
  void know(const std::string& word);

  [[nodiscard]] bool is_verb(const std::string& word) const { return verbs_.count(word) != 0; }
  [[nodiscard]] bool stands_for_itself(const std::string& word) const { return own_.count(word) != 0; }

 private:
  void add_forms(const std::string& word, std::vector<Inflected>& out) const;
  void add_verb_forms(const std::string& word, std::vector<Inflected>& out) const;
  [[nodiscard]] std::vector<std::string> regular(const std::string& word, bool verb) const;

  std::unordered_set<std::string> verbs_, own_;
  std::unordered_map<std::string, std::vector<std::string>> irregular_;  ///< base to its other forms
  std::unordered_map<std::string, std::string> plural_to_base_;
  std::unordered_map<std::string, std::vector<std::string>> variants_;  ///< canonical to variants
  std::map<std::string, std::string> canonical_;  // ordered: the variants of a word come in one order
  std::vector<Pack::Inflection> inflections_;     ///< longest endings first
};

/// The entries of a reserved list, or none.
[[nodiscard]] const std::vector<Written>& language_list(const Pack& pack, std::string_view name);

/// "send sent sent" to its words.
[[nodiscard]] std::vector<std::string> split_words(std::string_view text);

}  // namespace worktell::rules
