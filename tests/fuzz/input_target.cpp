// Bytes as an input. A first line that is a format's name says how to read the rest; without it the format is found
// out. Every record is given, reported or told of as skipped, once; spans lie inside their field; blocks change
// nothing.

#include <algorithm>
#include <string>
#include <vector>

#include "input/stream.hpp"
#include "require.hpp"

namespace {

using namespace worktell;
using namespace worktell::input;
using fuzz::require;

/// An input read to its end.
struct Seen {
  bool opened = false;
  std::vector<std::string> texts;
  std::vector<std::uint64_t> numbers;  ///< of activities and of losses
  std::uint64_t lost = 0;
  std::uint64_t skipped = 0;  ///< rows that notices say were no activities
};

void take_report(const Report& report, Seen& seen) {
  require(!report.problem.what.empty(), "a report says what happened");
  seen.lost += report.records_lost;
  if (report.records_lost > 0) seen.numbers.push_back(report.problem.where.row);
  const auto& what = report.problem.what;
  if (what.find("skipped") != std::string::npos || what.find("read together") != std::string::npos)
    seen.skipped += report.count;
}

void check_field(const Batch& batch, const Field& field) {
  const auto size = static_cast<std::uint32_t>(field.text.size());
  const auto whole = raw_range(batch, field, 0, size);
  require(whole.begin <= whole.end, "a span of the input has a direction");
  require(batch.encoding != Encoding::utf8 || whole.end <= field.raw.size(), "a span lies inside its field");
  const auto half = raw_range(batch, field, size / 2, size);
  require(half.begin >= whole.begin && half.end <= whole.end, "a part lies inside its whole");
}

void take_batch(const Batch& batch, Seen& seen) {
  for (const auto& report : batch.reports) take_report(report, seen);
  for (const auto& activity : batch.activities) {
    std::string text;
    for (const auto& field : batch.fields_of(activity)) {
      check_field(batch, field);
      text += std::string(field.text) + '\x1F';
    }
    seen.texts.push_back(std::move(text));
    seen.numbers.push_back(activity.record);
  }
}

Seen read(std::string_view bytes, const Options& options) {
  Seen seen;
  auto stream = Stream::over(bytes, "fuzz", options);
  if (!stream) {
    require(!stream.error().what.empty(), "an input that can't be opened says why");
    return seen;
  }
  seen.opened = true;
  Block block;
  Batch batch;
  for (;;) {
    const auto more = stream->next(block);
    if (!more || !*more) return seen;
    for (const auto& report : block.reports) take_report(report, seen);
    stream->parse(block, batch);
    take_batch(batch, seen);
  }
}

void check_accounts(Seen seen) {
  require(seen.numbers.size() == seen.texts.size() + seen.lost, "records are given or lost");
  std::sort(seen.numbers.begin(), seen.numbers.end());
  require(std::adjacent_find(seen.numbers.begin(), seen.numbers.end()) == seen.numbers.end(),
          "no number is given twice");
  if (seen.numbers.empty()) return;
  require(seen.numbers.front() > 0, "records are counted from 1");
  require(seen.numbers.back() - seen.numbers.size() <= seen.skipped, "no record goes in silence");
}

bool is_format(std::string_view name) {
  return std::any_of(formats().begin(), formats().end(), [&](const Format& f) { return f.name == name; });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto bytes = fuzz::bytes_of(data, size);
  Options options;
  options.document_limit = std::size_t{1} << 20U;
  const auto line = bytes.find('\n');
  if (line != std::string_view::npos && is_format(bytes.substr(0, line))) {
    options.format = std::string(bytes.substr(0, line));
    bytes.remove_prefix(line + 1);
  }
  const Seen whole = read(bytes, options);
  check_accounts(whole);
  options.block_size = size % 61 + 1;
  const Seen pieces = read(bytes, options);
  check_accounts(pieces);
  require(pieces.opened == whole.opened, "blocks decide nothing about opening");
  require(pieces.texts == whole.texts, "the size of blocks changes nothing");
  return 0;
}
