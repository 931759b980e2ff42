#include <fmt/format.h>

#include <algorithm>

#include "rules/automaton.hpp"
#include "rules/pack.hpp"
#include "rules/settings.hpp"

namespace worktell::rules {
namespace {

constexpr std::uint8_t pole_other = 254;  // as in score::PoleId
constexpr std::uint8_t pole_both = 255;

class Compiler {
 public:
  Compiler(const Pack& pack, std::vector<Problem>& problems) : pack_(pack), problems_(problems), lexicon_(pack) {}

  CompiledPack run() {
    check_names();
    for (const auto& rule : pack_.rules)
      for (const auto& pattern : rule.match) know(pattern.text);
    for (std::uint32_t i = 0; i < pack_.rules.size(); ++i) add_rule(i);
    CompiledPack out;
    std::uint32_t symbols = 0;
    out.lexicon = lexicon_.build(symbols);
    store_triggers(symbols, out);
    store_settings(out);
    out.rules.own(std::move(rules_));
    out.patterns.own(std::move(tables_.patterns));
    out.positions.own(std::move(tables_.positions));
    out.wanted.own(std::move(tables_.wanted));
    out.position_symbols.own(std::move(tables_.symbols));
    out.fact_tests.own(std::move(tables_.facts));
    out.text.own(std::move(text_));
    return out;
  }

 private:
  TextRange store(std::string_view word) {
    const TextRange range{static_cast<std::uint32_t>(text_.size()), static_cast<std::uint32_t>(word.size())};
    text_.insert(text_.end(), word.begin(), word.end());
    return range;
  }

  // Plurals of words that patterns use are understood as those words.
  void know(std::string_view pattern) {
    std::string word;
    for (const char c : std::string(pattern) + " ") {
      if ((c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80)
        word += c;
      else {
        if (word.size() > 2 && !word.ends_with('s')) lexicon_.know(word);
        word.clear();
      }
    }
  }

  void check_names() {
    const char* what =
        pack_.axes.empty() ? "a pack without axes"
        : pack_.labels[3].empty() || pack_.labels[0].empty() || pack_.labels[1].empty() || pack_.labels[2].empty()
            ? "a pack without the names of its sides"
            : nullptr;
    if (what != nullptr)
      problems_.push_back(
          {{pack_.name},
           what,
           "",
           "write [[axis]] tables and [sides] with first, second, both and none, or name the built-in pack first"});
    if (pack_.axes.size() > 8)
      problems_.push_back(
          {{pack_.name}, "too many axes", fmt::format("{}", pack_.axes.size()), "a pack has at most 8"});
  }

  std::vector<std::string> pole_names() const {
    std::vector<std::string> names;
    for (const auto& axis : pack_.axes) names.push_back(axis.first), names.push_back(axis.second);
    names.push_back("other");
    names.push_back(pack_.labels[2]);
    return names;
  }

  void add_rule(std::uint32_t index) {
    const Rule& rule = pack_.rules[index];
    CompiledRule made;
    made.id = store(rule.id);
    made.why = store(rule.why);
    made.file = store(rule.where.file);
    made.line = static_cast<std::uint32_t>(rule.where.line);
    made.keep = rule.keep;
    made.ordinary = rule.ordinary;
    made.field_sign = rule.field_sign;
    made.weight = weight_of(rule);
    made.pole_count = 0;
    for (const auto& pole : rule.poles) add_pole(pole, made);
    for (const auto& pattern : rule.match) add(pattern, index, false);
    for (const auto& pattern : rule.unless) add(pattern, index, true);
    rules_.push_back(made);
  }

  Points weight_of(const Rule& rule) const {
    const auto found = pack_.weights.find(rule.id);
    return to_points(found == pack_.weights.end() ? rule.points : found->second);
  }

  void add_pole(const Written& pole, CompiledRule& made) {
    const auto names = pole_names();
    const auto found = std::find(names.begin(), names.end(), pole.text);
    if (found == names.end() || made.pole_count == made.poles.size()) {
      const auto best = nearest(pole.text, names);
      Problem problem{
          pole.where, fmt::format("unknown pole \"{}\"", pole.text), "",
          best.empty() ? fmt::format("known: {}", fmt::join(names, ", ")) : fmt::format("did you mean \"{}\"?", best)};
      if (found != names.end()) problem.what = "a rule with more than four poles", problem.remedy = "name at most four";
      problem.caret_length = pole.text.size() + 2;
      problems_.push_back(std::move(problem));
      return;
    }
    const auto place = static_cast<std::size_t>(found - names.begin());
    const bool side = place < pack_.axes.size() * 2;
    made.poles[made.pole_count++] = side                             ? static_cast<std::uint8_t>(place)
                                    : place == pack_.axes.size() * 2 ? pole_other
                                                                     : pole_both;
  }

  void add(const Written& written, std::uint32_t rule, bool unless) {
    const auto tree = parse_pattern(written);
    if (!tree) return problems_.push_back(tree.error());
    const auto added = add_pattern(*tree, written, rule, unless, pack_, lexicon_, tables_);
    if (!added) problems_.push_back(added.error());
  }

  // Counting sort by symbol.
  void store_triggers(std::uint32_t symbols, CompiledPack& out) {
    std::vector<std::uint32_t> start(symbols + 1, 0);
    for (const auto& draft : tables_.triggers) ++start[draft.symbol + 1];
    for (std::size_t s = 1; s < start.size(); ++s) start[s] += start[s - 1];
    std::vector<Trigger> triggers(tables_.triggers.size());
    std::vector<std::uint32_t> next = start;
    for (const auto& draft : tables_.triggers) triggers[next[draft.symbol]++] = draft.trigger;
    out.triggers.own(std::move(triggers));
    out.trigger_start.own(std::move(start));
  }

  void store_settings(CompiledPack& out) {
    Settings settings;
    for (std::int32_t& factor : settings.factors) factor = 100;
    for (const auto& [name, value] : pack_.settings) store_setting(name, value, settings);
    out.settings.own({settings});
    std::vector<Axis> axes;
    for (const auto& axis : pack_.axes) axes.push_back({store(axis.name), store(axis.first), store(axis.second)});
    out.axes.own(std::move(axes));
    std::vector<std::int32_t> shares;
    for (const double share : pack_.shares) shares.push_back(static_cast<std::int32_t>(share * 10 + 0.5));
    if (shares.empty()) shares.push_back(1000);
    out.shares.own(std::move(shares));
    store_calibration(out);
    store_declared(out);
    out.labels.own({store(pack_.labels[0]), store(pack_.labels[1]), store(pack_.labels[2]), store(pack_.labels[3])});
    out.names.own({store(pack_.name), store("other")});
  }

  void store_calibration(CompiledPack& out) {
    std::vector<CalibrationPoint> points;
    std::vector<std::uint32_t> start;
    for (const auto& curve : pack_.calibration) {
      start.push_back(static_cast<std::uint32_t>(points.size()));
      for (const auto& [margin, confidence] : curve)
        points.push_back({to_points(margin), static_cast<std::int32_t>(confidence * 1000 + 0.5)});
    }
    start.push_back(static_cast<std::uint32_t>(points.size()));
    out.calibration.own(std::move(points));
    out.calibration_start.own(std::move(start));
  }

  void store_declared(CompiledPack& out) {
    auto declared = pack_.declared;
    std::sort(declared.begin(), declared.end());
    std::vector<DeclaredValue> values;
    for (const auto& [value, label] : declared) {
      const auto found = std::find(std::begin(pack_.labels), std::end(pack_.labels), label);
      if (found != std::end(pack_.labels))
        values.push_back({store(value), static_cast<std::uint32_t>(found - std::begin(pack_.labels))});
      else
        problems_.push_back({{pack_.name},
                             fmt::format("[declared] names \"{}\", which is no label", label),
                             "",
                             "use the names of [sides]"});
    }
    out.declared.own(std::move(values));
  }

  const Pack& pack_;
  std::vector<Problem>& problems_;
  LexiconBuilder lexicon_;
  PatternTables tables_;
  std::vector<CompiledRule> rules_;
  std::vector<char> text_;
};

}  // namespace

CompiledPack compile_pack(const Pack& pack, std::vector<Problem>& problems) {
  return Compiler(pack, problems).run();
}

std::string_view CompiledPack::pole_name(std::size_t pole) const {
  if (pole == pole_other) return spell(names[1]);
  if (pole == pole_both) return spell(labels[2]);
  const Axis& axis = axes[pole / 2];
  return spell(pole % 2 == 0 ? axis.first : axis.second);
}

}  // namespace worktell::rules
