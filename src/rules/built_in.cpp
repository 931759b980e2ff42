// The built-in pack: an image and the files that it was made from, both embedded by the build (see src/embed).

#include <cstdlib>
#include <cstring>

#include "rules/pack.hpp"

extern "C" {
extern const char worktell_pack_image[];
extern const char worktell_pack_image_end[];
extern const char worktell_pack_files[];
extern const char worktell_pack_files_end[];
}

namespace worktell::rules {
namespace {

std::string_view take(std::string_view& bytes) {
  std::uint64_t size = 0;
  std::memcpy(&size, bytes.data(), sizeof size);
  const auto part = bytes.substr(sizeof size, size);
  bytes.remove_prefix(sizeof size + size);
  return part;
}

std::vector<PackFile> unpack_files() {
  std::string_view bytes(worktell_pack_files, static_cast<std::size_t>(worktell_pack_files_end - worktell_pack_files));
  std::vector<PackFile> files;
  while (!bytes.empty()) {
    const auto name = take(bytes);
    files.push_back({std::string(name), std::string(take(bytes))});
  }
  return files;
}

}  // namespace

const CompiledPack& built_in_pack() {
  static const CompiledPack pack = [] {
    auto viewed =
        view_image({worktell_pack_image, static_cast<std::size_t>(worktell_pack_image_end - worktell_pack_image)});
    if (!viewed) std::abort();  // the image is made by this very build
    return std::move(*viewed);
  }();
  return pack;
}

const std::vector<PackFile>& built_in_pack_files() {
  static const std::vector<PackFile> files = unpack_files();
  return files;
}

}  // namespace worktell::rules
