#include "cli/check_since.hpp"

#include <fmt/format.h>

#include <charconv>
#include <filesystem>

#include "run/child.hpp"

namespace worktell::cli {

namespace {

struct Git {
  std::string folder;

  Result<run::Finished> operator()(std::vector<std::string> words) const {
    words.insert(words.begin(), {"git", "--literal-pathspecs", "-C", folder});
    return run::run_child(words);
  }
};

std::string first_line(std::string_view text) {
  return std::string(text.substr(0, text.find('\n')));
}

Failure refused(const std::string& file, const std::string& revision, const run::Finished& git) {
  return fail(
      {.where = {.file = file},
       .what = fmt::format("git cannot tell what changed since \"{}\"", revision),
       .why = first_line(git.errors),
       .remedy = "Name a commit, tag or branch of the repository that holds the file; in CI, fetch its history."});
}

/// "12,3" after the sign.
std::pair<std::uint64_t, std::uint64_t> range_of(std::string_view text) {
  std::uint64_t begin = 0, count = 1;
  const auto end = text.data() + text.size();
  const auto next = std::from_chars(text.data(), end, begin).ptr;
  if (next != end && *next == ',') std::from_chars(next + 1, end, count);
  return {begin, count};
}

}  // namespace

ChangedLines lines_of_diff(std::string_view diff) {
  ChangedLines changed{.all = false};
  while (!diff.empty()) {
    const auto line = diff.substr(0, diff.find('\n'));
    diff.remove_prefix(std::min(line.size() + 1, diff.size()));
    if (!line.starts_with("@@ -")) continue;
    const auto plus = line.find(" +");
    if (plus == std::string_view::npos) continue;
    const auto rest = line.substr(plus + 2);
    const auto [begin, count] = range_of(rest.substr(0, rest.find(' ')));
    if (count > 0) changed.ranges.emplace_back(begin, begin + count - 1);
  }
  return changed;
}

Result<ChangedLines> changed_since(const std::string& file, const std::string& revision) {
  if (file == "-")
    return fail(
        {.what = "--since does not go with standard input", .why = "git knows files", .remedy = "Name the file."});
  const std::filesystem::path path(file);
  const Git git{path.parent_path().empty() ? "." : path.parent_path().string()};
  const auto name = path.filename().string();
  const auto commit = git({"rev-parse", "--verify", "--end-of-options", revision + "^{commit}"});
  if (!commit) return fail(commit.error());
  if (commit->code != 0) return refused(file, revision, *commit);
  const auto hash = first_line(commit->output);
  const auto old = git({"cat-file", "-e", fmt::format("{}:./{}", hash, name)});
  if (!old) return fail(old.error());
  if (old->code != 0) return ChangedLines{};
  const auto diff = git({"diff", "--no-color", "--no-ext-diff", "--no-textconv", "--text", "--unified=0",
                         "--inter-hunk-context=0", hash, "--", name});
  if (!diff) return fail(diff.error());
  if (diff->code != 0) return refused(file, revision, *diff);
  return lines_of_diff(diff->output);
}

}  // namespace worktell::cli
