#include "cli/declared_map.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace worktell::cli {

audit::DeclaredMap declared_map_of(const Settings& settings, const rules::CompiledPack& pack,
                                   std::vector<Problem>& problems) {
  audit::DeclaredMap map(pack);
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < 4; ++i) names.push_back(pack.label_name(i));
  for (const auto& entry : settings.config().entries) {
    if (entry.table != "declared") continue;
    const auto found = std::find(names.begin(), names.end(), entry.key);
    if (found == names.end()) {
      const auto near = nearest(entry.key, names);
      problems.push_back(
          {.where = entry.where,
           .what = fmt::format("[declared] names \"{}\", which is no label", entry.key),
           .why = near.empty() ? "" : fmt::format("did you mean \"{}\"?", near),
           .remedy = fmt::format("A line is a label and the values that mean it: {} = [\"Field team\"]. Labels: {}",
                                 names[0], fmt::join(names, ", ")),
           .line_text = entry.line_text,
           .caret_length = entry.key.size()});
      continue;
    }
    for (const auto& value : entry.values) map.add(value, static_cast<score::Label>(found - names.begin()));
  }
  return map;
}

std::int32_t alarm_confidence_of(const Settings& settings, const rules::CompiledPack& pack) {
  return settings.given("min-confidence") ? settings.thousandths("min-confidence") : pack.settings[0].alarm_confidence;
}

}  // namespace worktell::cli
