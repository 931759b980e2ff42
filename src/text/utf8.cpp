#include "text/utf8.hpp"

#include <simdjson.h>
#include <utf8proc.h>

#include <algorithm>
#include <cstring>

namespace worktell::text {

bool is_clean(std::string_view bytes) {
  return bytes.find('\0') == std::string_view::npos && simdjson::validate_utf8(bytes.data(), bytes.size());
}

namespace {

// The size of the valid sequence that starts at `at`, or 0.
std::size_t valid_sequence(std::string_view bytes, std::size_t at) {
  utf8proc_int32_t value = 0;
  const auto* place = reinterpret_cast<const utf8proc_uint8_t*>(bytes.data()) + at;
  const auto size = utf8proc_iterate(place, static_cast<utf8proc_ssize_t>(bytes.size() - at), &value);
  return size > 0 && value != 0 ? static_cast<std::size_t>(size) : 0;
}

bool between(char32_t value, char32_t low, char32_t high) {
  return value >= low && value <= high;
}

}  // namespace

std::size_t repair(std::string_view bytes, char* out) {
  std::size_t replaced = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t size = valid_sequence(bytes, at);
    if (size == 0) {
      out[at++] = '?';
      ++replaced;
      continue;
    }
    std::memcpy(out + at, bytes.data() + at, size);
    at += size;
  }
  return replaced;
}

CodePoint decode(std::string_view text, std::size_t at) {
  utf8proc_int32_t value = 0;
  const auto* place = reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + at;
  const auto size = utf8proc_iterate(place, static_cast<utf8proc_ssize_t>(text.size() - at), &value);
  if (size <= 0) return {U'?', 1};
  return {static_cast<char32_t>(value), static_cast<std::uint32_t>(size)};
}

void append_lower(std::string& out, char32_t value) {
  utf8proc_uint8_t bytes[4];
  const auto size = utf8proc_encode_char(utf8proc_tolower(static_cast<utf8proc_int32_t>(value)), bytes);
  out.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

bool is_upper_case(char32_t value) {
  return utf8proc_isupper(static_cast<utf8proc_int32_t>(value)) != 0;
}

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

namespace {

Glyph classify_punctuation(char32_t value) {
  if (between(value, 0x2010, 0x2011)) return Glyph::ignored;  // hyphens inside words
  if (between(value, 0x2012, 0x2015)) return Glyph::dash;
  if (value == 0x2019 || value == 0x02BC) return Glyph::apostrophe;
  if (value == 0x201C || value == 0x00AB || value == 0x201E || value == 0x2018) return Glyph::quote_open;
  if (value == 0x201D || value == 0x00BB) return Glyph::quote_close;
  if (between(value, 0x2000, 0x200A) || value == 0x202F || value == 0x205F || value == 0x00A0) return Glyph::space;
  if (between(value, 0x200B, 0x200F) || between(value, 0x202A, 0x202E) || between(value, 0x2060, 0x206F))
    return Glyph::ignored;
  return Glyph::stop;
}

bool is_currency(char32_t value) {
  return value == 0x20AC || value == 0xA3 || value == 0xA5 || between(value, 0x20A0, 0x20CF);
}

bool is_mark_between_letters(char32_t value) {
  return value == 0xFEFF || between(value, 0xFE00, 0xFE0F) || value == 0xAD;
}

}  // namespace

Glyph classify(char32_t value) {
  if (is_currency(value)) return Glyph::currency;
  if (is_mark_between_letters(value)) return Glyph::ignored;
  if (between(value, 0x80, 0xBF) && value != 0xAA && value != 0xB5 && value != 0xBA)
    return value == 0xB7 || value == 0xA6                    ? Glyph::stop
           : value == 0xAB || value == 0xBB || value == 0xA0 ? classify_punctuation(value)
                                                             : Glyph::ignored;
  if (between(value, 0x2000, 0x206F) || value == 0x02BC) return classify_punctuation(value);
  if (between(value, 0x2190, 0x2BFF) || between(value, 0x3000, 0x3020) || between(value, 0xFF01, 0xFF0F))
    return Glyph::stop;
  if (value >= 0x1F000) return Glyph::ignored;
  return Glyph::letter;
}

}  // namespace worktell::text
