#include <doctest/doctest.h>

#include <atomic>
#include <cstdlib>
#include <new>

#include "input/stream.hpp"
#include "output/writer.hpp"
#include "score/labeller.hpp"

// Sanitizers bring an operator new of their own. g++ tells of them by macros, clang by features.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED
#endif
#endif

#ifndef SANITIZED

namespace {
std::atomic<std::uint64_t> allocations{0};
}

void* operator new(std::size_t size) {
  ++allocations;
  if (void* place = std::malloc(size == 0 ? 1 : size)) return place;
  throw std::bad_alloc();
}
void operator delete(void* place) noexcept {
  std::free(place);
}
void operator delete(void* place, std::size_t) noexcept {
  std::free(place);
}

namespace {

using namespace worktell;

input::Options plain_lines() {
  input::Options options;
  options.format = "lines";
  return options;
}

std::string lines_of(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i)
    text += "Email " + std::to_string(i * 37 % 9000) + " subscribers about \"offer\" " + std::to_string(i) +
            ", then call the new lead and send the buyer a price; cross-departmental internationalisation, café's\n";
  return text;
}

std::uint64_t allocations_of_second_pass(const std::string& format) {
  const auto text = lines_of(2000);
  const auto writer = output::make_writer(rules::built_in_pack(), {.format = format});
  REQUIRE(writer.has_value());
  auto stream = input::Stream::over(text, "memory", plain_lines());
  REQUIRE(stream.has_value());
  score::Labeller labeller(rules::built_in_pack());
  output::Scratch scratch;
  input::Block block;
  input::Batch batch;
  std::string out;
  REQUIRE(*stream->next(block));
  std::uint64_t before = 0;
  for (int pass = 0; pass < 2; ++pass) {
    before = allocations;
    out.clear();
    stream->parse(block, batch);
    for (const auto& activity : batch.activities)
      (*writer)->write({"memory", batch, activity, labeller.label(batch, activity)}, scratch, out);
  }
  return allocations - before;
}

}  // namespace

TEST_CASE("in steady state nothing is allocated, whatever the number of activities") {
  for (const std::string format : {"tsv", "csv", "ndjson", "text"})
    CHECK_MESSAGE(allocations_of_second_pass(format) == 0, format);
}

#endif
