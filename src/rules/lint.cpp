#include "rules/lint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "rules/inflect.hpp"
#include "rules/pattern.hpp"
#include "text/analysis.hpp"

namespace worktell::rules {
namespace {

constexpr std::uint8_t least_special_pole = 254;  // "other" and the mixed label, as in score::PoleId

std::uint64_t characters(std::string_view text) {
  return static_cast<std::uint64_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// A problem at a string of the pack, underlined with its quotation marks.
Problem at(const Written& written, std::span<const PackFile> files, std::string what, std::string why,
           std::string remedy) {
  Problem problem{.where = written.where,
                  .what = std::move(what),
                  .why = std::move(why),
                  .remedy = std::move(remedy),
                  .line_text = source_line(files, written.where)};
  problem.caret_length = characters(written.text) + 2;
  const auto width = characters(problem.line_text) + 1;
  if (width > problem.where.column) problem.caret_length = std::min(problem.caret_length, width - problem.where.column);
  return problem;
}

/// A problem at a table or key of the pack.
Problem at(const Place& where, std::span<const PackFile> files, std::string what, std::string why, std::string remedy) {
  return {.where = where,
          .what = std::move(what),
          .why = std::move(why),
          .remedy = std::move(remedy),
          .line_text = source_line(files, where)};
}

bool fires(const Judgement& judgement, std::uint32_t rule) {
  return std::any_of(judgement.shares.begin(), judgement.shares.end(), [&](const auto& s) { return s.rule == rule; });
}

bool needs_facts(const Rule& rule) {
  return std::all_of(rule.match.begin(), rule.match.end(), [](const Written& w) { return w.text.starts_with('['); });
}

/// Which other rules fired, for the reader who wonders why his did not.
std::string fired_instead(const Pack& pack, const Judgement& judgement) {
  std::vector<std::string_view> ids;
  for (const auto& share : judgement.shares)
    if (std::find(ids.begin(), ids.end(), pack.rules[share.rule].id) == ids.end())
      ids.emplace_back(pack.rules[share.rule].id);
  return ids.empty() ? "no rule fires on it" : fmt::format("what fires is {}", fmt::join(ids, ", "));
}

Problem silent_example(const Pack& pack, const Rule& rule, const Written& yes, std::span<const PackFile> files,
                       const Judgement& judgement) {
  return at(yes, files, fmt::format("this `yes` example does not fire \"{}\"", rule.id), fired_instead(pack, judgement),
            "Mend a pattern or the example; `worktell explain` shows how the text is read. A longer match of another "
            "rule silences shorter ones unless they say keep = true.");
}

Problem firing_example(const Rule& rule, const Written& no, std::span<const PackFile> files) {
  return at(no, files, fmt::format("this `no` example fires \"{}\"", rule.id), "",
            "Narrow the pattern, or say in `unless` what keeps the rule silent.");
}

/// The examples of one rule, run once.
struct Trial {
  std::vector<Problem> silent;  ///< of `yes`
  std::vector<Problem> firing;  ///< of `no`
  std::vector<Judgement> yes;
};

Trial try_rule(const Pack& pack, std::uint32_t number, std::span<const PackFile> files, const Judge& judge) {
  const Rule& rule = pack.rules[number];
  Trial trial;
  for (const auto& yes : rule.yes) {
    if (needs_facts(rule)) break;
    trial.yes.push_back(judge(yes.text));
    if (!fires(trial.yes.back(), number))
      trial.silent.push_back(silent_example(pack, rule, yes, files, trial.yes.back()));
  }
  for (const auto& no : rule.no)
    if (fires(judge(no.text), number)) trial.firing.push_back(firing_example(rule, no, files));
  return trial;
}

void take(std::vector<Problem>& from, std::vector<Problem>& to) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

std::string without_spare_blanks(const std::string& pattern) {
  return fmt::format("{}", fmt::join(split_words(pattern), " "));
}

class Linter {
 public:
  Linter(const Pack& pack, const CompiledPack& compiled, std::span<const PackFile> files)
      : pack_(pack), compiled_(compiled), files_(files), inflector_(pack) {}

  LintReport run(const Judge& judge) {
    for (std::uint32_t i = 0; i < pack_.rules.size(); ++i) examples(i, judge);
    for (const auto& rule : pack_.rules) patterns(rule);
    lists();
    collisions();
    sort(report_.errors);
    sort(report_.suspicions);
    return std::move(report_);
  }

 private:
  static void sort(std::vector<Problem>& problems) {
    std::stable_sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) {
      return std::tie(a.where.file, a.where.line, a.where.column) <
             std::tie(b.where.file, b.where.line, b.where.column);
    });
  }

  void error(Problem problem) { report_.errors.push_back(std::move(problem)); }
  void suspicion(Problem problem) { report_.suspicions.push_back(std::move(problem)); }

  // --- examples

  void examples(std::uint32_t number, const Judge& judge) {
    const Rule& rule = pack_.rules[number];
    auto trial = try_rule(pack_, number, files_, judge);
    if (!needs_facts(rule) && trial.silent.size() == rule.yes.size()) {
      error(at(rule.where, files_, fmt::format("no `yes` example fires \"{}\"", rule.id),
               rule.yes.empty() ? "it has none" : "none of its own does",
               "Give it texts that it must match: yes = [\"...\"]; `worktell rules test` tells what they fire."));
    } else {
      take(trial.silent, report_.errors);
    }
    take(trial.firing, report_.errors);
    for (std::size_t i = 0; i < trial.yes.size(); ++i) outweighed(number, rule.yes[i], trial.yes[i]);
  }

  /// -1: all its poles are of the first side, +1: of the second, 0: of neither or both.
  [[nodiscard]] int side_of(std::uint32_t number) const {
    const auto& rule = compiled_.rules[number];
    int side = 0;
    for (std::size_t p = 0; p < rule.pole_count; ++p) {
      if (rule.poles[p] >= least_special_pole) return 0;
      const int of = rule.poles[p] % 2 == 0 ? -1 : 1;
      if (side != 0 && side != of) return 0;
      side = of;
    }
    return side;
  }

  void outweighed(std::uint32_t number, const Written& yes, const Judgement& judgement) {
    const int side = side_of(number);
    const Points own = side < 0 ? judgement.first : judgement.second;
    const Points opposite = side < 0 ? judgement.second : judgement.first;
    if (side == 0 || !fires(judgement, number) || opposite <= own) return;
    const Judgement::Share* most = nullptr;
    for (const auto& share : judgement.shares)
      if (share.pole < least_special_pole && (share.pole % 2 == 0) == (side > 0) &&
          (most == nullptr || share.points > most->points))
        most = &share;
    const auto strongest = most == nullptr ? "" : fmt::format(", most of them from \"{}\"", pack_.rules[most->rule].id);
    suspicion(at(yes, files_,
                 fmt::format("rules of the opposite side outweigh this example of \"{}\"", pack_.rules[number].id),
                 fmt::format("{:.2f} points against {:.2f}{}", opposite / 100.0, own / 100.0, strongest),
                 "Choose an example that shows the rule alone, or look at the points of both rules."));
  }

  // --- patterns

  void patterns(const Rule& rule) {
    for (const auto& written : rule.match) {
      twice(rule, written);
      silenced(rule, written);
      inspect(written);
    }
    for (const auto& written : rule.unless) inspect(written);
  }

  void twice(const Rule& rule, const Written& written) {
    const auto [found, fresh] = first_use_.try_emplace(without_spare_blanks(written.text), Use{&rule, &written});
    if (fresh) return;
    const auto& [other, place] = found->second;
    suspicion(at(written, files_,
                 other == &rule ? fmt::format("\"{}\" has this pattern twice", rule.id)
                                : fmt::format("\"{}\" and \"{}\" have the same pattern", other->id, rule.id),
                 fmt::format("the other is at {}", to_string(place->where)),
                 other == &rule ? "Delete one." : "Make it one rule with several poles, or narrow one of them."));
  }

  void silenced(const Rule& rule, const Written& written) {
    const auto same = std::find_if(rule.unless.begin(), rule.unless.end(), [&](const Written& unless) {
      return without_spare_blanks(unless.text) == without_spare_blanks(written.text);
    });
    if (same != rule.unless.end())
      error(at(written, files_, "this pattern can never match", "the same pattern stands in the rule's `unless`",
               "Delete one of the two."));
  }

  void inspect(const Written& written) {
    const auto tree = parse_pattern(written);
    if (!tree) return;  // the compiler has told
    for (const auto& element : tree->elements) inspect(written, element);
    for (const auto& role : tree->roles)
      for (const auto& atom : role.atoms) inspect(written, atom);
    if (tree->fact.low > tree->fact.high) never(written, "no number is within its bounds");
    if (!tree->fact.word.empty() && !is_one_word(tree->fact.word)) never(written, not_a_word(tree->fact.word));
  }

  void inspect(const Written& written, const Element& element) {
    for (const auto& alternative : element.group)
      for (const auto& inner : alternative) inspect(written, inner);
    if (element.group.empty() && element.gap == 0) inspect(written, element.atom);
  }

  void inspect(const Written& written, const Atom& atom) {
    switch (atom.kind) {
      case Atom::Kind::word:
        use_word(written, atom.text);
        [[fallthrough]];
      case Atom::Kind::exact:
      case Atom::Kind::prefix:
        if (!is_one_word(atom.text)) never(written, not_a_word(atom.text));
        return;
      case Atom::Kind::list:
        return use_list(written, atom.text);
      case Atom::Kind::quantity:
        if (!possible(atom)) never(written, "no quantity is within its bounds");
        return;
      default:
        return;
    }
  }

  void never(const Written& written, std::string why) {
    error(at(written, files_, "this pattern can never match, or a part of it never does", std::move(why),
             "Write it as the tokens of a text: lower case, and apart what signs set apart."));
  }

  static bool possible(const Atom& atom) {
    std::int64_t low = atom.low;
    std::int64_t high = atom.high;
    if (atom.quantity == text::QuantityKind::quarter)
      low = std::max<std::int64_t>(low, 1000), high = std::min<std::int64_t>(high, 4000);
    if (atom.quantity == text::QuantityKind::count) low = std::max<std::int64_t>(low, 0);
    return low <= high;
  }

  static std::string not_a_word(const std::string& word) {
    return fmt::format("\"{}\" never comes as one word of a text", word);
  }

  /// Would a text that holds `word` give it as one token that is a word?
  bool is_one_word(const std::string& word) {
    const bool upper = std::any_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    text::tokenize(compiled_.lexicon, word, tokens_);
    return !upper && tokens_.size() == 1 && tokens_[0].kind == text::TokenKind::word && tokens_[0].begin == 0 &&
           tokens_[0].end == word.size();
  }

  // --- lists

  void use_list(const Written& written, const std::string& name) {
    const auto list =
        std::find_if(pack_.lists.begin(), pack_.lists.end(), [&](const auto& l) { return l.name == name; });
    if (list == pack_.lists.end()) return;  // the compiler has told, or the nesting names nothing
    if (list->entries.empty()) never(written, fmt::format("the list \"{}\" is empty", name));
    if (!used_lists_.insert(name).second) return;
    for (const auto& entry : list->entries)
      if (entry.text.starts_with('@')) use_list(entry, entry.text.substr(1));
  }

  void lists() {
    for (const auto& list : pack_.lists) {
      if (used_lists_.count(list.name) == 0)
        suspicion(at(list.where, files_, fmt::format("no pattern uses the list \"{}\"", list.name), "",
                     "Delete it, or name it in a pattern."));
      for (const auto& entry : list.entries) entry_words(list, entry);
    }
  }

  void entry_words(const WordList& list, const Written& entry) {
    if (entry.text.starts_with('@')) return;
    std::string spaced = entry.text;
    std::replace(spaced.begin(), spaced.end(), '-', ' ');
    for (auto word : split_words(spaced)) {
      const bool exact = word.starts_with('=');
      if (exact) word.erase(0, 1);
      if (!is_one_word(word))
        return error(at(entry, files_, fmt::format("no text can match this entry of the list \"{}\"", list.name),
                        not_a_word(word),
                        "Write it as the tokens of a text: lower case, and apart what signs set apart."));
      if (!exact && split_words(spaced).size() == 1) use_word(entry, word);
    }
  }

  // --- forms

  void use_word(const Written& written, const std::string& word) {
    if (word.size() > 2 && !word.ends_with('s')) inflector_.know(word);
    words_.try_emplace(word, &written);
  }

  // A form that is the base of one word and a form of another ("meeting", "meet") is told once, at the later-named one.
  void collisions() {
    std::map<std::string, std::map<std::string, const Written*>> bases_of;
    for (const auto& [word, written] : words_) {
      const auto base = inflector_.base(word);
      for (const auto& inflected : inflector_.forms(base)) bases_of[inflected.form].try_emplace(base, written);
    }
    for (const auto& [form, bases] : bases_of)
      if (bases.size() > 1) collision(form, bases);
  }

  void collision(const std::string& form, const std::map<std::string, const Written*>& bases) {
    const auto own = bases.find(form);
    const auto& told = own == bases.end() ? *std::prev(bases.end()) : *own;
    const auto& other = bases.begin()->first == told.first ? *std::next(bases.begin()) : *bases.begin();
    suspicion(at(*told.second, files_,
                 fmt::format("the form \"{}\" stands for \"{}\" and for \"{}\"", form, told.first, other.first),
                 fmt::format("the other is used at {}", to_string(other.second->where)),
                 fmt::format("If only one is meant, write ={} or put it into the language's list \"own\".", form)));
  }

  struct Use {
    const Rule* rule;
    const Written* written;
  };

  const Pack& pack_;
  const CompiledPack& compiled_;
  std::span<const PackFile> files_;
  Inflector inflector_;
  LintReport report_;
  std::map<std::string, Use> first_use_;  ///< of each pattern
  std::map<std::string, const Written*> words_;
  std::set<std::string> used_lists_;
  std::vector<text::Token> tokens_;
};

}  // namespace

std::string source_line(std::span<const PackFile> files, const Place& where) {
  const auto file = std::find_if(files.rbegin(), files.rend(), [&](const PackFile& f) { return f.name == where.file; });
  if (file == files.rend() || where.line == 0) return {};
  std::string_view content = file->content;
  for (std::uint64_t line = 1; line < where.line; ++line) {
    const auto end = content.find('\n');
    if (end == std::string_view::npos) return {};
    content.remove_prefix(end + 1);
  }
  const auto line = content.substr(0, content.find('\n'));
  return std::string(line.substr(0, line.find('\r')));
}

std::vector<Problem> run_examples(const Pack& pack, std::span<const PackFile> files, const Judge& judge) {
  std::vector<Problem> failures;
  for (std::uint32_t i = 0; i < pack.rules.size(); ++i) {
    auto trial = try_rule(pack, i, files, judge);
    take(trial.silent, failures);
    take(trial.firing, failures);
  }
  return failures;
}

std::size_t count_examples(const Pack& pack) {
  std::size_t count = 0;
  for (const auto& rule : pack.rules) count += rule.no.size() + (needs_facts(rule) ? 0 : rule.yes.size());
  return count;
}

LintReport lint(const Pack& pack, const CompiledPack& compiled, std::span<const PackFile> files, const Judge& judge) {
  return Linter(pack, compiled, files).run(judge);
}

}  // namespace worktell::rules
