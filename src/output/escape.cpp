#include "output/escape.hpp"

#include <utf8proc.h>

#include <array>
#include <bit>
#include <charconv>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "text/utf8.hpp"

namespace worktell::output {

namespace {

/// What may stand in every format as it is: printable ASCII but quote and backslash.
constexpr bool is_plain(char c) {
  return c >= 0x20 && c < 0x7F && c != '"' && c != '\\';
}

/// Length of the longest plain prefix.
std::size_t plain_prefix(const char* at, std::size_t size) {
  std::size_t i = 0;
#if defined(__SSE2__)
  const __m128i low = _mm_set1_epi8(0x20);
  const __m128i quote = _mm_set1_epi8('"');
  const __m128i slash = _mm_set1_epi8('\\');
  const __m128i del = _mm_set1_epi8(0x7F);
  for (; i + 16 <= size; i += 16) {
    const __m128i chunk = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at + i));
    // Compared as signed, bytes beyond ASCII are below the blank too.
    __m128i hit = _mm_or_si128(_mm_cmplt_epi8(chunk, low), _mm_cmpeq_epi8(chunk, quote));
    hit = _mm_or_si128(hit, _mm_or_si128(_mm_cmpeq_epi8(chunk, slash), _mm_cmpeq_epi8(chunk, del)));
    const auto mask = static_cast<unsigned>(_mm_movemask_epi8(hit));
    if (mask != 0) return i + static_cast<std::size_t>(std::countr_zero(mask));
  }
#endif
  while (i < size && is_plain(at[i])) ++i;
  return i;
}

/// A character that acts or hides instead of being seen.
bool is_hidden(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
         c == 0x200E || c == 0x200F || c == 0x061C || c == 0x2028 || c == 0x2029 || c == 0xFEFF;
}

void append_hex(std::string& out, std::string_view lead, std::uint32_t value, int digits) {
  constexpr std::string_view hex = "0123456789abcdef";
  out += lead;
  for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) out += hex[(value >> static_cast<unsigned>(shift)) & 0xFU];
}

/// Runs over `text`: plain stretches and harmless characters are copied, the rest goes to `special(c)`, which appends
/// it and returns true, or returns false for "as it is".
template <typename Special>
void escape(std::string& out, std::string_view text, Special special) {
  std::size_t at = 0;
  while (at < text.size()) {
    const auto plain = plain_prefix(text.data() + at, text.size() - at);
    out.append(text.data() + at, plain);
    at += plain;
    if (at == text.size()) return;
    const auto point = text::decode(text, at);
    if (!special(point.value)) out.append(text.data() + at, point.size);
    at += point.size;
  }
}

/// \n and its like; 0: there is no short form.
constexpr char short_escape(char32_t c) {
  switch (c) {
    case '\t':
      return 't';
    case '\n':
      return 'n';
    case '\r':
      return 'r';
    case '\\':
      return '\\';
    default:
      return 0;
  }
}

bool is_formula(std::string_view text) {
  return !text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos;
}

std::size_t width_of(char32_t c) {
  const int width = utf8proc_charwidth(static_cast<utf8proc_int32_t>(c));
  return width > 0 ? static_cast<std::size_t>(width) : 0;
}

}  // namespace

void append_json(std::string& out, std::string_view text) {
  out += '"';
  escape(out, text, [&out](char32_t c) {
    const char brief = c == '"' ? '"' : short_escape(c);
    if (brief != 0) return out += '\\', out += brief, true;
    if (!is_hidden(c)) return false;
    return append_hex(out, "\\u", c, 4), true;
  });
  out += '"';
}

std::string json_quoted(std::string_view text) {
  std::string out;
  append_json(out, text);
  return out;
}

void append_tsv(std::string& out, std::string_view text) {
  escape(out, text, [&out](char32_t c) {
    const char brief = short_escape(c);
    if (brief != 0) return out += '\\', out += brief, true;
    if (!is_hidden(c)) return false;
    return c < 0x80 ? append_hex(out, "\\x", c, 2) : append_hex(out, "\\u", c, 4), true;
  });
}

void append_csv(std::string& out, std::string_view text, char delimiter) {
  const bool formula = is_formula(text);
  const char special[] = {delimiter, '"', '\n', '\r'};
  if (text.find_first_of(std::string_view(special, sizeof special)) == std::string_view::npos) {
    if (formula) out += '\'';
    out += text;
    return;
  }
  out += formula ? "\"'" : "\"";
  for (auto quote = text.find('"'); quote != std::string_view::npos; quote = text.find('"')) {
    out.append(text.substr(0, quote + 1)) += '"';
    text.remove_prefix(quote + 1);
  }
  out.append(text) += '"';
}

void append_shown(std::string& out, std::string_view text) {
  escape(out, text, [&out](char32_t c) {
    if (c == '\t' || c == '\n' || c == '\r') return out += ' ', true;
    if (!is_hidden(c)) return false;
    return c < 0x80 ? append_hex(out, "\\x", c, 2) : append_hex(out, "\\u", c, 4), true;
  });
}

std::string shown(std::string_view text) {
  std::string out;
  append_shown(out, text);
  return out;
}

std::size_t append_fitted(std::string& out, std::string_view text, std::size_t cells) {
  const auto begin = out.size();
  append_shown(out, text.substr(0, cells * 8 + 16));  // more can't fit: no character is longer than 8 bytes a column
  std::size_t used = 0;
  std::size_t room_for_dots = begin;  // where the text ends if it must be cut
  std::size_t used_there = 0;
  for (std::size_t at = begin; at < out.size();) {
    const auto point = text::decode(out, at);
    const auto width = width_of(point.value);
    if (used + width > cells) {
      out.resize(room_for_dots);
      out += "…";
      return used_there + 1;
    }
    used += width;
    at += point.size;
    if (used + 1 <= cells) room_for_dots = at, used_there = used;
  }
  return used;
}

std::size_t cells_of(std::string_view text) {
  std::size_t cells = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto point = text::decode(text, at);
    cells += width_of(point.value);
    at += point.size;
  }
  return cells;
}

void append_number(std::string& out, std::uint64_t number) {
  std::array<char, 20> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), static_cast<std::size_t>(end - digits.data()));
}

void append_points(std::string& out, std::int64_t hundredths) {
  if (hundredths < 0) out += '-';
  const auto size = static_cast<std::uint64_t>(hundredths < 0 ? -hundredths : hundredths);
  append_number(out, size / 100);
  const char decimals[] = {'.', static_cast<char>('0' + size / 10 % 10), static_cast<char>('0' + size % 10)};
  out.append(decimals, sizeof decimals);
}

void append_thousandths(std::string& out, std::int64_t thousandths) {
  const auto size = static_cast<std::uint64_t>(thousandths < 0 ? 0 : thousandths);
  append_number(out, size / 1000);
  const char decimals[] = {'.', static_cast<char>('0' + size / 100 % 10), static_cast<char>('0' + size / 10 % 10),
                           static_cast<char>('0' + size % 10)};
  out.append(decimals, sizeof decimals);
}

std::string points_text(std::int64_t hundredths) {
  std::string out;
  append_points(out, hundredths);
  return out;
}

std::string grouped(std::uint64_t number) {
  auto digits = std::to_string(number);
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<std::size_t>(at), ",");
  return digits;
}

}  // namespace worktell::output
