#include <fmt/format.h>

#include <filesystem>
#include <optional>

#include "cli/commands.hpp"
#include "cli/inputs.hpp"
#include "cli/trace.hpp"
#include "score/labeller.hpp"

namespace worktell::cli {

namespace {

/// "FILE:ROW", where FILE is there.
struct RowName {
  std::string file;
  std::uint64_t row = 0;
};

RowName row_name(const std::string& argument) {
  const auto colon = argument.rfind(':');
  if (colon == std::string::npos || colon + 1 == argument.size() || argument.size() - colon > 18) return {};
  const auto digits = argument.substr(colon + 1);
  if (digits.find_first_not_of("0123456789") != std::string::npos) return {};
  const auto file = argument.substr(0, colon);
  std::error_code error;
  if (file != "-" && !std::filesystem::exists(file, error)) return {};
  return {file, std::strtoull(digits.c_str(), nullptr, 10)};
}

/// One activity that keeps what it points into.
struct Subject {
  std::string file;
  std::optional<input::Stream> stream;  ///< owns the names of columns
  input::Block block;
  input::Batch batch;
  std::size_t number = 0;  ///< in batch.activities
};

void take_text(Subject& subject, const std::string& text) {
  subject.file = "-";
  const auto kept = subject.batch.arena.copy(text);
  subject.batch.fields.push_back({.name = "text", .text = kept, .raw = kept});
  input::Activity activity;
  activity.record = activity.row = activity.line = activity.column = 1;
  activity.bytes = kept;
  activity.field_count = 1;
  subject.batch.activities.push_back(activity);
}

Problem no_such_row(const RowName& wanted, std::uint64_t last) {
  return {.where = {.file = wanted.file},
          .what = fmt::format("there is no activity in row {}", wanted.row),
          .why = last == 0 ? "the input holds none" : fmt::format("the last one is in row {}", last),
          .remedy = "Rows count as in a spreadsheet: the header is row 1, the first activity often row 2."};
}

Result<bool> find_row(Subject& subject, const RowName& wanted, const input::Options& options) {
  auto opened = input::Stream::open(wanted.file, options);
  if (!opened) return fail(opened.error());
  auto& stream = subject.stream.emplace(std::move(*opened));
  std::uint64_t last = 0;
  subject.file = wanted.file;
  while (true) {
    const auto more = stream.next(subject.block);
    if (!more) return fail(more.error());
    if (!*more) return fail(no_such_row(wanted, last));
    stream.parse(subject.block, subject.batch);
    for (subject.number = 0; subject.number < subject.batch.activities.size(); ++subject.number) {
      last = subject.batch.activities[subject.number].row;
      if (last == wanted.row) return true;
    }
  }
}

Problem is_file(const std::string& name) {
  return {.where = {.file = name},
          .what = "this is a file, and explain wants one activity of it",
          .remedy = fmt::format("Name a row: worktell explain {0}:2\n  or label the whole file: worktell {0}", name)};
}

Result<bool> find_subject(Subject& subject, const Session& session) {
  const auto text = fmt::format("{}", fmt::join(session.arguments(), " "));
  std::error_code error;
  if (std::filesystem::is_regular_file(text, error)) return fail(is_file(text));
  if (const auto row = row_name(text); !row.file.empty())
    return find_row(subject, row, input_options_of(session.settings()));
  if (text.find_first_not_of(" \t\n") == std::string::npos)
    return fail({.what = "there is no text to explain",
                 .remedy = "Write it in quotation marks: worktell explain \"Call Ms Berger back\""});
  take_text(subject, text);
  return true;
}

int run_explain(Session& session) {
  const auto* pack = session.pack();
  if (pack == nullptr) return exit_error;
  Subject subject;
  if (const auto found = find_subject(subject, session); !found) return Session::tell(found.error()), exit_error;
  score::Labeller labeller(*pack);
  const auto& activity = subject.batch.activities[subject.number];
  const auto& verdict = labeller.label(subject.batch, activity);
  const Trace trace{*pack, labeller, {subject.file, subject.batch, activity, verdict}};
  const bool json = session.settings().text("format") == "json";
  session.print(json ? trace_json(trace) : trace_text(trace, Session::width(), session.color()));
  return session.output_status();
}

std::span<const OptionRow> explain_options() {
  static constexpr OptionRow rows[] = {
      {"format", 'f', ValueKind::text, "FORMAT", "tell the trace so", "text", text_or_json, "Output"},
  };
  return rows;
}

}  // namespace

const Command explain_command = {
    .name = "explain",
    .summary = "Tells how the verdict on one text or row comes about.",
    .arguments = "TEXT | FILE:ROW",
    .least = 1,
    .most = any_number,
    .options = {explain_options, input_options, pack_options},
    .details =
        "Shows what was matched and where, the points with what raised or lowered them, the sums, and what would "
        "change "
        "the label. All of it adds up by hand.\n"
        "\n"
        "  worktell explain \"Call Ms Berger back\"\n"
        "  worktell explain tasks.csv:17",
    .run = run_explain,
};

}  // namespace worktell::cli
