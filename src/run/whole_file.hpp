#pragma once
/// A file that is written whole or not at all: others see the old one until the new one is complete.

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
  std::string path_;
  std::string beside_;
  int descriptor_ = -1;
  int error_ = 0;
};

}  // namespace worktell::run
