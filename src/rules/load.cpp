// Packs are TOML. Every value knows its line and column there, so every complaint does too; reading goes on after one.

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "rules/pack.hpp"
#include "rules/settings.hpp"

namespace worktell::rules {
namespace {

const std::vector<std::string_view> top_keys = {"pack",  "sides",    "axis",       "score", "calibration", "declared",
                                                "lists", "language", "inflection", "rule",  "weights"};
const std::vector<std::string_view> rule_keys = {"id",  "pole", "match", "unless",   "why",  "points",
                                                 "yes", "no",   "keep",  "ordinary", "field"};

// What a pack keeps of those before it.
const std::vector<std::string_view> starts = {"all", "language", "nothing"};

std::string line_of(std::string_view content, std::uint64_t line) {
  for (std::uint64_t i = 1; i < line; ++i) {
    const auto end = content.find('\n');
    if (end == std::string_view::npos) return {};
    content.remove_prefix(end + 1);
  }
  return std::string(content.substr(0, content.find('\n')));
}

class Loader {
 public:
  /// `seen`: the ids of this pack's rules so far.
  Loader(const PackFile& file, Pack& pack, std::set<std::string>& seen, std::vector<Problem>& problems)
      : file_(file), pack_(pack), problems_(problems), seen_(seen) {}

  void run() {
    try {
      const toml::table table = toml::parse(file_.content, file_.name);
      for (const Entry& entry : sorted(table)) top(entry.first.str(), *entry.second);
    } catch (const toml::parse_error& error) {
      Problem& problem = complain(error.source().begin, std::string(error.description()),
                                  "correct the TOML; nothing of this file was read");
      problem.what = "not valid TOML: " + problem.what;
    }
  }

 private:
  struct Entry {
    toml::key first;
    const toml::node* second;
  };

  // TOML++ keeps keys in alphabetical order; messages should come in the order of the file.
  static std::vector<Entry> sorted(const toml::table& table) {
    std::vector<Entry> entries;
    for (auto&& [key, value] : table) entries.push_back({key, &value});
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
      return position(a.first.source().begin) < position(b.first.source().begin);
    });
    return entries;
  }

  static std::pair<std::uint32_t, std::uint32_t> position(const toml::source_position& p) { return {p.line, p.column}; }

  Place place(const toml::source_position& at) const { return {file_.name, at.line, at.column, 0}; }

  Problem& complain(const toml::source_position& at, std::string what, std::string remedy, std::string why = {}) {
    Problem problem{place(at), std::move(what), std::move(why), std::move(remedy), line_of(file_.content, at.line), 1};
    problems_.push_back(std::move(problem));
    return problems_.back();
  }

  void unknown_key(const Entry& entry, const std::vector<std::string_view>& known) {
    const std::string key(entry.first.str());
    const auto best = nearest(key, known);
    auto& problem = complain(
        entry.first.source().begin, fmt::format("unknown key \"{}\"", key),
        best.empty() ? fmt::format("known: {}", fmt::join(known, ", ")) : fmt::format("did you mean \"{}\"?", best));
    problem.caret_length = key.size();
  }

  void top(std::string_view key, const toml::node& node) {
    if (key == "rule") return each_table(node, key, [this](const toml::table& t) { rule(t); });
    if (key == "axis") return each_table(node, key, [this](const toml::table& t) { axis(t); });
    if (key == "inflection") return each_table(node, key, [this](const toml::table& t) { inflection(t); });
    const toml::table* table = node.as_table();
    if (std::find(top_keys.begin(), top_keys.end(), key) == top_keys.end()) {
      const auto best = nearest(key, top_keys);
      complain(
          node.source().begin, fmt::format("unknown table [{}]", key),
          best.empty() ? fmt::format("known: {}", fmt::join(top_keys, ", ")) : fmt::format("did you mean [{}]?", best));
      return;
    }
    if (table == nullptr) {
      complain(node.source().begin, fmt::format("\"{}\" is no table", key),
               fmt::format("write [{}] on a line of its own", key));
      return;
    }
    for (const Entry& entry : sorted(*table)) member(key, entry);
  }

  void member(std::string_view table, const Entry& entry) {
    if (table == "pack") return pack_key(entry);
    if (table == "sides") return side(entry);
    if (table == "score") return score(entry);
    if (table == "calibration") return calibration(entry);
    if (table == "declared") return declared(entry);
    if (table == "lists") return list(entry, pack_.lists);
    if (table == "language") return list(entry, pack_.language);
    weight(entry);
  }

  template <typename Function>
  void each_table(const toml::node& node, std::string_view key, Function&& function) {
    const toml::array* array = node.as_array();
    if (array == nullptr) {
      complain(node.source().begin, fmt::format("\"{}\" is no array of tables", key), fmt::format("write [[{}]]", key));
      return;
    }
    for (const auto& element : *array) {
      if (const auto* table = element.as_table())
        function(*table);
      else
        complain(element.source().begin, fmt::format("an element of \"{}\" is no table", key),
                 fmt::format("write [[{}]]", key));
    }
  }

  std::string text(const toml::node& node, std::string_view key) {
    if (const auto* value = node.as_string()) return value->get();
    complain(node.source().begin, fmt::format("\"{}\" is no text", key), "put it in quotation marks");
    return {};
  }

  std::optional<double> number(const toml::node& node, std::string_view key) {
    if (const auto value = node.value<double>(); value && (node.is_floating_point() || node.is_integer())) return value;
    complain(node.source().begin, fmt::format("\"{}\" is no number", key), "write a number without quotation marks");
    return std::nullopt;
  }

  bool truth(const toml::node& node, std::string_view key) {
    if (const auto* value = node.as_boolean()) return value->get();
    complain(node.source().begin, fmt::format("\"{}\" is neither true nor false", key), "write true or false");
    return false;
  }

  std::vector<Written> texts(const toml::node& node, std::string_view key) {
    std::vector<Written> result;
    const auto add = [&](const toml::node& value) {
      std::string content = text(value, key);
      if (!content.empty()) result.push_back({std::move(content), place(value.source().begin)});
    };
    if (const auto* array = node.as_array()) {
      for (const auto& value : *array) add(value);
    } else {
      add(node);
    }
    return result;
  }

  void pack_key(const Entry& entry) {
    const auto key = entry.first.str();
    if (key == "name")
      pack_.name = text(*entry.second, key);
    else if (key == "start")
      start(entry);
    else if (key != "language" && key != "version")
      unknown_key(entry, {"name", "start", "language", "version"});
  }

  /// What it does was done before the folder's files were read: see `forget`.
  void start(const Entry& entry) {
    const auto value = text(*entry.second, "start");
    if (std::find(starts.begin(), starts.end(), value) == starts.end())
      complain(entry.second->source().begin, fmt::format("\"start\" is \"{}\"", value),
               fmt::format("possible: {}", fmt::join(starts, ", ")));
  }

  void side(const Entry& entry) {
    static const std::vector<std::string_view> names = {"first", "second", "both", "none"};
    const auto found = std::find(names.begin(), names.end(), entry.first.str());
    if (found == names.end()) return unknown_key(entry, names);
    pack_.labels[found - names.begin()] = text(*entry.second, entry.first.str());
  }

  void axis(const toml::table& table) {
    Pack::AxisNames axis;
    for (const Entry& entry : sorted(table)) {
      const auto key = entry.first.str();
      if (key == "name")
        axis.name = text(*entry.second, key);
      else if (key == "first")
        axis.first = text(*entry.second, key);
      else if (key == "second")
        axis.second = text(*entry.second, key);
      else
        unknown_key(entry, {"name", "first", "second"});
    }
    if (axis.name.empty() || axis.first.empty() || axis.second.empty()) {
      complain(table.source().begin, "an axis without a name or a pole", "give name, first and second");
      return;
    }
    const auto same =
        std::find_if(pack_.axes.begin(), pack_.axes.end(), [&](const auto& a) { return a.name == axis.name; });
    if (same != pack_.axes.end())
      *same = axis;
    else
      pack_.axes.push_back(axis);
  }

  void inflection(const toml::table& table) {
    Pack::Inflection inflection;
    for (const Entry& entry : sorted(table)) {
      const auto key = entry.first.str();
      if (key == "class")
        inflection.verb = text(*entry.second, key) == "verb";
      else if (key == "ending")
        inflection.ending = entry.second->value_or(std::string());
      else if (key == "forms")
        for (auto& form : texts(*entry.second, key)) inflection.forms.push_back(form.text);
      else
        unknown_key(entry, {"class", "ending", "forms"});
    }
    pack_.inflections.push_back(std::move(inflection));
  }

  void score(const Entry& entry) {
    const std::string key(entry.first.str());
    if (key == "shares") return shares(*entry.second);
    const auto known = setting_names();
    if (std::find(known.begin(), known.end(), key) == known.end()) {
      auto all = known;
      all.push_back("shares");
      return unknown_key(entry, all);
    }
    if (const auto value = number(*entry.second, key)) pack_.settings[key] = *value;
  }

  void shares(const toml::node& node) {
    pack_.shares.clear();
    if (const auto* array = node.as_array())
      for (const auto& value : *array)
        if (const auto share = number(value, "shares")) pack_.shares.push_back(*share);
    if (pack_.shares.empty())
      complain(node.source().begin, "\"shares\" is no list of numbers", "write percents, as in [100, 80, 60]");
  }

  void calibration(const Entry& entry) {
    const auto found = std::find(std::begin(pack_.labels), std::end(pack_.labels), entry.first.str());
    if (found == std::end(pack_.labels))
      return unknown_key(entry, {pack_.labels[0], pack_.labels[1], pack_.labels[2], pack_.labels[3]});
    auto& curve = pack_.calibration[found - std::begin(pack_.labels)];
    curve.clear();
    const auto* array = entry.second->as_array();
    for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
      const auto* point = (*array)[i].as_array();
      if (point == nullptr || point->size() != 2) {
        complain((*array)[i].source().begin, "no point of a curve", "write [margin, confidence]");
        continue;
      }
      curve.emplace_back((*point)[0].value_or(0.0), (*point)[1].value_or(0.0));
    }
    if (!std::is_sorted(curve.begin(), curve.end()))
      complain(entry.second->source().begin, "the curve does not rise",
               "sort its points by margin, and let confidence never fall");
  }

  void declared(const Entry& entry) {
    for (auto& value : texts(*entry.second, entry.first.str()))
      pack_.declared.emplace_back(value.text, std::string(entry.first.str()));
  }

  void list(const Entry& entry, std::vector<WordList>& lists) {
    WordList list{std::string(entry.first.str()), texts(*entry.second, entry.first.str()),
                  place(entry.first.source().begin)};
    const auto same = std::find_if(lists.begin(), lists.end(), [&](const auto& l) { return l.name == list.name; });
    if (same != lists.end())
      *same = std::move(list);
    else
      lists.push_back(std::move(list));
  }

  void weight(const Entry& entry) {
    const std::string key(entry.first.str());
    if (const auto value = number(*entry.second, key)) pack_.weights[key] = *value;
  }

  void rule(const toml::table& table) {
    Rule rule;
    rule.where = place(table.source().begin);
    for (const Entry& entry : sorted(table)) rule_key(entry, rule);
    if (!complete(table, rule)) return;
    const auto same =
        std::find_if(pack_.rules.begin(), pack_.rules.end(), [&](const Rule& r) { return r.id == rule.id; });
    const bool twice = !seen_.insert(rule.id).second;
    if (same == pack_.rules.end()) return pack_.rules.push_back(std::move(rule));
    if (twice)
      complain(table.source().begin, fmt::format("the rule \"{}\" is written twice", rule.id),
               fmt::format("the other is at {}: rename or delete one", to_string(same->where)));
    else
      *same = std::move(rule);
  }

  void rule_key(const Entry& entry, Rule& rule) {
    const auto key = entry.first.str();
    const toml::node& node = *entry.second;
    if (key == "id")
      rule.id = text(node, key);
    else if (key == "pole")
      for (auto& pole : texts(node, key)) rule.poles.push_back({pole.text, pole.where});
    else if (key == "match")
      rule.match = texts(node, key);
    else if (key == "unless")
      rule.unless = texts(node, key);
    else if (key == "why")
      rule.why = text(node, key);
    else if (key == "points")
      rule.points = number(node, key).value_or(1.0);
    else if (key == "yes")
      rule.yes = texts(node, key);
    else if (key == "no")
      rule.no = texts(node, key);
    else if (key == "keep")
      rule.keep = truth(node, key);
    else if (key == "ordinary")
      rule.ordinary = truth(node, key);
    else if (key == "field")
      rule.field_sign = truth(node, key);
    else
      unknown_key(entry, rule_keys);
  }

  bool complete(const toml::table& table, const Rule& rule) {
    const auto missing = [&](bool is_missing, std::string_view key, std::string_view remedy) {
      if (is_missing)
        complain(table.source().begin, fmt::format("a rule without {}", key), std::string(remedy),
                 rule.id.empty() ? "" : fmt::format("\"{}\"", rule.id));
      return is_missing;
    };
    bool bad = missing(rule.id.empty(), "an id", "give it one: id = \"what-it-finds\"");
    bad |= missing(rule.poles.empty(), "a pole", "give it one: pole = \"other\"");
    bad |= missing(rule.match.empty(), "a pattern", "give it at least one: match = [\"...\"]");
    bad |= missing(rule.why.empty(), "a reason", "say why in plain words: why = \"...\"");
    return !bad;
  }

  const PackFile& file_;
  Pack& pack_;
  std::vector<Problem>& problems_;
  std::set<std::string>& seen_;
};

/// The `start` of a file's [pack] table; empty where it has none or is no TOML, which is told when the file is loaded.
std::string start_of(const PackFile& file) {
  if (file.content.find("[pack]") == std::string::npos) return {};
  try {
    return toml::parse(file.content, file.name)["pack"]["start"].value_or(std::string());
  } catch (const toml::parse_error&) {
    return {};
  }
}

/// A pack that starts from the language, or from nothing, is one of its own trade: what others brought goes.
void forget(const std::string& start, Pack& pack) {
  if (start == "nothing") pack = {};
  if (start != "language") return;
  Pack kept;
  kept.language = std::move(pack.language);
  kept.inflections = std::move(pack.inflections);
  pack = std::move(kept);
}

}  // namespace

Result<std::vector<PackFile>> read_pack_folder(const std::string& folder) {
  namespace fs = std::filesystem;
  std::error_code error;
  std::vector<std::string> paths;
  for (fs::recursive_directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
    if (it->path().extension() == ".toml") paths.push_back(it->path().string());
  if (error)
    return fail({{folder},
                 "cannot read the pack",
                 error.message(),
                 "give a folder of .toml files; `worktell rules export DIR` writes the built-in one"});
  if (paths.empty())
    return fail({{folder},
                 "no pack",
                 "the folder holds no .toml file",
                 "give a folder of .toml files; `worktell rules export DIR` writes the built-in one"});
  std::sort(paths.begin(), paths.end());
  std::vector<PackFile> files;
  for (const auto& path : paths) {
    std::ifstream stream(path, std::ios::binary);
    files.push_back({path, std::string(std::istreambuf_iterator<char>(stream), {})});
    if (stream.bad() || !stream.is_open())
      return fail({{path}, "cannot read this file of the pack", {}, "check that it may be read"});
  }
  return files;
}

void load_pack(const std::vector<PackFile>& files, Pack& pack, std::vector<Problem>& problems) {
  for (const auto& file : files) forget(start_of(file), pack);
  std::set<std::string> seen;
  for (const auto& file : files) Loader(file, pack, seen, problems).run();
}

}  // namespace worktell::rules
