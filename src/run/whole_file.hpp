#pragma once
/// A file that is written whole or not at all: others see the old one until the new one is complete. A symbolic link
/// stays, and what it leads to is replaced. A pipe, a device and the program's own output are written into instead.

#include <string>

#include "run/sink.hpp"

namespace worktell::run {

class WholeFile final : public Sink {
 public:
  /// Opens a new file beside `path`. Told by `put` and `commit` when that was not possible.
  explicit WholeFile(std::string path);
  /// Without `commit` nothing stays behind.
  ~WholeFile() override;

  Result<bool> put(std::string_view bytes) override;
  /// Makes sure that everything is on the disk; nothing is in place yet.
  Result<bool> seal();
  /// Puts the file in its place, as one step. After `seal`.
  Result<bool> commit();

 private:
  [[nodiscard]] Failure broken(int error) const;
  std::string path_;    ///< as it was named, for messages
  std::string place_;   ///< what is replaced
  std::string beside_;  ///< the new file; empty: it is in place, or what stood there is written into
  int descriptor_ = -1;
  int error_ = 0;
};

}  // namespace worktell::run
