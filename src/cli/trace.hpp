#pragma once
/// The whole trace of one verdict, told to people or as data.

#include <string>

#include "output/item.hpp"
#include "score/labeller.hpp"

namespace worktell::cli {

struct Trace {
  const rules::CompiledPack& pack;
  const score::Labeller& labeller;  ///< just after it labelled the item
  output::Item item;
};

/// What lowered or raised one piece of evidence between its rule's weight and its points.
struct Step {
  std::string words;      ///< "in a list of examples"
  std::int32_t permille;  ///< 600
};
[[nodiscard]] std::vector<Step> steps_of(const rules::CompiledPack& pack, const score::Evidence& evidence);

[[nodiscard]] std::string trace_text(const Trace& trace, std::size_t width, bool color);
[[nodiscard]] std::string trace_json(const Trace& trace);

/// The text with numbered marks under what was matched, wrapped at `width`. `numbers`: a number each span.
struct Mark {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::size_t number = 0;
};
[[nodiscard]] std::string marked_text(std::string_view text, std::vector<Mark> marks, std::size_t width);

}  // namespace worktell::cli
