#include <fmt/format.h>
#include <unistd.h>

#include <csignal>

#include "cli/command.hpp"
#include "cli/help.hpp"
#include "cli/parse.hpp"
#include "cli/tell.hpp"

namespace worktell::cli {

namespace {

/// The config file that holds for this run: --config, WORKTELL_CONFIG, or the nearest upwards.
Config config_of(const Typed& typed, std::vector<Problem>& problems) {
  const auto given = typed.find("config");
  const char* variable = std::getenv("WORKTELL_CONFIG");
  std::string path;
  if (given != typed.end()) {
    path = given->second.back();
  } else if (variable != nullptr && *variable != '\0') {
    path = variable;
  } else {
    path = find_config(".");
  }
  if (path.empty() || path == "none") return {};
  return read_config(path, problems);
}

int answer(const Parsed& parsed, Session& session) {
  if (parsed.typed.contains("version")) {
    session.print(fmt::format("worktell {}\n", WORKTELL_VERSION));
  } else {
    session.print(help_text(*parsed.command, Session::width(), session.color()));
  }
  return session.output_status();
}

int run_parsed(Parsed parsed) {
  std::vector<Problem> problems;
  auto config = config_of(parsed.typed, problems);
  auto settings = resolve(parsed.command->options, parsed.command->name, parsed.typed, std::move(config), problems);
  Session session(*parsed.command, std::move(settings), std::move(parsed.arguments));
  if (parsed.typed.contains("help") || parsed.typed.contains("version")) return answer(parsed, session);
  for (const auto& problem : problems) Session::tell(problem);
  if (!problems.empty()) return exit_error;
  return parsed.command->run(session);
}

}  // namespace

int run_program(int argc, const char* const* argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is told by write
  auto parsed = parse_words(std::vector<std::string>(argv + std::min(argc, 1), argv + argc));
  if (parsed) return run_parsed(std::move(*parsed));
  Session::tell(parsed.error());
  return exit_error;
}

}  // namespace worktell::cli
