#include "input/json_text.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "base/ascii.hpp"
#include "input/encoding.hpp"
#include "input/json_scan.hpp"
#include "input/names.hpp"

namespace worktell::input {

namespace {

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/// The unit of \uXXXX at `at` (of the backslash), or -1.
int unit_at(std::string_view raw, std::size_t at, std::size_t end) {
  if (at + 6 > end || raw[at] != '\\' || raw[at + 1] != 'u') return -1;
  int value = 0;
  for (std::size_t i = at + 2; i < at + 6; ++i) {
    const int digit = hex(raw[i]);
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

char simple_escape(char c) {
  switch (c) {
    case 'n':
      return '\n';
    case 't':
      return '\t';
    case 'r':
      return '\r';
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    default:
      return c;
  }
}

/// Puts the escape at `at`; returns the place after it.
std::size_t put_escape(TextBuilder& out, std::string_view raw, std::size_t at, std::size_t end) {
  const int unit = unit_at(raw, at, end);
  if (unit < 0) {
    if (at + 1 < end) out.put(simple_escape(raw[at + 1]));
    return std::min(at + 2, end);
  }
  auto point = static_cast<std::uint32_t>(unit);
  std::size_t next = at + 6;
  if (point >= 0xD800 && point < 0xDC00) {
    const int low = unit_at(raw, next, end);
    if (low >= 0xDC00 && low < 0xE000) {
      point = 0x10000 + ((point - 0xD800) << 10U) + (static_cast<std::uint32_t>(low) - 0xDC00);
      next += 6;
    } else {
      point = 0xFFFD;
    }
  } else if (point >= 0xDC00 && point < 0xE000) {
    point = 0xFFFD;
  }
  std::string utf8;
  append_utf8(point, utf8);
  out.put(utf8);
  return next;
}

constexpr std::array<std::string_view, 15> shown_keys = {"displayname", "fullname", "name",    "login",        "title",
                                                         "text",        "value",    "content", "description",  "body",
                                                         "summary",     "datetime", "label",   "emailaddress", "email"};

std::size_t rank_of(std::string_view key) {
  if (key.size() > 16) return shown_keys.size();
  std::array<char, 16> folded{};
  std::transform(key.begin(), key.end(), folded.begin(), ascii_lower);
  const std::string_view name(folded.data(), key.size());
  return static_cast<std::size_t>(std::find(shown_keys.begin(), shown_keys.end(), name) - shown_keys.begin());
}

/// Calls each(rank, begin, end) for every string that is no key; rank is that of its key, 0 in an array.
template <typename Each>
void each_string(std::string_view raw, Each each) {
  std::size_t rank = 0;
  for (auto at = raw.find('"'); at != std::string_view::npos; at = raw.find('"', at)) {
    const auto end = json_string_end(raw, at);
    if (end == json_open) return;
    const auto next = json_blank_end(raw, end);
    if (next < raw.size() && raw[next] == ':') {
      rank = rank_of(raw.substr(at + 1, end - at - 2)) + 1;
      const auto value = json_blank_end(raw, next + 1);
      if (value < raw.size() && raw[value] == '[') rank = rank_of("") + 1;
      at = value;
    } else {
      each(rank, at + 1, end - 1);
      at = end;
    }
  }
}

}  // namespace

void put_json_string(TextBuilder& out, std::string_view raw, std::size_t begin, std::size_t end) {
  while (begin < end) {
    const auto slash = std::min(raw.find('\\', begin), end);
    if (slash > begin) out.copy(raw, begin, slash);
    if (slash >= end) return;
    out.at(slash);
    begin = put_escape(out, raw, slash, end);
    out.at(begin);
  }
}

void put_json_tree(TextBuilder& out, std::string_view raw, std::string_view mark) {
  std::size_t best = shown_keys.size() + 1;
  each_string(raw, [&best](std::size_t rank, std::size_t, std::size_t) { best = std::min(best, rank); });
  if (best > shown_keys.size()) return;
  std::size_t last = 0;
  each_string(raw, [&](std::size_t rank, std::size_t begin, std::size_t end) {
    if (rank != best || begin == end) return;
    if (out.size() > 0) {
      out.at(last);
      out.put(mark);
    }
    out.at(begin);
    put_json_string(out, raw, begin, end);
    last = end;
  });
}

namespace {

std::string_view plain_text(std::string_view value, Batch& batch) {
  if (value.size() < 2 || (value[0] != '"' && value[0] != '{')) return {};
  const auto steps = batch.steps.size();
  Field field;
  TextBuilder out(batch, value.size());
  if (value[0] == '"') put_json_string(out, value, 1, value.size() - 1);
  if (value[0] == '{') put_json_tree(out, value, ", ");
  out.finish(field);
  batch.steps.resize(steps);
  return field.text;
}

/// Calls each(object) for the objects of an array.
template <typename Each>
void each_object(std::string_view raw, Each each) {
  if (raw.empty() || raw[0] != '[') return;
  json_elements(raw, 0, [&](std::size_t begin, std::size_t end) {
    if (end != json_open && raw[begin] == '{') each(raw.substr(begin, end - begin));
    return true;
  });
}

std::string_view member(std::string_view object, std::string_view wanted) {
  std::string_view found;
  json_members(object, 0, [&](std::string_view key, std::size_t begin, std::size_t end) {
    if (key == wanted && end != json_open) found = object.substr(begin, end - begin);
  });
  return found;
}

std::string_view custom_label(std::string_view raw, Batch& batch) {
  std::string_view best;
  int best_rank = 10;
  each_object(raw, [&](std::string_view object) {
    const auto* name = known_name(squash(plain_text(member(object, "name"), batch)));
    if (name == nullptr || name->role != Role::declared || name->rank >= best_rank) return;
    auto value = plain_text(member(object, "display_value"), batch);
    if (value.empty()) value = plain_text(member(object, "enum_value"), batch);
    if (!value.empty()) best = value, best_rank = name->rank;
  });
  return best;
}

std::string_view section_label(std::string_view raw, Batch& batch) {
  std::string_view best;
  each_object(raw, [&](std::string_view object) {
    if (best.empty()) best = plain_text(member(object, "section"), batch);
  });
  return best;
}

}  // namespace

std::optional<std::string_view> json_label(std::string_view key, std::string_view raw, Batch& batch) {
  if (key == "custom_fields") return custom_label(raw, batch);
  if (key == "memberships") return section_label(raw, batch);
  return std::nullopt;
}

}  // namespace worktell::input
