#pragma once
/// Records of delimited text: RFC 4180, with the tolerance that real exports need.

#include <vector>

#include "input/scan.hpp"

namespace worktell::input {

/// How the bytes of a cell become text.
enum class CellKind : std::uint8_t {
  plain,
  quoted,  ///< holds doubled quotes
  json,    ///< holds backslash escapes
  tree     ///< a JSON object or array
};

/// One cell as it stands, without enclosing quotes.
struct Cell {
  std::string_view raw;
  CellKind kind = CellKind::plain;
};

/// Walks record by record. Outside quotes LF, CR LF and CR end a record. A quote opens only at the start of a cell;
/// inside a quoted cell a quote that is followed by neither delimiter, line end nor quote is taken as a letter,
/// because people write them so.
///
/// A quote that is never closed would swallow the rest of the file. Two signs tell it: the cell has gone over a line
/// end and meets a quote that itself looks like an opening one (after a delimiter or a line end, before a letter); or
/// nothing closes it up to the end or `limit`. The record is then `unclosed`, and `next` is the line after the one on
/// which the quote stands.
class CsvScanner {
 public:
  enum class State : std::uint8_t {
    whole,     ///< ended by a line end
    last,      ///< ended by the end of the bytes
    open,      ///< the bytes end inside quotes
    unclosed,  ///< see above
    nothing    ///< no bytes are left
  };

  struct Record {
    State state = State::nothing;
    std::size_t begin = 0;
    std::size_t end = 0;      ///< without the line end
    std::size_t next = 0;     ///< where the next record begins
    std::uint64_t lines = 0;  ///< line ends from begin to next
    std::size_t quote = 0;    ///< of an open or unclosed one: where it stands
  };

  /// `bytes` must have 64 readable bytes after it.
  CsvScanner(std::string_view bytes, char delimiter, std::size_t limit)
      : bytes_(bytes), delimiter_(delimiter), limit_(limit), walk_(bytes, {delimiter}) {}

  /// Reads one record; its cells are put into `cells` unless that is null.
  Record record(std::vector<Cell>* cells);

  /// Sets the end of a record that is open or unclosed: the line end after its quote.
  void give_up(Record& record);

 private:
  struct Quoted {
    State state = State::whole;
    std::size_t end = 0;  ///< after the closing quote
    bool escaped = false;
  };
  Quoted quoted_cell(std::size_t quote, Record& record);
  void end_record(Record& record, std::size_t at);
  [[nodiscard]] bool ends_cell(std::size_t at) const;
  [[nodiscard]] char at(std::size_t place) const { return place < bytes_.size() ? bytes_[place] : '\0'; }

  std::string_view bytes_;
  char delimiter_;
  std::size_t limit_;
  Walk<SetWith<'"', '\n', '\r'>> walk_;
  std::size_t at_ = 0;
};

}  // namespace worktell::input
