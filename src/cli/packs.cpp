#include "cli/packs.hpp"

#include <algorithm>
#include <filesystem>

namespace worktell::cli {

namespace {

/// Does it name the sides and an axis by itself?
bool is_whole(const std::vector<rules::PackFile>& files) {
  rules::Pack pack;
  std::vector<Problem> ignored;
  rules::load_pack(files, pack, ignored);
  return !pack.axes.empty() && !pack.labels[0].empty();
}

bool is_weights(const rules::PackFile& file) {
  return std::filesystem::path(file.name).filename() == weights_file;
}

}  // namespace

Result<NamedPack> read_named_pack(const std::string& name) {
  if (name == built_in_name) return NamedPack{name, {rules::built_in_pack_files()}};
  auto files = rules::read_pack_folder(name);
  if (!files) return fail(files.error());
  NamedPack pack{name, {}};
  if (!is_whole(*files)) pack.layers.push_back(rules::built_in_pack_files());
  pack.layers.push_back(std::move(*files));
  return pack;
}

NamedPack read_named_packs(const std::vector<std::string>& folders, std::vector<Problem>& problems) {
  if (folders.size() == 1) {
    auto pack = read_named_pack(folders.front());
    if (pack) return std::move(*pack);
    problems.push_back(pack.error());
    return {};
  }
  NamedPack pack{std::string(built_in_name), {rules::built_in_pack_files()}};
  for (const auto& folder : folders) {
    auto files = rules::read_pack_folder(folder);
    if (!files) problems.push_back(files.error());
    if (files) pack.layers.push_back(std::move(*files)), pack.name = folder;
  }
  return pack;
}

rules::CompiledPack compile_layers(const NamedPack& named, bool fitted, std::vector<Problem>& problems) {
  rules::Pack pack;
  for (auto files : named.layers) {
    if (!fitted) std::erase_if(files, is_weights);
    rules::load_pack(files, pack, problems);
  }
  if (!problems.empty()) return {};
  return rules::compile_pack(pack, problems);
}

}  // namespace worktell::cli
