#include "input/stream.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "base/ascii.hpp"
#include "input/bytes.hpp"
#include "input/encoding.hpp"
#include "input/notices.hpp"
#include "input/reader.hpp"

namespace worktell::input {

namespace {

constexpr std::size_t sample_size = std::size_t{1} << 18U;
constexpr int settle_milliseconds = 25;

bool name_fits(std::string_view name, std::string_view suffixes) {
  const auto low = ascii_lowered(name);
  while (!suffixes.empty()) {
    const auto end = std::min(suffixes.find(' '), suffixes.size());
    const auto suffix = suffixes.substr(0, end);
    const auto at = low.size() - std::min(low.size(), suffix.size());
    if (low.ends_with(suffix) && (at == 0 || low[at - 1] == '.' || low[at - 1] == '/')) return true;
    suffixes.remove_prefix(std::min(end + 1, suffixes.size()));
  }
  return false;
}

/// The entry the user named, or the likeliest.
const FormatEntry* choose(const Sample& sample, const std::string& wanted) {
  const FormatEntry* best = nullptr;
  int best_score = 0;
  for (const auto& entry : format_entries()) {
    if (!wanted.empty() && entry.format.name == wanted) return &entry;
    if (!wanted.empty()) continue;
    const int score = entry.likelihood(sample, name_fits(sample.name, entry.format.suffixes));
    if (score > best_score) best = &entry;
    best_score = std::max(score, best_score);
  }
  return best;
}

Problem unknown_format(const std::string& name, const std::string& file) {
  std::vector<std::string_view> names;
  std::string list;
  for (const auto& format : formats()) {
    names.push_back(format.name);
    list += (list.empty() ? "" : ", ") + std::string(format.name);
  }
  const auto near = nearest(name, names);
  return problem_with(file, fmt::format("unknown input format \"{}\"", name),
                      near.empty() ? "" : fmt::format("did you mean \"{}\"?", near), "Formats: " + list + ".");
}

Problem too_large(const std::string& name, std::string_view format, std::size_t limit) {
  return problem_with(name, fmt::format("this {} document is larger than {} bytes", format, limit),
                      "the format has to be held in memory as a whole",
                      "Save it as CSV, which is read piece by piece, or split it.");
}

}  // namespace

/// The bytes of a source as UTF-8, in pieces, with the encoding found out as far as it is known.
class Utf8Feed {
 public:
  explicit Utf8Feed(std::unique_ptr<ByteSource> source) : source_(std::move(source)) {}

  /// Reads on until `wanted` raw bytes are held, or the input ends or pauses with a whole line.
  Result<bool> sample(std::size_t wanted) {
    while (!ended_ && raw_.size() < wanted) {
      const bool settled = raw_.find('\n') != std::string::npos || raw_.find('\r') != std::string::npos;
      if (settled && !source_->ready(settle_milliseconds)) break;
      if (auto got = read_raw(wanted - raw_.size()); !got) return got;
    }
    return true;
  }

  /// The user's word, or what the sample tells.
  void decide(const std::string& wanted) {
    const auto guess = guess_encoding(raw_);
    encoding_ = guess.encoding;
    open_ = guess.open;
    Encoding named = Encoding::utf8;
    if (encoding_of(wanted, named)) {
      open_ = false;
      if (wanted != "utf-16" || guess.bom == 0) encoding_ = named;
    }
    bom_ = encoding_ == guess.encoding ? guess.bom : 0;
    assumed_ = wanted.empty() && encoding_ == Encoding::windows1252;
    decoder_ = Decoder(encoding_);
  }

  /// The sample as UTF-8, with padding.
  std::vector<char> decoded() {
    std::vector<char> text;
    auto raw = std::string_view(raw_).substr(bom_);
    Decoder(encoding_).decode(raw, ended_, text);
    text.resize(text.size() + Block::padding);
    return text;
  }

  /// Begins to give blocks: the offset of their first byte.
  std::uint64_t start() {
    taken_ = bom_;
    return bom_;
  }

  /// Appends about `size` bytes of UTF-8 to `out`; false at the end of the input.
  Result<bool> fill(std::vector<char>& out, std::size_t size) {
    if (taken_ < raw_.size()) {
      const auto piece = std::string_view(raw_).substr(taken_, size);
      taken_ += piece.size();
      decode(piece, taken_ == raw_.size() && ended_, out);
      if (taken_ == raw_.size()) std::string().swap(raw_), taken_ = 0;
      return true;
    }
    if (ended_) return false;
    if (encoding_ == Encoding::utf8) return fill_utf8(out, size);
    raw_.clear();
    if (auto got = read_raw(size); !got) return got;
    decode(raw_, ended_, out);
    raw_.clear();
    return true;
  }

  [[nodiscard]] bool more() const { return !ended_ || taken_ < raw_.size(); }
  [[nodiscard]] bool ended() const { return ended_; }
  [[nodiscard]] const std::string& raw() const { return raw_; }
  [[nodiscard]] Encoding encoding() const { return encoding_; }
  [[nodiscard]] bool bom() const { return bom_ > 0; }
  [[nodiscard]] bool assumed() const { return assumed_; }
  [[nodiscard]] std::uint64_t bytes_read() const { return read_; }
  [[nodiscard]] std::uint64_t bytes_total() const { return source_->size(); }

 private:
  Result<bool> read_raw(std::size_t size) {
    const auto before = raw_.size();
    raw_.resize(before + size);
    const auto got = source_->read(raw_.data() + before, size);
    raw_.resize(before + (got ? *got : 0));
    if (!got) return fail(got.error());
    read_ += *got;
    ended_ = *got == 0;
    return true;
  }

  Result<bool> fill_utf8(std::vector<char>& out, std::size_t size) {
    const auto before = out.size();
    out.resize(before + size);
    const auto got = source_->read(out.data() + before, size);
    out.resize(before + (got ? *got : 0));
    if (!got) return fail(got.error());
    read_ += *got;
    ended_ = *got == 0;
    if (open_) settle(out, before);
    return true;
  }

  void decode(std::string_view piece, bool at_end, std::vector<char>& out) {
    const auto before = out.size();
    decoder_.decode(piece, at_end, out);
    if (open_) settle(out, before);
  }

  /// So far all was ASCII, which every encoding but UTF-16 shares: the first other byte decides, wherever it comes.
  void settle(std::vector<char>& out, std::size_t from) {
    const std::string_view fresh(out.data() + from, out.size() - from);
    const auto ascii = ascii_prefix(fresh);
    if (ascii == fresh.size()) return;
    const auto other = fresh.substr(ascii);
    if (incomplete_tail(other) == other.size() && !ended_) {
      open_ = false;  // the beginning of a character at the very end of a piece: UTF-8, by far the likelier
      return;
    }
    open_ = false;
    if (utf8_or_1252(other) == Encoding::utf8) return;
    encoding_ = Encoding::windows1252;
    assumed_ = true;
    decoder_ = Decoder(encoding_);
    const std::string raw(other);
    out.resize(from + ascii);
    decoder_.decode(raw, ended_, out);
  }

  std::unique_ptr<ByteSource> source_;
  std::string raw_;        // the sample, until it is used up; then scratch for decoding
  std::size_t taken_ = 0;  // of raw_
  std::size_t bom_ = 0;
  std::uint64_t read_ = 0;
  bool ended_ = false;
  bool open_ = false;
  bool assumed_ = false;
  Encoding encoding_ = Encoding::utf8;
  Decoder decoder_{Encoding::utf8};
};

struct Stream::State {
  State(std::unique_ptr<ByteSource> source, std::string given, Options chosen)
      : feed(std::move(source)), name(std::move(given)), options(std::move(chosen)) {}

  Utf8Feed feed;
  std::unique_ptr<Reader> reader;
  std::string name;
  Options options;
  std::vector<char> carry;   // what the last cut left
  std::uint64_t offset = 0;  // of carry in the file
  bool done = false;
  bool told = false;  // that the encoding was assumed

  Result<bool> open();
  Result<bool> next(Block& block);
  Result<bool> grow(Block& block, std::size_t& wanted);
  void tell_encoding(Block& block);
  void give(Block& block, Reader::Cut cut);
};

Result<bool> Stream::State::open() {
  Encoding named = Encoding::utf8;
  if (!options.encoding.empty() && !encoding_of(options.encoding, named))
    return fail(problem_with(name, fmt::format("unknown encoding \"{}\"", options.encoding), "",
                             "Encodings: utf-8, utf-16le, utf-16be, windows-1252, latin-1."));
  if (auto got = feed.sample(sample_size); !got) return got;
  feed.decide(options.encoding);
  auto text = feed.decoded();
  Sample sample{{text.data(), text.size() - Block::padding}, feed.ended(), name, feed.raw()};
  const auto* entry = choose(sample, options.format);
  if (entry == nullptr) return fail(unknown_format(options.format, name));
  if (entry->whole_document) {
    if (auto got = feed.sample(options.document_limit + 1); !got) return got;
    while (!feed.ended() && feed.raw().size() <= options.document_limit)
      if (auto got = feed.sample(feed.raw().size() + 1); !got) return got;
    if (feed.raw().size() > options.document_limit)
      return fail(too_large(name, entry->format.name, options.document_limit));
    if (!entry->archive) text = feed.decoded();
    sample = {{text.data(), text.size() - Block::padding}, true, name, feed.raw()};
  }
  auto made = entry->make(sample, options);
  if (!made) return fail(made.error());
  reader = std::move(*made);
  auto& layout = reader->layout();
  layout.encoding = entry->archive ? Encoding::utf8 : feed.encoding();
  if (feed.bom() && !entry->archive) layout.notes.emplace_back("byte order mark");
  if (feed.assumed() && !entry->archive) layout.notes.emplace_back("not valid UTF-8, so read as windows-1252");
  offset = feed.start();
  told = entry->archive;
  return true;
}

void Stream::State::tell_encoding(Block& block) {
  if (told || !feed.assumed()) return;
  told = true;
  block.reports.push_back(notice(place_at(block.first_line, 0), "not valid UTF-8, so read as windows-1252", 1,
                                 "If letters come out wrong, name the encoding with --encoding."));
}

void Stream::State::give(Block& block, Reader::Cut cut) {
  const std::string_view window(block.buffer.data(), block.buffer.size() - Block::padding);
  offset += raw_length(window.substr(0, cut.skip), feed.encoding());
  block.offset = offset;
  block.bytes = window.substr(cut.skip, cut.take);
  block.encoding = feed.encoding();
  offset += raw_length(block.bytes, feed.encoding());
  const auto rest = window.substr(cut.skip + cut.take);
  carry.assign(rest.begin(), rest.end());
}

Result<bool> Stream::State::grow(Block& block, std::size_t& wanted) {
  block.buffer.resize(block.buffer.size() - Block::padding);
  auto more = feed.fill(block.buffer, wanted);
  block.buffer.resize(block.buffer.size() + Block::padding, 0);
  std::memset(block.buffer.data() + (block.buffer.size() - Block::padding), 0, Block::padding);
  wanted = std::min(wanted * 2, options.record_limit + options.block_size);
  return more;
}

Result<bool> Stream::State::next(Block& block) {
  block.reports.clear();
  block.bytes = {};
  if (done) return false;
  if (reader->holds_all()) {
    const auto cut = reader->cut({}, true, block);
    done = cut.take == 0;
    return !done || !block.reports.empty();
  }
  std::size_t wanted = std::max<std::size_t>(options.block_size, 1);
  block.buffer.assign(carry.begin(), carry.end());
  block.buffer.resize(block.buffer.size() + Block::padding, 0);
  carry.clear();
  bool first = true;
  bool again = false;  // what was left behind a header may hold whole records: looked at before more is waited for
  for (;;) {
    if (!again && (!first || block.buffer.size() - Block::padding < options.block_size)) {
      if (auto more = grow(block, wanted); !more) return fail((done = true, more.error()));
    }
    first = again = false;
    const bool at_end = !feed.more();
    const std::string_view window(block.buffer.data(), block.buffer.size() - Block::padding);
    const auto cut = reader->cut(window, at_end, block);
    if (cut.skip + cut.take == 0) {
      if (!at_end) continue;
      done = true;
      tell_encoding(block);
      return !block.reports.empty();
    }
    give(block, cut);
    if (cut.take > 0 || !block.reports.empty()) {
      tell_encoding(block);
      return true;
    }
    block.buffer.assign(carry.begin(), carry.end());
    block.buffer.resize(block.buffer.size() + Block::padding, 0);
    again = !carry.empty();
  }
}

Stream::Stream(std::unique_ptr<State> state) : state_(std::move(state)) {}
Stream::Stream(Stream&&) noexcept = default;
Stream& Stream::operator=(Stream&&) noexcept = default;
Stream::~Stream() = default;

Result<Stream> Stream::open(const std::string& path, const Options& options) {
  auto source = open_bytes(path);
  if (!source) return fail(source.error());
  auto state = std::make_unique<State>(std::move(*source), path, options);
  if (auto opened = state->open(); !opened) return fail(opened.error());
  return Stream(std::move(state));
}

Result<Stream> Stream::over(std::string_view bytes, std::string name, const Options& options) {
  auto state = std::make_unique<State>(bytes_over(bytes), std::move(name), options);
  if (auto opened = state->open(); !opened) return fail(opened.error());
  return Stream(std::move(state));
}

const Layout& Stream::layout() const {
  return state_->reader->layout();
}

const std::string& Stream::name() const {
  return state_->name;
}

Result<bool> Stream::next(Block& block) {
  auto got = state_->next(block);
  for (auto& report : block.reports)
    if (report.problem.where.file.empty()) report.problem.where.file = state_->name;
  return got;
}

void Stream::parse(const Block& block, Batch& batch) const {
  batch.clear();
  batch.encoding = block.encoding;
  if (!block.bytes.empty()) state_->reader->parse(block, batch);
  for (auto& report : batch.reports)
    if (report.problem.where.file.empty()) report.problem.where.file = state_->name;
}

std::uint64_t Stream::bytes_read() const {
  return state_->feed.bytes_read();
}

std::uint64_t Stream::bytes_total() const {
  return state_->feed.bytes_total();
}

}  // namespace worktell::input
