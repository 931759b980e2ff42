#pragma once
/// From what a column says an activity is to a label. The map is the pack's, with what the config file adds in front.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/compiled.hpp"
#include "score/verdict.hpp"

namespace worktell::audit {

class DeclaredMap {
 public:
  /// `pack` must outlive the map.
  explicit DeclaredMap(const rules::CompiledPack& pack);

  /// A value of one's own; goes before the pack's.
  void add(std::string_view value, score::Label label);

  /// The label of a value, or none for a value that is not known. Case, blanks around and '-', '_', '.' for a blank
  /// make no difference. A value that is not known as a whole is taken apart at , ; / | & + and the word "and": parts
  /// that are known decide, and where they disagree the activity is filed under both. Cost: O(length) hashing for known
  /// ones.
  [[nodiscard]] std::optional<score::Label> label_of(std::string_view value) const;

 private:
  [[nodiscard]] std::optional<score::Label> whole(const std::string& folded_value) const;
  std::map<std::string, score::Label, std::less<>> values_;
};

}  // namespace worktell::audit
