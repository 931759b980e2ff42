#pragma once
/// What every reader gives: activities with their fields, facts and origin, gathered in batches.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/arena.hpp"
#include "base/result.hpp"

namespace worktell::input {

/// The bytes of an input as they stood in the file. Spans are told in these, whatever the text was turned into.
enum class Encoding : std::uint8_t { utf8, utf16le, utf16be, windows1252, latin1 };

/// From text offset `text` on, the raw offset is `raw + (offset - text)`, until the next step.
/// Steps stand in rising order; a field whose raw bytes are its text has none. Two steps at one text offset enclose
/// raw bytes that are not text (markup): a span that ends there ends before them, one that begins there after them.
struct OffsetStep {
  std::uint32_t text;
  std::uint32_t raw;
};

/// One text field of an activity. Views point into the block or the batch's arena and live as long as both.
struct Field {
  std::string_view name;  ///< the column or key as the input spells it; "text" for plain lines
  std::string_view text;  ///< what is labelled: unescaped, markup read through, UTF-8 but not yet repaired
  std::string_view raw;   ///< the field as it stands in the block (UTF-8 after transcoding), without enclosing quotes
  std::uint64_t offset = 0;      ///< byte offset of `raw` in the file, in the file's own encoding; 0 inside an archive
  std::uint32_t first_step = 0;  ///< range in Batch::steps
  std::uint32_t step_count = 0;
};

/// What an export says outside the text.
enum class FactKind : std::uint8_t { attendees, recipients, duration, start, due, type };

struct Fact {
  FactKind kind;
  std::int64_t value = 0;   ///< a count; seconds for `duration`; days since 1970-01-01 for `start` and `due`
  std::string_view text;    ///< the words, for `type` and for showing
  std::string_view column;  ///< where it was read
};

/// One thing done or planned.
struct Activity {
  std::uint64_t record = 0;  ///< number in its file, from 1, counting every record that is read or reported
  std::uint64_t row =
      0;  ///< row as a spreadsheet counts it (the header is row 1); equal to `record` where there are no rows
  std::uint64_t line = 0;    ///< physical line on which the record starts
  std::uint64_t column = 0;  ///< character column on that line at which the first text field starts
  std::string_view bytes;    ///< the whole record as it stands in the block, without its line end (for --append)
  std::string_view id;       ///< empty views: the input has none
  std::string_view owner;
  std::string_view declared;
  std::string_view date;                           ///< as written
  std::uint32_t first_field = 0, field_count = 0;  ///< range in Batch::fields; title first, then bodies
  std::uint32_t first_fact = 0, fact_count = 0;    ///< range in Batch::facts
};

/// A record that could not be read, or a notice about some that could.
struct Report {
  Problem problem;
  std::uint64_t records_lost = 1;  ///< 0: a notice, nothing was lost
  /// For a notice: how many records or rows it speaks of, {} in `problem.what` standing for the number. Notices with
  /// equal `what` are one notice with the counts added up and the first place: see input/notices.hpp.
  std::uint64_t count = 0;
};

/// The activities of one block. Reused from block to block: `clear` keeps all capacity, so that reading
/// allocates nothing in steady state.
struct Batch {
  std::vector<Activity> activities;
  std::vector<Field> fields;
  std::vector<Fact> facts;
  std::vector<OffsetStep> steps;
  std::vector<Report> reports;
  Arena arena;  ///< owns unescaped text
  Encoding encoding = Encoding::utf8;

  void clear();
  [[nodiscard]] std::span<const Field> fields_of(const Activity& activity) const;
  [[nodiscard]] std::span<const Fact> facts_of(const Activity& activity) const;
};

/// A half-open range of bytes.
struct ByteRange {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};

/// Where text bytes [begin, end) of `field` stand, as byte offsets into the field as it stood in the input
/// (after the opening quote, in the input's own encoding). Add `field.offset` for the place in the file.
/// Cost: O(log steps), plus O(field) for inputs that are not UTF-8.
[[nodiscard]] ByteRange raw_range(const Batch& batch, const Field& field, std::uint32_t begin, std::uint32_t end);

}  // namespace worktell::input
