#include <fmt/format.h>

#include <algorithm>

#include "cli/trace.hpp"
#include "output/escape.hpp"
#include "text/utf8.hpp"

namespace worktell::cli {

namespace {

/// A line of the text as it is shown: bytes [begin, end).
struct Line {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

/// Cuts at line ends, and at the last blank that fits.
std::vector<Line> lines_of(std::string_view text, std::size_t width) {
  std::vector<Line> lines;
  std::uint32_t begin = 0;
  std::uint32_t blank = 0;  // where the line may be cut
  std::size_t cells = 0;
  for (std::uint32_t at = 0; at < text.size();) {
    const auto point = text::decode(text, at);
    if (text[at] == '\n') {
      lines.push_back({begin, at});
      begin = blank = at + 1;
      cells = 0;
      ++at;
      continue;
    }
    if (text[at] == ' ') blank = at + 1;
    cells += output::cells_of(output::shown(text.substr(at, point.size)));
    at += point.size;
    if (cells <= width) continue;
    const auto cut = blank > begin ? blank : at;
    lines.push_back({begin, cut});
    begin = blank = cut;
    cells = output::cells_of(output::shown(text.substr(begin, at - begin)));
  }
  if (begin < text.size() || lines.empty()) lines.push_back({begin, static_cast<std::uint32_t>(text.size())});
  return lines;
}

/// One line of marks below a line of text; false when something stands there already.
bool put_mark(std::string& row, std::size_t from, std::size_t to, const std::string& number) {
  to = std::max(to, from + number.size());
  if (row.size() < to) row.resize(to, ' ');
  const auto before = from > 0 ? from - 1 : from;
  if (row.substr(before, to - before).find_first_not_of(' ') != std::string::npos) return false;
  row.replace(from, to - from, to - from, '-');
  row.replace(from, number.size(), number);
  return true;
}

}  // namespace

std::string marked_text(std::string_view text, std::vector<Mark> marks, std::size_t width) {
  std::string out;
  const auto wider = [](const Mark& a, const Mark& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
  };
  std::sort(marks.begin(), marks.end(), wider);
  for (const auto& line : lines_of(text, width - 2)) {
    out += "  " + output::shown(text.substr(line.begin, line.end - line.begin)) + '\n';
    std::vector<std::string> rows;
    for (const auto& mark : marks) {
      if (mark.end <= line.begin || mark.begin >= line.end) continue;
      const auto first = std::max(mark.begin, line.begin);
      const auto last = std::min(mark.end, line.end);
      const auto from = output::cells_of(output::shown(text.substr(line.begin, first - line.begin)));
      const auto to = from + output::cells_of(output::shown(text.substr(first, last - first)));
      std::size_t row = 0;
      while (row < rows.size() && !put_mark(rows[row], from, to, std::to_string(mark.number))) ++row;
      if (row == rows.size()) put_mark(rows.emplace_back(), from, to, std::to_string(mark.number));
    }
    for (auto& row : rows) out += "  " + row.erase(row.find_last_not_of(' ') + 1) + '\n';
  }
  return out;
}

}  // namespace worktell::cli
