#include "input/json_keys.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "input/names.hpp"

namespace worktell::input {

namespace {

/// Keys that serve where they turn up after the sample.
constexpr std::array<std::string_view, 31> late_keys = {
    "title",      "summary",         "subject",     "name",      "description", "notes",     "body",
    "comments",   "comment",         "annotations", "assignee",  "assignees",   "owner",     "team",
    "department", "category",        "categories",  "labels",    "tags",        "date",      "createdat",
    "due",        "duedate",         "deadline",    "startdate", "start",       "attendees", "recipients",
    "duration",   "durationminutes", "type"};

}  // namespace

std::size_t Keys::add(const std::string& key) {
  const auto found = index_.find(key);
  if (found != index_.end()) return found->second;
  names_.push_back(key);
  index_.emplace(key, names_.size() - 1);
  return names_.size() - 1;
}

void Keys::freeze() {
  real_ = names_.size();
  std::set<std::string> known;
  for (const auto& name : names_) known.insert(squash(name));
  for (const auto key : late_keys)
    if (!known.contains(std::string(key))) names_.emplace_back(key);
  for (std::size_t i = 0; i < real_; ++i) views_.emplace(names_[i], i);
}

std::size_t Keys::find_late(std::string_view key) const {
  if (key.size() > 40) return none;
  const auto folded = squash(key);
  const auto found = std::find(names_.begin() + static_cast<std::ptrdiff_t>(real_), names_.end(), folded);
  return found == names_.end() ? none : static_cast<std::size_t>(found - names_.begin());
}

}  // namespace worktell::input
