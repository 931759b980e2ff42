// Multi-word entries of word lists: from every token that starts one, a walk down a trie whose edges are symbols.
// A form may have several symbols, so the walk keeps a small set of nodes; entries are at most eight words long.

#include <algorithm>

#include "text/analysis.hpp"

namespace worktell::text {
namespace {

constexpr std::size_t longest_entry = 8;
constexpr std::size_t most_nodes = 16;

struct Nodes {
  std::uint32_t node[most_nodes];
  std::size_t count = 0;
  void add(std::uint32_t value) {
    if (count < most_nodes && std::find(node, node + count, value) == node + count) node[count++] = value;
  }
};

std::uint32_t follow(const Lexicon& lexicon, std::uint32_t node, SymbolId symbol) {
  const CompoundNode& from = lexicon.compounds[node];
  const auto edges = lexicon.edges.slice(from.first_edge, from.edge_count);
  const auto found = std::lower_bound(edges.begin(), edges.end(), symbol,
                                      [](const CompoundEdge& e, SymbolId s) { return e.symbol < s; });
  return found != edges.end() && found->symbol == symbol ? found->next : 0;
}

Nodes advance(const Lexicon& lexicon, const Nodes& nodes, const Token& token) {
  Nodes next;
  for (const SymbolId symbol : lexicon.symbols_of(token.form)) {
    for (std::size_t i = 0; i < nodes.count; ++i) {
      if (const auto node = follow(lexicon, nodes.node[i], symbol); node != 0) next.add(node);
    }
  }
  return next;
}

void compounds_from(const Lexicon& lexicon, std::uint32_t first, Analysis& analysis) {
  Nodes nodes;
  nodes.add(0);
  const auto last = static_cast<std::uint32_t>(std::min(analysis.tokens.size(), first + longest_entry));
  for (std::uint32_t i = first; i < last && nodes.count > 0; ++i) {
    const Token& token = analysis.tokens[i];
    if (token.kind != TokenKind::word || token.prefix || token.form == 0) return;
    nodes = advance(lexicon, nodes, token);
    for (std::size_t n = 0; n < nodes.count; ++n) {
      if (lexicon.compounds[nodes.node[n]].symbol_count > 0)
        analysis.compounds.push_back({first, i + 1, nodes.node[n]});
    }
  }
}

}  // namespace

void find_compounds(const Lexicon& lexicon, Analysis& analysis) {
  analysis.compounds.clear();
  for (std::uint32_t i = 0; i < analysis.tokens.size(); ++i) {
    if ((analysis.tokens[i].classes & bit(WordClass::compound_start)) != 0) compounds_from(lexicon, i, analysis);
  }
}

}  // namespace worktell::text
