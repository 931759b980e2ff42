#include "audit/key.hpp"

#include <bit>

#include "text/utf8.hpp"

namespace worktell::audit {

namespace {

using Word = std::uint32_t;

constexpr std::array<Word, 64> constants = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

using State = std::array<Word, 8>;

std::array<Word, 64> schedule(const char* chunk) {
  std::array<Word, 64> w{};
  for (std::size_t i = 0; i < 64; ++i) w[i / 4] = (w[i / 4] << 8U) | static_cast<std::uint8_t>(chunk[i]);
  for (std::size_t i = 16; i < 64; ++i) {
    const Word a = std::rotr(w[i - 15], 7) ^ std::rotr(w[i - 15], 18) ^ (w[i - 15] >> 3U);
    const Word b = std::rotr(w[i - 2], 17) ^ std::rotr(w[i - 2], 19) ^ (w[i - 2] >> 10U);
    w[i] = w[i - 16] + a + w[i - 7] + b;
  }
  return w;
}

void mix(State& state, const char* chunk) {
  const auto w = schedule(chunk);
  auto [a, b, c, d, e, f, g, h] = state;
  for (std::size_t i = 0; i < 64; ++i) {
    const Word s1 = std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25);
    const Word s0 = std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22);
    const Word one = h + s1 + ((e & f) ^ (~e & g)) + constants[i] + w[i];
    const Word two = s0 + ((a & b) ^ (a & c) ^ (b & c));
    h = g, g = f, f = e, e = d + one, d = c, c = b, b = a, a = one + two;
  }
  const State worked = {a, b, c, d, e, f, g, h};
  for (std::size_t i = 0; i < 8; ++i) state[i] += worked[i];
}

/// The end of the message: a one bit, zeros, and the length in bits.
std::string padded_tail(std::string_view rest, std::uint64_t size) {
  std::string tail(rest);
  tail += '\x80';
  while (tail.size() % 64 != 56) tail += '\0';
  for (int shift = 56; shift >= 0; shift -= 8)
    tail += static_cast<char>((size * 8 >> static_cast<unsigned>(shift)) & 0xFFU);
  return tail;
}

std::string valid(std::string_view text) {
  std::string out(text.size(), '\0');
  text::repair(text, out.data());
  return out;
}

bool is_white(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

/// Appends with one blank for every run of what `is_blank` names, and none in front.
template <typename Blank>
void append_spaced(std::string& out, std::string_view text, Blank is_blank) {
  for (const char c : text) {
    if (!is_blank(c)) {
      out += c;
    } else if (!out.empty() && out.back() != ' ' && out.back() != '\n') {
      out += ' ';
    }
  }
}

std::string hex(const std::array<std::uint8_t, 32>& digest, std::size_t digits) {
  constexpr std::string_view names = "0123456789abcdef";
  std::string out;
  for (const auto byte : digest) out += names[byte >> 4U], out += names[byte & 0xFU];
  return out.substr(0, digits);
}

}  // namespace

std::array<std::uint8_t, 32> sha256(std::string_view bytes) {
  State state = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  const auto size = bytes.size();
  for (; bytes.size() >= 64; bytes.remove_prefix(64)) mix(state, bytes.data());
  const auto tail = padded_tail(bytes, size);
  for (std::size_t at = 0; at < tail.size(); at += 64) mix(state, tail.data() + at);
  std::array<std::uint8_t, 32> digest{};
  for (std::size_t i = 0; i < 32; ++i) digest[i] = static_cast<std::uint8_t>(state[i / 4] >> (24 - i % 4 * 8));
  return digest;
}

std::string folded(std::string_view text) {
  const auto clean = valid(text);
  std::string lower;
  for (std::size_t at = 0; at < clean.size();) {
    const auto point = text::decode(clean, at);
    text::append_lower(lower, point.value == 0xA0 ? U' ' : point.value);
    at += point.size;
  }
  std::string out;
  append_spaced(out, lower, [](char c) { return is_white(c) || c == '-' || c == '_' || c == '.'; });
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string key_of(std::string_view declared, std::string_view text) {
  std::string spaced;
  append_spaced(spaced, valid(text), is_white);
  while (!spaced.empty() && spaced.back() == ' ') spaced.pop_back();
  return hex(sha256(folded(declared) + '\n' + spaced), 16);
}

std::string key_of(const input::Batch& batch, const input::Activity& activity) {
  std::string text;
  for (const auto& field : batch.fields_of(activity)) text.append(field.text).append(" ");
  return key_of(activity.declared, text);
}

}  // namespace worktell::audit
