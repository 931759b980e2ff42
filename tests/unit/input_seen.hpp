#pragma once
/// What the tests of readers look at.

#include <map>
#include <string>
#include <vector>

#include "input/notices.hpp"
#include "input/stream.hpp"

namespace worktell::tests {

/// An input read to its end.
struct Records {
  bool opened = false;
  std::string problem;             ///< why it was not opened, or could not be read to its end
  std::vector<std::string> texts;  ///< by activity: its filled fields, with " / " between
  std::vector<std::string> ids, owners, declared, dates;
  std::vector<std::uint64_t> rows;
  std::vector<std::map<input::FactKind, std::int64_t>> facts;
  std::vector<std::string> told;       ///< notices and losses, as shown
  std::vector<std::uint64_t> numbers;  ///< record numbers of activities and of losses, in the order given
  std::uint64_t lost = 0;
  std::uint64_t skipped = 0;  ///< rows that notices say were no activities
  input::Layout layout;
};

inline Records read_all(input::Stream& stream) {
  Records seen;
  seen.opened = true;
  seen.layout = stream.layout();
  input::Block block;
  input::Batch batch;
  std::vector<input::Report> reports;
  for (;;) {
    const auto more = stream.next(block);
    if (!more) {
      seen.problem = render(more.error());
      break;
    }
    if (!*more) break;
    stream.parse(block, batch);
    for (const auto* list : {&block.reports, &batch.reports})
      for (const auto& report : *list) {
        seen.lost += report.records_lost;
        if (report.records_lost > 0) seen.numbers.push_back(report.problem.where.row);
        const auto& what = report.problem.what;
        if (what.find("skipped") != std::string::npos || what.find("read together") != std::string::npos)
          seen.skipped += report.count;
        input::add_report(reports, report);
      }
    for (const auto& activity : batch.activities) {
      std::string text;
      for (const auto& field : batch.fields_of(activity))
        if (!field.text.empty()) text += (text.empty() ? "" : " / ") + std::string(field.text);
      seen.texts.push_back(std::move(text));
      seen.ids.emplace_back(activity.id);
      seen.owners.emplace_back(activity.owner);
      seen.declared.emplace_back(activity.declared);
      seen.dates.emplace_back(activity.date);
      seen.rows.push_back(activity.row);
      seen.numbers.push_back(activity.record);
      auto& facts = seen.facts.emplace_back();
      for (const auto& fact : batch.facts_of(activity)) facts[fact.kind] = fact.value;
    }
  }
  for (const auto& report : reports) seen.told.push_back(input::shown(report).what);
  return seen;
}

inline Records read_bytes(const std::string& bytes, const std::string& name, const input::Options& options = {}) {
  auto stream = input::Stream::over(bytes, name, options);
  if (stream) return read_all(*stream);
  Records seen;
  seen.problem = render(stream.error());
  return seen;
}

inline input::Options with_blocks_of(std::size_t size) {
  input::Options options;
  options.block_size = size;
  return options;
}

}  // namespace worktell::tests
