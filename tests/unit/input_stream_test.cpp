#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <sstream>

#include "input/encoding.hpp"
#include "input/notices.hpp"
#include "input/stream.hpp"

using namespace worktell;
using namespace worktell::input;

namespace {

struct Seen {
  std::vector<std::vector<std::string>> texts;  // by activity, by field
  std::vector<std::string> ids, owners, declared, dates;
  std::vector<std::map<int, std::int64_t>> facts;
  std::vector<std::uint64_t> lines, rows;
  std::vector<Report> reports;
  Layout layout;
  std::uint64_t lost = 0;
  std::uint64_t skipped = 0;
  bool opened = false;
  std::string problem;
};

/// The raw bytes of a field, cut out of the file, must be what the field says they are.
void check_raw(const std::string& file, const Batch& batch, const Field& field, bool archive) {
  const auto all = raw_range(batch, field, 0, static_cast<std::uint32_t>(field.text.size()));
  REQUIRE(all.begin <= all.end);
  if (archive || field.text.empty()) return;
  const auto size = raw_length(field.raw, batch.encoding);
  REQUIRE(field.offset <= file.size());
  if (batch.encoding == Encoding::utf8) {
    REQUIRE(field.offset + size <= file.size());
    CHECK(std::string_view(file).substr(field.offset, size) == field.raw);
  } else if (field.offset + size <= file.size()) {
    std::vector<char> text;
    Decoder(batch.encoding).decode(std::string_view(file).substr(field.offset, size), true, text);
    CHECK(std::string_view(text.data(), text.size()) == field.raw);
  }
  std::uint32_t last = 0;
  for (std::uint32_t i = 0; i < field.step_count; ++i) {
    CHECK(batch.steps[field.first_step + i].text >= last);
    last = batch.steps[field.first_step + i].text;
  }
}

Seen read(const std::string& bytes, const std::string& name, Options options = {}) {
  Seen seen;
  auto stream = Stream::over(bytes, name, options);
  if (!stream) {
    seen.problem = render(stream.error());
    return seen;
  }
  seen.opened = true;
  seen.layout = stream->layout();
  Block block;
  Batch batch;
  std::size_t blocks = 0;
  for (;;) {
    auto more = stream->next(block);
    REQUIRE(more.has_value());
    if (!*more) break;
    REQUIRE(++blocks < 1000000);
    stream->parse(block, batch);
    for (const auto* reports : {&block.reports, &batch.reports})
      for (const auto& report : *reports) {
        seen.lost += report.records_lost;
        if (report.problem.what.find("skipped") != std::string::npos ||
            report.problem.what.find("read together") != std::string::npos)
          seen.skipped += report.count;
        add_report(seen.reports, report);
      }
    for (const auto& activity : batch.activities) {
      seen.texts.emplace_back();
      for (const auto& field : batch.fields_of(activity)) {
        seen.texts.back().emplace_back(field.text);
        check_raw(bytes, batch, field, seen.layout.format == "xlsx");
      }
      seen.facts.emplace_back();
      for (const auto& fact : batch.facts_of(activity)) seen.facts.back()[static_cast<int>(fact.kind)] = fact.value;
      seen.ids.emplace_back(activity.id);
      seen.owners.emplace_back(activity.owner);
      seen.declared.emplace_back(activity.declared);
      seen.dates.emplace_back(activity.date);
      seen.lines.push_back(activity.line);
      seen.rows.push_back(activity.row);
    }
  }
  return seen;
}

int fact(FactKind kind) {
  return static_cast<int>(kind);
}

Options blocks_of(std::size_t size) {
  Options options;
  options.block_size = size;
  return options;
}

std::string utf16le(std::string_view ascii) {
  std::string out = "\xFF\xFE";
  for (const char c : ascii) out += std::string(1, c) + '\0';
  return out;
}

}  // namespace

TEST_CASE("every line is one activity, an empty one too") {
  const auto seen = read("call Bob\n\nwrite the brief\r\nlast", "work.txt");
  REQUIRE(seen.texts.size() == 4);
  CHECK(seen.texts[1][0].empty());
  CHECK(seen.texts[2][0] == "write the brief");
  CHECK(seen.lines == std::vector<std::uint64_t>{1, 2, 3, 4});
}

TEST_CASE("a line beyond the limit is labelled by its beginning, and told") {
  Options options = blocks_of(16);
  options.record_limit = 100;
  const auto seen = read("first\n" + std::string(5000, 'x') + "\nlast\n", "a.txt", options);
  REQUIRE(seen.texts.size() == 3);
  CHECK(seen.texts[1][0] == std::string(100, 'x'));
  CHECK(seen.texts[2][0] == "last");
  CHECK(seen.lost == 0);
  REQUIRE(seen.reports.size() == 1);
  CHECK(shown(seen.reports[0]).what == "1 line larger than 100 bytes, labelled by its beginning");
}

TEST_CASE("the size of blocks changes nothing") {
  const std::string csv = "ID,Summary,Description\n1,\"a \"\"b\"\"\nc\",d\n2,e,\"f\r\ng\"\n\n3,h\n4,i,j,k\n";
  const auto whole = read(csv, "a.csv");
  for (std::size_t size = 1; size < 40; ++size) CHECK(read(csv, "a.csv", blocks_of(size)).texts == whole.texts);
}

TEST_CASE("complaint 1: a byte order mark is no part of the first column's name") {
  const auto seen = read("\xEF\xBB\xBF\"Summary\",Assignee\nCall Bob,Ann\n", "a.csv");
  REQUIRE(seen.texts.size() == 1);
  CHECK(seen.layout.columns[0] == "Summary");
  CHECK(seen.texts[0][0] == "Call Bob");
  CHECK(seen.owners[0] == "Ann");
}

TEST_CASE("complaint 2: UTF-16 with and without mark, a line feed inside a cell") {
  const auto seen = read(utf16le("Subject\tOwner\r\n\"Call\nBob\"\tAnn\r\n"), "unicode.txt");
  REQUIRE(seen.texts.size() == 1);
  CHECK(seen.layout.encoding == Encoding::utf16le);
  CHECK(seen.texts[0][0] == "Call\nBob");
  const auto unmarked = read(utf16le("Subject\tOwner\r\nCall\tAnn\r\n").substr(2), "unicode.csv");
  REQUIRE(unmarked.texts.size() == 1);
  CHECK(unmarked.texts[0][0] == "Call");
}

TEST_CASE("complaint 3: Windows-1252 far behind the first slice is read and told") {
  std::string csv = "Summary,Owner\n";
  for (int i = 0; i < 30000; ++i) csv += "Call the buyer,Ann\n";
  csv +=
      "R\xFC"
      "ckruf,Ann\n";
  const auto seen = read(csv, "a.csv");
  REQUIRE(seen.texts.size() == 30001);
  CHECK(seen.texts.back()[0] ==
        "R\xC3\xBC"
        "ckruf");
  CHECK(seen.reports.size() == 1);
  CHECK(seen.reports[0].problem.what == "not valid UTF-8, so read as windows-1252");
}

TEST_CASE("complaint 4: the delimiter is told by records, not by counting characters") {
  const auto seen = read("Summary;Created;Owner\nCall, then write, then wait;1,2,3;Ann\nA, b, c;4,5,6;Ben\n", "a.csv");
  CHECK(seen.layout.delimiter == ';');
  REQUIRE(seen.texts.size() == 2);
  CHECK(seen.texts[0][0] == "Call, then write, then wait");
  CHECK(read("Summary|Owner\nCall Bob|Ann\n", "a.csv").layout.delimiter == '|');
}

TEST_CASE("complaint 5: a sep= line is not the header") {
  for (const std::string end : {"\n", "\r\n"}) {
    const auto seen = read("sep=;" + end + "Titel;Abteilung" + end + "Messe;Vertrieb" + end, "a.csv");
    REQUIRE(seen.texts.size() == 1);
    CHECK(seen.layout.header_row == 2);
    CHECK(seen.declared[0] == "Vertrieb");
    CHECK(seen.rows[0] == 3);
  }
}

TEST_CASE("complaint 6: line ends of every kind, also inside cells") {
  for (const std::string end : {"\n", "\r\n", "\r"}) {
    const auto seen = read("Summary,Notes" + end + "\"a\rb\",\"c\r\nd\"" + end + "e,f" + end, "a.csv");
    REQUIRE(seen.texts.size() == 2);
    CHECK(seen.texts[0][0] == "a\rb");
    CHECK(seen.texts[0][1] == "c\r\nd");
    CHECK(seen.lines[1] == 5);
  }
}

TEST_CASE("complaint 7: ragged rows are read and counted") {
  const auto seen = read("ID,Summary,Owner\n1,short\n2,wide,Ann,x,y\n3,good,Ben\n", "a.csv");
  REQUIRE(seen.texts.size() == 3);
  CHECK(seen.lost == 0);
  REQUIRE(seen.reports.size() == 1);
  CHECK(shown(seen.reports[0]).what ==
        "2 rows with fewer or more cells than the header: read with the missing ones empty, the surplus kept");
}

TEST_CASE("complaint 8: repeated column names are all read") {
  const auto seen =
      read("Summary,Issue key,Labels,Labels,Comment,Comment\na,K-1,x,y,\"01/Jan/26;me;first\",second\n", "a.csv");
  REQUIRE(seen.texts.size() == 1);
  CHECK(seen.texts[0] == std::vector<std::string>{"a", "first", "second"});
  CHECK(seen.declared[0] == "x, y");
}

TEST_CASE("complaint 9: rows above, repeated headers, totals and footers are no activities") {
  const auto seen = read(
      "Plan of the team,,,\n,,,\nID,Summary,Owner,Cost\n1,Call Bob,Ann,5\nID,Summary,Owner,Cost\n2,Write,Ben,6\n"
      ",,,11\nTotal,,,11\n\"Copyright (c) 2026\"\n",
      "a.csv");
  CHECK(seen.layout.header_row == 3);
  REQUIRE(seen.texts.size() == 2);
  CHECK(seen.lost == 0);
  CHECK(seen.skipped == 4);
}

TEST_CASE("a stray quote loses its own record only") {
  const auto seen = read("ID,Summary\n1,good\n2,\"stray\n3,\"quoted, cell\"\n4,last\n", "a.csv");
  REQUIRE(seen.texts.size() == 3);
  CHECK(seen.ids == std::vector<std::string>{"1", "3", "4"});
  CHECK(seen.lost == 1);
  REQUIRE(seen.reports.size() == 1);
  CHECK(
      render(seen.reports[0].problem) ==
      "a.csv:3:3 (record 2): unclosed quote: nothing closes the quote that opens here, so this record was passed over\n"
      "  Close it, or write it twice inside quotes if it is meant as a letter.");
}

TEST_CASE("a header and nothing else is no activity and no error") {
  const auto seen = read("id,summary,note,user_id\n", "a.csv");
  CHECK(seen.opened);
  CHECK(seen.texts.empty());
  CHECK(seen.reports.empty());
}

TEST_CASE("a column of states is no owner, whatever its name") {
  const auto seen = read("Name,Owner,Person\nCall,Done,Ann\nWrite,Stuck,Ben\n", "a.csv");
  REQUIRE(seen.owners.size() == 2);
  CHECK(seen.owners[0] == "Ann");
}

TEST_CASE("facts of a calendar row") {
  const auto seen = read(
      "\"Subject\",\"Start Date\",\"Start Time\",\"End Date\",\"End Time\",\"Required Attendees\",\"Categories\"\n"
      "\"Review\",\"31/12/2025\",\"20:00:00\",\"1/1/2026\",\"06:30:00\",\"Okafor, Ben;Ann;Eve\",\"Team A\"\n",
      "a.csv");
  REQUIRE(seen.facts.size() == 1);
  CHECK(seen.facts[0].at(fact(FactKind::attendees)) == 3);
  CHECK(seen.facts[0].at(fact(FactKind::duration)) == 37800);
  CHECK(seen.facts[0].at(fact(FactKind::start)) == 20453);
}

TEST_CASE("JSON: arrays, envelopes, escapes, nested names") {
  const auto seen = read(
      R"({"total":2,"issues":[{"key":"A-1","fields":{"summary":"Say \"hi\" \u00e9","assignee":{"displayName":"Ann"},"labels":["x","y"]}},
         {"key":"A-2","fields":{"summary":"b","assignee":null,"labels":[],"description":{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"deep"}]}]}}}]})",
      "a.json");
  REQUIRE(seen.texts.size() == 2);
  CHECK(seen.texts[0][0] == "Say \"hi\" \xC3\xA9");
  CHECK(seen.owners[0] == "Ann");
  CHECK(seen.declared[0] == "x, y");
  CHECK(seen.texts[1] == std::vector<std::string>{"b", "deep"});
  CHECK(seen.ids[1] == "A-2");
  CHECK(read(R"(["one","two"])", "a.json").texts.size() == 2);
  CHECK(read("[]", "a.json").texts.empty());
}

TEST_CASE("NDJSON: a broken line is reported and the rest is read") {
  const auto seen = read(
      "{\"id\":12345678901234567890,\"title\":\"a\"}\n{\"title\":\nnot json\n[[[[\n{\"title\":\"b\"}\n", "a.ndjson");
  REQUIRE(seen.texts.size() == 2);
  CHECK(seen.ids[0] == "12345678901234567890");
  CHECK(seen.lost == 3);
  CHECK(seen.reports[0].problem.where.line == 2);
}

TEST_CASE("calendars: folding inside a character, escapes, rooms not counted") {
  const auto seen = read(
      "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:R\xC3\r\n \xBC"
      "ckruf\\, bald\r\nATTENDEE:mailto:a@x\r\n"
      "ATTENDEE;CUTYPE=RESOURCE:mailto:room@x\r\nDTSTART:20260901T100000Z\r\nDTEND:20260901T113000Z\r\n"
      "BEGIN:VALARM\r\nDESCRIPTION:ring\r\nEND:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
      "a.ics");
  REQUIRE(seen.texts.size() == 1);
  CHECK(seen.texts[0] == std::vector<std::string>{"R\xC3\xBC"
                                                  "ckruf, bald"});
  CHECK(seen.facts[0].at(fact(FactKind::attendees)) == 1);
  CHECK(seen.facts[0].at(fact(FactKind::duration)) == 5400);
}

TEST_CASE("task lists: todo.txt, Org, Markdown") {
  const auto todo =
      read("(A) 2026-01-02 Call Bob +Deal @phone due:2026-02-01\nx done thing +P\n(B) third\n", "todo.txt");
  REQUIRE(todo.texts.size() == 3);
  CHECK(todo.texts[0][0] == "Call Bob ");
  CHECK(todo.declared[0] == "Deal");
  const auto org = read(
      "* Head\n** TODO [#A] Call Bob :team:\nSCHEDULED: <2026-01-02 Fri>\n:PROPERTIES:\n:ASSIGNEE: "
      "Ann\n:END:\nbody\n** DONE b\n",
      "a.org");
  REQUIRE(org.texts.size() == 2);
  CHECK(org.texts[0] == std::vector<std::string>{"Call Bob", "body"});
  CHECK(org.owners[0] == "Ann");
  CHECK(org.declared[0] == "team");
  const auto list = read("# Head\ntext\n- [ ] Call **Bob** #team\n  * [x] b\n1. [/] c\n- no box\n", "a.md");
  REQUIRE(list.texts.size() == 3);
  CHECK(list.texts[0][0] == "Call Bob ");
}

TEST_CASE("markup is read through and spans stay true") {
  const std::string csv = "Name,Notes\na,\"<p>Call &amp; \"\"ask\"\" <b>Bob</b></p>\"\n";
  auto stream = Stream::over(csv, "a.csv", {});
  REQUIRE(stream);
  Block block;
  Batch batch;
  REQUIRE(*stream->next(block));
  stream->parse(block, batch);
  REQUIRE(batch.activities.size() == 1);
  const auto field = batch.fields_of(batch.activities[0])[1];
  const std::string text(field.text);
  const auto at = static_cast<std::uint32_t>(text.find("Bob"));
  const auto range = raw_range(batch, field, at, at + 3);
  CHECK(csv.substr(field.offset + range.begin, range.end - range.begin) == "Bob");
  const auto quoted = static_cast<std::uint32_t>(text.find("ask"));
  const auto ask = raw_range(batch, field, quoted, quoted + 3);
  CHECK(csv.substr(field.offset + ask.begin, ask.end - ask.begin) == "ask");
}

TEST_CASE("an unknown column is named with its neighbour") {
  Options options;
  options.text = {"Sumary"};
  CHECK(read("Summary,Owner\na,b\n", "a.csv", options).problem ==
        "a.csv: no column named \"Sumary\" (--text): did you mean \"Summary\"?\n  Columns: Summary, Owner.");
}

TEST_CASE("a missing file and a directory say what to do") {
  const auto missing = Stream::open("/nowhere/at/all.csv", {});
  REQUIRE(!missing);
  CHECK(render(missing.error()) ==
        "/nowhere/at/all.csv: there is no such file\n  Check the spelling and the folder; quote a name that holds "
        "spaces.");
  const auto folder = Stream::open("/", {});
  REQUIRE(!folder);
  CHECK(render(folder.error()) == "/: this is a directory, not a file\n  Name the files in it, for example: /*.csv");
}

TEST_CASE("cut anywhere and with flipped bytes: nothing crashes, every record is read, skipped or reported") {
  const std::map<std::string, std::string> inputs = {
      {"a.csv", "ID,Summary,Notes\n1,\"a \"\"b\"\"\",<b>x</b>\n\n2,\"c\nd\",e\n3,f\n,,\nTotal,,5\n"},
      {"a.json", R"({"a":1,"items":[{"title":"x \u00e9\n","tags":["q"]},{"title":"y","body":"z"}]})"},
      {"a.ndjson", "{\"title\":\"a\",\"x\":[1,{\"b\":2}]}\n{\"title\":\"b\"}\n\"c\"\n"},
      {"a.ics",
       "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:a\\,\n "
       "b\nEND:VEVENT\nBEGIN:VTODO\nSUMMARY:c\nEND:VTODO\nEND:VCALENDAR\n"},
      {"a.xml",
       "<rss><channel><item><summary>a "
       "&amp;lt;b&amp;gt;</summary></item><item><summary>c</summary></item></channel></rss>"},
      {"todo.txt", "(A) call +x due:2026-01-01\nx 2026-01-01 b @c\n"},
      {"a.org", "* TODO a :t:\nbody\n** DONE b\n:PROPERTIES:\n:ID: 5\n:END:\n"},
      {"a.md", "- [ ] **a** [b](c)\n- [x] d\n"},
      {"a.txt", "one\n\ntwo\r\nthree"}};
  std::mt19937 random(7);
  for (const auto& input : inputs) {
    const auto& name = input.first;
    const auto& bytes = input.second;
    for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
      const auto part = bytes.substr(0, cut);
      const auto seen = read(part, name);
      const auto small = read(part, name, blocks_of(7));
      CHECK(seen.opened);
      CHECK_MESSAGE(small.texts == seen.texts, name << " cut at " << cut);
      CHECK_MESSAGE(small.lost == seen.lost, name << " cut at " << cut);
    }
    for (int i = 0; i < 400; ++i) {
      auto broken = bytes;
      for (auto flips = random() % 3 + 1; flips > 0; --flips)
        broken[random() % broken.size()] = static_cast<char>(random() % 256);
      const auto seen = read(broken, name, blocks_of(random() % 50 + 1));
      CHECK(seen.texts.size() + seen.lost <= bytes.size());
      if (name == "a.txt" && seen.opened && seen.layout.encoding == Encoding::utf8 && seen.layout.format == "lines") {
        std::size_t lines = broken.back() != '\n' && broken.back() != '\r' ? 1 : 0;
        for (std::size_t k = 0; k < broken.size(); ++k)
          if (broken[k] == '\n' || (broken[k] == '\r' && (k + 1 == broken.size() || broken[k + 1] != '\n'))) ++lines;
        CHECK(seen.texts.size() == lines);
      }
    }
  }
}

#ifdef WORKTELL_SHARED_DIR
TEST_CASE("real exports give as many activities as their index says") {
  namespace fs = std::filesystem;
  const fs::path folder = fs::path(WORKTELL_SHARED_DIR) / "formats";
  if (!fs::exists(folder / "INDEX.md")) return;
  std::ifstream index(folder / "INDEX.md");
  std::mt19937 random(5);
  for (std::string line; std::getline(index, line);) {
    std::vector<std::string> cells;
    std::istringstream row(line);
    for (std::string cell; std::getline(row, cell, '|');) {
      cell.erase(0, cell.find_first_not_of(' '));
      cell.erase(cell.find_last_not_of(' ') + 1);
      cells.push_back(cell);
    }
    if (cells.size() < 5) continue;
    auto path = folder / cells[0];
    if (!fs::is_regular_file(path)) path = folder / "constructed" / cells[0];
    if (!fs::is_regular_file(path)) continue;
    std::ifstream file(path, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), {});
    const auto seen = read(bytes, path.string());
    CHECK_MESSAGE(seen.opened, cells[0]);
    CHECK(seen.lost == 0);
    const auto& count =
        cells[cells.size() == 7 || cells[3].find_first_not_of("0123456789-") != std::string::npos ? 4 : 3];
    if (!count.empty() && count.find_first_not_of("0123456789") == std::string::npos)
      CHECK_MESSAGE(seen.texts.size() + seen.skipped * (cells[0] == "todoist-1.csv" ? 1 : 0) == std::stoul(count),
                    cells[0]);
    for (int i = 0; i < 25; ++i) {
      (void)read(bytes.substr(0, random() % bytes.size()), path.string());
      auto broken = bytes;
      for (unsigned flips = static_cast<unsigned>(random() % 5 + 1); flips > 0; --flips)
        broken[random() % broken.size()] = static_cast<char>(random() % 256);
      (void)read(broken, path.string());
    }
  }
}
#endif
