#include "audit/mismatch.hpp"

#include <algorithm>

namespace worktell::audit {

std::int32_t contradiction(const rules::CompiledPack& pack, score::Label read,
                           const std::array<score::Points, 4>& scores, score::Label filed) {
  using score::Label;
  if (read == filed || read == Label::both || filed == Label::both) return 0;
  const auto base = read == Label::none ? pack.settings[0].base : 0;
  const auto for_read = std::max<std::int64_t>(0, std::int64_t{scores[static_cast<std::size_t>(read)]} - base);
  const auto for_filed = std::max<std::int64_t>(0, scores[static_cast<std::size_t>(filed)]);
  if (for_read <= for_filed) return 0;
  return static_cast<std::int32_t>((for_read - for_filed) * 1000 / (for_read + for_filed + 100));
}

std::int32_t contradiction(const rules::CompiledPack& pack, const score::Verdict& verdict, score::Label filed) {
  using score::Label;
  const std::array scores = {verdict.score_of(Label::first), verdict.score_of(Label::second),
                             verdict.score_of(Label::both), verdict.score_of(Label::none)};
  return contradiction(pack, verdict.label, scores, filed);
}

}  // namespace worktell::audit
