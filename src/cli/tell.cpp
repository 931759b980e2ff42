#include "cli/tell.hpp"

#include <fmt/format.h>

#include "output/escape.hpp"
#include "text/utf8.hpp"

namespace worktell::cli {

namespace {

// Cells of the last line of `out`; colours take none.
std::size_t cells_of_last_line(std::string_view out) {
  auto line = out.substr(out.rfind('\n') + 1);
  std::string plain;
  for (auto at = line.find('\033'); at != std::string_view::npos; at = line.find('\033')) {
    plain += line.substr(0, at);
    line.remove_prefix(std::min(line.find('m', at), line.size() - 1) + 1);
  }
  plain += line;
  return output::cells_of(plain);
}

void append_paragraph(std::string& out, std::string_view text, std::size_t indent, std::size_t width) {
  std::size_t used = cells_of_last_line(out);
  bool first = used <= indent || (!out.empty() && out.back() == ' ');
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    const auto word = text.substr(0, end);
    const auto cells = output::cells_of(word);
    if ((!first || used > indent) && used + (first ? 0 : 1) + cells > width) {
      while (!out.empty() && out.back() == ' ') out.pop_back();
      out += '\n';
      out.append(indent, ' ');
      used = indent;
      first = true;
    }
    if (!first) out += ' ', ++used;
    out += word;
    used += cells;
    first = false;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace

std::string counted(std::uint64_t number, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", output::grouped(number), number == 1 ? one : many);
}

std::string harmless(std::string_view text) {
  std::string valid(text.size(), '\0');
  text::repair(text, valid.data());
  std::string out;
  std::string_view rest = valid;
  while (true) {
    const auto end = std::min(rest.find('\n'), rest.size());
    output::append_shown(out, rest.substr(0, end));
    if (end == rest.size()) return out;
    out += '\n';
    rest.remove_prefix(end + 1);
  }
}

void append_wrapped(std::string& out, std::string_view text, std::size_t indent, std::size_t width) {
  while (true) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = text.substr(0, end);
    if (line.starts_with(' ')) {
      out += line;
    } else {
      append_paragraph(out, line, indent, width);
    }
    if (end == text.size()) return;
    out += '\n';
    if (text.substr(end + 1, 1) != "\n") out.append(indent, ' ');
    text.remove_prefix(end + 1);
  }
}

}  // namespace worktell::cli
