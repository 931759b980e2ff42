// A sequence becomes a position automaton (Glushkov 1961; McNaughton and Yamada 1960): one position for each word,
// list, class or gap token of the pattern, with the set of positions that may follow each and, for running backwards,
// precede it. Sets are 64-bit masks, so a pattern has at most 64 positions and one step of all its runs at once is a
// few operations; there is nothing to back up to.
//
// Each pattern is entered at its rarest element: the triggers of that element's words. From a token that has a
// trigger's symbol the matcher runs forward to the longest end and backward to the earliest begin. A group of single
// words is one position with several symbols.
//
// Most triggers lead nowhere, so each carries what can be asked without the pattern: what its neighbours must be,
// folded into signatures, and the symbols that the rarest other element begins with, where they are few.

#include "rules/automaton.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

namespace worktell::rules {
namespace {

using Mask = std::uint64_t;
constexpr std::size_t most_positions = 64;
constexpr std::size_t most_needed = 48;  // symbols that are asked for before a pattern is looked at
constexpr double any_of_a_kind = 150;    // of ten thousand tokens: numbers, names, addresses of one kind

struct Fragment {
  Mask first = 0;
  Mask last = 0;
  bool nullable = true;
};

struct Unknown {
  std::string what, remedy;
};

class SequenceBuilder {
 public:
  SequenceBuilder(const Pack& pack, LexiconBuilder& lexicon, PatternTables& tables)
      : pack_(pack), lexicon_(lexicon), tables_(tables) {}

  Pattern build(const PatternTree& tree) {
    Pattern pattern;
    pattern.first_position = static_cast<std::uint32_t>(tables_.positions.size());
    const Fragment whole = sequence(tree.elements, true);
    pattern.first = whole.first;
    pattern.last = whole.last;
    pattern.position_count = static_cast<std::uint16_t>(positions_.size());
    pattern.at_start = tree.at_start;
    pattern.at_end = tree.at_end;
    link_back();
    store_positions();
    return pattern;
  }

  /// A frame's roles: one position each, in order.
  Pattern build_frame(const PatternTree& tree) {
    Pattern pattern;
    pattern.first_position = static_cast<std::uint32_t>(tables_.positions.size());
    pattern.frame = true;
    double best = 1e9;
    for (const auto& test : tree.roles) {
      const std::size_t p = add_position(test.atoms);
      positions_[p].role = test.role;
      positions_[p].anywhere = test.anywhere;
      positions_[p].absent = test.absent;
      if (test.absent) continue;
      require(Mask{1} << p);
      if (cost(positions_[p]) >= best) continue;
      best = cost(positions_[p]);
      trigger_ = Mask{1} << p;
    }
    pattern.position_count = static_cast<std::uint16_t>(positions_.size());
    store_positions();
    return pattern;
  }

  void add_triggers(std::uint32_t number, const Pattern& pattern) {
    const Trigger common = with_needed({.pattern = number});
    for_each(trigger_, [&](std::size_t p) {
      const Trigger trigger = guarded(common, pattern, p);
      for (std::uint32_t s = 0; s < positions_[p].symbol_count; ++s)
        tables_.triggers.push_back({tables_.symbols[positions_[p].first_symbol + s], trigger});
    });
  }

 private:
  // What every match begins an element with that must be there.
  struct Required {
    Mask first = 0;
    double cost = 0;
  };

  Trigger guarded(Trigger trigger, const Pattern& pattern, std::size_t p) const {
    trigger.position = static_cast<std::uint8_t>(p);
    if (pattern.frame) return trigger;
    if ((pattern.last >> p & 1U) == 0) trigger.after = any_of(positions_[p].follow);
    if ((pattern.first >> p & 1U) == 0) trigger.before = any_of(positions_[p].precede);
    trigger.whole = positions_.size() == 1 && !pattern.at_start && !pattern.at_end;
    return trigger;
  }

  std::uint64_t any_of(Mask mask) const {
    std::uint64_t wanted = 0;
    for_each(mask, [&](std::size_t p) { wanted |= wanted_[p]; });
    return wanted;
  }

  void require(Mask first) {
    std::size_t symbols = 0;
    double total = 0;
    bool gap = false;
    for_each(first, [&](std::size_t p) {
      gap |= positions_[p].gap;
      symbols += positions_[p].symbol_count;
      total += cost(positions_[p]);
    });
    if (!gap && symbols <= most_needed) required_.push_back({first, total});
  }

  Trigger with_needed(Trigger trigger) {
    const Required* rarest = nullptr;
    for (const auto& required : required_)
      if ((required.first & trigger_) == 0 && (rarest == nullptr || required.cost < rarest->cost)) rarest = &required;
    if (rarest == nullptr) return trigger;
    trigger.needed = static_cast<std::uint32_t>(tables_.symbols.size());
    for_each(rarest->first, [&](std::size_t p) {
      for (std::uint32_t s = 0; s < positions_[p].symbol_count; ++s)
        tables_.symbols.push_back(tables_.symbols[positions_[p].first_symbol + s]);
    });
    trigger.needed_count = static_cast<std::uint16_t>(tables_.symbols.size() - trigger.needed);
    if (trigger.needed_count == 1) {
      trigger.needed = tables_.symbols.back();
      tables_.symbols.pop_back();
    }
    return trigger;
  }

  void store_positions() {
    tables_.positions.insert(tables_.positions.end(), positions_.begin(), positions_.end());
    tables_.wanted.insert(tables_.wanted.end(), wanted_.begin(), wanted_.end());
  }

  Fragment sequence(const std::vector<Element>& elements, bool top) {
    Fragment whole;
    for (const auto& element : elements) {
      const std::size_t before = positions_.size();
      Fragment part = fragment(element);
      if (top && !part.nullable) {
        consider(part.first, before);
        require(part.first);
      }
      for_each(whole.last, [&](std::size_t p) { positions_[p].follow |= part.first; });
      whole.first |= whole.nullable ? part.first : 0;
      whole.last = part.last | (part.nullable ? whole.last : 0);
      whole.nullable = whole.nullable && part.nullable;
    }
    return whole;
  }

  Fragment fragment(const Element& element) {
    if (element.gap > 0) return gap(element.gap);
    Fragment part = element.group.empty() ? single({element.atom}) : group(element.group);
    part.nullable |= element.optional;
    return part;
  }

  Fragment gap(std::uint32_t length) {
    Fragment part;
    Mask before = 0;
    for (std::uint32_t i = 0; i < length; ++i) {
      const std::size_t p = new_position();
      positions_[p].gap = true;
      wanted_[p] = no_guard;
      if (i == 0) part.first = Mask{1} << p;
      for_each(before, [&](std::size_t q) { positions_[q].follow |= Mask{1} << p; });
      before = Mask{1} << p;
      part.last |= before;
    }
    return part;
  }

  Fragment single(const std::vector<Atom>& atoms) {
    const Mask bit = Mask{1} << add_position(atoms);
    return {bit, bit, false};
  }

  static bool is_plain(const std::vector<Element>& alternative) {
    return alternative.size() == 1 && alternative[0].group.empty() && alternative[0].gap == 0 &&
           !alternative[0].optional &&
           !(alternative[0].atom.kind == Atom::Kind::quantity &&
             (alternative[0].atom.low != INT64_MIN || alternative[0].atom.high != INT64_MAX));
  }

  Fragment group(const std::vector<std::vector<Element>>& alternatives) {
    Fragment all{0, 0, false};
    std::vector<Atom> plain;
    for (const auto& alternative : alternatives) {
      if (is_plain(alternative)) {
        plain.push_back(alternative[0].atom);
        continue;
      }
      const Fragment part = sequence(alternative, false);
      all = {all.first | part.first, all.last | part.last, all.nullable || part.nullable};
    }
    if (plain.empty()) return all;
    const Fragment words = single(plain);
    return {all.first | words.first, all.last | words.last, all.nullable};
  }

  std::size_t new_position() {
    if (positions_.size() == most_positions)
      throw Unknown{"the pattern is too long", "split it: a pattern has at most 60 words, gaps counted"};
    positions_.emplace_back();
    wanted_.push_back(0);
    positions_.back().low = INT64_MIN;
    positions_.back().high = INT64_MAX;
    return positions_.size() - 1;
  }

  std::size_t add_position(const std::vector<Atom>& atoms) {
    const std::size_t p = new_position();
    std::vector<text::SymbolId> symbols;
    for (const Atom& atom : atoms) {
      add_symbols(atom, symbols);
      if (atom.kind == Atom::Kind::quantity) {
        positions_[p].low = std::max(positions_[p].low, atom.low);
        positions_[p].high = std::min(positions_[p].high, atom.high);
      }
    }
    std::sort(symbols.begin(), symbols.end());
    positions_[p].first_symbol = static_cast<std::uint32_t>(tables_.symbols.size());
    positions_[p].symbol_count = static_cast<std::uint32_t>(symbols.size());
    for (const auto symbol : symbols) wanted_[p] |= signature(symbol);
    tables_.symbols.insert(tables_.symbols.end(), symbols.begin(), symbols.end());
    return p;
  }

  void add_symbols(const Atom& atom, std::vector<text::SymbolId>& symbols) {
    switch (atom.kind) {
      case Atom::Kind::word:
        symbols.push_back(lexicon_.word(atom.text));
        break;
      case Atom::Kind::exact:
        symbols.push_back(lexicon_.exact(atom.text));
        break;
      case Atom::Kind::prefix:
        symbols.push_back(lexicon_.prefix(atom.text));
        break;
      case Atom::Kind::list:
        symbols.push_back(list(atom.text));
        break;
      case Atom::Kind::name:
        symbols.push_back(symbol_name);
        break;
      case Atom::Kind::address:
        symbols.push_back(symbol_address);
        break;
      case Atom::Kind::tag:
        symbols.push_back(symbol_tag);
        break;
      case Atom::Kind::quantity:
        symbols.push_back(symbol_number + static_cast<std::uint32_t>(atom.quantity));
        if (atom.quantity == text::QuantityKind::number)
          symbols.push_back(symbol_number + static_cast<std::uint32_t>(text::QuantityKind::count));
        break;
    }
  }

  text::SymbolId list(const std::string& name) {
    if (const auto symbol = lexicon_.list(name); symbol != 0) return symbol;
    std::vector<std::string> names;
    for (const auto& l : pack_.lists) names.push_back(l.name);
    const auto best = nearest(name, names);
    throw Unknown{fmt::format("unknown word list \"@{}\"", name),
                  best.empty() ? "add it to a [lists] table of the pack" : fmt::format("did you mean \"@{}\"?", best)};
  }

  // How many of ten thousand tokens of ordinary text would start a verification here, roughly.
  double cost(const Position& position) const {
    double total = 0;
    for (std::uint32_t s = 0; s < position.symbol_count; ++s) {
      const auto symbol = tables_.symbols[position.first_symbol + s];
      total += symbol < first_word_symbol ? any_of_a_kind : lexicon_.commonness(symbol);
    }
    return total;
  }

  void consider(Mask first, std::size_t from) {
    double total = 0;
    Mask mask = 0;
    for_each(first, [&](std::size_t p) {
      if (p < from) return;
      total += positions_[p].gap ? 1e6 : cost(positions_[p]);
      mask |= Mask{1} << p;
    });
    if (trigger_ != 0 && total >= best_) return;
    best_ = total;
    trigger_ = mask;
  }

  void link_back() {
    for (std::size_t p = 0; p < positions_.size(); ++p)
      for_each(positions_[p].follow, [&](std::size_t q) { positions_[q].precede |= Mask{1} << p; });
  }

  template <typename Function>
  static void for_each(Mask mask, Function&& function) {
    for (; mask != 0; mask &= mask - 1) function(static_cast<std::size_t>(std::countr_zero(mask)));
  }

  const Pack& pack_;
  LexiconBuilder& lexicon_;
  PatternTables& tables_;
  std::vector<Position> positions_;
  std::vector<std::uint64_t> wanted_;  // one a position
  std::vector<Required> required_;
  Mask trigger_ = 0;
  double best_ = 0;
};

std::uint8_t fact_kind(std::string_view name) {
  constexpr std::array<std::string_view, 6> kinds = {"attendees", "recipients", "duration", "start", "due", "type"};
  return static_cast<std::uint8_t>(std::find(kinds.begin(), kinds.end(), name) - kinds.begin());
}

void add_fact(const FactCondition& condition, std::uint32_t rule, LexiconBuilder& lexicon, PatternTables& tables) {
  FactTest test;
  test.rule = rule;
  test.kind = fact_kind(condition.fact);
  // Bounds were read in thousandths; facts are whole numbers.
  test.low = condition.low == INT64_MIN ? INT64_MIN : (condition.low + 999) / 1000;
  test.high = condition.high == INT64_MAX ? INT64_MAX : condition.high / 1000;
  if (!condition.word.empty()) {
    test.first_symbol = static_cast<std::uint32_t>(tables.symbols.size());
    test.symbol_count = 1;
    tables.symbols.push_back(lexicon.word(condition.word));
  }
  tables.facts.push_back(test);
}

}  // namespace

Result<bool> add_pattern(const PatternTree& tree, const Written& written, std::uint32_t rule, bool unless,
                         const Pack& pack, LexiconBuilder& lexicon, PatternTables& tables) {
  if (tree.kind == PatternTree::Kind::fact) {
    add_fact(tree.fact, rule, lexicon, tables);
    return true;
  }
  try {
    SequenceBuilder builder(pack, lexicon, tables);
    Pattern pattern = tree.kind == PatternTree::Kind::frame ? builder.build_frame(tree) : builder.build(tree);
    pattern.rule = rule;
    pattern.unless = unless;
    builder.add_triggers(static_cast<std::uint32_t>(tables.patterns.size()), pattern);
    tables.patterns.push_back(pattern);
    return true;
  } catch (const Unknown& unknown) {
    Problem problem{written.where, unknown.what, "in the pattern `" + written.text + "`", unknown.remedy};
    problem.where.column += 1;
    return fail(std::move(problem));
  }
}

}  // namespace worktell::rules
