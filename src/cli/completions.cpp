#include <fmt/format.h>

#include <set>

#include "cli/commands.hpp"
#include "cli/parse.hpp"

namespace worktell::cli {

namespace {

/// For single quotes of a shell; in fish a backslash counts too.
std::string shell_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) c == '\'' ? out += "'\\''" : out += c;
  return out + "'";
}

std::string words_of(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, " "));
}

/// The first words of all commands, each once.
std::vector<std::string> first_words() {
  std::vector<std::string> words;
  std::set<std::string> seen;
  for (const auto* command : commands()) {
    const auto word = std::string(command->name.substr(0, command->name.find(' ')));
    if (!word.empty() && seen.insert(word).second) words.push_back(word);
  }
  return words;
}

std::vector<std::string> second_words(std::string_view first) {
  std::vector<std::string> words;
  for (const auto* command : commands())
    if (command->name.starts_with(std::string(first) + " ")) words.emplace_back(command->name.substr(first.size() + 1));
  return words;
}

std::vector<std::string> flags_of(const Command& command) {
  std::vector<std::string> flags;
  for (const auto* row : rows_of(command)) flags.push_back(fmt::format("--{}", row->name));
  return flags;
}

// --- bash -----------------------------------------------------------------------------------------------------------

std::string bash_values() {
  std::string out;
  std::set<std::string> seen;
  for (const auto* command : commands())
    for (const auto* row : rows_of(*command)) {
      if (row->kind == ValueKind::flag || !seen.insert(std::string(row->name)).second) continue;
      const auto pattern =
          row->letter != 0 ? fmt::format("--{}|-{}", row->name, row->letter) : fmt::format("--{}", row->name);
      const bool path = row->kind == ValueKind::path || row->kind == ValueKind::paths;
      const auto reply = row->choices != nullptr ? fmt::format("COMPREPLY=($(compgen -W {} -- \"$word\"))",
                                                               shell_quoted(words_of(row->choices())))
                         : path                  ? std::string("COMPREPLY=($(compgen -f -- \"$word\"))")
                                                 : std::string("COMPREPLY=()");
      out += fmt::format("    {}) {}; return ;;\n", pattern, reply);
    }
  return out;
}

std::string bash_script() {
  std::string out = "# bash completion for worktell\n_worktell() {\n";
  out += "  local word=\"${COMP_WORDS[COMP_CWORD]}\" before=\"${COMP_WORDS[COMP_CWORD-1]}\" command=\"\" i\n";
  out += "  [ \"$before\" = \"=\" ] && before=\"${COMP_WORDS[COMP_CWORD-2]}\"\n  [ \"$word\" = \"=\" ] && word=\"\"\n";
  out += "  case \"$before\" in\n" + bash_values() + "  esac\n";
  out += "  for ((i = 1; i < COMP_CWORD; i++)); do\n    case \"${COMP_WORDS[i]}\" in\n      -*) ;;\n";
  out += "      *) command=\"${command:+$command }${COMP_WORDS[i]}\" ;;\n    esac\n  done\n";
  out += "  local flags=\"\" words=\"\"\n  case \"$command\" in\n";
  for (const auto& first : first_words())
    if (const auto second = second_words(first); !second.empty())
      out += fmt::format("    {}) words={} ;;\n", shell_quoted(first), shell_quoted(words_of(second)));
  for (const auto* command : commands())
    if (!command->name.empty())
      out += fmt::format("    {0}|{0}\\ *) flags={1} ;;\n",
                         fmt::format("{}", fmt::join(std::vector{shell_quoted(command->name)}, "")),
                         shell_quoted(words_of(flags_of(*command))));
  out += fmt::format("    '') words={}; flags={} ;;\n", shell_quoted(words_of(first_words())),
                     shell_quoted(words_of(flags_of(*find_command("")))));
  out += fmt::format("    *) flags={} ;;\n  esac\n", shell_quoted(words_of(flags_of(*find_command("")))));
  out += "  case \"$word\" in\n    -*) COMPREPLY=($(compgen -W \"$flags\" -- \"$word\")) ;;\n";
  out += "    *) COMPREPLY=($(compgen -W \"$words\" -- \"$word\") $(compgen -f -- \"$word\")) ;;\n  esac\n}\n";
  return out + "complete -o filenames -F _worktell worktell\n";
}

// --- zsh ------------------------------------------------------------------------------------------------------------

/// Inside a specification of _arguments brackets and colons count.
std::string zsh_escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::string zsh_option(const OptionRow& row) {
  const bool path = row.kind == ValueKind::path || row.kind == ValueKind::paths;
  const std::string action = row.choices != nullptr ? fmt::format("({})", words_of(row.choices()))
                             : path                 ? "_files"
                                                    : " ";
  const auto value =
      row.kind == ValueKind::flag ? std::string() : fmt::format(":{}:{}", zsh_escaped(row.value), action);
  const std::string many = is_repeatable(row.kind) ? "*" : "";
  return shell_quoted(
      fmt::format("{}--{}{}[{}]{}", many, row.name, value.empty() ? "" : "=", zsh_escaped(row.summary), value));
}

std::string zsh_arguments(const Command& command) {
  std::string out = "_arguments -S";
  for (const auto* row : rows_of(command)) out += fmt::format(" \\\n        {}", zsh_option(*row));
  return out + " \\\n        '*:file:_files'";
}

std::string zsh_script() {
  std::string out = "#compdef worktell\n_worktell() {\n  local -a words_of_worktell\n  words_of_worktell=(\n";
  for (const auto* command : commands())
    if (!command->name.empty() && command->name.find(' ') == std::string_view::npos)
      out += fmt::format("    {}\n", shell_quoted(fmt::format("{}:{}", command->name, zsh_escaped(command->summary))));
  for (const auto& first : first_words())
    if (!second_words(first).empty())
      out += fmt::format("    {}\n", shell_quoted(fmt::format("{}:{}", first, words_of(second_words(first)))));
  out += "  )\n  case \"${words[2]}\" in\n";
  for (const auto& first : first_words()) {
    const auto second = second_words(first);
    if (second.empty()) {
      out += fmt::format("    {}) shift words; (( CURRENT-- )); {} ;;\n", first, zsh_arguments(*find_command(first)));
      continue;
    }
    out += fmt::format(
        "    {})\n      if (( CURRENT == 3 )); then compadd {}; return; fi\n      case \"${{words[3]}}\" in\n", first,
        words_of(second));
    for (const auto& word : second)
      out += fmt::format("        {}) shift 2 words; (( CURRENT -= 2 )); {} ;;\n", word,
                         zsh_arguments(*find_command(first + " " + word)));
    out += "      esac ;;\n";
  }
  out +=
      fmt::format("    *)\n      (( CURRENT == 2 )) && _describe command words_of_worktell\n      {} ;;\n  esac\n}}\n",
                  zsh_arguments(*find_command("")));
  return out + "_worktell \"$@\"\n";
}

// --- fish -----------------------------------------------------------------------------------------------------------

std::string fish_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

std::string fish_option(const Command& command, const OptionRow& row) {
  const auto first = command.name.substr(0, command.name.find(' '));
  std::string condition = fmt::format("not __fish_seen_subcommand_from {}", words_of(first_words()));
  if (!first.empty()) condition = fmt::format("__fish_seen_subcommand_from {}", first);
  if (first != command.name)
    condition += fmt::format("; and __fish_seen_subcommand_from {}", command.name.substr(first.size() + 1));
  auto line = fmt::format("complete -c worktell -n {} -l {}", fish_quoted(condition), row.name);
  if (row.letter != 0) line += fmt::format(" -s {}", row.letter);
  if (row.choices != nullptr) line += fmt::format(" -x -a {}", fish_quoted(words_of(row.choices())));
  const bool path = row.kind == ValueKind::path || row.kind == ValueKind::paths;
  if (row.choices == nullptr && row.kind != ValueKind::flag) line += path ? " -r -F" : " -x";
  return line + fmt::format(" -d {}\n", fish_quoted(row.summary));
}

std::string fish_script() {
  std::string out = "# fish completion for worktell\n";
  const auto all = words_of(first_words());
  for (const auto& first : first_words()) {
    const auto* command = find_command(first);
    const auto second = second_words(first);
    out +=
        fmt::format("complete -c worktell -n {} -a {} -d {}\n", fish_quoted("not __fish_seen_subcommand_from " + all),
                    first, fish_quoted(command != nullptr ? command->summary : words_of(second)));
    for (const auto& word : second)
      out +=
          fmt::format("complete -c worktell -n {} -a {} -d {}\n", fish_quoted("__fish_seen_subcommand_from " + first),
                      word, fish_quoted(find_command(first + " " + word)->summary));
  }
  for (const auto* command : commands())
    for (const auto* row : rows_of(*command)) out += fish_option(*command, *row);
  return out;
}

int run_completions(Session& session) {
  const auto& shell = session.arguments()[0];
  std::string script;
  if (shell == "bash") script = bash_script();
  if (shell == "zsh") script = zsh_script();
  if (shell == "fish") script = fish_script();
  if (script.empty()) {
    Session::tell(
        {.what = fmt::format("there are no completions for \"{}\"", shell), .remedy = "Shells: bash, zsh, fish"});
    return exit_error;
  }
  session.print(script);
  return session.output_status();
}

}  // namespace

const Command completions_command = {
    .name = "completions",
    .summary = "Prints the completions for a shell.",
    .arguments = "bash|zsh|fish",
    .least = 1,
    .most = 1,
    .options = {},
    .details =
        "  bash:  worktell completions bash > ~/.local/share/bash-completion/completions/worktell\n"
        "  zsh:   worktell completions zsh > \"${fpath[1]}/_worktell\"\n"
        "  fish:  worktell completions fish > ~/.config/fish/completions/worktell.fish",
    .run = run_completions,
};

}  // namespace worktell::cli
