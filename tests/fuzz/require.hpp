#pragma once
/// What a fuzz target promises: a broken promise is told and ends the program, as a crash does.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace worktell::fuzz {

inline void require(bool holds, const char* promise) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %s\n", promise);
  std::abort();
}

inline std::string_view bytes_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

}  // namespace worktell::fuzz
