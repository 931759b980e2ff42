#include <doctest/doctest.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>

#include "input_seen.hpp"
#include "workbook.hpp"

using namespace worktell;
using namespace worktell::input;
using namespace worktell::tests;

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int usual = 1;
#else
constexpr int usual = 10;
#endif

/// How much is tried, in percent of all: WORKTELL_TEST_EFFORT=100 for a long run.
int effort() {
  const char* told = std::getenv("WORKTELL_TEST_EFFORT");
  return told == nullptr ? usual : std::atoi(told);
}

/// Every record has one number, and every number from 1 on is an activity, a loss, or one of the rows that notices
/// tell of: nothing is lost in silence, nothing given twice.
void check_accounts(const std::string& bytes, const std::string& name, const std::string& what, std::size_t block) {
  const auto seen = read_bytes(bytes, name, with_blocks_of(block));
  if (!seen.opened) {
    CHECK_MESSAGE(!seen.problem.empty(), name << " " << what);
    return;
  }
  auto numbers = seen.numbers;
  std::sort(numbers.begin(), numbers.end());
  const bool once = std::adjacent_find(numbers.begin(), numbers.end()) == numbers.end();
  const auto last = numbers.empty() ? 0 : numbers.back();
  const auto missing = last - numbers.size();
  const bool good = once && (numbers.empty() || numbers.front() > 0) && missing <= seen.skipped &&
                    seen.numbers.size() == seen.texts.size() + seen.lost;
  CHECK_MESSAGE(good, name << " " << what << ": last record " << last << ", given " << seen.texts.size() << ", lost "
                           << seen.lost << ", skipped " << seen.skipped << (once ? "" : ", a number twice"));
}

void check_cuts_and_flips(const std::string& bytes, const std::string& name, std::size_t cuts, std::size_t flips) {
  std::mt19937 random(static_cast<unsigned>(bytes.size()));
  const bool all = bytes.size() <= cuts;
  for (std::size_t i = 0; i < std::min(cuts, bytes.size()); ++i) {
    const auto size = all ? i : random() % bytes.size();
    check_accounts(bytes.substr(0, size), name, "cut at " + std::to_string(size), all ? 64 : 8192);
  }
  auto broken = bytes;
  for (std::size_t i = 0; i < flips && !bytes.empty(); ++i) {
    const auto place = random() % bytes.size();
    broken[place] = static_cast<char>(random() % 256);
    check_accounts(broken, name, "byte " + std::to_string(place) + " flipped", random() % 5000 + 1);
    broken[place] = bytes[place];
  }
}

void check_memory() {
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  CHECK_MESSAGE(usage.ru_maxrss < 256 * 1024, "memory: " << usage.ru_maxrss << " KiB");
#endif
}

std::string contents(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void check_folder(const std::filesystem::path& folder, std::size_t cuts, std::size_t flips) {
  namespace fs = std::filesystem;
  std::size_t samples = 0;
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (const auto& path : files) {
    const auto name = path.filename().string();
    if (name == "FORMATS.md" || name == "INDEX.md") continue;
    const auto end = path.extension().string();
    if (end == ".args" || end == ".out" || end == ".err" || end == ".status" || end == ".sh" || end == ".py") continue;
    check_cuts_and_flips(contents(path), name, cuts, flips);
    ++samples;
  }
  CHECK(samples > 0);
  MESSAGE(samples << " samples in " << folder.filename().string() << ", each cut " << cuts << " and flipped " << flips
                  << " times at the most");
  check_memory();
}

}  // namespace

TEST_CASE("accounts hold on every own sample cut anywhere and with flipped bytes") {
  const auto folder = std::filesystem::path(WORKTELL_SOURCE_DIR) / "tests/golden/tools";
  const auto share = static_cast<std::size_t>(effort());
  check_folder(folder, 2000 * share / 100, 1000 * share / 100);
}

TEST_CASE("accounts hold on a workbook whose packed bytes are cut and flipped") {
  const auto book = workbook_of({{"Tasks", sheet_rows({{"Task", "Owner"}, {"a", "b"}, {}, {"c \"d\"", "e"}})}});
  const auto share = static_cast<std::size_t>(effort());
  check_cuts_and_flips(book, "a.xlsx", 4000 * share / 100, 1000 * share / 100);
  check_memory();
}

#ifdef WORKTELL_SHARED_DIR
TEST_CASE("accounts hold on every real sample cut short and with flipped bytes") {
  const auto folder = std::filesystem::path(WORKTELL_SHARED_DIR) / "formats";
  if (!std::filesystem::is_directory(folder)) return;
  const auto share = static_cast<std::size_t>(effort());
  check_folder(folder, 200 * share / 100, 1000 * share / 100);
}
#endif
