/// CSV, TSV and their kin.

#include "input/delimited.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "input/encoding.hpp"
#include "input/notices.hpp"

namespace worktell::input {

namespace {

constexpr std::size_t least_reach = 4096;

std::string delimiter_word(char delimiter) {
  switch (delimiter) {
    case '\t':
      return "tab";
    case ',':
      return "comma";
    case ';':
      return "semicolon";
    case '|':
      return "bar";
    default:
      return fmt::format("\"{}\"", delimiter);
  }
}

}  // namespace

DelimitedReader::DelimitedReader(Plan plan, Dialect dialect, std::string_view head, const Options& options)
    : plan_(std::move(plan)),
      delimiter_(dialect.delimiter),
      limit_(options.record_limit),
      reach_(options.record_limit),
      to_skip_(dialect.header_end) {
  layout_.format = "csv";
  layout_.delimiter = delimiter_;
  layout_.header_row = dialect.header_row;
  layout_.columns = plan_.columns();
  layout_.uses = plan_.uses();
  if (plan_.tool() != nullptr) layout_.tool = plan_.tool()->name;
  layout_.header_bytes = std::string(head.substr(0, dialect.header_end));
  if (dialect.told) layout_.notes.emplace_back("sep= line");
  if (dialect.preamble > 0)
    layout_.notes.push_back(
        fmt::format("{} {} above the header", dialect.preamble, dialect.preamble == 1 ? "row" : "rows"));
  if (dialect.header_row == 0) layout_.notes.emplace_back("no header");
  layout_.notes.push_back("delimiter: " + delimiter_word(delimiter_));
  next_.row = dialect.rows_above + 1;
  next_.line = dialect.lines_above + 1;
}

Reader::Cut DelimitedReader::cut(std::string_view bytes, bool at_end, Block& block) {
  if (to_skip_ > 0) {
    const auto part = std::min(to_skip_, bytes.size());
    to_skip_ -= part;
    if (part > 0) return {part, 0};
  }
  if (passing_) return pass_rest(bytes, at_end);
  number(block);
  block.section = heading_;
  CsvScanner scanner(bytes, delimiter_, reach_);
  std::size_t taken = 0;
  const bool linked = plan_.linked();
  Border border{0, next_, heading_};
  above_.clear();
  for (;;) {
    auto record = scanner.record(linked ? &cells_ : nullptr);
    using State = CsvScanner::State;
    const bool too_large = bytes.size() - record.begin > limit_;
    const bool needs_more =
        record.state == State::open || record.state == State::last ||
        (record.state == State::whole && !at_end && record.next == bytes.size() && bytes.back() == '\r');
    if (record.state == State::nothing || (needs_more && !at_end && !too_large))
      return give(taken, border, at_end || !linked, bytes.size());
    const bool lost =
        record.state == State::open || record.state == State::unclosed || (record.state == State::last && !at_end);
    if (!lost) {
      if (linked && record.end > record.begin) {
        if (!plan_.continues(above_, cells_)) border = {taken, next_, heading_};
        remember(cells_);
      }
      if (record.end > record.begin) ++next_.record;
      next_.row += 1;
      next_.line += record.lines;
      taken = record.next;
      continue;
    }
    if (taken > 0) return {0, taken};
    if (record.state == State::last) return lose_large(bytes, block);
    scanner.give_up(record);
    return lose_unclosed(bytes, record, block);
  }
}

/// Keeps what later records need of this one.
void DelimitedReader::remember(const std::vector<Cell>& cells) {
  above_ = cells;
  std::string_view name;
  if (!plan_.heading(cells, name)) return;
  const std::scoped_lock lock(headings_mutex_);
  headings_.emplace_back(name);
  heading_ = static_cast<std::uint32_t>(headings_.size());
}

/// Ends a block at the last border, unless the input ends or what belongs together is too large for one block.
Reader::Cut DelimitedReader::give(std::size_t taken, const Border& border, bool all, std::size_t size) {
  if (all || (border.end == 0 && size > limit_)) return {0, taken};
  next_ = border.next;
  heading_ = border.heading;
  return {0, border.end};
}

std::string_view DelimitedReader::heading_at(std::uint32_t number) const {
  if (number == 0) return {};
  const std::scoped_lock lock(headings_mutex_);
  return headings_[number - 1];
}

/// A record without end: its beginning is reported, the rest passed over by the next cuts.
Reader::Cut DelimitedReader::lose_large(std::string_view bytes, Block& block) {
  block.reports.push_back(lost(place_at(next_.line, next_.record), fmt::format("a record larger than {} bytes", limit_),
                               "it was passed over",
                               "Check that the file is delimited text, and name its delimiter with --delimiter."));
  passing_ = true;
  return {bytes.size(), 0};
}

Reader::Cut DelimitedReader::pass_rest(std::string_view bytes, bool at_end) {
  const auto stop = find_line_end(bytes.data(), bytes.data() + bytes.size());
  const auto next = static_cast<std::size_t>(stop.next - bytes.data());
  passing_ = stop.begin == stop.next && !at_end;
  if (!passing_) next_ = {next_.record + 1, next_.row + 1, next_.line + 1};
  return {next, 0};
}

Reader::Cut DelimitedReader::lose_unclosed(std::string_view bytes, const CsvScanner::Record& record, Block& block) {
  const auto before = bytes.substr(record.begin, record.quote - record.begin);
  const auto line_begin = before.find_last_of("\n\r");
  const auto on_line = line_begin == std::string_view::npos ? before : before.substr(line_begin + 1);
  // A record may hold whole quoted cells with line ends before the quote that stays open.
  const auto line = next_.line + count_lines(before);
  block.reports.push_back(lost(place_at(line, next_.record, characters(on_line) + 1), "unclosed quote",
                               "nothing closes the quote that opens here, so this record was passed over",
                               "Close it, or write it twice inside quotes if it is meant as a letter."));
  if (record.state == CsvScanner::State::open) reach_ = std::max(least_reach, reach_ / 2);
  next_ = {next_.record + 1, next_.row + 1, next_.line + record.lines};
  return {record.next, 0};
}

void DelimitedReader::parse(const Block& block, Batch& batch) const {
  CsvScanner scanner(block.bytes, delimiter_, limit_);
  RawOffsets offsets(block);
  RowPlace place{block.first_record, block.first_row, block.first_line};
  Tally tally;
  std::vector<Cell> cells;
  auto heading = heading_at(block.section);
  const auto columns = plan_.columns().size();
  for (;;) {
    const auto record = scanner.record(&cells);
    if (record.state == CsvScanner::State::nothing) break;
    if (record.end > record.begin && !cells.empty()) {
      const auto bytes = block.bytes.substr(record.begin, record.end - record.begin);
      const auto kind = plan_.read(cells, place, bytes, offsets, batch, heading);
      std::string_view name;
      if (kind == RowKind::group && plan_.heading(cells, name)) heading = name;
      tally.add(kind, short_rows_ ? std::max(cells.size(), columns) : cells.size(), columns, place);
      ++place.record;
    }
    ++place.row;
    place.line += record.lines;
  }
  plan_.finish(batch);
  tally.tell(batch);
}

void Tally::add(RowKind kind, std::size_t cells, std::size_t columns, RowPlace place) {
  auto& count = counts_[static_cast<std::size_t>(kind)];
  if (kind == RowKind::activity) {
    if (cells == columns) return;
    if (ragged_.count++ == 0) ragged_.first = place;
  } else if (count.count++ == 0) {
    count.first = place;
  }
}

void Tally::tell(Batch& batch) const {
  const auto told = [&batch](const Count& count, std::string what) {
    if (count.count == 0) return;
    batch.reports.push_back(notice(place_at(count.first.line, count.first.record), std::move(what), count.count));
  };
  told(ragged_, "{} rows with fewer or more cells than the header: read with the missing ones empty, the surplus kept");
  told(counts_[static_cast<std::size_t>(RowKind::blank)], "{} blank rows skipped");
  told(counts_[static_cast<std::size_t>(RowKind::header)], "{} repeated header rows skipped");
  told(counts_[static_cast<std::size_t>(RowKind::total)], "{} rows of totals or footers skipped");
  told(counts_[static_cast<std::size_t>(RowKind::group)], "{} group or section rows skipped");
  told(counts_[static_cast<std::size_t>(RowKind::joined)], "{} note rows read together with the row above");
}

namespace {

ReaderResult make_with(const Sample& sample, const Options& options, char delimiter, std::string_view format) {
  auto dialect = read_dialect(sample, options.delimiter.value_or(delimiter), options.record_limit);
  auto plan = Plan::make(dialect.header, dialect.rows, options, sample.name);
  if (!plan) return fail(plan.error());
  auto reader = std::make_unique<DelimitedReader>(std::move(*plan), std::move(dialect), sample.bytes, options);
  reader->layout().format = format;
  return reader;
}

/// The beginning is enough to tell.
Sample beginning(const Sample& sample) {
  constexpr std::size_t enough = std::size_t{1} << 16U;
  Sample part = sample;
  part.whole = sample.whole && sample.bytes.size() <= enough;
  part.bytes = sample.bytes.substr(0, enough);
  return part;
}

int likely(const Sample& sample, bool name_fits, char delimiter) {
  if (name_fits) return 80;
  const auto dialect = read_dialect(beginning(sample), delimiter, std::size_t{1} << 16U);
  if (dialect.told) return 75;
  if (dialect.known >= 2 && dialect.width >= 2) return dialect.delimiter == '\t' ? 71 : 70;
  const bool steady = dialect.steady == 1 && dialect.width >= 2 && dialect.rows.size() >= 3;
  return steady && dialect.delimiter == '\t' ? 40 : 0;
}

}  // namespace

int likely_csv(const Sample& sample, bool name_fits) {
  return likely(sample, name_fits, 0);
}

int likely_tsv(const Sample& sample, bool name_fits) {
  return likely(sample, name_fits, '\t');
}

ReaderResult make_delimited(const Sample& sample, const Options& options) {
  return make_with(sample, options, 0, "csv");
}

ReaderResult make_tsv(const Sample& sample, const Options& options) {
  return make_with(sample, options, '\t', "tsv");
}

}  // namespace worktell::input
