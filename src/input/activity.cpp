#include "input/activity.hpp"

#include <algorithm>

#include "input/encoding.hpp"

namespace worktell::input {

namespace {

std::uint64_t through(const OffsetStep& step, std::uint32_t at) {
  return std::uint64_t{step.raw} + (at - step.text);
}

/// Where the text byte `at` stands: the last step not after it.
std::uint64_t raw_begin(std::span<const OffsetStep> steps, std::uint32_t at) {
  const auto after = std::upper_bound(steps.begin(), steps.end(), at,
                                      [](std::uint32_t value, const OffsetStep& step) { return value < step.text; });
  return after == steps.begin() ? at : through(*std::prev(after), at);
}

/// Where a span that ends before the text byte `at` ends: the first step at it, so that markup which follows the
/// span stays outside.
std::uint64_t raw_end(std::span<const OffsetStep> steps, std::uint32_t at) {
  const auto here = std::lower_bound(steps.begin(), steps.end(), at,
                                     [](const OffsetStep& step, std::uint32_t value) { return step.text < value; });
  if (here != steps.end() && here->text == at) return here->raw;
  return here == steps.begin() ? at : through(*std::prev(here), at);
}

}  // namespace

void Batch::clear() {
  activities.clear();
  fields.clear();
  facts.clear();
  steps.clear();
  reports.clear();
  arena.clear();
}

std::span<const Field> Batch::fields_of(const Activity& activity) const {
  return std::span(fields).subspan(activity.first_field, activity.field_count);
}

std::span<const Fact> Batch::facts_of(const Activity& activity) const {
  return std::span(facts).subspan(activity.first_fact, activity.fact_count);
}

ByteRange raw_range(const Batch& batch, const Field& field, std::uint32_t begin, std::uint32_t end) {
  const auto steps = std::span(batch.steps).subspan(field.first_step, field.step_count);
  const auto limit = static_cast<std::uint64_t>(field.raw.size());
  const auto first = std::min(raw_begin(steps, begin), limit);
  const auto last = end > begin ? std::clamp(raw_end(steps, end), first, limit) : first;
  return {raw_length(field.raw.substr(0, first), batch.encoding),
          raw_length(field.raw.substr(0, last), batch.encoding)};
}

}  // namespace worktell::input
