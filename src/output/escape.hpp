#pragma once
/// How texts and numbers are put down in each format. All functions append to `out`. Texts are valid UTF-8.
///
/// Characters that act on a terminal or hide text are never passed on as they are: controls (C0, DEL, C1) and the marks
/// that turn the direction of writing. Only the CSV writers keep them: a cell holds what the input held.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace worktell::output {

/// A JSON string with its quotes.
void append_json(std::string& out, std::string_view text);
[[nodiscard]] std::string json_quoted(std::string_view text);

/// For a column of TSV: \t \n \r \\ and \xNN, \uNNNN for the characters above.
void append_tsv(std::string& out, std::string_view text);

/// For a cell of CSV (RFC 4180): quoted where it must be. What a spreadsheet would take for a formula (= + - @, tab or
/// CR in front) gets a ' in front. `delimiter` is what separates the cells.
void append_csv(std::string& out, std::string_view text, char delimiter = ',');

/// For people: line ends and tabs become a blank, the characters above \xNN or \uNNNN.
void append_shown(std::string& out, std::string_view text);
[[nodiscard]] std::string shown(std::string_view text);

/// The same within `cells` columns of a terminal, cut with an ellipsis. Returns how many columns it took.
std::size_t append_fitted(std::string& out, std::string_view text, std::size_t cells);

/// How many columns of a terminal valid UTF-8 takes: 0 for combining marks, 2 for wide characters.
[[nodiscard]] std::size_t cells_of(std::string_view text);

/// Hundredths with two decimals: 325 is 3.25. Confidence: thousandths with three.
void append_points(std::string& out, std::int64_t hundredths);
void append_thousandths(std::string& out, std::int64_t thousandths);
void append_number(std::string& out, std::uint64_t number);
[[nodiscard]] std::string points_text(std::int64_t hundredths);

/// 1234567 as "1,234,567", for people.
[[nodiscard]] std::string grouped(std::uint64_t number);

}  // namespace worktell::output
