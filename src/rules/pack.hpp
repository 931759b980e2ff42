#pragma once
/// Packs as their authors write them: folders of TOML files. `load_pack` reads and checks them and finds every error in
/// one run; `compile_pack` makes them ready for matching.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "rules/compiled.hpp"

namespace worktell::rules {

/// One file of a pack, read.
struct PackFile {
  std::string name;  ///< as shown in messages
  std::string content;
};

/// A string in a pack with its place.
struct Written {
  std::string text;
  Place where;
};

struct WordList {
  std::string name;
  std::vector<Written> entries;
  Place where;
};

struct Rule {
  std::string id;
  std::vector<Written> poles;  ///< one to four; "other" and the name of the mixed label are allowed
  std::vector<Written> match;
  std::vector<Written> unless;
  std::string why;
  std::vector<Written> yes;  ///< texts that it must match
  std::vector<Written> no;   ///< texts that it must not
  double points = 1.0;       ///< the author's; the pack's weights override it
  bool keep = false;
  bool ordinary = false;
  bool field_sign = false;
  Place where;
};

/// A pack as written: everything with its place. Later packs add to earlier ones and override rules by id and lists and
/// settings by name.
struct Pack {
  std::string name;
  std::vector<Rule> rules;
  std::vector<WordList> lists;     ///< word lists that patterns share
  std::vector<WordList> language;  ///< reserved lists of the language
  struct AxisNames {
    std::string name, first, second;
  };
  /// How forms are made: the longest matching ending of a class wins.
  struct Inflection {
    bool verb = false;
    std::string ending;
    std::vector<std::string> forms;  ///< "drop+add": drop so many letters, add these
  };
  std::vector<AxisNames> axes;
  std::string labels[4];  ///< first, second, both, none
  std::vector<Inflection> inflections;
  std::map<std::string, double> weights;   ///< by rule id, applied when the pack is compiled
  std::map<std::string, double> settings;  ///< the numbers of [score]
  std::vector<double> shares;
  std::vector<std::pair<double, double>> calibration[4];
  std::vector<std::pair<std::string, std::string>> declared;
};

/// All `*.toml` files below `folder`, sorted by path.
[[nodiscard]] Result<std::vector<PackFile>> read_pack_folder(const std::string& folder);

/// The files of the built-in pack, as they were at build time (`rules export`).
[[nodiscard]] const std::vector<PackFile>& built_in_pack_files();

/// Adds the files to `pack`. Every problem is appended, positioned, in the order of the files.
void load_pack(const std::vector<PackFile>& files, Pack& pack, std::vector<Problem>& problems);

/// Compiles a pack; problems in patterns are appended. The result is usable only if none was added.
[[nodiscard]] CompiledPack compile_pack(const Pack& pack, std::vector<Problem>& problems);

/// Image of a compiled pack, for embedding; `view_image` views it in place (`bytes` must outlive the pack, aligned to
/// 16).
[[nodiscard]] std::string write_image(CompiledPack& pack);
[[nodiscard]] Result<CompiledPack> view_image(std::string_view bytes);

}  // namespace worktell::rules
