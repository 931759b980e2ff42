#pragma once
/// A read-only array that either owns its elements or views a compiled image. The compiled pack is made of tables of
/// plain values, so that it can be written to bytes at build time and used from them at start without being parsed.

#include <cstdint>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

namespace worktell {

template <typename T>
class Table {
  static_assert(std::is_trivially_copyable_v<T>, "tables are written to images byte by byte");

 public:
  Table() = default;
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;
  Table(Table&& other) noexcept { *this = std::move(other); }
  Table& operator=(Table&& other) noexcept {
    const bool owned = !other.owned_.empty();
    owned_ = std::move(other.owned_);
    view_ = owned ? std::span<const T>(owned_) : other.view_;
    other.view_ = {};
    return *this;
  }

  /// Takes the elements over.
  void own(std::vector<T> elements) {
    owned_ = std::move(elements);
    view_ = owned_;
  }
  /// Views elements that outlive the table.
  void view(std::span<const T> elements) {
    owned_.clear();
    view_ = elements;
  }

  [[nodiscard]] const T& operator[](std::size_t i) const { return view_[i]; }
  [[nodiscard]] std::size_t size() const { return view_.size(); }
  [[nodiscard]] bool empty() const { return view_.empty(); }
  [[nodiscard]] const T* data() const { return view_.data(); }
  [[nodiscard]] auto begin() const { return view_.begin(); }
  [[nodiscard]] auto end() const { return view_.end(); }
  [[nodiscard]] std::span<const T> span() const { return view_; }
  /// Elements [begin, begin + count).
  [[nodiscard]] std::span<const T> slice(std::size_t begin, std::size_t count) const {
    return view_.subspan(begin, count);
  }

 private:
  std::vector<T> owned_;
  std::span<const T> view_;
};

/// Strings in one run of bytes, by number.
struct TextRange {
  std::uint32_t begin = 0;
  std::uint32_t size = 0;
};

}  // namespace worktell
