#include <fmt/format.h>

#include "output/escape.hpp"
#include "output/item.hpp"
#include "output/makers.hpp"

namespace worktell::output {

namespace {

/// The line end that `text` uses first.
std::string_view line_end_of(std::string_view text) {
  const auto at = text.find_first_of("\r\n");
  if (at == std::string_view::npos || text[at] == '\n') return "\n";
  return text.substr(at, 2) == "\r\n" ? "\r\n" : "\r";
}

std::string_view without_line_end(std::string_view text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

/// The CSV that came in, byte for byte, with the verdict in columns behind.
class AppendWriter final : public Writer {
 public:
  explicit AppendWriter(const rules::CompiledPack& pack) : pack_(pack) {}

  Result<bool> begin_input(std::string& out, const std::string& file, const input::Layout& layout,
                           std::size_t number) override {
    if (layout.delimiter == 0) return fail(no_table(file, layout.format));
    if (number > 0 && without_line_end(layout.header_bytes) != header_) return fail(other_header(file));
    if (number > 0) return true;
    delimiter_ = layout.delimiter;
    line_end_ = line_end_of(layout.header_bytes);
    header_ = without_line_end(layout.header_bytes);
    if (layout.header_row > 0) append_header(out);
    return true;
  }

  void write(const Item& item, Scratch& scratch, std::string& out) const override {
    const auto& verdict = item.verdict;
    out += item.activity.bytes;
    out += delimiter_;
    append_csv(out, pack_.label_name(static_cast<std::size_t>(verdict.label)), delimiter_);
    out += delimiter_;
    append_thousandths(out, verdict.confidence);
    out += delimiter_;
    append_points(out, verdict.margin);
    out += delimiter_;
    scratch.reason.clear();
    append_reason(pack_, item, scratch, scratch.reason);
    append_csv(out, scratch.reason, delimiter_);
    out += line_end_;
  }

 private:
  void append_header(std::string& out) const {
    out += header_;
    for (const std::string_view name : {"label", "confidence", "margin", "reason"}) {
      out += delimiter_;
      out += name;
    }
    out += line_end_;
  }

  static Problem no_table(const std::string& file, const std::string& format) {
    return {.where = {.file = file},
            .what = "--append adds columns to CSV or TSV",
            .why = fmt::format("this input is {}", format),
            .remedy = "Use --format csv, which writes a table of its own."};
  }

  static Problem other_header(const std::string& file) {
    return {.where = {.file = file},
            .what = "its header is not that of the first file",
            .why = "--append writes one table",
            .remedy = "Run once for each kind of table."};
  }

  const rules::CompiledPack& pack_;
  char delimiter_ = ',';
  std::string line_end_ = "\n";
  std::string header_;
};

}  // namespace

WriterResult make_append(const rules::CompiledPack& pack, const Options& options) {
  if (!options.fields.empty())
    return fail({.what = "--fields does not go with --append",
                 .why = "--append keeps the columns of the input",
                 .remedy = "Leave one of the two out."});
  return std::make_unique<AppendWriter>(pack);
}

}  // namespace worktell::output
