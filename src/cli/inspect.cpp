#include <fmt/format.h>

#include <algorithm>

#include "cli/commands.hpp"
#include "cli/inputs.hpp"
#include "cli/tell.hpp"
#include "input/encoding.hpp"
#include "input/facts.hpp"
#include "output/escape.hpp"
#include "output/look.hpp"
#include "text/utf8.hpp"

namespace worktell::cli {

namespace {

constexpr std::size_t records_shown = 3;

/// A word as a shell takes it.
std::string shell_word(const std::string& word) {
  const auto odd = word.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./,:+@%");
  if (odd == std::string::npos && !word.empty()) return word;
  std::string out = "'";
  for (const char c : word) c == '\'' ? out += "'\\''" : out += c;
  return out + "'";
}

std::string explicit_command(const input::Stream& stream) {
  const auto& layout = stream.layout();
  auto command =
      fmt::format("worktell --input-format {} --encoding {}", layout.format, input::encoding_name(layout.encoding));
  if (layout.delimiter != 0)
    command +=
        fmt::format(" --delimiter {}", layout.delimiter == '\t' ? "tab" : shell_word(std::string(1, layout.delimiter)));
  for (const auto& use : layout.uses)
    if (use.role == "text" || use.role == "id" || use.role == "owner" || use.role == "declared" || use.role == "date")
      command += fmt::format(" --{} {}", use.role, shell_word(harmless(use.name)));
  return command + ' ' + shell_word(stream.name());
}

void append_row(std::string& out, std::string_view name, std::string_view value, std::size_t width) {
  if (value.empty()) return;
  out += fmt::format("  {:<11}", name);
  append_wrapped(out, harmless(value), 13, width);
  out += '\n';
}

std::string recognised(const input::Stream& stream, std::size_t width) {
  const auto& layout = stream.layout();
  std::string out;
  append_row(out, "format", layout.format, width);
  append_row(out, "tool", layout.tool, width);
  append_row(out, "encoding", input::encoding_name(layout.encoding), width);
  if (layout.delimiter != 0) append_row(out, "delimiter", delimiter_name(layout.delimiter), width);
  if (layout.header_row > 0) append_row(out, "header", fmt::format("row {}", layout.header_row), width);
  append_row(out, "columns", fmt::format("{}", fmt::join(layout.columns, ", ")), width);
  for (const auto& note : layout.notes) append_row(out, "note", note, width);
  return out;
}

std::string uses(const input::Layout& layout, std::size_t width) {
  std::string out;
  for (const auto& use : layout.uses) append_row(out, use.role, fmt::format("{} ({})", use.name, use.reason), width);
  return out.empty() ? "  every line is text\n" : out;
}

void append_fitted_row(std::string& out, std::string_view name, std::string_view value, std::size_t width) {
  if (value.empty()) return;
  std::string valid(value.size(), '\0');
  text::repair(value, valid.data());
  out += fmt::format("    {:<10} ", output::shown(name));
  output::append_fitted(out, valid, width - 16);
  out += '\n';
}

/// What the fact was understood as, and from what: "1:30:00 (Duration: 1.5)".
std::string fact_shown(const input::Fact& fact) {
  const auto value = input::fact_value(fact);
  if (fact.text.empty() || fact.text == value) return fmt::format("{} ({})", value, fact.column);
  return fmt::format("{} ({}: {})", value, fact.column, fact.text);
}

std::string record(const input::Batch& batch, const input::Activity& activity, std::size_t width) {
  auto out = fmt::format("  row {}, line {}\n", activity.row, activity.line);
  append_fitted_row(out, "id", activity.id, width);
  for (const auto& field : batch.fields_of(activity)) append_fitted_row(out, field.name, field.text, width);
  append_fitted_row(out, "owner", activity.owner, width);
  append_fitted_row(out, "declared", activity.declared, width);
  append_fitted_row(out, "date", activity.date, width);
  for (const auto& fact : batch.facts_of(activity))
    append_fitted_row(out, input::fact_name(fact.kind), fact_shown(fact), width);
  return out;
}

/// The first records, as they will be read, with what was told about them.
Result<std::string> first_records(input::Stream& stream, std::size_t width) {
  input::Block block;
  input::Batch batch;
  std::string out;
  std::size_t shown = 0;
  while (shown < records_shown) {
    const auto more = stream.next(block);
    if (!more) return fail(more.error());
    if (!*more) break;
    stream.parse(block, batch);
    for (const auto& activity : batch.activities)
      if (shown < records_shown) out += record(batch, activity, width), ++shown;
    for (const auto& report : batch.reports)
      if (report.records_lost > 0) out += fmt::format("  {}\n", harmless(render(report.problem)));
  }
  return out.empty() ? std::string("  none\n") : out;
}

bool inspect(Session& session, const std::string& file) {
  auto stream = input::Stream::open(file, input_options_of(session.settings()));
  if (!stream) return Session::tell(stream.error()), false;
  const auto width = std::clamp<std::size_t>(Session::width(), 40, 110);
  const output::Look look(session.color());
  const auto heading = [&look](std::string_view words) {
    return fmt::format("\n{}{}{}\n", look.bold(), words, look.plain());
  };
  auto text = fmt::format("{}{}{}\n", look.bold(), file == "-" ? "standard input" : harmless(file), look.plain());
  text += recognised(*stream, width) + heading("How the columns are used") + uses(stream->layout(), width);
  const auto records = first_records(*stream, width);
  text += heading("The first records") + (records ? *records : std::string());
  text += heading("The same, said explicitly") + "  " + explicit_command(*stream) + '\n';
  session.print(text);
  if (!records) Session::tell(records.error());
  return records.has_value();
}

int run_inspect(Session& session) {
  const auto files = files_of(session);
  if (!files) return Session::tell(files.error()), exit_error;
  bool good = true;
  for (const auto& file : *files) {
    if (&file != files->data()) session.print("\n");
    good = inspect(session, file) && good;
  }
  return good ? session.output_status() : exit_error;
}

}  // namespace

const Command inspect_command = {
    .name = "inspect",
    .summary = "Tells how a file is read: format, columns and first records.",
    .arguments = "FILE...",
    .least = 0,
    .most = any_number,
    .options = {input_options},
    .details =
        "Nothing is labelled. The last line is the command that says explicitly what was found out, to be corrected "
        "where it "
        "is wrong.",
    .run = run_inspect,
};

}  // namespace worktell::cli
