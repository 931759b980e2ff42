#pragma once
/// Keys of JSON records as columns.

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace worktell::input {

/// From keys to columns. Keys come in the same order from record to record, so the next one is guessed first.
class Keys {
 public:
  static constexpr auto none = ~std::size_t{0};

  /// The column of a key of the sample, made if it is new.
  std::size_t add(const std::string& key);
  /// Ends the sample: columns are added for usual keys that it did not have, in case they turn up later.
  void freeze();

  /// The column of a key of the sample, or none.
  [[nodiscard]] std::size_t find(std::string_view key, std::size_t& guess) const {
    if (guess < names_.size() && names_[guess] == key) return guess++;
    const auto found = views_.find(key);
    if (found == views_.end()) return none;
    guess = found->second + 1;
    return found->second;
  }
  /// The column that waits for a key which the sample did not have, or none. Cost: folding and a search; keep it.
  [[nodiscard]] std::size_t find_late(std::string_view key) const;

  /// All columns; those from `real` on were not in the sample.
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  [[nodiscard]] std::size_t real() const { return real_; }

 private:
  std::vector<std::string> names_;
  std::size_t real_ = 0;
  std::unordered_map<std::string, std::size_t> index_;
  std::unordered_map<std::string_view, std::size_t> views_;
};

}  // namespace worktell::input
