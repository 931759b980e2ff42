#include "run/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include "output/escape.hpp"

namespace worktell::run {

namespace {

void put(const std::string& text) {
  if (::write(STDERR_FILENO, text.data(), text.size()) < 0) return;  // nothing depends on it
}

std::string time_left(double seconds) {
  const auto whole = static_cast<unsigned>(seconds + 0.5);
  return fmt::format("{}:{:02} left", whole / 60, whole % 60);
}

}  // namespace

Progress::Progress(bool wanted) : wanted_(wanted) {
  if (wanted_) start_ = last_ = Clock::now();
}

void Progress::update(std::uint64_t activities, std::uint64_t bytes, std::uint64_t bytes_total) {
  if (!wanted_) return;
  const auto now = Clock::now();
  using std::chrono::milliseconds;
  if (now - start_ < milliseconds(1000) || now - last_ < milliseconds(100)) return;
  last_ = now;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  const auto rate = static_cast<std::uint64_t>(static_cast<double>(activities) / seconds);
  auto line = fmt::format("\r\x1b[K{} activities, {} a second", output::grouped(activities), output::grouped(rate));
  if (bytes_total > 0 && bytes > 0 && bytes <= bytes_total) {
    const double share = static_cast<double>(bytes) / static_cast<double>(bytes_total);
    line += fmt::format(", {:.0f}%, {}", share * 100, time_left(seconds * (1 - share) / share));
  }
  put(line);
  shown_ = true;
}

void Progress::clear() {
  if (shown_) put("\r\x1b[K");
  shown_ = false;
}

}  // namespace worktell::run
