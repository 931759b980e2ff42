#pragma once
/// The pack as its authors wrote it, for the commands that work on rules.

#include <optional>
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "rules/lint.hpp"

namespace worktell::cli {

struct RulesSource {
  rules::Pack pack;
  rules::CompiledPack compiled;
  std::vector<rules::PackFile> files;  ///< all that were read, the built-in ones first
  std::size_t built_in = 0;            ///< how many of `files` are built in
  /// Was this place written in a folder of --rules?
  [[nodiscard]] bool is_added(const Place& where) const;
};

/// The built-in pack and those of --rules. Problems are told; empty then (exit with `exit_error`).
[[nodiscard]] std::optional<RulesSource> read_rules(const Session& session);

/// What texts give with this pack, which must outlive it. For one thread.
[[nodiscard]] rules::Judge judge_of(const rules::CompiledPack& pack);

/// "rules/mine.toml:12", or "many.toml:12 (built in)".
[[nodiscard]] std::string shown_place(const RulesSource& source, const Place& where);

/// "many + interest".
[[nodiscard]] std::string poles_of(const rules::CompiledPack& pack, std::size_t rule, std::string_view between);

/// The number of the rule with this id, or a problem with a suggestion.
[[nodiscard]] Result<std::uint32_t> find_rule(const RulesSource& source, const std::string& id);

}  // namespace worktell::cli
