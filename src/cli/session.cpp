#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>

#include "cli/command.hpp"
#include "cli/tell.hpp"
#include "rules/pack.hpp"
#include "run/sink.hpp"

namespace worktell::cli {

namespace {

std::size_t number_of(const char* text) {
  return text == nullptr ? 0 : std::strtoul(text, nullptr, 10);
}

/// The built-in pack with the folders added; null when there were problems.
std::unique_ptr<rules::CompiledPack> load_packs(const std::vector<std::string>& folders,
                                                std::vector<Problem>& problems) {
  rules::Pack pack;
  rules::load_pack(rules::built_in_pack_files(), pack, problems);
  for (const auto& folder : folders) {
    const auto files = rules::read_pack_folder(folder);
    if (files) {
      rules::load_pack(*files, pack, problems);
    } else {
      problems.push_back(files.error());
    }
  }
  if (!problems.empty()) return nullptr;
  auto compiled = std::make_unique<rules::CompiledPack>(rules::compile_pack(pack, problems));
  return problems.empty() ? std::move(compiled) : nullptr;
}

}  // namespace

Session::Session(const Command& command, Settings settings, std::vector<std::string> arguments)
    : command_(command), settings_(std::move(settings)), arguments_(std::move(arguments)) {}

Session::~Session() = default;

const rules::CompiledPack* Session::pack() {
  const auto& folders = settings_.list("rules");
  if (folders.empty()) return &rules::built_in_pack();
  if (pack_) return pack_.get();
  std::vector<Problem> problems;
  pack_ = load_packs(folders, problems);
  for (const auto& problem : problems) tell(problem);
  if (!problems.empty())
    note(fmt::format("{} in the rules; nothing was labelled", counted(problems.size(), "problem", "problems")));
  return pack_.get();
}

bool Session::print(std::string_view text) {
  if (output_closed_ || output_failed_) return false;
  run::DescriptorSink sink(STDOUT_FILENO, "standard output");
  const auto done = sink.put(text);
  if (!done) {
    output_failed_ = true;
    tell(done.error());
  } else if (!*done) {
    output_closed_ = true;
  }
  return done && *done;
}

void Session::tell(const Problem& problem) {
  note(render(problem));
}

void Session::note(std::string_view text) {
  const auto line = fmt::format("worktell: {}\n", harmless(text));
  run::DescriptorSink sink(STDERR_FILENO, "standard error");
  if (!sink.put(line)) return;  // there is nowhere left to say so
}

bool Session::color() const {
  return wants_color(settings_.text("color"), terminal_output());
}

bool Session::terminal_output() {
  return ::isatty(STDOUT_FILENO) != 0;
}

std::size_t Session::width() {
  if (const auto columns = number_of(std::getenv("COLUMNS")); columns > 0) return columns;
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 80;
}

bool wants_color(std::string_view mode, bool terminal) {
  if (mode == "always") return true;
  if (mode == "never" || !terminal) return false;
  const char* off = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  return (off == nullptr || *off == '\0') && term != nullptr && std::string_view(term) != "dumb";
}

}  // namespace worktell::cli
