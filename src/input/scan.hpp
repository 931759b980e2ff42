#pragma once
/// Finding bytes fast: 64 at a time with SSE2 where the machine has it (every x86-64), else one by one.

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace worktell::input {

/// Bit i is set where bytes[i] is one of the wanted. Reads 64 bytes.
template <char... wanted>
struct FixedSet {
#if defined(__SSE2__)
  static std::uint64_t sixteen(const char* bytes) {
    const __m128i chunk = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes));
    __m128i hit = _mm_setzero_si128();
    ((hit = _mm_or_si128(hit, _mm_cmpeq_epi8(chunk, _mm_set1_epi8(wanted)))), ...);
    return static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm_movemask_epi8(hit)));
  }
  std::uint64_t operator()(const char* bytes) const {
    return sixteen(bytes) | (sixteen(bytes + 16) << 16U) | (sixteen(bytes + 32) << 32U) | (sixteen(bytes + 48) << 48U);
  }
#else
  std::uint64_t operator()(const char* bytes) const {
    std::uint64_t bits = 0;
    for (unsigned i = 0; i < 64; ++i) bits |= std::uint64_t{((bytes[i] == wanted) || ...)} << i;
    return bits;
  }
#endif
};

/// The same with one more byte that is known only at run time.
template <char... wanted>
struct SetWith {
  char extra;
#if defined(__SSE2__)
  std::uint64_t operator()(const char* bytes) const {
    const __m128i more = _mm_set1_epi8(extra);
    std::uint64_t bits = FixedSet<wanted...>{}(bytes);
    for (unsigned i = 0; i < 4; ++i) {
      const __m128i chunk = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + 16 * i));
      const auto mask = static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(chunk, more)));
      bits |= static_cast<std::uint64_t>(mask) << (16 * i);
    }
    return bits;
  }
#else
  std::uint64_t operator()(const char* bytes) const {
    std::uint64_t bits = FixedSet<wanted...>{}(bytes);
    for (unsigned i = 0; i < 64; ++i) bits |= std::uint64_t{bytes[i] == extra} << i;
    return bits;
  }
#endif
};

/// Walks over the places of a set of bytes, in order. The bytes must have 64 readable ones after them.
template <typename Set>
class Walk {
 public:
  Walk(std::string_view bytes, Set set, std::size_t from = 0) : bytes_(bytes), set_(set), base_(from) { load(); }

  /// The next place, or the size of the bytes.
  std::size_t next() {
    while (bits_ == 0) {
      base_ += 64;
      if (base_ >= bytes_.size()) return base_ = bytes_.size();
      load();
    }
    const auto at = base_ + static_cast<std::size_t>(std::countr_zero(bits_));
    bits_ &= bits_ - 1;
    return at < bytes_.size() ? at : bytes_.size();
  }

  /// Goes to `place`, which may be behind.
  void restart(std::size_t place) {
    base_ = place;
    load();
  }

 private:
  void load() { bits_ = base_ < bytes_.size() ? set_(bytes_.data() + base_) : 0; }

  std::string_view bytes_;
  Set set_;
  std::size_t base_;
  std::uint64_t bits_ = 0;
};

/// Where a line ends and where the next begins; both `end` when there is no line end.
struct LineEnd {
  const char* begin;
  const char* next;
};

/// The first line end (LF, CR LF or CR) in [at, end), which has 64 readable bytes after it.
inline LineEnd find_line_end(const char* at, const char* end) {
  const FixedSet<'\n', '\r'> set;
  for (const char* p = at; p < end; p += 64) {
    const auto bits = set(p);
    if (bits == 0) continue;
    const char* hit = p + std::countr_zero(bits);
    if (hit >= end) break;
    const bool pair = *hit == '\r' && hit + 1 < end && hit[1] == '\n';
    return {hit, hit + (pair ? 2 : 1)};
  }
  return {end, end};
}

/// Size of the longest prefix that consists of whole lines. A CR at the very end may be half of a CR LF: not whole yet.
inline std::size_t last_line_end(std::string_view bytes) {
  if (!bytes.empty() && bytes.back() == '\r') bytes.remove_suffix(1);
  const auto at = bytes.find_last_of("\n\r");
  return at == std::string_view::npos ? 0 : at + 1;
}

/// How many line ends `bytes` holds; with `count_rest` a rest without line end counts too. 64 readable bytes after.
inline std::uint64_t count_lines(std::string_view bytes, bool count_rest = false) {
  std::uint64_t count = 0;
  const FixedSet<'\n'> lf;
  const FixedSet<'\r'> cr;
  std::uint64_t cr_before = 0;
  for (std::size_t base = 0; base < bytes.size(); base += 64) {
    const auto left = bytes.size() - base;
    const std::uint64_t keep = left >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << left) - 1;
    const auto lfs = lf(bytes.data() + base) & keep;
    const auto crs = cr(bytes.data() + base) & keep;
    const auto pairs = lfs & ((crs << 1U) | cr_before);
    cr_before = crs >> 63U;
    count += static_cast<std::uint64_t>(std::popcount(lfs) + std::popcount(crs) - std::popcount(pairs));
  }
  if (count_rest && !bytes.empty() && bytes.back() != '\n' && bytes.back() != '\r') ++count;
  return count;
}

}  // namespace worktell::input
