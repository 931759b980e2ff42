#include <doctest/doctest.h>

#include <random>

#include "output/escape.hpp"

using namespace worktell::output;

namespace {

template <typename Append>
std::string with(Append append, std::string_view text) {
  std::string out;
  append(out, text);
  return out;
}

std::string json(std::string_view text) {
  return with(append_json, text);
}
std::string tsv(std::string_view text) {
  return with(append_tsv, text);
}
std::string csv(std::string_view text) {
  std::string out;
  append_csv(out, text);
  return out;
}

std::string fitted(std::string_view text, std::size_t cells) {
  std::string out;
  append_fitted(out, text, cells);
  return out;
}

/// The plainest reading of TSV escapes, as an oracle.
std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      out += text[i];
      continue;
    }
    const char kind = text[++i];
    if (kind == 't') out += '\t';
    if (kind == 'n') out += '\n';
    if (kind == 'r') out += '\r';
    if (kind == '\\') out += '\\';
    if (kind == 'x') out += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16)), i += 2;
  }
  return out;
}

}  // namespace

TEST_CASE("JSON strings escape quotes, backslashes and everything that acts on a terminal") {
  CHECK(json("plain text, längst") == "\"plain text, längst\"");
  CHECK(json("a\"b\\c\td\ne\rf") == R"("a\"b\\c\td\ne\rf")");
  CHECK(json("\x1b[31m") == R"("\u001b[31m")");
  CHECK(json("\x7f") == R"("\u007f")");
  CHECK(json("\xC2\x9B") == R"("\u009b")");
  CHECK(json("\xE2\x80\xAE") == R"("\u202e")");
}

TEST_CASE("TSV escapes what would break a row, and nothing else of printable text") {
  CHECK(tsv("say \"hi\" – now") == "say \"hi\" – now");
  CHECK(tsv("a\tb\nc\rd\\e\x1b") == R"(a\tb\nc\rd\\e\x1b)");
}

TEST_CASE("TSV escapes can be undone for any ASCII bytes") {
  std::mt19937 random(5);
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (auto i = random() % 60; i > 0; --i) text += static_cast<char>(random() % 128);
    CHECK(unescaped(tsv(text)) == text);
    CHECK(tsv(text).find_first_of("\t\n\r") == std::string::npos);
  }
}

TEST_CASE("CSV quotes what must be quoted and disarms formulas") {
  CHECK(csv("plain") == "plain");
  CHECK(csv("a,b") == "\"a,b\"");
  CHECK(csv("say \"hi\"") == "\"say \"\"hi\"\"\"");
  CHECK(csv("two\nlines") == "\"two\nlines\"");
  CHECK(csv("=1+1") == "'=1+1");
  CHECK(csv("-1,5") == "\"'-1,5\"");
  CHECK(csv("@me") == "'@me");
  CHECK(csv("a=b") == "a=b");
  std::string out;
  append_csv(out, "a,b;c", ';');
  CHECK(out == "\"a,b;c\"");
}

TEST_CASE("text is cut to columns of the terminal, wide and combining characters counted") {
  CHECK(fitted("short", 10) == "short");
  CHECK(fitted("exactly ten", 11) == "exactly ten");
  CHECK(fitted("longer than that", 8) == "longer …");
  CHECK(fitted("日本語テキスト", 6) == "日本…");
  CHECK(cells_of("日本") == 4);
  CHECK(cells_of("e\xCC\x81") == 1);
  CHECK(fitted("a\nb\tc", 10) == "a b c");
  CHECK(fitted("\x1b[2J", 20) == "\\x1b[2J");
}

TEST_CASE("a fitted text never takes more columns than allowed") {
  std::mt19937 random(6);
  const std::string pieces[] = {"a", "ä", "日", "\x1b", "e\xCC\x81", " ", "😀", "\xE2\x80\xAE"};
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (auto i = random() % 40; i > 0; --i) text += pieces[random() % 8];
    const auto cells = 1 + random() % 30;
    std::string out;
    const auto used = append_fitted(out, text, cells);
    CHECK(used <= cells);
    CHECK(cells_of(out) == used);
  }
}

TEST_CASE("points have two decimals, confidence three") {
  std::string out;
  append_points(out, -325);
  append_points(out, 7);
  CHECK(out == "-3.250.07");
  CHECK(points_text(0) == "0.00");
  out.clear();
  append_thousandths(out, 1000);
  append_thousandths(out, 85);
  CHECK(out == "1.0000.085");
  CHECK(grouped(1234567) == "1,234,567");
  CHECK(grouped(123) == "123");
}
