#pragma once
/// Which lines of a file a git change touched.

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "cli/check_writer.hpp"

namespace worktell::cli {

/// The lines of `file`, as it stands in the work tree, that `revision` does not have. A file that is new has changed
/// wholly. Runs git, which must know the folder of the file.
[[nodiscard]] Result<ChangedLines> changed_since(const std::string& file, const std::string& revision);

/// The ranges of added lines in a diff without context.
[[nodiscard]] ChangedLines lines_of_diff(std::string_view diff);

}  // namespace worktell::cli
