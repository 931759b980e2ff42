/// Each stage by itself, one thread, over the labelled texts of tests/gold: reading a format, analysing text, matching,
/// scoring, writing. Rates are bytes of input (reading) or of text (the rest) a second.

#include <benchmark/benchmark.h>
#include <simdjson.h>

#include <algorithm>
#include <deque>
#include <filesystem>
#include <fstream>

#include "input/stream.hpp"
#include "output/writer.hpp"
#include "rules/match.hpp"
#include "score/labeller.hpp"
#include "workbook.hpp"

using namespace worktell;

namespace {

/// The texts of tests/gold, in an order that is the same everywhere.
const std::vector<std::string>& texts() {
  static const auto all = [] {
    namespace fs = std::filesystem;
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(fs::path(WORKTELL_SOURCE_DIR) / "tests/gold"))
      if (entry.path().extension() == ".tsv") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<std::string> found;
    for (const auto& path : files) {
      std::ifstream file(path);
      std::string line;
      std::getline(file, line);
      while (std::getline(file, line)) found.push_back(line.substr(line.rfind('\t') + 1));
    }
    return found;
  }();
  return all;
}

std::string quoted(const std::string& text, const std::string& quote) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += quote;
    if (c != '"' || quote == "\"") out += c;
  }
  return out + '"';
}

std::string lines() {
  std::string out;
  for (const auto& text : texts()) out += text + '\n';
  return out;
}

std::string csv() {
  std::string out = "ID,Title,Assignee,Team,Due Date,Attendees\n";
  for (std::size_t i = 0; i < texts().size(); ++i)
    out += std::to_string(i) + ',' + quoted(texts()[i], "\"") + ",Ana Prado,North,2026-09-" +
           std::to_string(10 + i % 20) + ',' + std::to_string(i % 40) + '\n';
  return out;
}

std::string ndjson() {
  std::string out;
  for (std::size_t i = 0; i < texts().size(); ++i)
    out += "{\"id\":" + std::to_string(i) + ",\"title\":" + quoted(texts()[i], "\\\"") +
           ",\"assignee\":{\"name\":\"Ana Prado\"},\"team\":\"North\",\"due\":\"2026-09-" +
           std::to_string(10 + i % 20) + "\",\"labels\":[\"a\",\"b\"],\"attendees\":" + std::to_string(i % 40) + "}\n";
  return out;
}

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) out += c == '&' ? std::string("&amp;") : c == '<' ? std::string("&lt;") : std::string(1, c);
  return out;
}

/// Stored, not packed, so that the rate is of the XML.
std::string workbook() {
  std::vector<std::vector<std::string>> rows = {{"ID", "Title", "Assignee", "Team"}};
  for (std::size_t i = 0; i < texts().size(); ++i)
    rows.push_back({std::to_string(i), escaped(texts()[i]), "Ana Prado", "North"});
  return tests::workbook_of({{"Tasks", tests::sheet_rows(rows)}});
}

void read(benchmark::State& state, const std::string& bytes, const std::string& name) {
  input::Block block;
  input::Batch batch;
  std::size_t records = 0;
  for (auto _ : state) {
    auto stream = input::Stream::over(bytes, name, {});
    if (!stream) return state.SkipWithError("not read");
    while (*stream->next(block)) {
      stream->parse(block, batch);
      records += batch.activities.size();
    }
  }
  if (records != texts().size() * state.iterations()) state.SkipWithError("records are missing");
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes.size() * state.iterations()));
  state.SetItemsProcessed(static_cast<std::int64_t>(records));
}

void read_lines(benchmark::State& state) {
  read(state, lines(), "work.log");
}
void read_csv(benchmark::State& state) {
  read(state, csv(), "work.csv");
}
void read_ndjson(benchmark::State& state) {
  read(state, ndjson(), "work.ndjson");
}
void read_xlsx(benchmark::State& state) {
  read(state, workbook(), "work.xlsx");
}

void per_text(benchmark::State& state) {
  std::size_t bytes = 0;
  for (const auto& text : texts()) bytes += text.size();
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes * state.iterations()));
  state.SetItemsProcessed(static_cast<std::int64_t>(texts().size() * state.iterations()));
}

void tokenize(benchmark::State& state) {
  const auto& pack = rules::built_in_pack();
  std::vector<text::Token> tokens;
  for (auto _ : state)
    for (const auto& text : texts()) {
      tokens.clear();
      text::tokenize(pack.lexicon, text, tokens);
      benchmark::DoNotOptimize(tokens.data());
    }
  per_text(state);
}

void analyse(benchmark::State& state) {
  const auto& pack = rules::built_in_pack();
  text::Analysis analysis;
  for (auto _ : state)
    for (const auto& text : texts()) {
      text::analyse(pack.lexicon, text, analysis);
      benchmark::DoNotOptimize(analysis.clauses.data());
    }
  per_text(state);
}

void match(benchmark::State& state) {
  const auto& pack = rules::built_in_pack();
  std::vector<text::Analysis> analyses(texts().size());
  for (std::size_t i = 0; i < texts().size(); ++i) text::analyse(pack.lexicon, texts()[i], analyses[i]);
  rules::Matcher matcher(pack);
  std::vector<rules::Match> matches;
  for (auto _ : state)
    for (const auto& analysis : analyses) {
      matches.clear();
      matcher.find(analysis, matches);
      benchmark::DoNotOptimize(matches.data());
    }
  per_text(state);
}

void label(benchmark::State& state) {
  score::Labeller labeller(rules::built_in_pack());
  for (auto _ : state)
    for (const auto& text : texts()) benchmark::DoNotOptimize(labeller.label(text).label);
  per_text(state);
}

/// Labelled activities, ready to be scored again or written.
struct Labelled {
  Labelled() : bytes(lines()) {
    auto stream = input::Stream::over(bytes, "work.log", {});
    score::Labeller labeller(rules::built_in_pack());
    while (stream && *stream->next(blocks.emplace_back())) {
      stream->parse(blocks.back(), batches.emplace_back());
      auto& some = verdicts.emplace_back();
      for (const auto& activity : batches.back().activities) some.push_back(labeller.label(batches.back(), activity));
    }
  }
  std::string bytes;
  std::deque<input::Block> blocks;
  std::deque<input::Batch> batches;
  std::deque<std::vector<score::Verdict>> verdicts;
};

void decide(benchmark::State& state) {
  Labelled labelled;
  const auto& pack = rules::built_in_pack();
  for (auto _ : state)
    for (auto& some : labelled.verdicts)
      for (auto& verdict : some) {
        score::decide(pack, verdict);
        benchmark::DoNotOptimize(verdict.label);
      }
  per_text(state);
}

void write(benchmark::State& state, const std::string& format) {
  const Labelled labelled;
  const auto writer = output::make_writer(rules::built_in_pack(), {.format = format});
  if (!writer) return state.SkipWithError("no such format");
  output::Scratch scratch;
  std::string out;
  for (auto _ : state) {
    for (std::size_t b = 0; b < labelled.batches.size(); ++b) {
      out.clear();
      const auto& batch = labelled.batches[b];
      for (std::size_t i = 0; i < batch.activities.size(); ++i)
        (*writer)->write({"work.log", batch, batch.activities[i], labelled.verdicts[b][i]}, scratch, out);
      benchmark::DoNotOptimize(out.data());
    }
  }
  per_text(state);
}

BENCHMARK(read_lines)->Unit(benchmark::kMillisecond);
BENCHMARK(read_csv)->Unit(benchmark::kMillisecond);
BENCHMARK(read_ndjson)->Unit(benchmark::kMillisecond);
BENCHMARK(read_xlsx)->Unit(benchmark::kMillisecond);
BENCHMARK(tokenize)->Unit(benchmark::kMillisecond);
BENCHMARK(analyse)->Unit(benchmark::kMillisecond);
BENCHMARK(match)->Unit(benchmark::kMillisecond);
BENCHMARK(decide)->Unit(benchmark::kMillisecond);
BENCHMARK(label)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(write, tsv, "tsv")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(write, ndjson, "ndjson")->Unit(benchmark::kMillisecond);

}  // namespace

int main(int count, char** words) {
  benchmark::Initialize(&count, words);
  benchmark::AddCustomContext("simdjson chosen at run time",
                              std::string(simdjson::get_active_implementation()->name()));
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
