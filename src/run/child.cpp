#include "run/child.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

extern char** environ;

namespace worktell::run {

namespace {

/// Both ends of a pipe, closed with it, and not passed on to other programs.
struct Pipe {
  std::array<int, 2> ends = {-1, -1};
  Pipe() = default;
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() { close(0), close(1); }
  bool open() { return ::pipe2(ends.data(), O_CLOEXEC) == 0; }
  void close(std::size_t end) {
    if (ends[end] >= 0) ::close(ends[end]);
    ends[end] = -1;
  }
};

struct Actions {
  posix_spawn_file_actions_t list;
  Actions() { ::posix_spawn_file_actions_init(&list); }
  Actions(const Actions&) = delete;
  Actions& operator=(const Actions&) = delete;
  ~Actions() { ::posix_spawn_file_actions_destroy(&list); }
};

/// Takes what is there; closes the reading end at its end.
void take(Pipe& pipe, std::string& text) {
  std::array<char, 1U << 16U> buffer;
  const auto size = ::read(pipe.ends[0], buffer.data(), buffer.size());
  if (size > 0) return void(text.append(buffer.data(), static_cast<std::size_t>(size)));
  if (size == 0 || (errno != EINTR && errno != EAGAIN)) pipe.close(0);
}

void listen(Pipe& output, Pipe& errors, Finished& finished) {
  while (output.ends[0] >= 0 || errors.ends[0] >= 0) {
    std::array<pollfd, 2> both = {{{output.ends[0], POLLIN, 0}, {errors.ends[0], POLLIN, 0}}};
    if (::poll(both.data(), both.size(), -1) < 0 && errno != EINTR) return;
    if (both[0].revents != 0) take(output, finished.output);
    if (both[1].revents != 0) take(errors, finished.errors);
  }
}

int code_of(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0)
    if (errno != EINTR) return 127;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

Failure cannot(const std::string& program, int error) {
  return fail({.what = "cannot run " + program,
               .why = std::generic_category().message(error),
               .remedy = "Check that " + program + " is installed and on the PATH."});
}

}  // namespace

Result<Finished> run_child(const std::vector<std::string>& words) {
  Pipe output, errors;
  if (!output.open() || !errors.open()) return cannot(words[0], errno);
  Actions actions;
  ::posix_spawn_file_actions_addopen(&actions.list, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&actions.list, output.ends[1], STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions.list, errors.ends[1], STDERR_FILENO);
  std::vector<std::string> copies = words;
  std::vector<char*> arguments;
  for (auto& word : copies) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  pid_t child = 0;
  if (const int error = ::posix_spawnp(&child, words[0].c_str(), &actions.list, nullptr, arguments.data(), environ);
      error != 0)
    return cannot(words[0], error);
  output.close(1), errors.close(1);
  Finished finished;
  listen(output, errors, finished);
  finished.code = code_of(child);
  return finished;
}

}  // namespace worktell::run
