#include <fmt/format.h>

#include <algorithm>

#include "output/escape.hpp"
#include "output/look.hpp"
#include "report/words.hpp"

namespace worktell::report {

namespace {

constexpr std::size_t name_cells = 26;
constexpr std::size_t bar_cells = 30;
constexpr std::string_view fills[] = {"█", "▒", "▞", "·"};  // by label: told apart without colour

/// Sections for people, at most `width` columns wide.
class TextWriter {
 public:
  TextWriter(const Report& report, bool color, std::size_t width, std::string& out)
      : report_(report), look_(color), width_(std::max<std::size_t>(width, 60)), out_(out) {}

  void write() {
    const auto& summary = report_.summary;
    line(look_.bold(), output::shown(report_.title));
    line({}, scope(report_));
    line({}, headline(report_));
    labels();
    section("Teams that differ from what they say", differences(report_),
            [this](const Difference& one) { out_ += fmt::format("  {}\n", one.sentence); });
    groups("Teams", summary.teams, "(no team)", summary.teams.size());
    matrix();
    groups("Months", summary.months, "(no date)", summary.months.size());
    groups("Owners", summary.owners, "(no owner)", report_.top);
    groups("Files", summary.files, "(no name)", report_.top);
    axes();
    for (std::size_t kind = 0; kind + 1 < kinds; ++kind) second_look(static_cast<Kind>(kind));
    evidence();
  }

 private:
  void line(std::string_view look, std::string_view text) {
    out_.append(look).append(text).append(look_.plain()) += '\n';
  }
  void heading(std::string_view text) { out_ += '\n', line(look_.bold(), text); }

  template <typename Items, typename Write>
  void section(std::string_view title, const Items& items, Write write) {
    if (items.empty()) return;
    heading(title);
    for (const auto& item : items) write(item);
  }

  /// `text` within `cells` columns, filled up with blanks.
  void padded(std::string_view text, std::size_t cells) {
    const auto used = output::append_fitted(out_, text, cells);
    out_.append(cells - std::min(used, cells), ' ');
  }

  void repeat(std::string_view fill, std::size_t times) {
    for (std::size_t i = 0; i < times; ++i) out_ += fill;
  }

  void labels() {
    out_ += '\n';
    const auto& all = report_.summary.all;
    const auto whole = std::max<std::uint64_t>(1, all.all());
    for (std::size_t i = 0; i < 4; ++i) {
      out_ += "  ";
      out_ += look_.label(static_cast<score::Label>(i));
      padded(report_.pack.label_name(i), 12);
      out_ += look_.plain();
      out_ += fmt::format("{:>10} {:>6}  ", output::grouped(all.labels[i]), percent(all.labels[i], all.all()));
      out_ += look_.label(static_cast<score::Label>(i));
      repeat(fills[i], (all.labels[i] * bar_cells + whole / 2) / whole);
      out_.append(look_.plain()) += '\n';
    }
  }

  /// Shares of the labels side by side, in all `bar_cells` columns.
  void bar(const Count& count) {
    const auto whole = count.all();
    std::uint64_t before = 0;
    std::size_t drawn = 0;
    for (std::size_t i = 0; i < 4 && whole > 0; ++i) {
      before += count.labels[i];
      const auto end = (before * bar_cells + whole / 2) / whole;
      out_ += look_.label(static_cast<score::Label>(i));
      repeat(fills[i], end - drawn);
      out_ += look_.plain();
      drawn = end;
    }
    out_.append(bar_cells - drawn, ' ');
  }

  void groups(std::string_view title, const std::vector<Group>& groups, std::string_view none, std::size_t most) {
    if (groups.empty() || (groups.size() == 1 && groups[0].name.empty())) return;
    heading(title);
    const auto shown = std::min(most, groups.size());
    for (std::size_t i = 0; i < shown; ++i) group(groups[i], none);
    if (shown < groups.size()) out_ += fmt::format("  and {} more\n", output::grouped(groups.size() - shown));
  }

  void group(const Group& group, std::string_view none) {
    out_ += "  ";
    padded(name_or(group, none), name_cells);
    out_ += fmt::format("{:>10}  ", output::grouped(group.count.all()));
    bar(group.count);
    if (const auto wrong = group.count.mismatches(); wrong > 0)
      out_ += fmt::format("  {}{} filed wrong{}", look_.warning(), output::grouped(wrong), look_.plain());
    out_ += '\n';
  }

  void matrix() {
    const auto& summary = report_.summary;
    if (summary.declared == 0) return;
    heading("Filed as, and read as");
    out_.append("  ").append(14, ' ');
    for (std::size_t label = 0; label < 4; ++label) out_ += fmt::format("{:>12}", report_.pack.label_name(label));
    out_ += '\n';
    for (std::size_t row = 0; row < 5; ++row) {
      if (summary.matrix[row].all() == 0) continue;
      out_ += "  ";
      padded(row < 4 ? report_.pack.label_name(row) : "other teams", 14);
      for (const auto number : summary.matrix[row].labels) out_ += fmt::format("{:>12}", output::grouped(number));
      out_ += '\n';
    }
  }

  void axes() {
    if (report_.summary.axes.empty() || report_.summary.all.all() == 0) return;
    heading("Axes: activities that show one pole or the other");
    for (std::size_t i = 0; i < report_.summary.axes.size(); ++i) axis(i);
  }

  void axis(std::size_t number) {
    const auto& names = report_.pack.axes[number];
    const auto& count = report_.summary.axes[number];
    const auto all = std::max<std::uint64_t>(1, report_.summary.all.all());
    const auto half = bar_cells / 2;
    const auto left = std::min<std::size_t>(half, (count.first * half + all / 2) / all);
    const auto right = std::min<std::size_t>(half, (count.second * half + all / 2) / all);
    out_ += fmt::format("  {:>12} {:>6} ", report_.pack.spell(names.first), percent(count.first, all));
    out_.append(half - left, ' ').append(look_.label(score::Label::first));
    repeat(fills[0], left);
    out_.append(look_.plain()).append("│").append(look_.label(score::Label::second));
    repeat(fills[1], right);
    out_.append(look_.plain()).append(half - right, ' ');
    out_ += fmt::format(" {:<6} {}\n", percent(count.second, all), report_.pack.spell(names.second));
  }

  void second_look(Kind kind) {
    const auto& look = report_.summary.second_look[static_cast<std::size_t>(kind)];
    if (look.count == 0) return;
    heading(fmt::format("{}: {}", kind_title(report_, kind), activities(look.count)));
    for (const auto& one : look.rows) row(one);
    if (look.rows.size() < look.count)
      out_ += fmt::format("  and {} more\n", output::grouped(look.count - look.rows.size()));
  }

  void row(const Row& row) {
    const auto& summary = report_.summary;
    const auto label = report_.pack.label_name(static_cast<std::size_t>(row.label));
    out_ += fmt::format("  {}:{}  ", output::shown(summary.files[row.file].name), row.row);
    out_ += look_.label(row.label);
    out_.append(label).append(look_.plain()) += ' ';
    output::append_thousandths(out_, row.confidence);
    const auto& team = summary.teams[row.team].name;
    if (!team.empty()) out_ += fmt::format("  filed under {}", output::shown(team));
    out_ += "\n    ";
    output::append_fitted(out_, row.text, width_ - 4);
    out_.append("\n    ").append(look_.faint());
    output::append_fitted(out_, reason_of(report_, row), width_ - 4);
    out_.append(look_.plain()) += '\n';
  }

  void evidence() {
    const auto& rules = report_.summary.rules;
    if (rules.empty() || rules.front().decided == 0) return;
    heading("The evidence that decided most");
    for (std::size_t i = 0; i < std::min(report_.top, rules.size()) && rules[i].decided > 0; ++i) {
      out_ += fmt::format("  {:>8}  ", output::grouped(rules[i].decided));
      out_ += look_.pole(rules[i].pole);
      padded(report_.pack.pole_name(rules[i].pole), 10);
      out_.append(look_.plain()) += "  ";
      output::append_fitted(out_, rules[i].why, width_ - 24);
      out_ += '\n';
    }
  }

  const Report& report_;
  output::Look look_;
  std::size_t width_;
  std::string& out_;
};

}  // namespace

void write_text(const Report& report, bool color, std::size_t width, std::string& out) {
  TextWriter(report, color, width, out).write();
}

}  // namespace worktell::report
