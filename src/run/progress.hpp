#pragma once
/// A line on standard error for work that takes long: share done, rate, time left.

#include <chrono>
#include <cstdint>

namespace worktell::run {

class Progress {
 public:
  explicit Progress(bool wanted);
  /// To be told after each block; writes at most ten times a second, and nothing in the first second.
  void update(std::uint64_t activities, std::uint64_t bytes, std::uint64_t bytes_total);
  /// Takes the line away.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;
  bool wanted_;
  bool shown_ = false;
  Clock::time_point start_;
  Clock::time_point last_;
};

}  // namespace worktell::run
