#include "cli/parse.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>

namespace worktell::cli {

namespace {

const OptionRow* row_of_word(const std::vector<const OptionRow*>& rows, std::string_view word) {
  const auto fits = [word](const OptionRow* row) {
    return word.starts_with("--") ? row->name == word.substr(2)
                                  : word.size() == 2 && row->letter != 0 && row->letter == word[1];
  };
  const auto found = std::find_if(rows.begin(), rows.end(), fits);
  return found == rows.end() ? nullptr : *found;
}

std::vector<const OptionRow*> all_rows() {
  std::vector<const OptionRow*> rows;
  for (const auto* command : commands())
    for (const auto* row : rows_of(*command)) rows.push_back(row);
  return rows;
}

/// The first word that is neither an option nor an option's value.
std::size_t first_bare_word(const std::vector<std::string>& words) {
  const auto rows = all_rows();
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto& word = words[i];
    if (word == "--") return words.size();
    if (word.size() < 2 || word[0] != '-') return i;
    const auto* row = row_of_word(rows, word);
    if (row != nullptr && row->kind != ValueKind::flag) ++i;
  }
  return words.size();
}

bool is_group(std::string_view word) {
  const auto begins = [word](const Command* c) {
    return c->name.starts_with(word) && c->name.substr(word.size()).starts_with(" ");
  };
  return std::any_of(commands().begin(), commands().end(), begins);
}

std::string members_of(std::string_view group) {
  std::string list;
  for (const auto* command : commands())
    if (command->name.starts_with(std::string(group) + " "))
      list += (list.empty() ? "" : ", ") + std::string(command->name.substr(group.size() + 1));
  return list;
}

Problem unknown_member(const std::string& group, const std::string& typed) {
  std::vector<std::string> names;
  for (const auto* command : commands())
    if (command->name.starts_with(group + " ")) names.emplace_back(command->name.substr(group.size() + 1));
  const auto near = nearest(typed, names);
  Problem problem{.what = typed.empty() ? fmt::format("\"{}\" wants to know what to do", group)
                                        : fmt::format("unknown command \"{} {}\"", group, typed)};
  if (!typed.empty() && !near.empty()) problem.why = fmt::format("did you mean \"{} {}\"?", group, near);
  problem.remedy = fmt::format("Commands: {}. Try: worktell help {}", members_of(group), group);
  return problem;
}

/// Takes the command's words out of `words`.
Result<const Command*> take_command(std::vector<std::string>& words) {
  const auto at = first_bare_word(words);
  const auto* usual = find_command("");
  if (at == words.size()) return usual;
  const std::string first = words[at];
  const auto place = words.begin() + static_cast<std::ptrdiff_t>(at);
  if (is_group(first)) {
    const bool more = at + 1 < words.size() && !words[at + 1].starts_with("-");
    const auto second = more ? words[at + 1] : std::string();
    const auto* member = find_command(first + " " + second);
    const bool help = at + 1 < words.size() && (words[at + 1] == "--help" || words[at + 1] == "-h");
    if (member == nullptr && (help || second == "help")) {
      words = {first};
      return find_command("help");
    }
    if (member == nullptr) return fail(unknown_member(first, second));
    words.erase(place, place + 2);
    return member;
  }
  const auto* command = first.empty() ? nullptr : find_command(first);
  if (command == nullptr) return usual;
  words.erase(place);
  return command;
}

void add_flag(CLI::App& app, const std::string& names, const std::string& name, Typed& typed) {
  auto store = [&typed, name](std::int64_t sum) { typed[name] = {sum > 0 ? "true" : "false"}; };
  app.add_flag_function(names + ",!--no-" + name, store);
}

void add_row(CLI::App& app, const OptionRow& row, Typed& typed) {
  const auto names = row.letter != 0 ? fmt::format("-{},--{}", row.letter, row.name) : fmt::format("--{}", row.name);
  const std::string name(row.name);
  if (row.kind == ValueKind::flag) return add_flag(app, names, name, typed);
  auto store = [&typed, name](const CLI::results_t& results) {
    typed[name] = results;
    return true;
  };
  auto* option = app.add_option(names, CLI::callback_t(store));
  option->expected(1)->allow_extra_args(false)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

std::string help_of(const Command& command) {
  return command.name.empty() ? "Try: worktell --help" : fmt::format("Try: worktell {} --help", command.name);
}

/// Which other commands have this option.
std::string owners_of(std::string_view option) {
  std::string list;
  for (const auto* command : commands())
    for (const auto* row : rows_of(*command))
      if (row->name == option)
        list += (list.empty() ? "" : ", ") +
                (command->name.empty() ? "worktell FILE" : fmt::format("worktell {}", command->name));
  return list;
}

Problem unknown_option(const Command& command, const std::string& word) {
  const auto typed = word.substr(0, word.find('='));
  std::vector<std::string> names;
  for (const auto* row : rows_of(command)) names.push_back("--" + std::string(row->name));
  const auto near = nearest(typed, names);
  Problem problem{.what = fmt::format("unknown option \"{}\"", typed), .remedy = help_of(command)};
  if (const auto owners = owners_of(typed.starts_with("--") ? typed.substr(2) : typed); !owners.empty())
    problem.why = "it belongs to " + owners;
  else if (typed.starts_with("--") && !near.empty())
    problem.why = fmt::format("did you mean \"{}\"?", near);
  return problem;
}

Problem missing_value(const Command& command, const std::string& word) {
  const auto* row = row_of_word(rows_of(command), word);
  const std::string value(row == nullptr ? "value" : row->value);
  return {.what = fmt::format("option \"{}\" wants a value", word),
          .why = row == nullptr ? "" : fmt::format("{} {}: {}", word, value, row->summary),
          .remedy = help_of(command)};
}

/// CLI11's own words for what is left: a flag that got a value.
Problem other_error(const Command& command, const CLI::ParseError& error) {
  return {.what = fmt::format("cannot read the command line: {}", error.what()), .remedy = help_of(command)};
}

Result<bool> read_words(CLI::App& app, const Command& command, std::vector<std::string> words) {
  const std::string last = words.empty() ? "" : words.back();
  std::reverse(words.begin(), words.end());
  try {
    app.parse(std::move(words));
  } catch (const CLI::ArgumentMismatch& error) {
    if (!last.starts_with("-")) return fail(other_error(command, error));
    return fail(missing_value(command, last));
  } catch (const CLI::ParseError& error) {
    return fail(other_error(command, error));
  }
  return true;
}

Result<bool> check_count(const Command& command, const std::vector<std::string>& arguments) {
  const std::string name(command.name);
  if (arguments.size() < command.least)
    return fail({.what = fmt::format("\"{}\" wants more: worktell {} {}", name, name, command.arguments),
                 .remedy = help_of(command)});
  if (arguments.size() > command.most)
    return fail({.what = fmt::format("\"{}\" has no use for \"{}\"", name, arguments[command.most]),
                 .why = fmt::format("its usage is worktell {} {}", name, command.arguments),
                 .remedy = help_of(command)});
  return true;
}

bool wants_answer(const Typed& typed) {
  return typed.contains("help") || typed.contains("version");
}

/// Words that look like options but are none of the command's: everything before "--" that begins with a dash.
Result<bool> check_extras(const CLI::App& app, const Command& command) {
  for (const auto& word : app.remaining())
    if (word.size() > 1 && word[0] == '-' && word != "--") return fail(unknown_option(command, word));
  return true;
}

}  // namespace

std::vector<const OptionRow*> rows_of(const Command& command) {
  std::vector<const OptionRow*> rows;
  const auto add = [&rows](OptionTable table) {
    for (const auto& row : table()) rows.push_back(&row);
  };
  for (const auto table : command.options)
    if (table != nullptr) add(table);
  add(common_options);
  return rows;
}

Result<Parsed> parse_words(std::vector<std::string> words) {
  const auto command = take_command(words);
  if (!command) return fail(command.error());
  Parsed parsed{.command = *command, .typed = {}, .arguments = {}};
  CLI::App app;
  app.set_help_flag("");
  app.allow_extras();
  for (const auto* row : rows_of(**command)) add_row(app, *row, parsed.typed);
  app.add_option("arguments", parsed.arguments)->expected(0, CLI::detail::expected_max_vector_size);
  if (auto read = read_words(app, **command, std::move(words)); !read) return fail(read.error());
  if (auto known = check_extras(app, **command); !known) return fail(known.error());
  if (wants_answer(parsed.typed)) return parsed;
  if (auto count = check_count(**command, parsed.arguments); !count) return fail(count.error());
  return parsed;
}

Problem explain_argument(const std::string& word, const std::string& command) {
  std::vector<std::string> names;
  for (const auto* row : commands())
    if (!row->name.empty()) names.emplace_back(row->name.substr(0, row->name.find(' ')));
  if (word.find_first_of(" \t\n") != std::string::npos)
    return {.what = fmt::format("\"{}\" is no file, but it looks like text", word),
            .remedy = fmt::format("To label a text: echo \"{}\" | worktell\n  To see why: worktell explain \"{}\"",
                                  word, word)};
  const auto near = command.empty() ? nearest(word, names) : std::string_view();
  if (near.empty() || edit_distance(word, near) > 2) return {};
  return {.what = fmt::format("there is neither a file nor a command \"{}\"", word),
          .why = fmt::format("did you mean \"worktell {}\"?", near),
          .remedy = "Try: worktell help"};
}

}  // namespace worktell::cli
