#include "cli/whole_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>

#include "run/sink.hpp"

namespace worktell::cli {

namespace {

Problem cannot_write(const std::string& path, int error) {
  return {.what = fmt::format("cannot write to {}", path),
          .why = std::generic_category().message(error),
          .remedy = "Check the folder and its permissions; nothing was written."};
}

Result<bool> write_to(int descriptor, const std::string& path, std::string_view content) {
  run::DescriptorSink sink(descriptor, path);
  auto done = sink.put(content);
  if (::close(descriptor) != 0 && done) return fail(cannot_write(path, errno));
  if (done && !*done) return fail(cannot_write(path, EPIPE));
  return done;
}

Result<bool> write_directly(const std::string& path, std::string_view content) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
  if (descriptor < 0) return fail(cannot_write(path, errno));
  return write_to(descriptor, path, content);
}

}  // namespace

Result<bool> write_whole(const std::string& path, std::string_view content) {
  struct stat about {};
  const bool there = ::stat(path.c_str(), &about) == 0;
  if (there && S_ISDIR(about.st_mode)) return fail(cannot_write(path, EISDIR));
  if (there && !S_ISREG(about.st_mode)) return write_directly(path, content);
  auto beside = path + ".XXXXXX";
  const int descriptor = ::mkstemp(beside.data());
  if (descriptor < 0) return fail(cannot_write(path, errno));
  const auto mask = ::umask(0);
  ::umask(mask);
  ::fchmod(descriptor, there ? about.st_mode & 07777U : 0666U & ~mask);
  auto done = write_to(descriptor, path, content);
  if (done && std::rename(beside.c_str(), path.c_str()) != 0) done = fail(cannot_write(path, errno));
  if (!done) ::unlink(beside.c_str());
  return done;
}

}  // namespace worktell::cli
