#pragma once
/// Workbooks of boards (monday.com): groups of items, each group under a title and a header of its own, items with
/// subitems that have other columns, and a second sheet with what was written about the items.

#include <string>
#include <vector>

namespace worktell::input {

/// A sheet as delimited text.
struct SheetText {
  std::string name;
  std::string text;
};

/// Where the sheets are a board, rewrites them so that a table reader can read them row by row: every row stays where
/// it is; items get the columns "Group" and "Update Content"; subitems move under the columns of the items. Updates
/// that belong to no item stay behind as a sheet of their own. Other sheets are left alone.
/// Returns how many updates were given to items. Cost: linear in the text.
std::size_t unfold_board(std::vector<SheetText>& sheets, char delimiter);

/// Appends one cell, in quotes where it must be.
void append_cell(std::string& out, std::string_view cell, char delimiter);

}  // namespace worktell::input
