#include "audit/baseline.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <set>
#include <sstream>
#include <tuple>

#include "text/utf8.hpp"

namespace worktell::audit {

namespace {

constexpr std::size_t key_digits = 16;
constexpr std::size_t shown_characters = 100;

bool is_key(std::string_view text) {
  return text.size() == key_digits && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// Reads the tables of one file.
struct Reader {
  std::string_view content;
  Baseline& baseline;
  std::vector<Problem>& problems;

  Place place(const toml::source_region& source) const {
    return {.file = baseline.path, .line = source.begin.line, .column = source.begin.column};
  }

  void complain(const toml::node& node, std::string what, std::string remedy) const {
    problems.push_back({.where = place(node.source()), .what = std::move(what), .remedy = std::move(remedy)});
  }

  /// A text of `table`; a missing one is a problem unless `optional`.
  std::string text(const toml::table& table, std::string_view name, bool optional = false) const {
    const auto* node = table.get(name);
    if (node != nullptr && node->is_string() && !node->as_string()->get().empty()) return node->as_string()->get();
    if (node != nullptr && node->is_date()) return day(node->as_date()->get());
    if (optional) return {};
    complain(node == nullptr ? static_cast<const toml::node&>(table) : *node,
             node == nullptr ? fmt::format("this entry has no {}", name) : fmt::format("{} is no text", name),
             fmt::format("Add: {} = \"...\"", name));
    return {};
  }

  static std::string day(const toml::date& date) {
    return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
  }

  std::string key(const toml::table& table) const {
    auto name = text(table, "key");
    if (name.empty() || is_key(name)) return name;
    complain(*table.get("key"), fmt::format("\"{}\" is no key", name),
             "A key is the 16 hexadecimal digits in brackets that the check prints behind a mismatch.");
    return name;
  }

  void known(const toml::table& table, std::initializer_list<std::string_view> names) const {
    for (const auto& [name, node] : table) {
      const auto written = name.str();
      if (std::find(names.begin(), names.end(), written) != names.end()) continue;
      const auto near = nearest(written, names);
      problems.push_back({.where = place(name.source()),
                          .what = fmt::format("unknown key \"{}\"", written),
                          .why = near.empty() ? "" : fmt::format("did you mean \"{}\"?", near)});
    }
  }

  void accepted(const toml::table& table) {
    known(table, {"key", "filed", "text"});
    baseline.accepted.push_back(
        {key(table), text(table, "filed", true), text(table, "text", true), place(table.source())});
  }

  void waiver(const toml::table& table) {
    known(table, {"key", "reason", "author", "expires"});
    Waiver one{key(table), text(table, "reason"), text(table, "author"), text(table, "expires"), place(table.source())};
    if (!one.expires.empty() && !is_day(one.expires))
      complain(*table.get("expires"), fmt::format("\"{}\" is no day", one.expires), "Write it as 2027-01-31.");
    baseline.waivers.push_back(std::move(one));
  }

  template <typename Take>
  void each(const toml::table& root, std::string_view name, Take take) {
    const auto* node = root.get(name);
    if (node == nullptr) return;
    const auto* array = node->as_array();
    if (array == nullptr || !array->is_array_of_tables())
      return complain(*node, fmt::format("\"{}\" is no list of tables", name),
                      fmt::format("Begin each entry with [[{}]].", name));
    for (const auto& entry : *array) take(*entry.as_table());
  }

  void read(const toml::table& root) {
    known(root, {"version", "accepted", "waiver"});
    const auto* version = root.get("version");
    if (version != nullptr && version->value_or<std::int64_t>(0) != 1)
      complain(*version, "this baseline is of another version", "This program reads version 1.");
    each(root, "accepted", [this](const toml::table& table) { accepted(table); });
    each(root, "waiver", [this](const toml::table& table) { waiver(table); });
  }

  template <typename Entry>
  void twice(const std::vector<Entry>& entries) const {
    std::set<std::string> keys;
    for (const auto& entry : entries)
      if (!keys.insert(entry.key).second)
        problems.push_back({.where = entry.where,
                            .what = fmt::format("the key {} stands here twice", entry.key),
                            .remedy = "Leave one of the two entries out."});
  }
};

/// A basic string of TOML. `text` is valid UTF-8.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (std::size_t at = 0; at < text.size();) {
    const auto point = text::decode(text, at);
    const bool hidden = point.value < 0x20 || (point.value >= 0x7F && point.value < 0xA0) ||
                        (point.value >= 0x200E && point.value <= 0x202E) ||
                        (point.value >= 0x2066 && point.value <= 0x2069);
    if (point.value == '"' || point.value == '\\') out += '\\';
    if (hidden) {
      out += fmt::format("\\u{:04X}", static_cast<std::uint32_t>(point.value));
    } else {
      out.append(text.substr(at, point.size));
    }
    at += point.size;
  }
  return out + '"';
}

/// The beginning of a text on one line.
std::string beginning(std::string_view text) {
  std::string line(text);
  std::replace_if(
      line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  std::size_t at = 0;
  for (std::size_t n = 0; n < shown_characters && at < line.size(); ++n) at += text::decode(line, at).size;
  return line.substr(0, at);
}

constexpr std::string_view heading =
    "# What \"worktell check\" accepts. [[accepted]] entries are written by --update-baseline, which drops those that "
    "are\n"
    "# no longer found and keeps the waivers (comments are not kept). A waiver is written by hand, with the key that "
    "the\n"
    "# check prints in brackets:\n"
    "#\n"
    "# [[waiver]]\n"
    "# key = \"0123456789abcdef\"\n"
    "# reason = \"why this is right as it stands\"\n"
    "# author = \"who says so\"\n"
    "# expires = 2027-01-31  # the last day on which it holds\n"
    "version = 1\n";

}  // namespace

bool is_day(std::string_view text) {
  constexpr std::string_view shape = "dddd-dd-dd";
  if (text.size() != shape.size()) return false;
  for (std::size_t i = 0; i < shape.size(); ++i)
    if (shape[i] == 'd' ? text[i] < '0' || text[i] > '9' : text[i] != shape[i]) return false;
  const auto number = [text](std::size_t at, std::size_t size) {
    int value = 0;
    for (const char c : text.substr(at, size)) value = value * 10 + (c - '0');
    return value;
  };
  constexpr std::array days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const int year = number(0, 4), month = number(5, 2), day = number(8, 2);
  if (month < 1 || month > 12) return false;
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day >= 1 && day <= days[static_cast<std::size_t>(month - 1)] + (leap && month == 2 ? 1 : 0);
}

Baseline parse_baseline(std::string_view content, const std::string& path, std::vector<Problem>& problems) {
  Baseline baseline{.path = path, .accepted = {}, .waivers = {}};
  Reader reader{content, baseline, problems};
  try {
    reader.read(toml::parse(content, path));
  } catch (const toml::parse_error& error) {
    problems.push_back({.where = reader.place(error.source()),
                        .what = "this is no valid TOML",
                        .why = std::string(error.description())});
  }
  reader.twice(baseline.accepted);
  reader.twice(baseline.waivers);
  return baseline;
}

std::string baseline_text(const Baseline& baseline) {
  auto accepted = baseline.accepted;
  auto waivers = baseline.waivers;
  std::sort(accepted.begin(), accepted.end(),
            [](const Accepted& a, const Accepted& b) { return std::tie(a.text, a.key) < std::tie(b.text, b.key); });
  std::sort(waivers.begin(), waivers.end(), [](const Waiver& a, const Waiver& b) { return a.key < b.key; });
  std::string out(heading);
  for (const auto& one : waivers)
    out += fmt::format("\n[[waiver]]\nkey = {}\nreason = {}\nauthor = {}\nexpires = {}\n", quoted(one.key),
                       quoted(one.reason), quoted(one.author), one.expires);
  for (const auto& one : accepted)
    out += fmt::format("\n[[accepted]]\nkey = {}\nfiled = {}\ntext = {}\n", quoted(one.key), quoted(one.filed),
                       quoted(one.text));
  return out;
}

Judge::Judge(const Baseline& baseline, Day today) : baseline_(baseline), today_(std::move(today)) {
  for (std::size_t i = 0; i < baseline.accepted.size(); ++i) accepted_.emplace(baseline.accepted[i].key, i);
  for (std::size_t i = 0; i < baseline.waivers.size(); ++i) waivers_.emplace(baseline.waivers[i].key, i);
  met_.resize(baseline.accepted.size());
  waiver_met_.resize(baseline.waivers.size());
}

void Judge::judge(Finding& finding) {
  if (const auto found = waivers_.find(finding.key); found != waivers_.end()) {
    const auto& waiver = baseline_.waivers[found->second];
    waiver_met_[found->second] = true;
    finding.status = waiver.expires < today_ ? Status::expired : Status::waived;
    finding.note = fmt::format("{} ({}, until {})", waiver.reason, waiver.author, waiver.expires);
  }
  const auto found = accepted_.find(finding.key);
  if (found == accepted_.end()) return;
  met_[found->second] = true;
  if (finding.status != Status::waived) finding.status = Status::accepted;
}

std::vector<const Accepted*> Judge::stale() const {
  std::vector<const Accepted*> entries;
  for (std::size_t i = 0; i < met_.size(); ++i)
    if (!met_[i]) entries.push_back(&baseline_.accepted[i]);
  return entries;
}

std::vector<const Waiver*> Judge::stale_waivers() const {
  std::vector<const Waiver*> entries;
  for (std::size_t i = 0; i < waiver_met_.size(); ++i)
    if (!waiver_met_[i]) entries.push_back(&baseline_.waivers[i]);
  return entries;
}

std::vector<const Waiver*> Judge::expired_waivers() const {
  std::vector<const Waiver*> entries;
  for (std::size_t i = 0; i < waiver_met_.size(); ++i)
    if (waiver_met_[i] && baseline_.waivers[i].expires < today_) entries.push_back(&baseline_.waivers[i]);
  return entries;
}

Baseline updated(const Baseline& old, const std::vector<Finding>& findings) {
  Baseline now{.path = old.path, .accepted = {}, .waivers = old.waivers};
  std::set<std::string> keys;
  for (const auto& finding : findings)
    if (finding.status != Status::waived && keys.insert(finding.key).second)
      now.accepted.push_back({finding.key, finding.declared, beginning(finding.text), {}});
  return now;
}

}  // namespace worktell::audit
