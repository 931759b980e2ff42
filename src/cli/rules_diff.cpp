#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "cli/commands.hpp"
#include "cli/diff_tell.hpp"
#include "cli/inputs.hpp"
#include "cli/packs.hpp"
#include "cli/tell.hpp"
#include "output/escape.hpp"
#include "score/labeller.hpp"

namespace worktell::cli {

namespace {

constexpr std::size_t full = std::size_t{1} << 16U;  // bytes of output that are worth writing

std::optional<rules::CompiledPack> compiled(const std::string& name) {
  std::vector<Problem> problems;
  const auto named = read_named_pack(name);
  if (!named) return Session::tell(named.error()), std::nullopt;
  auto pack = compile_layers(*named, true, problems);
  if (problems.empty()) return pack;
  for (const auto& problem : problems) Session::tell(problem);
  Session::note(fmt::format("{} in the rules of {}; nothing was labelled",
                            counted(problems.size(), "problem", "problems"), name));
  return std::nullopt;
}

/// One run over the inputs. Holds one block of one input at a time.
class Differ {
 public:
  Differ(Session& session, const rules::CompiledPack& before, const rules::CompiledPack& after)
      : session_(session),
        teller_(before, after, session.settings().text("format"), session.color()),
        before_(before),
        after_(after),
        names_{&before, &after} {}

  /// False where reading or writing has to end; that has been told.
  bool file(const std::string& name) {
    auto stream = input::Stream::open(name, input_options_of(session_.settings()));
    if (!stream) return Session::tell(stream.error()), failed_ = true, true;
    if (session_.verbose()) Session::note(describe(*stream));
    while (true) {
      const auto more = stream->next(block_);
      if (!more) return Session::tell(more.error()), failed_ = true, true;
      reports(block_.reports);
      if (!*more) return write(0);
      stream->parse(block_, batch_);
      reports(batch_.reports);
      for (const auto& activity : batch_.activities) label(name, activity);
      if (!write(full)) return false;
    }
  }

  /// The exit code, after the totals were told.
  int finish() {
    const bool people = session_.settings().text("format") == "text";
    if (people) {
      out_ += (moved_total() > 0 ? "\n" : "") + summary();
      write(0);
    } else {
      auto text = summary();
      text.pop_back();
      Session::note(text);
    }
    if (labelled_ == 0 && lost_ == 0 && !failed_ && !session_.settings().flag("allow-empty")) {
      Session::tell({.what = "there is no activity in the input",
                     .remedy = "Check that the right file was named (worktell inspect FILE), or say --allow-empty if "
                               "none is fine."});
      return exit_error;
    }
    return failed_ || lost_ > 0 ? exit_error : session_.output_status();
  }

 private:
  void label(const std::string& file, const input::Activity& activity) {
    ++labelled_;
    const auto& before = before_.label(batch_, activity);
    const auto& after = after_.label(batch_, activity);
    const auto from = static_cast<std::size_t>(before.label);
    const auto to = static_cast<std::size_t>(after.label);
    if (names_[0]->label_name(from) == names_[1]->label_name(to)) return;
    ++moved_[from][to];
    teller_.append({file, batch_, activity, before, after}, out_);
  }

  void reports(const std::vector<input::Report>& all) {
    for (const auto& report : all) {
      if (report.records_lost == 0) continue;
      lost_ += report.records_lost;
      Session::tell(report.problem);
    }
  }

  bool write(std::size_t from) {
    if (out_.empty() || out_.size() < from) return true;
    const bool done = session_.print(out_);
    out_.clear();
    return done;
  }

  [[nodiscard]] std::uint64_t moved_total() const {
    std::uint64_t sum = 0;
    for (const auto& row : moved_)
      for (const auto count : row) sum += count;
    return sum;
  }

  // "3 of 120 activities change label: A -> B 2, none -> A 1"
  [[nodiscard]] std::string summary() const {
    auto text = fmt::format("{} of {} change label", output::grouped(moved_total()),
                            counted(labelled_, "activity", "activities"));
    std::string separator = ": ";
    for (std::size_t from = 0; from < moved_.size(); ++from) {
      for (std::size_t to = 0; to < moved_.size(); ++to) {
        if (moved_[from][to] == 0) continue;
        text += fmt::format("{}{} -> {} {}", separator, names_[0]->label_name(from), names_[1]->label_name(to),
                            output::grouped(moved_[from][to]));
        separator = ", ";
      }
    }
    return text + '\n';
  }

  Session& session_;
  DiffTeller teller_;
  score::Labeller before_;
  score::Labeller after_;
  std::array<const rules::CompiledPack*, 2> names_;
  input::Block block_;
  input::Batch batch_;
  std::string out_;
  std::array<std::array<std::uint64_t, 4>, 4> moved_ = {};
  std::uint64_t labelled_ = 0;
  std::uint64_t lost_ = 0;
  bool failed_ = false;
};

int run_rules_diff(Session& session) {
  const auto& arguments = session.arguments();
  const auto before = compiled(arguments[0]);
  if (!before) return exit_error;
  const auto after = compiled(arguments[1]);
  if (!after) return exit_error;
  Differ differ(session, *before, *after);
  for (std::size_t i = 2; i < arguments.size(); ++i)
    if (!differ.file(arguments[i])) return session.output_status();
  return differ.finish();
}

std::vector<std::string> rules_formats() {
  return {"text", "tsv", "ndjson"};
}

std::span<const OptionRow> diff_options() {
  static constexpr OptionRow rows[] = {
      {"format", 'f', ValueKind::text, "FORMAT", "write the changes so", "text", rules_formats, "Output"},
      {"allow-empty", 0, ValueKind::flag, "", "an input without activities is no error", "", nullptr, "Output"},
  };
  return rows;
}

}  // namespace

const Command rules_diff_command = {
    .name = "rules diff",
    .summary = "Tells which activities of a file change label from one pack to another, and by which rules.",
    .arguments = "OLD NEW FILE...",
    .least = 3,
    .most = any_number,
    .options = {input_options, diff_options},
    .details =
        "OLD and NEW are folders, or built-in. A folder that is a whole pack (it names the sides and an axis) stands "
        "alone; any other is added to the built-in pack, as --rules does. Below each activity stand the rules whose "
        "points differ: + for one that appeared, - for one that vanished, ~ for one whose points changed (also because "
        "other evidence of its pole did). An activity without such rules changed by the pack's settings alone. "
        "tsv has the columns file, line, old label, new label, rules, text; ndjson an object an activity. "
        "FILE may be - for standard input.\n"
        "\n"
        "  worktell rules diff built-in my-rules tasks.csv\n"
        "  worktell rules diff before after --format tsv log.ndjson | cut -f 3,4 | sort | uniq -c",
    .run = run_rules_diff,
};

}  // namespace worktell::cli
