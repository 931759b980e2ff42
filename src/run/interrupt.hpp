#pragma once
/// Ctrl-C: the records that are under way are written whole, then the process says how far it came and ends by the
/// signal, so that a shell loop around it ends too. The one place with process-wide state, because a signal handler
/// can have no other.

#include <cstdint>
#include <string_view>

namespace worktell::run {

/// While it lives, SIGINT and SIGTERM are handled and SIGPIPE is ignored. One at a time.
class InterruptGuard {
 public:
  /// `tail` is what closes the output, written when the run is broken off while nothing is under way.
  InterruptGuard(int output, std::string_view tail);
  ~InterruptGuard();
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;

  /// True once a signal came: read no more, finish what is under way, then call `end`.
  [[nodiscard]] static bool requested();

  /// The main thread waits for input from here to `reading(false)`: a signal that comes while nothing is under way
  /// ends the process at once.
  static void reading(bool waits);
  /// So many blocks are between reading and writing. To be called by whoever changes it.
  static void under_way(std::int64_t change);
  /// So many activities have been written.
  static void written(std::uint64_t activities);

  /// Says how far the run came and ends the process by the signal.
  [[noreturn]] static void end();
};

/// Keeps signals away from the calling thread: only the main thread handles them.
void block_signals_here();

}  // namespace worktell::run
