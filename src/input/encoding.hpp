#pragma once
/// Encodings: telling them apart, turning bytes into UTF-8, and counting back.

#include <string>
#include <string_view>
#include <vector>

#include "input/activity.hpp"

namespace worktell::input {

/// "utf-8", "utf-16le", "utf-16be", "windows-1252", "latin-1".
[[nodiscard]] std::string_view encoding_name(Encoding encoding);

/// The encoding of that name (case and punctuation folded; a few usual aliases); false when there is none.
[[nodiscard]] bool encoding_of(std::string_view name, Encoding& encoding);

/// What the first bytes of an input tell.
struct EncodingGuess {
  Encoding encoding = Encoding::utf8;
  std::size_t bom = 0;  ///< bytes of the byte order mark, to be passed over
  bool open = false;    ///< only ASCII so far: the first other byte decides
};

/// Byte order mark, then the pattern of NULs, then valid UTF-8, then Windows-1252.
[[nodiscard]] EncodingGuess guess_encoding(std::string_view bytes);

/// UTF-8 or Windows-1252, told from bytes that are not all ASCII. Damaged UTF-8 stays UTF-8.
[[nodiscard]] Encoding utf8_or_1252(std::string_view bytes);

/// How many bytes at the end of `bytes` are the beginning of a character that is not complete.
[[nodiscard]] std::size_t incomplete_tail(std::string_view bytes);

/// Index of the first byte that is not ASCII, or the size.
[[nodiscard]] std::size_t ascii_prefix(std::string_view bytes);

/// How many bytes of `encoding` the UTF-8 text `utf8` stood in. Cost: O(1) for UTF-8, else O(size).
[[nodiscard]] std::uint64_t raw_length(std::string_view utf8, Encoding encoding);

/// How many characters `utf8` has: bytes that do not continue a character.
[[nodiscard]] std::uint64_t characters(std::string_view utf8);

/// Appends code point `point` to `out` as UTF-8.
void append_utf8(std::uint32_t point, std::vector<char>& out);
void append_utf8(std::uint32_t point, std::string& out);

/// Turns bytes of one encoding into UTF-8, piece by piece.
class Decoder {
 public:
  explicit Decoder(Encoding encoding) : encoding_(encoding) {}
  /// Appends the UTF-8 of `raw` to `out`; what is incomplete waits for the next call, or becomes U+FFFD `at_end`.
  void decode(std::string_view raw, bool at_end, std::vector<char>& out);

 private:
  void decode_units(std::string_view raw, std::vector<char>& out);
  void unit(std::uint32_t value, std::vector<char>& out);

  Encoding encoding_;
  std::uint32_t high_ = 0;  ///< a high surrogate that waits for its partner
  int odd_ = -1;            ///< the first byte of a unit
};

}  // namespace worktell::input
