#include "rules/lexicon_builder.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "base/ascii.hpp"

namespace worktell::rules {

using text::Measure;
using text::SymbolId;
using text::WordClass;

namespace {

// Patterns and lists spell hyphenated words as the tokenizer gives them: apart.
std::vector<std::string> entry_words(std::string_view entry) {
  std::string spaced(entry);
  if (spaced[0] != '@') std::replace(spaced.begin(), spaced.end(), '-', ' ');
  return split_words(spaced);
}

// A letter or digit in lower case (bytes beyond ASCII are parts of letters), a blank for all else.
char word_letter(char c) {
  const char low = ascii_lower(c);
  const bool kept = (low >= 'a' && low <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 128;
  return kept ? low : ' ';
}

}  // namespace

LexiconBuilder::LexiconBuilder(const Pack& pack) : pack_(pack), inflector_(pack) {
  for (const auto& list : pack.lists)
    for (const auto& entry : list.entries)
      for (const auto& word : entry_words(entry.text))
        if (word[0] != '@' && word[0] != '=') inflector_.know(word);
  count_examples();
  add_language();
}

// The examples are texts of the kind that the pack is for, and the only ones at hand where packs are compiled.
void LexiconBuilder::count_examples() {
  double words = 0;
  const auto count = [&](std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), word_letter);
    for (const auto& word : split_words(text)) ++met_[word], ++words;
  };
  for (const auto& rule : pack_.rules) {
    for (const auto& example : rule.yes) count(example.text);
    for (const auto& example : rule.no) count(example.text);
  }
  for (auto& [word, times] : met_) times *= 10000 / words;
}

double LexiconBuilder::met(const std::string& form) const {
  const auto found = met_.find(form);
  return found == met_.end() ? 0.0 : found->second;
}

double LexiconBuilder::commonness(SymbolId symbol) const {
  const auto found = commonness_.find(symbol);
  return found == commonness_.end() ? 1.0 : 1.0 + found->second;
}

SymbolId LexiconBuilder::word(const std::string& written) {
  const std::string base = inflector_.base(written);
  auto [slot, fresh] = words_.try_emplace(base, 0);
  if (!fresh) return slot->second;
  const SymbolId symbol = slot->second = next_++;
  for (const auto& inflected : inflector_.forms(base)) {
    commonness_[symbol] += met(inflected.form);
    auto& draft = form(inflected.form);
    draft.symbols.insert(symbol);
    draft.classes |= inflected.classes;
  }
  if (base != written) form(written).symbols.insert(symbol);
  return symbol;
}

SymbolId LexiconBuilder::exact(const std::string& written) {
  auto [slot, fresh] = exacts_.try_emplace(written, 0);
  if (fresh) {
    slot->second = next_++;
    commonness_[slot->second] = met(written);
    form(written).symbols.insert(slot->second);
  }
  return slot->second;
}

SymbolId LexiconBuilder::prefix(const std::string& written) {
  auto [slot, fresh] = prefixes_.try_emplace(written, 0);
  if (!fresh) return slot->second;
  slot->second = next_++;
  for (const auto& [word, times] : met_)
    if (word.starts_with(written)) commonness_[slot->second] += times;
  return slot->second;
}

SymbolId LexiconBuilder::list(const std::string& name) {
  if (const auto found = lists_.find(name); found != lists_.end()) return found->second;
  const auto list =
      std::find_if(pack_.lists.begin(), pack_.lists.end(), [&](const WordList& l) { return l.name == name; });
  if (list == pack_.lists.end()) return 0;
  const SymbolId symbol = lists_[name] = next_++;
  for (const auto& entry : list->entries) add_entry(symbol, entry.text, 0);
  return symbol;
}

void LexiconBuilder::add_entry(SymbolId symbol, const std::string& entry, int depth) {
  const auto words = entry_words(entry);
  if (words.empty() || depth > 4) return;
  if (words.size() == 1 && words[0][0] == '@') {
    const auto nested = std::find_if(pack_.lists.begin(), pack_.lists.end(),
                                     [&](const WordList& l) { return l.name == words[0].substr(1); });
    if (nested != pack_.lists.end())
      for (const auto& inner : nested->entries) add_entry(symbol, inner.text, depth + 1);
    return;
  }
  if (words.size() > 1) return add_compound(symbol, words);
  if (words[0][0] == '=') {
    commonness_[symbol] += met(words[0].substr(1));
    form(words[0].substr(1)).symbols.insert(symbol);
    return;
  }
  const std::string base = inflector_.base(words[0]);
  for (const auto& inflected : inflector_.forms(base)) {
    commonness_[symbol] += met(inflected.form);
    auto& draft = form(inflected.form);
    draft.symbols.insert(symbol);
    draft.classes |= inflected.classes;
  }
}

SymbolId LexiconBuilder::entry_symbol(const std::string& word_) {
  return word_[0] == '=' ? exact(word_.substr(1)) : word(word_);
}

void LexiconBuilder::add_compound(SymbolId symbol, const std::vector<std::string>& words) {
  std::uint32_t node = 0;
  double rarest = 1e9;
  for (const auto& part : words) {
    const SymbolId step = entry_symbol(part);
    rarest = std::min(rarest, commonness(step));
    auto found = nodes_[node].next.find(step);
    if (found == nodes_[node].next.end()) {
      found = nodes_[node].next.emplace(step, static_cast<std::uint32_t>(nodes_.size())).first;
      nodes_.emplace_back();
    }
    node = found->second;
  }
  nodes_[node].symbols.insert(symbol);
  commonness_[symbol] += rarest;
}

void LexiconBuilder::add_class(std::string_view list, WordClass which, bool inflected) {
  for (const auto& entry : language_list(pack_, list)) {
    if (!inflected) {
      form(entry.text).classes |= bit(which);
      continue;
    }
    for (const auto& f : inflector_.forms(inflector_.base(entry.text))) form(f.form).classes |= f.classes | bit(which);
  }
}

// "week 604800": the word, and how much one is.
void LexiconBuilder::add_measures(std::string_view list, Measure measure) {
  for (const auto& entry : language_list(pack_, list)) {
    const auto words = split_words(entry.text);
    for (const auto& f : inflector_.forms(words[0])) {
      auto& draft = form(f.form);
      draft.classes |= bit(WordClass::measure);
      draft.measure = measure;
      draft.amount = words.size() > 1 ? std::atoll(words[1].c_str()) : 1;
    }
  }
}

void LexiconBuilder::add_amounts(std::string_view list, WordClass which) {
  std::int64_t place = 0;
  for (const auto& entry : language_list(pack_, list)) {
    const auto words = split_words(entry.text);
    auto& draft = form(words[0]);
    draft.classes |= bit(which);
    draft.amount = words.size() > 1 ? std::atoll(words[1].c_str()) : ++place;
  }
}

void LexiconBuilder::add_language() {
  for (const auto& verb : language_list(pack_, "verbs"))
    for (const auto& f : inflector_.forms(verb.text)) form(f.form).classes |= f.classes;
  struct Row {
    std::string_view list;
    WordClass which;
    bool inflected;
  };
  constexpr std::array<Row, 20> rows = {{{"nouns-too", WordClass::noun_too, false},
                                         {"determiners", WordClass::determiner, false},
                                         {"pronouns", WordClass::pronoun, false},
                                         {"auxiliaries", WordClass::auxiliary, false},
                                         {"copulas", WordClass::copula, false},
                                         {"adverbs", WordClass::adverb, false},
                                         {"to", WordClass::to_word, false},
                                         {"recipient-marks", WordClass::recipient_mark, false},
                                         {"means-marks", WordClass::means_mark, false},
                                         {"of-words", WordClass::of_word, false},
                                         {"other-marks", WordClass::other_mark, false},
                                         {"conjunctions", WordClass::conjunction, false},
                                         {"contrast-marks", WordClass::contrast_mark, false},
                                         {"tail-marks", WordClass::tail_mark, false},
                                         {"negations", WordClass::negation, false},
                                         {"but-words", WordClass::but_word, false},
                                         {"question-words", WordClass::question_word, false},
                                         {"condition-marks", WordClass::condition_mark, false},
                                         {"time-words", WordClass::time_word, true},
                                         {"persons", WordClass::person, true}}};
  for (const auto& row : rows) add_class(row.list, row.which, row.inflected);
  add_class("first-names", WordClass::first_name, false);
  add_amounts("months", WordClass::month);
  add_amounts("weekdays", WordClass::weekday);
  add_amounts("magnitudes", WordClass::magnitude);
  add_amounts("number-words", WordClass::number_word);
  add_measures("durations", Measure::duration);
  add_measures("currencies", Measure::money);
  add_measures("percents", Measure::percent);
  for (const auto& entry : language_list(pack_, "spellings")) {
    const auto words = split_words(entry.text);
    if (words.size() != 2 || forms_.count(words[1]) == 0) continue;
    const auto known = forms_[words[1]];
    auto& variant = form(words[0]);
    variant.classes |= known.classes;
    if (variant.measure == Measure::none) variant.measure = known.measure;
    if (variant.amount == 0) variant.amount = known.amount;
  }
}

namespace {

TextRange store(std::vector<char>& text, std::string_view word) {
  const TextRange range{static_cast<std::uint32_t>(text.size()), static_cast<std::uint32_t>(word.size())};
  text.insert(text.end(), word.begin(), word.end());
  return range;
}

std::vector<std::uint32_t> hash_slots(const std::vector<text::Form>& forms, const std::vector<char>& text) {
  std::size_t size = 1024;
  while (size < forms.size() * 3) size *= 2;
  std::vector<std::uint32_t> slots(size, 0);
  for (std::uint32_t id = 1; id < forms.size(); ++id) {
    std::size_t slot = text::hash_word({text.data() + forms[id].text.begin, forms[id].text.size}) & (size - 1);
    while (slots[slot] != 0) slot = (slot + 1) & (size - 1);
    slots[slot] = id;
  }
  return slots;
}

}  // namespace

// A rule that names "client's" must not take the word "client" from the others: a possessive is its word as well.
void LexiconBuilder::join_possessives() {
  for (auto& [spelling, draft] : forms_) {
    if (!spelling.ends_with("'s")) continue;
    const auto bare = forms_.find(spelling.substr(0, spelling.size() - 2));
    if (bare == forms_.end()) continue;
    draft.symbols.insert(bare->second.symbols.begin(), bare->second.symbols.end());
    if (draft.classes == 0) draft.classes = bare->second.classes;
  }
}

text::Lexicon LexiconBuilder::build(std::uint32_t& symbol_count) {
  join_possessives();
  for (auto& [spelling, draft] : forms_)
    for (const SymbolId symbol : draft.symbols)
      if (nodes_[0].next.count(symbol) != 0) draft.classes |= bit(WordClass::compound_start);
  std::vector<char> text;
  std::vector<text::Form> forms(1);
  std::vector<SymbolId> symbols;
  std::vector<text::Prefix> prefixes;
  for (const auto& [written, symbol] : prefixes_) {
    prefixes.push_back({store(text, written), symbol});
    for (auto it = forms_.lower_bound(written); it != forms_.end() && it->first.starts_with(written); ++it)
      it->second.symbols.insert(symbol);
  }
  for (const auto& [spelling, draft] : forms_) {
    text::Form made{store(text, spelling),
                    static_cast<std::uint32_t>(symbols.size()),
                    static_cast<std::uint32_t>(draft.symbols.size()),
                    draft.classes,
                    draft.measure,
                    {},
                    draft.amount};
    symbols.insert(symbols.end(), draft.symbols.begin(), draft.symbols.end());
    forms.push_back(made);
  }
  std::vector<text::CompoundNode> nodes;
  std::vector<text::CompoundEdge> edges;
  for (std::uint32_t n = 0; n < nodes_.size(); ++n) {
    const auto& draft = nodes_[n];
    nodes.push_back({static_cast<std::uint32_t>(symbols.size()), static_cast<std::uint32_t>(draft.symbols.size()),
                     static_cast<std::uint32_t>(edges.size()), static_cast<std::uint32_t>(draft.next.size())});
    symbols.insert(symbols.end(), draft.symbols.begin(), draft.symbols.end());
    for (const auto& [symbol, next] : draft.next) edges.push_back({n, symbol, next});
  }
  text::Lexicon lexicon;
  lexicon.slots.own(hash_slots(forms, text));
  lexicon.text.own(std::move(text));
  lexicon.forms.own(std::move(forms));
  lexicon.symbols.own(std::move(symbols));
  lexicon.compounds.own(std::move(nodes));
  lexicon.edges.own(std::move(edges));
  lexicon.prefixes.own(std::move(prefixes));
  symbol_count = next_;
  return lexicon;
}

}  // namespace worktell::rules
