#include <fmt/format.h>

#include <algorithm>

#include "cli/commands.hpp"
#include "cli/rules_source.hpp"
#include "output/escape.hpp"
#include "output/look.hpp"

namespace worktell::cli {

namespace {

std::string tsv_rows(const rules::CompiledPack& pack) {
  std::string out;
  for (std::size_t r = 0; r < pack.rules.size(); ++r) {
    out +=
        fmt::format("{}\t{}\t{}\t", pack.rule_id(r), poles_of(pack, r, "+"), output::points_text(pack.rules[r].weight));
    output::append_tsv(out, pack.rule_why(r));
    out += '\n';
  }
  return out;
}

std::string table_rows(const rules::CompiledPack& pack, std::size_t width, const output::Look& look) {
  std::size_t ids = 0;
  std::size_t poles = 0;
  for (std::size_t r = 0; r < pack.rules.size(); ++r) {
    ids = std::max(ids, pack.rule_id(r).size());
    poles = std::max(poles, poles_of(pack, r, "+").size());
  }
  const auto before = ids + poles + 12;  // two blanks between columns, eight cells of points
  std::string out;
  for (std::size_t r = 0; r < pack.rules.size(); ++r) {
    out += fmt::format("{}{:<{}}{}  {}{:<{}}{}  {:>6}  ", look.bold(), pack.rule_id(r), ids, look.plain(),
                       look.pole(pack.rules[r].poles[0]), poles_of(pack, r, "+"), poles, look.plain(),
                       output::points_text(pack.rules[r].weight));
    output::append_fitted(out, pack.rule_why(r), width > before + 20 ? width - before : 20);
    out += '\n';
  }
  return out;
}

int run_rules_list(Session& session) {
  const auto* pack = session.pack();
  if (pack == nullptr) return exit_error;
  const output::Look look(session.color());
  session.print(Session::terminal_output() ? table_rows(*pack, Session::width(), look) : tsv_rows(*pack));
  return session.output_status();
}

}  // namespace

const Command rules_list_command = {
    .name = "rules list",
    .summary = "Lists the rules, one a line: id, poles, points, reason.",
    .arguments = "",
    .least = 0,
    .most = 0,
    .options = {pack_options},
    .details =
        "On a terminal it is a table, on a pipe tab-separated values.\n"
        "\n"
        "  worktell rules list | grep -w many",
    .run = run_rules_list,
};

}  // namespace worktell::cli
