#include <fmt/format.h>

#include <cstdlib>

#include "cli/commands.hpp"
#include "cli/rules_source.hpp"
#include "output/escape.hpp"
#include "output/look.hpp"
#include "rules/settings.hpp"

namespace worktell::cli {

namespace {

void append_texts(std::string& out, std::string_view heading, const std::vector<rules::Written>& texts) {
  if (texts.empty()) return;
  out += fmt::format("  {}\n", heading);
  for (const auto& text : texts) out += fmt::format("    {}\n", text.text);
}

std::string points_line(const rules::Rule& rule, rules::Points weight) {
  auto line = output::points_text(weight);
  const auto written = rules::to_points(rule.points);
  if (written != weight) line += fmt::format(" (refitted; the author's are {})", output::points_text(written));
  return line;
}

void append_flags(std::string& out, const rules::Rule& rule) {
  if (rule.keep) out += "  keep      longer matches of other rules do not silence it\n";
  if (rule.ordinary) out += "  ordinary  counts less where the text is from another field of work\n";
  if (rule.field_sign) out += "  field     a sign of another field of work\n";
}

void append_rule(std::string& out, const RulesSource& source, std::uint32_t number, const output::Look& look) {
  const auto& rule = source.pack.rules[number];
  const auto& compiled = source.compiled.rules[number];
  out += fmt::format("{}{}{}  {}\n", look.bold(), rule.id, look.plain(), rule.why);
  out += fmt::format("  poles     {}\n", poles_of(source.compiled, number, ", "));
  out += fmt::format("  points    {}\n", points_line(rule, compiled.weight));
  out += fmt::format("  place     {}\n", shown_place(source, rule.where));
  append_flags(out, rule);
  append_texts(out, "matches", rule.match);
  append_texts(out, "unless", rule.unless);
  append_texts(out, "examples that it must match", rule.yes);
  append_texts(out, "examples that it must not match", rule.no);
}

int run_rules_show(Session& session) {
  const auto source = read_rules(session);
  if (!source) return exit_error;
  const output::Look look(session.color());
  std::string out;
  int status = exit_done;
  for (const auto& id : session.arguments()) {
    const auto number = find_rule(*source, id);
    if (!number) {
      Session::tell(number.error());
      status = exit_error;
      continue;
    }
    if (!out.empty()) out += '\n';
    append_rule(out, *source, *number, look);
  }
  session.print(out);
  return status == exit_done ? session.output_status() : status;
}

}  // namespace

const Command rules_show_command = {
    .name = "rules show",
    .summary = "Shows whole rules: patterns, points, examples, and where they are written.",
    .arguments = "ID...",
    .least = 1,
    .most = any_number,
    .options = {pack_options},
    .details = "The ids are those of `worktell rules list` and of the evidence that `worktell explain` shows.",
    .run = run_rules_show,
};

}  // namespace worktell::cli
