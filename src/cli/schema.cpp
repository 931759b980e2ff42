#include "cli/commands.hpp"
#include "output/schema_text.hpp"

namespace worktell::cli {

namespace {

int run(Session& session) {
  session.print(embedded::verdict_schema_json);
  return session.output_status();
}

}  // namespace

const Command schema_command = {
    .name = "schema",
    .summary = "Prints the JSON schema of a verdict.",
    .arguments = "",
    .least = 0,
    .most = 0,
    .options = {},
    .details = "--format ndjson writes one such object a line, --format json an array of them.",
    .run = run,
};

}  // namespace worktell::cli
