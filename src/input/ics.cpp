/// iCalendar: events and to-dos. Lines are unfolded wherever they were folded, also inside a character.

#include <algorithm>
#include <optional>

#include "input/items.hpp"
#include "input/notices.hpp"

namespace worktell::input {

namespace {

bool is_begin(std::string_view line) {
  return line == "BEGIN:VEVENT" || line == "BEGIN:VTODO";
}
bool is_end(std::string_view line) {
  return line == "END:VEVENT" || line == "END:VTODO";
}

/// A property as it stands, folds included.
struct Property {
  std::string_view name;
  std::string_view parameters;
  std::string_view value;
};

std::string_view without_end(std::string_view line) {
  while (!line.empty() && (line.back() == ' ' || line.back() == '\t')) line.remove_suffix(1);
  return line;
}

Property split(std::string_view raw) {
  bool quoted = false;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] == '"') quoted = !quoted;
    if (raw[i] != ':' || quoted) continue;
    const auto head = raw.substr(0, i);
    const auto name = head.substr(0, std::min(head.find(';'), head.size()));
    return {name, head.substr(name.size()), raw.substr(i + 1)};
  }
  return {raw, {}, {}};
}

std::size_t fold_size(std::string_view raw, std::size_t at) {
  const std::size_t end = raw[at] == '\r' && at + 1 < raw.size() && raw[at + 1] == '\n' ? 2 : 1;
  return std::min(end + 1, raw.size() - at);
}

/// Unfolds and unescapes a value.
void read_value(std::string_view raw, TextBuilder& out) {
  for (std::size_t i = 0; i < raw.size();) {
    if (raw[i] == '\n' || raw[i] == '\r') {
      const auto size = fold_size(raw, i);
      out.skip(i, i + size);
      i += size;
    } else if (raw[i] == '\\' && i + 1 < raw.size()) {
      out.at(i);
      const char c = raw[i + 1];
      out.put(c == 'n' || c == 'N' ? '\n' : c);
      i += 2;
      out.at(i);
    } else {
      out.at(i);
      out.put(raw[i++]);
    }
  }
}

bool plain(std::string_view raw) {
  return raw.find_first_of("\\\n\r") == std::string_view::npos;
}

std::string_view unfolded(std::string_view raw, Batch& batch) {
  if (plain(raw)) return raw;
  Field field;
  const auto steps = batch.steps.size();
  TextBuilder out(batch, raw.size());
  read_value(raw, out);
  out.finish(field);
  batch.steps.resize(steps);
  return field.text;
}

/// What a calendar is called, if that is no address.
std::string calendar_name(std::string_view bytes) {
  const auto head = bytes.substr(0, bytes.find("BEGIN:VEVENT"));
  const auto at = head.find("\nX-WR-CALNAME:");
  if (at == std::string_view::npos) return {};
  const auto line = head.substr(at + 14, head.find_first_of("\r\n", at + 1) - at - 14);
  return line.find('@') == std::string_view::npos ? std::string(trim(line)) : std::string();
}

class IcsReader final : public LineFormat {
 public:
  IcsReader(const Sample& sample, const Options& options) : LineFormat("ics", options) {
    calendar_ = calendar_name(sample.bytes);
    if (!calendar_.empty()) layout_.notes.push_back("calendar named " + calendar_);
    layout_.tool = "iCalendar";
    layout_.uses = {{"SUMMARY", "text", "the title of an event or to-do"},
                    {"DESCRIPTION", "text", "its description"},
                    {"UID", "id", "the calendar's own id"},
                    {"ORGANIZER", "owner", "who called the meeting"},
                    {"CATEGORIES", "declared",
                     calendar_.empty() ? "the categories of the event"
                                       : "the categories of the event, else the name of the calendar"},
                    {"DTSTART", "date", "when it starts"},
                    {"ATTENDEE", "attendees", "counted, rooms and resources left out"}};
  }

  void parse(const Block& block, Batch& batch) const override {
    Event event{block, batch, calendar_, {block.first_record, block.first_line, block.first_line}};
    std::string_view held;
    each_line(block.bytes, [&](std::string_view line) {
      const bool folded = !line.empty() && (line[0] == ' ' || line[0] == '\t') && !held.empty();
      if (folded) {
        held = {held.data(), static_cast<std::size_t>(line.data() + line.size() - held.data())};
      } else {
        if (!held.empty()) event.take(held);
        held = line;
        event.held_line = event.line;
      }
      ++event.line;
    });
    if (!held.empty()) event.take(held);
    event.broken();
  }

 protected:
  [[nodiscard]] std::size_t whole(std::string_view lines, bool at_end) const override {
    if (at_end) return lines.size();
    const auto last = std::max(lines.rfind("\nEND:VEVENT") + 1, lines.rfind("\nEND:VTODO") + 1);
    if (last == 0) return 0;
    const auto stop = find_line_end(lines.data() + last, lines.data() + lines.size());
    return static_cast<std::size_t>(stop.next - lines.data());
  }
  [[nodiscard]] std::uint64_t records(std::string_view lines) override {
    std::uint64_t count = 0;
    each_line(lines, [&count](std::string_view line) { count += is_begin(without_end(line)) ? 1U : 0U; });
    return count;
  }

 private:
  /// Gathers the properties of one event.
  struct Event {
    const Block& block;
    Batch& batch;
    std::string_view calendar;
    RowPlace place;
    Builder builder{block, batch};
    std::uint64_t line = place.line;
    std::uint64_t held_line = place.line;
    std::string_view begin{};
    std::string_view summary{};
    std::string_view description{};
    int depth = 0;
    std::int64_t attendees = 0;
    std::optional<Moment> start{}, end{}, due{};
    std::string_view start_words{}, due_words{}, length_words{};

    void take(std::string_view raw) {
      const auto word = without_end(raw);
      if (is_begin(word)) {
        broken();
        open(raw);
      } else if (begin.empty()) {
        return;
      } else if (is_end(word)) {
        close(raw);
      } else if (word.starts_with("BEGIN:")) {
        ++depth;
      } else if (word.starts_with("END:")) {
        --depth;
      } else if (depth == 0) {
        property(split(raw));
      }
    }

    void open(std::string_view raw) {
      place.line = place.row = held_line;
      begin = raw;
      summary = description = start_words = due_words = length_words = {};
      start = end = due = std::nullopt;
      depth = 0;
      attendees = 0;
      builder.begin(place, raw);
    }

    void broken() {
      if (begin.empty()) return;
      batch.reports.push_back(lost(place_at(place.line, place.record), "an event that does not end",
                                   "its END line is missing",
                                   "Export the calendar again; all other events were read."));
      begin = {};
      ++place.record;
    }

    void property(const Property& p) {
      const auto moment = [&] { return parse_moment(unfolded(p.value, batch), DateOrder::month_first); };
      auto& activity = builder.activity;
      if (p.name == "SUMMARY") summary = p.value;
      if (p.name == "DESCRIPTION") description = p.value;
      if (p.name == "UID") activity.id = unfolded(p.value, batch);
      if (p.name == "CATEGORIES") categories(unfolded(p.value, batch));
      if (p.name == "ORGANIZER") activity.owner = person(p);
      if (p.name == "ATTENDEE" && unfolded(p.parameters, batch).find("CUTYPE=RESOURCE") == std::string_view::npos &&
          unfolded(p.parameters, batch).find("CUTYPE=ROOM") == std::string_view::npos)
        ++attendees;
      if (p.name == "DTSTART") start = moment(), activity.date = start_words = unfolded(p.value, batch);
      if (p.name == "DTEND") end = moment();
      if (p.name == "DUE") due = moment(), due_words = unfolded(p.value, batch);
      if (p.name == "DURATION") length_words = unfolded(p.value, batch);
    }

    void categories(std::string_view list) {
      while (!list.empty()) {
        const auto size = std::min(list.find(','), list.size());
        builder.activity.declared = builder.join(builder.activity.declared, trim(list.substr(0, size)));
        list.remove_prefix(std::min(size + 1, list.size()));
      }
    }

    std::string_view person(const Property& p) {
      const auto parameters = unfolded(p.parameters, batch);
      const auto at = parameters.find(";CN=");
      if (at != std::string_view::npos) {
        auto name = parameters.substr(at + 4);
        const bool quoted = name.starts_with('"');
        if (quoted) name.remove_prefix(1);
        return name.substr(0, std::min(name.find(quoted ? '"' : ';'), name.size()));
      }
      const auto value = unfolded(p.value, batch);
      return value.starts_with("mailto:") || value.starts_with("MAILTO:") ? value.substr(7) : value;
    }

    void text(std::string_view name, std::string_view raw) {
      auto& field = builder.field(name, raw);
      if (!plain(raw)) {
        TextBuilder out(batch, raw.size());
        read_value(raw, out);
        out.finish(field);
      }
      read_markup(batch, field, Markup::html);
    }

    void close(std::string_view raw) {
      const auto size = static_cast<std::size_t>(raw.data() + raw.size() - begin.data());
      builder.activity.bytes = {begin.data(), size};
      text("SUMMARY", summary.data() == nullptr ? raw.substr(0, 0) : summary);
      if (!trim(description).empty()) text("DESCRIPTION", description);
      if (attendees > 0)
        builder.fact(FactKind::attendees, attendees, batch.arena.copy(std::to_string(attendees)), "ATTENDEE");
      if (start) builder.fact(FactKind::start, start->day, start_words, "DTSTART");
      if (due) builder.fact(FactKind::due, due->day, due_words, "DUE");
      length();
      if (builder.activity.declared.empty()) builder.activity.declared = calendar;
      builder.end("SUMMARY");
      begin = {};
      ++place.record;
    }

    void length() {
      if (const auto seconds = parse_iso_duration(length_words); seconds && *seconds > 0)
        return lasts(*seconds, "DURATION");
      const auto& stop = end ? end : due;
      if (!start || !stop) return;
      const bool clocks = start->second && stop->second;
      const auto seconds = (stop->day - start->day) * 86400 + (clocks ? *stop->second - *start->second : 0);
      if (seconds > 0) lasts(seconds, end ? "DTEND" : "DUE");
    }

    void lasts(std::int64_t seconds, std::string_view column) {
      Fact fact{FactKind::duration, seconds, {}, column};
      builder.fact(fact.kind, seconds, batch.arena.copy(fact_value(fact)), column);
    }
  };

  std::string calendar_;
};

}  // namespace

int likely_ics(const Sample& sample, bool name_fits) {
  if (trim(sample.bytes.substr(0, 200)).starts_with("BEGIN:VCALENDAR")) return 95;
  return name_fits ? 85 : 0;
}

ReaderResult make_ics(const Sample& sample, const Options& options) {
  return std::make_unique<IcsReader>(sample, options);
}

}  // namespace worktell::input
