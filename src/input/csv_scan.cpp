#include "input/csv_scan.hpp"

namespace worktell::input {

bool CsvScanner::ends_cell(std::size_t place) const {
  if (place >= bytes_.size()) return true;
  const char c = bytes_[place];
  return c == delimiter_ || c == '\n' || c == '\r';
}

CsvScanner::Quoted CsvScanner::quoted_cell(std::size_t quote, Record& record) {
  Quoted cell;
  std::uint64_t lines = 0;
  for (;;) {
    const auto place = walk_.next();
    if (place >= bytes_.size() || place - quote > limit_) {
      cell.state = place >= bytes_.size() && place - quote <= limit_ ? State::open : State::unclosed;
      return cell;
    }
    const char c = bytes_[place];
    if (c == '\n' || (c == '\r' && at(place + 1) != '\n')) ++lines;
    if (c != '"') continue;
    if (at(place + 1) == '"' && place + 1 < bytes_.size()) {
      cell.escaped = true;
      walk_.next();
    } else if (ends_cell(place + 1) || (at(place + 1) == ' ' && ends_cell(place + 2))) {
      record.lines += lines;
      cell.end = place + 1;
      return cell;
    } else if (lines > 0 && ends_cell(place - 1)) {
      cell.state = State::unclosed;
      return cell;
    }
  }
}

void CsvScanner::end_record(Record& record, std::size_t place) {
  record.end = place;
  record.next = place;
  record.state = State::last;
  if (place < bytes_.size()) {
    const bool pair = bytes_[place] == '\r' && at(place + 1) == '\n';
    if (pair) walk_.next();
    record.next = place + (pair ? 2 : 1);
    record.state = State::whole;
    ++record.lines;
  }
  at_ = record.next;
}

void CsvScanner::give_up(Record& record) {
  const char* base = bytes_.data();
  const auto stop = find_line_end(base + record.quote, base + bytes_.size());
  record.end = static_cast<std::size_t>(stop.begin - base);
  record.next = static_cast<std::size_t>(stop.next - base);
  record.lines = count_lines(bytes_.substr(record.begin, record.next - record.begin));
  walk_.restart(record.next);
  at_ = record.next;
}

CsvScanner::Record CsvScanner::record(std::vector<Cell>* cells) {
  Record record;
  record.begin = at_;
  if (cells != nullptr) cells->clear();
  if (at_ >= bytes_.size()) return record;
  std::size_t cell = at_;
  for (;;) {
    auto place = walk_.next();
    Cell found;
    bool is_quoted = false;
    while (place < bytes_.size() && bytes_[place] == '"') {
      if (place == cell && !is_quoted) {
        const auto quoted = quoted_cell(place, record);
        if (quoted.state != State::whole) {
          record.state = quoted.state;
          record.quote = place;
          if (record.state == State::unclosed) give_up(record);
          return record;
        }
        found = {bytes_.substr(cell + 1, quoted.end - cell - 2), quoted.escaped ? CellKind::quoted : CellKind::plain};
        is_quoted = true;
      }
      place = walk_.next();
    }
    if (cells != nullptr) {
      if (!is_quoted) found = {bytes_.substr(cell, place - cell), CellKind::plain};
      cells->push_back(found);
    }
    cell = place + 1;
    if (place < bytes_.size() && bytes_[place] == delimiter_) continue;
    end_record(record, place);
    return record;
  }
}

}  // namespace worktell::input
