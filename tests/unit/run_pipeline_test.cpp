#include "run/pipeline.hpp"

#include <doctest/doctest.h>

#include <random>

#include "score/labeller.hpp"

using namespace worktell;

namespace {

/// Keeps what is written; after `room` bytes it fails or closes.
class StringSink final : public run::Sink {
 public:
  enum class Then { fails, closes };
  explicit StringSink(std::size_t room = SIZE_MAX, Then then = Then::fails) : room_(room), then_(then) {}

  Result<bool> put(std::string_view bytes) override {
    if (text.size() + bytes.size() > room_) {
      if (then_ == Then::closes) return false;
      return fail({.what = "no room"});
    }
    text += bytes;
    return true;
  }

  std::string text;

 private:
  std::size_t room_;
  Then then_;
};

std::string many_lines(std::size_t count) {
  std::mt19937 random(3);
  const std::string words[] = {
      "Call", "the lead", "Email", "2,400 subscribers", "Write", "a price", "fix", "the page",
      "\xFF", "Ärger",    "日本",  "press release",     "order", "paper",   "",    "\"quoted\""};
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    for (auto n = random() % 8; n > 0; --n) text += words[random() % 16] + " ";
    text += random() % 5 == 0 ? "\r\n" : "\n";
  }
  return text;
}

input::Options as_lines() {
  input::Options options;
  options.format = "lines";
  return options;
}

std::unique_ptr<output::Writer> writer_of(const std::string& format) {
  auto writer = output::make_writer(rules::built_in_pack(), {.format = format});
  REQUIRE(writer.has_value());
  return std::move(*writer);
}

struct Ran {
  run::Outcome outcome;
  std::string text;
  std::vector<std::string> lost;
  std::vector<std::string> noticed;
};

Ran ran(std::string_view bytes, const std::string& format, run::Options options, std::size_t block_size,
        StringSink& sink) {
  Ran result;
  auto writer = writer_of(format);
  const run::Listener listener{.opened = {},
                               .lost = [&](const Problem& problem) { result.lost.push_back(render(problem)); },
                               .noticed = [&](const Problem& problem) { result.noticed.push_back(render(problem)); }};
  run::Pipeline pipeline(rules::built_in_pack(), *writer, sink, options, listener);
  auto input = as_lines();
  input.block_size = block_size;
  auto stream = input::Stream::over(bytes, "memory", input);
  REQUIRE(stream.has_value());
  pipeline.add(*stream);
  result.outcome = pipeline.finish();
  result.text = sink.text;
  return result;
}

Ran ran(std::string_view bytes, const std::string& format, run::Options options, std::size_t block_size = 1U << 18U) {
  StringSink sink;
  return ran(bytes, format, options, block_size, sink);
}

/// The obvious way: one activity after the other, no blocks in flight.
std::string one_by_one(std::string_view bytes, const std::string& format) {
  auto writer = writer_of(format);
  auto stream = input::Stream::over(bytes, "memory", as_lines());
  REQUIRE(stream.has_value());
  score::Labeller labeller(rules::built_in_pack());
  input::Block block;
  input::Batch batch;
  output::Scratch scratch;
  std::string out;
  while (*stream->next(block)) {
    stream->parse(block, batch);
    for (const auto& activity : batch.activities)
      writer->write({"memory", batch, activity, labeller.label(batch, activity)}, scratch, out);
  }
  return out;
}

}  // namespace

TEST_CASE("the bytes written depend neither on the number of threads nor on the block size") {
  const auto text = many_lines(3000);
  for (const std::string format : {"tsv", "ndjson"}) {
    const auto wanted = one_by_one(text, format);
    CHECK(!wanted.empty());
    for (const std::size_t jobs : {1U, 2U, 5U})
      for (const std::size_t block : {16U, 333U, 20000U, 1U << 20U}) {
        const auto result = ran(text, format, {.jobs = jobs}, block);
        CHECK_MESSAGE((result.text == wanted), format << " " << jobs << " " << block);
      }
  }
}

TEST_CASE("every record is counted once") {
  const auto result = ran(many_lines(1000), "tsv", {.jobs = 3}, 100);
  CHECK(result.outcome.tally.read() == 1000);
  CHECK(result.outcome.tally.labelled == 1000);
  CHECK(result.outcome.tally.lost == 0);
  std::uint64_t sum = 0;
  for (const auto count : result.outcome.tally.labels) sum += count;
  CHECK(sum == 1000);
  CHECK(result.outcome.tally.repaired_bytes > 0);
  REQUIRE(result.noticed.size() == 1);
}

TEST_CASE("labels and confidence filter what is written, not what is counted") {
  const auto text = many_lines(1000);
  const auto none = ran(text, "tsv", {.jobs = 2, .labels = 0});
  CHECK(none.text.empty());
  CHECK(none.outcome.tally.labelled == 1000);
  CHECK(none.outcome.tally.shown == 0);
}

TEST_CASE("a JSON array has separators between its elements only") {
  CHECK(ran("", "json", {}).text == "[\n\n]\n");
  const auto text = ran("a\nb\nc\n", "json", {.jobs = 2}, 2).text;
  CHECK(text.starts_with("[\n{\"id\":1,"));
  CHECK(text.ends_with("}\n]\n"));
  CHECK(text.find(",\n]") == std::string::npos);
  CHECK(text.find("[\n,") == std::string::npos);
}

TEST_CASE("a full output is told once, a closed one not at all, and the run ends") {
  const auto text = many_lines(20000);
  StringSink full(5000);
  const auto failed = ran(text, "tsv", {.jobs = 3}, 1000, full);
  CHECK(failed.outcome.output_failed);
  CHECK(failed.lost == std::vector<std::string>{"no room"});
  CHECK(failed.outcome.tally.labelled < 20000);
  StringSink closing(5000, StringSink::Then::closes);
  const auto closed = ran(text, "tsv", {.jobs = 3}, 1000, closing);
  CHECK(closed.outcome.closed);
  CHECK(!closed.outcome.output_failed);
  CHECK(closed.lost.empty());
}

TEST_CASE("an input that is not there is told, and the others are still labelled") {
  StringSink sink;
  auto writer = writer_of("tsv");
  std::vector<std::string> lost;
  const run::Listener listener{
      .opened = {}, .lost = [&](const Problem& p) { lost.push_back(render(p)); }, .noticed = {}};
  run::Pipeline pipeline(rules::built_in_pack(), *writer, sink, {}, listener);
  const auto outcome = pipeline.run({"/nonexistent/file"}, {});
  CHECK(outcome.inputs_failed == 1);
  REQUIRE(lost.size() == 1);
  CHECK(lost[0].starts_with("/nonexistent/file: there is no such file"));
}
