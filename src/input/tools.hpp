#pragma once
/// The tools whose exports are known. Adding one is a row here and a golden pair.

#include <span>
#include <string_view>
#include <vector>

#include "input/text_map.hpp"

namespace worktell::input {

/// What must be done besides naming columns.
enum class Quirk : std::uint8_t {
  none = 0,
  comment_prefix = 1,  ///< comments are `date;author;body`
  label_colour = 2,    ///< labels carry a colour: `Name (green)`, `Name-blue`
  mailing_rows = 4,    ///< a mailing is one row a recipient
  type_rows = 16,      ///< a TYPE column tells tasks from notes and sections
  board = 32,          ///< rows of one cell head groups
  first_title = 64,    ///< the first column is the title, whatever its name
};

/// All names are squashed (see names.hpp) and separated by blanks; what is left empty is found by the general table.
struct Tool {
  std::string_view name;
  std::string_view shape;  ///< names that must all be there; the first row that fits is the tool
  std::string_view text;   ///< title first, then bodies
  std::string_view owner;
  std::string_view declared;  ///< in order of trust
  std::string_view date;
  Markup markup = Markup::none;
  unsigned quirks = 0;
};

[[nodiscard]] std::span<const Tool> tools();

/// The row of Notion, whose tables have no names of their own.
[[nodiscard]] const Tool* notion_tool();

/// The first tool whose shape fits, or null.
[[nodiscard]] const Tool* tool_of(const std::vector<std::string>& squashed);

[[nodiscard]] inline bool has(const Tool* tool, Quirk quirk) {
  return tool != nullptr && (tool->quirks & static_cast<unsigned>(quirk)) != 0;
}

/// Calls `each(word)` for the blank-separated words of `list`.
template <typename Each>
void each_word(std::string_view list, Each each) {
  while (!list.empty()) {
    const auto size = list.find(' ');
    each(list.substr(0, size));
    list.remove_prefix(size == std::string_view::npos ? list.size() : size + 1);
  }
}

}  // namespace worktell::input
