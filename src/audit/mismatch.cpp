#include "audit/mismatch.hpp"

#include <algorithm>

namespace worktell::audit {

std::int32_t contradiction(const rules::CompiledPack& pack, const score::Verdict& verdict, score::Label filed) {
  using score::Label;
  if (verdict.label == filed || verdict.label == Label::both || filed == Label::both) return 0;
  const auto base = verdict.label == Label::none ? pack.settings[0].base : 0;
  const auto for_read = std::max<std::int64_t>(0, std::int64_t{verdict.score_of(verdict.label)} - base);
  const auto for_filed = std::max<std::int64_t>(0, verdict.score_of(filed));
  if (for_read <= for_filed) return 0;
  return static_cast<std::int32_t>((for_read - for_filed) * 1000 / (for_read + for_filed + 100));
}

}  // namespace worktell::audit
