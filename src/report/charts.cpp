#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "output/escape.hpp"
#include "report/page.hpp"

namespace worktell::report {

namespace {

constexpr std::array<std::string_view, 12> month_names = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

double share(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

/// "A 12, B 3"; labels without activities are left out.
std::string told(const Report& report, const Count& count) {
  std::string text;
  for (std::size_t label = 0; label < 4; ++label) {
    if (count.labels[label] == 0) continue;
    if (!text.empty()) text += ", ";
    text += fmt::format("{} {}", report.pack.label_name(label), output::grouped(count.labels[label]));
  }
  return text;
}

void append_rect(double x, double width, double y, double height, std::string_view look, std::string& out) {
  out += fmt::format("<rect x=\"{:.2f}%\" width=\"{:.2f}%\" y=\"{:.1f}\" height=\"{:.1f}\" class=\"{}\"/>", x, width, y,
                     height, look);
}

/// The shares of one month from the bottom up.
void append_column(const Count& count, double x, double width, int height, std::string& out) {
  std::uint64_t before = 0;
  for (std::size_t label = 0; label < 4; ++label) {
    if (count.labels[label] == 0) continue;
    const double from = share(before, count.all()) * height / 100;
    before += count.labels[label];
    const double to = share(before, count.all()) * height / 100;
    append_rect(x, width, height - to, std::max(0.6, to - from - (before < count.all() ? 0 : 0)),
                fmt::format("f{}", label), out);
  }
}

}  // namespace

void append_html(std::string& out, std::string_view text) {
  for (const char c : output::shown(text)) {
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
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
}

std::string html(std::string_view text) {
  std::string out;
  append_html(out, text);
  return out;
}

void append_key(std::size_t label, std::string& out) {
  out += fmt::format(
      "<svg class=\"key\" aria-hidden=\"true\"><rect width=\"100%\" height=\"100%\" rx=\"3\" class=\"f{}\"/></svg>",
      label);
}

void append_bar(const Report& report, const Count& count, int height, std::string& out) {
  const auto about = html(told(report, count));
  out +=
      fmt::format("<svg class=\"whole\" width=\"100%\" height=\"{}\" role=\"img\" aria-label=\"{}\">", height, about);
  out += fmt::format("<title>{}</title>", about);
  std::uint64_t before = 0;
  for (std::size_t label = 0; label < 4; ++label) {
    const auto width = share(count.labels[label], count.all());
    if (count.labels[label] > 0)
      append_rect(share(before, count.all()), std::max(0.2, width - 0.25), 0, height, fmt::format("f{}", label), out);
    before += count.labels[label];
  }
  out += "</svg>";
}

void append_strip(const Report& report, const std::vector<Count>& months, int height, std::string& out) {
  const double step = 100.0 / static_cast<double>(std::max<std::size_t>(1, months.size()));
  out += fmt::format("<svg width=\"100%\" height=\"{}\" role=\"img\" aria-label=\"shares by month\">", height);
  for (std::size_t i = 0; i < months.size(); ++i) {
    const double x = step * static_cast<double>(i);
    out += fmt::format("<g><title>{}: {}</title>", html(report.summary.months[i].name),
                       months[i].all() == 0 ? "nothing" : html(told(report, months[i])));
    if (months[i].all() == 0)
      append_rect(x + step * 0.08, step * 0.84, height - 1, 1, "fg", out);
    else
      append_column(months[i], x + step * 0.08, step * 0.84, height, out);
    out += "</g>";
  }
  out += "</svg>";
}

void append_part(std::size_t label, std::uint64_t part, std::uint64_t whole, int height, std::string& out) {
  out += fmt::format(
      "<svg width=\"100%\" height=\"{0}\" aria-hidden=\"true\"><rect width=\"100%\" height=\"{0}\" "
      "rx=\"{1}\" class=\"track\"/><rect width=\"{2:.2f}%\" height=\"{0}\" rx=\"{1}\" "
      "class=\"f{3}\"/></svg>",
      height, height / 2, share(part, whole), label);
}

void append_opposed(std::uint64_t left, std::uint64_t right, std::uint64_t whole, std::string& out) {
  const double first = share(left, whole) / 2;
  const double second = share(right, whole) / 2;
  out +=
      "<svg width=\"100%\" height=\"16\" aria-hidden=\"true\"><rect width=\"100%\" y=\"2\" height=\"12\" rx=\"3\" "
      "class=\"track\"/>";
  append_rect(50 - first, first, 2, 12, "f0", out);
  append_rect(50, second, 2, 12, "f1", out);
  out += "<rect x=\"50%\" width=\"2\" height=\"16\" transform=\"translate(-1)\" class=\"fm\"/></svg>";
}

std::string short_month(std::string_view name, bool with_year) {
  const auto number = name.size() == 7 ? static_cast<std::size_t>((name[5] - '0') * 10 + (name[6] - '0')) : 0;
  if (number < 1 || number > 12) return std::string(name);
  std::string text(month_names[number - 1]);
  if (with_year) text.append(" ").append(name.substr(0, 4));
  return text;
}

void append_wrong_columns(const Report& report, std::string& out) {
  const auto& all = report.summary.months;
  const auto count = static_cast<std::size_t>(
      std::count_if(all.begin(), all.end(), [](const Group& month) { return !month.name.empty(); }));
  const std::span months(all.data(), count);
  double most = 0;
  for (const auto& month : months) most = std::max(most, share(month.count.mismatches(), month.count.all()));
  const double step = 100.0 / static_cast<double>(std::max<std::size_t>(1, count));
  const auto every = (count + 11) / 12;  // names that fit
  constexpr double room = 110;
  out +=
      "<svg class=\"columns\" width=\"100%\" height=\"158\" role=\"img\" aria-label=\"share that looks filed wrong, "
      "by month\"><rect width=\"100%\" y=\"132\" height=\"1\" class=\"fg\"/>";
  for (std::size_t i = 0; i < count; ++i) {
    const auto& month = months[i];
    const auto wrong = month.count.mismatches();
    const double height = most > 0 ? share(wrong, month.count.all()) / most * room : 0;
    const double middle = step * (static_cast<double>(i) + 0.5);
    out += fmt::format("<g><title>{}: {} of {} ({})</title>", html(month.name), output::grouped(wrong),
                       output::grouped(month.count.all()), percent(wrong, month.count.all()));
    append_rect(middle - step * 0.32, step * 0.64, 132 - height, height, "fw", out);
    if (wrong > 0 && count <= 24)
      out += fmt::format("<text class=\"value\" x=\"{:.2f}%\" y=\"{:.1f}\">{}</text>", middle, 127 - height, wrong);
    if (i % every == 0)
      out += fmt::format("<text x=\"{:.2f}%\" y=\"150\">{}</text>", middle, html(short_month(month.name, false)));
    out += "</g>";
  }
  out += "</svg>";
}

std::string base64_of_hex(std::string_view hex) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const auto value = [](char c) { return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10); };
  std::string out;
  for (std::size_t at = 0; at < hex.size(); at += 3) {  // three hexadecimal digits are two of base64
    unsigned bits = 0;
    for (std::size_t i = at; i < at + 3; ++i) bits = bits << 4U | (i < hex.size() ? value(hex[i]) : 0U);
    out += digits[bits >> 6U];
    if (at + 1 < hex.size()) out += digits[bits & 63U];
  }
  while (out.size() % 4 != 0) out += '=';
  return out;
}

}  // namespace worktell::report
