#pragma once
/// The numbers of a pack's [score] table: one row a setting, used by the loader, the compiler and `rules show`.

#include <string_view>
#include <vector>

#include "rules/compiled.hpp"

namespace worktell::rules {

/// Names that [score] may hold (beside `shares`), in the order of the table.
[[nodiscard]] std::vector<std::string_view> setting_names();

/// Stores one setting, converted to whole numbers (points: hundredths; confidences: thousandths; factors: percent).
/// `axis` is not stored here: it goes to every axis. Returns false for an unknown name.
bool store_setting(std::string_view name, double value, Settings& settings);

/// Hundredths of a point, rounded half away from zero; nothing counts more than 10,000 points.
[[nodiscard]] Points to_points(double value);

}  // namespace worktell::rules
