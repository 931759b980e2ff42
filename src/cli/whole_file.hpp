#pragma once
/// Files that commands write.

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace worktell::cli {

/// Writes `content` to `path`, whole or not at all; what can't be replaced is written into: see run::WholeFile.
[[nodiscard]] Result<bool> write_whole(const std::string& path, std::string_view content);

}  // namespace worktell::cli
