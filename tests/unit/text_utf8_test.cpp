#include "text/utf8.hpp"

#include "text_seen.hpp"

using namespace text_seen;

namespace {

bool utf8_between(unsigned char c, unsigned low, unsigned high) {
  return c >= low && c <= high;
}

/// The size of the valid sequence at `at` by the table of the Unicode standard (3-7), 0 for none.
std::size_t utf8_sequence(const std::string& bytes, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return static_cast<unsigned char>(at + i < bytes.size() ? bytes[at + i] : 0);
  };
  const unsigned char c = byte(0);
  const auto tail = [&](std::size_t i) { return utf8_between(byte(i), 0x80, 0xBF); };
  if (utf8_between(c, 0x01, 0x7F)) return 1;
  if (utf8_between(c, 0xC2, 0xDF)) return tail(1) ? 2 : 0;
  if (utf8_between(c, 0xE0, 0xEF))
    return utf8_between(byte(1), c == 0xE0 ? 0xA0 : 0x80, c == 0xED ? 0x9F : 0xBF) && tail(2) ? 3 : 0;
  if (utf8_between(c, 0xF0, 0xF4))
    return utf8_between(byte(1), c == 0xF0 ? 0x90 : 0x80, c == 0xF4 ? 0x8F : 0xBF) && tail(2) && tail(3) ? 4 : 0;
  return 0;
}

std::string utf8_repaired(const std::string& bytes, std::size_t& replaced) {
  std::string made;
  replaced = 0;
  while (made.size() < bytes.size()) {
    const auto size = utf8_sequence(bytes, made.size());
    made += size == 0 ? "?" : bytes.substr(made.size(), size);
    replaced += size == 0 ? 1U : 0U;
  }
  return made;
}

void utf8_compare(const std::string& bytes) {
  std::size_t expected = 0;
  const std::string slow = utf8_repaired(bytes, expected);
  std::string fast(bytes.size(), ' ');
  CHECK(text::repair(bytes, fast.data()) == expected);
  CHECK(fast == slow);
  CHECK(text::is_clean(bytes) == (expected == 0));
  CHECK(text::is_clean(fast));
}

}  // namespace

TEST_CASE("bytes that are no UTF-8 are replaced one for one, and counted") {
  for (const std::string bytes : {"mail", "Zoë €5 👍", "\xFF", "a\xC3", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80",
                                  "\xE2\x82", "\xE2\x82 x", "\x80\x80", "\xF0\x9F\x91", "?"})
    utf8_compare(bytes);
  utf8_compare(std::string("a\0b", 3));
}

TEST_CASE("random bytes are repaired as the table of the standard has it") {
  constexpr std::string_view awkward =
      "\x01\x41\x7F\x80\x8F\x90\x9F\xA0\xBF\xC0\xC2\xDF\xE0\xE1\xED\xEF\xF0\xF1\xF4\xF5";
  std::mt19937 random(8);
  for (int n = 0; n < 20000; ++n) {
    std::string bytes;
    for (std::size_t i = random() % 12; i > 0; --i) bytes += awkward[random() % awkward.size()];
    utf8_compare(bytes);
  }
}

TEST_CASE("characters are decoded, lower-cased and counted") {
  CHECK(text::decode("a€", 1).value == U'€');
  CHECK(text::decode("a€", 1).size == 3);
  CHECK(text::decode("👍", 0).size == 4);
  std::string low;
  for (const char32_t c : {U'A', U'Ä', U'Ж', U'日'}) text::append_lower(low, c);
  CHECK(low == "aäж日");
  CHECK(text::count_characters("") == 0);
  CHECK(text::count_characters("Zoë €👍") == 6);
}
