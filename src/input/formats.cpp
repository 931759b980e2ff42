#include <array>

#include "input/reader.hpp"

namespace worktell::input {

namespace {

// One row a format. The likeliest wins; between equals the first.
constexpr std::array<FormatEntry, 11> entries = {{
    {{"xlsx", "Excel workbook, every visible sheet", "xlsx xlsm"}, likely_xlsx, make_xlsx, true, true},
    {{"ics", "iCalendar: events and to-dos", "ics ical ifb"}, likely_ics, make_ics, false, false},
    {{"xml", "Jira issues as XML (RSS)", "xml"}, likely_jira_xml, make_jira_xml, false, false},
    {{"ndjson", "one JSON object or string a line", "ndjson jsonl"}, likely_ndjson, make_ndjson, false, false},
    {{"json", "JSON: an array of objects or strings, also inside an envelope", "json"},
     likely_json,
     make_json,
     false,
     false},
    {{"tsv", "values separated by tabs", "tsv tab"}, likely_tsv, make_tsv, false, false},
    {{"csv", "values separated by comma, semicolon, tab or bar", "csv"}, likely_csv, make_delimited, false, false},
    {{"todotxt", "todo.txt task list", "todo.txt"}, likely_todotxt, make_todotxt, false, false},
    {{"org", "Org mode headlines", "org"}, likely_org, make_org, false, false},
    {{"markdown", "checklist items in Markdown", "md markdown"}, likely_markdown, make_markdown, false, false},
    {{"lines", "plain text, one activity a line", "txt text log"}, likely_lines, make_lines, false, false},
}};

constexpr auto public_formats = [] {
  std::array<Format, entries.size()> list{};
  for (std::size_t i = 0; i < entries.size(); ++i) list[i] = entries[i].format;
  return list;
}();

}  // namespace

std::span<const FormatEntry> format_entries() {
  return entries;
}

std::span<const Format> formats() {
  return public_formats;
}

}  // namespace worktell::input
