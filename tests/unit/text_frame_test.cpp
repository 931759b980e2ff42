#include "text_seen.hpp"

using namespace text_seen;
using text::Role;

namespace {

/// The phrases of a clause follow one another in Analysis::phrases, lie inside the clause and share no token.
bool frame_phrases_hold(const text::Analysis& analysis) {
  std::vector<int> used(analysis.tokens.size(), 0);
  std::uint32_t next = 0;
  for (const auto& clause : analysis.clauses) {
    if (clause.first_phrase != next) return false;
    next += clause.phrase_count;
    if (next > analysis.phrases.size()) return false;
    for (auto p = clause.first_phrase; p < next; ++p) {
      const auto& phrase = analysis.phrases[p];
      if (phrase.first < clause.first || phrase.last > clause.last || phrase.first >= phrase.last) return false;
      if (phrase.head < phrase.first || phrase.head >= phrase.last) return false;
      for (auto i = phrase.first; i < phrase.last; ++i)
        if (used[i]++ != 0) return false;
    }
  }
  return next == analysis.phrases.size();
}

/// Tokens know their phrase's role, and whether they carry it.
bool frame_places_hold(const text::Analysis& analysis) {
  std::size_t heads = 0;
  for (const auto& place : analysis.places) heads += place.head ? 1U : 0U;
  for (const auto& phrase : analysis.phrases) {
    if (!analysis.places[phrase.head].head) return false;
    for (auto i = phrase.first; i < phrase.last; ++i)
      if (analysis.places[i].role != phrase.role) return false;
  }
  return heads == analysis.phrases.size();
}

Strings frame_tails(std::string_view source) {
  const auto analysis = analysis_of(source);
  Strings all;
  for (std::size_t i = 0; i < analysis.tokens.size(); ++i)
    if (analysis.places[i].tail && analysis.places[i].head) all.push_back(small::spelled(source, analysis.tokens[i]));
  return all;
}

std::string frame_heads(std::string_view source, Role role) {
  const auto analysis = analysis_of(source);
  std::string all;
  for (std::size_t i = 0; i < analysis.tokens.size(); ++i)
    if (analysis.places[i].head && analysis.places[i].role == role)
      all += (all.empty() ? "" : " ") + small::spelled(source, analysis.tokens[i]);
  return all;
}

}  // namespace

TEST_CASE("act, object and recipient of an order") {
  CHECK(frames("Bring the hat") == Strings{"act:Bring object:hat"});
  CHECK(frames("Bring the hat to the buyer") == Strings{"act:Bring object:hat recipient:buyer"});
  CHECK(frames("Bring the buyer a hat") == Strings{"act:Bring recipient:buyer object:hat"});
  CHECK(frames("Bring Maria a hat") == Strings{"act:Bring recipient:Maria object:hat"});
  CHECK(frames("Bring it") == Strings{"act:Bring object:it"});
}

TEST_CASE("the act has its roles in every shape of the verb") {
  CHECK(frames("Printing the hat for Maria") == Strings{"act:Printing object:hat recipient:Maria"});
  CHECK(frames("Nurse prints the hat") == Strings{"agent:Nurse act:prints object:hat"});
  CHECK(frames("Maria printed the hat") == Strings{"agent:Maria act:printed object:hat"});
  CHECK(frames("I will bring it") == Strings{"agent:I act:bring object:it"});
  CHECK(frames("We need to visit the buyer") == Strings{"agent:We act:visit object:buyer"});
  CHECK(frames("Please also bring a hat") == Strings{"act:bring object:hat"});
  CHECK(frames("Nurse was printing hats") == Strings{"agent:Nurse act:printing object:hats"});
}

TEST_CASE("the passive has its object before the act and its agent behind") {
  CHECK(frames("The hat was printed by Maria") == Strings{"object:hat act:printed agent:Maria"});
  CHECK(frames("A hat is offered to the buyer") == Strings{"object:hat act:offered recipient:buyer"});
  CHECK(frames("The hat was brought") == Strings{"object:hat act:brought"});
}

TEST_CASE("a noun phrase has its act at the head noun and its object before it") {
  CHECK(frames("hat check") == Strings{"object:hat act:check"});
  CHECK(frames("the big hat check for the buyer") == Strings{"object:big hat act:check recipient:buyer"});
  CHECK(frames("check of hats") == Strings{"act:check object:hats"});
  CHECK(frames("the") == Strings{""});
}

TEST_CASE("means, time and what belongs to a phrase before") {
  CHECK(frames("Bring the hat via Maria") == Strings{"act:Bring object:hat means:Maria"});
  CHECK(frames("Bring the hat today") == Strings{"act:Bring object:hat time:today"});
  CHECK(frames("Bring Maria a hat on Friday") == Strings{"act:Bring recipient:Maria object:hat time:Friday"});
  CHECK(frames("Bring a hat of silk") == Strings{"act:Bring object:hat object:silk"});
  CHECK(frames("Bring a hat to the buyer of lamps") == Strings{"act:Bring object:hat recipient:buyer recipient:lamps"});
  CHECK(frames("Bring a hat in silk") == Strings{"act:Bring object:hat none:silk"});
}

TEST_CASE("the last noun of a phrase carries its role") {
  CHECK(frame_heads("Bring the big silk hat", Role::object) == "hat");
  CHECK(frame_heads("Bring 3 hats, maps and lamps", Role::object) == "hats maps lamps");
  CHECK(frame_heads("print and bring", Role::act) == "print bring");
}

TEST_CASE("a list of examples is known, and ends with its clause") {
  CHECK(frame_tails("Bring hats, including caps and maps. Bring a lamp") == Strings{"caps", "maps"});
  CHECK(frame_tails("Bring hats e.g. caps") == Strings{"caps"});
  CHECK(frame_tails("Bring hats and caps") == Strings{});
}

TEST_CASE("examples in a noun phrase are examples") {
  CHECK(frame_tails("hats including caps") == Strings{"caps"});
}

TEST_CASE("verbs that share one object are acts of one frame") {
  CHECK(frames("print, report and bring the hat") == Strings{"act:print act:report act:bring object:hat"});
}

TEST_CASE("a name of two words can be the recipient") {
  CHECK(frames("Bring Ruth Zobel a hat") == Strings{"act:Bring recipient:Ruth Zobel object:hat"});
}

TEST_CASE("words between clauses belong to the one that follows") {
  const auto analysis = analysis_of("If asked, mail them to offer a hat");
  REQUIRE(analysis.clauses.size() == 3);
  CHECK(analysis.places[2].clause == 1);  // the comma
  CHECK(analysis.places[5].clause == 2);  // "to"
}

TEST_CASE("every clause of a text has its own frame") {
  CHECK(frames("Bring hats, then visit the buyer to offer the map") ==
        Strings{"act:Bring object:hats", "act:visit object:buyer", "act:offer object:map"});
  CHECK(frames("If asked, bring the hat") == Strings{"act:asked", "act:bring object:hat"});
  CHECK(frames("Bring a hat instead of a map") == Strings{"act:Bring object:hat", "object:map"});
}

TEST_CASE("phrases lie inside their clauses and share no token, whatever the text") {
  Babble babble(7, pieces());
  for (int n = 0; n < 20000; ++n) {
    const std::string source = babble.text(25);
    const auto analysis = analysis_of(source);
    INFO("text `" << source << "`");
    CHECK(frame_phrases_hold(analysis));
    CHECK(frame_places_hold(analysis));
  }
}
