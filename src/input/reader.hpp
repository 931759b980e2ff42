#pragma once
/// What a format must do. Readers work on UTF-8; `Stream` feeds them.

#include <memory>

#include "input/stream.hpp"

namespace worktell::input {

/// The beginning of an input, as UTF-8 without byte order mark, with Block::padding readable bytes after it.
struct Sample {
  std::string_view bytes;
  bool whole = false;    ///< `bytes` is all there is
  std::string name;      ///< as the user gave it; "-" is standard input
  std::string_view raw;  ///< the same, not decoded: for archives
};

class Reader {
 public:
  /// How many bytes at the front of the window to pass over, and how many after them are whole records.
  /// Both 0: more bytes are needed, or, at the end, nothing is left.
  struct Cut {
    std::size_t skip = 0;
    std::size_t take = 0;
  };

  Reader() = default;
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;
  virtual ~Reader() = default;

  /// Cuts whole records off the front of `bytes` (which has Block::padding readable bytes after it), numbers the
  /// block, and reports what it passes over and loses. Sequential. `at_end`: no more bytes will come.
  virtual Cut cut(std::string_view bytes, bool at_end, Block& block) = 0;
  /// Reads the records of a block that this reader cut. Thread-safe.
  virtual void parse(const Block& block, Batch& batch) const = 0;
  /// True when the reader holds all the records itself and wants no bytes (archives).
  [[nodiscard]] virtual bool holds_all() const { return false; }

  [[nodiscard]] const Layout& layout() const { return layout_; }
  [[nodiscard]] Layout& layout() { return layout_; }

 protected:
  /// Where the next record to be cut stands.
  struct Counters {
    std::uint64_t record = 1;
    std::uint64_t row = 1;
    std::uint64_t line = 1;
  };
  void number(Block& block) const {
    block.first_record = next_.record;
    block.first_row = next_.row;
    block.first_line = next_.line;
  }

  Layout layout_;
  Counters next_;
};

using ReaderResult = Result<std::unique_ptr<Reader>>;

/// One row of the table of formats, as the inside sees it.
struct FormatEntry {
  Format format;
  /// 0: surely not; 100: surely. `name_fits`: the file's name ends in one of the suffixes.
  int (*likelihood)(const Sample& sample, bool name_fits);
  ReaderResult (*make)(const Sample& sample, const Options& options);
  bool whole_document;  ///< needs all bytes, up to document_limit
  bool archive;         ///< bytes are not text
};

[[nodiscard]] std::span<const FormatEntry> format_entries();

ReaderResult make_lines(const Sample& sample, const Options& options);
ReaderResult make_delimited(const Sample& sample, const Options& options);
ReaderResult make_tsv(const Sample& sample, const Options& options);
ReaderResult make_json(const Sample& sample, const Options& options);
ReaderResult make_ndjson(const Sample& sample, const Options& options);
ReaderResult make_jira_xml(const Sample& sample, const Options& options);
ReaderResult make_xlsx(const Sample& sample, const Options& options);
ReaderResult make_ics(const Sample& sample, const Options& options);
ReaderResult make_todotxt(const Sample& sample, const Options& options);
ReaderResult make_org(const Sample& sample, const Options& options);
ReaderResult make_markdown(const Sample& sample, const Options& options);

int likely_lines(const Sample& sample, bool name_fits);
int likely_csv(const Sample& sample, bool name_fits);
int likely_tsv(const Sample& sample, bool name_fits);
int likely_json(const Sample& sample, bool name_fits);
int likely_ndjson(const Sample& sample, bool name_fits);
int likely_jira_xml(const Sample& sample, bool name_fits);
int likely_xlsx(const Sample& sample, bool name_fits);
int likely_ics(const Sample& sample, bool name_fits);
int likely_todotxt(const Sample& sample, bool name_fits);
int likely_org(const Sample& sample, bool name_fits);
int likely_markdown(const Sample& sample, bool name_fits);

}  // namespace worktell::input
