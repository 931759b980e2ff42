#pragma once
/// What is told about one activity: everything that a report needs, owned, so that it outlives the batch.

#include <cstdint>
#include <string>
#include <vector>

#include "score/verdict.hpp"

namespace worktell::audit {

enum class Kind : std::uint8_t {
  mismatch,  ///< the verdict contradicts what the activity is filed under
  mixed,     ///< the text is both kinds of work; told where the gate asks for it
  unclear,   ///< the verdict is less sure than the pack's `unclear-below`; told where the gate asks for it
};

/// What became of a finding.
enum class Status : std::uint8_t {
  open,      ///< counts at the gate
  accepted,  ///< stands in the baseline
  waived,    ///< a waiver holds
  expired,   ///< there is a waiver, but its day is over: counts at the gate like an open one
};

/// One reason, with its place in the input.
struct Reason {
  std::string rule;
  std::string why;    ///< in words
  std::string match;  ///< valid UTF-8; empty for a fact
  score::Points points = 0;
  std::uint64_t line = 0;         ///< 0: not known (a fact, an archive, a match behind a line end inside the cell)
  std::uint64_t column = 0;       ///< first character on that line, from 1
  std::uint64_t characters = 0;   ///< how long the match is on that line
  std::uint64_t byte_offset = 0;  ///< in the file
  std::uint64_t byte_length = 0;  ///< 0: not known
};

struct Finding {
  Kind kind = Kind::mismatch;
  Status status = Status::open;
  std::size_t input = 0;     ///< number of the input, from 0
  std::uint64_t record = 0;  ///< number in its input, from 1
  std::string file;          ///< as named; "-" is standard input
  std::uint64_t row = 0;
  std::uint64_t line = 0;
  std::uint64_t column = 0;
  std::string id;
  std::string owner;
  std::string declared;                     ///< as the input writes it
  score::Label filed = score::Label::none;  ///< what that means
  score::Label read = score::Label::none;   ///< the verdict's label
  std::int32_t verdict_confidence = 0;      ///< thousandths
  std::int32_t confidence = 0;              ///< of the mismatch, thousandths; of another kind the verdict's
  std::string text;                         ///< valid UTF-8
  std::string reason;                       ///< the shortest sufficient reason in words
  std::vector<Reason> reasons;              ///< the evidence for the verdict's label, strongest first
  std::string key;                          ///< see key.hpp
  std::string note;                         ///< of a waiver: "REASON (AUTHOR, until DAY)"
};

}  // namespace worktell::audit
