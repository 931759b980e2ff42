#pragma once
/// What a run counted. Every record of the input is in it once: read = labelled + lost.

#include <array>
#include <cstdint>

#include "score/verdict.hpp"

namespace worktell::run {

struct Tally {
  std::array<std::uint64_t, 4> labels = {};  ///< activities by label
  std::uint64_t labelled = 0;
  std::uint64_t lost = 0;              ///< records that could not be read; each was reported
  std::uint64_t shown = 0;             ///< labelled activities that were not filtered out
  std::uint64_t repaired_bytes = 0;    ///< bytes that were no valid text
  std::uint64_t repaired_records = 0;  ///< activities with such bytes

  [[nodiscard]] std::uint64_t read() const { return labelled + lost; }

  void add(const score::Verdict& verdict) {
    ++labels[static_cast<std::size_t>(verdict.label)];
    ++labelled;
    repaired_bytes += verdict.repaired;
    repaired_records += verdict.repaired > 0 ? 1 : 0;
  }

  Tally& operator+=(const Tally& other) {
    for (std::size_t i = 0; i < labels.size(); ++i) labels[i] += other.labels[i];
    labelled += other.labelled;
    lost += other.lost;
    shown += other.shown;
    repaired_bytes += other.repaired_bytes;
    repaired_records += other.repaired_records;
    return *this;
  }
};

}  // namespace worktell::run
