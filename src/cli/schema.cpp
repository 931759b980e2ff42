#include <fmt/format.h>

#include "cli/commands.hpp"
#include "output/schema_text.hpp"

namespace worktell::cli {

namespace {

int run_schema(Session& session) {
  const auto& arguments = session.arguments();
  const std::string which = arguments.empty() ? "verdict" : arguments[0];
  if (which != "verdict" && which != "report") {
    Session::tell({.what = fmt::format("there is no schema of \"{}\"", which), .remedy = "Schemas: verdict, report"});
    return exit_error;
  }
  session.print(which == "report" ? embedded::report_schema_json : embedded::verdict_schema_json);
  return session.output_status();
}

}  // namespace

const Command schema_command = {
    .name = "schema",
    .summary = "Prints the JSON schema of a verdict or of a report.",
    .arguments = "[verdict|report]",
    .least = 0,
    .most = 1,
    .options = {},
    .details =
        "--format ndjson writes one verdict a line, --format json an array of them; report --format json writes "
        "one report.",
    .run = run_schema,
};

}  // namespace worktell::cli
