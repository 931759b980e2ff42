#pragma once
/// A tolerant scanner over JSON text: where values end, which arrays hold the records. It validates nothing; the
/// records themselves are read by simdjson.

#include <string>
#include <string_view>
#include <vector>

namespace worktell::input {

constexpr auto json_open = ~std::size_t{0};  ///< the bytes end before the value does

[[nodiscard]] std::size_t json_blank_end(std::string_view text, std::size_t at);
/// After the closing quote of the string that starts at `at`, or json_open.
[[nodiscard]] std::size_t json_string_end(std::string_view text, std::size_t at);
/// After the value that starts at `at`, or json_open. `deepest`: how deep it nests, if not null.
[[nodiscard]] std::size_t json_value_end(std::string_view text, std::size_t at, std::size_t* deepest = nullptr);

/// Calls each(key, value_begin, value_end) for the members of the object at `at`; stops at broken or cut text.
template <typename Each>
void json_members(std::string_view text, std::size_t at, Each each) {
  ++at;
  for (;;) {
    at = json_blank_end(text, at);
    if (at >= text.size() || text[at] != '"') return;
    const auto key_end = json_string_end(text, at);
    if (key_end == json_open) return;
    const auto key = text.substr(at + 1, key_end - at - 2);
    at = json_blank_end(text, key_end);
    if (at >= text.size() || text[at] != ':') return;
    at = json_blank_end(text, at + 1);
    const auto end = json_value_end(text, at);
    each(key, at, end);
    if (end == json_open || end == at) return;
    at = json_blank_end(text, end);
    if (at >= text.size() || text[at] != ',') return;
    ++at;
  }
}

/// Calls each(begin, end) for the elements of the array at `at`; it returns false to stop.
template <typename Each>
void json_elements(std::string_view text, std::size_t at, Each each) {
  ++at;
  for (;;) {
    at = json_blank_end(text, at);
    if (at >= text.size() || text[at] == ']') return;
    const auto end = json_value_end(text, at);
    if (!each(at, end) || end == json_open || end == at) return;
    at = json_blank_end(text, end);
    if (at >= text.size() || text[at] != ',') return;
    ++at;
  }
}

/// Objects that only wrap a record's fields ("fields" of Jira, "node" of GraphQL): read through.
[[nodiscard]] bool json_wrapper(std::string_view key);

/// The paths of the arrays that hold the records, such as ".issues[]"; "" when the document is one record.
[[nodiscard]] std::vector<std::string> find_record_paths(std::string_view text);

}  // namespace worktell::input
