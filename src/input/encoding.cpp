#include "input/encoding.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/ascii.hpp"

namespace worktell::input {

namespace {

constexpr std::array<std::uint16_t, 32> high_controls = {
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

unsigned byte(char c) {
  return static_cast<unsigned char>(c);
}

template <typename Out>
void put_utf8(std::uint32_t point, Out& out) {
  const auto put = [&out](std::uint32_t value) { out.push_back(static_cast<char>(value)); };
  if (point < 0x80) return put(point);
  if (point < 0x800) {
    put(0xC0 | (point >> 6U));
  } else {
    if (point < 0x10000) {
      put(0xE0 | (point >> 12U));
    } else {
      put(0xF0 | (point >> 18U));
      put(0x80 | ((point >> 12U) & 0x3F));
    }
    put(0x80 | ((point >> 6U) & 0x3F));
  }
  put(0x80 | (point & 0x3F));
}

/// Length of the well-formed character that starts at `at`, or 0.
std::size_t sequence(std::string_view text, std::size_t at) {
  const unsigned first = byte(text[at]);
  if (first < 0x80) return 1;
  const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || at + size > text.size()) return 0;
  for (std::size_t i = 1; i < size; ++i)
    if ((byte(text[at + i]) & 0xC0U) != 0x80) return 0;
  const unsigned second = byte(text[at + 1]);
  if ((first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F)) return 0;
  if ((first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F)) return 0;
  return size;
}

/// Calendars fold lines between any two bytes: a character that goes on after a line end and a blank is whole.
std::size_t folded_sequence(std::string_view text, std::size_t at) {
  if (byte(text[at]) < 0xC2 || at + 3 >= text.size()) return 0;
  const std::size_t end = text[at + 1] == '\r' && text[at + 2] == '\n' ? 3 : text[at + 1] == '\n' ? 2 : 0;
  const bool goes_on =
      end > 0 && at + end + 1 < text.size() && text[at + end] == ' ' && (byte(text[at + end + 1]) & 0xC0U) == 0x80;
  return goes_on ? end + 2 : 0;
}

/// UTF-16 without a mark: nearly every second byte of the beginning is NUL, on one side only.
bool nul_pattern(std::string_view bytes, Encoding& encoding) {
  std::size_t even = 0;
  std::size_t odd = 0;
  const std::size_t units = std::min<std::size_t>(bytes.size(), 4096) / 2;
  for (std::size_t i = 0; i < units; ++i) {
    if (bytes[2 * i] == 0) ++even;
    if (bytes[2 * i + 1] == 0) ++odd;
  }
  if (units < 2 || even + odd == 0 || (even > units / 20 && odd > units / 20)) return false;
  if (std::max(even, odd) * 10 < units * 6) return false;
  encoding = odd > even ? Encoding::utf16le : Encoding::utf16be;
  return true;
}

struct Alias {
  std::string_view name;
  Encoding encoding;
};

constexpr std::array<Alias, 14> aliases = {{{"utf8", Encoding::utf8},
                                            {"utf16le", Encoding::utf16le},
                                            {"utf16be", Encoding::utf16be},
                                            {"windows1252", Encoding::windows1252},
                                            {"latin1", Encoding::latin1},
                                            {"utf16", Encoding::utf16le},
                                            {"cp1252", Encoding::windows1252},
                                            {"win1252", Encoding::windows1252},
                                            {"ansi", Encoding::windows1252},
                                            {"iso88591", Encoding::latin1},
                                            {"l1", Encoding::latin1},
                                            {"ascii", Encoding::utf8},
                                            {"usascii", Encoding::utf8},
                                            {"ucs2le", Encoding::utf16le}}};

}  // namespace

std::string_view encoding_name(Encoding encoding) {
  constexpr std::array<std::string_view, 5> names = {"utf-8", "utf-16le", "utf-16be", "windows-1252", "latin-1"};
  return names[static_cast<std::size_t>(encoding)];
}

bool encoding_of(std::string_view name, Encoding& encoding) {
  std::string folded;
  for (const char c : name) {
    if (c == '-' || c == '_' || c == ' ') continue;
    folded += ascii_lower(c);
  }
  const auto* found = std::find_if(aliases.begin(), aliases.end(), [&](const Alias& a) { return a.name == folded; });
  if (found == aliases.end()) return false;
  encoding = found->encoding;
  return true;
}

EncodingGuess guess_encoding(std::string_view bytes) {
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF") return {Encoding::utf8, 3, false};
  if (bytes.substr(0, 2) == "\xFF\xFE") return {Encoding::utf16le, 2, false};
  if (bytes.substr(0, 2) == "\xFE\xFF") return {Encoding::utf16be, 2, false};
  Encoding encoding = Encoding::utf8;
  if (nul_pattern(bytes, encoding)) return {encoding, 0, false};
  const auto ascii = ascii_prefix(bytes);
  if (ascii == bytes.size() || incomplete_tail(bytes) == bytes.size() - ascii) return {Encoding::utf8, 0, true};
  return {utf8_or_1252(bytes.substr(ascii)), 0, false};
}

Encoding utf8_or_1252(std::string_view bytes) {
  std::size_t good = 0;
  std::size_t bad = 0;
  bytes.remove_suffix(incomplete_tail(bytes));
  for (std::size_t i = 0; i < bytes.size();) {
    const auto fold = folded_sequence(bytes, i);
    if (fold > 0) {
      ++good;
      i += fold;
      continue;
    }
    const auto size = sequence(bytes, i);
    if (size > 1) ++good;
    if (size == 0) ++bad;
    const unsigned value = byte(bytes[i]);
    const bool undefined = value >= 0x80 && value < 0xA0 && high_controls[value - 0x80] == value;
    if (size == 0 && (undefined || value == 0xFF)) return Encoding::utf8;
    if (value == 0) return Encoding::utf8;
    i += std::max<std::size_t>(size, 1);
  }
  return bad > good ? Encoding::windows1252 : Encoding::utf8;
}

std::size_t incomplete_tail(std::string_view bytes) {
  for (std::size_t back = 1; back <= 3 && back <= bytes.size(); ++back) {
    const unsigned value = byte(bytes[bytes.size() - back]);
    if (value < 0x80) return 0;
    if (value < 0xC0) continue;
    const std::size_t size = value >= 0xF0 ? 4 : value >= 0xE0 ? 3 : 2;
    return size > back ? back : 0;
  }
  return 0;
}

std::size_t ascii_prefix(std::string_view bytes) {
  std::size_t i = 0;
  for (; i + 8 <= bytes.size(); i += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + i, 8);
    if ((word & 0x8080808080808080ULL) != 0) break;
  }
  while (i < bytes.size() && byte(bytes[i]) < 0x80) ++i;
  return i;
}

std::uint64_t characters(std::string_view utf8) {
  std::uint64_t count = 0;
  for (const char c : utf8) count += (byte(c) & 0xC0U) != 0x80 ? 1U : 0U;
  return count;
}

std::uint64_t raw_length(std::string_view utf8, Encoding encoding) {
  if (encoding == Encoding::utf8) return utf8.size();
  std::uint64_t starts = 0;
  std::uint64_t astral = 0;
  for (const char c : utf8) {
    starts += (byte(c) & 0xC0U) != 0x80 ? 1U : 0U;
    astral += byte(c) >= 0xF0 ? 1U : 0U;
  }
  const bool wide = encoding == Encoding::utf16le || encoding == Encoding::utf16be;
  return wide ? 2 * (starts + astral) : starts;
}

void append_utf8(std::uint32_t point, std::vector<char>& out) {
  put_utf8(point, out);
}
void append_utf8(std::uint32_t point, std::string& out) {
  put_utf8(point, out);
}

void Decoder::decode(std::string_view raw, bool at_end, std::vector<char>& out) {
  if (encoding_ == Encoding::utf8) {
    out.insert(out.end(), raw.begin(), raw.end());
  } else if (encoding_ == Encoding::windows1252 || encoding_ == Encoding::latin1) {
    for (const char c : raw) {
      const unsigned value = byte(c);
      const bool mapped = encoding_ == Encoding::windows1252 && value >= 0x80 && value < 0xA0;
      append_utf8(mapped ? high_controls[value - 0x80] : value, out);
    }
  } else {
    decode_units(raw, out);
    if (at_end && high_ != 0) append_utf8(0xFFFD, out);
    if (at_end && odd_ >= 0) append_utf8(0xFFFD, out);
    if (at_end) high_ = 0;
    if (at_end) odd_ = -1;
  }
}

void Decoder::decode_units(std::string_view raw, std::vector<char>& out) {
  for (const char c : raw) {
    if (odd_ < 0) {
      odd_ = static_cast<int>(byte(c));
      continue;
    }
    const auto first = static_cast<unsigned>(odd_);
    odd_ = -1;
    unit(encoding_ == Encoding::utf16le ? first | (byte(c) << 8U) : (first << 8U) | byte(c), out);
  }
}

void Decoder::unit(std::uint32_t value, std::vector<char>& out) {
  const bool low = value >= 0xDC00 && value < 0xE000;
  if (high_ != 0) {
    const auto high = high_;
    high_ = 0;
    if (low) return append_utf8(0x10000 + ((high - 0xD800) << 10U) + (value - 0xDC00), out);
    append_utf8(0xFFFD, out);
  }
  if (value >= 0xD800 && value < 0xDC00) {
    high_ = value;
  } else {
    append_utf8(low ? 0xFFFD : value, out);
  }
}

}  // namespace worktell::input
