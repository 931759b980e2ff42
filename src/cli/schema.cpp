#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "cli/commands.hpp"
#include "output/schema_text.hpp"

namespace worktell::cli {

namespace {

struct SchemaRow {
  std::string_view name;
  std::string_view text;
};

constexpr SchemaRow schemas[] = {
    {"verdict", embedded::verdict_schema_json},
    {"check", embedded::check_schema_json},
    {"report", embedded::report_schema_json},
};

int run_schema(Session& session) {
  const auto& arguments = session.arguments();
  const std::string which = arguments.empty() ? "verdict" : arguments[0];
  const auto found =
      std::find_if(std::begin(schemas), std::end(schemas), [&](const SchemaRow& row) { return row.name == which; });
  if (found == std::end(schemas)) {
    Session::tell(
        {.what = fmt::format("there is no schema of \"{}\"", which), .remedy = "Schemas: verdict, check, report"});
    return exit_error;
  }
  session.print(found->text);
  return session.output_status();
}

}  // namespace

const Command schema_command = {
    .name = "schema",
    .summary = "Prints the JSON schema of a verdict, of a check or of a report.",
    .arguments = "[verdict|check|report]",
    .least = 0,
    .most = 1,
    .options = {},
    .details =
        "--format ndjson writes one verdict a line, --format json an array of them; check --format json writes one "
        "check, its ndjson the activities of it; report --format json writes one report.",
    .run = run_schema,
};

}  // namespace worktell::cli
