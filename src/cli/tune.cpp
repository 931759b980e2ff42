#include <fmt/format.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>

#include "cli/commands.hpp"
#include "cli/gold.hpp"
#include "cli/packs.hpp"
#include "cli/tell.hpp"
#include "cli/tune_tell.hpp"
#include "run/pipeline.hpp"
#include "score/labeller.hpp"

namespace worktell::cli {

namespace {

namespace fs = std::filesystem;

// --- what was asked

/// A file of labelled texts and how much each of them counts.
struct GoldFile {
  std::string path;
  float weight = 1;
  bool measured = true;
};

/// The whole of `text` as a number above 0, at most `most`.
std::optional<double> positive(std::string_view text, double most) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !(value > 0 && value <= most)) return std::nullopt;
  return value;
}

/// "FILE" or "FILE=WEIGHT"; a file whose own name holds a = is found as well.
Result<GoldFile> gold_file(const std::string& typed, bool measured) {
  const auto sign = typed.rfind('=');
  std::error_code error;
  if (sign == std::string::npos || fs::exists(typed, error)) return GoldFile{typed, 1, measured};
  const auto weight = positive(std::string_view(typed).substr(sign + 1), 100);
  if (weight) return GoldFile{typed.substr(0, sign), static_cast<float>(*weight), measured};
  return fail({.what = fmt::format("{}: \"{}\" is no weight", typed, typed.substr(sign + 1)),
               .remedy = "Write FILE=WEIGHT with a number above 0, at most 100, such as gold.tsv=0.5."});
}

Result<std::vector<GoldFile>> gold_files(const Session& session) {
  std::vector<GoldFile> files;
  const auto add = [&](const std::vector<std::string>& all, bool measured) -> Result<bool> {
    for (const auto& typed : all) {
      auto file = gold_file(typed, measured);
      if (!file) return fail(file.error());
      files.push_back(std::move(*file));
    }
    return true;
  };
  if (auto done = add(session.arguments(), true); !done) return fail(done.error());
  if (auto done = add(session.settings().list("also"), false); !done) return fail(done.error());
  return files;
}

Result<score::TuneOptions> tune_options_of(const Settings& settings) {
  score::TuneOptions options;
  const auto wrong = [&](const char* name, const char* wanted) {
    return fail({.what = fmt::format("{}: \"{}\" is not possible: {} is wanted", settings.origin(name).text,
                                     settings.text(name), wanted)});
  };
  const auto spread = positive(settings.text("spread"), 100);
  if (!spread) return wrong("spread", "a number above 0, such as 0.6");
  const auto folds = settings.count("folds");
  if (folds < 2 || folds > 1000) return wrong("folds", "a whole number from 2 to 1000");
  const auto rounds = settings.count("rounds");
  if (rounds < 1 || rounds > 10000) return wrong("rounds", "a whole number from 1 to 10000");
  options.spread = *spread;
  options.folds = static_cast<int>(folds);
  options.rounds = static_cast<int>(rounds);
  const auto jobs = settings.count("jobs");
  options.jobs = jobs == 0 ? run::processors() : static_cast<std::size_t>(jobs);
  return options;
}

/// The file to write; empty: none was asked for.
Result<std::string> target_of(const Settings& settings) {
  if (!settings.flag("write")) return settings.text("out");
  if (settings.given("out"))
    return fail({.what = "--write does not go with --out", .remedy = "Leave one of the two out."});
  const auto& folders = settings.list("rules");
  if (!folders.empty()) return (fs::path(folders.back()) / weights_file).string();
  return fail(
      {.what = "--write: the built-in pack is part of the program and cannot be written to",
       .remedy = "Name a folder with --rules DIR (worktell rules export DIR makes one), or a file with --out."});
}

// --- the packs and the texts

/// The pack as its authors wrote it and as it is.
struct Packs {
  rules::CompiledPack author;
  rules::CompiledPack today;
  bool added = false;
};

bool load_packs(const Session& session, Packs& packs) {
  std::vector<Problem> problems;
  const auto named = read_named_packs(session.settings().list("rules"), problems);
  if (problems.empty()) packs.author = compile_layers(named, false, problems);
  if (problems.empty()) packs.today = compile_layers(named, true, problems);
  packs.added = named.layers.size() > 1;
  if (problems.empty() && packs.author.rules.size() != packs.today.rules.size())
    problems.push_back({.where = {.file = std::string(weights_file)},
                        .what = "a file of weights holds rules",
                        .why = "it is rewritten by tune",
                        .remedy = "Move them to another file of the pack."});
  for (const auto& problem : problems) Session::tell(problem);
  if (!problems.empty()) Session::note(fmt::format("{} in the rules", counted(problems.size(), "problem", "problems")));
  return problems.empty();
}

/// Labelled texts as evidence, file by file.
class Samples {
 public:
  Samples(const Packs& packs, std::string group) : packs_(packs), group_(std::move(group)) {}

  /// False: the file could not be read at all; that has been told.
  bool add(const GoldFile& file) {
    const auto take = [&](const score::Gold& gold, const input::Batch& batch, const input::Activity& activity) {
      score::Sample sample{gold.label, group_of(file, activity), file.weight, file.measured, {}, {}};
      sample.evidence = author_.label(batch, activity).evidence;
      sample.today = today_.label(batch, activity).label;
      samples_.push_back(std::move(sample));
    };
    const auto tally = read_gold(
        file.path, packs_.today, take, [](const Problem& problem) { Session::tell(problem); }, group_);
    if (!tally) return Session::tell(tally.error()), false;
    if (tally->used == 0)
      Session::tell(
          {.where = {.file = file.path}, .what = "there is no labelled text in this file", .remedy = "Name another."});
    if (tally->lost > 0)
      Session::note(fmt::format("{}: {} labelled texts used, {} not", file.path, tally->used, tally->lost));
    whole_ = whole_ && tally->used > 0 && tally->lost == 0;
    return true;
  }

  [[nodiscard]] const std::vector<score::Sample>& all() const { return samples_; }
  [[nodiscard]] bool whole() const { return whole_; }

 private:
  // A text that says nothing of where it is from is a group of its own.
  std::uint32_t group_of(const GoldFile& file, const input::Activity& activity) {
    std::string name = group_.empty() ? score::group_of(activity.id) : std::string(activity.id);
    if (activity.id.empty()) name = fmt::format("{}\n{}", file.path, activity.record);
    return groups_.emplace(std::move(name), static_cast<std::uint32_t>(groups_.size())).first->second;
  }

  const Packs& packs_;
  std::string group_;
  score::Labeller author_{packs_.author};
  score::Labeller today_{packs_.today};
  std::vector<score::Sample> samples_;
  std::map<std::string, std::uint32_t> groups_;
  bool whole_ = true;
};

// --- what comes out

/// Written beside its place and then moved there, so that a pack never has half a file.
Result<bool> replace_file(const fs::path& path, const std::string& content) {
  const fs::path beside = path.string() + ".new";
  const auto cannot = [&](const std::string& why) {
    return fail({.where = {.file = path.string()},
                 .what = "cannot write the weights",
                 .why = why,
                 .remedy = "Check that the folder is there and may be written to, and that the disk has room."});
  };
  errno = 0;
  std::ofstream stream(beside, std::ios::binary | std::ios::trunc);
  stream.write(content.data(), static_cast<std::streamsize>(content.size()));
  stream.close();
  if (!stream) return cannot(std::strerror(errno));
  std::error_code error;
  fs::rename(beside, path, error);
  if (error) return cannot(error.message());
  return true;
}

bool write_weights(const Session& session, const std::string& target, Refit& refit) {
  if (target.empty()) return true;
  if (!refit.tuned.accuracy.claimed() && !session.settings().flag("force")) {
    Session::note(
        fmt::format("{}: nothing was written, since no gain is claimed\n  --force writes it all the same.", target));
    return true;
  }
  if (const auto done = replace_file(target, refit_weights(refit)); !done) return Session::tell(done.error()), false;
  refit.written = target;
  return true;
}

int tell_refit(Session& session, const std::string& target, Refit& refit) {
  if (!write_weights(session, target, refit)) return exit_error;
  session.print(session.settings().text("format") == "json"
                    ? refit_json(refit)
                    : refit_text(refit, target.empty(), output::Look(session.color())));
  return session.output_status();
}

int refit_pack(Session& session, const std::vector<GoldFile>& files, const score::TuneOptions& options,
               const std::string& target) {
  Packs packs;
  if (!load_packs(session, packs)) return exit_error;
  Samples samples(packs, session.settings().text("group"));
  for (const auto& file : files)
    if (!samples.add(file)) return exit_error;
  const auto tuned = score::tune(packs.author, samples.all(), options);
  if (tuned.accuracy.texts == 0) {
    Session::tell({.what = "there is too little to measure on",
                   .why = "at least two labelled texts are needed",
                   .remedy = "Name more files; those of --also are only fitted on."});
    return exit_error;
  }
  Refit refit{packs.author, packs.today, tuned, options.folds, {}, packs.added};
  const int status = tell_refit(session, target, refit);
  return samples.whole() ? status : exit_error;
}

int run_tune(Session& session) {
  const auto files = gold_files(session);
  if (!files) return Session::tell(files.error()), exit_error;
  const auto options = tune_options_of(session.settings());
  if (!options) return Session::tell(options.error()), exit_error;
  const auto target = target_of(session.settings());
  if (!target) return Session::tell(target.error()), exit_error;
  return refit_pack(session, *files, *options, *target);
}

std::span<const OptionRow> tune_options() {
  using enum ValueKind;
  static constexpr OptionRow rows[] = {
      {"also", 0, paths, "FILE[=WEIGHT]", "fit on this file too, but do not measure on it", "", nullptr, "Texts"},
      {"group", 0, text, "COLUMN", "texts with the same value here are one group; else the id tells the group", "",
       nullptr, "Texts"},
      {"spread", 0, text, "POINTS", "how far points may leave their author's: the prior's standard deviation", "0.6",
       nullptr, "Fitting"},
      {"rounds", 0, count, "N", "passes over the texts", "15", nullptr, "Fitting"},
      {"folds", 0, count, "N", "parts that are measured by weights fitted on the others", "5", nullptr, "Fitting"},
      {"jobs", 'j', count, "N", "fit with so many threads; 0 is one for each processor; the result is the same", "0",
       nullptr, "Fitting"},
      {"format", 'f', text, "FORMAT", "tell the figures so", "text", text_or_json, "Output"},
      {"out", 0, path, "FILE", "write the weights to this file instead of showing the changes", "", nullptr, "Output"},
      {"write", 0, flag, "", "write them to weights.toml in the (last) folder of --rules", "", nullptr, "Output"},
      {"force", 0, flag, "", "write them even where no gain is claimed", "", nullptr, "Output"},
  };
  return rows;
}

}  // namespace

const Command tune_command = {
    .name = "tune",
    .summary = "Refits the points of the rules on labelled texts.",
    .arguments = "FILE[=WEIGHT]...",
    .least = 1,
    .most = any_number,
    .options = {tune_options, pack_options},
    .details =
        "Reads labelled texts as eval does; a text of FILE=0.5 counts half. The points of all rules, the base of other "
        "work and that of the mixed label are fitted together: the labels become as likely as they can be, less a "
        "penalty for leaving the authors' points, and no rule is turned round. Weights that the pack has already "
        "(weights.toml) are only compared with, so the result does not depend on them. In the same run the confidence "
        "is calibrated. The same texts, order and options give the same weights on any machine.\n"
        "\n"
        "The gain is measured by cross-validation: every text is labelled by weights that were fitted without its "
        "group. The group is the id up to its last dash, or without a dash the letters of the id and its number by "
        "twenties; a text without an id is a group of its own. The interval is that of a paired bootstrap over groups. "
        "Where it holds zero no gain is claimed, and nothing is written without --force. Weights that were fitted on "
        "the same texts look better here than they are.\n"
        "\n"
        "Shows what would change, the largest change first. With --rules, one folder that is a whole pack is refitted "
        "by itself; other folders are added to the built-in pack.\n"
        "\n"
        "  worktell tune gold.tsv --also notes.tsv=0.5\n"
        "  worktell tune --rules my-rules --write gold/*.tsv",
    .run = run_tune,
};

}  // namespace worktell::cli
