#include <algorithm>

#include "output/escape.hpp"
#include "report/page.hpp"

namespace worktell::report {

namespace {

using output::append_json;
using output::append_number;

void append_signed(std::string& out, std::int64_t number) {
  if (number < 0) out += '-';
  append_number(out, static_cast<std::uint64_t>(number < 0 ? -number : number));
}

/// The number of the label that a pole speaks for.
std::size_t side_of(score::PoleId pole) {
  if (pole == score::pole_both) return 2;
  return pole >= score::most_poles ? 3U : static_cast<std::size_t>(pole % 2);
}

class PageDataWriter {
 public:
  PageDataWriter(const Report& report, std::string& out) : report_(report), summary_(report.summary), out_(out) {}

  void write() {
    out_ += '{';
    labels_and_axes();
    words();
    groups();
    begin("rules");
    for (const auto& rule : summary_.rules) item(rule.why);
    out_ += "],";
    begin("rows");
    for (const auto& one : summary_.rows) row(one);
    out_ += "],\"left\":";
    append_number(out_, summary_.all.all() - summary_.rows.size());
    out_ += '}';
  }

 private:
  void begin(std::string_view name) {
    append_json(out_, name);
    out_ += ":[";
  }
  void comma() {
    if (out_.back() != '[' && out_.back() != '{') out_ += ',';
  }
  /// What acts or hides is shown; line ends stay.
  void text(std::string_view value) {
    shown_.clear();
    for (;;) {
      const auto end = value.find('\n');
      output::append_shown(shown_, value.substr(0, end));
      if (end == std::string_view::npos) break;
      shown_ += '\n';
      value.remove_prefix(end + 1);
    }
    append_json(out_, shown_);
  }
  void item(std::string_view value) { comma(), text(value); }
  void number(std::int64_t value) { comma(), append_signed(out_, value); }

  void labels_and_axes() {
    const auto& pack = report_.pack;
    begin("labels");
    for (std::size_t i = 0; i < 4; ++i) item(pack.label_name(i));
    out_ += "],\"other\":";
    text(pack.pole_name(score::pole_other));
    out_ += ',';
    begin("axes");
    for (const auto& axis : pack.axes) {
      comma();
      out_ += '[';
      item(pack.spell(axis.first));
      item(pack.spell(axis.second));
      out_ += ']';
    }
    out_ += "],";
  }

  /// What stands for reasons where no evidence decides.
  void words() {
    Row row;
    const auto add = [&](std::string_view name, score::Label label, score::Points points) {
      row.label = label;
      row.scores[0] = points;
      comma();
      append_json(out_, name);
      out_ += ':';
      text(reason_of(report_, row));
    };
    out_ += "\"words\":{";
    add("both", score::Label::both, 0);
    add("some", score::Label::none, 1);
    add("none", score::Label::none, 0);
    out_ += "},\"none\":{\"label\":\"\",\"team\":\"(no team)\",\"owner\":\"(no owner)\",\"month\":\"(no date)\"},";
  }

  void names(std::string_view name, const std::vector<Group>& groups) {
    begin(name);
    for (const auto& group : groups) item(group.name);
    out_ += "],";
  }

  void groups() {
    names("teams", summary_.teams);
    names("owners", summary_.owners);
    names("files", summary_.files);
    names("months", summary_.months);
    begin("teamLabels");
    for (const auto& team : summary_.teams) number(team.declared ? static_cast<std::int64_t>(*team.declared) : -1);
    out_ += "],";
  }

  [[nodiscard]] std::int64_t month_number(std::int32_t month) const {
    const auto& months = summary_.months;
    if (month == no_month) return static_cast<std::int64_t>(months.size()) - 1;
    const auto name = month_name(month);
    const auto named = months.end() - (months.back().name.empty() ? 1 : 0);
    return std::lower_bound(months.begin(), named, name, [](const Group& a, const auto& b) { return a.name < b; }) -
           months.begin();
  }

  void row(const Row& one) {
    comma();
    out_ += "\n[";
    text(one.text);
    for (const std::int64_t value : {static_cast<std::int64_t>(one.kind), static_cast<std::int64_t>(one.label),
                                     std::int64_t{one.confidence}, std::int64_t{one.margin}, std::int64_t{one.team},
                                     std::int64_t{one.owner}, std::int64_t{one.file}, month_number(one.month)})
      number(value);
    item(one.date);
    number(static_cast<std::int64_t>(one.row));
    item(one.id);
    number(static_cast<std::int64_t>(one.left_out));
    out_ += ",[";
    for (const auto score : one.scores) number(score);
    out_ += "],";
    axes(one);
    reasons(one);
    number(one.more_reasons);
    out_ += ']';
  }

  void axes(const Row& one) {
    out_ += '"';
    for (std::size_t axis = 0; axis < report_.pack.axes.size(); ++axis)
      out_ += one.axes[axis] < 0 ? '-' : one.axes[axis] > 0 ? '+' : '0';
    out_ += "\",";
  }

  void reasons(const Row& one) {
    out_ += '[';
    for (const auto& reason : one.reasons) {
      comma();
      out_ += '[';
      number(reason.rule);
      number(reason.points);
      item(reason.match);
      number(reason.decides ? 1 : 0);
      number(static_cast<std::int64_t>(side_of(reason.pole)));
      out_ += ']';
    }
    out_ += ']';
  }

  const Report& report_;
  const Summary& summary_;
  std::string& out_;
  std::string shown_;
};

}  // namespace

/// In JSON, < > and & stand in strings only; as \u003c they can't end the script element or open a comment in it.
void append_page_data(const Report& report, std::string& out) {
  std::string json;
  PageDataWriter(report, json).write();
  out.reserve(out.size() + json.size() + json.size() / 16);
  for (const char c : json) {
    if (c == '<') {
      out += "\\u003c";
    } else if (c == '>') {
      out += "\\u003e";
    } else if (c == '&') {
      out += "\\u0026";
    } else {
      out += c;
    }
  }
}

}  // namespace worktell::report
