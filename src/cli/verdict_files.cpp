#include "cli/verdict_files.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "audit/mismatch.hpp"
#include "cli/declared_map.hpp"
#include "cli/inputs.hpp"
#include "input/json_scan.hpp"
#include "output/escape.hpp"
#include "report/entry.hpp"

namespace worktell::cli {

namespace {

constexpr std::uint64_t most_lost_told = 20;  // messages a file, as the pipeline has it

/// Takes the lines that the NDJSON writer gives, adds them up, and writes nothing.
class AddingSink final : public run::Sink {
 public:
  AddingSink(report::EntryReader& reader, report::Totals& totals) : reader_(reader), totals_(totals) {}

  Result<bool> put(std::string_view bytes) override {
    while (!bytes.empty()) {
      const auto end = bytes.find('\n');
      const auto entry = reader_.read(bytes.substr(0, end));
      if (!entry) return fail(entry.error());
      totals_.add(**entry);
      bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
    }
    return true;
  }

 private:
  report::EntryReader& reader_;
  report::Totals& totals_;
};

bool names_columns(const input::Options& options) {
  return !options.text.empty() || !options.id.empty() || !options.owner.empty() || !options.declared.empty() ||
         !options.date.empty();
}

bool is_verdict_file(const input::Layout& layout) {
  return (layout.format == "ndjson" || layout.format == "json") && report::are_verdict_keys(layout.columns);
}

/// All inputs of one run, one after another.
class VerdictReader {
 public:
  VerdictReader(const Session& session, const rules::CompiledPack& pack, report::Totals& totals, output::Writer& writer)
      : options_(input_options_of(session.settings())),
        listener_(usual_listener(session)),
        totals_(totals),
        reader_(pack),
        sink_(reader_, totals),
        pipeline_(pack, writer, sink_, pipeline_options(session), listener_) {}

  run::Outcome read(const std::vector<std::string>& files) {
    for (const auto& file : files)
      if (!read_file(file)) break;
    auto outcome = pipeline_.finish();
    outcome.tally += tally_;
    outcome.inputs_failed += failed_;
    totals_.add_lost(outcome.tally.lost);
    return outcome;
  }

 private:
  static run::Options pipeline_options(const Session& session) {
    return {.jobs = static_cast<std::size_t>(session.settings().count("jobs")),
            .progress = ::isatty(STDERR_FILENO) != 0};
  }

  /// Options that name columns are meant for exports: a verdict file has none of them.
  Result<input::Stream> open(const std::string& file) const {
    if (names_columns(options_) && file != "-") {
      input::Options found_out;
      found_out.block_size = options_.block_size;
      auto bare = input::Stream::open(file, found_out);
      if (bare && is_verdict_file(bare->layout())) return bare;
    }
    return input::Stream::open(file, options_);
  }

  bool read_file(const std::string& file) {
    auto stream = open(file);
    if (!stream) {
      ++failed_;
      listener_.lost(stream.error());
      return true;
    }
    if (!is_verdict_file(stream->layout())) return pipeline_.add(*stream);
    if (listener_.opened) listener_.opened(*stream);
    told_ = 0;
    read_stream(*stream);
    if (told_ > most_lost_told)
      listener_.lost({.where = {.file = file},
                      .what = fmt::format("{} more places of this input could not be read",
                                          output::grouped(told_ - most_lost_told))});
    return true;
  }

  void read_stream(input::Stream& stream) {
    input::Block block;
    for (;;) {
      const auto more = stream.next(block);
      for (const auto& report : block.reports) lose(report.problem, report.records_lost);
      if (!more) {
        ++failed_;
        return listener_.lost(more.error());
      }
      if (!*more) return;
      read_block(stream, block);
    }
  }

  void lose(Problem problem, std::uint64_t records) {
    tally_.lost += records;
    if (++told_ <= most_lost_told) listener_.lost(problem);
  }

  void read_block(const input::Stream& stream, const input::Block& block) {
    const bool by_lines = stream.layout().format == "ndjson";
    const auto bytes = block.bytes;
    Place place{.file = stream.name(), .line = block.first_line, .row = block.first_record};
    std::size_t at = input::json_blank_end(bytes, 0);
    std::size_t counted = 0;
    while (at < bytes.size()) {
      const auto end = by_lines ? std::min(bytes.find('\n', at), bytes.size())
                                : std::min(input::json_value_end(bytes, at), bytes.size());
      place.line += static_cast<std::uint64_t>(std::count(bytes.data() + counted, bytes.data() + at, '\n'));
      counted = at;
      read_record(bytes.substr(at, end - at), place);
      ++place.row;
      at = input::json_blank_end(bytes, std::max(end, at + 1));
      if (!by_lines && at < bytes.size() && bytes[at] == ',') at = input::json_blank_end(bytes, at + 1);
    }
  }

  void read_record(std::string_view record, const Place& place) {
    const auto entry = reader_.read(record);
    if (entry) {
      ++tally_.labelled;
      ++tally_.labels[static_cast<std::size_t>((*entry)->label)];
      return totals_.add(**entry);
    }
    auto problem = entry.error();
    problem.where = place;
    lose(std::move(problem), 1);
  }

  input::Options options_;
  run::Listener listener_;
  report::Totals& totals_;
  report::EntryReader reader_;
  AddingSink sink_;
  run::Pipeline pipeline_;
  run::Tally tally_;
  std::uint64_t failed_ = 0;
  std::uint64_t told_ = 0;  // problems of the file at hand
};

}  // namespace

report::Judge judge_of(const Settings& settings, const rules::CompiledPack& pack, audit::DeclaredMap map) {
  const auto from = alarm_confidence_of(settings, pack);
  report::Judge judge;
  judge.label_of = [map = std::move(map)](std::string_view value) { return map.label_of(value); };
  judge.contradicts = [from, &pack](score::Label declared, const report::Entry& entry) {
    const auto sure = audit::contradiction(pack, entry.label, entry.scores, declared);
    return sure > 0 && sure >= from;
  };
  judge.unclear_below = pack.settings[0].unclear_below;
  return judge;
}

run::Outcome read_verdicts(const Session& session, const rules::CompiledPack& pack,
                           const std::vector<std::string>& files, report::Totals& totals) {
  const auto writer = output::make_writer(pack, {.format = "ndjson", .fields = report::entry_fields()});
  if (!writer) {
    Session::tell(writer.error());
    run::Outcome outcome;
    outcome.output_failed = true;
    return outcome;
  }
  return VerdictReader(session, pack, totals, **writer).read(files);
}

}  // namespace worktell::cli
