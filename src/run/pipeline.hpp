#pragma once
/// Runs inputs through labelling to an output: the calling thread cuts blocks, a small pool labels them and formats
/// each into bytes, and the bytes are written in the order of the input.
///
/// Memory is bounded by a ring of blocks: where the output is slow, the ring fills and reading waits. A pipe that
/// pauses is never waited for with answers in hand. The bytes written do not depend on the number of threads or the
/// block size.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "input/stream.hpp"
#include "output/writer.hpp"
#include "rules/compiled.hpp"
#include "run/sink.hpp"
#include "run/tally.hpp"

namespace worktell::run {

struct Options {
  std::size_t jobs = 0;             ///< threads that label; 0: one for each processor
  std::uint8_t labels = 0xF;        ///< set of labels (by bit) that are written
  std::int32_t min_confidence = 0;  ///< thousandths
  bool progress = false;            ///< a line on standard error when it takes long
};

/// What the pipeline tells while it runs; called from one thread at a time, in the order of the input.
struct Listener {
  std::function<void(const input::Stream& stream)> opened;  ///< an input was recognised
  std::function<void(const Problem& problem)> lost;         ///< records or a whole input could not be read
  std::function<void(const Problem& problem)> noticed;      ///< something worth knowing; nothing was lost
};

struct Outcome {
  Tally tally;
  std::uint64_t inputs_failed = 0;  ///< inputs that could not be opened or read to their end
  bool closed = false;              ///< the reader of the output has gone; nothing is wrong
  bool interrupted = false;         ///< a signal came
  bool output_failed = false;       ///< told through `lost`
};

class Pipeline {
 public:
  /// All must outlive the pipeline.
  Pipeline(const rules::CompiledPack& pack, output::Writer& writer, Sink& sink, const Options& options,
           const Listener& listener);
  ~Pipeline();

  /// Labels the inputs one after another. `files`: paths, "-" for standard input.
  Outcome run(const std::vector<std::string>& files, const input::Options& input);
  /// The same for one stream that is open already; to be followed by `finish`. False: the run must end.
  bool add(input::Stream& stream);
  Outcome finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// How many processors this process may use, at least 1.
[[nodiscard]] std::size_t processors();

}  // namespace worktell::run
