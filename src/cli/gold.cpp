#include "cli/gold.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

#include "base/ascii.hpp"
#include "input/stream.hpp"

namespace worktell::cli {

namespace {

using Cells = std::vector<std::string_view>;

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") + 1 - begin);
}

/// The number of the column of this name, however it is capitalised.
std::optional<std::size_t> column_of(const std::vector<std::string>& names, std::string_view name) {
  const auto found = std::find_if(names.begin(), names.end(), [&](const std::string& other) {
    return ascii_lowered(trimmed(other)) == ascii_lowered(name);
  });
  if (found == names.end()) return std::nullopt;
  return static_cast<std::size_t>(found - names.begin());
}

/// Turns the words of a row into what the pack means by them.
class GoldWords {
 public:
  GoldWords(const rules::CompiledPack& pack, const std::function<void(const Problem&)>& tell)
      : pack_(pack), tell_(tell) {}

  void find_axes(const std::vector<std::string>& columns) {
    axes_.clear();
    for (const auto& axis : pack_.axes) axes_.push_back(column_of(columns, pack_.spell(axis.name)));
  }
  [[nodiscard]] bool has_axes() const {
    return std::any_of(axes_.begin(), axes_.end(), [](const auto& axis) { return axis.has_value(); });
  }

  std::optional<score::Label> label(std::string_view word, const Place& where) const {
    std::vector<std::string_view> names;
    for (std::size_t i = 0; i < score::Evaluation::labels; ++i) names.push_back(pack_.label_name(i));
    for (std::size_t i = 0; i < names.size(); ++i)
      if (ascii_lowered(trimmed(word)) == ascii_lowered(names[i])) return static_cast<score::Label>(i);
    tell_({.where = where,
           .what = word.empty() ? "this row has no label" : fmt::format("there is no label \"{}\"", word),
           .why = "the row is not counted",
           .remedy = fmt::format("Labels: {}", fmt::join(names, ", "))});
    return std::nullopt;
  }

  void axes(const Cells& cells, const Place& where, score::Gold& gold) const {
    for (std::size_t a = 0; a < axes_.size(); ++a)
      if (axes_[a] && *axes_[a] < cells.size()) gold.axes[a] = pole(a, cells[*axes_[a]], where);
  }

 private:
  std::int8_t pole(std::size_t axis, std::string_view word, const Place& where) const {
    const auto value = ascii_lowered(trimmed(word));
    if (value.empty() || value == "-" || value == "?") return 0;
    const auto first = ascii_lowered(pack_.spell(pack_.axes[axis].first));
    const auto second = ascii_lowered(pack_.spell(pack_.axes[axis].second));
    const bool is_first = first.starts_with(value);
    const bool is_second = second.starts_with(value);
    if (is_first != is_second) return is_first ? std::int8_t{-1} : std::int8_t{1};
    tell_({.where = where,
           .what = fmt::format("\"{}\" {} of the axis {}", word, is_first ? "begins both poles" : "is no pole",
                               pack_.spell(pack_.axes[axis].name)),
           .why = "the axis is not counted for this row",
           .remedy = fmt::format("Write {} or {}, or - for neither.", first, second)});
    return 0;
  }

  const rules::CompiledPack& pack_;
  const std::function<void(const Problem&)>& tell_;
  std::vector<std::optional<std::size_t>> axes_;
};

// --- tab-separated, without quoting

void split_tabs(std::string_view line, Cells& cells) {
  cells.clear();
  for (std::size_t begin = 0; begin <= line.size();) {
    const auto end = std::min(line.find('\t', begin), line.size());
    cells.push_back(line.substr(begin, end - begin));
    begin = end + 1;
  }
}

/// One text as an activity in a batch of its own.
void put_text(std::string_view text, std::uint64_t row, input::Batch& batch) {
  batch.clear();
  batch.fields.push_back({.name = "text", .text = text, .raw = text});
  input::Activity activity;
  activity.record = row - 1;
  activity.row = activity.line = row;
  activity.bytes = text;
  activity.field_count = 1;
  batch.activities.push_back(activity);
}

class TsvReader {
 public:
  TsvReader(const std::string& file, const std::string& id, GoldWords& words, const GoldTaker& take,
            const std::function<void(const Problem&)>& tell)
      : file_(file), id_name_(id), words_(words), take_(take), tell_(tell) {}

  Result<GoldTally> run(std::string_view content) {
    if (content.starts_with("\xEF\xBB\xBF")) content.remove_prefix(3);
    for (std::uint64_t line = 1; !content.empty(); ++line) {
      const auto end = std::min(content.find('\n'), content.size());
      auto row = content.substr(0, end);
      if (row.ends_with('\r')) row.remove_suffix(1);
      content.remove_prefix(std::min(end + 1, content.size()));
      split_tabs(row, cells_);
      if (line == 1) {
        if (auto problem = header()) return fail(std::move(*problem));
      } else if (!row.empty()) {
        record(line);
      }
    }
    return tally_;
  }

 private:
  std::optional<Problem> header() {
    const std::vector<std::string> names(cells_.begin(), cells_.end());
    const auto label = column_of(names, "label");
    const auto text = column_of(names, "text");
    id_ = column_of(names, id_name_.empty() ? "id" : id_name_);
    if (!label || !text || (!id_ && !id_name_.empty()))
      return Problem{.where = {.file = file_, .line = 1},
                     .what = fmt::format("there is no column \"{}\"", !label  ? "label"
                                                                      : !text ? "text"
                                                                              : id_name_),
                     .why = fmt::format("the columns are {}", fmt::join(names, ", ")),
                     .remedy = "Labelled texts have a first line of names with label and text among them."};
    label_ = *label;
    text_ = *text;
    words_.find_axes(names);
    return std::nullopt;
  }

  void record(std::uint64_t line) {
    const Place where{.file = file_, .line = line};
    const auto wanted = std::max(label_, text_) + 1;
    if (cells_.size() < wanted) {
      ++tally_.lost;
      return tell_({.where = where,
                    .what = "this row is too short",
                    .why = fmt::format("it has {} columns of the {} that are needed", cells_.size(), wanted),
                    .remedy = "Separate the columns by tabs."});
    }
    const auto label = words_.label(cells_[label_], where);
    if (!label) return void(++tally_.lost);
    score::Gold gold{.label = *label};
    words_.axes(cells_, where, gold);
    put_text(cells_[text_], line, batch_);
    if (id_ && *id_ < cells_.size()) batch_.activities.front().id = cells_[*id_];
    take_(gold, batch_, batch_.activities.front());
    ++tally_.used;
  }

  const std::string& file_;
  const std::string& id_name_;
  GoldWords& words_;
  const GoldTaker& take_;
  const std::function<void(const Problem&)>& tell_;
  std::size_t label_ = 0;
  std::size_t text_ = 0;
  std::optional<std::size_t> id_;
  Cells cells_;
  input::Batch batch_;
  GoldTally tally_;
};

Result<std::string> whole_file(const std::string& file) {
  std::error_code error;
  if (std::filesystem::is_directory(file, error))
    return fail({.where = {.file = file}, .what = "this is a folder", .remedy = "Name the files in it."});
  errno = 0;
  std::ifstream stream(file, std::ios::binary);
  std::string content(std::istreambuf_iterator<char>(stream), {});
  if (!stream.is_open() || stream.bad())
    return fail({.where = {.file = file},
                 .what = "cannot read this file",
                 .why = std::strerror(errno),
                 .remedy = "Check the name, and that the file may be read."});
  return content;
}

// --- everything else

/// The cells of one whole delimited record: RFC 4180, quotes doubled inside quotes. Unquoted text is kept in `store`.
void split_record(std::string_view record, char delimiter, std::vector<std::string>& store) {
  store.assign(1, {});
  bool quoted = false;
  for (std::size_t i = 0; i < record.size(); ++i) {
    const char c = record[i];
    if (quoted && c == '"' && i + 1 < record.size() && record[i + 1] == '"') {
      store.back() += c;
      ++i;
    } else if (c == '"' && (quoted || store.back().empty())) {
      quoted = !quoted;
    } else if (c == delimiter && !quoted) {
      store.emplace_back();
    } else {
      store.back() += c;
    }
  }
}

class StreamReader {
 public:
  StreamReader(GoldWords& words, const GoldTaker& take, const std::function<void(const Problem&)>& tell)
      : words_(words), take_(take), tell_(tell) {}

  Result<GoldTally> run(const std::string& file, const std::string& id) {
    input::Options options;
    options.text = {"text"};
    options.declared = "label";
    options.id = id;
    auto stream = input::Stream::open(file, options);
    if (!stream) return fail(stream.error());
    words_.find_axes(stream->layout().columns);
    input::Block block;
    while (true) {
      const auto more = stream->next(block);
      if (!more) return fail(more.error());
      if (!*more) return reports(block.reports), tally_;
      stream->parse(block, batch_);
      reports(block.reports);
      reports(batch_.reports);
      for (const auto& activity : batch_.activities) record(file, stream->layout().delimiter, activity);
    }
  }

 private:
  void reports(const std::vector<input::Report>& all) {
    for (const auto& report : all) {
      if (report.records_lost == 0) continue;
      tally_.lost += report.records_lost;
      tell_(report.problem);
    }
  }

  void record(const std::string& file, char delimiter, const input::Activity& activity) {
    const Place where{.file = file, .line = activity.line};
    const auto label = words_.label(activity.declared, where);
    if (!label) return void(++tally_.lost);
    score::Gold gold{.label = *label};
    if (delimiter != 0 && words_.has_axes()) {
      split_record(activity.bytes, delimiter, store_);
      words_.axes(Cells(store_.begin(), store_.end()), where, gold);
    }
    take_(gold, batch_, activity);
    ++tally_.used;
  }

  GoldWords& words_;
  const GoldTaker& take_;
  const std::function<void(const Problem&)>& tell_;
  input::Batch batch_;
  std::vector<std::string> store_;
  GoldTally tally_;
};

}  // namespace

Result<GoldTally> read_gold(const std::string& file, const rules::CompiledPack& pack, const GoldTaker& take,
                            const std::function<void(const Problem&)>& tell, const std::string& id) {
  GoldWords words(pack, tell);
  if (!file.ends_with(".tsv")) return StreamReader(words, take, tell).run(file, id);
  const auto content = whole_file(file);
  if (!content) return fail(content.error());
  return TsvReader(file, id, words, take, tell).run(*content);
}

}  // namespace worktell::cli
