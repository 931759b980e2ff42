// worktell_fuzz TARGET FOLDER [MUTATIONS]: runs a target over the files of a corpus and over as many seeded mutations
// of them. The same call tries the same bytes on every machine. On a crash or a broken promise the bytes that did it
// are left in fuzz-crash.bytes in the working folder: `worktell_fuzz TARGET fuzz-crash.bytes 0` does it again.

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <string>
#include <string_view>
#include <vector>

extern "C" {
int fuzz_input(const std::uint8_t* data, std::size_t size);
int fuzz_pack(const std::uint8_t* data, std::size_t size);
int fuzz_pattern(const std::uint8_t* data, std::size_t size);
int fuzz_label(const std::uint8_t* data, std::size_t size);
// There only in programs with sanitizers, which end without a signal.
__attribute__((weak)) void __sanitizer_set_death_callback(void (*callback)());
}

namespace {

using Target = int (*)(const std::uint8_t* data, std::size_t size);

struct Named {
  std::string_view name;
  Target target;
  std::size_t mutations;  ///< tried unless told: about a second's worth
};
constexpr Named targets[] = {{"input", fuzz_input, 3000},
                             {"pack", fuzz_pack, 3000},
                             {"pattern", fuzz_pattern, 10000},
                             {"label", fuzz_label, 10000}};

std::string current;  // what is being tried

void keep_current() {
  const int file = open("fuzz-crash.bytes", O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (file < 0) return;
  const auto written = write(file, current.data(), current.size());
  constexpr std::string_view told = "the bytes are in fuzz-crash.bytes\n";
  if (written >= 0 && write(STDERR_FILENO, told.data(), told.size()) < 0) return;
  close(file);
}

void on_signal(int number) {
  keep_current();
  std::signal(number, SIG_DFL);
  std::raise(number);
}

void watch_for_crashes() {
  if (__sanitizer_set_death_callback != nullptr) __sanitizer_set_death_callback(keep_current);
  std::signal(SIGABRT, on_signal);
  if (__sanitizer_set_death_callback != nullptr) return;
  for (const int number : {SIGSEGV, SIGFPE, SIGILL, SIGBUS}) std::signal(number, on_signal);
}

std::vector<std::string> corpus_of(const std::filesystem::path& path) {
  namespace fs = std::filesystem;
  std::vector<fs::path> files;
  if (fs::is_directory(path)) {
    for (const auto& entry : fs::directory_iterator(path))
      if (entry.is_regular_file()) files.push_back(entry.path());
  } else if (fs::is_regular_file(path)) {
    files.push_back(path);
  }
  std::sort(files.begin(), files.end());
  std::vector<std::string> corpus;
  for (const auto& file : files) {
    std::ifstream stream(file, std::ios::binary);
    corpus.emplace_back(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
  }
  return corpus;
}

/// Changes bytes as libFuzzer does, the same on every machine: mt19937 is defined to the bit, and nothing else is used.
class Mutator {
 public:
  explicit Mutator(const std::vector<std::string>& corpus) : corpus_(corpus) {}

  std::string next() {
    std::string bytes = any_seed();
    for (std::size_t n = below(4) + 1; n > 0; --n) change(bytes);
    if (bytes.size() > most) bytes.resize(most);
    return bytes;
  }

 private:
  static constexpr std::size_t most = std::size_t{1} << 14U;

  std::size_t below(std::size_t limit) { return limit == 0 ? 0 : random_() % limit; }
  std::size_t place(const std::string& bytes) { return below(bytes.size() + 1); }
  const std::string& any_seed() { return corpus_[below(corpus_.size())]; }

  void change(std::string& bytes) {
    switch (below(8)) {
      case 0:
        if (!bytes.empty()) bytes[below(bytes.size())] = static_cast<char>(below(256));
        break;
      case 1:
        if (!bytes.empty()) flip(bytes[below(bytes.size())]);
        break;
      case 2:
        bytes.insert(place(bytes), word());
        break;
      case 3:
        bytes.erase(place(bytes), below(16) + 1);
        break;
      case 4:
        bytes.resize(place(bytes));
        break;
      case 5:
        repeat(bytes);
        break;
      case 6:
        splice(bytes);
        break;
      default:
        bytes.replace(place(bytes), below(4), word());
    }
  }

  void flip(char& byte) { byte = static_cast<char>(static_cast<unsigned char>(byte) ^ (1U << below(8))); }

  void repeat(std::string& bytes) {
    const auto from = place(bytes);
    const auto piece = bytes.substr(from, below(40) + 1);
    const auto at = place(bytes);
    for (std::size_t n = below(6) + 1; n > 0; --n) bytes.insert(at, piece);
  }

  void splice(std::string& bytes) {
    const auto& other = any_seed();
    bytes = bytes.substr(0, place(bytes)) + other.substr(place(other));
  }

  std::string word() {
    using namespace std::string_view_literals;
    static constexpr std::string_view words[] = {"\""sv,
                                                 "'"sv,
                                                 "\n"sv,
                                                 "\r\n"sv,
                                                 "\r"sv,
                                                 ","sv,
                                                 ";"sv,
                                                 "\t"sv,
                                                 "\0"sv,
                                                 "\xFF"sv,
                                                 "\xC3"sv,
                                                 "\xE2\x82\xAC"sv,
                                                 "\xEF\xBB\xBF"sv,
                                                 "\xFF\xFE"sv,
                                                 "[["sv,
                                                 "]]"sv,
                                                 "{"sv,
                                                 "}"sv,
                                                 "[{"sv,
                                                 "("sv,
                                                 ")"sv,
                                                 "|"sv,
                                                 "~3"sv,
                                                 "~99"sv,
                                                 "<count > "sv,
                                                 "9999999999"sv,
                                                 "-1"sv,
                                                 "1e308"sv,
                                                 "nan"sv,
                                                 "$"sv,
                                                 "^"sv,
                                                 "!"sv,
                                                 "?"sv,
                                                 "*"sv,
                                                 "@goods"sv,
                                                 "=hat"sv,
                                                 "act:"sv,
                                                 "object~:"sv,
                                                 "[due >= "sv,
                                                 "[[rule]]\n"sv,
                                                 "[lists]\n"sv,
                                                 "BEGIN:VEVENT\r\n"sv,
                                                 "END:VEVENT\r\n"sv,
                                                 "<item>"sv,
                                                 "</item>"sv,
                                                 "&#x0;"sv,
                                                 "\\u0000"sv,
                                                 "\\ud800"sv,
                                                 "- [ ] "sv,
                                                 "** TODO "sv,
                                                 " not "sv,
                                                 " instead of "sv,
                                                 "2,400 "sv,
                                                 "12-month "sv,
                                                 "€1.200,50"sv,
                                                 " - "sv,
                                                 " if "sv,
                                                 "\xC2\xA0"sv,
                                                 "\xE2\x80\x99s"sv};
    return std::string(words[below(std::size(words))]);
  }

  const std::vector<std::string>& corpus_;
  std::mt19937 random_{20240229};
};

void run(Target target, std::string bytes) {
  current = std::move(bytes);
  // A copy of its own, so that a sanitizer sees a read beyond the end.
  const std::vector<std::uint8_t> copy(current.begin(), current.end());
  target(copy.data(), copy.size());
}

int usage() {
  std::cerr << "usage: worktell_fuzz TARGET FOLDER [MUTATIONS]\ntargets:";
  for (const auto& known : targets) std::cerr << ' ' << known.name;
  std::cerr << '\n';
  return 2;
}

}  // namespace

int main(int count, char** words) {
  const std::vector<std::string> told(words + 1, words + count);
  if (told.size() < 2) return usage();
  const auto* chosen =
      std::find_if(std::begin(targets), std::end(targets), [&](const Named& n) { return n.name == told[0]; });
  if (chosen == std::end(targets)) return usage();
  auto corpus = corpus_of(told[1]);
  if (corpus.empty()) {
    std::cerr << "no corpus in " << told[1] << '\n';
    return 2;
  }
  const std::size_t mutations = told.size() > 2 ? std::strtoull(told[2].c_str(), nullptr, 10) : chosen->mutations;
  watch_for_crashes();
  run(chosen->target, {});
  for (const auto& seed : corpus) run(chosen->target, seed);
  Mutator mutator(corpus);
  for (std::size_t n = 0; n < mutations; ++n) run(chosen->target, mutator.next());
  std::cout << told[0] << ": " << corpus.size() << " seeds and " << mutations << " mutations held\n";
  return 0;
}
