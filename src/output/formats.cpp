#include <fmt/format.h>

#include <array>

#include "output/makers.hpp"

namespace worktell::output {

namespace {

// One row a format.
constexpr std::array format_table = {
    Format{"text", "one line an activity, for people", make_text},
    Format{"tsv", "label, confidence and text, separated by tabs", make_tsv},
    Format{"csv", "a table with a header", make_csv},
    Format{"json", "an array of objects with scores and evidence", make_json},
    Format{"ndjson", "the same objects, one a line", make_ndjson},
};

}  // namespace

std::span<const Format> formats() {
  return format_table;
}

Result<std::unique_ptr<Writer>> make_writer(const rules::CompiledPack& pack, const Options& options) {
  if (options.append) return make_append(pack, options);
  for (const auto& format : format_table)
    if (format.name == options.format) return format.make(pack, options);
  return fail({.what = fmt::format("unknown output format \"{}\"", options.format)});
}

}  // namespace worktell::output
