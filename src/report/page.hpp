#pragma once
/// Parts of the page: texts, charts, data. Everything that comes from the input or the pack passes `append_html` or the
/// data block; nothing else may write it.

#include <string>
#include <string_view>

#include "report/words.hpp"

namespace worktell::report {

/// A text as HTML text or attribute value. What acts or hides is shown, see output::append_shown.
void append_html(std::string& out, std::string_view text);
[[nodiscard]] std::string html(std::string_view text);

/// Shares of the labels side by side, over the whole width.
void append_bar(const Report& report, const Count& count, int height, std::string& out);
/// A column for each month: shares of the labels over its whole height; months without activities stay empty.
void append_strip(const Report& report, const std::vector<Count>& months, int height, std::string& out);
/// One bar of one label, `part` of `whole` long.
void append_part(std::size_t label, std::uint64_t part, std::uint64_t whole, int height, std::string& out);
/// Two bars that grow from the middle.
void append_opposed(std::uint64_t left, std::uint64_t right, std::uint64_t whole, std::string& out);
/// A column for each month: how many look filed wrong, as a share of those that could.
void append_wrong_columns(const Report& report, std::string& out);
/// The little square of a label.
void append_key(std::size_t label, std::string& out);

/// "Jan", or "Jan 2026" where the year is wanted; "2026-13" as it stands.
[[nodiscard]] std::string short_month(std::string_view name, bool with_year);

/// The page's data as JSON that may stand in a script element.
void append_page_data(const Report& report, std::string& out);

/// The base64 form of a digest in hexadecimal digits, for the content policy.
[[nodiscard]] std::string base64_of_hex(std::string_view hex);

}  // namespace worktell::report
