#pragma once
/// Memory for text that lives as long as a batch. `clear` keeps the blocks, so that steady work allocates nothing.

#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace worktell {

class Arena {
 public:
  /// `size` writable bytes that stay put until `clear`.
  [[nodiscard]] char* allocate(std::size_t size) {
    while (current_ < blocks_.size() && blocks_[current_].size - used_ < size) {
      ++current_;
      used_ = 0;
    }
    if (current_ == blocks_.size()) add_block(size);
    char* place = blocks_[current_].bytes.get() + used_;
    used_ += size;
    return place;
  }

  /// Gives back the tail of the latest allocation, which began at `place` and in the end used `used` bytes.
  void shrink(const char* place, std::size_t used) {
    used_ = static_cast<std::size_t>(place - blocks_[current_].bytes.get()) + used;
  }

  /// A copy of `text` that lives until `clear`.
  [[nodiscard]] std::string_view copy(std::string_view text) {
    if (text.empty()) return {};
    char* place = allocate(text.size());
    std::memcpy(place, text.data(), text.size());
    return {place, text.size()};
  }

  void clear() {
    current_ = 0;
    used_ = 0;
  }

 private:
  struct Block {
    std::unique_ptr<char[]> bytes;
    std::size_t size = 0;
  };

  void add_block(std::size_t size) {
    constexpr std::size_t usual = 1U << 16U;
    const std::size_t wanted = size > usual ? size : usual;
    blocks_.push_back({std::make_unique_for_overwrite<char[]>(wanted), wanted});
    used_ = 0;
  }

  std::vector<Block> blocks_;
  std::size_t current_ = 0;
  std::size_t used_ = 0;
};

}  // namespace worktell
