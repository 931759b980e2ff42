#pragma once
/// The reader of delimited text, also used for the sheets of a workbook.

#include <array>
#include <deque>
#include <mutex>

#include "input/dialect.hpp"

namespace worktell::input {

/// Counts of rows that are no activities, told once a block.
class Tally {
 public:
  void add(RowKind kind, std::size_t cells, std::size_t columns, RowPlace place);
  void tell(Batch& batch) const;

 private:
  struct Count {
    std::uint64_t count = 0;
    RowPlace first;
  };
  std::array<Count, 6> counts_;
  Count ragged_;
};

class DelimitedReader final : public Reader {
 public:
  /// `head` is the beginning of the input, at least up to the end of the header.
  DelimitedReader(Plan plan, Dialect dialect, std::string_view head, const Options& options);
  Cut cut(std::string_view bytes, bool at_end, Block& block) override;
  void parse(const Block& block, Batch& batch) const override;
  /// How many records have been cut so far.
  [[nodiscard]] std::uint64_t records_cut() const { return next_.record - 1; }
  /// Rows end at their last filled cell: shorter ones are nothing to tell of.
  void short_rows() { short_rows_ = true; }

 private:
  /// Where a block may end: after a record that the next one does not belong to.
  struct Border {
    std::size_t end = 0;
    Counters next;
    std::uint32_t heading = 0;
  };
  void remember(const std::vector<Cell>& cells);
  Cut give(std::size_t taken, const Border& border, bool all, std::size_t size);
  [[nodiscard]] std::string_view heading_at(std::uint32_t number) const;
  Cut lose_large(std::string_view bytes, Block& block);
  Cut pass_rest(std::string_view bytes, bool at_end);
  Cut lose_unclosed(std::string_view bytes, const CsvScanner::Record& record, Block& block);

  Plan plan_;
  char delimiter_;
  std::size_t limit_;
  std::size_t reach_;     // how far the end of a quote is looked for; halved each time it was looked for in vain
  std::size_t to_skip_;   // bytes up to the first record
  bool passing_ = false;  // inside a record that is too large
  bool short_rows_ = false;
  std::vector<Cell> cells_, above_;   // of the record being cut and the one before, for tools that need it
  std::uint32_t heading_ = 0;         // of the next record: 0, or a number in headings_ from 1
  std::deque<std::string> headings_;  // appended while cutting, read while parsing
  mutable std::mutex headings_mutex_;
};

}  // namespace worktell::input
