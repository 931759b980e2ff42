#include "rules/settings.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace worktell::rules {
namespace {

enum class Unit { points, thousandths, percent };

struct Row {
  std::string_view name;
  Unit unit;
  std::int32_t& (*slot)(Settings&);
};

template <std::int32_t Settings::*Member>
std::int32_t& member(Settings& settings) {
  return settings.*Member;
}
template <int Bit>
std::int32_t& factor(Settings& settings) {
  return settings.factors[Bit];
}

constexpr std::array<Row, 17> rows = {{
    {"base", Unit::points, member<&Settings::base>},
    {"cap", Unit::points, member<&Settings::cap>},
    {"firm", Unit::points, member<&Settings::firm>},
    {"disagree", Unit::points, member<&Settings::disagree>},
    {"both-base", Unit::points, member<&Settings::both_base>},
    {"field-from", Unit::points, member<&Settings::field_from>},
    {"axis", Unit::points, member<&Settings::axis>},
    {"tail", Unit::percent, factor<0>},
    {"refused", Unit::percent, factor<1>},
    {"negated", Unit::percent, factor<2>},
    {"condition", Unit::percent, factor<3>},
    {"quoted", Unit::percent, factor<4>},
    {"other-field", Unit::percent, factor<5>},
    {"aim", Unit::percent, factor<6>},
    {"alarm-confidence", Unit::thousandths, member<&Settings::alarm_confidence>},
    {"unclear-below", Unit::thousandths, member<&Settings::unclear_below>},
    {"question", Unit::percent, factor<7>},
}};

}  // namespace

std::vector<std::string_view> setting_names() {
  std::vector<std::string_view> names;
  for (const auto& row : rows) names.push_back(row.name);
  return names;
}

bool store_setting(std::string_view name, double value, Settings& settings) {
  const auto* row = std::find_if(rows.begin(), rows.end(), [&](const Row& r) { return r.name == name; });
  if (row == rows.end()) return false;
  const double scale = row->unit == Unit::points ? 100 : row->unit == Unit::thousandths ? 1000 : 1;
  row->slot(settings) = static_cast<std::int32_t>(std::lround(value * scale));
  return true;
}

Points to_points(double value) {
  constexpr double most = 10000;  // points; no sum of them leaves 32 bits
  return static_cast<Points>(std::lround(std::clamp(value, -most, most) * 100));
}

}  // namespace worktell::rules
