#pragma once
/// What patterns match, by the plainest reading of the pack language: sets of ends, one element after the other, over
/// the tree as it was parsed. Slow, and shares with the engine only the parser and the analysis of the text.

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "rules/pattern.hpp"
#include "text/analysis.hpp"

namespace naive {

namespace rules = worktell::rules;
namespace text = worktell::text;

using Span = std::pair<std::uint32_t, std::uint32_t>;
using Ends = std::set<std::uint32_t>;

class Matcher {
 public:
  Matcher(const rules::Pack& pack, std::string_view text, const text::Analysis& analysis)
      : pack_(pack), text_(text), analysis_(analysis), size_(static_cast<std::uint32_t>(analysis.tokens.size())) {}

  /// Every span that a sequence matches.
  std::set<Span> spans(const rules::PatternTree& tree) const {
    std::set<Span> all;
    for (std::uint32_t first = 0; first < size_; ++first) {
      if (tree.at_start && first > 0 && !stop(first - 1)) continue;
      for (const auto last : ends(tree.elements, first))
        if (last > first && (!tree.at_end || last == size_ || stop(last))) all.insert({first, last});
    }
    return all;
  }

  /// The clauses in which a frame holds.
  std::set<std::uint32_t> clauses(const rules::PatternTree& tree) const {
    std::set<std::uint32_t> all;
    for (std::uint32_t c = 0; c < analysis_.clauses.size(); ++c)
      if (std::all_of(tree.roles.begin(), tree.roles.end(),
                      [&](const auto& test) { return played(test, analysis_.clauses[c]) != test.absent; }))
        all.insert(c);
    return all;
  }

  /// Spans that no other span of the set holds.
  static std::set<Span> maximal(const std::set<Span>& all) {
    std::set<Span> kept;
    for (const auto& a : all)
      if (std::none_of(all.begin(), all.end(),
                       [&](const Span& b) { return b != a && b.first <= a.first && b.second >= a.second; }))
        kept.insert(a);
    return kept;
  }

 private:
  bool stop(std::uint32_t t) const { return analysis_.tokens[t].kind == text::TokenKind::stop; }

  std::string word_at(std::uint32_t t) const {
    const auto& token = analysis_.tokens[t];
    std::string word(text_.substr(token.begin, token.end - token.begin));
    for (char& c : word)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return word;
  }

  Ends ends(const std::vector<rules::Element>& elements, std::uint32_t from) const {
    Ends now = {from};
    for (const auto& element : elements) {
      Ends next;
      for (const auto at : now) {
        const Ends more = after(element, at);
        next.insert(more.begin(), more.end());
      }
      now = next;
    }
    return now;
  }

  Ends after(const rules::Element& element, std::uint32_t at) const {
    Ends all;
    if (element.optional || element.gap > 0) all.insert(at);
    for (std::uint32_t n = 0; n < element.gap && at + n < size_ && !stop(at + n); ++n) all.insert(at + n + 1);
    if (element.gap > 0) return all;
    if (element.group.empty()) {
      const Ends more = after(element.atom, at);
      all.insert(more.begin(), more.end());
    }
    for (const auto& alternative : element.group) {
      const Ends more = ends(alternative, at);
      all.insert(more.begin(), more.end());
    }
    return all;
  }

  Ends after(const rules::Atom& atom, std::uint32_t at) const {
    if (at >= size_ || stop(at)) return {};
    using Kind = rules::Atom::Kind;
    const auto kind = analysis_.tokens[at].kind;
    if (atom.kind == Kind::list) return after_list(atom.text, at, 0);
    if (atom.kind == Kind::quantity) return after_quantity(atom, at);
    if (atom.kind == Kind::name) return after_name(at);
    const bool word = kind == text::TokenKind::word;
    const bool holds = (atom.kind == Kind::word && word && inflects(atom.text, word_at(at))) ||
                       (atom.kind == Kind::exact && word && atom.text == word_at(at)) ||
                       (atom.kind == Kind::prefix && word && word_at(at).starts_with(atom.text)) ||
                       (atom.kind == Kind::address && kind == text::TokenKind::address) ||
                       (atom.kind == Kind::tag && kind == text::TokenKind::tag);
    return holds ? Ends{at + 1} : Ends{};
  }

  /// Regular forms only, as the inflections of the small pack make them.
  bool inflects(const std::string& word, const std::string& form) const {
    bool verb = false;
    for (const auto& list : pack_.language)
      for (const auto& entry : list.entries) verb |= list.name == "verbs" && entry.text == word;
    return form == word || form == word + "s" || (verb && (form == word + "ed" || form == word + "ing"));
  }

  Ends after_list(const std::string& name, std::uint32_t at, int depth) const {
    Ends all;
    for (const auto& list : pack_.lists) {
      if (list.name != name || depth > 4) continue;
      for (const auto& entry : list.entries) {
        const Ends more =
            entry.text[0] == '@' ? after_list(entry.text.substr(1), at, depth + 1) : after_entry(entry.text + " ", at);
        all.insert(more.begin(), more.end());
      }
    }
    return all;
  }

  Ends after_entry(std::string words, std::uint32_t at) const {
    while (!words.empty()) {
      const std::string word = words.substr(0, words.find(' '));
      words.erase(0, word.size() + 1);
      if (at >= size_ || analysis_.tokens[at].kind != text::TokenKind::word) return {};
      if (!(word[0] == '=' ? word.substr(1) == word_at(at) : inflects(word, word_at(at)))) return {};
      ++at;
    }
    return {at};
  }

  Ends after_quantity(const rules::Atom& atom, std::uint32_t at) const {
    for (const auto& quantity : analysis_.quantities) {
      const bool kind = quantity.kind == atom.quantity ||
                        (atom.quantity == text::QuantityKind::number && quantity.kind == text::QuantityKind::count);
      if (quantity.first == at && kind && quantity.value >= atom.low && quantity.value <= atom.high)
        return {quantity.last};
    }
    return {};
  }

  Ends after_name(std::uint32_t at) const {
    Ends all;
    for (std::uint32_t n = 0; n < 3 && at + n < size_ && analysis_.tokens[at + n].name; ++n) all.insert(at + n + 1);
    return all;
  }

  bool played(const rules::RoleTest& test, const text::Clause& clause) const {
    for (std::uint32_t at = clause.first; at < clause.last; ++at)
      for (const auto& atom : test.atoms)
        for (const auto last : after(atom, at))
          if (last <= clause.last && plays(test, at, last)) return true;
    return false;
  }

  bool plays(const rules::RoleTest& test, std::uint32_t first, std::uint32_t last) const {
    if (test.role == rules::RoleTest::any_role) return true;
    for (std::uint32_t t = first; t < last; ++t) {
      const auto& place = analysis_.places[t];
      if (static_cast<std::uint8_t>(place.role) == test.role && (test.anywhere || place.head)) return true;
    }
    return false;
  }

  const rules::Pack& pack_;
  std::string_view text_;
  const text::Analysis& analysis_;
  std::uint32_t size_;
};

}  // namespace naive
