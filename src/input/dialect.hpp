#pragma once
/// Delimiter, header and what stands above it, told from parsed records of a sample.

#include "input/columns.hpp"

namespace worktell::input {

struct Dialect {
  char delimiter = ',';
  bool told = false;             ///< by a sep= line
  std::size_t header_end = 0;    ///< byte offset of the first record
  std::uint64_t header_row = 0;  ///< 0: there is no header
  std::uint64_t rows_above = 0;  ///< rows before the first record, header included
  std::uint64_t lines_above = 0;
  std::uint64_t preamble = 0;  ///< filled rows above the header
  std::size_t known = 0;       ///< known names in the header
  double steady = 0;           ///< how many of the records have the usual number of cells, 0 to 1
  std::size_t width = 1;       ///< the usual number of cells
  std::vector<std::string> header;
  Rows rows;  ///< records of the sample after the header
};

/// The dialect under one delimiter, or, with 0, the best of comma, semicolon, tab and bar.
[[nodiscard]] Dialect read_dialect(const Sample& sample, char delimiter, std::size_t limit);

/// Searches rows for the header: the first with two or more known names. Returns its index, or rows.size().
[[nodiscard]] std::size_t find_header(const Rows& rows, std::size_t& known);

/// Known names among the cells of a row.
[[nodiscard]] std::size_t known_cells(const std::vector<std::string>& row);

}  // namespace worktell::input
