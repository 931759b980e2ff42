/// Checklists in Markdown: one item, one activity; other lines are context.

#include <algorithm>

#include "input/items.hpp"

namespace worktell::input {

namespace {

/// The text after the box of an item such as "- [ ] ", "* [x]", "1. [/]"; false when the line is none.
bool item_text(std::string_view line, std::size_t& begin) {
  auto at = line.find_first_not_of(" \t>");
  if (at == std::string_view::npos) return false;
  const auto digits = line.find_first_not_of("0123456789", at);
  if (digits != std::string_view::npos && digits > at && digits < at + 6 &&
      (line[digits] == '.' || line[digits] == ')')) {
    at = digits + 1;
  } else if (line[at] == '-' || line[at] == '*' || line[at] == '+') {
    ++at;
  } else {
    return false;
  }
  if (at >= line.size() || line[at] != ' ') return false;
  at = line.find_first_not_of(' ', at);
  if (at == std::string_view::npos || line[at] != '[') return false;
  const auto close = line.find(']', at);
  if (close == std::string_view::npos || close < at + 2 || close > at + 5) return false;
  begin = std::min(line.find_first_not_of(" \t", close + 1), line.size());
  return close + 1 == line.size() || line[close + 1] == ' ' || line[close + 1] == '\t';
}

struct Sign {
  std::string_view bytes;
  FactKind kind;
  bool date;  ///< the day the item was made, not a fact
};

constexpr Sign signs[] = {{"\xF0\x9F\x93\x85", FactKind::due, false},
                          {"\xF0\x9F\x97\x93", FactKind::due, false},
                          {"\xF0\x9F\x9B\xAB", FactKind::start, false},
                          {"\xE2\x8F\xB3", FactKind::start, false},
                          {"\xE2\x9E\x95", FactKind::start, true},
                          {"due:", FactKind::due, false},
                          {"start:", FactKind::start, false}};

class MarkdownReader final : public LineFormat {
 public:
  explicit MarkdownReader(const Options& options) : LineFormat("markdown", options) {
    layout_.uses = {{"text", "text", "what stands after the box of an item"},
                    {"#tag", "declared", "tags of the item"},
                    {"@name", "owner", "the name after @"}};
  }

  void parse(const Block& block, Batch& batch) const override {
    Builder builder(block, batch);
    RowPlace place{block.first_record, block.first_line, block.first_line};
    each_line(block.bytes, [&](std::string_view line) {
      std::size_t begin = 0;
      if (item_text(line, begin)) add(line, begin, place, builder, batch), ++place.record;
      ++place.line;
      ++place.row;
    });
  }

 protected:
  [[nodiscard]] std::size_t whole(std::string_view lines, bool) const override { return lines.size(); }
  [[nodiscard]] std::uint64_t records(std::string_view lines) override {
    std::uint64_t count = 0;
    each_line(lines, [&count](std::string_view line) {
      std::size_t begin = 0;
      count += item_text(line, begin) ? 1U : 0U;
    });
    return count;
  }

 private:
  static void add(std::string_view line, std::size_t begin, RowPlace place, Builder& builder, Batch& batch) {
    builder.begin(place, line);
    const auto text = line.substr(begin);
    each_word(text, [&](std::string_view word) {
      if (word.size() > 1 && word[0] == '#')
        builder.activity.declared = builder.join(builder.activity.declared, word.substr(1));
      if (word.size() > 1 && word[0] == '@' && builder.activity.owner.empty()) builder.activity.owner = word.substr(1);
    });
    for (const auto& sign : signs) {
      const auto at = text.find(sign.bytes);
      if (at == std::string_view::npos) continue;
      const auto found = trim(text.substr(at + sign.bytes.size())).substr(0, 10);
      const auto day = parse_moment(found, DateOrder::month_first);
      if (day && sign.date) builder.activity.date = found;
      if (day && !sign.date) builder.fact(sign.kind, day->day, found, sign.kind == FactKind::due ? "due" : "start");
    }
    read_markup(batch, builder.field("text", text), Markup::markdown);
    builder.end("text");
  }
};

}  // namespace

int likely_markdown(const Sample& sample, bool name_fits) {
  std::size_t items = 0;
  each_line(sample.bytes, [&items](std::string_view line) {
    std::size_t begin = 0;
    items += item_text(line, begin) ? 1U : 0U;
  });
  return name_fits ? (items > 0 ? 82 : 15) : items >= 2 ? 72 : 0;
}

ReaderResult make_markdown(const Sample& /*sample*/, const Options& options) {
  return std::make_unique<MarkdownReader>(options);
}

}  // namespace worktell::input
