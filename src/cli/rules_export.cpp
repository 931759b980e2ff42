#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "cli/commands.hpp"
#include "cli/tell.hpp"
#include "rules/pack.hpp"

namespace worktell::cli {

namespace {

namespace fs = std::filesystem;

/// Nothing is written where a file of the pack would replace another.
Result<bool> check_free(const fs::path& folder) {
  for (const auto& file : rules::built_in_pack_files()) {
    std::error_code error;
    if (fs::exists(fs::symlink_status(folder / file.name, error)))
      return fail({.where = {.file = (folder / file.name).string()},
                   .what = "this file is there already",
                   .why = "nothing was written",
                   .remedy = "Name another folder, or say --force to replace the pack's files in this one."});
  }
  return true;
}

Problem cannot_write(const fs::path& path, const std::string& why) {
  return {.where = {.file = path.string()},
          .what = "cannot write this file of the pack",
          .why = why,
          .remedy = "Check that the folder may be written to and the disk has room."};
}

Result<bool> write_file(const fs::path& path, const std::string& content) {
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  if (error) return fail(cannot_write(path, error.message()));
  errno = 0;
  std::ofstream stream(path, std::ios::binary | std::ios::trunc);
  stream.write(content.data(), static_cast<std::streamsize>(content.size()));
  stream.close();
  if (!stream) return fail(cannot_write(path, std::strerror(errno)));
  return true;
}

Result<bool> write_all(const fs::path& folder) {
  for (const auto& file : rules::built_in_pack_files())
    if (auto done = write_file(folder / file.name, file.content); !done) return done;
  return true;
}

int run_rules_export(Session& session) {
  const fs::path folder = session.arguments().front();
  auto done = session.settings().flag("force") ? Result<bool>(true) : check_free(folder);
  if (done) done = write_all(folder);
  if (!done) return Session::tell(done.error()), exit_error;
  const auto count = rules::built_in_pack_files().size();
  Session::note(fmt::format("{} written to {}", counted(count, "file", "files"), folder.string()));
  return exit_done;
}

std::span<const OptionRow> export_options() {
  static constexpr OptionRow rows[] = {
      {"force", 0, ValueKind::flag, "", "replace files of the same names in DIR", "", nullptr, "Output"},
  };
  return rows;
}

}  // namespace

const Command rules_export_command = {
    .name = "rules export",
    .summary = "Writes the built-in rules as files, to be read or changed.",
    .arguments = "DIR",
    .least = 1,
    .most = 1,
    .options = {export_options},
    .details =
        "The folder is made where it is missing. Changed files take effect with --rules DIR.\n"
        "\n"
        "  worktell rules export my-rules\n"
        "  worktell --rules my-rules tasks.csv",
    .run = run_rules_export,
};

}  // namespace worktell::cli
