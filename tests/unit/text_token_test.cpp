#include "text_seen.hpp"

using namespace text_seen;
using text::TokenKind;

namespace {

/// Spellings of the tokens for which `holds` is true.
template <typename Condition>
Strings token_words_where(std::string_view source, Condition&& holds) {
  Strings all;
  for (const auto& token : tokens_of(source))
    if (holds(token)) all.push_back(small::spelled(source, token));
  return all;
}

Strings token_names(std::string_view source) {
  return token_words_where(source, [](const text::Token& t) { return t.name; });
}

Strings token_quoted(std::string_view source) {
  return token_words_where(source, [](const text::Token& t) { return t.quoted; });
}

/// The prefix of the pack that the only token of `word` starts with, or empty.
std::string token_prefix(std::string_view word) {
  const auto tokens = tokens_of(word);
  REQUIRE(tokens.size() == 1);
  if (!tokens[0].prefix) return {};
  return std::string(lexicon().spelling(lexicon().prefixes[tokens[0].form - 1].text));
}

bool token_on_border(std::string_view source, std::size_t at) {
  return at == source.size() || (static_cast<unsigned char>(source[at]) & 0xC0U) != 0x80U;
}

bool token_is_mark(const text::Token& token) {
  return token.kind == TokenKind::stop || token.kind == TokenKind::comma;
}

/// In order, inside the text, on borders of characters, no mark at an end or beside another.
bool token_order_holds(std::string_view source, const std::vector<text::Token>& tokens) {
  std::uint32_t at = 0;
  bool mark = true;
  for (const auto& token : tokens) {
    if (token.begin < at || token.end <= token.begin || token.end > source.size()) return false;
    if (!token_on_border(source, token.begin) || !token_on_border(source, token.end)) return false;
    if (mark && token_is_mark(token)) return false;
    mark = token_is_mark(token);
    at = token.end;
  }
  return tokens.empty() || !mark;
}

}  // namespace

TEST_CASE("spans of tokens are byte offsets that cut the same bytes out of the text") {
  CHECK(spelled("Mail Zoë's 2,400 hats – today") == Strings{"Mail", "Zoë's", "2,400", "hats", "–", "today"});
  CHECK(kinds("Mail Zoë's 2,400 hats – today") == "wwnw.w");
  CHECK(spelled("  hat\t\tmap  ") == Strings{"hat", "\t", "map"});
  CHECK(spelled("日本 hat") == Strings{"日本", "hat"});
  CHECK(spelled("hat👍map") == Strings{"hat", "map"});
  CHECK(spelled("\xC2\xA0hat\xC2\xA0") == Strings{"hat"});  // blanks that do not break
}

TEST_CASE("a text without words has no tokens") {
  for (const char* empty : {"", " ", "...", " - ", "\n\n", "\"\"", "(,)", "'", "—", "\x01\x7F", "👍"}) {
    INFO("text `" << empty << "`");
    CHECK(tokens_of(empty).empty());
  }
}

TEST_CASE("hyphens part words and leave no mark, dashes end a part") {
  CHECK(spelled("gift-card") == Strings{"gift", "card"});
  CHECK(spelled("gift\u2011card") == Strings{"gift", "card"});
  CHECK(kinds("gift -card") == "ww");
  for (const char* dash : {" - ", " -- ", " — ", "—", " – "}) {
    INFO("dash `" << dash << "`");
    CHECK(kinds("gift" + std::string(dash) + "card") == "w.w");
  }
  CHECK(kinds("10–20") == "nn");
}

TEST_CASE("joined words that the pack knows are one token") {
  CHECK(spelled("E-mail the f/u on R&D") == Strings{"E-mail", "the", "f/u", "on", "R&D"});
  CHECK(form_of("e-mail") == form_of("E-MAIL"));
  CHECK(form_of("R&D") == form_of("r&d"));
  CHECK(form_of("f/u") != 0);
  CHECK(spelled("hats, e.g. caps") == Strings{"hats", ",", "e.g.", "caps"});
  CHECK(kinds("f/x") == "w,w");
  CHECK(kinds("r&x") == "www");  // the pack knows "&"
}

TEST_CASE("a possessive is its word, a contraction of the pack is its own") {
  CHECK(form_of("buyer's") == form_of("buyer"));
  CHECK(form_of("Buyer’s") == form_of("buyer"));
  CHECK(spelled("the Buyer’s hat") == Strings{"the", "Buyer’s", "hat"});
  CHECK(spelled("buyers' hats") == Strings{"buyers", "hats"});
  CHECK(form_of("don't") != 0);
  CHECK(form_of("don’t") == form_of("don't"));
  CHECK(form_of("zob's") == 0);
}

TEST_CASE("case is folded, in ASCII and beyond") {
  CHECK(form_of("mail") != 0);
  CHECK(form_of("MAIL") == form_of("mail"));
  CHECK(form_of("mAiL") == form_of("mail"));
  CHECK(form_of("ängste") != 0);
  CHECK(form_of("ÄNGSTE") == form_of("ängste"));
  CHECK(form_of("Colour") != 0);
  CHECK(form_of("zobel") == 0);
  CHECK(tokens_of("Mail")[0].capital);
  CHECK_FALSE(tokens_of("mAIL")[0].capital);
}

TEST_CASE("forms carry what the language says of them") {
  CHECK((tokens_of("mailed")[0].classes & bit(text::WordClass::verb_past)) != 0);
  CHECK((tokens_of("mails")[0].classes & bit(text::WordClass::verb_third)) != 0);
  CHECK((tokens_of("brought")[0].classes & bit(text::WordClass::verb_past)) != 0);
  CHECK((tokens_of("Printing")[0].classes & bit(text::WordClass::verb_ing)) != 0);
  CHECK((tokens_of("nurses")[0].classes & bit(text::WordClass::person)) != 0);
  CHECK(tokens_of("zobel")[0].classes == 0);
}

TEST_CASE("an unknown word has the longest prefix of the pack") {
  CHECK(token_prefix("Optimist") == "optimi");
  CHECK(token_prefix("option") == "opt");
  CHECK(token_prefix("op") == "");
  CHECK(token_prefix("adopt") == "");
}

TEST_CASE("words of any length are one token") {
  for (const std::size_t size : {63U, 64U, 65U, 100000U}) {
    const std::string word(size, 'q');
    CHECK(spelled(word + " hat") == Strings{word, "hat"});
    CHECK(form_of(word) == 0);
  }
}

TEST_CASE("marks: stops for certain, commas, and nothing twice") {
  for (const char* stop : {". ", ";", "!", "?", "\n", "\r\n", "(", ")", "[", "]", "{", "}", "|", "<", ">", "…"}) {
    INFO("mark `" << stop << "`");
    CHECK(kinds("gift" + std::string(stop) + "card") == "w.w");
  }
  for (const char* comma : {",", ":", " / ", "=", ".", "£"}) {
    INFO("mark `" << comma << "`");
    CHECK(kinds("gift" + std::string(comma) + "card") == "w,w");
  }
  CHECK(kinds("gift, . card") == "w.w");
  CHECK(kinds("gift,;,, card") == "w.w");
  CHECK(kinds(", gift ,, card ...") == "w,w");
}

TEST_CASE("numbers keep their separators, ordinals are words") {
  CHECK(spelled("2,400 1.200,50 10:30 2026-12-01 3-5 24/7") ==
        Strings{"2,400", "1.200,50", "10:30", "2026-12-01", "3-5", "24/7"});
  CHECK(kinds("2,400 1.200,50 10:30 2026-12-01 3-5 24/7") == "nnnnnn");
  CHECK(spelled("40k 12-month") == Strings{"40", "k", "12", "month"});
  CHECK(kinds("3, 4. 5") == "n,n.n");
  CHECK(kinds("1st 2nd 3RD 21st") == "wwww");
  CHECK(kinds("1sts") == "nw");
}

TEST_CASE("addresses and tags are tokens of their own") {
  CHECK(spelled("write to anna.b+c@zobel.org, then (see https://zobel.org/a?b=1) www.zobel.org") ==
        Strings{"write", "to", "anna.b+c@zobel.org", ",", "then", "(", "see", "https://zobel.org/a?b=1", ")",
                "www.zobel.org"});
  CHECK(kinds("write to anna.b+c@zobel.org now") == "wwaw");
  CHECK(kinds("ring @anna about #topic-1_b") == "wtwt");
  CHECK(spelled("ring @anna about #topic-1_b") == Strings{"ring", "@anna", "about", "#topic-1_b"});
  CHECK(kinds("#5 hats @ noon") == "nww");
}

TEST_CASE("what stands inside quotation marks is known") {
  CHECK(token_quoted("mail \"a gift\" today") == Strings{"a", "gift"});
  CHECK(token_quoted("mail “a gift” today") == Strings{"a", "gift"});
  CHECK(token_quoted("mail «a gift» today") == Strings{"a", "gift"});
  CHECK(token_quoted("mail `gift` today") == Strings{"gift"});
  CHECK(token_quoted("mail \"a gift. Then go") == Strings{"a", "gift"});
  CHECK(token_quoted("mail a gift") == Strings{});
}

TEST_CASE("a capital where none is due is a name") {
  CHECK(token_names("mail Zobel today") == Strings{"Zobel"});
  CHECK(token_names("Ruth Zobel came") == Strings{"Ruth", "Zobel"});
  CHECK(token_names("Zobel came") == Strings{});
  CHECK(token_names("Maria came, maria went") == Strings{"Maria"});
  CHECK(token_names("mail Müller") == Strings{"Müller"});
  CHECK(token_names("came. Zobel went") == Strings{});
  CHECK(token_names("MAIL ZOBEL TODAY PLEASE") == Strings{});
  CHECK(token_names("the Buyer came") == Strings{});  // the pack knows the word
}

TEST_CASE("spans stand in order, inside the text, on borders of characters, whatever the text") {
  Babble babble(1, pieces());
  for (int n = 0; n < 20000; ++n) {
    const std::string source = babble.text(25);
    INFO("text `" << source << "`");
    CHECK(token_order_holds(source, tokens_of(source)));
  }
}

TEST_CASE("the whole stage gives the same into a used analysis as into a fresh one") {
  Babble babble(2, pieces());
  text::Analysis used;
  for (int n = 0; n < 2000; ++n) {
    const std::string source = babble.text(20);
    text::analyse(lexicon(), source, used);
    const auto fresh = analysis_of(source);
    const bool same = used.tokens.size() == fresh.tokens.size() && used.places.size() == fresh.places.size() &&
                      used.quantities.size() == fresh.quantities.size() &&
                      used.compounds.size() == fresh.compounds.size() && used.clauses.size() == fresh.clauses.size() &&
                      used.phrases.size() == fresh.phrases.size();
    INFO("text `" << source << "`");
    CHECK(same);
  }
}

TEST_CASE("entries of several words are found wherever they start, also inside one another") {
  const auto found = [](std::string_view source) {
    const auto analysis = analysis_of(source);
    Strings all;
    for (const auto& c : analysis.compounds) all.push_back(span_of(source, analysis, c.first, c.last));
    std::sort(all.begin(), all.end());
    return all;
  };
  CHECK(found("a gift card today") == Strings{"gift card"});
  CHECK(found("Gift-cards box") == Strings{"Gift-cards", "Gift-cards box", "cards box"});
  CHECK(found("gift, card. gift (card)") == Strings{});
  CHECK(found("the hat") == Strings{});  // one word is no compound
}
