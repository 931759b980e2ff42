#include "cli/whole_file.hpp"

#include <fmt/format.h>

#include "run/whole_file.hpp"

namespace worktell::cli {

Result<bool> write_whole(const std::string& path, std::string_view content) {
  run::WholeFile file(path);
  auto done = file.put(content);
  if (done) done = file.seal();
  if (done) done = file.commit();
  if (done) return done;
  return fail({.what = fmt::format("cannot write to {}", path),
               .why = done.error().why,
               .remedy = "Check the folder and its permissions; nothing was written."});
}

}  // namespace worktell::cli
