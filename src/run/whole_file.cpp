#include "run/whole_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <utility>

namespace worktell::run {

namespace {

/// The mode of the file that is there, else what the umask leaves of rw-rw-rw-.
mode_t mode_for(const std::string& path) {
  struct stat old {};
  if (::stat(path.c_str(), &old) == 0) return old.st_mode & 0777U;
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666U & ~mask;
}

}  // namespace

WholeFile::WholeFile(std::string path) : path_(std::move(path)), beside_(path_ + ".XXXXXX") {
  descriptor_ = ::mkostemp(beside_.data(), O_CLOEXEC);
  error_ = descriptor_ < 0 ? errno : 0;
  if (descriptor_ >= 0 && ::fchmod(descriptor_, mode_for(path_)) != 0) error_ = errno;
}

WholeFile::~WholeFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!beside_.empty()) ::unlink(beside_.c_str());
}

Failure WholeFile::broken(int error) const {
  return fail({.where = {.file = path_},
               .what = "cannot write this file",
               .why = std::generic_category().message(error),
               .remedy = "Check the folder, its rights and the space on the disk. What stood there is unchanged."});
}

Result<bool> WholeFile::put(std::string_view bytes) {
  if (error_ != 0) return broken(error_);
  while (!bytes.empty()) {
    const auto written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return broken(error_ = errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

Result<bool> WholeFile::seal() {
  if (error_ != 0) return broken(error_);
  if (descriptor_ >= 0 && ::fsync(descriptor_) != 0) return broken(error_ = errno);
  if (descriptor_ >= 0 && ::close(std::exchange(descriptor_, -1)) != 0) return broken(error_ = errno);
  return true;
}

Result<bool> WholeFile::commit() {
  if (error_ != 0) return broken(error_);
  if (::rename(beside_.c_str(), path_.c_str()) != 0) return broken(error_ = errno);
  beside_.clear();
  return true;
}

}  // namespace worktell::run
