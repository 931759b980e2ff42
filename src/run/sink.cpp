#include "run/sink.hpp"

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

namespace worktell::run {

namespace {

Problem cannot_write(std::string_view name, int error) {
  Problem problem{.what = "cannot write to " + std::string(name), .why = std::generic_category().message(error)};
  problem.remedy = error == ENOSPC
                       ? "Free some space or write to another disk, and run again: the output is not complete."
                       : "Check where the output goes, and run again: the output is not complete.";
  return problem;
}

void wait_for_room(int descriptor) {
  pollfd one{descriptor, POLLOUT, 0};
  ::poll(&one, 1, -1);
}

}  // namespace

Result<bool> DescriptorSink::put(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EAGAIN) {
      wait_for_room(descriptor_);
    } else if (errno == EPIPE) {
      return false;
    } else if (errno != EINTR) {
      return fail(cannot_write(name_, errno));
    }
  }
  return true;
}

}  // namespace worktell::run
