#pragma once
/// What the readers of plain-text task formats share: records are runs of whole lines, activities are put together
/// from spans of the block.

#include <vector>

#include "input/columns.hpp"

namespace worktell::input {

/// Builds one activity at a time at the end of a batch.
class Builder {
 public:
  Builder(const Block& block, Batch& batch) : batch_(batch), offsets_(block) {}

  void begin(RowPlace place, std::string_view bytes);
  /// A field whose text is its raw bytes (a view into the block).
  Field& field(std::string_view name, std::string_view raw);
  void fact(FactKind kind, std::int64_t value, std::string_view text, std::string_view column);
  /// Ends the activity: gives it an empty field named `name` if it has none.
  void end(std::string_view name);
  /// `found` and `more` with ", " between.
  [[nodiscard]] std::string_view join(std::string_view found, std::string_view more);

  Activity activity;

 private:
  Batch& batch_;
  RawOffsets offsets_;
};

/// A format whose records are runs of lines. Lines are cut like plain text, but only where `starts` says that a
/// record may begin, so that no block splits one.
class LineFormat : public Reader {
 public:
  LineFormat(std::string_view format, const Options& options) : limit_(options.record_limit) {
    layout_.format = format;
  }
  Cut cut(std::string_view bytes, bool at_end, Block& block) final;

 protected:
  /// How many of the bytes of these whole lines can be given: up to the last place where a record may begin.
  /// `at_end`: all of them.
  [[nodiscard]] virtual std::size_t whole(std::string_view lines, bool at_end) const = 0;
  /// How many records (numbers) these lines use up.
  [[nodiscard]] virtual std::uint64_t records(std::string_view lines) = 0;
  /// What the reader wants to know of the lines before the next block: given back as Block::section.
  [[nodiscard]] virtual std::uint32_t before() const { return 0; }

 private:
  std::size_t limit_;
  bool passing_ = false;
};

/// What stands before the first blank.
[[nodiscard]] inline std::string_view first_word(std::string_view text) {
  return text.substr(0, text.find(' '));
}

/// Calls each(line, next_line_begin) for every line; `line` is without its end.
template <typename Each>
void each_line(std::string_view bytes, Each each) {
  const char* at = bytes.data();
  const char* end = at + bytes.size();
  while (at < end) {
    const auto stop = find_line_end(at, end);
    each(std::string_view(at, static_cast<std::size_t>(stop.begin - at)));
    at = stop.next;
  }
}

}  // namespace worktell::input
