#include "cli/inputs.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "cli/parse.hpp"
#include "cli/tell.hpp"
#include "input/encoding.hpp"
#include "run/interrupt.hpp"

namespace worktell::cli {

namespace {

std::string shown_name(const std::string& name) {
  return name == "-" ? "standard input" : name;
}

Problem no_input(const Session& session) {
  const auto name = session.command().name;
  const std::string command = name.empty() ? "worktell" : fmt::format("worktell {}", name);
  return {.what = "no file was named, and standard input is a terminal",
          .remedy = fmt::format(
              "Name a file: {0} tasks.csv\n  or pipe text: echo \"Call Ms Berger back\" | {0}\n  See also: {0} --help",
              command)};
}

bool is_input(const std::string& name) {
  std::error_code error;
  return name == "-" || std::filesystem::exists(std::filesystem::path(name), error);
}

/// Words of a text that was not quoted have neither a dot nor a slash, as a rule.
bool may_be_input(const std::string& name) {
  return name.find_first_of("./") != std::string::npos || is_input(name);
}

std::string roles_of(const input::Layout& layout) {
  std::string text;
  for (const auto& use : layout.uses) text += fmt::format("\n  {}: {} ({})", use.role, use.name, use.reason);
  return text;
}

/// The file that holds the same rows as `file` with all their columns, as some exports give both: "X.csv", "X_all.csv".
std::string whole_table_of(const std::string& file, const std::vector<std::string>& files) {
  constexpr std::string_view end = ".csv";
  if (!file.ends_with(end)) return {};
  const auto stem = file.substr(0, file.size() - end.size());
  const auto digits = stem.substr(stem.size() - std::min<std::size_t>(stem.size(), 32));
  if (digits.size() < 32 || digits.find_first_not_of("0123456789abcdef") != std::string::npos) return {};
  const auto whole = stem + "_all.csv";
  return std::find(files.begin(), files.end(), whole) == files.end() ? std::string() : whole;
}

/// No row is labelled twice.
std::vector<std::string> each_table_once(const std::vector<std::string>& files) {
  std::vector<std::string> kept;
  for (const auto& file : files) {
    const auto whole = whole_table_of(file, files);
    if (whole.empty()) {
      kept.push_back(file);
    } else {
      Session::note(fmt::format("{}: left out, since {} has the same rows with all their columns", file, whole));
    }
  }
  return kept;
}

}  // namespace

input::Options input_options_of(const Settings& settings) {
  input::Options options;
  options.format = settings.text("input-format");
  options.encoding = settings.text("encoding");
  options.delimiter = settings.letter("delimiter");
  options.text = settings.list("text");
  options.id = settings.text("id");
  options.owner = settings.text("owner");
  options.declared = settings.text("declared");
  options.date = settings.text("date");
  if (const auto size = settings.count("block-size"); size > 0) options.block_size = size;
  return options;
}

namespace {

// "worktell label tasks.csv": the first word is meant as the command that needs no name.
bool names_default(const Session& session, const std::vector<std::string>& files) {
  constexpr std::array<std::string_view, 4> meant = {"label", "classify", "score", "run"};
  return session.command().name.empty() && files.size() > 1 && !is_input(files[0]) && is_input(files[1]) &&
         std::find(meant.begin(), meant.end(), files[0]) != meant.end();
}

}  // namespace

Result<std::vector<std::string>> files_of(const Session& session) {
  const auto& files = session.arguments();
  if (files.empty() && ::isatty(STDIN_FILENO) != 0) return fail(no_input(session));
  if (files.empty()) return std::vector<std::string>{"-"};
  if (names_default(session, files))
    return fail({.what = fmt::format("there is neither a file nor a command \"{}\"", files[0]),
                 .why = "to label needs no command",
                 .remedy = fmt::format("Try: worktell {}", files[1])});
  const bool alone = files.size() == 1 && !is_input(files[0]);
  if (alone || std::none_of(files.begin(), files.end(), may_be_input)) {
    const auto words = fmt::format("{}", fmt::join(files, " "));
    auto problem = explain_argument(words, std::string(session.command().name));
    if (!problem.what.empty()) return fail(std::move(problem));
  }
  return each_table_once(files);
}

std::string delimiter_name(char delimiter) {
  switch (delimiter) {
    case ',':
      return "comma";
    case ';':
      return "semicolon";
    case '\t':
      return "tab";
    case '|':
      return "bar";
    default:
      return fmt::format("\"{}\"", delimiter);
  }
}

std::string describe(const input::Stream& stream) {
  const auto& layout = stream.layout();
  auto text = fmt::format("{}: {}", shown_name(stream.name()), layout.format);
  if (!layout.tool.empty()) text += fmt::format(" from {}", layout.tool);
  text += fmt::format(", {}", input::encoding_name(layout.encoding));
  if (layout.delimiter != 0) text += fmt::format(", {} between columns", delimiter_name(layout.delimiter));
  if (layout.header_row > 0) text += fmt::format(", header in row {}", layout.header_row);
  text += roles_of(layout);
  for (const auto& note : layout.notes) text += fmt::format("\n  {}", note);
  return text;
}

run::Listener usual_listener(const Session& session) {
  run::Listener listener;
  if (session.verbose()) listener.opened = [](const input::Stream& stream) { Session::note(describe(stream)); };
  listener.lost = [](const Problem& problem) { Session::tell(problem); };
  listener.noticed = [](const Problem& problem) { Session::tell(problem); };
  return listener;
}

int finish_run(const Session& session, const run::Outcome& outcome) {
  const auto& tally = outcome.tally;
  if (outcome.interrupted) run::InterruptGuard::end();
  if (outcome.closed && tally.lost == 0 && outcome.inputs_failed == 0) return exit_done;
  if (session.verbose() || tally.lost > 0)
    Session::note(fmt::format("{} read: {} labelled, {} reported", counted(tally.read(), "record", "records"),
                              tally.labelled, tally.lost));
  if (outcome.inputs_failed > 0 || outcome.output_failed || tally.lost > 0) return exit_error;
  if (tally.read() > 0 || session.settings().flag("allow-empty")) return exit_done;
  Session::tell(
      {.what = "there is no activity in the input",
       .remedy = "Check that the right file was named (worktell inspect FILE), or say --allow-empty if none is fine."});
  return exit_error;
}

}  // namespace worktell::cli
