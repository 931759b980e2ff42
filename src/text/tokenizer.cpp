// Bytes to tokens, one pass.
//
// ASCII goes through a table of character kinds; anything else is decoded. A word is looked up while its bytes are hot:
// lower-cased into a small buffer, hashed, and found among the forms of the pack. Three spellings are tried where they
// differ: the chunk joined by - / & . + ("e-mail", "f/u", "r&d"), the word itself, the word without a possessive 's.
// A word that ends at a blank or a comma can only be itself, and most do; it is read once.

#include <array>
#include <string>

#include "base/ascii.hpp"
#include "text/analysis.hpp"
#include "text/utf8.hpp"

namespace worktell::text {
namespace {

enum class Kind : std::uint8_t { other, letter, digit, space, joiner, stop, comma, quote, line, high };

constexpr std::array<Kind, 256> make_kinds() {
  std::array<Kind, 256> kinds{};
  for (unsigned c = 0; c < 256; ++c) {
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) kinds[c] = Kind::letter;
    if (c >= '0' && c <= '9') kinds[c] = Kind::digit;
    if (c >= 0x80) kinds[c] = Kind::high;
  }
  for (const char c : {' ', '\v', '\f'}) kinds[static_cast<unsigned char>(c)] = Kind::space;
  for (const char c : {'\n', '\r', '\t'}) kinds[static_cast<unsigned char>(c)] = Kind::line;
  for (const char c : {'.', ';', '!', '?', '(', ')', '[', ']', '{', '}', '|', '>', '<'})
    kinds[static_cast<unsigned char>(c)] = Kind::stop;
  for (const char c : {',', ':', '/', '='}) kinds[static_cast<unsigned char>(c)] = Kind::comma;
  for (const char c : {'"', '`'}) kinds[static_cast<unsigned char>(c)] = Kind::quote;
  return kinds;
}
constexpr auto kinds = make_kinds();

Kind kind_of(char c) {
  return kinds[static_cast<unsigned char>(c)];
}
bool is_word_byte(char c) {
  return kind_of(c) == Kind::letter || kind_of(c) == Kind::digit;
}
bool is_joiner(char c) {
  return c == '-' || c == '/' || c == '&' || c == '.' || c == '+';
}
bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

constexpr std::size_t longest_word = 64;  // longer words are never forms

// A lower-cased word with its hash. What goes beyond its room is dropped: such a word is never a form.
class Spelling {
 public:
  void clear() {
    size_ = 0;
    hash_ = {};
  }
  void add(char c) {
    if (size_ == bytes_.size()) return;
    bytes_[size_++] = c;
    hash_.add(static_cast<unsigned char>(c));
  }
  void drop_last() {
    const std::size_t size = size_ - 1;
    clear();
    while (size_ < size) add(bytes_[size_]);
  }
  [[nodiscard]] std::string_view view() const { return {bytes_.data(), size_}; }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] FormId find(const Lexicon& lexicon) const {
    return size_ > longest_word ? 0 : lexicon.find(view(), hash_.value());
  }

 private:
  std::array<char, longest_word + 8> bytes_;
  std::size_t size_ = 0;
  WordHash hash_;
};

class Tokenizer {
 public:
  Tokenizer(const Lexicon& lexicon, std::string_view text, std::vector<Token>& tokens)
      : lexicon_(lexicon), text_(text), tokens_(tokens) {}

  void run() {
    while (at_ < text_.size()) step();
    while (!tokens_.empty() && tokens_.back().kind != TokenKind::word && is_mark(tokens_.back().kind))
      tokens_.pop_back();
  }

 private:
  static bool is_mark(TokenKind kind) { return kind == TokenKind::stop || kind == TokenKind::comma; }
  char peek(std::size_t ahead = 1) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  bool spaced_before() const { return at_ == 0 || text_[at_ - 1] == ' ' || text_[at_ - 1] == '\t'; }
  bool spaced_after(std::size_t size) const {
    return at_ + size >= text_.size() || kind_of(text_[at_ + size]) == Kind::space;
  }

  void step() {
    const char c = text_[at_];
    switch (kind_of(c)) {
      case Kind::letter:
        return word();
      case Kind::digit:
        return number();
      case Kind::high:
        return high();
      case Kind::space:
        ++at_;
        return;
      case Kind::line:
        return mark(TokenKind::stop, 1);
      case Kind::stop:
        return stop();
      case Kind::comma:
        return comma();
      case Kind::quote:
        return quote();
      default:
        return symbol(c);
    }
  }

  // A mark at the start, or beside another, adds nothing; a stop outranks a comma.
  void mark(TokenKind kind, std::size_t size) {
    const auto begin = static_cast<std::uint32_t>(at_);
    at_ += size;
    if (tokens_.empty()) return;
    Token& last = tokens_.back();
    if (!is_mark(last.kind)) return push({begin, static_cast<std::uint32_t>(at_), 0, 0, kind});
    if (kind == TokenKind::stop) last.kind = kind;
  }

  void push(Token token) {
    token.quoted = quoted_;
    tokens_.push_back(token);
  }

  void stop() {
    const bool dot = text_[at_] == '.';
    if (dot && !tokens_.empty() && is_initial(tokens_.back()) && !spaced_before()) {
      ++at_;
      return;
    }
    if (dot && is_word_byte(peek())) return mark(TokenKind::comma, 1);
    quoted_ = false;
    mark(TokenKind::stop, 1);
  }

  bool is_initial(const Token& token) const {
    return token.end == at_ && token.end - token.begin == 1 && is_upper(text_[token.begin]);
  }

  void comma() { mark(TokenKind::comma, 1); }

  void quote() {
    quoted_ = !quoted_;
    ++at_;
  }

  // Everything else in ASCII: dashes, currency, percent, ampersand, @, #.
  void symbol(char c) {
    if (c == '-') return dash(1);
    if (c == '$' || c == '%' || c == '&' || c == '+') return sign(1);
    if ((c == '@' || c == '#') && kind_of(peek()) == Kind::letter) return tag();
    if (c == '~' || c == '*' || c == '_' || c == '#' || c == '^' || c == '\\' || c == '\'' || c == '@') {
      ++at_;
      return;
    }
    ++at_;
  }

  void dash(std::size_t size) {
    if (spaced_before() && (spaced_after(size) || peek() == '-')) return mark(TokenKind::stop, size);
    at_ += size;
  }

  // A sign that the pack may know as a unit or a conjunction.
  void sign(std::size_t size) {
    const FormId form = lexicon_.find(text_.substr(at_, size));
    const auto begin = static_cast<std::uint32_t>(at_);
    if (form == 0) return mark(TokenKind::comma, size);
    at_ += size;
    push({begin, static_cast<std::uint32_t>(at_), form, lexicon_.forms[form].classes, TokenKind::word});
  }

  void tag() {
    const std::size_t begin = at_++;
    while (at_ < text_.size() && (is_word_byte(text_[at_]) || text_[at_] == '_' || text_[at_] == '-')) ++at_;
    push({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_), 0, 0, TokenKind::tag});
  }

  void high() {
    const CodePoint point = decode(text_, at_);
    switch (classify(point.value)) {
      case Glyph::letter:
        return word();
      case Glyph::dash:
        return wide_dash(point.size);
      case Glyph::quote_open:
        quoted_ = true;
        break;
      case Glyph::quote_close:
        quoted_ = false;
        break;
      case Glyph::stop:
        return mark(TokenKind::stop, point.size);
      case Glyph::currency:
        return sign(point.size);
      default:
        break;
    }
    at_ += point.size;
  }

  void wide_dash(std::size_t size) {
    const bool between_digits = at_ > 0 && kind_of(text_[at_ - 1]) == Kind::digit;
    if (between_digits) {
      at_ += size;
      return;
    }
    mark(TokenKind::stop, size);
  }

  // Digits with separators; letters that follow at once are a token of their own ("40k"), except ordinals.
  void number() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && (kind_of(text_[at_]) == Kind::digit || is_number_separator())) ++at_;
    if (is_ordinal()) {
      at_ += 2;
      return push({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_), 0, 0, TokenKind::word});
    }
    push({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_), 0, 0, TokenKind::number});
  }

  bool is_number_separator() const {
    const char c = text_[at_];
    return (c == '.' || c == ',' || c == ':' || c == '-' || c == '/') && kind_of(peek()) == Kind::digit;
  }

  bool is_ordinal() const {
    if (at_ + 2 > text_.size() || (at_ + 2 < text_.size() && is_word_byte(text_[at_ + 2]))) return false;
    const char a = ascii_lower(text_[at_]);
    const char b = ascii_lower(text_[at_ + 1]);
    return (a == 's' && b == 't') || (a == 'n' && b == 'd') || (a == 'r' && b == 'd') || (a == 't' && b == 'h');
  }

  void word() {
    const std::size_t begin = at_;
    const std::size_t plain = plain_end(begin);
    if (plain < text_.size() && may_go_on(text_[plain])) {
      if (is_address(begin)) return address(begin);
      if (joined(begin)) return;
      at_ = word_end(begin, plain);
    } else {
      at_ = plain;
    }
    emit(begin, at_, lookup());
  }

  // The end of a run of ASCII letters and digits, lower-cased into lowered_.
  std::size_t plain_end(std::size_t at) {
    lowered_.clear();
    for (; at < text_.size() && is_word_byte(text_[at]); ++at) lowered_.add(ascii_lower(text_[at]));
    return at;
  }

  // Could a word with this byte after it be more than its letters and digits: an address, joined, with an apostrophe?
  static bool may_go_on(char c) {
    return is_joiner(c) || c == '\'' || c == '@' || c == '_' || c == ':' || kind_of(c) == Kind::high;
  }

  // The end of a run of letters, digits and inner apostrophes, lower-cased into lowered_, of which the part up to `at`
  // is read.
  std::size_t word_end(std::size_t begin, std::size_t at) {
    lowered_.clear();
    for (std::size_t i = begin; i < at; ++i) lowered_.add(ascii_lower(text_[i]));
    while (at < text_.size()) {
      const char c = text_[at];
      if (is_word_byte(c)) {
        lowered_.add(ascii_lower(c));
        ++at;
      } else if (c == '\'' && at + 1 < text_.size() && kind_of(text_[at + 1]) == Kind::letter) {
        lowered_.add(c);
        ++at;
      } else if (kind_of(c) == Kind::high) {
        const std::size_t size = high_in_word(at);
        if (size == 0) break;
        at += size;
      } else {
        break;
      }
    }
    return at;
  }

  std::size_t high_in_word(std::size_t at) {
    const CodePoint point = decode(text_, at);
    const Glyph glyph = classify(point.value);
    if (glyph == Glyph::letter) {
      std::string bytes;  // at most four: in the string itself, not allocated
      append_lower(bytes, point.value);
      for (const char c : bytes) lowered_.add(c);
    } else if (glyph == Glyph::apostrophe && at + point.size < text_.size() &&
               kind_of(text_[at + point.size]) == Kind::letter) {
      lowered_.add('\'');
    } else {
      return 0;
    }
    return point.size;
  }

  FormId lookup() const {
    if (lowered_.size() > longest_word) return 0;
    if (const FormId form = lowered_.find(lexicon_); form != 0) return form;
    const std::size_t apostrophe = lowered_.view().find('\'');
    if (apostrophe == std::string_view::npos) return 0;
    return lexicon_.find(lowered_.view().substr(0, apostrophe));
  }

  void emit(std::size_t begin, std::size_t end, FormId form) {
    Token token{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), form, lexicon_.forms[form].classes};
    token.capital = is_capital(begin);
    if (form == 0) attach_prefix(token);
    push(token);
  }

  bool is_capital(std::size_t at) const {
    if (kind_of(text_[at]) != Kind::high) return is_upper(text_[at]);
    return is_upper_case(decode(text_, at).value);
  }

  // The longest prefix of the pack that an unknown word starts with.
  void attach_prefix(Token& token) const {
    const auto spelling = [&](const Prefix& p) { return lexicon_.spelling(p.text); };
    std::size_t low = 0;
    std::size_t high = lexicon_.prefixes.size();
    while (low < high) {
      const std::size_t middle = (low + high) / 2;
      if (spelling(lexicon_.prefixes[middle]) <= lowered_.view())
        low = middle + 1;
      else
        high = middle;
    }
    while (low > 0) {
      const auto prefix = spelling(lexicon_.prefixes[--low]);
      if (lowered_.view().starts_with(prefix)) {
        token.form = static_cast<FormId>(low + 1);
        token.prefix = true;
        return;
      }
      if (prefix[0] != lowered_.view()[0]) return;
    }
  }

  // "e-mail", "f/u", "w/", "r&d", "e.g.": the whole chunk, if the pack knows it.
  bool joined(std::size_t begin) {
    std::size_t end = begin;
    bool has_joiner = false;
    joined_.clear();
    while (end < text_.size() && joined_.size() <= longest_word &&
           (is_word_byte(text_[end]) || is_joiner(text_[end]))) {
      has_joiner |= is_joiner(text_[end]);
      joined_.add(ascii_lower(text_[end++]));
    }
    if (!has_joiner) return false;
    for (int tries = 0; tries < 2; ++tries) {
      if (const FormId form = joined_.find(lexicon_); form != 0) {
        at_ = end;
        emit(begin, end, form);
        return true;
      }
      if (!is_joiner(joined_.view().back())) return false;
      joined_.drop_last();
      --end;
    }
    return false;
  }

  bool is_address(std::size_t begin) {
    const std::string_view rest = text_.substr(begin);
    if (rest.starts_with("http://") || rest.starts_with("https://") || rest.starts_with("www.")) return true;
    if (begin < no_address_) return false;  // within a run that was looked through already
    std::size_t at = begin;
    while (at < text_.size() &&
           (is_word_byte(text_[at]) || text_[at] == '.' || text_[at] == '_' || text_[at] == '-' || text_[at] == '+'))
      ++at;
    const bool found = at < text_.size() && text_[at] == '@' && at + 1 < text_.size() && is_word_byte(text_[at + 1]);
    if (!found) no_address_ = at;
    return found;
  }

  void address(std::size_t begin) {
    while (at_ < text_.size() && kind_of(text_[at_]) != Kind::space && kind_of(text_[at_]) != Kind::line &&
           text_[at_] != ',' && text_[at_] != ')' && text_[at_] != '>' && text_[at_] != '"')
      ++at_;
    while (kind_of(text_[at_ - 1]) == Kind::stop) --at_;  // what ends the sentence is no part of it
    push({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_), 0, 0, TokenKind::address});
  }

  const Lexicon& lexicon_;
  std::string_view text_;
  std::vector<Token>& tokens_;
  std::size_t at_ = 0;
  std::size_t no_address_ = 0;  // before here no address goes on
  bool quoted_ = false;
  Spelling lowered_;
  Spelling joined_;
};

bool at_start(const std::vector<Token>& tokens, std::size_t i) {
  return i == 0 || tokens[i - 1].kind == TokenKind::stop;
}

// Is the text written like a title, so that capitals tell nothing? In titles the short small words stay small.
bool mostly_capital(const std::vector<Token>& tokens) {
  std::size_t words = 0;
  std::size_t capitals = 0;
  for (const Token& token : tokens) {
    const auto size = token.end - token.begin;
    if (token.kind != TokenKind::word || size < 3 || (size == 3 && (token.classes & small_words) != 0)) continue;
    ++words;
    capitals += token.capital ? 1U : 0U;
  }
  return words > 2 && capitals * 4 > words * 3;
}

// A capital inside a sentence on a word that the pack does not know, or on a given name.
void mark_names(std::vector<Token>& tokens) {
  const bool title_case = mostly_capital(tokens);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    Token& token = tokens[i];
    if (!token.capital || token.kind != TokenKind::word) continue;
    const bool given = (token.classes & bit(WordClass::first_name)) != 0;
    const bool unknown = token.form == 0 && !token.prefix;
    const bool follows_start = at_start(tokens, i);
    const bool before_capital = i + 1 < tokens.size() && tokens[i + 1].capital && tokens[i + 1].form == 0;
    token.name = given || (unknown && !title_case && (!follows_start || before_capital));
  }
}

}  // namespace

void tokenize(const Lexicon& lexicon, std::string_view text, std::vector<Token>& tokens) {
  tokens.clear();
  Tokenizer(lexicon, text, tokens).run();
  mark_names(tokens);
}

}  // namespace worktell::text
