#include "cli/rules_source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <memory>

#include "cli/tell.hpp"
#include "score/labeller.hpp"

namespace worktell::cli {

namespace {

void read_files(const Session& session, RulesSource& source, std::vector<Problem>& problems) {
  source.files = rules::built_in_pack_files();
  source.built_in = source.files.size();
  rules::load_pack(source.files, source.pack, problems);
  for (const auto& folder : session.settings().list("rules")) {
    const auto files = rules::read_pack_folder(folder);
    if (!files) {
      problems.push_back(files.error());
      continue;
    }
    rules::load_pack(*files, source.pack, problems);
    source.files.insert(source.files.end(), files->begin(), files->end());
  }
}

}  // namespace

bool RulesSource::is_added(const Place& where) const {
  return std::any_of(files.begin() + static_cast<std::ptrdiff_t>(built_in), files.end(),
                     [&](const rules::PackFile& file) { return file.name == where.file; });
}

std::optional<RulesSource> read_rules(const Session& session) {
  std::optional<RulesSource> source(std::in_place);
  std::vector<Problem> problems;
  read_files(session, *source, problems);
  if (problems.empty()) source->compiled = rules::compile_pack(source->pack, problems);
  if (problems.empty()) return source;
  for (const auto& problem : problems) Session::tell(problem);
  Session::note(fmt::format("{} in the rules", counted(problems.size(), "problem", "problems")));
  return std::nullopt;
}

rules::Judge judge_of(const rules::CompiledPack& pack) {
  const auto labeller = std::make_shared<score::Labeller>(pack);
  return [labeller](std::string_view text) {
    const auto& verdict = labeller->label(text);
    rules::Judgement judgement{.shares = {}, .first = verdict.first, .second = verdict.second};
    for (const auto& evidence : verdict.evidence)
      judgement.shares.push_back({evidence.rule, evidence.pole, evidence.points});
    return judgement;
  };
}

std::string shown_place(const RulesSource& source, const Place& where) {
  return to_string(where) + (source.is_added(where) ? "" : " (built in)");
}

std::string poles_of(const rules::CompiledPack& pack, std::size_t rule, std::string_view between) {
  const auto& row = pack.rules[rule];
  std::string text;
  for (std::size_t p = 0; p < row.pole_count; ++p) {
    if (p > 0) text += between;
    text += pack.pole_name(row.poles[p]);
  }
  return text;
}

namespace {

// "a", "b" and 12 more: the ids that hold what was typed.
std::string ids_with(const std::string& typed, const std::vector<std::string_view>& ids) {
  constexpr std::size_t shown = 5;
  std::vector<std::string_view> holding;
  std::copy_if(ids.begin(), ids.end(), std::back_inserter(holding),
               [&](std::string_view id) { return id.find(typed) != std::string_view::npos; });
  if (typed.size() < 3 || holding.empty()) return {};
  const auto more = holding.size() > shown ? fmt::format(" and {} more", holding.size() - shown) : std::string();
  holding.resize(std::min(shown, holding.size()));
  return fmt::format("ids that hold it: {}{}", fmt::join(holding, ", "), more);
}

}  // namespace

Result<std::uint32_t> find_rule(const RulesSource& source, const std::string& id) {
  std::vector<std::string_view> ids;
  for (const auto& rule : source.pack.rules) ids.emplace_back(rule.id);
  const auto found = std::find(ids.begin(), ids.end(), id);
  if (found != ids.end()) return static_cast<std::uint32_t>(found - ids.begin());
  const auto near = nearest(id, ids);
  return fail({.what = fmt::format("there is no rule \"{}\"", id),
               .why = near.empty() ? ids_with(id, ids) : fmt::format("did you mean \"{}\"?", near),
               .remedy = "worktell rules list shows all of them."});
}

}  // namespace worktell::cli
