#pragma once
/// Packs by name, for commands that work on several: a folder, or `built-in`.

#include <string>
#include <vector>

#include "base/result.hpp"
#include "rules/pack.hpp"

namespace worktell::cli {

inline constexpr std::string_view built_in_name = "built-in";
/// The file of a pack that `tune` writes: weights, and what is fitted together with them.
inline constexpr std::string_view weights_file = "weights.toml";

/// The files of one or more folders. A folder stands alone where it is a whole pack (it names the sides and an axis);
/// else it is added to the built-in pack, as --rules does.
struct NamedPack {
  std::string name;                                  ///< of the last folder
  std::vector<std::vector<rules::PackFile>> layers;  ///< a folder each; later ones add to earlier ones
};

/// `name`: a folder, or `built-in`.
[[nodiscard]] Result<NamedPack> read_named_pack(const std::string& name);
/// The folders of --rules: the built-in pack without any, one that is a whole pack alone, else all added to the
/// built-in one. Problems are appended.
[[nodiscard]] NamedPack read_named_packs(const std::vector<std::string>& folders, std::vector<Problem>& problems);

/// Loads and compiles; problems are appended, and the pack is usable only if there are none. `fitted`: false leaves the
/// files called weights.toml out, so that rules have their authors' points.
[[nodiscard]] rules::CompiledPack compile_layers(const NamedPack& named, bool fitted, std::vector<Problem>& problems);

}  // namespace worktell::cli
