#pragma once
/// Errors as values. Every failure in worktell is a `Problem` that says what happened, where, why and what to do;
/// a function that can fail returns `Result<T>`. Nothing in the library throws across its border or ends the process.

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace worktell {

/// A place in an input, a pack or a config file. Lines and columns count from 1; 0 means "not known".
struct Place {
  std::string file;          ///< as the user named it; "-" is standard input; empty: no file is concerned
  std::uint64_t line = 0;    ///< physical line
  std::uint64_t column = 0;  ///< character column (not bytes) in that line
  std::uint64_t row = 0;     ///< record number, where the input has records
};

/// One failure or notice, complete enough to be shown to a user without further context.
struct Problem {
  Place where = {};
  std::string what = {};           ///< what is wrong, lower case, no full stop: `unknown pole "mnay"`
  std::string why = {};            ///< the reason, if `what` does not already tell it
  std::string remedy = {};         ///< what the user can do about it
  std::string line_text = {};      ///< the line of the file concerned, to be shown with a caret; empty: not shown
  std::uint64_t caret_length = 1;  ///< how many characters the caret underlines
};

template <typename T>
using Result = tl::expected<T, Problem>;

using Failure = tl::unexpected<Problem>;

/// Shorthand for returning a failure from a function that gives a `Result`.
[[nodiscard]] inline Failure fail(Problem problem) {
  return Failure(std::move(problem));
}

/// "file:line:column", leaving out what is not known.
[[nodiscard]] std::string to_string(const Place& place);

/// The whole message in the one form that every command prints:
/// `PLACE: WHAT: WHY` then the line with a caret, then `  REMEDY`. No trailing line end.
[[nodiscard]] std::string render(const Problem& problem);

/// The candidate nearest to `typed` by edit distance (at most 2 edits, or a third of the length), or empty.
/// Cost: O(candidates x length^2); for messages only.
template <typename Range>
[[nodiscard]] std::string_view nearest(std::string_view typed, const Range& candidates);

/// Edit distance with transpositions (optimal string alignment), in bytes.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

template <typename Range>
std::string_view nearest(std::string_view typed, const Range& candidates) {
  std::string_view best;
  std::size_t best_distance = std::max<std::size_t>(2, typed.size() / 3) + 1;
  for (const auto& candidate : candidates) {
    const auto distance = edit_distance(typed, candidate);
    if (distance < best_distance) {
      best_distance = distance;
      best = candidate;
    }
  }
  return best;
}

}  // namespace worktell
