#include "cli/diff_tell.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "output/escape.hpp"
#include "output/item.hpp"

namespace worktell::cli {

namespace {

using output::points_text;

char sign_of(const RuleChange& change) {
  return !change.was ? '+' : !change.is ? '-' : '~';
}

// "+id 1.20", "-id 0.80", "~id 1.20>0.90"
std::string short_change(const RuleChange& change) {
  if (!change.was) return fmt::format("+{} {}", change.id, points_text(change.after));
  if (!change.is) return fmt::format("-{} {}", change.id, points_text(change.before));
  return fmt::format("~{} {}>{}", change.id, points_text(change.before), points_text(change.after));
}

std::string points_json(bool given, score::Points points) {
  return given ? fmt::format("{:.2f}", points / 100.0) : "null";
}

void append_change_json(const RuleChange& change, std::string& out) {
  out += R"({"rule":)";
  output::append_json(out, change.id);
  out += fmt::format(R"(,"change":"{}","old":{},"new":{},"why":)",
                     !change.was  ? "appeared"
                     : !change.is ? "vanished"
                                  : "changed",
                     points_json(change.was, change.before), points_json(change.is, change.after));
  output::append_json(out, change.why);
  out += '}';
}

void append_label_json(std::string_view key, std::string_view label, const score::Verdict& verdict, std::string& out) {
  out += fmt::format(R"(,"{}":{{"label":)", key);
  output::append_json(out, label);
  out += fmt::format(R"(,"confidence":{:.3f},"margin":{:.2f}}})", verdict.confidence / 1000.0, verdict.margin / 100.0);
}

std::string points_shown(const RuleChange& change) {
  if (!change.was) return points_text(change.after);
  if (!change.is) return points_text(change.before);
  return fmt::format("{} -> {}", points_text(change.before), points_text(change.after));
}

}  // namespace

RuleChange& DiffTeller::entry(std::string_view id, std::string_view why) {
  const auto found =
      std::find_if(changes_.begin(), changes_.end(), [&](const RuleChange& change) { return change.id == id; });
  if (found != changes_.end()) return *found;
  return changes_.emplace_back(RuleChange{id, why, false, false, 0, 0});
}

const std::vector<RuleChange>& DiffTeller::changes(const Moved& moved) {
  changes_.clear();
  for (const auto& e : moved.before.evidence) {
    auto& change = entry(before_.rule_id(e.rule), before_.rule_why(e.rule));
    change.was = true, change.before += e.points;
  }
  for (const auto& e : moved.after.evidence) {
    auto& change = entry(after_.rule_id(e.rule), after_.rule_why(e.rule));
    change.is = true, change.after += e.points;
  }
  std::erase_if(changes_, [](const RuleChange& c) { return c.was == c.is && c.before == c.after; });
  std::sort(changes_.begin(), changes_.end(), [](const RuleChange& a, const RuleChange& b) {
    const auto size = [](const RuleChange& c) { return std::abs(c.after - c.before); };
    return size(a) != size(b) ? size(a) > size(b) : a.id < b.id;
  });
  return changes_;
}

std::string_view DiffTeller::old_label(const Moved& moved) const {
  return before_.label_name(static_cast<std::size_t>(moved.before.label));
}
std::string_view DiffTeller::new_label(const Moved& moved) const {
  return after_.label_name(static_cast<std::size_t>(moved.after.label));
}
std::string_view DiffTeller::text_of(const Moved& moved) {
  return output::whole_text({moved.file, moved.batch, moved.activity, moved.after}, scratch_);
}

void DiffTeller::append(const Moved& moved, std::string& out) {
  if (format_ == "tsv") return append_tsv(moved, out);
  if (format_ == "ndjson") return append_ndjson(moved, out);
  append_text(moved, out);
}

void DiffTeller::append_text(const Moved& moved, std::string& out) {
  output::append_shown(out, moved.file);
  out += fmt::format(":{}: {}{}{} -> {}{}{}  ", moved.activity.line, look_.label(moved.before.label), old_label(moved),
                     look_.plain(), look_.label(moved.after.label), new_label(moved), look_.plain());
  output::append_shown(out, text_of(moved));
  out += '\n';
  if (changes(moved).empty()) out += "  no rule gives other points: the settings of the packs differ\n";
  for (const auto& change : changes_) {
    out += fmt::format("  {} {}  {}  {}", sign_of(change), change.id, points_shown(change), look_.faint());
    output::append_shown(out, change.why);
    out.append(look_.plain()).append("\n");
  }
}

void DiffTeller::append_tsv(const Moved& moved, std::string& out) {
  output::append_tsv(out, moved.file);
  out += fmt::format("\t{}\t{}\t{}\t", moved.activity.line, old_label(moved), new_label(moved));
  std::string_view separator;
  for (const auto& change : changes(moved)) {
    out.append(separator).append(short_change(change));
    separator = "; ";
  }
  out += '\t';
  output::append_tsv(out, text_of(moved));
  out += '\n';
}

void DiffTeller::append_ndjson(const Moved& moved, std::string& out) {
  out += R"({"version":1,"file":)";
  output::append_json(out, moved.file);
  out +=
      fmt::format(R"(,"record":{},"row":{},"line":{})", moved.activity.record, moved.activity.row, moved.activity.line);
  append_label_json("old", old_label(moved), moved.before, out);
  append_label_json("new", new_label(moved), moved.after, out);
  out += R"(,"rules":[)";
  std::string_view separator;
  for (const auto& change : changes(moved)) {
    out += separator;
    append_change_json(change, out);
    separator = ",";
  }
  out += R"(],"text":)";
  output::append_json(out, text_of(moved));
  out += "}\n";
}

}  // namespace worktell::cli
