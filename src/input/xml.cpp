/// Jira's XML: cut item by item, each item read by pugixml.

#include <fmt/format.h>

#include <pugixml.hpp>

#include "input/encoding.hpp"
#include "input/items.hpp"
#include "input/notices.hpp"

namespace worktell::input {

namespace {

constexpr std::string_view item_end = "</item>";

/// Where the next "<item>" or "<item ...>" begins, or npos.
std::size_t find_item(std::string_view bytes, std::size_t from) {
  for (auto at = bytes.find("<item", from); at != std::string_view::npos; at = bytes.find("<item", at + 5)) {
    const char next = at + 5 < bytes.size() ? bytes[at + 5] : '\0';
    if (next == '>' || next == ' ' || next == '\n') return at;
  }
  return std::string_view::npos;
}

/// The character that an XML entity stands for; empty: it stands for itself.
std::string entity(std::string_view name) {
  if (name == "lt") return "<";
  if (name == "gt") return ">";
  if (name == "amp") return "&";
  if (name == "quot") return "\"";
  if (name == "apos") return "'";
  std::string out;
  if (name.size() < 2 || name[0] != '#') return out;
  const bool hex = name[1] == 'x';
  std::uint32_t point = 0;
  for (const char c : name.substr(hex ? 2 : 1)) {
    const int digit = c >= '0' && c <= '9'                        ? c - '0'
                      : hex && (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10
                                                                  : -1;
    if (digit < 0 || point > 0x10FFFF) return out;
    point = point * (hex ? 16 : 10) + static_cast<std::uint32_t>(digit);
  }
  if (point > 0 && point <= 0x10FFFF && (point < 0xD800 || point > 0xDFFF)) append_utf8(point, out);
  return out;
}

void read_entities(std::string_view raw, TextBuilder& out) {
  std::size_t at = 0;
  while (at < raw.size()) {
    const auto sign = std::min(raw.find('&', at), raw.size());
    if (sign > at) out.copy(raw, at, sign);
    at = sign;
    if (at >= raw.size()) return;
    const auto end = raw.substr(at, 12).find(';');
    const auto shown = end == std::string_view::npos ? std::string() : entity(raw.substr(at + 1, end - 1));
    out.at(at);
    out.put(shown.empty() ? std::string_view("&") : std::string_view(shown));
    at += shown.empty() ? 1 : end + 1;
    out.at(at);
  }
}

class JiraXmlReader final : public Reader {
 public:
  explicit JiraXmlReader(const Options& options) : limit_(options.record_limit) {
    layout_.format = "xml";
    layout_.tool = "Jira";
    layout_.uses = {
        {"summary", "text", "the title of an issue"}, {"description", "text", "its description"},
        {"comment", "text", "its comments"},          {"key", "id", "the key of an issue"},
        {"assignee", "owner", "who does it"},         {"labels", "declared", "labels, else components, else project"},
        {"created", "date", "when it was made"}};
  }

  Cut cut(std::string_view bytes, bool at_end, Block& block) override {
    const auto last = bytes.rfind(item_end);
    auto take = at_end ? bytes.size() : last == std::string_view::npos ? 0 : last + item_end.size();
    if (take == 0 && bytes.size() <= limit_) return {0, 0};
    if (take == 0) {
      const bool item = find_item(bytes, 0) != std::string_view::npos;
      if (item) {
        block.reports.push_back(lost(place_at(next_.line, next_.record),
                                     fmt::format("an item larger than {} bytes", limit_), "it was passed over",
                                     "Export fewer fields of it."));
        ++next_.record;
      }
      next_.line += count_lines(bytes);
      return {bytes.size() - item_end.size(), 0};
    }
    number(block);
    const auto given = bytes.substr(0, take);
    for (auto at = find_item(given, 0); at != std::string_view::npos; at = find_item(given, at + 5)) ++next_.record;
    next_.line += count_lines(given);
    return {0, take};
  }

  void parse(const Block& block, Batch& batch) const override {
    Builder builder(block, batch);
    pugi::xml_document document;
    RowPlace place{block.first_record, block.first_record, block.first_line};
    std::size_t counted = 0;
    for (auto at = find_item(block.bytes, 0); at != std::string_view::npos;) {
      const auto next = find_item(block.bytes, at + 5);
      const auto end = block.bytes.find(item_end, at);
      place.line += count_lines(block.bytes.substr(counted, at - counted));
      counted = at;
      place.row = place.record;
      const bool whole = end != std::string_view::npos && end < next;
      if (!whole || !add(block.bytes.substr(at, end + item_end.size() - at), document, place, builder, batch))
        batch.reports.push_back(lost(place_at(place.line, place.record), "broken XML item",
                                     whole ? "its tags do not match" : "it does not end",
                                     "Export it again; all other items were read."));
      ++place.record;
      at = next;
    }
  }

 private:
  static bool add(std::string_view item, pugi::xml_document& document, RowPlace place, Builder& builder, Batch& batch) {
    if (!document.load_buffer(item.data(), item.size(), pugi::parse_cdata, pugi::encoding_utf8)) return false;
    const auto root = document.child("item");
    builder.begin(place, item);
    text(root.child("summary"), "summary", item, builder, batch, true);
    text(root.child("description"), "description", item, builder, batch, false);
    for (const auto comment : root.child("comments").children("comment"))
      text(comment, "comment", item, builder, batch, false);
    auto& activity = builder.activity;
    activity.id = value(root.child("key"), item, batch);
    const auto assignee = root.child("assignee");
    if (std::string_view(assignee.attribute("accountid").value()) != "-1") {
      const auto name = value(assignee, item, batch);
      if (!means_nothing(name)) activity.owner = name;
    }
    for (const auto label : root.child("labels").children("label"))
      activity.declared = builder.join(activity.declared, value(label, item, batch));
    for (const auto* other : {"component", "project"})
      if (activity.declared.empty()) activity.declared = value(root.child(other), item, batch);
    activity.date = value(root.child("created"), item, batch);
    facts(root, item, builder, batch);
    builder.end("summary");
    return true;
  }

  static void facts(const pugi::xml_node& root, std::string_view item, Builder& builder, Batch& batch) {
    const auto due = value(root.child("due"), item, batch);
    if (const auto day = parse_moment(due, DateOrder::day_first)) builder.fact(FactKind::due, day->day, due, "due");
    const auto type = value(root.child("type"), item, batch);
    if (!type.empty()) builder.fact(FactKind::type, 0, type, "type");
  }

  /// The bytes between the tags of `node`.
  static std::string_view raw_of(const pugi::xml_node& node, std::string_view item) {
    const auto inner = node.first_child();
    const auto offset = inner.offset_debug();
    if (!inner || offset < 0) return {};
    const auto from = static_cast<std::size_t>(offset);
    const auto size = std::char_traits<char>::length(inner.value());
    return from + size <= item.size() ? item.substr(from, size) : std::string_view{};
  }

  static std::string_view value(const pugi::xml_node& node, std::string_view item, Batch& batch) {
    const auto raw = trim(raw_of(node, item));
    if (raw.find('&') == std::string_view::npos) return raw;
    Field field;
    const auto steps = batch.steps.size();
    TextBuilder out(batch, raw.size());
    read_entities(raw, out);
    out.finish(field);
    batch.steps.resize(steps);
    return field.text;
  }

  static void text(const pugi::xml_node& node, std::string_view name, std::string_view item, Builder& builder,
                   Batch& batch, bool title) {
    const auto raw = raw_of(node, item);
    if (raw.empty() || (!title && trim(raw).empty())) return;
    auto& field = builder.field(name, raw);
    const bool cdata = node.first_child().type() == pugi::node_cdata;
    if (!cdata && raw.find('&') != std::string_view::npos) {
      TextBuilder out(batch, raw.size());
      read_entities(raw, out);
      out.finish(field);
    }
    read_markup(batch, field, Markup::html);
  }

  std::size_t limit_;
};

}  // namespace

int likely_jira_xml(const Sample& sample, bool name_fits) {
  const auto head = trim(sample.bytes.substr(0, 4096));
  const bool xml = head.starts_with("<?xml") || head.starts_with("<!--") || head.starts_with("<rss");
  if (xml && sample.bytes.find("<rss") != std::string_view::npos) return 92;
  return name_fits ? 70 : 0;
}

ReaderResult make_jira_xml(const Sample& /*sample*/, const Options& options) {
  return std::make_unique<JiraXmlReader>(options);
}

}  // namespace worktell::input
