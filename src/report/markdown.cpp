#include <fmt/format.h>

#include <algorithm>

#include "output/escape.hpp"
#include "report/words.hpp"

namespace worktell::report {

namespace {

constexpr std::size_t most_characters = 200;  // of a text or reason in a table

/// A text of the input as plain words: nothing in it is taken for markup, a mention or an address.
std::string plain(std::string_view text) {
  std::string fitted;
  output::append_fitted(fitted, text, most_characters);
  std::string out;
  for (const char c : fitted) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '@':
      case '#':
      case ':':
        out += fmt::format("&#{};", static_cast<int>(c));  // mentions, issues, addresses, emoji
        break;
      default:
        if (std::string_view("\\`*_{}[]()|~!$^=+-.").find(c) != std::string_view::npos) out += '\\';
        out += c;
    }
  }
  return out;
}

/// Sections with tables, in the Markdown that code hosts show.
class MarkdownWriter {
 public:
  MarkdownWriter(const Report& report, std::string& out) : report_(report), out_(out) {}

  void write() {
    const auto& summary = report_.summary;
    out_ += fmt::format("# {}\n\n{}.\n\n**{}**\n", plain(report_.title), scope(report_), headline(report_));
    labels();
    if (const auto all = differences(report_); !all.empty()) {
      heading("Teams that differ from what they say");
      for (const auto& one : all) out_ += fmt::format("- {}\n", plain(one.sentence));
    }
    groups("Teams", "Team", summary.teams, "(no team)", summary.teams.size());
    matrix();
    groups("Months", "Month", summary.months, "(no date)", summary.months.size());
    groups("Owners", "Owner", summary.owners, "(no owner)", report_.top);
    groups("Files", "File", summary.files, "(no name)", report_.top);
    axes();
    for (std::size_t kind = 0; kind + 1 < kinds; ++kind) second_look(static_cast<Kind>(kind));
    evidence();
  }

 private:
  void heading(std::string_view text) { out_ += fmt::format("\n## {}\n\n", text); }

  void labels() {
    const auto& all = report_.summary.all;
    out_ += "\n| read as | activities | share |\n| --- | ---: | ---: |\n";
    for (std::size_t i = 0; i < 4; ++i)
      out_ += fmt::format("| {} | {} | {} |\n", plain(report_.pack.label_name(i)), output::grouped(all.labels[i]),
                          percent(all.labels[i], all.all()));
  }

  void table_head(std::string_view first, std::string_view last) {
    out_ += fmt::format("| {} |", first);
    for (std::size_t i = 0; i < 4; ++i) out_ += fmt::format(" {} |", plain(report_.pack.label_name(i)));
    out_ += fmt::format(" {} |\n| --- | ---: | ---: | ---: | ---: | ---: |\n", last);
  }

  void counts(const Count& count) {
    for (const auto number : count.labels) out_ += fmt::format(" {} |", output::grouped(number));
  }

  void groups(std::string_view title, std::string_view column, const std::vector<Group>& groups, std::string_view none,
              std::size_t most) {
    if (groups.empty() || (groups.size() == 1 && groups[0].name.empty())) return;
    heading(title);
    table_head(column, "look filed wrong");
    const auto shown = std::min(most, groups.size());
    for (std::size_t i = 0; i < shown; ++i) {
      out_ += fmt::format("| {} |", plain(name_or(groups[i], none)));
      counts(groups[i].count);
      out_ += fmt::format(" {} |\n", output::grouped(groups[i].count.mismatches()));
    }
    if (shown < groups.size()) out_ += fmt::format("\nand {} more\n", output::grouped(groups.size() - shown));
  }

  void matrix() {
    const auto& summary = report_.summary;
    if (summary.declared == 0) return;
    heading("Filed as, and read as");
    table_head("filed as", "look filed wrong");
    for (std::size_t row = 0; row < 5; ++row) {
      if (summary.matrix[row].all() == 0) continue;
      out_ += fmt::format("| {} |", row < 4 ? plain(report_.pack.label_name(row)) : "other teams");
      counts(summary.matrix[row]);
      out_ += fmt::format(" {} |\n", output::grouped(summary.matrix[row].mismatches()));
    }
  }

  void axes() {
    const auto& summary = report_.summary;
    if (summary.axes.empty() || summary.all.all() == 0) return;
    heading("Axes");
    out_ += "| one pole | activities | activities | the other |\n| ---: | ---: | :--- | :--- |\n";
    for (std::size_t i = 0; i < summary.axes.size(); ++i) {
      const auto& names = report_.pack.axes[i];
      const auto& count = summary.axes[i];
      out_ += fmt::format("| {} | {} ({}) | {} ({}) | {} |\n", plain(report_.pack.spell(names.first)),
                          output::grouped(count.first), percent(count.first, summary.all.all()),
                          output::grouped(count.second), percent(count.second, summary.all.all()),
                          plain(report_.pack.spell(names.second)));
    }
  }

  void second_look(Kind kind) {
    const auto& look = report_.summary.second_look[static_cast<std::size_t>(kind)];
    if (look.count == 0) return;
    heading(fmt::format("{}: {}", plain(kind_title(report_, kind)), activities(look.count)));
    if (look.rows.empty()) return;
    out_ += "| where | activity | filed under | read as | sure | why |\n| --- | --- | --- | --- | ---: | --- |\n";
    for (const auto& one : look.rows) row(one);
    if (look.rows.size() < look.count)
      out_ += fmt::format("\nand {} more\n", output::grouped(look.count - look.rows.size()));
  }

  void row(const Row& row) {
    const auto& summary = report_.summary;
    std::string sure;
    output::append_thousandths(sure, row.confidence);
    out_ += fmt::format("| {}, row {} | {} | {} | {} | {} | {} |\n", plain(summary.files[row.file].name), row.row,
                        plain(row.text), plain(summary.teams[row.team].name),
                        plain(report_.pack.label_name(static_cast<std::size_t>(row.label))), sure,
                        plain(reason_of(report_, row)));
  }

  void evidence() {
    const auto& rules = report_.summary.rules;
    if (rules.empty() || rules.front().decided == 0) return;
    heading("The evidence that decided most");
    out_ += "| decided | speaks for | reason | rule |\n| ---: | --- | --- | --- |\n";
    for (std::size_t i = 0; i < std::min(report_.top, rules.size()) && rules[i].decided > 0; ++i)
      out_ += fmt::format("| {} | {} | {} | {} |\n", output::grouped(rules[i].decided),
                          plain(report_.pack.pole_name(rules[i].pole)), plain(rules[i].why), plain(rules[i].id));
  }

  const Report& report_;
  std::string& out_;
};

}  // namespace

void write_markdown(const Report& report, std::string& out) {
  MarkdownWriter(report, out).write();
}

}  // namespace worktell::report
