#include "audit/gate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace worktell::audit {

namespace {

std::string counted(std::uint64_t number, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", number, number == 1 ? one : many);
}

bool is_digits(std::string_view text) {
  return !text.empty() && text.size() < 10 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

void Totals::add(const Finding& finding) {
  if (finding.status == Status::accepted) return void(++accepted);
  if (finding.status == Status::waived) return void(++waived);
  if (finding.kind == Kind::mixed) return void(++mixed);
  if (finding.kind == Kind::unclear) return void(++unclear);
  ++open;
  if (finding.status == Status::expired) ++expired;
}

std::uint64_t Totals::unknown_activities() const {
  std::uint64_t sum = 0;
  for (const auto& [value, number] : unknown) sum += number;
  return sum;
}

std::uint64_t allowed(const Gate& gate, const Totals& totals) {
  if (gate.most_per_mille < 0) return gate.most;
  return totals.compared * static_cast<std::uint64_t>(gate.most_per_mille) / 1000;
}

std::vector<std::string> failures(const Gate& gate, const Totals& totals) {
  std::vector<std::string> reasons;
  const auto fail = [&](FailOn what, std::uint64_t number, std::string_view one, std::string_view many) {
    if (gate.fails_on(what) && number > 0) reasons.push_back(counted(number, one, many));
  };
  if (gate.fails_on(FailOn::mismatch) && totals.open > allowed(gate, totals)) {
    reasons.push_back(counted(totals.open, "mismatch", "mismatches"));
    if (const auto most = allowed(gate, totals); most > 0) reasons.back() += fmt::format(", of which {} may be", most);
  }
  fail(FailOn::mixed, totals.mixed, "mixed activity", "mixed activities");
  fail(FailOn::unclear, totals.unclear, "unclear activity", "unclear activities");
  fail(FailOn::stale, totals.stale, "stale entry in the baseline", "stale entries in the baseline");
  fail(FailOn::expired, totals.expired_waivers, "expired waiver", "expired waivers");
  fail(FailOn::unknown, totals.unknown.size(), "unknown declared value", "unknown declared values");
  return reasons;
}

bool read_most(const std::string& text, Gate& gate) {
  if (is_digits(text)) return gate.most = std::strtoull(text.c_str(), nullptr, 10), true;
  if (!text.ends_with('%')) return false;
  const auto share = text.substr(0, text.size() - 1);
  const auto dot = std::min(share.find('.'), share.size());
  const auto decimals = dot == share.size() ? std::string("0") : share.substr(dot + 1);
  if (!is_digits(share.substr(0, dot)) || !is_digits(decimals) || decimals.size() > 1) return false;
  const auto per_mille =
      std::strtoll(share.substr(0, dot).c_str(), nullptr, 10) * 10 + std::strtoll(decimals.c_str(), nullptr, 10);
  if (per_mille > 1000) return false;
  return gate.most_per_mille = per_mille, true;
}

}  // namespace worktell::audit
