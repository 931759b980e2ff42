// Matching over tokens. For every symbol of a token, each trigger of that symbol is verified by running the pattern's
// automaton outward from the trigger's position: forward to the longest end, backward to the earliest begin. Runs keep
// a mask of live positions for each token of a short ring, since a step may take several tokens (an entry of several
// words, a quantity, a name). All runs of a pattern advance together, so nothing is ever tried again.
//
// Most triggers and most steps fail, since most tokens are not what a position wants. Symbols are therefore folded into
// signatures of 64 bits, one a position and one a token: where the two share no bit they share no symbol, and nothing
// more is asked. Triggers carry those of their neighbours and one more symbol that the text must hold, so that most are
// turned away in the order in which they lie in memory.

#include "rules/match.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <tuple>
#include <utility>

namespace worktell::rules {
namespace {

using Mask = std::uint64_t;
constexpr std::uint32_t nothing = 0xFFFFFFFFU;
constexpr std::uint32_t longest_step = 16;  // tokens that one position can take; a power of two
constexpr std::uint32_t longest_entry = 8;  // words of a list's entry, as in the text stage

template <typename Function>
void for_each(Mask mask, Function&& function) {
  for (; mask != 0; mask &= mask - 1) function(static_cast<std::uint32_t>(std::countr_zero(mask)));
}

// The symbols of every prefix of the pack that the token's word starts with: its longest one, and those that one starts
// with, which stand before it in the sorted table.
template <typename Function>
void for_each_prefix(const text::Lexicon& lexicon, const text::Token& token, Function&& function) {
  const std::string_view longest = lexicon.spelling(lexicon.prefixes[token.form - 1].text);
  for (std::uint32_t p = token.form; p-- > 0;) {
    const std::string_view prefix = lexicon.spelling(lexicon.prefixes[p].text);
    if (prefix[0] != longest[0]) return;
    if (longest.starts_with(prefix)) function(lexicon.prefixes[p].symbol);
  }
}

bool is_quantity(text::SymbolId symbol) {
  return symbol >= symbol_number && symbol < symbol_name;
}

}  // namespace

bool Matcher::is_stop(std::uint32_t t) const {
  return analysis_->tokens[t].kind == text::TokenKind::stop;
}

void Matcher::index(const text::Analysis& analysis) {
  analysis_ = &analysis;
  const std::size_t size = analysis.tokens.size() + 1;
  quantity_from_.assign(size, 0);
  quantity_to_.assign(size, 0);
  for (std::uint32_t q = 0; q < analysis.quantities.size(); ++q) {
    quantity_from_[analysis.quantities[q].first] = q + 1;
    quantity_to_[analysis.quantities[q].last] = q + 1;
  }
  compound_from_.resize(size);
  std::uint32_t c = 0;
  for (std::uint32_t t = 0; t < size; ++t) {
    while (c < analysis.compounds.size() && analysis.compounds[c].first < t) ++c;
    compound_from_[t] = c;
  }
  index_symbols();
}

// Calls function(symbol, end) for every symbol that begins at t, with the token that it ends before.
template <typename Function>
void Matcher::for_each_symbol(std::uint32_t t, Function&& function) const {
  const text::Token& token = analysis_->tokens[t];
  if (token.prefix) {
    for_each_prefix(pack_.lexicon, token, [&](text::SymbolId symbol) { function(symbol, t + 1); });
  } else if (token.form != 0) {
    for (const auto symbol : pack_.lexicon.symbols_of(token.form)) function(symbol, t + 1);
  }
  if (token.kind == text::TokenKind::address) function(text::SymbolId{symbol_address}, t + 1);
  if (token.kind == text::TokenKind::tag) function(text::SymbolId{symbol_tag}, t + 1);
  for (std::uint32_t length = name_run(t); length > 0; --length) function(text::SymbolId{symbol_name}, t + length);
  if (const auto q = quantity_from_[t]; q != 0) {
    const auto& quantity = analysis_->quantities[q - 1];
    function(symbol_number + static_cast<std::uint32_t>(quantity.kind), quantity.last);
  }
  for (std::uint32_t c = compound_from_[t]; c < analysis_->compounds.size() && analysis_->compounds[c].first == t;
       ++c) {
    const auto& compound = analysis_->compounds[c];
    const auto& node = pack_.lexicon.compounds[compound.node];
    for (const auto symbol : pack_.lexicon.symbols.slice(node.first_symbol, node.symbol_count))
      function(symbol, compound.last);
  }
}

void Matcher::index_symbols() {
  const auto size = static_cast<std::uint32_t>(analysis_->tokens.size());
  offered_.assign(size + 1, any_place);
  ended_.assign(size + 1, any_place);
  present_.assign(pack_.trigger_start.size() / 64 + 1, 0);
  for (std::uint32_t t = 0; t < size; ++t) {
    for_each_symbol(t, [&](text::SymbolId symbol, std::uint32_t end) {
      offered_[t] |= signature(symbol);
      ended_[end] |= signature(symbol);
      present_[symbol / 64] |= std::uint64_t{1} << symbol % 64;
    });
  }
}

// False: the position can't take anything that begins at t. True: it may.
bool Matcher::may_take(std::uint32_t position, std::uint32_t t) const {
  return (pack_.wanted[position] & offered_[t]) != 0;
}

void Matcher::find(const text::Analysis& analysis, std::vector<Match>& matches) {
  matches.clear();
  index(analysis);
  for (std::uint32_t t = 0; t < analysis.tokens.size(); ++t)
    for_each_symbol(t, [&](text::SymbolId symbol, std::uint32_t end) { trigger(symbol, t, end, matches); });
  const auto key = [](const Match& m) { return std::tuple(m.first, nothing - m.last, m.rule, m.pattern); };
  std::sort(matches.begin(), matches.end(), [&](const Match& a, const Match& b) { return key(a) < key(b); });
  matches.erase(std::unique(matches.begin(), matches.end()), matches.end());
}

void Matcher::trigger(text::SymbolId symbol, std::uint32_t begin, std::uint32_t end, std::vector<Match>& matches) {
  if (symbol + 1 >= pack_.trigger_start.size()) return;
  for (std::uint32_t i = pack_.trigger_start[symbol]; i < pack_.trigger_start[symbol + 1]; ++i) {
    const Trigger& trigger = pack_.triggers[i];
    if (!may_match(trigger, begin, end) || (is_quantity(symbol) && !within_bounds(trigger, begin))) continue;
    verify(trigger, begin, end, matches);
  }
}

bool Matcher::may_match(const Trigger& trigger, std::uint32_t begin, std::uint32_t end) const {
  return (trigger.after & offered_[end]) != 0 && (trigger.before & ended_[begin]) != 0 && has_needed(trigger);
}

bool Matcher::has_needed(const Trigger& trigger) const {
  if (trigger.needed_count < 2) return trigger.needed_count == 0 || is_present(trigger.needed);
  const auto symbols = pack_.position_symbols.slice(trigger.needed, trigger.needed_count);
  return std::any_of(symbols.begin(), symbols.end(), [&](text::SymbolId symbol) { return is_present(symbol); });
}

bool Matcher::is_present(text::SymbolId symbol) const {
  return (present_[symbol / 64] >> symbol % 64 & 1U) != 0;
}

bool Matcher::within_bounds(const Trigger& trigger, std::uint32_t begin) const {
  const Pattern& pattern = pack_.patterns[trigger.pattern];
  return wants_quantity(pack_.positions[pattern.first_position + trigger.position],
                        analysis_->quantities[quantity_from_[begin] - 1]);
}

void Matcher::verify(const Trigger& trigger, std::uint32_t begin, std::uint32_t end, std::vector<Match>& matches) {
  const Pattern& pattern = pack_.patterns[trigger.pattern];
  if (trigger.whole)
    return matches.push_back({pattern.rule, trigger.pattern, begin, end, false, pattern.unless}), void();
  if (pattern.frame) return verify_frame(trigger.pattern, trigger.position, begin, end, matches);
  const std::uint32_t last = run_forward(pattern, trigger.position, end);
  if (last == nothing) return;
  const std::uint32_t first = run_backward(pattern, trigger.position, begin);
  if (first == nothing) return;
  matches.push_back({pattern.rule, trigger.pattern, first, last, false, pattern.unless});
}

// live[k % ring]: positions whose step ended just before token k. Most runs end where they begin, before the ring is
// needed: at the last position of a pattern, or at a token that nothing follows.
std::uint32_t Matcher::run_forward(const Pattern& pattern, std::uint32_t position, std::uint32_t end) const {
  const auto size = static_cast<std::uint32_t>(analysis_->tokens.size());
  const std::uint32_t base = pattern.first_position;
  const Position* const positions = pack_.positions.data() + base;
  const auto ends = [&](Mask now, std::uint32_t k) {
    return (now & pattern.last) != 0 && (!pattern.at_end || k == size || is_stop(k));
  };
  std::uint32_t best = ends(Mask{1} << position, end) ? end : nothing;
  if (positions[position].follow == 0 || end == size || is_stop(end)) return best;
  bool goes_on = false;
  for_each(positions[position].follow, [&](std::uint32_t p) { goes_on |= may_take(base + p, end); });
  if (!goes_on) return best;
  std::array<Mask, longest_step * 2> live{};
  constexpr std::uint32_t ring = longest_step * 2 - 1;
  live[end & ring] = Mask{1} << position;
  std::uint32_t pending = end;  // the furthest token with live positions
  for (std::uint32_t k = end; k <= pending && k <= size && k - end < window; ++k) {
    const Mask now = std::exchange(live[k & ring], 0);
    if (ends(now, k)) best = k;
    if (now == 0 || k == size || is_stop(k)) continue;
    Mask next = 0;
    for_each(now, [&](std::uint32_t p) { next |= positions[p].follow; });
    for_each(next, [&](std::uint32_t p) {
      for_each(lengths_from(base + p, k), [&](std::uint32_t length) {
        live[(k + length) & ring] |= Mask{1} << p;
        pending = std::max(pending, k + length);
      });
    });
  }
  return best;
}

// live[k % ring]: positions whose step began at token k.
std::uint32_t Matcher::run_backward(const Pattern& pattern, std::uint32_t position, std::uint32_t begin) const {
  const std::uint32_t base = pattern.first_position;
  const Position* const positions = pack_.positions.data() + base;
  const auto starts = [&](Mask now, std::uint32_t k) {
    return (now & pattern.first) != 0 && (!pattern.at_start || k == 0 || is_stop(k - 1));
  };
  std::uint32_t best = starts(Mask{1} << position, begin) ? begin : nothing;
  if (positions[position].precede == 0 || begin == 0 || is_stop(begin - 1)) return best;
  std::array<Mask, longest_step * 2> live{};
  constexpr std::uint32_t ring = longest_step * 2 - 1;
  live[begin & ring] = Mask{1} << position;
  std::uint32_t pending = begin;
  for (std::uint32_t k = begin + 1; k-- > pending && begin - k < window;) {
    const Mask now = std::exchange(live[k & ring], 0);
    if (starts(now, k)) best = k;
    if (now == 0 || k == 0 || is_stop(k - 1)) continue;
    Mask before = 0;
    for_each(now, [&](std::uint32_t p) { before |= positions[p].precede; });
    for_each(before, [&](std::uint32_t p) {
      if ((pack_.wanted[base + p] & ended_[k]) == 0) return;
      for_each(lengths_to(base + p, k), [&](std::uint32_t length) {
        live[(k - length) & ring] |= Mask{1} << p;
        pending = std::min(pending, k - length);
      });
    });
  }
  return best;
}

bool Matcher::wants(const Position& position, text::SymbolId symbol) const {
  for (std::uint32_t s = 0; s < position.symbol_count; ++s)
    if (pack_.position_symbols[position.first_symbol + s] == symbol) return true;
  return false;
}

bool Matcher::wants_form(const Position& position, const text::Token& token) const {
  if (token.prefix) {
    bool wanted = false;
    for_each_prefix(pack_.lexicon, token, [&](text::SymbolId symbol) { wanted |= wants(position, symbol); });
    return wanted;
  }
  if (token.kind == text::TokenKind::address) return wants(position, symbol_address);
  if (token.kind == text::TokenKind::tag) return wants(position, symbol_tag);
  if (token.form == 0) return false;
  for (const auto symbol : pack_.lexicon.symbols_of(token.form))
    if (wants(position, symbol)) return true;
  return false;
}

bool Matcher::wants_quantity(const Position& position, const text::Quantity& quantity) const {
  return quantity.value >= position.low && quantity.value <= position.high &&
         wants(position, symbol_number + static_cast<std::uint32_t>(quantity.kind));
}

std::uint32_t Matcher::name_run(std::uint32_t t) const {
  std::uint32_t length = 0;
  while (length < 3 && t + length < analysis_->tokens.size() && analysis_->tokens[t + length].name) ++length;
  return length;
}

// Bit n is set if the position can take the n tokens that begin at t.
Mask Matcher::lengths_from(std::uint32_t position, std::uint32_t t) const {
  if (!may_take(position, t) || is_stop(t)) return 0;
  const Position& asked = pack_.positions[position];
  return asked.gap ? Mask{2} : wanted_lengths(asked, t);
}

Mask Matcher::wanted_lengths(const Position& position, std::uint32_t t) const {
  Mask lengths = wants_form(position, analysis_->tokens[t]) ? Mask{2} : 0;
  if (analysis_->tokens[t].name && wants(position, symbol_name)) lengths |= ((Mask{2} << name_run(t)) - 1) & ~Mask{1};
  if (const auto q = quantity_from_[t]; q != 0) {
    const auto& quantity = analysis_->quantities[q - 1];
    if (wants_quantity(position, quantity)) lengths |= Mask{1} << (quantity.last - quantity.first);
  }
  for (std::uint32_t c = compound_from_[t]; c < analysis_->compounds.size() && analysis_->compounds[c].first == t;
       ++c) {
    const auto& compound = analysis_->compounds[c];
    const auto& node = pack_.lexicon.compounds[compound.node];
    for (const auto symbol : pack_.lexicon.symbols.slice(node.first_symbol, node.symbol_count))
      if (wants(position, symbol)) lengths |= Mask{1} << (compound.last - compound.first);
  }
  return lengths;
}

// Bit n is set if the position can take the n tokens that end before `end`.
Mask Matcher::lengths_to(std::uint32_t position, std::uint32_t end) const {
  if (is_stop(end - 1)) return 0;
  if (pack_.positions[position].gap) return Mask{2};
  Mask lengths = 0;
  const std::uint32_t most = std::min(end, longest_step - 1);
  for (std::uint32_t length = 1; length <= most; ++length) {
    if (is_stop(end - length)) break;
    if (length > 1 && compound_from_[end - length] == compound_from_[end] && quantity_to_[end] == 0 &&
        !analysis_->tokens[end - length].name) {
      if (length >= longest_entry) break;
      continue;
    }
    if ((lengths_from(position, end - length) >> length & 1U) != 0) lengths |= Mask{1} << length;
  }
  return lengths;
}

bool Matcher::plays(const Position& position, std::uint32_t begin, std::uint32_t end) const {
  if (position.role == 255) return true;
  for (std::uint32_t t = begin; t < end; ++t) {
    const auto& place = analysis_->places[t];
    if (static_cast<std::uint8_t>(place.role) == position.role && (position.anywhere || place.head)) return true;
  }
  return false;
}

bool Matcher::find_role(std::uint32_t position, std::uint32_t clause, std::uint32_t near, std::uint32_t& first,
                        std::uint32_t& last) const {
  const auto& range = analysis_->clauses[clause];
  const std::uint32_t from = std::max(range.first, near > 64 ? near - 64 : 0);
  const std::uint32_t to = std::min(range.last, near + 64);
  for (std::uint32_t t = from; t < to; ++t) {
    const Mask lengths = lengths_from(position, t);
    if (lengths == 0) continue;
    const auto length = static_cast<std::uint32_t>(63 - std::countl_zero(lengths));
    if (!plays(pack_.positions[position], t, t + length)) continue;
    first = std::min(first, t);
    last = std::max(last, t + length);
    return true;
  }
  return false;
}

void Matcher::verify_frame(std::uint32_t number, std::uint32_t position, std::uint32_t begin, std::uint32_t end,
                           std::vector<Match>& matches) {
  const Pattern& pattern = pack_.patterns[number];
  if (!plays(pack_.positions[pattern.first_position + position], begin, end)) return;
  const std::uint32_t clause = analysis_->places[begin].clause;
  std::uint32_t first = begin;
  std::uint32_t last = end;
  for (std::uint32_t p = 0; p < pattern.position_count; ++p) {
    if (p == position) continue;
    const std::uint32_t other = pattern.first_position + p;
    std::uint32_t ignored_first = nothing;
    std::uint32_t ignored_last = 0;
    if (pack_.positions[other].absent ? find_role(other, clause, begin, ignored_first, ignored_last)
                                      : !find_role(other, clause, begin, first, last))
      return;
  }
  matches.push_back({pattern.rule, number, first, last, true, pattern.unless});
}

}  // namespace worktell::rules
