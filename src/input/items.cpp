#include "input/items.hpp"

#include <fmt/format.h>

#include "input/encoding.hpp"
#include "input/notices.hpp"

namespace worktell::input {

void Builder::begin(RowPlace place, std::string_view bytes) {
  activity = {};
  activity.record = place.record;
  activity.row = place.row;
  activity.line = place.line;
  activity.bytes = bytes;
  activity.first_field = static_cast<std::uint32_t>(batch_.fields.size());
  activity.first_fact = static_cast<std::uint32_t>(batch_.facts.size());
}

Field& Builder::field(std::string_view name, std::string_view raw) {
  Field made;
  made.name = name;
  made.text = made.raw = raw;
  made.offset = offsets_.of(raw.data());
  made.first_step = static_cast<std::uint32_t>(batch_.steps.size());
  if (activity.field_count++ == 0) {
    const std::string_view before(activity.bytes.data(), static_cast<std::size_t>(raw.data() - activity.bytes.data()));
    if (before.find_first_of("\n\r") == std::string_view::npos) activity.column = characters(before) + 1;
  }
  batch_.fields.push_back(made);
  return batch_.fields.back();
}

void Builder::fact(FactKind kind, std::int64_t value, std::string_view text, std::string_view column) {
  batch_.facts.push_back({kind, value, text, column});
  ++activity.fact_count;
}

void Builder::end(std::string_view name) {
  if (activity.field_count == 0) field(name, activity.bytes.substr(activity.bytes.size()));
  batch_.activities.push_back(activity);
}

std::string_view Builder::join(std::string_view found, std::string_view more) {
  if (found.empty() || more.empty()) return found.empty() ? more : found;
  char* out = batch_.arena.allocate(found.size() + more.size() + 2);
  std::memcpy(out, found.data(), found.size());
  std::memcpy(out + found.size(), ", ", 2);
  std::memcpy(out + found.size() + 2, more.data(), more.size());
  return {out, found.size() + more.size() + 2};
}

Reader::Cut LineFormat::cut(std::string_view bytes, bool at_end, Block& block) {
  if (passing_) {
    const auto stop = find_line_end(bytes.data(), bytes.data() + bytes.size());
    passing_ = stop.begin == stop.next && !at_end;
    if (!passing_) ++next_.line;
    return {static_cast<std::size_t>(stop.next - bytes.data()), 0};
  }
  const auto lines = bytes.substr(0, at_end ? bytes.size() : last_line_end(bytes));
  auto take = whole(lines, at_end);
  if (take == 0 && bytes.size() > limit_ && !lines.empty()) take = lines.size();
  if (take == 0 && bytes.size() > limit_) {
    block.reports.push_back(lost(place_at(next_.line, next_.record), fmt::format("a line larger than {} bytes", limit_),
                                 "it was passed over", "Check that the file holds what its name says."));
    ++next_.record;
    passing_ = true;
    return {bytes.size(), 0};
  }
  number(block);
  block.section = before();
  const auto given = bytes.substr(0, take);
  next_.record += records(given);
  next_.line += count_lines(given, at_end);
  next_.row = next_.line;
  return {0, take};
}

}  // namespace worktell::input
