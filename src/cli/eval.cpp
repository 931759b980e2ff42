#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/eval_tell.hpp"
#include "cli/gold.hpp"
#include "cli/tell.hpp"
#include "score/labeller.hpp"

namespace worktell::cli {

namespace {

score::Evaluation empty_evaluation(const rules::CompiledPack& pack) {
  return {pack.rules.size(), pack.axes.size()};
}

/// Adds the figures of one file. False where a part of it could not be used; that has been told.
bool evaluate(const rules::CompiledPack& pack, const std::string& file, score::Labeller& labeller,
              std::vector<Evaluated>& done) {
  Evaluated one{file == "-" ? "standard input" : file, empty_evaluation(pack)};
  const auto take = [&](const score::Gold& gold, const input::Batch& batch, const input::Activity& activity) {
    one.evaluation.add(gold, labeller.label(batch, activity));
  };
  std::uint64_t told = 0;
  const auto tally = read_gold(file, pack, take, [&told](const Problem& problem) {
    ++told;
    Session::tell(problem);
  });
  if (!tally) return Session::tell(tally.error()), false;
  if (tally->used == 0 && tally->lost == 0)
    Session::tell(
        {.where = {.file = file}, .what = "there is no labelled text in this file", .remedy = "Name another."});
  if (tally->lost > 0)
    Session::note(fmt::format("{}: {} labelled texts used, {} not", one.name, tally->used, tally->lost));
  if (tally->used > 0) done.push_back(std::move(one));
  return tally->used > 0 && told == 0 && tally->lost == 0;
}

std::string all_text(const Session& session, const rules::CompiledPack& pack, const std::vector<Evaluated>& files,
                     const Evaluated& all) {
  const output::Look look(session.color());
  std::string out;
  for (const auto& file : files) out += (out.empty() ? "" : "\n") + evaluation_text(pack, file, look);
  if (files.size() > 1) out += '\n' + evaluation_text(pack, all, look);
  if (session.settings().flag("rules-table")) out += '\n' + rules_table_text(pack, all.evaluation);
  return out;
}

int run_eval(Session& session) {
  const auto* pack = session.pack();
  if (pack == nullptr) return exit_error;
  score::Labeller labeller(*pack);
  std::vector<Evaluated> files;
  bool whole = true;
  for (const auto& file : session.arguments()) whole = evaluate(*pack, file, labeller, files) && whole;
  if (files.empty()) return exit_error;
  Evaluated all{fmt::format("all {} files", files.size()), empty_evaluation(*pack)};
  for (const auto& file : files) all.evaluation += file.evaluation;
  session.print(session.settings().text("format") == "json"
                    ? evaluation_json(*pack, files, all.evaluation, session.settings().flag("rules-table"))
                    : all_text(session, *pack, files, all));
  return whole ? session.output_status() : exit_error;
}

std::span<const OptionRow> eval_options() {
  static constexpr OptionRow rows[] = {
      {"format", 'f', ValueKind::text, "FORMAT", "tell the figures so", "text", text_or_json, "Output"},
      {"rules-table", 0, ValueKind::flag, "", "add a row a rule: how often it fired, was right, was wrong", "", nullptr,
       "Output"},
  };
  return rows;
}

}  // namespace

const Command eval_command = {
    .name = "eval",
    .summary = "Measures how often the labels are right, on labelled texts.",
    .arguments = "FILE...",
    .least = 1,
    .most = any_number,
    .options = {eval_options, pack_options},
    .details =
        "Reads TSV (tabs separate, quotes are text) or CSV with the columns label and text. Columns named like the "
        "axes of "
        "the pack are compared too: they hold a pole's name or its beginning, or - or ? for neither. Prints the "
        "confusion, "
        "precision, recall and F1 of each label, macro-F1, how many texts of one side were called the other, how far "
        "the "
        "confidence can be trusted, and for several files the same for all of them together.\n"
        "\n"
        "  worktell eval labelled.tsv\n"
        "  worktell eval --rules-table --rules my-rules *.tsv",
    .run = run_eval,
};

}  // namespace worktell::cli
