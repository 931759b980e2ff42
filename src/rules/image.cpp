// Images: the tables of a compiled pack, one after another, each with its length before it and padded to 16 bytes, so
// that they can be used where they lie. Same machine word order and sizes as the program that reads them: an image is
// made by the build that embeds it, and its header says for which layout.

#include <cstring>

#include "rules/pack.hpp"

namespace worktell::rules {
namespace {

constexpr std::size_t alignment = 16;

struct Header {
  char magic[8] = {'w', 't', 'p', 'a', 'c', 'k', '0', '1'};
  std::uint32_t rule_size = sizeof(CompiledRule);
  std::uint32_t position_size = sizeof(Position);
  std::uint32_t pattern_size = sizeof(Pattern);
  std::uint32_t form_size = sizeof(text::Form);
  std::uint64_t total = 0;
};

struct Writer {
  std::string& out;
  template <typename T>
  void operator()(const Table<T>& table) const {
    const std::uint64_t count = table.size();
    append(&count, sizeof count);
    append(table.data(), table.size() * sizeof(T));
  }
  void append(const void* bytes, std::size_t size) const {
    if (size > 0) out.append(static_cast<const char*>(bytes), size);
    out.resize((out.size() + alignment - 1) / alignment * alignment);
  }
};

struct Viewer {
  std::string_view bytes;
  std::size_t at;
  bool bad = false;
  template <typename T>
  void operator()(Table<T>& table) {
    std::uint64_t count = 0;
    if (bad || bytes.size() - at < alignment) return fail();
    std::memcpy(&count, bytes.data() + at, sizeof count);
    at += alignment;
    if (count > (bytes.size() - at) / sizeof(T)) return fail();
    table.view({reinterpret_cast<const T*>(bytes.data() + at), count});
    at += (count * sizeof(T) + alignment - 1) / alignment * alignment;
    bad = at > bytes.size();
  }
  void fail() { bad = true; }
};

}  // namespace

std::string write_image(CompiledPack& pack) {
  std::string out(sizeof(Header), '\0');
  out.resize((out.size() + alignment - 1) / alignment * alignment);
  pack.each_table(Writer{out});
  Header header;
  header.total = out.size();
  std::memcpy(out.data(), &header, sizeof header);
  return out;
}

Result<CompiledPack> view_image(std::string_view bytes) {
  Header expected;
  expected.total = bytes.size();
  if (bytes.size() < sizeof expected || std::memcmp(bytes.data(), &expected, sizeof expected) != 0)
    return fail({{},
                 "this is no pack image of this program",
                 "its header differs",
                 "build the image with the program that reads it"});
  CompiledPack pack;
  Viewer viewer{bytes, (sizeof expected + alignment - 1) / alignment * alignment};
  pack.each_table(viewer);
  if (viewer.bad) return fail({{}, "the pack image is cut short", "a table ends beyond it", "build it again"});
  return pack;
}

}  // namespace worktell::rules
