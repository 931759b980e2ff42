#pragma once
/// Where bytes come from: a file, a pipe, or memory.

#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace worktell::input {

/// Files are read, not mapped: a file that is cut short while it is mapped ends the process, and copying from the
/// page cache into a block that stays in the processor's cache costs no more than the page faults of a mapping.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  ByteSource() = default;
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;

  /// Reads up to `size` bytes into `to`, at least one unless the input ends (0). Waits only for the first byte:
  /// what has arrived is given at once.
  virtual Result<std::size_t> read(char* to, std::size_t size) = 0;
  /// True when a read would give a byte or the end within `milliseconds`.
  virtual bool ready(int milliseconds) = 0;
  /// The whole size where it is known, else 0.
  [[nodiscard]] virtual std::uint64_t size() const = 0;
};

/// Opens `path`, "-" being standard input. The failures are Problems with remedy: missing, a directory, not readable.
[[nodiscard]] Result<std::unique_ptr<ByteSource>> open_bytes(const std::string& path);

/// Bytes in memory, which must outlive the source.
[[nodiscard]] std::unique_ptr<ByteSource> bytes_over(std::string_view bytes);

}  // namespace worktell::input
