/// Excel workbooks: every visible sheet becomes delimited text in memory and is read like any other.

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>
#include <map>
#include <pugixml.hpp>

#include "input/board.hpp"
#include "input/delimited.hpp"
#include "input/encoding.hpp"
#include "input/notices.hpp"

namespace worktell::input {

namespace {

constexpr char cell_mark = '\x1F';
constexpr std::uint64_t part_limit = std::uint64_t{1} << 26U;   // one part, unpacked
constexpr std::uint64_t total_limit = std::uint64_t{1} << 27U;  // all parts read
constexpr std::uint64_t ratio_limit = 300;
constexpr std::size_t widest_column = 16384;
constexpr std::uint64_t longest_gap = 100000;

/// An archive in memory with caps on what is unpacked.
class Archive {
 public:
  explicit Archive(std::string_view bytes) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    if (source != nullptr) zip_ = zip_open_from_source(source, ZIP_RDONLY, &error);
    if (zip_ == nullptr && source != nullptr) zip_source_free(source);
    zip_error_fini(&error);
  }
  ~Archive() {
    if (zip_ != nullptr) zip_discard(zip_);
  }
  Archive(const Archive&) = delete;
  Archive& operator=(const Archive&) = delete;

  [[nodiscard]] bool open() const { return zip_ != nullptr; }
  [[nodiscard]] bool too_large() const { return too_large_; }

  /// The bytes of a part; empty when it is not there, broken or too large.
  std::string part(const std::string& name) {
    zip_stat_t about;
    zip_stat_init(&about);
    if (zip_stat(zip_, name.c_str(), 0, &about) != 0 || (about.valid & ZIP_STAT_SIZE) == 0) return {};
    const auto packed = std::max<std::uint64_t>(about.comp_size, 1);
    const bool bomb = about.size > (1U << 20U) && about.size / packed > ratio_limit;
    if (bomb || about.size > part_limit || total_ + about.size > total_limit) {
      too_large_ = true;
      return {};
    }
    total_ += about.size;
    std::string bytes(about.size, '\0');
    zip_file_t* file = zip_fopen(zip_, name.c_str(), 0);
    if (file == nullptr) return {};
    const auto got = zip_fread(file, bytes.data(), bytes.size());
    zip_fclose(file);
    bytes.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
    return bytes;
  }

 private:
  zip_t* zip_ = nullptr;
  std::uint64_t total_ = 0;
  bool too_large_ = false;
};

/// Names without their namespace prefix.
bool named(const pugi::xml_node& node, std::string_view name) {
  const std::string_view full(node.name());
  const auto colon = full.find(':');
  return (colon == std::string_view::npos ? full : full.substr(colon + 1)) == name;
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
  for (const auto inner : node.children())
    if (named(inner, name)) return inner;
  return {};
}

/// All text of rich or plain runs; phonetic runs are no text.
void text_of(const pugi::xml_node& node, std::string& out) {
  for (const auto inner : node.children()) {
    if (named(inner, "t")) out += inner.child_value();
    if (named(inner, "r")) text_of(inner, out);
  }
}

/// Calls each(slice) for every <name ...>...</name> or <name .../> of `xml`, without building a tree of the whole.
template <typename Each>
void each_element(std::string_view xml, std::string_view name, Each each) {
  std::size_t at = 0;
  for (;;) {
    at = xml.find('<', at);
    if (at == std::string_view::npos) return;
    auto tag = xml.substr(at + 1, std::min(xml.find_first_of(" />\n\r\t", at + 1), xml.size()) - at - 1);
    const auto prefix = tag.find(':');
    const auto local = prefix == std::string_view::npos ? tag : tag.substr(prefix + 1);
    if (local != name) {
      ++at;
      continue;
    }
    const auto open_end = xml.find('>', at);
    if (open_end == std::string_view::npos) return;
    auto end = open_end + 1;
    if (xml[open_end - 1] != '/') {
      const auto closing = "</" + std::string(tag) + ">";
      end = xml.find(closing, open_end);
      if (end == std::string_view::npos) return;
      end += closing.size();
    }
    each(xml.substr(at, end - at));
    at = end;
  }
}

/// How numbers of a style are meant.
enum class NumberKind : std::uint8_t { number, date, time };

NumberKind kind_of_format(std::string_view code) {
  bool date = false;
  bool clock = false;
  bool quoted = false;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (c == '"') quoted = !quoted;
    if (c == '\\') ++i;
    if (c == '[') {
      const auto close = code.find(']', i);
      if (close == std::string_view::npos) break;
      const auto inside = code.substr(i + 1, close - i - 1);
      clock = clock || inside == "h" || inside == "hh" || inside == "m" || inside == "mm" || inside == "s" ||
              inside == "ss";
      i = close;
      continue;
    }
    if (quoted) continue;
    if (c == 'y' || c == 'Y' || c == 'd' || c == 'D') date = true;
    if (c == 'h' || c == 'H' || c == 's' || c == 'S') clock = true;
    if (c == ';') break;
  }
  return date ? NumberKind::date : clock ? NumberKind::time : NumberKind::number;
}

NumberKind kind_of_builtin(int id) {
  if ((id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || (id >= 50 && id <= 58)) return NumberKind::date;
  return (id >= 18 && id <= 21) || (id >= 45 && id <= 47) ? NumberKind::time : NumberKind::number;
}

/// A serial number as a date, or as it stands when it cannot be one.
std::string shown_number(const std::string& value, NumberKind kind, bool epoch_1904) {
  if (kind == NumberKind::number || value.empty()) return value;
  char* end = nullptr;
  const double serial = std::strtod(value.c_str(), &end);
  if (end == value.c_str() || serial < 0 || serial > 2958465) return value;
  auto day = static_cast<std::int64_t>(serial);
  auto second = static_cast<std::int64_t>((serial - static_cast<double>(day)) * 86400 + 0.5);
  const auto clock = fmt::format("{:02}:{:02}:{:02}", second / 3600 % 24, second / 60 % 60, second % 60);
  if (kind == NumberKind::time)
    return fmt::format("{}:{:02}:{:02}", day * 24 + second / 3600, second / 60 % 60, second % 60);
  // The 1900 epoch counts a 29 February 1900 that never was.
  day += epoch_1904 ? -24107 : day < 60 ? -25568 : -25569;
  return second == 0 ? civil_date(day) : civil_date(day) + " " + clock;
}

std::size_t column_of(std::string_view reference, std::size_t otherwise) {
  std::size_t column = 0;
  for (const char c : reference) {
    if (c < 'A' || c > 'Z') break;
    column = column * 26 + static_cast<std::size_t>(c - 'A' + 1);
    if (column > widest_column) return widest_column - 1;
  }
  return column == 0 ? otherwise : column - 1;
}

struct SheetInfo {
  std::string name;
  std::string part;
};

/// Reads the parts of a workbook.
class Workbook {
 public:
  explicit Workbook(std::string_view bytes) : archive_(bytes) {}

  /// Fills sheets; an empty text is good, else the reason.
  std::string read() {
    if (!archive_.open()) return "it is no zip archive, or a broken one";
    pugi::xml_document document;
    const auto book = archive_.part("xl/workbook.xml");
    if (book.empty() || !document.load_buffer(book.data(), book.size()))
      return archive_.too_large() ? "it unpacks to more than is allowed" : "it holds no workbook";
    const auto root = document.document_element();
    epoch_1904_ = child(root, "workbookPr").attribute("date1904").as_bool();
    const auto targets = relations();
    for (const auto sheet : child(root, "sheets").children()) {
      const std::string name = sheet.attribute("name").value();
      const std::string_view state = sheet.attribute("state").value();
      if (state == "hidden" || state == "veryHidden") {
        hidden.push_back(name);
        continue;
      }
      std::string id;
      for (const auto attribute : sheet.attributes())
        if (std::string_view(attribute.name()).ends_with(":id")) id = attribute.value();
      const auto target = targets.find(id);
      if (target != targets.end()) sheets.push_back({name, target->second});
    }
    styles();
    strings();
    return archive_.too_large() ? "it unpacks to more than is allowed" : "";
  }

  /// One sheet as delimited text.
  std::string text(const SheetInfo& sheet) {
    const auto xml = archive_.part(sheet.part);
    std::string out;
    pugi::xml_document document;
    std::uint64_t row = 1;
    each_element(xml, "row", [&](std::string_view slice) {
      if (out.size() > part_limit ||
          !document.load_buffer(slice.data(), slice.size(), pugi::parse_default | pugi::parse_ws_pcdata))
        return;
      const auto node = document.document_element();
      const auto number = node.attribute("r").as_ullong(row);
      for (std::uint64_t gap = 0; row < number && gap < longest_gap; ++row, ++gap) out += '\n';
      row_text(node, out);
      row = number + 1;
    });
    return out;
  }

  [[nodiscard]] bool too_large() const { return archive_.too_large(); }

  std::vector<SheetInfo> sheets;
  std::vector<std::string> hidden;

 private:
  std::map<std::string, std::string> relations() {
    std::map<std::string, std::string> targets;
    pugi::xml_document document;
    const auto bytes = archive_.part("xl/_rels/workbook.xml.rels");
    document.load_buffer(bytes.data(), bytes.size());
    for (const auto relation : document.document_element().children()) {
      std::string target = relation.attribute("Target").value();
      target = target.starts_with('/') ? target.substr(1) : "xl/" + target;
      targets[relation.attribute("Id").value()] = target;
    }
    return targets;
  }

  void styles() {
    pugi::xml_document document;
    const auto bytes = archive_.part("xl/styles.xml");
    document.load_buffer(bytes.data(), bytes.size());
    std::map<int, NumberKind> own;
    const auto root = document.document_element();
    for (const auto format : child(root, "numFmts").children())
      own[format.attribute("numFmtId").as_int()] = kind_of_format(format.attribute("formatCode").value());
    for (const auto style : child(root, "cellXfs").children()) {
      const int id = style.attribute("numFmtId").as_int();
      const auto found = own.find(id);
      styles_.push_back(found == own.end() ? kind_of_builtin(id) : found->second);
    }
  }

  void strings() {
    const auto xml = archive_.part("xl/sharedStrings.xml");
    pugi::xml_document document;
    each_element(xml, "si", [&](std::string_view slice) {
      strings_.emplace_back();
      if (document.load_buffer(slice.data(), slice.size(), pugi::parse_default | pugi::parse_ws_pcdata))
        text_of(document.document_element(), strings_.back());
    });
  }

  std::string value(const pugi::xml_node& cell) const {
    const std::string_view type = cell.attribute("t").value();
    std::string found;
    if (type == "inlineStr") {
      text_of(child(cell, "is"), found);
      return found;
    }
    found = child(cell, "v").child_value();
    if (type == "s") {
      const auto index = static_cast<std::size_t>(std::strtoull(found.c_str(), nullptr, 10));
      return index < strings_.size() ? strings_[index] : std::string();
    }
    if (type == "b") return found == "1" ? "TRUE" : "FALSE";
    if (type == "str" || type == "e" || type == "d") return found;
    const auto style = static_cast<std::size_t>(cell.attribute("s").as_uint());
    return shown_number(found, style < styles_.size() ? styles_[style] : NumberKind::number, epoch_1904_);
  }

  void row_text(const pugi::xml_node& row, std::string& out) const {
    std::size_t next = 0;
    bool any = false;
    for (const auto cell : row.children()) {
      if (!named(cell, "c")) continue;
      const auto column = column_of(cell.attribute("r").value(), next);
      if (any && column < next) continue;
      for (std::size_t i = any ? next - 1 : 0; i < column; ++i) out += cell_mark;
      append_cell(out, value(cell), cell_mark);
      next = column + 1;
      any = true;
    }
    out += '\n';
  }

  Archive archive_;
  std::vector<std::string> strings_;
  std::vector<NumberKind> styles_;
  bool epoch_1904_ = false;
};

class XlsxReader final : public Reader {
 public:
  explicit XlsxReader(const Options& options) : block_size_(options.block_size) { layout_.format = "xlsx"; }

  Result<bool> prepare(const Sample& sample, const Options& options) {
    Workbook book(sample.raw);
    if (const auto reason = book.read(); !reason.empty())
      return fail(problem_with(sample.name, "cannot read this workbook", reason,
                               "Open it in the program that wrote it and save it again, or save it as CSV."));
    std::vector<SheetText> texts;
    for (const auto& sheet : book.sheets) {
      texts.push_back({sheet.name, book.text(sheet)});
      if (book.too_large())
        return fail(problem_with(sample.name, "cannot read this workbook", "it unpacks to more than is allowed",
                                 "Save the sheets as CSV, which is read piece by piece."));
    }
    const auto updates = unfold_board(texts, cell_mark);
    if (auto done = add_all(texts, sample.name, options); !done) return done;
    describe(book);
    if (updates > 0) layout_.notes.push_back(fmt::format("{} updates read with their items", updates));
    hidden_ = book.hidden;
    return true;
  }

  [[nodiscard]] bool holds_all() const override { return true; }

  Cut cut(std::string_view /*bytes*/, bool /*at_end*/, Block& block) override {
    tell_hidden(block);
    while (at_ < sheets_.size()) {
      auto& sheet = *sheets_[at_];
      const std::string_view text(sheet.text.data(), sheet.text.size() - Block::padding);
      for (std::size_t size = block_size_; sheet.done < text.size(); size *= 2) {
        const auto window = text.substr(sheet.done, size);
        const auto got = sheet.reader->cut(window, sheet.done + window.size() == text.size(), block);
        if (got.skip + got.take == 0 && sheet.done + window.size() == text.size()) sheet.done = text.size();
        if (got.skip + got.take == 0) continue;
        block.bytes = text.substr(sheet.done + got.skip, got.take);
        sheet.done += got.skip + got.take;
        if (got.take == 0) continue;
        block.first_record += records_before_;
        block.section = static_cast<std::uint32_t>(at_);
        return got;
      }
      records_before_ += sheet.reader->records_cut();
      ++at_;
    }
    return {};
  }

  void parse(const Block& block, Batch& batch) const override {
    sheets_[block.section]->reader->parse(block, batch);
    for (auto& activity : batch.activities) {
      activity.line = activity.column = 0;
      activity.bytes = {};
    }
    for (auto& field : batch.fields) field.offset = 0;
    for (auto& report : batch.reports) report.problem.where.line = 0;
  }

 private:
  /// What a person cannot see is not labelled, but never passed over in silence.
  void tell_hidden(Block& block) {
    for (const auto& name : hidden_)
      block.reports.push_back(notice({}, fmt::format("the hidden sheet \"{}\" was not read", name), 1,
                                     "Unhide it and save the workbook if its rows are to be labelled."));
    hidden_.clear();
  }

  struct Sheet {
    std::string text;
    std::unique_ptr<DelimitedReader> reader;
    std::size_t done = 0;
  };

  /// A column that the user names must be in one of the sheets; the others are read by their own names.
  Result<bool> add_all(std::vector<SheetText>& sheets, const std::string& file, const Options& options) {
    Options own = options;
    own.text.clear();
    own.id = own.owner = own.declared = own.date = "";
    Problem problem;
    std::size_t without = 0;
    for (auto& sheet : sheets) {
      if (sheet.text.find_first_not_of("\n\x1F") == std::string::npos) continue;
      const auto done = add(sheet.name, sheet.text, file, options);
      if (done) continue;
      problem = done.error();
      ++without;
      if (auto again = add(sheet.name, sheet.text, file, own); !again) return again;
    }
    if (without > 0 && without == sheets_.size()) return fail(std::move(problem));
    return true;
  }

  Result<bool> add(const std::string& name, std::string text, const std::string& file, const Options& options) {
    auto sheet = std::make_unique<Sheet>();
    sheet->text = std::move(text);
    sheet->text.resize(sheet->text.size() + Block::padding, '\0');
    Sample part{{sheet->text.data(), sheet->text.size() - Block::padding}, true, file, {}};
    auto dialect = read_dialect(part, cell_mark, options.record_limit);
    auto plan = Plan::make(dialect.header, dialect.rows, options, file, {.short_rows = true});
    if (!plan) return fail(plan.error());
    sheet->reader = std::make_unique<DelimitedReader>(std::move(*plan), std::move(dialect), part.bytes, options);
    sheet->reader->short_rows();
    names_.push_back(name);
    sheets_.push_back(std::move(sheet));
    return true;
  }

  void describe(const Workbook& book) {
    for (std::size_t i = 0; i < sheets_.size(); ++i) {
      const auto& layout = sheets_[i]->reader->layout();
      if (i == 0) {
        layout_.tool = layout.tool;
        layout_.header_row = layout.header_row;
        layout_.columns = layout.columns;
        layout_.uses = layout.uses;
      }
      if (sheets_.size() > 1)
        layout_.notes.push_back(fmt::format("sheet \"{}\": header in row {}", names_[i], layout.header_row));
      for (const auto& note : layout.notes)
        if (!note.starts_with("delimiter")) layout_.notes.push_back(note);
    }
    for (const auto& name : book.hidden) layout_.notes.push_back(fmt::format("hidden sheet \"{}\" not read", name));
  }

  std::size_t block_size_;
  std::vector<std::unique_ptr<Sheet>> sheets_;
  std::vector<std::string> names_;
  std::vector<std::string> hidden_;  // not yet told
  std::size_t at_ = 0;
  std::uint64_t records_before_ = 0;
};

}  // namespace

int likely_xlsx(const Sample& sample, bool name_fits) {
  const bool zip = sample.raw.starts_with("PK\x03\x04");
  return zip ? (name_fits || sample.raw.find("xl/") != std::string_view::npos ? 99 : 50) : name_fits ? 90 : 0;
}

ReaderResult make_xlsx(const Sample& sample, const Options& options) {
  auto reader = std::make_unique<XlsxReader>(options);
  if (auto done = reader->prepare(sample, options); !done) return fail(done.error());
  return reader;
}

}  // namespace worktell::input
