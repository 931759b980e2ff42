#pragma once
/// Words for people: counts, wrapped paragraphs, harmless text.

#include <cstdint>
#include <string>
#include <string_view>

namespace worktell::cli {

/// "1 record", "1,234 records".
[[nodiscard]] std::string counted(std::uint64_t number, std::string_view one, std::string_view many);

/// `text` with control characters shown instead of obeyed; line ends stay.
[[nodiscard]] std::string harmless(std::string_view text);

/// Appends `text` wrapped at `width` columns, the lines after the first indented by `indent`. Lines that begin with a
/// blank stay as they are.
void append_wrapped(std::string& out, std::string_view text, std::size_t indent, std::size_t width);

/// --color, with `terminal` saying whether the stream is one.
[[nodiscard]] bool wants_color(std::string_view mode, bool terminal);

}  // namespace worktell::cli
