#pragma once
/// Patterns as written, parsed into trees. The grammar is in rules/README.md; the parser follows it rule by rule.

#include <cstdint>
#include <string>
#include <vector>

#include "rules/pack.hpp"
#include "text/analysis.hpp"

namespace worktell::rules {

/// What one token, or one run of tokens, must be.
struct Atom {
  enum class Kind : std::uint8_t { word, exact, prefix, list, quantity, name, address, tag };
  Kind kind = Kind::word;
  std::string text;  ///< word, form, prefix or list name
  text::QuantityKind quantity = text::QuantityKind::number;
  std::int64_t low = INT64_MIN;  ///< bounds of a quantity, thousandths, both included
  std::int64_t high = INT64_MAX;
};

/// One step of a sequence: an atom, a group of alternatives, or a gap.
struct Element {
  std::vector<std::vector<Element>> group;  ///< alternatives; empty: `atom` or a gap
  Atom atom;
  std::uint32_t gap = 0;  ///< > 0: up to so many tokens
  bool optional = false;
};

/// One role of a frame.
struct RoleTest {
  static constexpr std::uint8_t any_role = 255;
  std::uint8_t role = 0;  ///< a text::Role, or any_role
  bool anywhere = false;
  bool absent = false;
  std::vector<Atom> atoms;  ///< any of these
};

/// A condition on a fact of the export.
struct FactCondition {
  std::string fact;
  std::int64_t low = INT64_MIN;
  std::int64_t high = INT64_MAX;
  std::string word;  ///< for `type = word`
};

struct PatternTree {
  enum class Kind : std::uint8_t { sequence, frame, fact };
  Kind kind = Kind::sequence;
  std::vector<Element> elements;
  bool at_start = false;
  bool at_end = false;
  std::vector<RoleTest> roles;
  FactCondition fact;
};

/// Parses one pattern. A failure carries the place of the character that is wrong, the pattern and what was expected.
[[nodiscard]] Result<PatternTree> parse_pattern(const Written& pattern);

}  // namespace worktell::rules
