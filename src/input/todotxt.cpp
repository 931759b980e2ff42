/// todo.txt: a task a line, with a done mark, a priority, dates, +project, @context and key:value.

#include <algorithm>

#include "input/items.hpp"

namespace worktell::input {

namespace {

bool is_date(std::string_view word) {
  return word.size() == 10 && word[4] == '-' && word[7] == '-' &&
         parse_moment(word, DateOrder::month_first).has_value();
}

bool is_priority(std::string_view word) {
  return word.size() == 3 && word[0] == '(' && word[1] >= 'A' && word[1] <= 'Z' && word[2] == ')';
}

/// key:value, but neither a web address nor a time of day.
bool is_pair(std::string_view word) {
  const auto colon = word.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 == word.size()) return false;
  const auto key = word.substr(0, colon);
  const bool letters = std::all_of(key.begin(), key.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
  return letters && word.substr(colon + 1, 2) != "//";
}

class TodoReader final : public LineFormat {
 public:
  explicit TodoReader(const Options& options) : LineFormat("todotxt", options) {
    layout_.tool = "todo.txt";
    layout_.uses = {{"text", "text", "the line without its marks"},
                    {"team:", "declared", "team: or department:, else the +project, else the @context"},
                    {"owner:", "owner", "owner:, assigned: or to:"}};
  }

  void parse(const Block& block, Batch& batch) const override {
    Builder builder(block, batch);
    RowPlace place{block.first_record, block.first_line, block.first_line};
    each_line(block.bytes, [&](std::string_view line) {
      if (!trim(line).empty()) add(line, place, builder, batch), ++place.record;
      ++place.line;
      ++place.row;
    });
  }

 protected:
  [[nodiscard]] std::size_t whole(std::string_view lines, bool) const override { return lines.size(); }
  [[nodiscard]] std::uint64_t records(std::string_view lines) override {
    std::uint64_t count = 0;
    each_line(lines, [&count](std::string_view line) { count += trim(line).empty() ? 0U : 1U; });
    return count;
  }

 private:
  static void add(std::string_view line, RowPlace place, Builder& builder, Batch& batch) {
    builder.begin(place, line);
    auto rest = line;
    const auto pass = [&rest](std::size_t size) {
      rest.remove_prefix(std::min(size, rest.size()));
      rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    };
    if (rest.starts_with("x ")) pass(2);
    for (auto word = first_word(rest); is_priority(word) || is_date(word); word = first_word(rest)) {
      if (is_date(word)) builder.activity.date = word;
      pass(word.size());
    }
    tags(rest, builder);
    auto& field = builder.field("text", rest);
    without_tags(rest, field, batch);
    read_markup(batch, field, Markup::none);
    builder.end("text");
  }

  static void tags(std::string_view rest, Builder& builder) {
    std::string_view team;
    std::string_view project;
    std::string_view context;
    each_word(rest, [&](std::string_view word) {
      if (word.starts_with("+") && word.size() > 1) project = builder.join(project, word.substr(1));
      if (word.starts_with("@") && word.size() > 1) context = builder.join(context, word.substr(1));
      if (!is_pair(word)) return;
      const auto key = word.substr(0, word.find(':'));
      const auto value = word.substr(key.size() + 1);
      if (key == "team" || key == "department" || key == "dept") team = value;
      if (key == "owner" || key == "assigned" || key == "to") builder.activity.owner = value;
      if (key == "id") builder.activity.id = value;
      const auto day = parse_moment(value, DateOrder::month_first);
      if (day && key == "due") builder.fact(FactKind::due, day->day, value, "due");
      if (day && (key == "t" || key == "start")) builder.fact(FactKind::start, day->day, value, key);
    });
    builder.activity.declared = !team.empty() ? team : !project.empty() ? project : context;
  }

  /// Projects, contexts and pairs are no words of the task.
  static void without_tags(std::string_view rest, Field& field, Batch& batch) {
    TextBuilder text(batch, rest.size());
    std::size_t at = 0;
    while (at < rest.size()) {
      const auto word = first_word(rest.substr(at));
      const auto next = std::min(at + word.size() + 1, rest.size());
      const bool tag = is_pair(word) || (word.size() > 1 && (word[0] == '+' || word[0] == '@'));
      if (tag) {
        text.skip(at, next);
      } else {
        text.copy(rest, at, next);
      }
      at = next;
    }
    if (text.size() != rest.size()) text.finish(field);
    if (field.step_count == 0) batch.steps.resize(field.first_step);
  }
};

}  // namespace

int likely_todotxt(const Sample& sample, bool name_fits) {
  if (name_fits) return 78;
  std::size_t lines = 0;
  std::size_t marked = 0;
  std::size_t strong = 0;
  each_line(sample.bytes, [&](std::string_view line) {
    if (trim(line).empty()) return;
    ++lines;
    const auto first = first_word(line);
    const bool mark = is_priority(first) || is_date(first) || line.starts_with("x 2");
    std::size_t tags = 0;
    each_word(line, [&tags](std::string_view word) {
      const bool tag = (word.size() > 1 && (word[0] == '+' || word[0] == '@')) || is_pair(word);
      tags += tag ? 1U : 0U;
    });
    marked += mark || tags > 0 ? 1U : 0U;
    if (mark) ++strong;
  });
  return lines >= 3 && strong >= 2 && marked * 10 >= lines * 6 ? 60 : 0;
}

ReaderResult make_todotxt(const Sample& /*sample*/, const Options& options) {
  return std::make_unique<TodoReader>(options);
}

}  // namespace worktell::input
