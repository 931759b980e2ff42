#pragma once
/// The activities that a report shows one by one: those most worth a second look, and the rows of the page's table.

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "report/entry.hpp"
#include "report/months.hpp"

namespace worktell::report {

/// Why an activity is worth a second look; the first that holds counts.
enum class Kind : std::uint8_t {
  mismatch,  ///< the verdict contradicts what the activity is filed as
  unclear,   ///< the confidence is below the pack's `unclear-below`
  both,      ///< the verdict is the label of both sides
  plain,     ///< nothing of these
};
inline constexpr std::size_t kinds = 4;

/// The evidence of one rule at one match, the points of its poles added up.
struct Reason {
  std::uint32_t rule = 0;  ///< number in Summary::rules
  score::PoleId pole = 0;  ///< the first of its poles
  bool decides = false;    ///< among the fewest that carry the label alone
  score::Points points = 0;
  std::string match;
};

struct Row {
  Kind kind = Kind::plain;
  score::Label label = score::Label::none;
  std::int32_t confidence = 0;
  score::Points margin = 0;
  std::array<score::Points, 4> scores = {};
  std::array<std::int8_t, score::most_poles / 2> axes = {};
  std::uint32_t team = 0, owner = 0, file = 0;  ///< numbers of names; in a Summary the number of the group
  Month when = {};
  std::int32_t month = no_month;  ///< settled; filled in for a Summary
  std::uint64_t row = 0, line = 0;
  std::string id, date, text;
  std::uint64_t left_out = 0;   ///< characters of the text beyond what is kept
  std::vector<Reason> reasons;  ///< strongest first
  std::uint32_t more_reasons = 0;
};

inline constexpr std::size_t kept_text = 1'000;  ///< characters
inline constexpr std::size_t kept_reasons = 10;

/// Keeps the first rows of a total order over what the rows hold, so that the same rows are kept in whatever order they
/// come. The order: kind; a mismatch by falling confidence, all others by rising margin; then place, id and text.
/// Memory: twice the capacity at most. Cost: O(1) a row, spread over many.
class Kept {
 public:
  explicit Kept(std::size_t capacity) : capacity_(capacity) {}

  /// Would a row of this kind and strength be kept? May say yes in vain, never no.
  [[nodiscard]] bool wants(Kind kind, std::int32_t confidence, score::Points margin) const;
  /// `file`: the name of the row's file.
  void offer(Row row, const std::string& file);
  /// The rows in order. Empties the keeper.
  [[nodiscard]] std::vector<Row> take();
  [[nodiscard]] std::size_t capacity() const { return capacity_; }

 private:
  struct Held {
    Row row;
    const std::string* file;  // a Names' string, which never moves
  };
  static bool before(const Held& a, const Held& b);
  void shrink();

  std::size_t capacity_;
  std::vector<Held> held_;
  std::vector<Held> worst_;  // at most one: the last that was kept when the keeper was full
};

}  // namespace worktell::report
