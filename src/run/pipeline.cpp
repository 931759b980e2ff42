#include "run/pipeline.hpp"

#include <fmt/format.h>
#include <sched.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "input/notices.hpp"
#include "output/escape.hpp"
#include "run/interrupt.hpp"
#include "run/progress.hpp"
#include "score/labeller.hpp"

namespace worktell::run {

namespace {

constexpr std::size_t small_block = std::size_t{1} << 14U;   // not worth waking another thread
constexpr std::size_t usual_output = std::size_t{1} << 22U;  // an output buffer that grew beyond it is given back
constexpr std::uint64_t most_lost_told = 20;                 // messages a file about records that could not be read

/// One thread's memory, reused from block to block.
struct Worker {
  explicit Worker(const rules::CompiledPack& pack) : labeller(pack) {}
  score::Labeller labeller;
  input::Batch batch;
  output::Scratch scratch;
};

enum class Stage : std::uint8_t { empty, ready, working, done };

/// A place of the ring: a block on its way from reading to writing.
struct Slot {
  Stage stage = Stage::empty;
  input::Block block;
  std::string out;
  std::vector<input::Report> reports;
  Tally tally;
  bool reports_only = false;  // nothing to parse: the end of the input, with what was lost there
};

}  // namespace

std::size_t processors() {
  cpu_set_t set;
  CPU_ZERO(&set);
  if (::sched_getaffinity(0, sizeof set, &set) == 0)
    return std::max<std::size_t>(1, static_cast<std::size_t>(CPU_COUNT(&set)));
  return std::max(1U, std::thread::hardware_concurrency());
}

/// The ring turns like this. The main thread fills the slot at `filled` and hands it over; threads take slots at
/// `taken` in order; whoever finishes a slot writes all finished slots from `written` on, unless another is just doing
/// so. The three numbers only grow, written <= taken <= filled <= written + ring size. All of it under one mutex, which
/// is held for moments only: never while reading, labelling or writing.
struct Pipeline::State {
  State(const rules::CompiledPack& pack_, output::Writer& writer_, Sink& sink_, const Options& options_,
        const Listener& listener_)
      : pack(pack_),
        writer(writer_),
        sink(sink_),
        options(options_),
        listener(listener_),
        progress(options_.progress),
        main_worker(pack_) {
    jobs = options.jobs == 0 ? processors() : options.jobs;
    slots = std::vector<Slot>(jobs == 1 ? 1 : jobs + 2);
  }

  ~State() { stop_threads(); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  const rules::CompiledPack& pack;
  output::Writer& writer;
  Sink& sink;
  const Options options;
  const Listener& listener;
  Outcome outcome;
  Progress progress;
  std::size_t jobs = 1;
  bool begun = false;
  bool separated = false;  // something was written, so that separators count

  std::mutex mutex;
  std::condition_variable work;  // a slot became ready, or the threads shall end
  std::condition_variable room;  // a slot was finished or written
  std::vector<Slot> slots;
  std::uint64_t filled = 0;
  std::uint64_t taken = 0;
  std::uint64_t written = 0;
  bool writing = false;
  bool ending = false;
  std::atomic<bool> broken = false;  // the output takes no more: closed or failed
  Worker main_worker;
  std::vector<std::thread> threads;

  // Of the input that is being read.
  input::Stream* stream = nullptr;
  std::vector<input::Report> notices;
  Tally input_tally;
  std::uint64_t lost_messages = 0;
  std::vector<Problem> read_failure;          // at most one: told when all that came before it is written
  std::atomic<std::uint64_t> bytes_read = 0;  // the stream itself belongs to the main thread
  std::uint64_t bytes_total = 0;

  Slot& slot(std::uint64_t number) { return slots[number % slots.size()]; }

  // --- labelling, by any thread -------------------------------------------------------------------------------------

  void process(Slot& at, Worker& worker) const {
    worker.batch.clear();
    if (!at.reports_only) stream->parse(at.block, worker.batch);
    at.out.clear();
    at.tally = {};
    at.reports.clear();
    std::swap(at.reports, at.block.reports);
    for (auto& report : worker.batch.reports) at.reports.push_back(std::move(report));
    for (const auto& activity : worker.batch.activities) label(at, worker, activity);
  }

  void label(Slot& at, Worker& worker, const input::Activity& activity) const {
    const auto& verdict = worker.labeller.label(worker.batch, activity);
    at.tally.add(verdict);
    const bool wanted = ((options.labels >> static_cast<unsigned>(verdict.label)) & 1U) != 0;
    if (!wanted || verdict.confidence < options.min_confidence) return;
    ++at.tally.shown;
    writer.write({stream->name(), worker.batch, activity, verdict}, worker.scratch, at.out);
  }

  // --- the ring -----------------------------------------------------------------------------------------------------

  /// Takes the next ready slot and does it. `lock` is held before and after.
  void do_next(std::unique_lock<std::mutex>& lock, Worker& worker) {
    Slot& at = slot(taken++);
    at.stage = Stage::working;
    lock.unlock();
    process(at, worker);
    lock.lock();
    at.stage = Stage::done;
    write_finished(lock);
  }

  void write_finished(std::unique_lock<std::mutex>& lock) {
    if (writing) return room.notify_all();
    writing = true;
    while (written < taken && slot(written).stage == Stage::done) {
      Slot& at = slot(written);
      lock.unlock();
      put(at);
      InterruptGuard::under_way(-1);
      lock.lock();
      at.stage = Stage::empty;
      ++written;
      room.notify_all();
    }
    writing = false;
  }

  void thread_body() {
    block_signals_here();
    Worker worker(pack);
    std::unique_lock lock(mutex);
    while (true) {
      work.wait(lock, [this] { return ending || taken < filled; });
      if (taken == filled) return;
      do_next(lock, worker);
    }
  }

  void start_threads() {
    while (threads.size() + 1 < jobs) threads.emplace_back([this] { thread_body(); });
  }

  void stop_threads() {
    {
      const std::lock_guard lock(mutex);
      ending = true;
    }
    work.notify_all();
    for (auto& thread : threads) thread.join();
    threads.clear();
  }

  // --- writing, by one thread at a time, in order -------------------------------------------------------------------

  void put(Slot& at) {
    for (auto& report : at.reports) take_report(std::move(report), at.tally);
    at.reports.clear();
    put_bytes(at.out);
    input_tally += at.tally;
    outcome.tally += at.tally;
    InterruptGuard::written(at.tally.shown);
    progress.update(outcome.tally.read(), bytes_read.load(), bytes_total);
    if (at.out.capacity() > usual_output) std::string().swap(at.out);
  }

  void put_bytes(std::string_view bytes) {
    if (bytes.empty() || broken) return;
    if (!separated) bytes.remove_prefix(writer.separator().size());
    separated = true;
    put_raw(bytes);
  }

  void put_raw(std::string_view bytes) {
    if (bytes.empty() || broken) return;
    const auto done = sink.put(bytes);
    if (done && *done) return;
    broken = true;
    if (done) return void(outcome.closed = true);
    outcome.output_failed = true;
    tell(listener.lost, done.error());
  }

  void tell(const std::function<void(const Problem&)>& listen, const Problem& problem) {
    progress.clear();
    if (listen) listen(problem);
  }

  void take_report(input::Report report, Tally& tally) {
    if (report.records_lost == 0) return input::add_report(notices, std::move(report));
    tally.lost += report.records_lost;
    if (++lost_messages <= most_lost_told) tell(listener.lost, input::shown(report));
  }

  // --- one input, by the main thread --------------------------------------------------------------------------------

  /// False: the run must end.
  bool run_stream(input::Stream& open) {
    stream = &open;
    notices.clear();
    input_tally = {};
    lost_messages = 0;
    read_failure.clear();
    bytes_total = open.bytes_total();
    while (!broken_off() && read_block()) continue;
    finish_blocks();
    tell_notices();
    return !broken_off();
  }

  bool broken_off() const { return broken || InterruptGuard::requested(); }

  /// Reads a block and hands it over. False at the end of the input.
  bool read_block() {
    Slot& at = wait_for_room();
    InterruptGuard::reading(true);
    const auto more = stream->next(at.block);
    InterruptGuard::reading(false);
    bytes_read = stream->bytes_read();
    if (!more) read_failure.push_back(more.error());
    at.reports_only = !more || !*more;
    if (!at.reports_only || !at.block.reports.empty()) hand_over(at);
    return more && *more;
  }

  /// A free slot; while there is none, this thread labels too.
  Slot& wait_for_room() {
    std::unique_lock lock(mutex);
    while (filled - written == slots.size()) {
      if (taken < filled) {
        do_next(lock, main_worker);
      } else {
        room.wait(lock);
      }
    }
    return slot(filled);
  }

  void hand_over(Slot& at) {
    InterruptGuard::under_way(1);
    std::unique_lock lock(mutex);
    at.stage = Stage::ready;
    const bool alone = filled == written;
    ++filled;
    const bool light = alone && (filled == 1 || at.block.bytes.size() < small_block);
    if (jobs == 1 || light) return do_next(lock, main_worker);
    if (threads.empty()) start_threads();
    lock.unlock();
    work.notify_one();
  }

  void finish_blocks() {
    std::unique_lock lock(mutex);
    while (written < filled) {
      if (taken < filled) {
        do_next(lock, main_worker);
      } else {
        room.wait(lock);
      }
    }
  }

  void tell_notices() {
    outcome.inputs_failed += read_failure.size();
    for (const auto& problem : read_failure) tell(listener.lost, problem);
    if (lost_messages > most_lost_told)
      tell(listener.lost, {.where = {.file = stream->name()},
                           .what = fmt::format("{} more places of this input could not be read",
                                               output::grouped(lost_messages - most_lost_told))});
    for (const auto& notice : notices) tell(listener.noticed, input::shown(notice));
    if (input_tally.repaired_bytes > 0) tell(listener.noticed, repaired_notice());
  }

  [[nodiscard]] Problem repaired_notice() const {
    const auto bytes = input_tally.repaired_bytes;
    const auto records = input_tally.repaired_records;
    return {.where = {.file = stream->name()},
            .what = fmt::format("{} {} in {} {} no valid text: read as ?", output::grouped(bytes),
                                bytes == 1 ? "byte" : "bytes", output::grouped(records),
                                records == 1 ? "activity is" : "activities are")};
  }

  // --- the whole run ------------------------------------------------------------------------------------------------

  /// The header of the output, before the first input and whatever follows.
  bool begin_input(const input::Stream& open, std::size_t number) {
    std::string out;
    if (!begun) writer.begin(out);
    begun = true;
    const auto fits = writer.begin_input(out, open.name(), open.layout(), number);
    put_raw(out);
    if (fits) return true;
    ++outcome.inputs_failed;
    tell(listener.lost, fits.error());
    return false;
  }

  std::size_t inputs_begun = 0;

  bool run_open(input::Stream& open) {
    if (listener.opened) listener.opened(open);
    if (!begin_input(open, inputs_begun)) return !broken_off();
    ++inputs_begun;
    return run_stream(open);
  }

  bool run_file(const std::string& file, const input::Options& input) {
    InterruptGuard::reading(true);
    auto open = input::Stream::open(file, input);
    InterruptGuard::reading(false);
    if (open) return run_open(*open);
    ++outcome.inputs_failed;
    tell(listener.lost, open.error());
    return !broken_off();
  }

  Outcome finish() {
    progress.clear();
    outcome.interrupted = InterruptGuard::requested();
    if (!begun) {
      std::string out;
      writer.begin(out);
      begun = true;
      put_raw(out);
    }
    put_raw(writer.tail());
    return outcome;
  }
};

Pipeline::Pipeline(const rules::CompiledPack& pack, output::Writer& writer, Sink& sink, const Options& options,
                   const Listener& listener)
    : state_(std::make_unique<State>(pack, writer, sink, options, listener)) {}

Pipeline::~Pipeline() = default;

bool Pipeline::add(input::Stream& stream) {
  return state_->run_open(stream);
}

Outcome Pipeline::finish() {
  return state_->finish();
}

Outcome Pipeline::run(const std::vector<std::string>& files, const input::Options& input) {
  const InterruptGuard guard(STDOUT_FILENO, state_->writer.tail());
  for (const auto& file : files)
    if (!state_->run_file(file, input)) break;
  return state_->finish();
}

}  // namespace worktell::run
