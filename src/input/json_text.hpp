#pragma once
/// Text out of JSON values.

#include "input/text_map.hpp"

namespace worktell::input {

/// Appends the unescaped text of raw string bytes [begin, end) of `raw`, with steps.
void put_json_string(TextBuilder& out, std::string_view raw, std::size_t begin, std::size_t end);

/// Appends what an object or array shows: strings of an array, else the values of the best key that its objects have
/// (displayName, name, title, text, ...), so that a document tree gives its text and labels give their names.
/// `mark` stands between them.
void put_json_tree(TextBuilder& out, std::string_view raw, std::string_view mark);

}  // namespace worktell::input
