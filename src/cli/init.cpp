#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <map>
#include <set>
#include <system_error>

#include "cli/commands.hpp"
#include "cli/declared_map.hpp"
#include "cli/inputs.hpp"
#include "cli/tell.hpp"
#include "output/escape.hpp"
#include "output/item.hpp"
#include "run/sink.hpp"

namespace worktell::cli {

namespace {

namespace fs = std::filesystem;

constexpr const char* config_name = ".worktell.toml";
constexpr std::uint64_t most_records = 20000;  // of a file, to learn its declared values
constexpr std::size_t most_values = 40;

/// What was found out about one file of the folder.
struct Looked {
  std::string file;
  std::string format;
  std::vector<std::string> text, declared, owner, date, id;
  std::map<std::string, std::uint64_t> values;  ///< declared values and how often they stand
};

/// A string of TOML on one line.
std::string toml_text(std::string_view text) {
  std::string repaired;
  std::string out;
  output::append_json(out, output::valid_text(text, 1, repaired));
  return out;
}

/// Text in a comment: nothing of it ends the line.
std::string comment(std::string_view text) {
  std::string repaired;
  return output::shown(output::valid_text(text, 1, repaired));
}

std::vector<std::string> names_of(const input::Layout& layout, std::string_view role) {
  std::vector<std::string> names;
  for (const auto& use : layout.uses)
    if (use.role == role) names.push_back(use.name);
  return names;
}

Result<bool> read_values(input::Stream& stream, Looked& looked) {
  input::Block block;
  input::Batch batch;
  std::uint64_t records = 0;
  while (records < most_records) {
    const auto more = stream.next(block);
    if (!more) return fail(more.error());
    if (!*more) break;
    stream.parse(block, batch);
    records += batch.activities.size();
    for (const auto& activity : batch.activities)
      if (!activity.declared.empty()) ++looked.values[std::string(activity.declared)];
  }
  return true;
}

/// A file that holds a table or list of activities; nothing for any other.
std::optional<Looked> look_at(const std::string& file, const Settings& settings) {
  auto stream = input::Stream::open(file, input_options_of(settings));
  if (!stream) return std::nullopt;
  const auto& layout = stream->layout();
  if (layout.format == "lines" || names_of(layout, "text").empty()) return std::nullopt;
  Looked looked;
  looked.file = file;
  looked.format = layout.format;
  looked.text = names_of(layout, "text");
  looked.declared = names_of(layout, "declared");
  looked.owner = names_of(layout, "owner");
  looked.date = names_of(layout, "date");
  looked.id = names_of(layout, "id");
  if (!read_values(*stream, looked)) return std::nullopt;
  return looked;
}

std::vector<std::string> files_here() {
  std::vector<std::string> files;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(".", error)) {
    const auto name = entry.path().filename().string();
    if (!name.starts_with('.') && entry.is_regular_file(error)) files.push_back(name);
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string list_of(const std::vector<std::string>& values) {
  std::string out = "[";
  for (const auto& value : values) out += (out.size() > 1 ? ", " : "") + toml_text(value);
  return out + "]";
}

/// A line of the config: in force where all files agree, else a comment a file.
void append_columns(std::string& out, const std::vector<Looked>& files, std::string_view key, bool list,
                    std::vector<std::string> Looked::*member) {
  std::map<std::string, std::vector<std::string>> choices;  // the line, and the files that it fits
  for (const auto& looked : files) {
    const auto& names = looked.*member;
    if (names.empty()) continue;
    choices[fmt::format("{} = {}", key, list ? list_of(names) : toml_text(names[0]))].push_back(looked.file);
  }
  for (const auto& [line, fits] : choices) {
    const bool sure = choices.size() == 1 && fits.size() == files.size();
    out += fmt::format("{}{}", sure ? "" : "# ", line);
    out += sure ? "\n" : fmt::format("  # as in {}\n", comment(fmt::format("{}", fmt::join(fits, ", "))));
  }
}

void append_declared(std::string& out, const std::vector<Looked>& files, const rules::CompiledPack& pack) {
  std::map<std::string, std::uint64_t> values;
  for (const auto& looked : files)
    for (const auto& [value, number] : looked.values) values[value] += number;
  const audit::DeclaredMap map(pack);
  std::string known, unknown;
  std::size_t told = 0;
  for (const auto& [value, number] : values) {
    if (told++ == most_values) break;
    const auto label = map.label_of(value);
    if (label) {
      known +=
          fmt::format("#   {} ({}) is {}\n", comment(value), number, pack.label_name(static_cast<std::size_t>(*label)));
    } else {
      unknown += fmt::format("#   {} ({})\n", comment(value), number);
    }
  }
  out +=
      "\n# What the values of the declared column mean, where the pack does not know it or is wrong: a label and its "
      "values.\n";
  out += "[declared]\n";
  if (!known.empty()) out += "# Known already:\n" + known;
  if (!unknown.empty())
    out += "# Not known, so that nothing can contradict them; put each into a list below:\n" + unknown;
  for (std::size_t i = 0; i < 4; ++i) out += fmt::format("# {} = []\n", pack.label_name(i));
}

std::string config_text(const std::vector<Looked>& files, const rules::CompiledPack& pack) {
  std::string out =
      "# Settings of worktell for this folder. Every key is the name of an option (worktell --help); a flag and a\n"
      "# variable WORKTELL_... go before it. \"worktell config show\" tells what holds.\n#\n# Looked at:\n";
  for (const auto& looked : files) out += fmt::format("#   {} ({})\n", comment(looked.file), looked.format);
  out += "\n# The columns, as they were recognised.\n";
  append_columns(out, files, "text", true, &Looked::text);
  append_columns(out, files, "owner", false, &Looked::owner);
  append_columns(out, files, "date", false, &Looked::date);
  append_columns(out, files, "id", false, &Looked::id);
  out += "\n[check]\n";
  append_columns(out, files, "declared", false, &Looked::declared);
  out +=
      "fail-on = [\"mismatch\"]      # also: mixed, unclear, stale, expired, unknown\n"
      "max-mismatch = 0            # let so many pass, or a share: \"2%\"\n"
      "# min-confidence = 0.5      # how sure a mismatch must be; by default the pack says\n"
      "# baseline = \".worktell-baseline.toml\"  # make it: worktell check --update-baseline --baseline FILE ...\n";
  append_declared(out, files, pack);
  return out;
}

Result<bool> write_new(const std::string& text) {
  const int file = ::open(config_name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (file < 0 && errno == EEXIST)
    return fail({.where = {.file = config_name},
                 .what = "this folder has a config file already",
                 .why = "init does not overwrite it",
                 .remedy = "Change it by hand (worktell config show tells what holds), or move it away first."});
  if (file < 0)
    return fail({.where = {.file = config_name},
                 .what = "cannot write this file",
                 .why = std::generic_category().message(errno),
                 .remedy = "Check the rights of the folder."});
  run::DescriptorSink sink(file, config_name);
  auto done = sink.put(text);
  ::close(file);
  return done;
}

int run_init(Session& session) {
  const auto* pack = session.pack();
  if (pack == nullptr) return exit_error;
  std::error_code error;
  std::vector<Looked> files;
  if (!fs::exists(fs::symlink_status(config_name, error)))
    for (const auto& file : files_here())
      if (auto looked = look_at(file, session.settings())) files.push_back(std::move(*looked));
  if (files.empty() && !fs::exists(fs::symlink_status(config_name, error))) {
    Session::tell({.what = "no file of this folder holds activities that worktell recognises",
                   .remedy = "Run it where the exports are; worktell inspect FILE tells how a file is read."});
    return exit_error;
  }
  if (const auto done = write_new(config_text(files, *pack)); !done) return Session::tell(done.error()), exit_error;
  session.print(fmt::format("{} was written, after a look at {}. Next: worktell check {}\n", config_name,
                            counted(files.size(), "file", "files"), comment(files[0].file)));
  return session.output_status();
}

}  // namespace

const Command init_command = {
    .name = "init",
    .summary = "Writes a commented .worktell.toml for the files of this folder.",
    .arguments = "",
    .least = 0,
    .most = 0,
    .options = {pack_options},
    .details =
        "Looks at the files of the current folder as the other commands would read them, and writes down the columns "
        "that it found and what the declared values mean. A file that is there is never overwritten.",
    .run = run_init,
};

}  // namespace worktell::cli
