/// Reading markup through. Each kind is one pass that gives new text with steps into the old; `compose` then leads the
/// steps on to the raw bytes.

#include <algorithm>
#include <array>
#include <vector>

#include "input/encoding.hpp"
#include "input/text_map.hpp"

namespace worktell::input {

namespace {

constexpr std::array<std::string_view, 44> tags = {
    "p",    "br",    "div",    "span", "b",    "i",          "u",    "em",  "strong", "a",     "ul",
    "ol",   "li",    "h1",     "h2",   "h3",   "h4",         "h5",   "h6",  "table",  "tr",    "td",
    "th",   "tbody", "thead",  "pre",  "code", "blockquote", "font", "img", "hr",     "html",  "body",
    "head", "style", "script", "tt",   "s",    "del",        "ins",  "sub", "sup",    "small", "html-blob"};
constexpr std::array<std::string_view, 14> breaking = {"p",  "br", "div", "li", "tr", "h1", "h2",
                                                       "h3", "h4", "h5",  "h6", "hr", "td", "th"};

struct Entity {
  std::string_view name;
  std::string_view text;
};
constexpr std::array<Entity, 27> entities = {
    {{"amp", "&"},         {"lt", "<"},         {"gt", ">"},         {"quot", "\""},       {"apos", "'"},
     {"nbsp", " "},        {"ndash", "\u2013"}, {"mdash", "\u2014"}, {"hellip", "\u2026"}, {"lsquo", "\u2018"},
     {"rsquo", "\u2019"},  {"ldquo", "\u201C"}, {"rdquo", "\u201D"}, {"bull", "\u2022"},   {"euro", "\u20AC"},
     {"pound", "\u00A3"},  {"copy", "\u00A9"},  {"reg", "\u00AE"},   {"auml", "\u00E4"},   {"ouml", "\u00F6"},
     {"uuml", "\u00FC"},   {"Auml", "\u00C4"},  {"Ouml", "\u00D6"},  {"Uuml", "\u00DC"},   {"szlig", "\u00DF"},
     {"eacute", "\u00E9"}, {"egrave", "\u00E8"}}};

bool ascii_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool wordlike(char c) {
  return ascii_letter(c) || (c >= '0' && c <= '9') || static_cast<signed char>(c) < 0;
}

/// The size of the tag that starts at `at`, 0 when none does; `name` is its name, lower case.
std::size_t tag_size(std::string_view text, std::size_t at, std::string& name) {
  if (text.substr(at, 4) == "<!--") {
    const auto end = text.find("-->", at);
    name = "!--";
    return end == std::string_view::npos ? 0 : end + 3 - at;
  }
  auto from = at + 1;
  if (from < text.size() && text[from] == '/') ++from;
  name.clear();
  while (from < text.size() && name.size() < 12 &&
         (ascii_letter(text[from]) || (text[from] >= '0' && text[from] <= '9')))
    name += static_cast<char>(ascii_letter(text[from]) ? text[from] | 32 : text[from]), ++from;
  if (std::find(tags.begin(), tags.end(), name) == tags.end()) return 0;
  if (from < text.size() && text[from] != '>' && text[from] != ' ' && text[from] != '/' && text[from] != '\n') return 0;
  const auto end = text.substr(0, std::min(text.size(), from + 4096)).find('>', from);
  return end == std::string_view::npos ? 0 : end + 1 - at;
}

/// The size of the entity at `at`, 0 when none; `shown` is what it stands for.
std::size_t entity_size(std::string_view text, std::size_t at, std::string& shown) {
  const auto end = text.substr(at, 12).find(';');
  if (end == std::string_view::npos || end < 3) return 0;
  const auto name = text.substr(at + 1, end - 1);
  shown.clear();
  if (name[0] == '#') {
    const bool hex = name.size() > 1 && (name[1] | 32) == 'x';
    std::uint32_t point = 0;
    for (const char c : name.substr(hex ? 2 : 1)) {
      const int low = c | 32;
      const int digit = c >= '0' && c <= '9' ? c - '0' : hex && low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
      if (digit < 0 || point > 0x10FFFF) return 0;
      point = point * (hex ? 16U : 10U) + static_cast<std::uint32_t>(digit);
    }
    if (point == 0 || point > 0x10FFFF || (point >= 0xD800 && point < 0xE000)) return 0;
    append_utf8(point == 0xA0 ? ' ' : point, shown);
    return shown.size() <= end + 1 ? end + 1 : 0;
  }
  const auto found = std::find_if(entities.begin(), entities.end(), [name](const Entity& e) { return e.name == name; });
  if (found == entities.end()) return 0;
  shown = found->text;
  return end + 1;
}

void read_html(std::string_view text, TextBuilder& out) {
  std::string name;
  std::string shown;
  std::size_t at = 0;
  while (at < text.size()) {
    const auto sign = std::min(text.find_first_of("<&", at), text.size());
    if (sign > at) out.copy(text, at, sign);
    at = sign;
    if (at >= text.size()) return;
    std::size_t size = text[at] == '<' ? tag_size(text, at, name) : entity_size(text, at, shown);
    if (size == 0) {
      out.copy(text, at, at + 1);
      ++at;
    } else if (text[at] == '&') {
      out.at(at);
      out.put(shown);
      at += size;
      out.at(at);
    } else {
      const bool closing = text[at + 1] == '/';
      if ((name == "style" || name == "script") && !closing) {
        const auto end = text.find("</" + name, at);
        size = end == std::string_view::npos ? size : end - at;
      }
      const bool breaks = std::find(breaking.begin(), breaking.end(), name) != breaking.end();
      const bool needed = breaks && out.size() > 0 && out.text().back() != '\n' && at + size < text.size();
      out.skip(at, at + (needed ? size - 1 : size));
      if (needed) out.put('\n');
      at += size;
    }
  }
}

/// Signs in pairs around words: *bold*, **bold**, `code`. They go, the words stay.
bool pair_sign(std::string_view text, std::size_t at, std::string_view signs) {
  const char c = text[at];
  if (signs.find(c) == std::string_view::npos) return false;
  const bool word_before = at > 0 && wordlike(text[at - 1]);
  const bool word_after = at + 1 < text.size() && wordlike(text[at + 1]);
  if (word_before && word_after) return false;
  if (c == '*' || c == '`' || c == '_' || c == '~') {
    const bool touching = (at > 0 && text[at - 1] != ' ' && text[at - 1] != '\n') ||
                          (at + 1 < text.size() && text[at + 1] != ' ' && text[at + 1] != '\n');
    return touching;
  }
  return false;
}

bool line_start(std::string_view text, std::size_t at) {
  return at == 0 || text[at - 1] == '\n';
}

/// {code}, {color:red}, {quote}: a name in braces.
std::size_t brace_size(std::string_view text, std::size_t at) {
  const auto end = text.substr(at, 60).find('}');
  if (end == std::string_view::npos) return 0;
  const auto name = text.substr(at + 1, std::min(text.substr(at + 1, end - 1).find(':'), end - 1));
  for (const std::string_view known : {"code", "color", "quote", "noformat", "panel", "html", "adf"})
    if (name == known) return end + 1;
  return 0;
}

void read_jira(std::string_view text, TextBuilder& out) {
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t size = 0;
    const auto rest = text.substr(at);
    if (line_start(text, at) && rest.size() > 4 && rest[0] == 'h' && rest[1] >= '1' && rest[1] <= '6' &&
        rest.substr(2, 2) == ". ")
      size = 4;
    if (line_start(text, at) && (rest.starts_with("bq. "))) size = 4;
    if (rest[0] == '{') size = brace_size(text, at);
    if (size == 0 && pair_sign(text, at, "*_")) size = 1;
    const auto bar = rest[0] == '[' ? rest.substr(0, 300).find('|') : std::string_view::npos;
    const auto close = bar == std::string_view::npos ? bar : rest.find(']', bar);
    if (close != std::string_view::npos && rest.substr(0, bar).find_first_of("]\n") == std::string_view::npos) {
      out.skip(at, at + 1);
      out.copy(text, at + 1, at + bar);
      out.skip(at + bar, at + close + 1);
      at += close + 1;
    } else if (size > 0) {
      out.skip(at, at + size);
      at += size;
    } else {
      out.copy(text, at, at + 1);
      ++at;
    }
  }
}

void read_markdown(std::string_view text, TextBuilder& out) {
  std::size_t at = 0;
  while (at < text.size()) {
    const auto rest = text.substr(at);
    std::size_t size = 0;
    if (line_start(text, at)) {
      const auto marks = std::min(rest.find_first_not_of('#'), rest.size());
      if (marks > 0 && marks <= 6 && marks < rest.size() && rest[marks] == ' ') size = marks + 1;
      if (rest.starts_with("> ")) size = 2;
    }
    if (size == 0 && pair_sign(text, at, "*_`~")) size = 1;
    const auto close = rest[0] == '[' ? rest.substr(0, 300).find("](") : std::string_view::npos;
    const auto end = close == std::string_view::npos ? close : rest.find(')', close);
    if (end != std::string_view::npos && rest.substr(0, end).find('\n') == std::string_view::npos) {
      out.skip(at, at + 1);
      out.copy(text, at + 1, at + close);
      out.skip(at + close, at + end + 1);
      at += end + 1;
    } else if (size > 0) {
      out.skip(at, at + size);
      at += size;
    } else {
      out.copy(text, at, at + 1);
      ++at;
    }
  }
}

/// Steps of new text into old, led on through the steps of old text into raw.
void compose(std::vector<OffsetStep>& steps, std::size_t inner, std::size_t outer) {
  const std::vector<OffsetStep> old(steps.begin() + static_cast<std::ptrdiff_t>(inner),
                                    steps.begin() + static_cast<std::ptrdiff_t>(outer));
  const std::vector<OffsetStep> over(steps.begin() + static_cast<std::ptrdiff_t>(outer), steps.end());
  steps.resize(inner);
  const auto through = [&old](std::uint32_t place, bool ends) {
    const auto after = std::upper_bound(old.begin(), old.end(), place,
                                        [](std::uint32_t value, const OffsetStep& step) { return value < step.text; });
    if (after == old.begin()) return place;
    auto step = std::prev(after);
    if (ends && step->text == place)
      while (step != old.begin() && std::prev(step)->text == place) --step;
    return step->raw + (place - step->text);
  };
  std::uint32_t text = 0;
  std::uint32_t place = 0;
  for (std::size_t i = 0; i <= over.size(); ++i) {
    const std::uint32_t stop = i < over.size() ? over[i].text : ~std::uint32_t{0};
    for (auto step = std::lower_bound(old.begin(), old.end(), place,
                                      [](const OffsetStep&s, std::uint32_t value) { return s.text < value; });
         step != old.end() && text + (step->text - place) <= stop; ++step)
      if (i > 0 || step->text >= place) steps.push_back({text + (step->text - place), step->raw});
    if (i == over.size()) break;
    const bool ends = i + 1 < over.size() && over[i + 1].text == over[i].text;
    text = over[i].text;
    place = over[i].raw;
    steps.push_back({text, through(place, ends)});
  }
}

template <typename Pass>
void apply(Batch& batch, Field& field, Pass pass) {
  const std::size_t inner = field.step_count > 0 ? field.first_step : batch.steps.size();
  const std::size_t outer = batch.steps.size();
  TextBuilder out(batch, field.text.size());
  Field read;
  pass(field.text, out);
  out.finish(read);
  if (read.step_count == 0) return;
  field.text = read.text;
  if (outer > inner) compose(batch.steps, inner, outer);
  field.first_step = static_cast<std::uint32_t>(inner);
  field.step_count = static_cast<std::uint32_t>(batch.steps.size() - inner);
}

bool holds_html(std::string_view text) {
  std::string name;
  for (auto at = text.find_first_of("<&"); at != std::string_view::npos; at = text.find_first_of("<&", at + 1))
    if ((text[at] == '<' ? tag_size(text, at, name) : entity_size(text, at, name)) > 0) return true;
  return false;
}

/// "#word", "@name": the size of the mark at `at`, 0 when none stands there.
std::size_t mark_size(std::string_view text, std::size_t at, std::string_view signs) {
  if (signs.find(text[at]) == std::string_view::npos || (at > 0 && text[at - 1] != ' ' && text[at - 1] != '\n'))
    return 0;
  const auto end = std::min(text.find_first_of(" \n\r\t", at), text.size());
  const auto word = text.substr(at + 1, end - at - 1);
  return !word.empty() && wordlike(word[0]) && word.find_first_not_of("0123456789.,") != std::string_view::npos
             ? end - at
             : 0;
}

}  // namespace

std::string_view marked_words(std::string_view text, std::string_view signs, Batch& batch) {
  if (text.find_first_of(signs) == std::string_view::npos) return {};
  char* out = batch.arena.allocate(2 * text.size());
  std::size_t size = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto mark = mark_size(text, at, signs);
    if (mark > 0) {
      if (size > 0) size = static_cast<std::size_t>(std::copy_n(", ", 2, out + size) - out);
      const auto word = text.substr(at + 1, mark - 1);
      size = static_cast<std::size_t>(std::copy(word.begin(), word.end(), out + size) - out);
    }
    at += std::max<std::size_t>(mark, 1);
  }
  batch.arena.shrink(out, size);
  return {out, size};
}

void read_marks(Batch& batch, Field& field, std::string_view signs) {
  if (field.text.find_first_of(signs) == std::string_view::npos) return;
  apply(batch, field, [signs](std::string_view text, TextBuilder& out) {
    for (std::size_t at = 0; at < text.size();) {
      const auto mark = mark_size(text, at, signs);
      if (mark == 0) {
        out.copy(text, at, at + 1);
        ++at;
        continue;
      }
      // With one of the blanks around it.
      const auto end = at + mark < text.size() && text[at + mark] == ' ' ? at + mark + 1 : at + mark;
      out.skip(at, end);
      at = end;
    }
  });
}

void read_markup(Batch& batch, Field& field, Markup kind) {
  if (field.text.size() < 2) return;
  if (field.text.find_first_of("<&") != std::string_view::npos && holds_html(field.text))
    apply(batch, field, read_html);
  if (kind == Markup::jira && field.text.find_first_of("*_{[h") != std::string_view::npos)
    apply(batch, field, read_jira);
  if (kind == Markup::markdown && field.text.find_first_of("*_`~[#>") != std::string_view::npos)
    apply(batch, field, read_markdown);
}

}  // namespace worktell::input
