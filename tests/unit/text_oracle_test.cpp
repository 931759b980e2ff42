#include "text_seen.hpp"

using namespace text_seen;
using text::TokenKind;

// The tokenizer beside a slow, obvious one for ASCII, which tries at every place one shape after the other and copies
// what it looks at.

namespace {

struct OracleToken {
  std::size_t begin = 0;
  std::size_t end = 0;
  TokenKind kind = TokenKind::word;
  text::FormId form = 0;
  bool prefix = false;
  bool quoted = false;
  bool operator==(const OracleToken&) const = default;
};

bool oracle_has(std::string_view set, char c) {
  return set.find(c) != std::string_view::npos;
}
bool oracle_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool oracle_digit(char c) {
  return c >= '0' && c <= '9';
}
bool oracle_word(char c) {
  return oracle_letter(c) || oracle_digit(c);
}

std::string oracle_lower(std::string_view source) {
  std::string made(source);
  for (char& c : made) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return made;
}

template <typename Condition>
std::size_t oracle_run(std::string_view source, std::size_t at, Condition&& holds) {
  while (at < source.size() && holds(source[at])) ++at;
  return at;
}

class Oracle {
 public:
  explicit Oracle(std::string source) : source_(std::move(source)) {}

  std::vector<OracleToken> run() {
    while (at_ < source_.size()) step();
    while (!tokens_.empty() && is_mark(tokens_.back())) tokens_.pop_back();
    return tokens_;
  }

 private:
  static bool is_mark(const OracleToken& t) { return t.kind == TokenKind::stop || t.kind == TokenKind::comma; }
  char near(std::size_t ahead) const { return at_ + ahead < source_.size() ? source_[at_ + ahead] : '\0'; }

  void give(std::size_t end, TokenKind kind, text::FormId form = 0, bool prefix = false) {
    tokens_.push_back({at_, end, kind, form, prefix, quoted_});
    at_ = end;
  }

  void mark(TokenKind kind) {
    if (!tokens_.empty() && !is_mark(tokens_.back())) return give(at_ + 1, kind);
    if (!tokens_.empty() && kind == TokenKind::stop) tokens_.back().kind = kind;
    ++at_;
  }

  void step() {
    const char c = source_[at_];
    if (oracle_letter(c)) return word();
    if (oracle_digit(c)) return number();
    if (oracle_has("\n\r\t", c)) return mark(TokenKind::stop);
    if (oracle_has(";!?()[]{}|<>", c)) return stop();
    if (c == '.') return dot();
    if (oracle_has(",:/=", c)) return mark(TokenKind::comma);
    if (oracle_has("$%&+", c)) return sign();
    if (oracle_has("@#", c) && oracle_letter(near(1))) return tag();
    if (c == '-' && spaced_dash()) return mark(TokenKind::stop);
    if (oracle_has("\"`", c)) quoted_ = !quoted_;
    ++at_;
  }

  bool spaced_dash() const {
    const bool before = at_ == 0 || oracle_has(" \t", source_[at_ - 1]);
    const bool after = at_ + 1 == source_.size() || oracle_has(" \v\f-", source_[at_ + 1]);
    return before && after;
  }

  void stop() {
    quoted_ = false;
    mark(TokenKind::stop);
  }

  // "J. Zob" has no stop, "a.b" a comma.
  void dot() {
    const bool initial = !tokens_.empty() && tokens_.back().end == at_ &&
                         tokens_.back().end - tokens_.back().begin == 1 && source_[at_ - 1] >= 'A' &&
                         source_[at_ - 1] <= 'Z';
    if (initial) return void(++at_);
    if (oracle_word(near(1))) return mark(TokenKind::comma);
    stop();
  }

  void sign() {
    const auto form = lexicon().find(source_.substr(at_, 1));
    if (form == 0) return mark(TokenKind::comma);
    give(at_ + 1, TokenKind::word, form);
  }

  void tag() {
    give(oracle_run(source_, at_ + 1, [](char c) { return oracle_word(c) || c == '_' || c == '-'; }), TokenKind::tag);
  }

  void number() {
    std::size_t end = at_;
    while (end < source_.size() &&
           (oracle_digit(source_[end]) ||
            (oracle_has(".,:-/", source_[end]) && end + 1 < source_.size() && oracle_digit(source_[end + 1]))))
      ++end;
    const auto letters = source_.substr(end, oracle_run(source_, end, [](char c) { return oracle_word(c); }) - end);
    const auto low = oracle_lower(letters);
    if (low == "st" || low == "nd" || low == "rd" || low == "th") return give(end + 2, TokenKind::word);
    give(end, TokenKind::number);
  }

  bool address() const {
    const auto rest = source_.substr(at_);
    if (rest.starts_with("http://") || rest.starts_with("https://") || rest.starts_with("www.")) return true;
    const auto end = oracle_run(rest, 0, [](char c) { return oracle_word(c) || oracle_has("._-+", c); });
    return end + 1 < rest.size() && rest[end] == '@' && oracle_word(rest[end + 1]);
  }

  void word() {
    if (address()) {
      auto end = oracle_run(source_, at_, [](char c) { return !oracle_has(" \v\f\n\r\t,)>\"", c); });
      while (oracle_has(".;!?()[]{}|><", source_[end - 1])) --end;
      return give(end, TokenKind::address);
    }
    if (joined()) return;
    std::size_t end = at_;
    while (end < source_.size() && (oracle_word(source_[end]) || (source_[end] == '\'' && end + 1 < source_.size() &&
                                                                  oracle_letter(source_[end + 1]))))
      ++end;
    plain(end, oracle_lower(source_.substr(at_, end - at_)));
  }

  // The whole chunk, or the chunk without a joiner at its end, if the pack knows it. Words of the pack are short.
  bool joined() {
    auto end = oracle_run(source_, at_, [](char c) { return oracle_word(c) || oracle_has("-/&.+", c); });
    for (int tries = 0; tries < 2; ++tries) {
      const auto chunk = oracle_lower(source_.substr(at_, end - at_));
      const bool has_joiner = chunk.find_first_of("-/&.+") != std::string::npos;
      const auto form = has_joiner || tries == 1 ? lexicon().find(chunk) : 0;
      if (form != 0) return give(end, TokenKind::word, form), true;
      if (!oracle_has("-/&.+", chunk.back())) return false;
      --end;
    }
    return false;
  }

  void plain(std::size_t end, const std::string& low) {
    auto form = lexicon().find(low);
    if (form == 0) form = lexicon().find(low.substr(0, low.find('\'')));
    if (form != 0) return give(end, TokenKind::word, form);
    std::size_t longest = 0;
    for (std::uint32_t p = 0; p < lexicon().prefixes.size(); ++p) {
      const auto prefix = lexicon().spelling(lexicon().prefixes[p].text);
      if (!low.starts_with(prefix) || prefix.size() <= longest) continue;
      longest = prefix.size();
      form = p + 1;
    }
    give(end, TokenKind::word, form, form != 0);
  }

  std::string source_;
  std::size_t at_ = 0;
  bool quoted_ = false;
  std::vector<OracleToken> tokens_;
};

std::string oracle_told(const std::string& source, const std::vector<OracleToken>& tokens) {
  std::string told;
  for (const auto& t : tokens)
    told += "[" + source.substr(t.begin, t.end - t.begin) + " " + "wn,.at"[static_cast<std::size_t>(t.kind)] + " " +
            std::to_string(t.form) + (t.prefix ? "p" : "") + (t.quoted ? "q" : "") + "]";
  return told;
}

std::vector<OracleToken> oracle_seen(std::string_view source) {
  std::vector<OracleToken> made;
  for (const auto& t : tokens_of(source)) made.push_back({t.begin, t.end, t.kind, t.form, t.prefix, t.quoted});
  return made;
}

void oracle_compare(const std::string& source) {
  const auto slow = Oracle(source).run();
  const auto fast = oracle_seen(source);
  INFO("text `" << source << "`");
  if (slow != fast) CHECK(oracle_told(source, slow) == oracle_told(source, fast));
}

Strings oracle_pieces() {
  Strings all = {"mail", "E-mail", "f/u",   "R&D",   "e.g.",  "w/",         "buyer's",   "don't",  "o'zob", "optimist",
                 "J.",   "a.b",    "1st",   "2nds",  "40k",   "2,400",      "3.5",       "1:30",   "1-2",   "7/8",
                 "$5",   "5%",     "a@b.c", "x_y@b", "www.x", "http://x/y", "https://x", "#tag-1", "@me_2", "--"};
  for (char c = ' '; c <= '~'; ++c) all.emplace_back(1, c);
  for (const char* blank : {"\n", "\r", "\t", "\v", "\f", "\x01", "\x7F"}) all.emplace_back(blank);
  return all;
}

}  // namespace

TEST_CASE("the tokenizer reads random ASCII as the slow one does") {
  Babble babble(3, oracle_pieces());
  for (int n = 0; n < 20000; ++n) oracle_compare(babble.text(14));
}

TEST_CASE("the tokenizer reads every short text of awkward characters as the slow one does") {
  constexpr std::string_view awkward = "aA1 .,-'\"@/&\n";
  const std::size_t size = awkward.size();
  for (std::size_t n = 0; n < size * size * size * size; ++n) {
    std::string source;
    for (std::size_t rest = n, i = 0; i < 4; ++i, rest /= size) source += awkward[rest % size];
    oracle_compare(source);
  }
}
