/// Checklists in Markdown: one item, one activity; other lines are context.

#include <algorithm>
#include <deque>
#include <mutex>

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

/// What stands above an item: the nearest heading, and what the page says of itself.
struct Context {
  std::string heading;
  std::string team;
  std::string owner;

  [[nodiscard]] std::string_view declared() const { return team.empty() ? heading : team; }

  /// Reads a line that is no item; true when something has changed.
  bool read(std::string_view line) {
    const auto marks = std::min(line.find_first_not_of('#'), line.size());
    if (marks > 0 && marks <= 6 && marks < line.size() && line[marks] == ' ') {
      heading = trim(line.substr(marks));
      return true;
    }
    const auto colon = line.find(": ");
    if (colon == std::string_view::npos || colon == 0 || colon > 30 || line[0] == ' ') return false;
    const auto* name = known_name(squash(line.substr(0, colon)));
    const bool declares = name != nullptr && name->role == Role::declared && team.empty();
    const bool owns = name != nullptr && name->role == Role::owner && owner.empty();
    if (declares) team = trim(line.substr(colon + 1));
    if (owns) owner = trim(line.substr(colon + 1));
    return declares || owns;
  }
};

class MarkdownReader final : public LineFormat {
 public:
  explicit MarkdownReader(const Options& options) : LineFormat("markdown", options) {
    layout_.uses = {{"text", "text", "what stands after the box of an item"},
                    {"#tag", "declared", "tags of the item, else what the page or the heading above says"},
                    {"@name", "owner", "the name after @, else what the page says"}};
  }

  void parse(const Block& block, Batch& batch) const override {
    Builder builder(block, batch);
    RowPlace place{block.first_record, block.first_line, block.first_line};
    auto context = context_at(block.section);
    each_line(block.bytes, [&](std::string_view line) {
      std::size_t begin = 0;
      if (item_text(line, begin)) {
        add(line, begin, place, context, builder, batch);
        ++place.record;
      } else {
        context.read(line);
      }
      ++place.line;
      ++place.row;
    });
  }

 protected:
  [[nodiscard]] std::size_t whole(std::string_view lines, bool) const override { return lines.size(); }
  [[nodiscard]] std::uint64_t records(std::string_view lines) override {
    std::uint64_t count = 0;
    bool changed = false;
    each_line(lines, [&](std::string_view line) {
      std::size_t begin = 0;
      if (item_text(line, begin)) {
        ++count;
      } else {
        changed = now_.read(line) || changed;
      }
    });
    const std::scoped_lock lock(mutex_);
    if (changed) contexts_.push_back(now_);
    return count;
  }
  [[nodiscard]] std::uint32_t before() const override { return static_cast<std::uint32_t>(contexts_.size()); }

 private:
  [[nodiscard]] Context context_at(std::uint32_t number) const {
    const std::scoped_lock lock(mutex_);
    return number == 0 ? Context{} : contexts_[number - 1];
  }

  static void add(std::string_view line, std::size_t begin, RowPlace place, const Context& context, Builder& builder,
                  Batch& batch) {
    builder.begin(place, line);
    const auto text = line.substr(begin);
    const auto tags = marked_words(text, "#", batch);
    const auto names = marked_words(text, "@", batch);
    builder.activity.declared = tags.empty() ? batch.arena.copy(context.declared()) : tags;
    builder.activity.owner = names.empty() ? batch.arena.copy(context.owner) : names;
    for (const auto& sign : signs) {
      const auto at = text.find(sign.bytes);
      if (at == std::string_view::npos) continue;
      const auto found = trim(text.substr(at + sign.bytes.size())).substr(0, 10);
      const auto day = parse_moment(found, DateOrder::month_first);
      if (day && sign.date) builder.activity.date = found;
      if (day && !sign.date) builder.fact(sign.kind, day->day, found, sign.kind == FactKind::due ? "due" : "start");
    }
    auto& field = builder.field("text", text.substr(0, std::min(text.size(), signs_from(text))));
    read_markup(batch, field, Markup::markdown);
    read_marks(batch, field, "#@");
    builder.end("text");
  }

  /// Where the signs and dates at the end of an item begin, if its end is nothing else.
  static std::size_t signs_from(std::string_view text) {
    std::size_t from = text.size();
    for (const auto& sign : signs) {
      const auto at = text.find(sign.bytes);
      if (at != std::string_view::npos &&
          parse_moment(trim(text.substr(at + sign.bytes.size())).substr(0, 10), DateOrder::month_first))
        from = std::min(from, at);
    }
    auto rest = text.substr(from);
    for (const auto& sign : signs)
      for (auto at = rest.find(sign.bytes); at == 0; at = rest.find(sign.bytes)) {
        rest = trim(rest.substr(sign.bytes.size()));
        rest = trim(rest.substr(std::min<std::size_t>(10, rest.size())));
      }
    return rest.empty() ? from : text.size();
  }

  Context now_;                   // after the lines given so far
  std::deque<Context> contexts_;  // appended while cutting, read while parsing
  mutable std::mutex mutex_;
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
