#pragma once
/// Where the bytes of the output go.

#include <string_view>

#include "base/result.hpp"

namespace worktell::run {

class Sink {
 public:
  Sink() = default;
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;
  virtual ~Sink() = default;
  /// Takes all of `bytes`, or says why not. False: the reader has gone and nothing more is wanted.
  virtual Result<bool> put(std::string_view bytes) = 0;
};

/// A file descriptor, unbuffered. SIGPIPE must be ignored: a closed pipe then shows as false.
class DescriptorSink final : public Sink {
 public:
  DescriptorSink(int descriptor, std::string_view name) : descriptor_(descriptor), name_(name) {}
  Result<bool> put(std::string_view bytes) override;

 private:
  int descriptor_;
  std::string_view name_;  ///< for messages: "standard output"
};

}  // namespace worktell::run
