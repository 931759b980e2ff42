/// Plain text: one line, one activity, an empty one too.

#include <fmt/format.h>

#include <cstring>

#include "input/encoding.hpp"
#include "input/notices.hpp"
#include "input/reader.hpp"
#include "input/scan.hpp"

namespace worktell::input {

namespace {

class LinesReader final : public Reader {
 public:
  explicit LinesReader(const Options& options) : limit_(options.record_limit) {
    layout_.format = "lines";
    layout_.uses.push_back({"text", "text", "every line is one activity"});
  }

  Cut cut(std::string_view bytes, bool at_end, Block& block) override {
    if (inside_long_) return pass_rest(bytes, at_end);
    const auto end = at_end ? bytes.size() : last_line_end(bytes);
    if (end == 0 && bytes.size() > limit_) return cut_long(bytes, block);
    number(block);
    const auto lines = count_lines(bytes.substr(0, end), at_end);
    next_ = {next_.record + lines, next_.row + lines, next_.line + lines};
    return {0, end};
  }

  void parse(const Block& block, Batch& batch) const override {
    std::uint64_t line = block.first_line;
    const char* at = block.bytes.data();
    const char* end = at + block.bytes.size();
    while (at < end) {
      const auto stop = find_line_end(at, end);
      add(block, batch, {at, static_cast<std::size_t>(stop.begin - at)}, line++);
      at = stop.next;
    }
  }

 private:
  static void add(const Block& block, Batch& batch, std::string_view text, std::uint64_t line) {
    Activity activity;
    activity.record = activity.row = activity.line = line;
    activity.column = 1;
    activity.bytes = text;
    activity.first_field = static_cast<std::uint32_t>(batch.fields.size());
    activity.field_count = 1;
    activity.first_fact = static_cast<std::uint32_t>(batch.facts.size());
    Field field;
    field.name = "text";
    field.text = field.raw = text;
    const auto before = static_cast<std::size_t>(text.data() - block.bytes.data());
    field.offset = block.offset + raw_length(block.bytes.substr(0, before), block.encoding);
    batch.fields.push_back(field);
    batch.activities.push_back(activity);
  }

  /// A line larger than the limit: its beginning is the block, its rest is passed over by the next cuts.
  Cut cut_long(std::string_view bytes, Block& block) {
    number(block);
    block.reports.push_back(notice(place_at(next_.line, next_.record),
                                   fmt::format("{{}} line larger than {} bytes, labelled by its beginning", limit_), 1,
                                   "Check that the file holds lines of text."));
    next_ = {next_.record + 1, next_.row + 1, next_.line + 1};
    inside_long_ = true;
    return {0, limit_ - incomplete_tail(bytes.substr(0, limit_))};
  }

  Cut pass_rest(std::string_view bytes, bool at_end) {
    const auto stop = find_line_end(bytes.data(), bytes.data() + bytes.size());
    const auto next = static_cast<std::size_t>(stop.next - bytes.data());
    const bool found = stop.begin != stop.next && (next < bytes.size() || at_end || bytes.back() == '\n');
    if (found) inside_long_ = false;
    if (found || at_end) return {next, 0};
    return {static_cast<std::size_t>(stop.begin - bytes.data()), 0};
  }

  std::size_t limit_;
  bool inside_long_ = false;
};

}  // namespace

int likely_lines(const Sample& /*sample*/, bool name_fits) {
  return name_fits ? 20 : 10;
}

ReaderResult make_lines(const Sample& /*sample*/, const Options& options) {
  return std::make_unique<LinesReader>(options);
}

}  // namespace worktell::input
