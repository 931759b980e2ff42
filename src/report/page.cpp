#include <fmt/format.h>

#include <algorithm>

#include "output/escape.hpp"
#include "report/page.hpp"
#include "report/page_parts.hpp"

namespace worktell::report {

namespace {

constexpr std::size_t most_teams = 24;  // in the chart; a page that shows more shows nothing

/// The page from top to bottom. Every section is left out where there is nothing to tell.
class Page {
 public:
  Page(const Report& report, std::string& out) : report_(report), summary_(report.summary), out_(out) {}

  void write() {
    head();
    hero();
    teams();
    two([this] { matrix(); }, [this] { axes(); });
    two([this] { wrong_by_month(); }, [this] { evidence(); });
    two([this] { groups("Owners", "owner", summary_.owners, "(no owner)"); },
        [this] { groups("Source files", "", summary_.files, "(no name)"); });
    table();
    tail();
  }

 private:
  template <typename... Arguments>
  void put(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Arguments>(arguments)...);
  }

  [[nodiscard]] std::string label(std::size_t number) const { return html(report_.pack.label_name(number)); }

  /// A button that makes the table show what it counts.
  void pick(std::string_view what, std::string_view look, std::string_view inside) {
    put("<button type=\"button\" class=\"pick {}\" data-pick=\"{}\">{}</button>", look, html(what), inside);
  }

  void head() {
    const auto policy = fmt::format(
        "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'; "
        "require-trusted-types-for 'script'",
        base64_of_hex(embedded::page_js_sha256), base64_of_hex(embedded::page_css_sha256));
    put("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n"
        "<title>{}</title>\n<style>",
        policy, html(report_.title));
    out_ += embedded::page_css;
    put("</style>\n</head>\n<body>\n<div class=\"wrap\">\n<a class=\"skip\" href=\"#activities\">Skip to the "
        "activities</a>\n<header class=\"top\"><div><h1>{}</h1><p class=\"scope\">{}</p></div>"
        "<button type=\"button\" class=\"ghost\" id=\"theme\" hidden></button></header>\n<main>\n",
        html(report_.title), html(scope(report_)));
  }

  void hero() {
    put("<section class=\"hero\"><p class=\"headline\">{}</p>\n", html(headline(report_)));
    if (const auto all = differences(report_); !all.empty()) {
      out_ += "<ul class=\"differ\">";
      for (std::size_t i = 0; i < std::min<std::size_t>(3, all.size()); ++i) put("<li>{}.</li>", html(all[i].sentence));
      out_ += "</ul>\n";
    }
    append_bar(report_, summary_.all, 26, out_);
    out_ += "<ul class=\"legend\">";
    for (std::size_t i = 0; i < 4; ++i) {
      out_ += "<li>";
      append_key(i, out_);
      put("{} <b>{}</b> <span>{}</span></li>", label(i), output::grouped(summary_.all.labels[i]),
          percent(summary_.all.labels[i], summary_.all.all()));
    }
    out_ += "</ul></section>\n";
  }

  [[nodiscard]] bool has_months() const { return !summary_.months.empty() && !summary_.months[0].name.empty(); }

  void teams() {
    if (summary_.declared == 0 && !has_months()) return;
    out_ +=
        "<section class=\"card\"><h2>Teams, month by month</h2><p class=\"note\">What each team's activities were "
        "read as: over all, and as shares of each month.</p>\n<table class=\"plain strips\"><thead><tr>"
        "<th scope=\"col\" class=\"name\">Team</th><th scope=\"col\" class=\"num\">Activities</th>"
        "<th scope=\"col\" class=\"share\">Share</th>";
    if (has_months()) strip_head();
    out_ += "<th scope=\"col\" class=\"num wrong\">Look filed wrong</th></tr></thead>\n<tbody>\n";
    const auto shown = std::min(most_teams, summary_.teams.size());
    for (std::size_t i = 0; i < shown; ++i) team(i);
    out_ += "</tbody></table>";
    if (shown < summary_.teams.size())
      put("<p class=\"note\">and {} smaller teams</p>", output::grouped(summary_.teams.size() - shown));
    out_ += "</section>\n";
  }

  /// The months without the place for activities that have none.
  [[nodiscard]] std::size_t named_months() const {
    return summary_.months.size() - (summary_.months.back().name.empty() ? 1 : 0);
  }

  void strip_head() {
    const auto last = named_months() - 1;
    put("<th scope=\"col\" class=\"strip\"><span class=\"ends\"><span>{}</span><span>{}</span></span></th>",
        html(short_month(summary_.months[0].name, true)),
        last == 0 ? std::string() : html(short_month(summary_.months[last].name, true)));
  }

  void team(std::size_t number) {
    const auto& team = summary_.teams[number];
    put("<tr><th scope=\"row\" class=\"name\">{}", html(name_or(team, "(no team)")));
    if (team.declared) put("<small>filed as {}</small>", label(static_cast<std::size_t>(*team.declared)));
    put("</th><td class=\"num\">{}</td><td class=\"share\">", output::grouped(team.count.all()));
    append_bar(report_, team.count, 16, out_);
    out_ += "</td>";
    if (has_months()) {
      auto months = team.months;
      months.resize(named_months());
      out_ += "<td class=\"strip\">";
      append_strip(report_, months, 34, out_);
      out_ += "</td>";
    }
    out_ += "<td class=\"num wrong\">";
    if (const auto wrong = team.count.mismatches(); wrong > 0)
      pick(fmt::format("{{\"team\":{},\"kind\":0}}", number), "wrongs",
           fmt::format("{}<small>{}</small>", output::grouped(wrong), percent(wrong, team.count.all())));
    out_ += "</td></tr>\n";
  }

  /// Two cards beside each other where there is room; what writes nothing makes no card.
  template <typename Left, typename Right>
  void two(Left left, Right right) {
    const auto before = out_.size();
    out_ += "<div class=\"two\">\n";
    const auto opened = out_.size();
    left();
    right();
    if (out_.size() == opened) return out_.resize(before);
    out_ += "</div>\n";
  }

  void matrix() {
    if (summary_.declared == 0) return;
    out_ +=
        "<section class=\"card\"><h2>Filed as, against read as</h2><p class=\"note\">Each row is what teams say, "
        "each column what the activities were read as. Choose a number to see them.</p>"
        "<table class=\"plain matrix\"><thead><tr><td></td>";
    for (std::size_t i = 0; i < 4; ++i) put("<th scope=\"col\">{}</th>", label(i));
    out_ += "</tr></thead><tbody>\n";
    for (std::size_t row = 0; row < 5; ++row)
      if (summary_.matrix[row].all() > 0) matrix_row(row);
    out_ += "</tbody></table></section>\n";
  }

  void matrix_row(std::size_t row) {
    const auto& count = summary_.matrix[row];
    put("<tr><th scope=\"row\">{}<small>{}</small></th>", row < 4 ? label(row) : std::string("other teams"),
        output::grouped(count.all()));
    for (std::size_t i = 0; i < 4; ++i) {
      out_ += "<td>";
      const auto number = count.labels[i];
      std::string inside = output::grouped(number);
      if (number > 0) inside += fmt::format("<small>{}</small>", percent(number, count.all()));
      append_part(i, number, count.all(), 6, inside);
      const auto look = number == 0 ? "zero" : row == i ? "agree" : "";
      if (row < 4) {
        pick(fmt::format("{{\"declared\":{},\"label\":{}}}", row, i), look, inside);
      } else {
        put("<div class=\"{}\">{}</div>", look, inside);
      }
      out_ += "</td>";
    }
    out_ += "</tr>\n";
  }

  void axes() {
    if (summary_.axes.empty() || summary_.all.all() == 0) return;
    out_ +=
        "<section class=\"card\"><h2>How the work is done</h2><p class=\"note\">Share of the activities that show "
        "one end of each axis, or the other.</p>\n";
    for (std::size_t i = 0; i < summary_.axes.size(); ++i) {
      const auto& names = report_.pack.axes[i];
      const auto& count = summary_.axes[i];
      const auto all = summary_.all.all();
      put("<div class=\"axis\"><span class=\"left\">{}</span><span class=\"pct l\">{}</span>",
          html(report_.pack.spell(names.first)), percent(count.first, all));
      append_opposed(count.first, count.second, all, out_);
      put("<span class=\"pct r\">{}</span><span class=\"right\">{}</span></div>\n", percent(count.second, all),
          html(report_.pack.spell(names.second)));
    }
    out_ += "</section>\n";
  }

  void wrong_by_month() {
    if (!has_months() || summary_.all.mismatches() == 0) return;
    out_ +=
        "<section class=\"card\"><h2>Is it getting worse?</h2><p class=\"note\">Activities that look filed wrong, "
        "month by month; the height is their share of the month.</p>\n";
    append_wrong_columns(report_, out_);
    out_ += "</section>\n";
  }

  void evidence() {
    const auto& rules = summary_.rules;
    if (rules.empty() || rules.front().decided == 0) return;
    out_ +=
        "<section class=\"card\"><h2>What decided most</h2><p class=\"note\">Reasons without which labels would not "
        "stand, by the activities that they decided.</p>\n<ul class=\"list evidence\">";
    for (std::size_t i = 0; i < std::min<std::size_t>(8, rules.size()) && rules[i].decided > 0; ++i) {
      const auto most = std::max_element(rules[i].labels.begin(), rules[i].labels.end()) - rules[i].labels.begin();
      put("<li><span class=\"num\">{}</span><div>{}", output::grouped(rules[i].decided), html(rules[i].why));
      append_part(static_cast<std::size_t>(most), rules[i].decided, rules.front().decided, 6, out_);
      out_ += "</div></li>";
    }
    out_ += "</ul></section>\n";
  }

  void groups(std::string_view title, std::string_view filter, const std::vector<Group>& groups,
              std::string_view none) {
    if (groups.empty() || (groups.size() == 1 && (groups[0].name.empty() || filter.empty()))) return;
    put("<section class=\"card\"><h2>{}</h2><p class=\"note\">The most active, and what their activities were read "
        "as.</p><ul class=\"list\">",
        title);
    const auto shown = std::min(report_.top, groups.size());
    for (std::size_t i = 0; i < shown; ++i) {
      const auto name = html(name_or(groups[i], none));
      out_ += "<li><span>";
      if (filter.empty()) {
        out_ += name;
      } else {
        pick(fmt::format("{{\"{}\":{}}}", filter, i), "", name);
      }
      out_ += "</span>";
      append_bar(report_, groups[i].count, 12, out_);
      put("<span class=\"num\">{}</span></li>", output::grouped(groups[i].count.all()));
    }
    out_ += "</ul>";
    if (shown < groups.size()) put("<p class=\"note\">and {} more</p>", output::grouped(groups.size() - shown));
    out_ += "</section>\n";
  }

  void chip(int kind, std::string_view title, std::uint64_t count) {
    if (count == 0 && kind >= 0) return;
    put("<button type=\"button\" class=\"chip\" data-kind=\"{}\" aria-pressed=\"false\">{} <b>{}</b></button>", kind,
        html(title), output::grouped(count));
  }

  void table() {
    out_ +=
        "<section class=\"card table\" id=\"activities\"><h2>Activities</h2><p class=\"note\">Those most worth a "
        "second look come first. Choose one to see why it was read so.</p>\n"
        "<noscript><p>The table needs scripts; the figures above do not.</p></noscript>\n"
        "<div id=\"table-tools\" hidden>\n<div class=\"kinds\" role=\"group\" aria-label=\"Which activities\">";
    chip(-1, "All", summary_.all.all());
    for (std::size_t kind = 0; kind < kinds; ++kind)
      chip(static_cast<int>(kind), kind_title(report_, static_cast<Kind>(kind)), summary_.second_look[kind].count);
    out_ += "</div>\n";
    out_ += page_tools;
    out_ += page_table;
    out_ += "</section>\n";
  }

  void tail() {
    put("</main>\n<footer>Made by worktell with the pack {}. This page loads nothing and sends nothing.</footer>\n"
        "</div>\n<script type=\"application/json\" id=\"data\">",
        html(report_.pack.spell(report_.pack.names[0])));
    append_page_data(report_, out_);
    out_ += "</script>\n<script>";
    out_ += embedded::page_js;
    out_ += "</script>\n</body>\n</html>\n";
  }

  const Report& report_;
  const Summary& summary_;
  std::string& out_;
};

}  // namespace

void write_page(const Report& report, std::string& out) {
  Page(report, out).write();
}

}  // namespace worktell::report
