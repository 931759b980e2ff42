// Build step: compiles a pack folder and writes its image and its files, to be embedded into the program.
// Usage: worktell_pack FOLDER IMAGE FILES

#include <fmt/format.h>

#include <cstring>
#include <filesystem>
#include <fstream>

#include "rules/pack.hpp"

namespace {

using namespace worktell;

void append(std::string& out, std::string_view part) {
  const std::uint64_t size = part.size();
  out.append(reinterpret_cast<const char*>(&size), sizeof size);
  out += part;
}

bool write(const char* path, const std::string& bytes) {
  std::ofstream stream(path, std::ios::binary);
  stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return stream.good();
}

int report(const std::vector<Problem>& problems) {
  for (const auto& problem : problems) fmt::print(stderr, "{}\n", render(problem));
  return 1;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 4) return report({{{}, "usage: worktell_pack FOLDER IMAGE FILES"}});
  const auto files = rules::read_pack_folder(arguments[1]);
  if (!files) return report({files.error()});
  rules::Pack pack;
  std::vector<Problem> problems;
  rules::load_pack(*files, pack, problems);
  auto compiled = rules::compile_pack(pack, problems);
  if (!problems.empty()) return report(problems);
  std::string listing;
  for (const auto& file : *files) {
    append(listing, std::filesystem::relative(file.name, arguments[1]).string());
    append(listing, file.content);
  }
  const bool written = write(arguments[2], rules::write_image(compiled)) && write(arguments[3], listing);
  return written ? 0 : report({{{arguments[2]}, "cannot write the pack image"}});
}
