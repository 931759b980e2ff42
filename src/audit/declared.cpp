#include "audit/declared.hpp"

#include <algorithm>

#include "audit/key.hpp"

namespace worktell::audit {

namespace {

/// Cuts at the signs that join values, and at the word "and".
std::vector<std::string> parts_of(std::string_view value) {
  std::vector<std::string> parts;
  while (true) {
    const auto end = std::min({value.find_first_of(",;/|&+"), value.find(" and "), value.size()});
    parts.push_back(folded(value.substr(0, end)));
    if (end == value.size()) return parts;
    value.remove_prefix(end + (value[end] == ' ' ? 5 : 1));
  }
}

}  // namespace

DeclaredMap::DeclaredMap(const rules::CompiledPack& pack) {
  for (const auto& row : pack.declared) add(pack.spell(row.value), static_cast<score::Label>(row.label));
  for (std::size_t i = 0; i < 4; ++i) add(pack.label_name(i), static_cast<score::Label>(i));
}

void DeclaredMap::add(std::string_view value, score::Label label) {
  values_[folded(value)] = label;
}

std::optional<score::Label> DeclaredMap::whole(const std::string& folded_value) const {
  const auto found = values_.find(folded_value);
  return found == values_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<score::Label> DeclaredMap::label_of(std::string_view value) const {
  const auto all = folded(value);
  if (const auto label = whole(all)) return label;
  std::optional<score::Label> decided;
  for (const auto& part : parts_of(all)) {
    const auto label = whole(part);
    if (!label) continue;
    decided = !decided || *decided == *label ? *label : score::Label::both;
  }
  return decided;
}

}  // namespace worktell::audit
