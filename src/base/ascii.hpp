#pragma once
/// Letters of ASCII, whatever the locale; all other bytes stay as they are.

#include <algorithm>
#include <string>
#include <string_view>

namespace worktell {

[[nodiscard]] constexpr char ascii_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

[[nodiscard]] inline std::string ascii_lowered(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), ascii_lower);
  return out;
}

}  // namespace worktell
