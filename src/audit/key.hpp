#pragma once
/// What names an activity across runs: its content, not its place, so that a list of keys survives sorting, inserted
/// rows and renamed files.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "input/activity.hpp"

namespace worktell::audit {

/// SHA-256 (FIPS 180-4). Cost: about 200 MB/s; meant for the few activities that are told.
[[nodiscard]] std::array<std::uint8_t, 32> sha256(std::string_view bytes);

/// Lower case, without blanks around, with one blank for every run of blanks, '-', '_' and '.': "Demand-Gen " is
/// "demand gen". Bytes that are no text become '?'.
[[nodiscard]] std::string folded(std::string_view text);

/// The first 16 hexadecimal digits of the SHA-256 of: the folded declared value, a line end, and the activity's texts,
/// joined by blanks, every run of white space being one blank.
[[nodiscard]] std::string key_of(std::string_view declared, std::string_view text);
[[nodiscard]] std::string key_of(const input::Batch& batch, const input::Activity& activity);

}  // namespace worktell::audit
