/// Org mode: a headline with a keyword is an activity; its body is text, its drawers are not.

#include <algorithm>

#include "input/items.hpp"

namespace worktell::input {

namespace {

std::size_t stars(std::string_view line) {
  const auto count = std::min(line.find_first_not_of('*'), line.size());
  return count > 0 && count < line.size() && line[count] == ' ' ? count : 0;
}

/// The date inside <...> or [...].
std::string_view stamp(std::string_view text) {
  text = trim(text);
  const auto end = text.find_first_of(">]");
  return text.size() > 10 && end != std::string_view::npos ? text.substr(1, std::min<std::size_t>(end - 1, 10))
                                                           : std::string_view{};
}

class OrgReader final : public LineFormat {
 public:
  OrgReader(const Sample& sample, const Options& options) : LineFormat("org", options) {
    keywords_ = {"TODO",       "DONE", "NEXT",      "WAITING",  "WAIT",   "STARTED",
                 "INPROGRESS", "HOLD", "CANCELLED", "CANCELED", "SOMEDAY"};
    bool any = false;
    each_line(sample.bytes, [&](std::string_view line) {
      for (const std::string_view key : {"#+TODO:", "#+SEQ_TODO:", "#+TYP_TODO:"})
        if (line.starts_with(key)) learn(line.substr(key.size()));
      if (line.starts_with("#+FILETAGS:")) file_tags_ = tags(trim(line.substr(11)));
    });
    each_line(sample.bytes, [&](std::string_view line) { any = any || keyword(line); });
    every_ = !any;
    layout_.tool = "Org mode";
    layout_.uses = {{"headline", "text", every_ ? "every headline, none has a keyword" : "headlines with a keyword"},
                    {":tags:", "declared", "tags of the headline, #+FILETAGS or CATEGORY"}};
  }

  void parse(const Block& block, Batch& batch) const override {
    Builder builder(block, batch);
    RowPlace place{block.first_record, block.first_line, block.first_line};
    std::string_view head;
    const char* body = nullptr;
    RowPlace head_place;
    const auto flush = [&](const char* end) {
      if (head.empty()) return;
      add(head, {body, static_cast<std::size_t>(end - body)}, head_place, builder, batch);
      head = {};
    };
    each_line(block.bytes, [&](std::string_view line) {
      if (stars(line) > 0) flush(line.data());
      if (is_record(line)) {
        head = line;
        head_place = place;
        const auto stop = find_line_end(line.data() + line.size(), block.bytes.data() + block.bytes.size());
        body = stop.next;
        ++place.record;
      }
      ++place.line;
      ++place.row;
    });
    flush(block.bytes.data() + block.bytes.size());
  }

 protected:
  [[nodiscard]] std::size_t whole(std::string_view lines, bool at_end) const override {
    if (at_end) return lines.size();
    for (auto last = lines.rfind("\n*"); last != std::string_view::npos; last = lines.rfind("\n*", last - 1)) {
      const auto line = lines.substr(last + 1);
      if (stars(line.substr(0, line.find('\n'))) > 0) return last + 1;  // else a body line: "*bold* words"
      if (last == 0) break;
    }
    return 0;
  }
  [[nodiscard]] std::uint64_t records(std::string_view lines) override {
    std::uint64_t count = 0;
    each_line(lines, [&](std::string_view line) { count += is_record(line) ? 1U : 0U; });
    return count;
  }

 private:
  void learn(std::string_view list) {
    each_word(list, [this](std::string_view word) {
      word = trim(word.substr(0, word.find('(')));
      if (!word.empty() && word != "|") keywords_.emplace_back(word);
    });
  }
  [[nodiscard]] bool keyword(std::string_view line) const {
    const auto depth = stars(line);
    return depth > 0 &&
           std::find(keywords_.begin(), keywords_.end(), first_word(line.substr(depth + 1))) != keywords_.end();
  }
  [[nodiscard]] bool is_record(std::string_view line) const { return every_ ? stars(line) > 0 : keyword(line); }

  static std::string tags(std::string_view list) {
    std::string out;
    while (!list.empty()) {
      const auto size = std::min(list.find(':'), list.size());
      if (size > 0) out += (out.empty() ? "" : ", ") + std::string(list.substr(0, size));
      list.remove_prefix(std::min(size + 1, list.size()));
    }
    return out;
  }

  void add(std::string_view head, std::string_view body, RowPlace place, Builder& builder, Batch& batch) const {
    const auto size = static_cast<std::size_t>(body.data() + body.size() - head.data());
    std::string_view bytes(head.data(), size);
    while (!bytes.empty() && (bytes.back() == '\n' || bytes.back() == '\r')) bytes.remove_suffix(1);
    builder.begin(place, bytes);
    auto text = head.substr(stars(head) + 1);
    if (keyword(head)) text.remove_prefix(std::min(first_word(text).size() + 1, text.size()));
    if (text.size() > 3 && text.starts_with("[#") && text[3] == ']')
      text = text.substr(std::min<std::size_t>(5, text.size()));
    text = trim(text);
    std::string declared;
    const auto blank = text.rfind(" :");
    if (blank != std::string_view::npos && text.back() == ':' && text.find(' ', blank + 1) == std::string_view::npos) {
      declared = tags(text.substr(blank + 2));
      text = trim(text.substr(0, blank));
    }
    read_markup(batch, builder.field("headline", text), Markup::none);
    read_body(body, builder, declared);
    builder.activity.declared = batch.arena.copy(declared.empty() ? file_tags_ : declared);
    builder.end("headline");
  }

  /// Planning lines and drawers give facts and names; the first run of other lines is text.
  static void read_body(std::string_view body, Builder& builder, std::string& declared) {
    bool drawer = false;
    const char* begin = nullptr;
    const char* end = nullptr;
    each_line(body, [&](std::string_view line) {
      const auto word = trim(line);
      if (drawer) {
        if (word == ":END:") drawer = false;
        return property(word, builder, declared);
      }
      if (word.size() > 2 && word.front() == ':' && word.back() == ':' && word.find(' ') == std::string_view::npos) {
        drawer = true;
        return;
      }
      if (planning(word, builder) || word.empty() || word.starts_with("#+")) return;
      if (begin == nullptr) begin = word.data();
      end = word.data() + word.size();
    });
    if (begin != nullptr) builder.field("body", {begin, static_cast<std::size_t>(end - begin)});
  }

  static bool planning(std::string_view line, Builder& builder) {
    bool any = false;
    for (const std::string_view key : {"SCHEDULED:", "DEADLINE:", "CLOSED:"}) {
      const auto at = line.find(key);
      if (at == std::string_view::npos) continue;
      any = any || at == 0 || line.starts_with("SCHEDULED:") || line.starts_with("DEADLINE:") ||
            line.starts_with("CLOSED:");
      const auto words = stamp(line.substr(at + key.size()));
      const auto day = parse_moment(words, DateOrder::month_first);
      if (day && key[0] == 'S') builder.fact(FactKind::start, day->day, words, "SCHEDULED");
      if (day && key[0] == 'D') builder.fact(FactKind::due, day->day, words, "DEADLINE");
      if (day && builder.activity.date.empty()) builder.activity.date = words;
    }
    return any;
  }

  static void property(std::string_view line, Builder& builder, std::string& declared) {
    const auto colon = line.find(':', 1);
    if (line.empty() || line[0] != ':' || colon == std::string_view::npos) return;
    const auto key = squash(line.substr(1, colon - 1));
    const auto value = trim(line.substr(colon + 1));
    if (key == "assignee" || key == "owner") builder.activity.owner = value;
    if (key == "id" || key == "customid") builder.activity.id = value;
    if ((key == "category" || key == "team") && declared.empty()) declared = value;
  }

  std::vector<std::string> keywords_;
  std::string file_tags_;
  bool every_ = false;
};

}  // namespace

int likely_org(const Sample& sample, bool name_fits) {
  if (name_fits) return 80;
  std::size_t heads = 0;
  std::size_t marks = 0;
  each_line(sample.bytes, [&](std::string_view line) {
    if (stars(line) == 0) marks += line.starts_with("#+") || trim(line) == ":PROPERTIES:" ? 1U : 0U;
    if (stars(line) == 0) return;
    ++heads;
    const auto word = first_word(line.substr(stars(line) + 1));
    marks += word == "TODO" || word == "DONE" ? 1U : 0U;
  });
  return heads >= 2 && marks > 0 ? 74 : 0;
}

ReaderResult make_org(const Sample& sample, const Options& options) {
  return std::make_unique<OrgReader>(sample, options);
}

}  // namespace worktell::input
