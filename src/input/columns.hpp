#pragma once
/// From a header and some rows to what each column is for, and from rows to activities. Shared by every format that
/// has rows (delimited text, workbooks).

#include <string>
#include <vector>

#include "input/csv_scan.hpp"
#include "input/facts.hpp"
#include "input/names.hpp"
#include "input/reader.hpp"
#include "input/tools.hpp"

namespace worktell::input {

/// Where a table has no such column.
inline constexpr std::size_t no_column = ~std::size_t{0};

/// Rows of a sample, unescaped.
using Rows = std::vector<std::vector<std::string>>;

/// Where a row stands.
struct RowPlace {
  std::uint64_t record = 0;
  std::uint64_t row = 0;
  std::uint64_t line = 0;
};

/// What became of a row.
enum class RowKind : std::uint8_t { activity, blank, header, total, group, joined };

/// What is known of a table besides its rows.
struct TableOptions {
  std::size_t late_from = ~std::size_t{0};  ///< columns from here on are none yet: keys that may come later
  bool short_rows = false;                  ///< rows end at their last filled cell, as in workbooks
};

/// Byte offsets in the file of rising places in a block. Cost: O(1) for UTF-8, else O(distance).
class RawOffsets {
 public:
  explicit RawOffsets(const Block& block) : block_(block), raw_(block.offset) {}
  [[nodiscard]] std::uint64_t of(const char* place);

 private:
  const Block& block_;
  std::size_t at_ = 0;
  std::uint64_t raw_;
};

/// The plan of one table: which columns are read, and as what.
class Plan {
 public:
  /// `header` may be empty (no header: columns are numbered). Fails when an option names a column that is not there.
  static Result<Plan> make(const std::vector<std::string>& header, const Rows& rows, const Options& options,
                           const std::string& file, TableOptions table = {});

  /// Reads one row. `bytes` is the whole record; `section` is the heading that it stands under.
  RowKind read(const std::vector<Cell>& cells, RowPlace place, std::string_view bytes, RawOffsets& offsets,
               Batch& batch, std::string_view section = {}) const;

  /// After the rows of a block: counts the rows of one mailing.
  void finish(Batch& batch) const;

  /// True when a row may belong to the one above it, so that blocks must not part them.
  [[nodiscard]] bool linked() const;
  /// True when `cells` belongs together with the row above: a note, or the next recipient of a mailing.
  [[nodiscard]] bool continues(const std::vector<Cell>& above, const std::vector<Cell>& cells) const;
  /// True when the row is the heading of those that follow; `name` is the heading as it stands.
  [[nodiscard]] bool heading(const std::vector<Cell>& cells, std::string_view& name) const;

  [[nodiscard]] const std::vector<std::string>& columns() const { return names_; }
  [[nodiscard]] const std::vector<ColumnUse>& uses() const { return uses_; }
  [[nodiscard]] const Tool* tool() const { return tool_; }

  /// For formats without rows: every record is an activity, none is a blank, a total or a header.
  void no_rows() { has_rows_ = false; }
  /// True when the column serves anything; for formats that would else unpack it in vain.
  [[nodiscard]] bool wanted(std::size_t column) const { return column < wanted_.size() && wanted_[column] != 0; }
  [[nodiscard]] bool is_text(std::size_t column) const { return (wanted_[column] & text_bit) != 0; }
  [[nodiscard]] bool is_count(std::size_t column) const { return (wanted_[column] & count_bit) != 0; }

 private:
  struct FactColumn {
    Role role;
    std::size_t column;
    DurationUnit unit = DurationUnit::clock;
  };
  friend class Planner;

  [[nodiscard]] RowKind kind_of(const std::vector<Cell>& cells) const;
  [[nodiscard]] bool anchored(const std::vector<Cell>& cells) const;
  [[nodiscard]] bool repeats_header(const std::vector<Cell>& cells) const;
  void add_text(const std::vector<Cell>& cells, std::string_view bytes, RawOffsets& offsets, Batch& batch) const;
  void add_field(const Cell& cell, std::size_t column, RawOffsets& offsets, Batch& batch) const;
  void add_facts(const std::vector<Cell>& cells, Batch& batch) const;
  void add_counts(const std::vector<Cell>& cells, Role role, FactKind kind, Batch& batch) const;
  void add_length(const std::vector<Cell>& cells, Batch& batch) const;
  void add_duration(std::int64_t seconds, std::size_t column, Batch& batch) const;
  [[nodiscard]] const FactColumn* fact_column(Role role, const std::vector<Cell>& cells) const;
  [[nodiscard]] std::optional<Moment> moment(const std::vector<Cell>& cells, Role date, Role time) const;
  [[nodiscard]] std::string_view joined(const std::vector<Cell>& cells, const std::vector<std::size_t>& columns,
                                        std::string_view mark, Batch& batch) const;
  [[nodiscard]] std::string_view label(std::string_view value, Batch& batch) const;
  [[nodiscard]] std::string_view row_type(const std::vector<Cell>& cells) const;
  [[nodiscard]] bool mailing(const Batch& batch, const Activity& a, const Activity& b) const;
  void add_marks(Activity& activity, const std::vector<Cell>& cells, std::string_view section, Batch& batch) const;
  [[nodiscard]] bool counts_mailings() const { return has_rows_ && has(tool_, Quirk::mailing_rows); }
  [[nodiscard]] std::string_view value(const std::vector<Cell>& cells, std::size_t column) const;

  static constexpr unsigned char used_bit = 1, text_bit = 2, count_bit = 4;
  void index();

  std::vector<std::string> names_;
  std::vector<std::string> squashed_;
  std::vector<unsigned char> wanted_;  // bits, by column
  std::vector<std::size_t> text_, id_, owner_, declared_, date_;
  std::vector<std::size_t> spare_;  // other columns of text, for records that have nothing in the chosen ones
  std::vector<FactColumn> facts_;
  std::vector<ColumnUse> uses_;
  std::size_t type_column_ = ~std::size_t{0};
  const Tool* tool_ = nullptr;
  DateOrder order_ = DateOrder::month_first;
  bool has_header_ = false;
  bool has_rows_ = true;
  bool short_rows_ = false;
};

/// The text of a cell, in the arena unless it stands there as it is.
[[nodiscard]] std::string_view unquoted(const Cell& cell, Batch& batch);

/// Strips the colour that boards append: "Name (green)", "Name-blue".
[[nodiscard]] std::string without_colours(std::string_view labels);

/// The items of a list in brackets, "[a,b]" or "["a", "b"]", with ", " between; anything else as it is.
[[nodiscard]] std::string_view without_brackets(std::string_view list, Batch& batch);

}  // namespace worktell::input
