#include "output/escape.hpp"
#include "report/words.hpp"

namespace worktell::report {

namespace {

using output::append_json;
using output::append_number;
using output::append_points;

/// Puts down one document; keeps the commas.
class JsonWriter {
 public:
  JsonWriter(const Report& report, std::string& out) : report_(report), pack_(report.pack), out_(out) {}

  void write() {
    const auto& summary = report_.summary;
    out_ += '{';
    number("version", 1);
    text("pack", pack_.spell(pack_.names[0]));
    key("labels");
    array(std::array<std::size_t, 4>{0, 1, 2, 3}, [this](std::size_t i) { append_json(out_, pack_.label_name(i)); });
    number("activities", summary.all.all());
    number("lost", summary.lost);
    number("declared", summary.declared);
    count(summary.all);
    groups("teams", summary.teams, true);
    groups("owners", summary.owners, false);
    groups("months", summary.months, false);
    groups("files", summary.files, false);
    matrix();
    axes();
    second_look();
    evidence();
    out_ += "}\n";
  }

 private:
  void key(std::string_view name) {
    if (out_.back() != '{' && out_.back() != '[') out_ += ',';
    if (out_.size() > 1 && depth_ == 0) out_ += "\n ";
    append_json(out_, name);
    out_ += ':';
  }
  void number(std::string_view name, std::uint64_t value) { key(name), append_number(out_, value); }
  void text(std::string_view name, std::string_view value) { key(name), append_json(out_, value); }
  void text_or_null(std::string_view name, std::string_view value) {
    key(name);
    value.empty() ? void(out_ += "null") : append_json(out_, value);
  }
  void points(std::string_view name, std::int64_t value) { key(name), append_points(out_, value); }

  template <typename Items, typename Write>
  void array(const Items& items, Write write) {
    out_ += '[';
    ++depth_;
    for (const auto& item : items) {
      if (out_.back() != '[') out_ += ',';
      write(item);
    }
    --depth_;
    out_ += ']';
  }

  /// One object a line.
  template <typename Items, typename Write>
  void objects(std::string_view name, const Items& items, Write write) {
    key(name);
    array(items, [&](const auto& item) {
      out_ += "\n  {";
      write(item);
      out_ += '}';
    });
  }

  void labels(std::string_view name, const std::array<std::uint64_t, 4>& counts) {
    key(name);
    out_ += '{';
    ++depth_;
    for (std::size_t label = 0; label < 4; ++label) number(pack_.label_name(label), counts[label]);
    --depth_;
    out_ += '}';
  }

  void count(const Count& count) {
    labels("by_label", count.labels);
    number("mismatches", count.mismatches());
    labels("mismatches_by_label", count.wrong);
  }

  std::string_view label_or_none(const std::optional<score::Label>& label) const {
    return label ? pack_.label_name(static_cast<std::size_t>(*label)) : std::string_view();
  }

  void groups(std::string_view name, const std::vector<Group>& groups, bool teams) {
    objects(name, groups, [&](const Group& group) {
      text_or_null("name", group.name);
      if (teams) text_or_null("declared", label_or_none(group.declared));
      number("activities", group.count.all());
      count(group.count);
      if (teams && !group.months.empty()) months_of(group);
    });
  }

  void months_of(const Group& team) {
    key("months");
    std::size_t month = 0;
    array(team.months, [&](const Count& one) {
      out_ += '{';
      text_or_null("name", report_.summary.months[month++].name);
      number("activities", one.all());
      labels("by_label", one.labels);
      number("mismatches", one.mismatches());
      out_ += '}';
    });
  }

  void matrix() {
    std::size_t label = 0;
    objects("matrix", report_.summary.matrix, [&](const Count& row) {
      text_or_null("declared", label < 4 ? pack_.label_name(label) : std::string_view());
      ++label;
      number("activities", row.all());
      count(row);
    });
  }

  void axes() {
    std::size_t axis = 0;
    objects("axes", report_.summary.axes, [&](const AxisCount& one) {
      const auto& names = pack_.axes[axis++];
      text("name", pack_.spell(names.name));
      text("first", pack_.spell(names.first));
      text("second", pack_.spell(names.second));
      number("shows_first", one.first);
      number("shows_second", one.second);
      number("shows_neither", one.neither);
      points("first_points", one.first_points);
      points("second_points", one.second_points);
    });
  }

  void row(const Row& row) {
    const auto& summary = report_.summary;
    text_or_null("id", row.id);
    text("file", summary.files[row.file].name);
    number("row", row.row);
    number("line", row.line);
    text("text", row.text);
    number("text_left_out", row.left_out);
    text("label", pack_.label_name(static_cast<std::size_t>(row.label)));
    key("confidence"), output::append_thousandths(out_, row.confidence);
    points("margin", row.margin);
    text_or_null("owner", summary.owners[row.owner].name);
    text_or_null("declared", summary.teams[row.team].name);
    text_or_null("date", row.date);
    text("reason", reason_of(report_, row));
  }

  void second_look() {
    std::size_t kind = 0;
    const auto& looks = report_.summary.second_look;
    objects("second_look", std::span(looks).first(kinds - 1), [&](const SecondLook& look) {
      text("kind", kind_name(static_cast<Kind>(kind++)));
      number("count", look.count);
      objects("activities", look.rows, [&](const Row& one) { row(one); });
    });
  }

  void evidence() {
    const auto& rules = report_.summary.rules;
    objects("evidence", std::span(rules).first(std::min(rules.size(), report_.top)), [&](const RuleCount& rule) {
      text("rule", rule.id);
      text("why", rule.why);
      text("pole", pack_.pole_name(rule.pole));
      number("decided", rule.decided);
      labels("decided_by_label", rule.labels);
      number("fired", rule.fired);
      points("points", rule.points);
    });
  }

  const Report& report_;
  const rules::CompiledPack& pack_;
  std::string& out_;
  int depth_ = 0;
};

}  // namespace

void write_json(const Report& report, std::string& out) {
  JsonWriter(report, out).write();
}

}  // namespace worktell::report
