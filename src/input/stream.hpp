#pragma once
/// The seam between bytes and activities: `Stream` opens an input, tells what it is, cuts it into blocks of whole
/// records (one thread, in order) and reads blocks (any number of threads). Nothing after this stage knows a format.

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "input/activity.hpp"

namespace worktell::input {

/// What the user said about the input; everything left empty is found out.
struct Options {
  std::string format;             ///< a name from `formats()`
  std::string encoding;           ///< "utf-8", "utf-16le", "utf-16be", "windows-1252", "latin-1"
  std::optional<char> delimiter;  ///< for delimited formats
  std::vector<std::string>
      text;  ///< columns or keys to label, in order; matched like all names: case and punctuation folded
  std::string id, owner, declared, date;           ///< columns or keys
  std::size_t block_size = std::size_t{1} << 18U;  ///< bytes a block aims at; tests use tiny ones
  std::size_t record_limit =
      std::size_t{1}
      << 22U;  ///< a larger record is reported and skipped (plain lines: labelled by their beginning, with a notice)
  std::size_t document_limit = std::size_t{1}
                               << 26U;  ///< formats that need the whole document (XLSX, XML): a larger one is refused
};

/// How one column of the input is used, for `inspect` and -v.
struct ColumnUse {
  std::string name;    ///< as the input spells it
  std::string role;    ///< "text", "id", "owner", "declared", "date", or a fact's name
  std::string reason;  ///< why: "named Summary, a usual title", "--text"
};

/// What was recognised. Complete once `Stream::open` has returned.
struct Layout {
  std::string format;  ///< "csv", "ics", ...
  std::string tool;    ///< "Jira", "Toggl", ... or empty
  Encoding encoding = Encoding::utf8;
  char delimiter = 0;                ///< 0: the format has none
  std::uint64_t header_row = 0;      ///< 0: none
  std::vector<std::string> columns;  ///< every column in order, for formats that have a header
  std::vector<ColumnUse> uses;
  std::vector<std::string> notes;  ///< quirks met: "3 rows above the header", "sep=; line"
  std::string header_bytes;        ///< the header record as it stood (UTF-8), with everything above it, for --append
};

/// A run of whole records. Owns its bytes, is reused, and stays put while a batch refers to it.
struct Block {
  std::vector<char> buffer;        ///< storage; `bytes` may instead point into a mapped file
  std::string_view bytes;          ///< UTF-8 (transcoded where needed), with at least `padding` readable bytes after it
  std::uint64_t offset = 0;        ///< of bytes[0] in the file, in the file's own encoding
  std::uint64_t first_record = 1;  ///< number of the first record
  std::uint64_t first_row = 1;
  std::uint64_t first_line = 1;
  std::uint32_t section = 0;           ///< sheet or array, for formats that hold several
  Encoding encoding = Encoding::utf8;  ///< of the input at this block
  std::vector<Report> reports;         ///< records lost while cutting (too large, unclosed at the end)
  static constexpr std::size_t padding = 64;
};

/// One opened input.
class Stream {
 public:
  /// Opens `path` ("-" is standard input), reads a first sample, and decides format, encoding and columns.
  static Result<Stream> open(const std::string& path, const Options& options);
  /// The same over bytes in memory, for tests, fuzzing and embedding; `bytes` must outlive the stream.
  static Result<Stream> over(std::string_view bytes, std::string name, const Options& options);

  Stream(Stream&&) noexcept;
  Stream& operator=(Stream&&) noexcept;
  ~Stream();

  [[nodiscard]] const Layout& layout() const;
  [[nodiscard]] const std::string& name() const;  ///< the path as given

  /// The next block; false at the end. A pipe that pauses gives what it has: whole records are never held back.
  /// One thread at a time. Failures are of the input itself (it vanished, a read error).
  Result<bool> next(Block& block);

  /// Reads the records of a block. Const: any number of threads, each with its own batch. Clears the batch first.
  void parse(const Block& block, Batch& batch) const;

  /// Bytes taken from the input so far, and its size where known (0: a pipe), for progress.
  [[nodiscard]] std::uint64_t bytes_read() const;
  [[nodiscard]] std::uint64_t bytes_total() const;

 private:
  struct State;
  explicit Stream(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// One row of the table of formats: adding a format is adding a row.
struct Format {
  std::string_view name;      ///< as typed after --input-format
  std::string_view summary;   ///< one line for the help
  std::string_view suffixes;  ///< space-separated file name endings, lower case
};

[[nodiscard]] std::span<const Format> formats();

}  // namespace worktell::input
