#pragma once
/// Names of columns and keys that people's exports carry, and what they hold.

#include <cstdint>
#include <string>
#include <string_view>

namespace worktell::input {

/// What a column or key is for.
enum class Role : std::uint8_t {
  none,
  known,  ///< a usual name of an export that serves nothing here, but tells a header
  title,
  body,
  id,
  owner,
  first_name,  ///< owner in two columns
  last_name,
  declared,
  date,
  start,
  start_time,
  end,
  end_time,
  due,
  attendees,
  recipients,
  duration,
  type
};

[[nodiscard]] std::string_view role_name(Role role);

/// One row of the table of names.
struct KnownName {
  std::string_view name;  ///< squashed
  Role role = Role::none;
  int rank = 0;           ///< the lowest of a role wins; for `duration` the unit, see DurationUnit
  int title_rank = 0;     ///< > 0: also a title when no better is there
  int declared_rank = 0;  ///< > 0: also a declared label when no better is there
};

/// Letters and digits only, lower case, accents off: "Component/s", "Components" and "components" are one name.
/// Prefixes of warehouse copies ("property_", "hs_") are taken off. Letters outside Latin stay as they are.
[[nodiscard]] std::string squash(std::string_view name);

/// The row of the table for a squashed name, or null.
[[nodiscard]] const KnownName* known_name(std::string_view squashed);

}  // namespace worktell::input
