#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "cli/commands.hpp"
#include "cli/inputs.hpp"
#include "cli/tell.hpp"
#include "output/escape.hpp"
#include "output/look.hpp"

namespace worktell::cli {

namespace {

output::Options output_options_of(const Session& session) {
  const auto& settings = session.settings();
  output::Options options;
  options.format = settings.text("format");
  options.fields = settings.list("fields");
  options.append = settings.flag("append");
  options.header = settings.given("header") ? settings.flag("header") : options.format == "csv";
  options.color = session.color();
  options.width = Session::terminal_output() ? Session::width() : 0;
  return options;
}

/// The labels of --only as a set of bits; all where it was not given.
Result<std::uint8_t> wanted_labels(const Settings& settings, const rules::CompiledPack& pack) {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < 4; ++i) names.push_back(pack.label_name(i));
  unsigned set = 0;
  for (const auto& typed : settings.list("only")) {
    const auto found = std::find(names.begin(), names.end(), typed);
    if (found != names.end()) {
      set |= 1U << static_cast<unsigned>(found - names.begin());
      continue;
    }
    const auto near = nearest(typed, names);
    return fail({.what = fmt::format("{}: there is no label \"{}\"", settings.origin("only").text, typed),
                 .why = near.empty() ? "" : fmt::format("did you mean \"{}\"?", near),
                 .remedy = fmt::format("Labels: {}", fmt::join(names, ", "))});
  }
  return static_cast<std::uint8_t>(set == 0 ? 0xFU : set);
}

Result<run::Options> run_options_of(const Session& session, const rules::CompiledPack& pack) {
  const auto& settings = session.settings();
  const auto labels = wanted_labels(settings, pack);
  if (!labels) return fail(labels.error());
  return run::Options{.jobs = static_cast<std::size_t>(settings.count("jobs")),
                      .labels = *labels,
                      .min_confidence = settings.thousandths("min-confidence"),
                      .progress = ::isatty(STDERR_FILENO) != 0 && !Session::terminal_output()};
}

std::string bar(std::uint64_t part, std::uint64_t whole) {
  std::string text;
  for (std::uint64_t i = 0; i < (part * 30 + whole / 2) / whole; ++i) text += "▇";
  return text;
}

std::string summary(const Session& session, const rules::CompiledPack& pack, const run::Tally& tally) {
  const output::Look look(session.color());
  auto text = fmt::format("\n{}{}{}\n", look.bold(), counted(tally.labelled, "activity", "activities"), look.plain());
  std::size_t widest = 0;
  for (std::size_t i = 0; i < tally.labels.size(); ++i) widest = std::max(widest, output::cells_of(pack.label_name(i)));
  for (std::size_t i = 0; i < tally.labels.size(); ++i) {
    const auto label = static_cast<score::Label>(i);
    const auto number = tally.labels[i];
    const auto whole = std::max<std::uint64_t>(1, tally.labelled);
    text += fmt::format("  {}{:<{}}{} {:>9} {:>5.1f}%  {}\n", look.label(label), pack.label_name(i), widest + 1,
                        look.plain(), output::grouped(number),
                        100.0 * static_cast<double>(number) / static_cast<double>(whole), bar(number, whole));
  }
  if (tally.shown < tally.labelled) text += fmt::format("  shown: {}\n", output::grouped(tally.shown));
  return text;
}

bool wants_summary(const Session& session) {
  const auto& settings = session.settings();
  if (settings.text("format") != "text" || settings.flag("append")) return false;
  return settings.given("summary") ? settings.flag("summary") : Session::terminal_output();
}

Result<bool> check_together(const Settings& settings) {
  const auto format = settings.text("format");
  const bool asked = settings.origin("format").source == Source::flag;
  if (settings.flag("append") && asked && format != "csv")
    return fail({.what = fmt::format("--append does not go with --format {}", format),
                 .why = "it writes the CSV that came in",
                 .remedy = "Leave one of the two out."});
  return true;
}

int label(Session& session, const rules::CompiledPack& pack) {
  if (const auto fits = check_together(session.settings()); !fits) return Session::tell(fits.error()), exit_error;
  const auto files = files_of(session);
  if (!files) return Session::tell(files.error()), exit_error;
  const auto options = run_options_of(session, pack);
  if (!options) return Session::tell(options.error()), exit_error;
  const auto writer = output::make_writer(pack, output_options_of(session));
  if (!writer) return Session::tell(writer.error()), exit_error;
  run::DescriptorSink sink(STDOUT_FILENO, "standard output");
  const auto listener = usual_listener(session);
  run::Pipeline pipeline(pack, **writer, sink, *options, listener);
  const auto outcome = pipeline.run(*files, input_options_of(session.settings()));
  if (wants_summary(session) && !outcome.closed && !outcome.output_failed && outcome.tally.labelled > 0)
    session.print(summary(session, pack, outcome.tally));
  const int status = finish_run(session, outcome);
  return status == exit_done ? session.output_status() : status;
}

int run_label(Session& session) {
  const auto* pack = session.pack();
  return pack == nullptr ? exit_error : label(session, *pack);
}

}  // namespace

const Command label_command = {
    .name = "",
    .summary = "Tells what kind of work activities are, with the reasons.",
    .arguments = "[FILE...]",
    .least = 0,
    .most = any_number,
    .options = {input_options, output_options, pack_options, run_options},
    .details =
        "Reads task exports, calendars, CRM and time logs (CSV, TSV, JSON, NDJSON, XLSX, ICS, Jira XML, todo.txt, Org, "
        "Markdown, plain lines), or lines on standard input, and labels every activity. The format, the encoding and "
        "the columns are found out.\n"
        "\n"
        "  worktell tasks.csv                            label an export\n"
        "  worktell --format ndjson tasks.csv | jq .     every score and reason as data\n"
        "  worktell --append tasks.csv > labelled.csv    the same table with the verdict added\n"
        "  worktell explain \"Call Ms Berger back\"        why one text is what it is",
    .run = run_label,
};

}  // namespace worktell::cli
