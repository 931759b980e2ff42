#include "rules/pattern.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "text/quantity.hpp"
#include "text/utf8.hpp"

namespace worktell::rules {
namespace {

struct NamedRole {
  std::string_view name;
  std::uint8_t role;
};
constexpr std::array<NamedRole, 7> roles = {{{"act", static_cast<std::uint8_t>(text::Role::act)},
                                             {"object", static_cast<std::uint8_t>(text::Role::object)},
                                             {"recipient", static_cast<std::uint8_t>(text::Role::recipient)},
                                             {"means", static_cast<std::uint8_t>(text::Role::means)},
                                             {"time", static_cast<std::uint8_t>(text::Role::time)},
                                             {"agent", static_cast<std::uint8_t>(text::Role::agent)},
                                             {"any", RoleTest::any_role}}};

struct NamedQuantity {
  std::string_view name;
  text::QuantityKind kind;
};
constexpr std::array<NamedQuantity, 8> quantities = {{{"number", text::QuantityKind::number},
                                                      {"count", text::QuantityKind::count},
                                                      {"money", text::QuantityKind::money},
                                                      {"percent", text::QuantityKind::percent},
                                                      {"duration", text::QuantityKind::duration},
                                                      {"date", text::QuantityKind::date},
                                                      {"time", text::QuantityKind::time},
                                                      {"quarter", text::QuantityKind::quarter}}};

constexpr std::size_t deepest = 20;                         // levels of groups
constexpr std::int64_t most_bound = 1'000'000'000'000'000;  // thousandths

constexpr std::array<std::string_view, 6> facts = {"attendees", "recipients", "duration", "start", "due", "type"};

template <typename Table>
std::vector<std::string_view> names_of(const Table& table) {
  std::vector<std::string_view> names;
  for (const auto& row : table) names.push_back(row.name);
  return names;
}

std::string hint(std::string_view typed, const std::vector<std::string_view>& known) {
  const auto best = nearest(typed, known);
  if (!best.empty()) return fmt::format("did you mean \"{}\"?", best);
  return fmt::format("known: {}", fmt::join(known, ", "));
}

// Raised inside this file only, and turned into a Result by parse_pattern.
struct Wrong {
  std::size_t at;
  std::size_t length;
  std::string what;
  std::string remedy;
};

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  PatternTree parse() {
    skip();
    if (at_end()) throw Wrong{0, 1, "empty pattern", "write at least one word"};
    PatternTree tree;
    if (peek() == '[')
      fact(tree);
    else if (is_frame())
      frame(tree);
    else
      sequence(tree);
    skip();
    if (!at_end()) throw Wrong{at_, 1, fmt::format("unexpected \"{}\"", peek()), "see the grammar in rules/README.md"};
    return tree;
  }

 private:
  bool at_end() const { return at_ >= text_.size(); }
  char peek() const { return at_end() ? '\0' : text_[at_]; }
  void skip() {
    while (peek() == ' ' || peek() == '-') ++at_;
  }
  bool take(char c) {
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  void expect(char c, std::string_view why) {
    if (!take(c)) throw Wrong{at_, 1, fmt::format("expected \"{}\"", c), std::string(why)};
  }

  static bool is_word_char(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || static_cast<unsigned char>(c) >= 0x80 || c == '\'' ||
           c == '/' || c == '&' || c == '.' || c == '$' || c == '%' || c == '+';
  }

  std::string word() {
    const std::size_t begin = at_;
    while (!at_end() && is_word_char(peek())) ++at_;
    if (begin == at_)
      throw Wrong{at_, 1, at_end() ? "the pattern ends too early" : fmt::format("unexpected \"{}\"", peek()),
                  "expected a word"};
    for (std::size_t i = begin; i < at_; ++i)
      if (text_[i] >= 'A' && text_[i] <= 'Z')
        throw Wrong{i, 1, "upper case in a word", "patterns compare in lower case: write the word so"};
    return std::string(text_.substr(begin, at_ - begin));
  }

  bool is_frame() const {
    std::size_t i = at_;
    if (text_[i] == '!') return true;
    while (i < text_.size() && (std::isalpha(static_cast<unsigned char>(text_[i])) != 0 || text_[i] == '~')) ++i;
    return i < text_.size() && text_[i] == ':';
  }

  void sequence(PatternTree& tree) {
    tree.at_start = take('^');
    tree.elements = elements();
    if (take('$')) tree.at_end = true;
    if (tree.elements.empty()) throw Wrong{at_, 1, "a pattern without a word", "write at least one word"};
    const auto& list = tree.elements;
    if (may_be_empty(list.front()) || gap_at_edge<true>(list.begin(), list.end()))
      throw Wrong{0, text_.size(), "the first element is optional", "begin with what must be there"};
    if (may_be_empty(list.back()) || gap_at_edge<false>(list.rbegin(), list.rend()))
      throw Wrong{0, text_.size(), "the last element is optional", "end with what must be there"};
  }

  static bool may_be_empty(const Element& element) {
    return element.optional || element.gap > 0 ||
           std::any_of(element.group.begin(), element.group.end(), [](const std::vector<Element>& alternative) {
             return std::all_of(alternative.begin(), alternative.end(), may_be_empty);
           });
  }

  // Can a match begin (end, when the elements are walked backwards) with a gap?
  template <bool Forward, typename Iterator>
  static bool gap_at_edge(Iterator at, Iterator end) {
    for (; at != end; ++at) {
      if (at->gap > 0) return true;
      for (const auto& alternative : at->group) {
        if constexpr (Forward) {
          if (gap_at_edge<Forward>(alternative.begin(), alternative.end())) return true;
        } else {
          if (gap_at_edge<Forward>(alternative.rbegin(), alternative.rend())) return true;
        }
      }
      if (!may_be_empty(*at)) return false;
    }
    return false;
  }

  std::vector<Element> elements() {
    std::vector<Element> list;
    for (skip(); !at_end() && peek() != ')' && peek() != '|' && peek() != '$'; skip()) list.push_back(element());
    return list;
  }

  Element element() {
    Element result;
    if (take('~')) {
      result.gap = static_cast<std::uint32_t>(digits());
      if (result.gap == 0 || result.gap > 12)
        throw Wrong{at_ - 1, 1, "a gap of a length that is not allowed", "write ~1 to ~12"};
      return result;
    }
    if (peek() == '(')
      result.group = group();
    else
      result.atom = atom();
    result.optional = take('?');
    return result;
  }

  std::vector<std::vector<Element>> group() {
    std::vector<std::vector<Element>> alternatives;
    const std::size_t begin = at_;
    if (++depth_ > deepest) throw Wrong{begin, 1, "groups nested too deep", fmt::format("at most {} levels", deepest)};
    do {
      ++at_;
      alternatives.push_back(elements());
      if (alternatives.back().empty())
        throw Wrong{at_, 1, "an empty alternative", "write a word, or put ? after the group"};
    } while (peek() == '|');
    if (!take(')')) throw Wrong{begin, 1, "a group without an end", "close it with )"};
    --depth_;
    return alternatives;
  }

  Atom atom() {
    Atom result;
    if (peek() == '<') return quantity();
    if (take('@')) return list();
    if (take('=')) {
      result.kind = Atom::Kind::exact;
      result.text = word();
      return result;
    }
    result.text = word();
    if (take('*')) result.kind = Atom::Kind::prefix;
    return result;
  }

  Atom list() {
    Atom result;
    result.kind = Atom::Kind::list;
    for (;;) {
      result.text += word();
      if (peek() != '-') return result;
      result.text += peek();
      ++at_;
    }
  }

  Atom quantity() {
    const std::size_t begin = at_++;
    const std::string name = word();
    Atom result;
    if (name == "name")
      result.kind = Atom::Kind::name;
    else if (name == "address")
      result.kind = Atom::Kind::address;
    else if (name == "tag")
      result.kind = Atom::Kind::tag;
    else
      result = measured(name, begin);
    skip();
    expect('>', fmt::format("a quantity is closed by >, as in <{}>", name));
    return result;
  }

  Atom measured(const std::string& name, std::size_t begin) {
    Atom result;
    result.kind = Atom::Kind::quantity;
    const auto* row = std::find_if(quantities.begin(), quantities.end(), [&](const auto& q) { return q.name == name; });
    if (row == quantities.end()) {
      auto known = names_of(quantities);
      known.insert(known.end(), {"name", "address", "tag"});
      throw Wrong{begin + 1, name.size(), fmt::format("unknown class \"{}\"", name), hint(name, known)};
    }
    result.quantity = row->kind;
    skip();
    if (peek() != '>' || greater_follows()) bound(result.low, result.high, row->kind == text::QuantityKind::duration);
    return result;
  }

  // At a '>': does it compare, as in `<count > 20>`, or close, as in `<count>`?
  bool greater_follows() const {
    const std::size_t next = text_.find_first_not_of(' ', at_ + 1);
    if (next == std::string_view::npos || text_[next] == '<') return false;
    const bool compares = text_[next] == '=' || (text_[next] >= '0' && text_[next] <= '9');
    return compares && text_.find('>', next) < text_.find('<', next);
  }

  // `m` is months of a duration, and millions of anything else.
  void bound(std::int64_t& low, std::int64_t& high, bool duration) {
    const bool less = take('<');
    const bool more = !less && take('>');
    const bool equal = take('=');
    if (!less && !more && !equal) throw Wrong{at_, 1, "expected a comparison", "write one of < <= > >= ="};
    skip();
    const std::int64_t value = number(duration);
    if (!less) low = equal ? value : value + 1;
    if (!more) high = equal ? value : value - 1;
  }

  std::int64_t digits() {
    const std::size_t begin = at_;
    std::int64_t value = 0;
    while (std::isdigit(static_cast<unsigned char>(peek())) != 0 && at_ - begin < 12)
      value = value * 10 + (text_[at_++] - '0');
    if (begin == at_) throw Wrong{at_, 1, "expected a number", "write digits"};
    return value;
  }

  std::int64_t number(bool duration) {
    const std::size_t begin = at_;
    while (std::isdigit(static_cast<unsigned char>(peek())) != 0 || peek() == '.') ++at_;
    if (begin == at_) throw Wrong{at_, 1, "expected a number", "write digits, then a unit if needed"};
    const std::int64_t value = text::parse_number(text_.substr(begin, at_ - begin));
    const std::int64_t factor = unit(duration);
    return value > most_bound / factor ? most_bound : value * factor;
  }

  std::int64_t unit(bool duration) {
    const std::size_t begin = at_;
    while (std::isalpha(static_cast<unsigned char>(peek())) != 0) ++at_;
    const std::string_view name = text_.substr(begin, at_ - begin);
    struct Unit {
      std::string_view name;
      std::int64_t factor;
    };
    constexpr std::array<Unit, 9> units = {{{"", 1},
                                            {"k", 1000},
                                            {"s", 1},
                                            {"min", 60},
                                            {"h", 3600},
                                            {"d", 86400},
                                            {"w", 604800},
                                            {"m", 2592000},
                                            {"y", 31536000}}};
    if (name == "m" && !duration) return 1000000;
    for (const auto& row : units)
      if (row.name == name) return row.factor;
    throw Wrong{begin, name.size(), fmt::format("unknown unit \"{}\"", name), "known: k s min h d w m (months) y"};
  }

  void frame(PatternTree& tree) {
    tree.kind = PatternTree::Kind::frame;
    for (skip(); !at_end(); skip()) tree.roles.push_back(role_test());
    bool present = false;
    for (const auto& test : tree.roles) present |= !test.absent;
    if (!present)
      throw Wrong{0, text_.size(), "a frame of absent roles only", "name at least one role that must be there"};
    if (tree.roles.size() > 8) throw Wrong{0, text_.size(), "too many roles", "a frame has at most 8"};
  }

  RoleTest role_test() {
    RoleTest test;
    test.absent = take('!');
    const std::size_t begin = at_;
    while (std::isalpha(static_cast<unsigned char>(peek())) != 0) ++at_;
    const std::string_view name = text_.substr(begin, at_ - begin);
    const auto* row = std::find_if(roles.begin(), roles.end(), [&](const auto& r) { return r.name == name; });
    if (row == roles.end())
      throw Wrong{begin, std::max<std::size_t>(1, name.size()), fmt::format("unknown role \"{}\"", name),
                  hint(name, names_of(roles))};
    test.role = row->role;
    test.anywhere = take('~') || test.role == RoleTest::any_role;
    expect(':', "a role is followed by a colon, as in act:send");
    atoms(test);
    return test;
  }

  void atoms(RoleTest& test) {
    if (peek() != '(') return test.atoms.push_back(atom());
    const std::size_t begin = at_;
    do {
      ++at_;
      skip();
      test.atoms.push_back(atom());
      skip();
      if (!at_end() && peek() != '|' && peek() != ')')
        throw Wrong{at_, 1, "several words in a role's group", "put them into a word list and write @list"};
    } while (peek() == '|');
    if (!take(')')) throw Wrong{begin, 1, "a group without an end", "close it with )"};
    check_bounds(test, begin);
  }

  // One place of a compiled pattern has one pair of bounds.
  void check_bounds(const RoleTest& test, std::size_t begin) const {
    const auto quantity = [](const Atom& a) { return a.kind == Atom::Kind::quantity; };
    const auto bounded = [](const Atom& a) { return a.low != INT64_MIN || a.high != INT64_MAX; };
    if (std::count_if(test.atoms.begin(), test.atoms.end(), quantity) > 1 &&
        std::any_of(test.atoms.begin(), test.atoms.end(), bounded))
      throw Wrong{begin, at_ - begin, "several quantities with bounds in a role's group", "write a pattern for each"};
  }

  void fact(PatternTree& tree) {
    tree.kind = PatternTree::Kind::fact;
    ++at_;
    skip();
    const std::size_t begin = at_;
    tree.fact.fact = word();
    if (std::find(facts.begin(), facts.end(), tree.fact.fact) == facts.end())
      throw Wrong{begin, tree.fact.fact.size(), fmt::format("unknown fact \"{}\"", tree.fact.fact),
                  hint(tree.fact.fact, {facts.begin(), facts.end()})};
    skip();
    if (tree.fact.fact == "type") {
      expect('=', "a type is compared by =, as in [type = call]");
      skip();
      tree.fact.word = word();
    } else {
      bound(tree.fact.low, tree.fact.high, tree.fact.fact == "duration");
    }
    skip();
    expect(']', "a fact condition is closed by ]");
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;  // of groups
};

}  // namespace

Result<PatternTree> parse_pattern(const Written& pattern) {
  try {
    return Parser(pattern.text).parse();
  } catch (const Wrong& wrong) {
    Problem problem;
    problem.where = pattern.where;
    problem.where.column += text::count_characters(std::string_view(pattern.text).substr(0, wrong.at)) + 1;
    problem.what = wrong.what;
    problem.why = "in the pattern `" + pattern.text + "`";
    problem.remedy = wrong.remedy;
    problem.caret_length = std::max<std::size_t>(1, wrong.length);
    return fail(std::move(problem));
  }
}

}  // namespace worktell::rules
