#pragma once
/// UTF-8: checking, repairing, decoding. Text that reaches the rest of the stage is always valid.

#include <cstdint>
#include <string>
#include <string_view>

namespace worktell::text {

/// True if `bytes` are valid UTF-8 without NUL. Cost: several GB/s.
[[nodiscard]] bool is_clean(std::string_view bytes);

/// Replaces each byte of an invalid sequence, and each NUL, by '?' (one byte for one byte, so that offsets stay true)
/// and returns how many were replaced. Pure ASCII markers keep spans exact; the count is told to the user.
std::size_t repair(std::string_view bytes, char* out);

/// One code point at `at` of valid UTF-8 and how many bytes it takes.
struct CodePoint {
  char32_t value = 0;
  std::uint32_t size = 1;
};
[[nodiscard]] CodePoint decode(std::string_view text, std::size_t at);

/// Appends the lower-case form of a code point as UTF-8.
void append_lower(std::string& out, char32_t value);
[[nodiscard]] bool is_upper_case(char32_t value);

/// Code points in text[0, end): the character column of a byte offset, from 0.
[[nodiscard]] std::size_t count_characters(std::string_view text);

/// How code points beyond ASCII take part in tokens.
enum class Glyph : std::uint8_t { letter, space, dash, quote_open, quote_close, apostrophe, stop, currency, ignored };
[[nodiscard]] Glyph classify(char32_t value);

}  // namespace worktell::text
