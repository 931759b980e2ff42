#include "run/whole_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <optional>
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

/// The descriptor of what stands at `path` and can't be replaced: a pipe, a device, the program's own output (which may
/// be a file, named /dev/stdout); -1 and errno where it can't be opened. Nothing where a file is to be put there.
std::optional<int> stream_at(const std::string& path) {
  struct stat there {};
  if (::stat(path.c_str(), &there) != 0 || S_ISDIR(there.st_mode)) return std::nullopt;
  for (const int own : {STDOUT_FILENO, STDERR_FILENO}) {
    struct stat about {};
    if (::fstat(own, &about) == 0 && about.st_dev == there.st_dev && about.st_ino == there.st_ino)
      return ::fcntl(own, F_DUPFD_CLOEXEC, 0);
  }
  if (S_ISREG(there.st_mode)) return std::nullopt;
  return ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
}

/// What a symbolic link leads to.
std::string behind_links(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::is_symlink(path, error)) return path;
  const auto real = std::filesystem::canonical(path, error);
  return error ? path : real.string();
}

}  // namespace

WholeFile::WholeFile(std::string path) : path_(std::move(path)), place_(behind_links(path_)) {
  if (const auto stream = stream_at(path_)) {
    descriptor_ = *stream;
    error_ = *stream < 0 ? errno : 0;
    return;
  }
  beside_ = place_ + ".XXXXXX";
  descriptor_ = ::mkostemp(beside_.data(), O_CLOEXEC);
  error_ = descriptor_ < 0 ? errno : 0;
  if (descriptor_ >= 0 && ::fchmod(descriptor_, mode_for(place_)) != 0) error_ = errno;
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
  if (descriptor_ >= 0 && !beside_.empty() && ::fsync(descriptor_) != 0) return broken(error_ = errno);
  if (descriptor_ >= 0 && ::close(std::exchange(descriptor_, -1)) != 0) return broken(error_ = errno);
  return true;
}

Result<bool> WholeFile::commit() {
  if (error_ != 0) return broken(error_);
  if (beside_.empty()) return true;
  if (::rename(beside_.c_str(), place_.c_str()) != 0) return broken(error_ = errno);
  beside_.clear();
  return true;
}

}  // namespace worktell::run
