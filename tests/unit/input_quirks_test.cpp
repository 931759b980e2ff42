#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <thread>

#include "input_seen.hpp"
#include "workbook.hpp"

using namespace worktell;
using namespace worktell::input;
using namespace worktell::tests;
using Strings = std::vector<std::string>;

namespace {

Strings sorted(Strings some) {
  std::sort(some.begin(), some.end());
  return some;
}

}  // namespace

TEST_CASE(
    "complaint 10: workbooks: dates stay dates, numbers numbers, missing rows and a wrong dimension harm nothing") {
  const std::string rows =
      R"(<row r="1"><c r="A1" t="inlineStr"><is><t>Task</t></is></c><c r="B1" t="inlineStr"><is><t>Due Date</t></is></c>)"
      R"(<c r="C1" t="inlineStr"><is><t>Start Date</t></is></c><c r="D1" t="inlineStr"><is><t>Number</t></is></c></row>)"
      R"(<row r="2"><c r="A2" t="inlineStr"><is><t>Ring the mill</t></is></c><c r="B2" s="1"><v>46023</v></c>)"
      R"(<c r="C2" s="2"><v>46022.75</v></c><c r="D2" s="3"><v>42403</v></c></row>)"
      R"(<row r="5"><c r="A5" t="inlineStr"><is><t>After two missing rows</t></is></c><c r="D5"><v>7</v></c></row>)";
  const auto seen = read_bytes(workbook_of({{"Tasks", rows, false, "<dimension ref=\"A1\"/>"}}), "a.xlsx");
  CHECK(seen.texts == Strings{"Ring the mill", "After two missing rows"});
  CHECK(seen.rows == std::vector<std::uint64_t>{2, 5});
  CHECK(seen.ids == Strings{"42403", "7"});
  CHECK(seen.dates == Strings{"2025-12-31 18:00:00", ""});
  CHECK(seen.facts[0].at(FactKind::due) == 20454);  // 2026-01-01
  CHECK(seen.told.empty());
  const auto old = read_bytes(workbook_of({{"Tasks", rows, false, ""}}, true), "a.xlsx");
  CHECK(old.facts[0].at(FactKind::due) == 20454 + 1462);
}

TEST_CASE("rows of a workbook that end early are whole; wider ones are told") {
  const auto seen = read_bytes(
      workbook_of({{"Tasks", sheet_rows({{"Name", "Owner", "Status", "Priority"}, {"a b"}, {"c", "d", "", "", "e"}})}}),
      "a.xlsx");
  CHECK(seen.texts == Strings{"a b", "c"});
  CHECK(seen.told == Strings{"1 row with fewer or more cells than the header: read with the missing ones empty, the "
                             "surplus kept"});
}

TEST_CASE("a hidden sheet is not read, and told by name") {
  const auto seen = read_bytes(workbook_of({{"Shown", sheet_rows({{"Task", "Owner"}, {"a", "b"}})},
                                            {"Old", sheet_rows({{"Task", "Owner"}, {"c", "d"}}), true}}),
                               "a.xlsx");
  CHECK(seen.texts == Strings{"a"});
  CHECK(seen.told == Strings{"the hidden sheet \"Old\" was not read"});
}

TEST_CASE("a column that one of several sheets has may be named") {
  Options options;
  options.declared = "Desk";
  const auto book = workbook_of(
      {{"One", sheet_rows({{"Task", "Owner"}, {"a", "b"}})}, {"Two", sheet_rows({{"Task", "Desk"}, {"c", "north"}})}});
  const auto seen = read_bytes(book, "a.xlsx", options);
  CHECK(seen.declared == Strings{"", "north"});
  options.declared = "Deskk";
  CHECK(read_bytes(book, "a.xlsx", options).problem ==
        "a.xlsx: no column named \"Deskk\" (--declared): did you mean \"Desk\"?\n  Columns: Task, Desk.");
}

TEST_CASE("a board: groups, repeated headers, subitems under columns of their own, updates of a second sheet") {
  const Strings header = {"Name", "Subitems", "Person", "Status", "Item ID", "Sum"};
  const auto book =
      workbook_of({{"board", sheet_rows({{"Ovens"},
                                         {},
                                         {"To offer"},
                                         header,
                                         {"Quote the school", "Measure, Send", "Noor", "Done", "11"},
                                         {"Subitems", "Name", "Owner", "Status", "Item ID"},
                                         {"", "Measure the kitchen", "Ana", "Done", "21"},
                                         {"", "Send the sheet", "", "Open", "22"},
                                         {"Only a name"},
                                         {"", "", "", "", "", "9"},
                                         {},
                                         {"Printing"},
                                         header,
                                         {"Poster", "", "Bo", "Stuck", "12"}})},
                   {"updates", sheet_rows({{"Item ID", "Item Name", "User", "Created At", "Update Content"},
                                           {"11", "Quote the school", "Noor", "May 2, 2026", "They want two"},
                                           {"11", "Quote the school", "Noor", "May 3, 2026", "Now three"},
                                           {"99", "Gone", "Bo", "May 4, 2026", "Of an item that is not there"}})}});
  const auto seen = read_bytes(book, "board.xlsx");
  CHECK(seen.layout.tool == "monday.com");
  REQUIRE(seen.texts.size() == 6);
  CHECK(seen.texts == Strings{"Quote the school / They want two\nNow three", "Measure the kitchen", "Send the sheet",
                              "Only a name", "Poster", "Gone / Of an item that is not there"});
  CHECK(Strings(seen.declared.begin(), seen.declared.begin() + 5) ==
        Strings{"To offer", "To offer", "To offer", "To offer", "Printing"});
  CHECK(Strings(seen.owners.begin(), seen.owners.begin() + 5) == Strings{"Noor", "Ana", "", "", "Bo"});
  CHECK(Strings(seen.ids.begin(), seen.ids.begin() + 5) == Strings{"11", "21", "22", "", "12"});
  CHECK(seen.lost == 0);
  CHECK(std::find(seen.layout.notes.begin(), seen.layout.notes.end(), "2 updates read with their items") !=
        seen.layout.notes.end());
}

TEST_CASE("keys that first turn up after thousands of records are read") {
  std::string lines;
  for (int i = 0; i < 12000; ++i) lines += "{\"id\":" + std::to_string(i) + ",\"title\":\"call the lead\"}\n";
  REQUIRE(lines.size() > (std::size_t{1} << 18U));
  lines +=
      "{\"id\":-1,\"title\":\"late\",\"Notes\":\"more of it\",\"team\":\"Studio\",\"assignee\":\"Ana\","
      "\"attendees\":40,\"other\":\"no\"}\n";
  lines += "{\"id\":-2,\"subject\":\"a title of another name\"}\n";
  for (const std::size_t size : {std::size_t{1} << 18U, std::size_t{1000}}) {
    const auto seen = read_bytes(lines, "a.ndjson", with_blocks_of(size));
    REQUIRE(seen.texts.size() == 12002);
    CHECK(seen.texts[12000] == "late / more of it");
    CHECK(seen.declared[12000] == "Studio");
    CHECK(seen.owners[12000] == "Ana");
    CHECK(seen.facts[12000].at(FactKind::attendees) == 40);
    CHECK(seen.texts[12001] == "a title of another name");
    CHECK(seen.declared[0].empty());
  }
  CHECK(read_bytes(lines, "a.ndjson").layout.columns == Strings{"id", "title"});
}

TEST_CASE("records of several kinds in one table: each gives its own text") {
  const auto seen = read_bytes(
      "Record ID,Call Title,Meeting name,Internal meeting notes,HubSpot team\n1,Ring Ana,,,North\n2,,Demo at the "
      "mill,,North\n3,,,Only notes,South\n",
      "a.csv");
  CHECK(seen.texts == Strings{"Ring Ana", "Demo at the mill", "Only notes"});
}

TEST_CASE("sections and notes of Todoist hold across blocks of any size") {
  const std::string csv =
      "TYPE,CONTENT,DESCRIPTION,PRIORITY,INDENT,AUTHOR,RESPONSIBLE,DATE\n"
      "task,No section yet,,1,1,Ana (11),,\nsection,Deals,,,,,,\ntask,Send the offer @sales @paper by 5 @ "
      "noon,,4,1,Ana "
      "(11),Bo (12),\nnote,He prefers paper,,,,Ana (11),,\nnote,Really,,,,Ana (11),,\n,,,,,,,\ntask,Ring "
      "him,,1,1,Ana (11),,\nsection,Content,,,,,,\ntask,Pick the best,,1,2,Ana (11),,\n";
  const auto whole = read_bytes(csv, "a.csv");
  CHECK(whole.texts == Strings{"No section yet", "Send the offer by 5 @ noon / He prefers paper / Really", "Ring him",
                               "Pick the best"});
  CHECK(whole.declared == Strings{"", "sales, paper", "Deals", "Content"});
  CHECK(whole.owners == Strings{"", "Bo", "", ""});
  for (std::size_t size = 1; size < 260; size += 3) {
    const auto seen = read_bytes(csv, "a.csv", with_blocks_of(size));
    CHECK(seen.texts == whole.texts);
    CHECK(seen.declared == whole.declared);
    CHECK(seen.rows == whole.rows);
    CHECK(sorted(seen.told) == sorted(whole.told));
  }
}

TEST_CASE("the recipients of a mailing are counted whatever the size of the blocks") {
  std::string csv = "Id,WhoId,WhatId,Subject,ActivityDate,OwnerId\n";
  const auto row = [&csv](const std::string& subject, const std::string& day) {
    csv += std::to_string(csv.size()) + ",a,b," + subject + "," + day + ",o1\n";
  };
  row("Ring Ana", "2026-01-02");
  for (int i = 0; i < 30; ++i) row("List Email: Spring", "2026-01-03");
  for (int i = 0; i < 3; ++i) row("Call", "2026-01-04");
  for (int i = 0; i < 2; ++i) row("List Email: Spring", "2026-01-05");
  for (const std::size_t size : {std::size_t{1}, std::size_t{100}, std::size_t{333}, std::size_t{1} << 18U}) {
    const auto seen = read_bytes(csv, "a.csv", with_blocks_of(size));
    REQUIRE(seen.texts.size() == 36);
    CHECK(!seen.facts[0].contains(FactKind::recipients));
    for (std::size_t i = 1; i <= 30; ++i) CHECK(seen.facts[i].at(FactKind::recipients) == 30);
    for (std::size_t i = 31; i <= 33; ++i) CHECK(!seen.facts[i].contains(FactKind::recipients));
    CHECK(seen.facts[35].at(FactKind::recipients) == 2);
  }
}

TEST_CASE("a column of names and the column of their number are not added up") {
  const auto seen = read_bytes(
      "Record ID,Call Title,Associated Contact IDs,Number of Associated Contacts\n1,a,91;92;93,3\n2,b,94,\n3,c,,12\n",
      "a.csv");
  CHECK(seen.facts[0].at(FactKind::recipients) == 3);
  CHECK(seen.facts[1].at(FactKind::recipients) == 1);
  CHECK(seen.facts[2].at(FactKind::recipients) == 12);
}

TEST_CASE("a checklist: tags, the page's own words, else the heading above, in blocks of any size") {
  const std::string page =
      "# Fair\n- [ ] Book the stand @ana\n## Press\n- [ ] **Ring** the paper #sales now 📅 2026-09-10\n- [x] Send it by "
      "#3 @bo due: 2026-09-11\n";
  for (std::size_t size = 1; size < 160; size += 5) {
    const auto seen = read_bytes(page, "a.md", with_blocks_of(size));
    CHECK(seen.texts == Strings{"Book the stand ", "Ring the paper now ", "Send it by #3 "});
    CHECK(seen.declared == Strings{"Fair", "sales", "Press"});
    CHECK(seen.owners == Strings{"ana", "", "bo"});
  }
  const auto named = read_bytes("# Fair\n\nTeam: Studio\nAssignee: Ana Prado\n\n## Press\n- [ ] Ring\n", "a.md");
  CHECK(named.declared == Strings{"Studio"});
  CHECK(named.owners == Strings{"Ana Prado"});
}

TEST_CASE("Notion: the first column is the title, whatever its name") {
  const std::string table = "Project Name,Assignee,Notes\nRenew the shop,Bo,Two years\n";
  CHECK(read_bytes(table, "Plan 0123456789abcdef0123456789abcdef_all.csv").texts ==
        Strings{"Renew the shop / Two years"});
  CHECK(read_bytes(table, "plan.csv").layout.tool.empty());
}

TEST_CASE("Asana: the team among the custom fields, else the section") {
  const std::string start = R"({"data":[{"gid":"1","name":"a","notes":"","memberships":[{"project":{"name":"P"},)"
                            R"("section":{"name":"Deals"}}],"custom_fields":[{"name":"Points","display_value":"3"})";
  CHECK(read_bytes(start + R"(,{"name":"Team","display_value":"Studio"}]}]})", "a.json").declared == Strings{"Studio"});
  CHECK(read_bytes(start + "]}]}", "a.json").declared == Strings{"Deals"});
}

TEST_CASE("lists in brackets are read as their items") {
  const auto seen = read_bytes(
      "Task Name,Task Content,Assignees,Tags\nAsk Jo,x,\"[Ana Prado,Bo]\",\"[\"\"a b\"\",\"\"c\"\"]\"\nAsk,y,[],[]\n",
      "a.csv");
  CHECK(seen.owners == Strings{"Ana Prado, Bo", ""});
  CHECK(seen.declared == Strings{"a b, c", ""});
}

TEST_CASE("a pipe that pauses gives what it has, one that ends gives the rest") {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  const auto path = "/proc/self/fd/" + std::to_string(ends[0]);
  const auto put = [&](const std::string& text) {
    REQUIRE(::write(ends[1], text.data(), text.size()) == static_cast<ssize_t>(text.size()));
  };
  put("Task,Owner\nfirst,a\nsec");
  auto stream = Stream::open(path, {});
  ::close(ends[0]);
  REQUIRE(stream.has_value());
  Block block;
  Batch batch;
  REQUIRE(*stream->next(block));
  stream->parse(block, batch);
  REQUIRE(batch.activities.size() == 1);
  CHECK(batch.fields_of(batch.activities[0])[0].text == "first");
  std::thread later([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(60));
    put("ond,b\nthird,c");
    ::close(ends[1]);
  });
  const auto rest = read_all(*stream);
  later.join();
  CHECK(rest.texts == Strings{"second", "third"});
  CHECK(rest.numbers == std::vector<std::uint64_t>{2, 3});
}

TEST_CASE("a file that is removed while it is read is read to its end") {
  const auto path = std::filesystem::temp_directory_path() / ("worktell-gone-" + std::to_string(::getpid()) + ".csv");
  std::string text = "Task,Owner\n";
  for (int i = 0; i < 50000; ++i) text += "call the lead,ana\n";
  std::ofstream(path) << text;
  auto stream = Stream::open(path.string(), {});
  REQUIRE(stream.has_value());
  std::filesystem::remove(path);
  CHECK(read_all(*stream).texts.size() == 50000);
}

TEST_CASE("a file that is cut short while it is read gives what was left, and no more") {
  const auto path = std::filesystem::temp_directory_path() / ("worktell-cut-" + std::to_string(::getpid()) + ".csv");
  std::string text = "Task,Owner\n";
  for (int i = 0; i < 50000; ++i) text += "call the lead,ana\n";
  std::ofstream(path) << text;
  auto stream = Stream::open(path.string(), {});
  REQUIRE(stream.has_value());
  std::filesystem::resize_file(path, 1000);
  const auto seen = read_all(*stream);
  std::filesystem::remove(path);
  CHECK(seen.problem.empty());
  CHECK(seen.texts.size() < 50000);
  CHECK(seen.texts.size() > 1000 / 18);
  CHECK(seen.texts.back() == "call the lead");
}

TEST_CASE("an input that cannot be read on says so") {
  const auto stream = Stream::open("/proc/self/mem", {});
  REQUIRE(!stream.has_value());
  CHECK(render(stream.error()) ==
        "/proc/self/mem: cannot go on reading this input: Input/output error\n  Check that the file and its disk are "
        "still there, and run again.");
}
