#include "input/dialect.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace worktell::input {

namespace {

constexpr std::size_t header_search = 40;  // records
constexpr std::size_t sample_records = 250;

struct SampleRow {
  std::vector<std::string> cells;
  std::size_t next = 0;
  std::uint64_t lines = 0;
};

std::string text_of(const Cell& cell) {
  std::string text;
  for (std::size_t i = 0; i < cell.raw.size() && text.size() < 4096; ++i) {
    text += cell.raw[i];
    if (cell.kind == CellKind::quoted && cell.raw[i] == '"') ++i;
  }
  return text;
}

bool any_filled(const std::vector<std::string>& cells) {
  return std::any_of(cells.begin(), cells.end(), [](const std::string& cell) { return !trim(cell).empty(); });
}

/// The records of a sample; the last one is left out when the sample may have cut it.
std::vector<SampleRow> sample_rows(const Sample& sample, std::size_t from, char delimiter, std::size_t limit) {
  std::vector<SampleRow> rows;
  CsvScanner scanner(sample.bytes.substr(from), delimiter, limit);
  std::vector<Cell> cells;
  while (rows.size() < sample_records) {
    const auto record = scanner.record(&cells);
    using State = CsvScanner::State;
    if (record.state == State::nothing || record.state == State::open) break;
    if (record.state == State::last && !sample.whole && !rows.empty()) break;
    if (record.state == State::unclosed) cells.clear();
    SampleRow row{{}, from + record.next, record.lines};
    for (const auto& cell : cells) row.cells.push_back(text_of(cell));
    rows.push_back(std::move(row));
  }
  return rows;
}

bool number_or_date(std::string_view text) {
  text = trim(text);
  const auto digits =
      static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }));
  return digits * 3 > text.size() || text.find("://") != std::string_view::npos ||
         text.find('@') != std::string_view::npos;
}

/// A row that could be a header: short, different, wordlike cells, none empty.
bool headerlike(const std::vector<std::string>& cells) {
  std::set<std::string> seen;
  for (const auto& cell : cells) {
    const auto text = trim(cell);
    if (text.empty() || text.size() > 60 || number_or_date(text) || text.find_first_of(".!?") != std::string_view::npos)
      return false;
    if (!seen.insert(std::string(text)).second) return false;
  }
  return !cells.empty();
}

/// Without enough known names: a headerlike first row over rows that hold something else in some column.
bool header_by_contrast(const std::vector<SampleRow>& rows, std::size_t first) {
  const auto& head = rows[first].cells;
  if (!headerlike(head)) return false;
  if (known_cells(head) > 0) return true;
  for (std::size_t column = 0; column < head.size(); ++column) {
    std::size_t numbers = 0;
    std::size_t all = 0;
    for (std::size_t i = first + 1; i < rows.size(); ++i) {
      if (column >= rows[i].cells.size() || trim(rows[i].cells[column]).empty()) continue;
      ++all;
      if (number_or_date(rows[i].cells[column])) ++numbers;
    }
    if (all > 0 && numbers == all) return true;
  }
  return false;
}

void measure(Dialect& dialect, const std::vector<SampleRow>& rows) {
  std::map<std::size_t, std::size_t> widths;
  std::size_t all = 0;
  for (const auto& row : rows) {
    if (!any_filled(row.cells)) continue;
    ++widths[row.cells.size()];
    ++all;
  }
  std::size_t best = 0;
  for (const auto& [width, count] : widths) {
    if (count < best) continue;
    best = count;
    dialect.width = width;
  }
  dialect.steady = all == 0 ? 0 : static_cast<double>(best) / static_cast<double>(all);
}

/// "sep=;" on a line of its own.
std::size_t sep_line(std::string_view bytes, char& delimiter) {
  if (bytes.starts_with("\"sep=")) bytes.remove_prefix(1);
  if (!bytes.starts_with("sep=") || bytes.size() < 6) return 0;
  const auto end = bytes.find_first_of("\r\n");
  if (end == std::string_view::npos || end > 7) return 0;
  delimiter = bytes[4];
  return end + (bytes.substr(end, 2) == "\r\n" ? 2 : 1);
}

Dialect with_delimiter(const Sample& sample, std::size_t from, char delimiter, std::size_t limit) {
  Dialect dialect;
  dialect.delimiter = delimiter;
  const auto rows = sample_rows(sample, from, delimiter, limit);
  measure(dialect, rows);
  Rows cells;
  for (std::size_t i = 0; i < rows.size() && i < header_search; ++i) cells.push_back(rows[i].cells);
  auto header = find_header(cells, dialect.known);
  if (header == cells.size()) {
    std::size_t first = 0;
    while (first < rows.size() && !any_filled(rows[first].cells)) ++first;
    if (first < rows.size() && header_by_contrast(rows, first)) header = first;
    if (header < rows.size()) dialect.known = known_cells(rows[header].cells);
  }
  const bool found = header < cells.size();
  std::size_t above = found ? header + 1 : 0;
  dialect.header_end = from;
  for (std::size_t i = 0; i < above; ++i) {
    dialect.lines_above += rows[i].lines;
    if (i < header && any_filled(rows[i].cells)) ++dialect.preamble;
    dialect.header_end = rows[i].next;
  }
  dialect.rows_above = above;
  dialect.header_row = above;
  if (found) dialect.header = rows[header].cells;
  for (std::size_t i = above; i < rows.size(); ++i) dialect.rows.push_back(rows[i].cells);
  return dialect;
}

double worth(const Dialect& dialect) {
  if (dialect.known >= 2) return 1000 + static_cast<double>(dialect.known);
  if (dialect.width < 2) return 0;
  const auto width = static_cast<double>(std::min<std::size_t>(dialect.width, 20));
  return dialect.steady * 100 + width + (dialect.known > 0 ? 50 : 0);
}

}  // namespace

std::size_t known_cells(const std::vector<std::string>& row) {
  std::set<std::string> seen;
  for (const auto& cell : row) {
    if (cell.size() > 60) continue;
    auto folded = squash(cell);
    if (known_name(folded) != nullptr) seen.insert(std::move(folded));
  }
  return seen.size();
}

std::size_t find_header(const Rows& rows, std::size_t& known) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto names = known_cells(rows[i]);
    const auto all =
        std::count_if(rows[i].begin(), rows[i].end(), [](const std::string& cell) { return !trim(cell).empty(); });
    if (names < 2 || (names < 4 && names * 4 < static_cast<std::size_t>(all))) continue;
    known = names;
    return i;
  }
  known = 0;
  return rows.size();
}

Dialect read_dialect(const Sample& sample, char delimiter, std::size_t limit) {
  char told = 0;
  const auto from = sep_line(sample.bytes, told);
  Dialect best;
  if (from > 0 || delimiter != 0) {
    best = with_delimiter(sample, from, delimiter != 0 ? delimiter : told, limit);
    best.told = from > 0;
  } else {
    double best_worth = -1;
    for (const char candidate : {',', ';', '\t', '|'}) {
      auto dialect = with_delimiter(sample, 0, candidate, limit);
      if (worth(dialect) <= best_worth) continue;
      best_worth = worth(dialect);
      best = std::move(dialect);
    }
  }
  if (from > 0) {
    ++best.rows_above;
    ++best.lines_above;
    if (best.header_row > 0) ++best.header_row;
  }
  return best;
}

}  // namespace worktell::input
