#include "input/text_map.hpp"

namespace worktell::input {
void read_markup(Batch& /*batch*/, Field& /*field*/, Markup /*kind*/) {}
}  // namespace worktell::input
