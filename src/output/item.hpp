#pragma once
/// What the writers ask of an activity and its verdict: texts made valid, spans, the short reason.

#include <string>
#include <string_view>

#include "output/writer.hpp"

namespace worktell::output {

/// Where a piece of evidence stands, in the words of the output.
struct Span {
  std::string_view field;    ///< the column or key; for a fact the column it was read from
  std::string_view match;    ///< the matched text (of a fact: its words)
  input::ByteRange bytes;    ///< in the field as it stood in the input
  std::uint64_t column = 0;  ///< character column in the field as it stood in the input, from 1
  bool fact = false;         ///< a fact has no span
};

/// The text of a field, valid UTF-8: the field's own bytes, or a repaired copy in `repaired`.
[[nodiscard]] std::string_view valid_text(std::string_view text, std::uint32_t repaired_bytes, std::string& repaired);

/// All text fields of an activity, line by line. A view into the batch where there is one field, else into `scratch`.
[[nodiscard]] std::string_view whole_text(const Item& item, Scratch& scratch);

/// The first field that is not empty: the title.
[[nodiscard]] std::string_view title(const Item& item, Scratch& scratch);

[[nodiscard]] Span span_of(const Item& item, const score::Evidence& evidence);

/// The fewest reasons that carry the label alone, strongest first: `a fault found and mended ("fixed")`, several joined
/// by
/// "; ". A label without evidence says so. Appends to `out`; the text is valid UTF-8 and not yet escaped.
void append_reason(const rules::CompiledPack& pack, const Item& item, Scratch& scratch, std::string& out);

/// Numbers of the evidence of `reason`, strongest first, into scratch.order.
void sufficient_evidence(const score::Verdict& verdict, Scratch& scratch);

/// True where a pole's points count for a label: its side's poles, the signs of both or of other work.
[[nodiscard]] bool supports(score::PoleId pole, score::Label label);

}  // namespace worktell::output
