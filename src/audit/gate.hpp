#pragma once
/// What a check counted, and whether its gate lets pass.

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "audit/finding.hpp"

namespace worktell::audit {

/// What the gate is asked to fail on, as a set of bits.
enum class FailOn : std::uint8_t { mismatch = 1, mixed = 2, unclear = 4, stale = 8, expired = 16, unknown = 32 };

struct Gate {
  std::uint8_t fail_on = 1;
  std::uint64_t most = 0;            ///< open mismatches that pass
  std::int64_t most_per_mille = -1;  ///< or so many of a thousand compared activities; -1: not by share
  [[nodiscard]] bool fails_on(FailOn what) const { return (fail_on & static_cast<std::uint8_t>(what)) != 0; }
};

/// Totals of one check.
struct Totals {
  std::uint64_t activities = 0;                             ///< all that were checked
  std::uint64_t compared = 0;                               ///< filed under a value that is known
  std::uint64_t undeclared = 0;                             ///< filed under nothing
  std::uint64_t passed_over = 0;                            ///< rows that did not change (--since)
  std::map<std::string, std::uint64_t> unknown;             ///< declared values that the map does not know
  std::array<std::array<std::uint64_t, 4>, 4> matrix = {};  ///< [filed][read]
  std::uint64_t open = 0;                                   ///< mismatches that count
  std::uint64_t accepted = 0;                               ///< findings by status, of every kind
  std::uint64_t waived = 0;
  std::uint64_t expired = 0;  ///< mismatches that count because their waiver is over
  std::uint64_t mixed = 0;    ///< open findings of these kinds
  std::uint64_t unclear = 0;
  std::uint64_t stale = 0;  ///< entries of the baseline that met nothing
  std::uint64_t expired_waivers = 0;

  void add(const Finding& finding);
  [[nodiscard]] std::uint64_t unknown_activities() const;
};

/// Why the gate fails, in words, a phrase each; empty: it passes.
[[nodiscard]] std::vector<std::string> failures(const Gate& gate, const Totals& totals);

/// Open mismatches that the gate lets pass.
[[nodiscard]] std::uint64_t allowed(const Gate& gate, const Totals& totals);

/// "12" or "2.5%": a number of mismatches, or a share of the compared. False: it is neither.
[[nodiscard]] bool read_most(const std::string& text, Gate& gate);

}  // namespace worktell::audit
