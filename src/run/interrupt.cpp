#include "run/interrupt.hpp"

#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstring>

namespace worktell::run {

namespace {

// Touched by the handler: lock-free atomics and plain bytes set before it is installed.
std::atomic<int> signal_seen{0};
std::atomic<bool> waits_for_input{false};
std::atomic<std::int64_t> blocks_under_way{0};
std::atomic<std::uint64_t> activities_written{0};
int output_descriptor = STDOUT_FILENO;
std::string_view output_tail;
struct sigaction old_interrupt {};
struct sigaction old_terminate {};
struct sigaction old_pipe {};

void put(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const auto written = ::write(descriptor, text.data(), text.size());
    if (written <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

/// Async-signal-safe: no allocation, no locale, no stdio.
void tell_how_far() {
  char digits[20];
  std::size_t at = sizeof digits;
  auto number = activities_written.load();
  do {
    digits[--at] = static_cast<char>('0' + number % 10);
    number /= 10;
  } while (number > 0);
  put(STDERR_FILENO, "\nworktell: interrupted after ");
  put(STDERR_FILENO, std::string_view(digits + at, sizeof digits - at));
  put(STDERR_FILENO, " activities; the records written are whole\n");
}

[[noreturn]] void die_by(int number) {
  std::signal(number, SIG_DFL);
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, number);
  ::raise(number);
  pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
  ::_exit(128 + number);
}

extern "C" void handle_signal(int number) {
  const bool again = signal_seen.exchange(number) != 0;
  const bool idle = waits_for_input.load() && blocks_under_way.load() == 0;
  if (!idle && !again) return;
  if (idle) put(output_descriptor, output_tail);
  tell_how_far();
  die_by(number);
}

}  // namespace

InterruptGuard::InterruptGuard(int output, std::string_view tail) {
  output_descriptor = output;
  output_tail = tail;
  signal_seen = 0;
  waits_for_input = false;
  blocks_under_way = 0;
  activities_written = 0;
  struct sigaction action {};
  action.sa_handler = handle_signal;
  sigemptyset(&action.sa_mask);
  struct sigaction ignore {};
  ignore.sa_handler = SIG_IGN;
  ::sigaction(SIGINT, &action, &old_interrupt);
  ::sigaction(SIGTERM, &action, &old_terminate);
  ::sigaction(SIGPIPE, &ignore, &old_pipe);
  if (old_interrupt.sa_handler == SIG_IGN) ::sigaction(SIGINT, &old_interrupt, nullptr);  // as nohup wants it
}

InterruptGuard::~InterruptGuard() {
  ::sigaction(SIGINT, &old_interrupt, nullptr);
  ::sigaction(SIGTERM, &old_terminate, nullptr);
  ::sigaction(SIGPIPE, &old_pipe, nullptr);
}

bool InterruptGuard::requested() {
  return signal_seen.load() != 0;
}

void InterruptGuard::reading(bool waits) {
  waits_for_input = waits;
}

void InterruptGuard::under_way(std::int64_t change) {
  const auto left = blocks_under_way.fetch_add(change) + change;
  const int seen = signal_seen.load();
  // The main thread waits for input and would not notice: have the signal delivered once more.
  if (left == 0 && change < 0 && seen != 0 && waits_for_input.load()) ::kill(::getpid(), seen);
}

void InterruptGuard::written(std::uint64_t activities) {
  activities_written += activities;
}

void InterruptGuard::end() {
  tell_how_far();
  die_by(signal_seen.load());
}

void block_signals_here() {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, nullptr);
}

}  // namespace worktell::run
