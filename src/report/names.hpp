#pragma once
/// Names met in an input, numbered in the order in which they came.

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

namespace worktell::report {

/// Memory grows with the number of different names, up to a limit; all beyond it share one number.
class Names {
 public:
  static constexpr std::size_t usual_limit = 100'000;
  explicit Names(std::size_t limit = usual_limit) : limit_(limit) {}

  /// The number of this name, a new one where it has none yet.
  [[nodiscard]] std::uint32_t number(std::string_view name) {
    const auto found = numbers_.find(name);
    if (found != numbers_.end()) return found->second;
    if (names_.size() >= limit_) return beyond();
    return add(name);
  }

  [[nodiscard]] const std::string& name(std::uint32_t number) const { return names_[number]; }
  [[nodiscard]] std::size_t size() const { return names_.size(); }
  /// True when names had to share a number.
  [[nodiscard]] bool overflowed() const { return overflowed_; }

 private:
  std::uint32_t add(std::string_view name) {
    names_.emplace_back(name);
    const auto number = static_cast<std::uint32_t>(names_.size() - 1);
    numbers_.emplace(names_.back(), number);
    return number;
  }

  std::uint32_t beyond() {
    if (!overflowed_) shared_ = add("(all others)");
    overflowed_ = true;
    return shared_;
  }

  std::size_t limit_;
  std::deque<std::string> names_;  // never moves, so that the views of the map stay true
  std::unordered_map<std::string_view, std::uint32_t> numbers_;
  std::uint32_t shared_ = 0;
  bool overflowed_ = false;
};

}  // namespace worktell::report
