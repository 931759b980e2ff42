/// JSON documents and NDJSON: records are cut by a scanner and read by simdjson.

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <unordered_map>

#include "input/columns.hpp"
#include "input/encoding.hpp"
#include "input/json_keys.hpp"
#include "input/json_scan.hpp"
#include "input/json_text.hpp"
#include "input/notices.hpp"

namespace worktell::input {

namespace {

using simdjson::ondemand::json_type;
constexpr auto no_key = Keys::none;
constexpr std::size_t deepest_record = 256;
constexpr std::size_t json_sample_records = 1000;
constexpr std::size_t parser_room = std::size_t{1} << 16U;

/// Keys of the lists of records inside a record. Each is read after the one that holds it, as a record of its own.
bool holds_records(std::string_view key) {
  return key == "subtasks" || key == "subTasks" || key == "sub_tasks";
}

/// Calls each(begin, end) for the record of bytes [begin, end), then for those inside it, depth first.
template <typename Each>
void json_record_tree(std::string_view bytes, std::size_t begin, std::size_t end, Each& each) {
  each(begin, end);
  begin = json_blank_end(bytes, begin);
  if (begin >= end || bytes[begin] != '{') return;
  json_members(bytes.substr(0, end), begin, [&](std::string_view key, std::size_t at, std::size_t close) {
    if (close == json_open || bytes[at] != '[' || !holds_records(key)) return;
    json_elements(bytes.substr(0, close), at, [&](std::size_t inner, std::size_t inner_end) {
      if (inner_end != json_open && bytes[inner] == '{') json_record_tree(bytes, inner, inner_end, each);
      return inner_end != json_open;
    });
  });
}

/// Names given to ids elsewhere in the document, as boards do for lists and people.
using Lookup = std::unordered_map<std::string, std::string>;

Cell cell_of(std::string_view token) {
  while (!token.empty() && static_cast<unsigned char>(token.back()) <= ' ') token.remove_suffix(1);
  if (token.empty()) return {};
  if (token[0] == '"') {
    const auto raw = token.substr(1, token.size() - std::min<std::size_t>(token.size(), 2));
    return {raw, raw.find('\\') == std::string_view::npos ? CellKind::plain : CellKind::json};
  }
  return {token, token[0] == '{' || token[0] == '[' ? CellKind::tree : CellKind::plain};
}

/// The sample's first records as rows, for the planner.
class SampleTable {
 public:
  explicit SampleTable(Keys& keys) : keys_(keys) {}

  void add(std::string_view text) {
    row_.clear();
    if (!text.empty() && text[0] == '{') {
      members(text, true);
    } else {
      put("text", text);
    }
    rows_.push_back(row_);
  }
  [[nodiscard]] const Rows& rows() const { return rows_; }

 private:
  void members(std::string_view text, bool outer) {
    json_members(text, 0, [&](std::string_view key, std::size_t begin, std::size_t end) {
      if (end == json_open) return;
      const auto value = text.substr(begin, end - begin);
      if (outer && value[0] == '{' && json_wrapper(key)) return members(value, false);
      put(key, value);
    });
  }
  void put(std::string_view key, std::string_view value) {
    const auto column = keys_.add(std::string(key));
    if (column >= row_.size()) row_.resize(column + 1);
    scratch_.clear();
    auto cell = cell_of(value.substr(0, 2000));
    const auto text = json_label(key, cell.raw, scratch_);
    row_[column] = std::string(trim(text ? *text : unquoted(cell, scratch_)));
  }

  Keys& keys_;
  Rows rows_;
  std::vector<std::string> row_;
  Batch scratch_;
};

/// Reads one record's text into cells.
class RecordParser {
 public:
  RecordParser(const Keys& keys, const Plan& plan, const std::unordered_map<std::size_t, Lookup>& lookups)
      : keys_(keys), plan_(plan), lookups_(lookups) {}

  /// Empty when it went well, else the reason; `at` is where.
  std::string_view read(std::string_view record, std::vector<Cell>& cells, Batch& batch, std::size_t& at) {
    cells.assign(keys_.names().size(), Cell{});
    at = 0;
    std::string_view text = record;
    auto error = iterate(text);
    if (error == simdjson::UTF8_ERROR) {
      text = with_signs(record, batch);
      error = iterate(text);
    }
    // A document that did not begin has no place to ask for.
    if (error != simdjson::SUCCESS) return simdjson::error_message(error);
    error = root(text, record, cells, batch);
    if (error == simdjson::SUCCESS) return {};
    const char* place = nullptr;
    if (document_.current_location().get(place) == simdjson::SUCCESS && place >= text.data() &&
        place <= text.data() + text.size())
      at = static_cast<std::size_t>(place - text.data());
    return error == simdjson::INCORRECT_TYPE ? "neither an object nor a string" : simdjson::error_message(error);
  }

 private:
  simdjson::error_code iterate(std::string_view text) {
    return parser_.iterate(text.data(), text.size(), text.size() + simdjson::SIMDJSON_PADDING).get(document_);
  }

  /// Bytes that are not UTF-8 become question marks in a copy that simdjson reads; the cells show the true bytes.
  static std::string_view with_signs(std::string_view record, Batch& batch) {
    char* copy = batch.arena.allocate(record.size() + Block::padding);
    std::copy(record.begin(), record.end(), copy);
    std::replace_if(
        copy, copy + record.size(), [](char c) { return static_cast<signed char>(c) < 0; }, '?');
    std::fill(copy + record.size(), copy + record.size() + Block::padding, '\0');
    return {copy, record.size()};
  }

  simdjson::error_code root(std::string_view text, std::string_view record, std::vector<Cell>& cells, Batch& batch) {
    json_type type{};
    if (const auto error = document_.type().get(type); error != simdjson::SUCCESS) return error;
    if (type == json_type::string) {
      std::string_view token;
      if (const auto error = document_.raw_json_token().get(token); error != simdjson::SUCCESS) return error;
      std::size_t guess = 0;
      const auto column = keys_.find("text", guess);
      const auto end = json_string_end(record, 0);
      if (end == json_open) return simdjson::UNCLOSED_STRING;
      if (column != no_key) cells[column] = cell_of(record.substr(0, end));
      return json_blank_end(record, end) < record.size() ? simdjson::TRAILING_CONTENT : simdjson::SUCCESS;
    }
    if (type != json_type::object) return simdjson::INCORRECT_TYPE;
    simdjson::ondemand::object object;
    if (const auto error = document_.get_object().get(object); error != simdjson::SUCCESS) return error;
    shift_ = record.data() - text.data();
    if (const auto error = members(object, cells, batch, true); error != simdjson::SUCCESS) return error;
    const char* rest = nullptr;
    const bool more = document_.current_location().get(rest) == simdjson::SUCCESS && rest >= text.data() &&
                      rest < text.data() + text.size() && static_cast<unsigned char>(*rest) > ' ';
    return more ? simdjson::TRAILING_CONTENT : simdjson::SUCCESS;
  }

  simdjson::error_code members(simdjson::ondemand::object& object, std::vector<Cell>& cells, Batch& batch, bool outer) {
    std::size_t guess = 0;
    for (auto member : object) {
      simdjson::ondemand::field field;
      if (const auto error = std::move(member).get(field); error != simdjson::SUCCESS) return error;
      const char* name = field.key().raw();
      const auto size = static_cast<std::size_t>(key_end(name) - name);
      const std::string_view key(name + shift_, size);
      auto value = field.value();
      json_type type{};
      if (const auto error = value.type().get(type); error != simdjson::SUCCESS) return error;
      if (outer && type == json_type::object && json_wrapper(key)) {
        simdjson::ondemand::object inner;
        if (const auto error = value.get_object().get(inner); error != simdjson::SUCCESS) return error;
        if (const auto error = members(inner, cells, batch, false); error != simdjson::SUCCESS) return error;
        continue;
      }
      if (const auto error = put(key, value, type, guess, cells, batch); error != simdjson::SUCCESS) return error;
    }
    return simdjson::SUCCESS;
  }

  static const char* key_end(const char* at) {
    while (*at != '"') at += *at == '\\' ? 2 : 1;
    return at;
  }

  simdjson::error_code put(std::string_view key, simdjson::ondemand::value& value, json_type type, std::size_t& guess,
                           std::vector<Cell>& cells, Batch& batch) {
    const auto column = column_of(key, guess);
    if (column == no_key || !plan_.wanted(column)) return simdjson::SUCCESS;
    std::string_view token;
    if (type == json_type::object || type == json_type::array) {
      simdjson::error_code error{};
      if (type == json_type::object) {
        simdjson::ondemand::object inner;
        error = value.get_object().get(inner);
        if (error == simdjson::SUCCESS) error = inner.raw_json().get(token);
      } else {
        simdjson::ondemand::array inner;
        error = value.get_array().get(inner);
        if (error == simdjson::SUCCESS) error = inner.raw_json().get(token);
      }
      if (error != simdjson::SUCCESS) return error;
    } else {
      token = value.raw_json_token();
    }
    auto cell = cell_of({token.data() + shift_, token.size()});
    if (!plan_.is_text(column)) settle(key, cell, column, batch);
    cells[column] = cell;
    return simdjson::SUCCESS;
  }

  std::size_t column_of(std::string_view key, std::size_t& guess) {
    if (const auto column = keys_.find(key, guess); column != no_key) return column;
    for (const auto& [late, column] : late_)
      if (late == key) return column;
    const auto column = keys_.find_late(key);
    if (late_.size() < 64) late_.emplace_back(key, column);
    return column;
  }

  /// Facts and the like are used as plain words: counts of lists, names of ids.
  void settle(std::string_view key, Cell& cell, std::size_t column, Batch& batch) const {
    if (const auto text = json_label(key, cell.raw, batch)) return void(cell = {*text, CellKind::plain});
    if (cell.kind == CellKind::tree && plan_.is_count(column)) {
      std::size_t count = 0;
      if (cell.raw[0] == '[') json_elements(cell.raw, 0, [&count](std::size_t, std::size_t) { return ++count > 0; });
      cell = {batch.arena.copy(std::to_string(count)), CellKind::plain};
      return;
    }
    cell = {unquoted(cell, batch), CellKind::plain};
    const auto lookup = lookups_.find(column);
    if (lookup == lookups_.end()) return;
    const auto name = lookup->second.find(std::string(cell.raw));
    if (name != lookup->second.end()) cell.raw = name->second;
  }

  const Keys& keys_;
  const Plan& plan_;
  const std::unordered_map<std::size_t, Lookup>& lookups_;
  simdjson::ondemand::parser parser_;
  simdjson::ondemand::document document_;
  std::vector<std::pair<std::string, std::size_t>> late_;  // keys that the sample did not have
  std::ptrdiff_t shift_ = 0;
};

/// Names of the objects in the array under `key` of the document's root, by id.
Lookup lookup_of(std::string_view text, std::string_view wanted, std::string_view name_key) {
  Lookup found;
  const auto value_of = [&text](std::size_t begin, std::size_t end) {
    return text[begin] == '"' && end != json_open ? std::string(text.substr(begin + 1, end - begin - 2))
                                                  : std::string();
  };
  const auto root = json_blank_end(text, 0);
  if (root >= text.size() || text[root] != '{') return found;
  json_members(text, root, [&](std::string_view key, std::size_t at, std::size_t) {
    if (key != wanted || at >= text.size() || text[at] != '[') return;
    json_elements(text, at, [&](std::size_t element, std::size_t) {
      std::string id;
      std::string name;
      if (text[element] == '{')
        json_members(text, element, [&](std::string_view member, std::size_t begin, std::size_t end) {
          if (member == "id") id = value_of(begin, end);
          if (member == name_key) name = value_of(begin, end);
        });
      if (!id.empty() && !name.empty()) found.emplace(id, name);
      return true;
    });
  });
  return found;
}

class JsonReader final : public Reader {
 public:
  JsonReader(bool by_lines, const Options& options) : by_lines_(by_lines), limit_(options.record_limit) {}

  Result<bool> prepare(const Sample& sample, const Options& options) {
    layout_.format = by_lines_ ? "ndjson" : "json";
    if (!by_lines_) paths_ = find_record_paths(sample.bytes);
    SampleTable table(keys_);
    learn(sample, options, table);
    if (keys_.names().empty()) keys_.add("text");
    nested_ = std::any_of(keys_.names().begin(), keys_.names().end(), holds_records);
    keys_.freeze();
    auto plan = Plan::make(keys_.names(), table.rows(), options, sample.name, {.late_from = keys_.real()});
    if (!plan) return fail(plan.error());
    plan_ = std::move(*plan);
    plan_.no_rows();
    layout_.columns = plan_.columns();
    layout_.columns.resize(keys_.real());
    layout_.uses = plan_.uses();
    if (plan_.tool() != nullptr) layout_.tool = plan_.tool()->name;
    for (std::size_t i = 0; i < keys_.names().size() && !by_lines_; ++i) {
      const auto& key = keys_.names()[i];
      if (key == "idList") lookups_[i] = lookup_of(sample.bytes, "lists", "name");
      if (key == "idMembers") lookups_[i] = lookup_of(sample.bytes, "members", "fullName");
    }
    for (const auto& path : paths_)
      if (!by_lines_) layout_.notes.push_back("records at " + (path.empty() ? std::string("the top") : path));
    if (nested_) layout_.notes.push_back("subtasks are read after the record that holds them");
    next_ = {};
    stack_.clear();
    return true;
  }

  Cut cut(std::string_view bytes, bool at_end, Block& block) override {
    return by_lines_ ? cut_lines(bytes, at_end, block) : cut_document(bytes, at_end, block);
  }

  void parse(const Block& block, Batch& batch) const override {
    RecordParser parser(keys_, plan_, lookups_);
    RawOffsets offsets(block);
    std::vector<Cell> cells;
    RowPlace place{block.first_record, block.first_record, block.first_line};
    std::size_t counted = 0;
    each_record(block.bytes, [&](std::size_t begin, std::size_t end) {
      place.line += count_lines(block.bytes.substr(counted, begin - counted));
      counted = begin;
      place.row = by_lines_ ? place.line : place.record;
      read_one(block, begin, end, place, parser, cells, offsets, batch);
      ++place.record;
    });
    plan_.finish(batch);
  }

 private:
  struct Frame {
    bool array = false;
    bool records = false;
    std::string path;
  };

  void learn(const Sample& sample, const Options& options, SampleTable& table) {
    Block block;
    Options tiny = options;
    std::size_t at = 0;
    std::size_t seen = 0;
    while (seen < json_sample_records) {
      const auto cut_at = cut(sample.bytes.substr(at), sample.whole, block);
      if (cut_at.skip + cut_at.take == 0) break;
      const auto bytes = sample.bytes.substr(at + cut_at.skip, cut_at.take);
      each_record(bytes, [&](std::size_t begin, std::size_t end) {
        if (seen++ < json_sample_records) table.add(bytes.substr(begin, end - begin));
      });
      at += cut_at.skip + cut_at.take;
    }
    passing_ = false;
  }

  template <typename Each>
  void each_record(std::string_view bytes, Each each) const {
    std::size_t at = json_blank_end(bytes, 0);
    while (at < bytes.size()) {
      if (by_lines_) {
        const auto stop = find_line_end(bytes.data() + at, bytes.data() + bytes.size());
        const auto end = static_cast<std::size_t>(stop.begin - bytes.data());
        if (json_blank_end(bytes, at) < end) each_with_inner(bytes, at, end, each);
        at = static_cast<std::size_t>(stop.next - bytes.data());
        continue;
      }
      const auto end = std::min(json_value_end(bytes, at), bytes.size());
      each_with_inner(bytes, at, end, each);
      at = json_blank_end(bytes, std::max(end, at + 1));
      if (at < bytes.size() && bytes[at] == ',') at = json_blank_end(bytes, at + 1);
    }
  }

  template <typename Each>
  void each_with_inner(std::string_view bytes, std::size_t begin, std::size_t end, Each& each) const {
    if (nested_) return json_record_tree(bytes, begin, end, each);
    each(begin, end);
  }

  void read_one(const Block& block, std::size_t begin, std::size_t end, RowPlace place, RecordParser& parser,
                std::vector<Cell>& cells, RawOffsets& offsets, Batch& batch) const {
    const auto record = block.bytes.substr(begin, end - begin);
    std::size_t at = 0;
    const auto error = parser.read(record, cells, batch, at);
    if (error.empty()) {
      plan_.read(cells, place, record, offsets, batch);
      return;
    }
    const auto before = block.bytes.substr(0, begin + at);
    const auto line_begin = before.find_last_of('\n');
    const auto on_line = line_begin == std::string_view::npos ? before : before.substr(line_begin + 1);
    const auto line = place.line + count_lines(record.substr(0, at));
    batch.reports.push_back(lost(place_at(line, place.record, characters(on_line) + 1), "broken JSON record",
                                 std::string(error), "Correct the record; all others were read."));
  }

  Cut cut_lines(std::string_view bytes, bool at_end, Block& block) {
    if (passing_) {
      const auto stop = find_line_end(bytes.data(), bytes.data() + bytes.size());
      passing_ = stop.begin == stop.next && !at_end;
      if (!passing_) next_ = {next_.record + 1, next_.row + 1, next_.line + 1};
      return {static_cast<std::size_t>(stop.next - bytes.data()), 0};
    }
    const auto end = at_end ? bytes.size() : last_line_end(bytes);
    if (end == 0 && bytes.size() > limit_) return lose_large(bytes, block);
    number(block);
    const auto whole = bytes.substr(0, end);
    std::uint64_t records = 0;
    each_record(whole, [&records](std::size_t, std::size_t) { ++records; });
    next_.record += records;
    next_.line += count_lines(whole, at_end);
    return {0, end};
  }

  Cut lose_large(std::string_view bytes, Block& block) {
    block.reports.push_back(lost(place_at(next_.line, next_.record),
                                 fmt::format("a record larger than {} bytes", limit_), "it was passed over",
                                 "Check that the file holds what its name says."));
    passing_ = true;
    return {bytes.size(), 0};
  }

  /// Walks the document down to the arrays of records; what lies between is passed over.
  Cut cut_document(std::string_view bytes, bool at_end, Block& block) {
    if (passing_) return {bytes.size(), 0};
    std::size_t at = 0;
    std::size_t first = json_open;
    std::size_t last = 0;
    for (;;) {
      const auto start = json_blank_end(bytes, at);
      if (start >= bytes.size()) {
        at = start;
        break;
      }
      const char c = bytes[start];
      if (at_record(c)) {
        std::size_t depth = 0;
        auto end = json_value_end(bytes, start, &depth);
        const bool scalar_end = end == json_open && at_end && c != '{' && c != '[' && c != '"';
        if (scalar_end) end = bytes.size();
        if (end == start) ++end;
        if (end == json_open || depth > deepest_record) {
          if (first != json_open) break;
          if (end == json_open && !at_end && bytes.size() - start <= limit_) break;
          return lose_broken(bytes, start, end, block);
        }
        if (first == json_open) {
          first = start;
          next_.line += count_lines(bytes.substr(0, start));
          number(block);
        }
        const auto count = [this](std::size_t, std::size_t) { ++next_.record; };
        each_with_inner(bytes, start, end, count);
        last = at = end;
        continue;
      }
      if (first != json_open && c != ',') break;
      const auto next = first != json_open ? start + 1 : step(bytes, start, at_end);
      if (next == json_open) break;
      at = next;
    }
    if (first == json_open) {
      next_.line += count_lines(bytes.substr(0, at));
      return {at, 0};
    }
    next_.line += count_lines(bytes.substr(first, last - first));
    return {first, last - first};
  }

  Cut lose_broken(std::string_view bytes, std::size_t start, std::size_t end, Block& block) {
    next_.line += count_lines(bytes.substr(0, start));
    const auto before = bytes.substr(0, start);
    const auto line_begin = before.find_last_of('\n');
    const auto on_line = line_begin == std::string_view::npos ? before : before.substr(line_begin + 1);
    const bool deep = end != json_open;
    block.reports.push_back(lost(place_at(next_.line, next_.record, characters(on_line) + 1),
                                 deep ? "a record nested too deep" : "a record that does not end",
                                 deep ? fmt::format("more than {} levels", deepest_record)
                                      : "the rest of the document belongs to it, or a bracket or quote is missing",
                                 "Correct the document; the records before it were read."));
    ++next_.record;
    if (!deep) passing_ = true;
    const auto stop = deep ? end : bytes.size();
    next_.line += count_lines(bytes.substr(start, stop - start));
    return {stop, 0};
  }

  [[nodiscard]] bool at_record(char c) const {
    if (c == ',' || c == ']' || c == '}' || c == ':') return false;
    if (stack_.empty()) return std::find(paths_.begin(), paths_.end(), "") != paths_.end();
    return stack_.back().array && stack_.back().records;
  }

  /// One token outside the records; the place after it, or json_open when more bytes are needed.
  std::size_t step(std::string_view bytes, std::size_t at, bool at_end) {
    const char c = bytes[at];
    if (c == '{' || c == '[') {
      if (stack_.size() > 64) {
        const auto end = json_value_end(bytes, at);
        return end == json_open && at_end ? bytes.size() : end;
      }
      std::string path = stack_.empty() ? "" : stack_.back().path;
      if (!stack_.empty() && !stack_.back().array) path += "." + key_;
      if (c == '[') path += "[]";
      const bool records = c == '[' && std::find(paths_.begin(), paths_.end(), path) != paths_.end();
      stack_.push_back({c == '[', records, std::move(path)});
      return at + 1;
    }
    if (c == '}' || c == ']') {
      if (!stack_.empty()) stack_.pop_back();
      return at + 1;
    }
    if (c == '"') {
      const auto end = json_string_end(bytes, at);
      if (end == json_open) return at_end || bytes.size() - at > limit_ ? bytes.size() : json_open;
      if (!stack_.empty() && !stack_.back().array) keep_key(bytes, at, end);
      return end;
    }
    return at + 1;
  }

  void keep_key(std::string_view bytes, std::size_t at, std::size_t end) {
    const auto next = json_blank_end(bytes, end);
    if (next >= bytes.size() || bytes[next] == ':') key_ = bytes.substr(at + 1, end - at - 2);
  }

  bool by_lines_;
  bool nested_ = false;  // records hold records
  std::size_t limit_;
  std::vector<std::string> paths_;
  Keys keys_;
  Plan plan_;
  std::unordered_map<std::size_t, Lookup> lookups_;
  std::vector<Frame> stack_;
  std::string key_;
  bool passing_ = false;
};

ReaderResult make_with(const Sample& sample, const Options& options, bool by_lines) {
  auto reader = std::make_unique<JsonReader>(by_lines, options);
  if (auto done = reader->prepare(sample, options); !done) return fail(done.error());
  return reader;
}

char first_char(const Sample& sample) {
  const auto at = json_blank_end(sample.bytes, 0);
  return at < sample.bytes.size() ? sample.bytes[at] : '\0';
}

/// Lines of the sample that are one object each.
bool lines_of_objects(const Sample& sample) {
  const auto start = json_blank_end(sample.bytes, 0);
  const auto end = json_value_end(sample.bytes, start);
  if (end == json_open) return false;
  const auto line_end = sample.bytes.find('\n', start);
  if (line_end != std::string_view::npos && line_end < end) return false;
  const auto next = json_blank_end(sample.bytes, end);
  return next < sample.bytes.size() && (sample.bytes[next] == '{' || sample.bytes[next] == '"') && line_end < next;
}

}  // namespace

int likely_json(const Sample& sample, bool name_fits) {
  const char c = first_char(sample);
  if (name_fits) return c == '[' || c == '{' || c == '"' || c == '\0' ? 88 : 60;
  if (c == '{') {
    const auto next = json_blank_end(sample.bytes, json_blank_end(sample.bytes, 0) + 1);
    return next < sample.bytes.size() && (sample.bytes[next] == '"' || sample.bytes[next] == '}') ? 85 : 0;
  }
  if (c != '[') return 0;
  const auto next = json_blank_end(sample.bytes, json_blank_end(sample.bytes, 0) + 1);
  return next < sample.bytes.size() && (sample.bytes[next] == '{' || sample.bytes[next] == '"') ? 85 : 0;
}

int likely_ndjson(const Sample& sample, bool name_fits) {
  if (name_fits) return 90;
  return first_char(sample) == '{' && lines_of_objects(sample) ? 89 : 0;
}

ReaderResult make_json(const Sample& sample, const Options& options) {
  return make_with(sample, options, false);
}

ReaderResult make_ndjson(const Sample& sample, const Options& options) {
  return make_with(sample, options, true);
}

}  // namespace worktell::input
