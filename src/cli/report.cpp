#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "cli/commands.hpp"
#include "cli/declared_map.hpp"
#include "cli/inputs.hpp"
#include "cli/verdict_files.hpp"
#include "cli/whole_file.hpp"
#include "report/words.hpp"

namespace worktell::cli {

namespace {

std::vector<std::string> report_formats() {
  return {"text", "markdown", "json", "html"};
}

constexpr std::string_view report_group = "Report";

constexpr OptionRow report_rows[] = {
    {"format", 'f', ValueKind::text, "FORMAT", "write the report in this format", "text", report_formats, report_group},
    {"output", 'o', ValueKind::path, "FILE", "write the report to this file, whole or not at all", "", nullptr,
     report_group},
    {"title", 0, ValueKind::text, "TEXT", "the report's title", "What the work is", nullptr, report_group},
    {"top", 0, ValueKind::count, "N", "tell so many activities of each kind, owners, files and rules one by one", "10",
     nullptr, report_group},
    {"rows", 0, ValueKind::count, "N", "activities in the page's table; beyond it those most worth a second look",
     "100000", nullptr, report_group},
    {"min-confidence", 0, ValueKind::fraction, "0..1",
     "take a verdict that contradicts the team as filed wrong from this confidence on; the pack has a default", "",
     nullptr, report_group},
};

std::span<const OptionRow> report_options() {
  return report_rows;
}

report::Wanted wanted_of(const Settings& settings) {
  report::Wanted wanted;
  wanted.top = static_cast<std::size_t>(settings.count("top"));
  wanted.rows = settings.text("format") == "html" ? static_cast<std::size_t>(settings.count("rows")) : 0;
  return wanted;
}

std::string written(const Session& session, const report::Report& report) {
  const auto format = session.settings().text("format");
  const bool to_file = session.settings().given("output");
  std::string out;
  if (format == "json") {
    report::write_json(report, out);
  } else if (format == "markdown") {
    report::write_markdown(report, out);
  } else if (format == "html") {
    report::write_page(report, out);
  } else {
    report::write_text(report, session.color() && !to_file, Session::terminal_output() ? Session::width() : 100, out);
  }
  return out;
}

bool put(Session& session, std::string_view text) {
  const auto file = session.settings().text("output");
  if (file.empty()) return session.print(text), session.output_status() == exit_done;
  const auto done = write_whole(file, text);
  if (!done) Session::tell(done.error());
  return done.has_value();
}

int make_report(Session& session, const rules::CompiledPack& pack) {
  const auto files = files_of(session);
  if (!files) return Session::tell(files.error()), exit_error;
  std::vector<Problem> problems;
  auto map = declared_map_of(session.settings(), pack, problems);
  for (const auto& problem : problems) Session::tell(problem);
  if (!problems.empty()) return exit_error;
  const auto wanted = wanted_of(session.settings());
  report::Totals totals(pack, judge_of(session.settings(), pack, std::move(map)), wanted);
  const auto outcome = read_verdicts(session, pack, *files, totals);
  const auto summary = totals.finish();
  for (const auto& notice : summary.notices) Session::note(notice);
  const bool empty = outcome.tally.labelled == 0 && !session.settings().flag("allow-empty");
  const report::Report report{
      .pack = pack, .summary = summary, .title = session.settings().text("title"), .top = wanted.top};
  if (!empty && !put(session, written(session, report))) return exit_error;
  return finish_run(session, outcome);
}

int run_report(Session& session) {
  const auto* pack = session.pack();
  return pack == nullptr ? exit_error : make_report(session, *pack);
}

}  // namespace

const Command report_command = {
    .name = "report",
    .summary = "Adds activities up by label, team, owner, month and file; also as a page with charts.",
    .arguments = "[FILE...]",
    .least = 0,
    .most = any_number,
    .options = {report_options, input_options, pack_options, run_options},
    .details =
        "Tells how much of each kind of work there is, where teams differ from what they say, which activities are "
        "most "
        "worth a second look, and which evidence decided most. Takes exports as the other commands do, and the NDJSON "
        "of earlier runs: verdict files of several shards add up to exactly the report of one run over the whole.\n"
        "\n"
        "  worktell report tasks.csv                           totals as text\n"
        "  worktell report --format html -o work.html *.csv    one page for a browser, with charts and a table\n"
        "  worktell --format ndjson jan.csv > jan.ndjson       label once ...\n"
        "  worktell report jan.ndjson feb.ndjson               ... and add up later\n"
        "\n"
        "The page is one file that loads nothing: it can be mailed, put on a share and printed.",
    .run = run_report,
};

}  // namespace worktell::cli
