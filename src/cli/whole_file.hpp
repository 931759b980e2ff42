#pragma once
/// Files that commands write.

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace worktell::cli {

/// Writes `content` to `path`, whole or not at all: to a new file beside it, which then takes its name. What is no
/// plain file (a pipe, a device) is written directly.
[[nodiscard]] Result<bool> write_whole(const std::string& path, std::string_view content);

}  // namespace worktell::cli
