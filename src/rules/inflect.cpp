#include "rules/inflect.hpp"

#include <algorithm>

namespace worktell::rules {

using text::WordClass;

const std::vector<Written>& language_list(const Pack& pack, std::string_view name) {
  static const std::vector<Written> empty;
  const auto found =
      std::find_if(pack.language.begin(), pack.language.end(), [&](const WordList& l) { return l.name == name; });
  return found == pack.language.end() ? empty : found->entries;
}

std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = text.find_first_not_of(' ', at);
    if (begin == std::string_view::npos) break;
    at = std::min(text.find(' ', begin), text.size());
    words.emplace_back(text.substr(begin, at - begin));
  }
  return words;
}

Inflector::Inflector(const Pack& pack) : inflections_(pack.inflections) {
  std::stable_sort(inflections_.begin(), inflections_.end(),
                   [](const auto& a, const auto& b) { return a.ending.size() > b.ending.size(); });
  for (const auto& verb : language_list(pack, "verbs")) verbs_.insert(verb.text);
  for (const auto& own : language_list(pack, "own")) own_.insert(own.text);
  for (const char* list : {"irregular", "plurals"}) {
    for (const auto& entry : language_list(pack, list)) {
      auto words = split_words(entry.text);
      if (words.size() < 2) continue;
      auto& forms = irregular_[words.front()];
      forms.insert(forms.end(), words.begin() + 1, words.end());
    }
  }
  for (const auto& entry : language_list(pack, "spellings")) {
    const auto words = split_words(entry.text);
    if (words.size() != 2 || words[0] == words[1]) continue;
    canonical_[words[0]] = words[1];
  }
  for (const auto& verb : verbs_) know(verb);
  for (const auto& [variant, word] : canonical_) variants_[base(word)].push_back(variant);
}

void Inflector::know(const std::string& word) {
  if (own_.count(word) != 0) return;
  for (const auto& plural : regular(word, false))
    if (plural != word) plural_to_base_.emplace(plural, word);
}

std::string Inflector::base(const std::string& word) const {
  if (own_.count(word) != 0) return word;
  if (const auto spelled = canonical_.find(word); spelled != canonical_.end()) return base(spelled->second);
  const auto found = plural_to_base_.find(word);
  return found != plural_to_base_.end() && word.ends_with('s') && !word.ends_with("ss") ? found->second : word;
}

std::vector<std::string> Inflector::regular(const std::string& word, bool verb) const {
  std::vector<std::string> made;
  for (const auto& inflection : inflections_) {
    if (inflection.verb != verb || !std::string_view(word).ends_with(inflection.ending)) continue;
    for (const auto& form : inflection.forms) {
      const std::size_t plus = form.find('+');
      const std::size_t drop = static_cast<std::size_t>(std::max(0, std::atoi(form.c_str())));
      if (plus == std::string::npos || drop > word.size()) continue;
      made.push_back(word.substr(0, word.size() - drop) + form.substr(plus + 1));
    }
    break;
  }
  return made;
}

namespace {

text::WordClasses shape_of(const std::string& form) {
  if (form.ends_with("ing")) return bit(WordClass::verb_ing);
  if (form.ends_with("s") && !form.ends_with("ss")) return bit(WordClass::verb_third);
  return bit(WordClass::verb_past);
}

}  // namespace

// Verb forms: the regular ones whose kind no irregular form fills, and the irregular ones. A base that ends in -ize
// also has its other spelling; that one is a base as well.
void Inflector::add_verb_forms(const std::string& word, std::vector<Inflected>& out) const {
  text::WordClasses filled = 0;
  if (const auto found = irregular_.find(word); found != irregular_.end()) {
    for (const auto& form : found->second) {
      const auto shape = form == word ? bit(WordClass::verb_past) : shape_of(form);
      out.push_back({form, shape});
      filled |= shape;
    }
  }
  for (const auto& form : regular(word, true)) {
    const bool base_variant = form.size() == word.size() && form.back() == word.back();
    const auto shape = base_variant ? bit(WordClass::verb_base) : shape_of(form);
    if ((filled & shape) == 0) out.push_back({form, shape});
  }
}

void Inflector::add_forms(const std::string& word, std::vector<Inflected>& out) const {
  const bool verb = is_verb(word);
  out.push_back({word, verb ? bit(WordClass::verb_base) : 0});
  if (verb)
    add_verb_forms(word, out);
  else if (const auto found = irregular_.find(word); found != irregular_.end())
    for (const auto& form : found->second) out.push_back({form, 0});
  if (!verb && own_.count(word) == 0)
    for (const auto& form : regular(word, false)) out.push_back({form, 0});
}

std::vector<Inflected> Inflector::forms(const std::string& word) const {
  std::vector<Inflected> all;
  add_forms(word, all);
  if (const auto variants = variants_.find(word); variants != variants_.end())
    for (const auto& variant : variants->second) {
      std::vector<Inflected> more;
      add_forms(variant, more);
      if (is_verb(word)) more.front().classes |= bit(WordClass::verb_base);
      all.insert(all.end(), more.begin(), more.end());
    }
  std::vector<Inflected> unique;
  for (auto& form : all) {
    if (form.form != word && own_.count(form.form) != 0) continue;
    const auto same =
        std::find_if(unique.begin(), unique.end(), [&](const Inflected& f) { return f.form == form.form; });
    if (same == unique.end())
      unique.push_back(std::move(form));
    else
      same->classes |= form.classes;
  }
  return unique;
}

}  // namespace worktell::rules
