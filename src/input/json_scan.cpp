#include "input/json_scan.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "input/names.hpp"
#include "input/scan.hpp"

namespace worktell::input {

namespace {

constexpr std::size_t deepest_envelope = 8;

constexpr std::array<std::string_view, 18> envelopes = {"records", "issues", "items", "cards",   "tasks", "data",
                                                        "value",   "values", "nodes", "results", "open",  "closed",
                                                        "events",  "edges",  "todos", "entries", "rows",  "activities"};

struct Candidate {
  std::string path;
  std::string parent;
  int score = 0;
  std::size_t depth = 0;
};

struct Finder {
  std::string_view text;
  std::vector<Candidate> candidates;

  struct Known {
    std::set<std::string> names;
    bool title = false;
  };

  void gather(std::size_t at, Known& known, bool outer) const {
    json_members(text, at, [&](std::string_view key, std::size_t begin, std::size_t) {
      if (begin < text.size() && text[begin] == '{' && json_wrapper(key) && outer) gather(begin, known, false);
      const auto folded = squash(key);
      const auto* name = known_name(folded);
      if (name == nullptr) return;
      known.names.insert(folded);
      known.title = known.title || name->role == Role::title || (name->title_rank > 0 && name->title_rank < 90);
    });
  }

  void add(const std::string& path, const std::string& parent, int score, std::size_t depth) {
    const auto same = std::find_if(candidates.begin(), candidates.end(), [&](const auto& c) { return c.path == path; });
    if (same == candidates.end()) {
      candidates.push_back({path, parent, score, depth});
    } else {
      same->score = std::max(same->score, score);
    }
  }

  [[nodiscard]] int worth(std::size_t at) const {
    Known known;
    gather(at, known, true);
    return known.title ? static_cast<int>(known.names.size()) + 2 : 0;
  }

  void look(std::size_t at, const std::string& path, const std::string& key, std::size_t depth) {
    if (at >= text.size() || depth > deepest_envelope) return;
    if (text[at] == '{') {
      json_members(text, at, [&](std::string_view name, std::size_t begin, std::size_t) {
        look(begin, path + "." + std::string(name), std::string(name), depth + 1);
      });
    } else if (text[at] == '[') {
      const bool envelope = std::find(envelopes.begin(), envelopes.end(), key) != envelopes.end();
      const auto parent = path.substr(0, path.size() - std::min(path.size(), key.size()));
      if (envelope || depth == 0) add(path + "[]", parent, 1, depth);
      int seen = 0;
      json_elements(text, at, [&](std::size_t begin, std::size_t) {
        if (text[begin] == '{') {
          const int known = worth(begin);
          add(path + "[]", parent, known == 0 ? 1 : known + (envelope || depth == 0 ? 4 : 0), depth);
          look(begin, path + "[]", "", depth + 1);
        }
        return ++seen < 20;
      });
    }
  }
};

}  // namespace

bool json_wrapper(std::string_view key) {
  return key == "fields" || key == "properties" || key == "node";
}

std::size_t json_blank_end(std::string_view text, std::size_t at) {
  while (at < text.size() && (text[at] == ' ' || text[at] == '\n' || text[at] == '\t' || text[at] == '\r')) ++at;
  return at;
}

std::size_t json_string_end(std::string_view text, std::size_t at) {
  for (++at; at < text.size(); ++at) {
    const auto* quote = static_cast<const char*>(std::memchr(text.data() + at, '"', text.size() - at));
    if (quote == nullptr) return json_open;
    at = static_cast<std::size_t>(quote - text.data());
    std::size_t slashes = 0;
    while (text[at - 1 - slashes] == '\\') ++slashes;
    if (slashes % 2 == 0) return at + 1;
  }
  return json_open;
}

std::size_t json_value_end(std::string_view text, std::size_t at, std::size_t* deepest) {
  if (at >= text.size()) return json_open;
  if (text[at] == '"') return json_string_end(text, at);
  if (text[at] != '{' && text[at] != '[') {
    const auto end = text.find_first_of(",]} \n\r\t", at);
    return end == std::string_view::npos ? json_open : end;
  }
  std::size_t depth = 0;
  Walk<FixedSet<'"', '{', '}', '[', ']'>> walk(text, {}, at);
  for (auto place = walk.next(); place < text.size(); place = walk.next()) {
    const char c = text[place];
    if (c == '"') {
      const auto end = json_string_end(text, place);
      if (end == json_open) return json_open;
      walk.restart(end);
    } else if (c == '{' || c == '[') {
      ++depth;
      if (deepest != nullptr) *deepest = std::max(*deepest, depth);
    } else if (--depth == 0) {
      return place + 1;
    }
  }
  return json_open;
}

std::vector<std::string> find_record_paths(std::string_view text) {
  Finder finder{text, {}};
  const auto root = json_blank_end(text, 0);
  finder.look(root, "", "", 0);
  if (root < text.size() && text[root] == '{') {
    const int own = finder.worth(root);
    if (own > 0 || finder.candidates.empty()) finder.add("", "-", own > 0 ? own : 1, 0);
  }
  if (finder.candidates.empty()) return {"[]"};
  const auto best = std::max_element(
      finder.candidates.begin(), finder.candidates.end(),
      [](const auto& a, const auto& b) { return a.score != b.score ? a.score < b.score : a.depth > b.depth; });
  std::vector<std::string> paths;
  for (const auto& candidate : finder.candidates)
    if (candidate.path == best->path ||
        (candidate.parent == best->parent && candidate.score + 1 >= best->score && candidate.score > 4))
      paths.push_back(candidate.path);
  return paths;
}

}  // namespace worktell::input
