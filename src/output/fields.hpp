#pragma once
/// The fields of a verdict: one row a field, shared by all writers, so that --fields can choose and order them.

#include "output/item.hpp"

namespace worktell::output {

/// What a field is written from.
struct FieldSource {
  const rules::CompiledPack& pack;
  const Item& item;
  Scratch& scratch;
};

struct FieldRow {
  std::string_view name;
  std::string_view summary;
  void (*json)(const FieldSource& source, std::string& out);   ///< as a JSON value
  void (*plain)(const FieldSource& source, std::string& out);  ///< as a bare text, not yet escaped
};

[[nodiscard]] std::span<const FieldRow> field_rows();

/// The rows of these names; fails with a suggestion for a name that is none.
[[nodiscard]] Result<std::vector<const FieldRow*>> fields_named(const std::vector<std::string>& names);

}  // namespace worktell::output
