#pragma once
/// Notices are gathered block by block; a user is told each once for a file.

#include <vector>

#include "input/activity.hpp"

namespace worktell::input {

/// Adds `report` to `all`: a record lost is kept as it is; a notice that is there already only adds its count, so
/// that `all` stays small whatever the size of the input. Call in the order of the blocks.
void add_report(std::vector<Report>& all, Report report);

/// The notice ready to be shown: the count put in for {} in `what`. Records lost come back unchanged.
[[nodiscard]] Problem shown(const Report& report);

/// A place in the input that is being read; the stream puts its name in.
[[nodiscard]] inline Place place_at(std::uint64_t line, std::uint64_t record, std::uint64_t column = 0) {
  Place place;
  place.line = line;
  place.row = record;
  place.column = column;
  return place;
}

/// A Problem with a whole file.
[[nodiscard]] Problem problem_with(const std::string& file, std::string what, std::string why, std::string remedy);

/// A notice about `count` records, the first of them at `where`.
[[nodiscard]] Report notice(Place where, std::string what, std::uint64_t count, std::string remedy = {});

/// A record that could not be read.
[[nodiscard]] Report lost(Place where, std::string what, std::string why, std::string remedy);

}  // namespace worktell::input
