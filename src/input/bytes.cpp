#include "input/bytes.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

#include "input/notices.hpp"

namespace worktell::input {

namespace {

std::string words_of(int error) {
  return std::generic_category().message(error);
}

class FileBytes final : public ByteSource {
 public:
  FileBytes(int descriptor, std::string name, std::uint64_t size, bool regular)
      : descriptor_(descriptor), name_(std::move(name)), size_(size), regular_(regular) {}
  ~FileBytes() override {
    if (descriptor_ != STDIN_FILENO) ::close(descriptor_);
  }
  FileBytes(const FileBytes&) = delete;
  FileBytes& operator=(const FileBytes&) = delete;

  Result<std::size_t> read(char* to, std::size_t size) override {
    std::size_t filled = 0;
    while (filled < size && (filled == 0 || ready(0))) {
      const auto got = ::read(descriptor_, to + filled, size - filled);
      if (got < 0 && (errno == EINTR || (errno == EAGAIN && wait()))) continue;
      if (got < 0 && filled > 0) break;
      if (got < 0) return fail(broken(errno));
      if (got == 0) break;
      filled += static_cast<std::size_t>(got);
    }
    return filled;
  }

  bool ready(int milliseconds) override {
    if (regular_) return true;
    pollfd one{descriptor_, POLLIN, 0};
    return ::poll(&one, 1, milliseconds) > 0;
  }

  [[nodiscard]] std::uint64_t size() const override { return size_; }

 private:
  bool wait() {
    pollfd one{descriptor_, POLLIN, 0};
    return ::poll(&one, 1, -1) >= 0 || errno == EINTR;
  }

  [[nodiscard]] Problem broken(int error) const {
    return problem_with(name_, "cannot go on reading this input", words_of(error),
                        "Check that the file and its disk are still there, and run again.");
  }

  int descriptor_;
  std::string name_;
  std::uint64_t size_;
  bool regular_;
};

class MemoryBytes final : public ByteSource {
 public:
  explicit MemoryBytes(std::string_view bytes) : bytes_(bytes) {}
  Result<std::size_t> read(char* to, std::size_t size) override {
    const auto count = std::min(size, bytes_.size() - at_);
    if (count > 0) std::memcpy(to, bytes_.data() + at_, count);
    at_ += count;
    return count;
  }
  bool ready(int /*milliseconds*/) override { return true; }
  [[nodiscard]] std::uint64_t size() const override { return bytes_.size(); }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
};

Problem cannot_open(const std::string& path, int error) {
  auto problem =
      problem_with(path, "cannot open this file", words_of(error), "Check that the path leads to a readable file.");
  if (error == ENOENT) {
    problem.what = "there is no such file";
    problem.why.clear();
    problem.remedy = "Check the spelling and the folder; quote a name that holds spaces.";
  } else if (error == EACCES || error == EPERM) {
    problem.what = "this file may not be read";
    problem.remedy = "Give yourself permission to read it (chmod u+r), or run as a user who has it.";
  }
  return problem;
}

}  // namespace

Result<std::unique_ptr<ByteSource>> open_bytes(const std::string& path) {
  const int descriptor = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return fail(cannot_open(path, errno));
  struct stat about {};
  if (::fstat(descriptor, &about) != 0) {
    const int error = errno;
    if (descriptor != STDIN_FILENO) ::close(descriptor);
    return fail(cannot_open(path, error));
  }
  if (S_ISDIR(about.st_mode)) {
    if (descriptor != STDIN_FILENO) ::close(descriptor);
    return fail(
        problem_with(path, "this is a directory, not a file", "",
                     "Name the files in it, for example: " + path + (path.ends_with('/') ? "" : "/") + "*.csv"));
  }
  const bool regular = S_ISREG(about.st_mode);
  const auto size = regular ? static_cast<std::uint64_t>(about.st_size) : 0;
  return std::make_unique<FileBytes>(descriptor, path, size, regular);
}

std::unique_ptr<ByteSource> bytes_over(std::string_view bytes) {
  return std::make_unique<MemoryBytes>(bytes);
}

}  // namespace worktell::input
