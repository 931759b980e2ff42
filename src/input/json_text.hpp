#pragma once
/// Text out of JSON values.

#include <optional>

#include "input/text_map.hpp"

namespace worktell::input {

/// Appends the unescaped text of raw string bytes [begin, end) of `raw`, with steps.
void put_json_string(TextBuilder& out, std::string_view raw, std::size_t begin, std::size_t end);

/// Appends what an object or array shows: strings of an array, else the values of the best key that its objects have
/// (displayName, name, title, text, ...), so that a document tree gives its text and labels give their names.
/// `mark` stands between them.
void put_json_tree(TextBuilder& out, std::string_view raw, std::string_view mark);

/// What the value of `key` says as a label, where that is not its first name: the team among Asana's custom fields,
/// the section of its memberships. Nothing for other keys.
[[nodiscard]] std::optional<std::string_view> json_label(std::string_view key, std::string_view raw, Batch& batch);

}  // namespace worktell::input
