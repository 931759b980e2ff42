#include "text_seen.hpp"

using namespace text_seen;

namespace {

using ClauseTexts = std::vector<std::string>;

bool clause_has_stop(const text::Analysis& analysis, const text::Clause& clause) {
  for (auto i = clause.first; i < clause.last; ++i)
    if (analysis.tokens[i].kind == text::TokenKind::stop) return true;
  return false;
}

bool clause_flags_agree(const text::Clause& clause) {
  if (clause.nominal && (clause.sure || clause.passive)) return false;
  return !(clause.refused && clause.negated);
}

/// In order, apart, not empty, inside the tokens, without stops.
bool clause_order_holds(const text::Analysis& analysis) {
  std::uint32_t at = 0;
  for (const auto& clause : analysis.clauses) {
    if (clause.first < at || clause.last <= clause.first || clause.last > analysis.tokens.size()) return false;
    if (clause_has_stop(analysis, clause) || !clause_flags_agree(clause)) return false;
    at = clause.last;
  }
  return true;
}

/// The facts of a clause hold for all its tokens: each of them knows its clause.
bool clause_places_hold(const text::Analysis& analysis) {
  for (std::uint32_t c = 0; c < analysis.clauses.size(); ++c)
    for (auto i = analysis.clauses[c].first; i < analysis.clauses[c].last; ++i)
      if (analysis.places[i].clause != c) return false;
  return analysis.places.size() == analysis.tokens.size();
}

/// What is skipped between clauses are words that lead in, never what a pattern is about.
bool clause_content_kept(const text::Analysis& analysis) {
  std::vector<bool> inside(analysis.tokens.size(), false);
  for (const auto& clause : analysis.clauses)
    std::fill(inside.begin() + clause.first, inside.begin() + clause.last, true);
  for (std::size_t i = 0; i < inside.size(); ++i)
    if (!inside[i] && analysis.tokens[i].kind == text::TokenKind::word && analysis.tokens[i].classes == 0) return false;
  return true;
}

}  // namespace

TEST_CASE("a text of one act is one clause") {
  CHECK(parts("Print the hat") == ClauseTexts{"Print the hat"});
  CHECK(parts("Printing the hat") == ClauseTexts{"Printing the hat"});
  CHECK(parts("Maria printed the hat") == ClauseTexts{"Maria printed the hat"});
  CHECK(parts("Nurse prints the hat") == ClauseTexts{"Nurse prints the hat"});
  CHECK(parts("I will bring the hat") == ClauseTexts{"I will bring the hat"});
  CHECK(parts("We need to visit the buyer") == ClauseTexts{"We need to visit the buyer"});
  CHECK(parts("Please also bring a hat") == ClauseTexts{"Please also bring a hat"});
  CHECK(parts("") == ClauseTexts{});
  CHECK(parts("...") == ClauseTexts{});
}

TEST_CASE("the passive is known by its copula and participle") {
  CHECK(parts("The hat was printed by Maria") == ClauseTexts{"The hat was printed by Maria (passive)"});
  CHECK(parts("A hat is offered to the buyer") == ClauseTexts{"A hat is offered to the buyer (passive)"});
  CHECK(parts("The hat was brought") == ClauseTexts{"The hat was brought (passive)"});
  CHECK(parts("Nurse was printing hats") == ClauseTexts{"Nurse was printing hats"});
}

TEST_CASE("a text without a verb is a noun phrase") {
  CHECK(parts("Hat check") == ClauseTexts{"Hat check (nominal)"});
  CHECK(parts("The hats") == ClauseTexts{"The hats (nominal)"});
  CHECK(parts("Hats for the buyer") == ClauseTexts{"Hats for the buyer (nominal)"});
}

TEST_CASE("an act that could as well be a noun is said to be unsure") {
  CHECK(parts("Report check") == ClauseTexts{"Report check (unsure)"});
  CHECK(parts("Offer") == ClauseTexts{"Offer (unsure)"});
  CHECK(parts("Offer the hat") == ClauseTexts{"Offer the hat"});
  CHECK(parts("Offer them") == ClauseTexts{"Offer them"});
  CHECK(parts("Offer Zobel a hat") == ClauseTexts{"Offer Zobel a hat"});
}

TEST_CASE("stops end a clause") {
  const ClauseTexts two = {"Print hats", "bring maps"};
  for (const char* stop : {". ", "; ", "! ", " - ", " — ", "\n", " | ", ".\n\n", " ... "}) {
    INFO("stop `" << stop << "`");
    CHECK(parts("Print hats" + std::string(stop) + "bring maps") == two);
  }
  CHECK(parts("Print hats (for Maria) today") == ClauseTexts{"Print hats", "for Maria (nominal)", "today (nominal)"});
  CHECK(parts("bring a hat-card") == ClauseTexts{"bring a hat-card"});
}

TEST_CASE("a coordinated verb of the same shape begins a clause") {
  CHECK(parts("Bring hats and print maps") == ClauseTexts{"Bring hats", "print maps"});
  CHECK(parts("Bring hats, visit the buyer") == ClauseTexts{"Bring hats", "visit the buyer"});
  CHECK(parts("Brought hats, then visited the buyer") == ClauseTexts{"Brought hats", "visited the buyer"});
  CHECK(parts("Bringing hats & printing maps") == ClauseTexts{"Bringing hats", "printing maps"});
  CHECK(parts("Ask the buyer, and then also bring a hat") == ClauseTexts{"Ask the buyer", "bring a hat"});
}

TEST_CASE("conjoined nouns, and verbs that end a list, stay together") {
  CHECK(parts("Bring hats and maps") == ClauseTexts{"Bring hats and maps"});
  CHECK(parts("Bring hats, maps and lamps") == ClauseTexts{"Bring hats, maps and lamps"});
  CHECK(parts("print and bring") == ClauseTexts{"print and bring"});
  CHECK(parts("Bring hats and reports") == ClauseTexts{"Bring hats and reports"});
}

TEST_CASE("the aim and the means are clauses of their own") {
  CHECK(parts("Ask Maria to bring a hat") == ClauseTexts{"Ask Maria", "bring a hat (purpose)"});
  CHECK(parts("Visit the buyer to offer the hat") == ClauseTexts{"Visit the buyer", "offer the hat (purpose)"});
  CHECK(parts("Visit the buyer by bringing a hat") == ClauseTexts{"Visit the buyer", "bringing a hat"});
  CHECK(parts("Bring it to Maria") == ClauseTexts{"Bring it to Maria"});
}

TEST_CASE("a contrast refuses its part and nothing else") {
  CHECK(parts("Bring a hat instead of a map") == ClauseTexts{"Bring a hat", "instead of a map (nominal, refused)"});
  CHECK(parts("Bring a hat instead of a map, then print it") ==
        ClauseTexts{"Bring a hat", "instead of a map (nominal, refused)", "then print it"});
  CHECK(parts("not a map, bring the hat") == ClauseTexts{"not a map (nominal, refused)", "bring the hat"});
  CHECK(parts("not a map but a hat") == ClauseTexts{"not a map (nominal, refused)", "a hat (nominal)"});
  CHECK(parts("Bring them, not the map") == ClauseTexts{"Bring them,", "not the map (nominal, refused)"});
}

TEST_CASE("what is negated names the work all the same") {
  CHECK(parts("We will not bring the hat") == ClauseTexts{"We will not bring the hat (negated)"});
  CHECK(parts("Don't bring the hat. Print it") == ClauseTexts{"Don't bring the hat (negated)", "Print it"});
  CHECK(parts("I never visit them") == ClauseTexts{"I never visit them (negated)"});
}

TEST_CASE("a condition goes as far as its comma") {
  CHECK(parts("If asked, bring the hat") == ClauseTexts{"If asked (condition)", "bring the hat"});
  CHECK(parts("If the buyer asks, visit them. Print it") ==
        ClauseTexts{"If the buyer asks (condition)", "visit them", "Print it"});
}

TEST_CASE("a question is known by its mark, for all clauses of its sentence") {
  CHECK(parts("Bring the hat? Print it") == ClauseTexts{"Bring the hat (question)", "Print it"});
  CHECK(parts("Bring hats, visit the buyer? Print it") ==
        ClauseTexts{"Bring hats (question)", "visit the buyer (question)", "Print it"});
}

TEST_CASE("a question at the end of a text is one, whatever closes behind it") {
  CHECK(parts("Bring the hat?") == ClauseTexts{"Bring the hat (question)"});
  CHECK(parts("Bring the hat ?!") == ClauseTexts{"Bring the hat (question)"});
  CHECK(parts("\"Bring the hat?\"") == ClauseTexts{"Bring the hat (question)"});
  CHECK(parts("Bring the hat. ?") == ClauseTexts{"Bring the hat"});
}

TEST_CASE("verbs that share one object stay together") {
  CHECK(parts("print, report and bring the hat") == ClauseTexts{"print, report and bring the hat"});
  CHECK(parts("We print and bring the hat, and visit the buyer") ==
        ClauseTexts{"We print and bring the hat", "visit the buyer"});
}

TEST_CASE("quotation marks do not part a clause") {
  CHECK(parts("Bring \"the hat\" today") == ClauseTexts{"Bring \"the hat\" today"});
}

TEST_CASE("clauses stand in order and apart, whatever the text, and lose no word") {
  Babble babble(6, pieces());
  for (int n = 0; n < 20000; ++n) {
    const std::string source = babble.text(25);
    const auto analysis = analysis_of(source);
    INFO("text `" << source << "`");
    CHECK(clause_order_holds(analysis));
    CHECK(clause_places_hold(analysis));
    CHECK(clause_content_kept(analysis));
  }
}
