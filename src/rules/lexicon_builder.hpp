#pragma once
/// Gathers the words of a pack and builds its lexicon: forms, symbols, multi-word entries, prefixes.

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "rules/inflect.hpp"
#include "rules/pack.hpp"

namespace worktell::rules {

class LexiconBuilder {
 public:
  explicit LexiconBuilder(const Pack& pack);

  /// The symbol for a word in all its inflections, for one exact form, for a prefix.
  text::SymbolId word(const std::string& word);
  text::SymbolId exact(const std::string& form);
  text::SymbolId prefix(const std::string& prefix);
  /// The symbol of a word list; 0 if the pack has no such list.
  text::SymbolId list(const std::string& name);

  /// Fills in the lexicon. `symbol_count` gets one more than the largest symbol.
  [[nodiscard]] text::Lexicon build(std::uint32_t& symbol_count);

  [[nodiscard]] const Inflector& inflector() const { return inflector_; }
  /// Tells that a word is used, so that its plural is understood as it.
  void know(const std::string& word) { inflector_.know(word); }
  /// How often a symbol is met in ordinary text, roughly: in ten thousand words of the examples of the pack, plus 1 for
  /// a word of the pack that they do not hold. Only speed depends on it.
  [[nodiscard]] double commonness(text::SymbolId symbol) const;

 private:
  struct FormDraft {
    std::set<text::SymbolId> symbols;
    text::WordClasses classes = 0;
    text::Measure measure = text::Measure::none;
    std::int64_t amount = 0;
  };
  struct NodeDraft {
    std::map<text::SymbolId, std::uint32_t> next;
    std::set<text::SymbolId> symbols;
  };

  void add_language();
  void add_class(std::string_view list, text::WordClass which, bool inflected);
  void add_measures(std::string_view list, text::Measure measure);
  void add_amounts(std::string_view list, text::WordClass which);
  void add_entry(text::SymbolId symbol, const std::string& entry, int depth);
  void add_compound(text::SymbolId symbol, const std::vector<std::string>& words);
  FormDraft& form(const std::string& spelling) { return forms_[spelling]; }
  text::SymbolId entry_symbol(const std::string& word);
  void count_examples();
  void join_possessives();
  [[nodiscard]] double met(const std::string& form) const;

  const Pack& pack_;
  Inflector inflector_;
  std::map<std::string, FormDraft> forms_;  ///< sorted: the same pack gives the same lexicon
  std::unordered_map<std::string, text::SymbolId> words_, exacts_, lists_;
  std::map<std::string, text::SymbolId> prefixes_;
  std::vector<NodeDraft> nodes_ = {NodeDraft{}};
  std::map<std::string, double> met_;                      ///< by form: times in ten thousand words of the examples
  std::unordered_map<text::SymbolId, double> commonness_;  ///< beyond 1
  text::SymbolId next_ = first_word_symbol;
};

}  // namespace worktell::rules
