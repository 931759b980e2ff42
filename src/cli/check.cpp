#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "cli/check_since.hpp"
#include "cli/check_targets.hpp"
#include "cli/check_writer.hpp"
#include "cli/commands.hpp"
#include "cli/declared_map.hpp"
#include "cli/inputs.hpp"
#include "cli/tell.hpp"
#include "run/interrupt.hpp"

namespace worktell::cli {

namespace {

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const auto& row : output::check_formats()) names.emplace_back(row.name);
  return names;
}

std::vector<std::string> fail_on_names() {
  return {"mismatch", "mixed", "unclear", "stale", "expired", "unknown", "nothing"};
}

constexpr std::string_view group = "Check";
using enum ValueKind;

constexpr OptionRow rows[] = {
    {"format", 'f', text, "FORMAT", "write what was found in this format", "text", format_names, group},
    {"report", 0, list, "FORMAT=FILE", "write it to this file too, in this format", "", nullptr, group},
    {"all", 0, flag, "", "json and ndjson hold every activity, not only mismatches", "", nullptr, group},
    {"fail-on", 0, list, "WHAT", "what the gate fails on", "mismatch", fail_on_names, group},
    {"max-mismatch", 0, text, "N|P%", "let so many mismatches pass, or such a share of the compared activities", "0",
     nullptr, group},
    {"min-confidence", 0, fraction, "0..1",
     "how sure a mismatch must be to be told; where it is not given, the pack's alarm-confidence", "", nullptr, group},
    {"baseline", 0, path, "FILE", "what stands in this file is accepted or waived", "", nullptr, group},
    {"update-baseline", 0, flag, "", "accept what stands today: write it to the baseline", "", nullptr, group},
    {"since", 0, text, "REV", "check only rows that a git change since this revision added or altered", "", nullptr,
     group},
    {"allow-undeclared", 0, flag, "", "an input without the declared column is no error", "", nullptr, group},
    {"today", 0, text, "DAY", "the day by which waivers expire, as YYYY-MM-DD; by default that of the clock (UTC)", "",
     nullptr, group},
};

std::span<const OptionRow> check_options() {
  return rows;
}

std::string today_by_clock() {
  const auto now = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  const std::chrono::year_month_day day(now);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                     static_cast<unsigned>(day.day()));
}

Result<std::string> today_of(const Settings& settings) {
  const auto typed = settings.text("today");
  if (typed.empty()) return today_by_clock();
  if (audit::is_day(typed)) return typed;
  return fail({.what = fmt::format("{}: \"{}\" is no day", settings.origin("today").text, typed),
               .remedy = "Write it as 2027-01-31."});
}

Result<audit::Gate> gate_of(const Settings& settings) {
  audit::Gate gate{.fail_on = 0};
  const auto names = fail_on_names();
  for (const auto& typed : settings.list("fail-on")) {
    const auto bit = static_cast<unsigned>(std::find(names.begin(), names.end(), typed) - names.begin());
    if (typed != "nothing") gate.fail_on = static_cast<std::uint8_t>(gate.fail_on | (1U << bit));
  }
  const auto most = settings.text("max-mismatch");
  if (!audit::read_most(most, gate))
    return fail({.where = settings.origin("max-mismatch").where,
                 .what = fmt::format("max-mismatch: \"{}\" is not possible", most),
                 .why = "a whole number or a share is wanted, such as 5 or 2.5%"});
  return gate;
}

/// The baseline, empty where none was named; one that is not there yet may be made by --update-baseline.
Result<audit::Baseline> baseline_of(const Settings& settings, std::vector<Problem>& problems) {
  const auto path = settings.text("baseline");
  const bool update = settings.flag("update-baseline");
  if (path.empty() && update)
    return fail({.what = "--update-baseline wants to know the file", .remedy = "Name it: --baseline FILE"});
  if (update && settings.given("since"))
    return fail({.what = "--update-baseline does not go with --since",
                 .why = "what is not checked would be dropped from the baseline",
                 .remedy = "Leave one of the two out."});
  if (path.empty() || (update && !std::filesystem::exists(path)))
    return audit::Baseline{.path = path, .accepted = {}, .waivers = {}};
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  if (file) content << file.rdbuf();
  if (!file || std::filesystem::is_directory(path))
    return fail({.where = {.file = path},
                 .what = "cannot read this baseline",
                 .remedy = "Check the path, or make it: add --update-baseline, which accepts what stands today."});
  return audit::parse_baseline(content.str(), path, problems);
}

/// One run of the check, from the files to the exit code.
class Check {
 public:
  Check(Session& session, const rules::CompiledPack& pack, audit::DeclaredMap map, audit::Baseline baseline,
        audit::Gate gate, const std::string& today)
      : session_(session),
        settings_(session.settings()),
        pack_(pack),
        map_(std::move(map)),
        baseline_(std::move(baseline)),
        judge_(baseline_, today),
        targets_(session) {
    options_.gate = gate;
    options_.min_confidence = alarm_confidence_of(settings_, pack);
    options_.all = settings_.flag("all");
    options_.accept = settings_.flag("update-baseline");
  }

  int run(const std::vector<std::string>& files) {
    if (const auto open = targets_.open(); !open) return Session::tell(open.error()), exit_error;
    options_.json = targets_.wants_json();
    CheckWriter writer(pack_, map_, judge_, options_);
    const auto outcome = read(files, writer);
    status_ = finish_run(session_, outcome);
    auto totals = writer.totals();
    const auto findings = writer.take();
    if (status_ == exit_done && !outcome.closed) status_ = check_compared(totals);
    const bool all_seen = status_ == exit_done && !settings_.given("since");
    if (all_seen) count_stale(totals);  // what was not read can't be told from what is gone
    return tell(findings, totals);
  }

 private:
  run::Outcome read(const std::vector<std::string>& files, CheckWriter& writer) {
    const auto listener = usual_listener(session_);
    const run::InterruptGuard guard(STDOUT_FILENO, "");
    run::Pipeline pipeline(pack_, writer, targets_,
                           {.jobs = static_cast<std::size_t>(settings_.count("jobs")),
                            .progress = ::isatty(STDERR_FILENO) != 0 && !Session::terminal_output()},
                           listener);
    targets_.begin();
    std::uint64_t failed = 0;
    for (const auto& file : files) {
      auto stream = open(file, writer);
      if (!stream) {
        ++failed;
        Session::tell(stream.error());
      } else if (!pipeline.add(*stream)) {
        break;
      }
    }
    auto outcome = pipeline.finish();
    outcome.inputs_failed += failed;
    return outcome;
  }

  Result<input::Stream> open(const std::string& file, CheckWriter& writer) const {
    const bool lenient = settings_.flag("allow-undeclared");
    auto options = input_options_of(settings_);
    if (file == "-" && settings_.given("since")) return fail(changed_since(file, "").error());
    auto stream = input::Stream::open(file, options);
    if (!stream && lenient && !options.declared.empty()) {
      options.declared.clear();
      stream = input::Stream::open(file, options);
    }
    if (!stream) return stream;
    const auto& uses = stream->layout().uses;
    const bool declares = std::any_of(uses.begin(), uses.end(), [](const auto& use) { return use.role == "declared"; });
    if (!declares && !lenient) return fail(undeclared(file, stream->layout()));
    writer.set_changed({});
    if (!settings_.given("since")) return stream;
    auto changed = changed_since(file, settings_.text("since"));
    if (!changed) return fail(changed.error());
    writer.set_changed(std::move(*changed));
    return stream;
  }

  static Problem undeclared(const std::string& file, const input::Layout& layout) {
    const auto columns =
        layout.columns.empty() ? std::string() : fmt::format(" (it has: {})", fmt::join(layout.columns, ", "));
    return {.where = {.file = file},
            .what = "no column says what the activities are filed under",
            .remedy = fmt::format("Name it: --declared COLUMN{}, or say --allow-undeclared if that is fine.", columns)};
  }

  /// A check that compared nothing is no pass.
  int check_compared(const audit::Totals& totals) const {
    const bool fine = totals.compared > 0 || totals.activities == 0 || settings_.flag("allow-undeclared");
    if (fine) return exit_done;
    Problem problem{
        .what = "nothing could be compared",
        .why = totals.unknown.empty() ? "no activity is filed under anything" : "no declared value is known",
        .remedy = "Check --declared, or map the values in the table [declared] of .worktell.toml."};
    if (!totals.unknown.empty()) {
      problem.why += ": ";
      std::size_t told = 0;
      for (const auto& [value, number] : totals.unknown)
        if (told++ < 5) problem.why += fmt::format("{}\"{}\"", told > 1 ? ", " : "", value);
    }
    Session::tell(problem);
    return exit_error;
  }

  void count_stale(audit::Totals& totals) {
    if (!options_.accept) stale_ = judge_.stale();
    stale_waivers_ = judge_.stale_waivers();
    totals.stale = stale_.size() + stale_waivers_.size();
  }

  int tell(const std::vector<audit::Finding>& findings, audit::Totals& totals) {
    const auto expired = judge_.expired_waivers();
    totals.expired_waivers = expired.size();
    const output::CheckReport report{.pack = pack_,
                                     .findings = findings,
                                     .totals = totals,
                                     .gate = options_.gate,
                                     .failures = audit::failures(options_.gate, totals),
                                     .stale = stale_,
                                     .stale_waivers = stale_waivers_,
                                     .expired_waivers = expired,
                                     .complete = status_ == exit_done,
                                     .color = session_.color(),
                                     .version = WORKTELL_VERSION};
    if (!targets_.finish(report)) return exit_error;
    if (session_.output_status() != exit_done) return exit_error;
    if (status_ == exit_done && options_.accept && !update(findings)) return exit_error;
    if (status_ != exit_done) return status_;
    return report.failures.empty() ? exit_done : exit_gate;
  }

  bool update(const std::vector<audit::Finding>& findings) {
    const auto now = audit::updated(baseline_, findings);
    run::WholeFile file(now.path);
    auto done = file.put(audit::baseline_text(now));
    if (done) done = file.seal();
    if (done) done = file.commit();
    if (!done) return Session::tell(done.error()), false;
    Session::note(fmt::format("{}: {} accepted", now.path, counted(now.accepted.size(), "activity", "activities")));
    return true;
  }

  Session& session_;
  const Settings& settings_;
  const rules::CompiledPack& pack_;
  audit::DeclaredMap map_;
  audit::Baseline baseline_;
  audit::Judge judge_;
  CheckTargets targets_;
  CheckOptions options_;
  std::vector<const audit::Accepted*> stale_;
  std::vector<const audit::Waiver*> stale_waivers_;
  int status_ = exit_done;
};

int check(Session& session, const rules::CompiledPack& pack) {
  std::vector<Problem> problems;
  const auto& settings = session.settings();
  const auto wrong = [](const Problem& problem) { return Session::tell(problem), exit_error; };
  const auto files = files_of(session);
  if (!files) return wrong(files.error());
  const auto gate = gate_of(settings);
  if (!gate) return wrong(gate.error());
  const auto today = today_of(settings);
  if (!today) return wrong(today.error());
  auto map = declared_map_of(settings, pack, problems);
  auto baseline = baseline_of(settings, problems);
  if (!baseline) return wrong(baseline.error());
  for (const auto& problem : problems) Session::tell(problem);
  if (!problems.empty()) return exit_error;
  return Check(session, pack, std::move(map), std::move(*baseline), *gate, *today).run(*files);
}

int run_check(Session& session) {
  const auto* pack = session.pack();
  return pack == nullptr ? exit_error : check(session, *pack);
}

}  // namespace

const Command check_command = {
    .name = "check",
    .summary = "Compares what activities are with what they are filed under; a gate for CI.",
    .arguments = "FILE...",
    .least = 0,
    .most = any_number,
    .options = {check_options, input_options, pack_options, run_options},
    .details =
        "Reads the declared label from a column (--declared; usual names are found by themselves), maps it to a label "
        "by the table [declared] of the pack and of .worktell.toml, and tells where the text contradicts it. A text "
        "that is both kinds of work, or says too little, contradicts nothing.\n"
        "\n"
        "The confidence of a mismatch compares the two labels concerned alone: (read - filed) / (read + filed + 1), in "
        "the points that \"worktell explain\" prints.\n"
        "\n"
        "  worktell check log.csv --declared Team                              tell mismatches; exit 1 if there are "
        "any\n"
        "  worktell check log.csv --max-mismatch 2%                            let some pass\n"
        "  worktell check log.csv --baseline b.toml --update-baseline          accept what stands today\n"
        "  worktell check log.csv --baseline b.toml --since origin/main        only rows that a change touched\n"
        "  worktell check log.csv --format github --report sarif=check.sarif   for CI\n"
        "\n"
        "Exit codes: 0 the gate passes; 1 it fails; 2 an error: an input without activities or without the declared "
        "column, or one that could not be read whole, never passes.",
    .run = run_check,
};

}  // namespace worktell::cli
