#include "report/rows.hpp"

#include <algorithm>
#include <tuple>

namespace worktell::report {

namespace {

/// Rising: more worth a look first.
std::tuple<Kind, std::int32_t, std::int32_t> strength(Kind kind, std::int32_t confidence, score::Points margin) {
  if (kind == Kind::mismatch) return {kind, -confidence, -margin};
  return {kind, margin, confidence};
}

}  // namespace

bool Kept::before(const Held& a, const Held& b) {
  const auto key = [](const Row& row) { return strength(row.kind, row.confidence, row.margin); };
  if (key(a.row) != key(b.row)) return key(a.row) < key(b.row);
  if (*a.file != *b.file) return *a.file < *b.file;
  const auto rest = [](const Row& row) { return std::tie(row.row, row.line, row.id, row.text, row.date); };
  return rest(a.row) < rest(b.row);
}

bool Kept::wants(Kind kind, std::int32_t confidence, score::Points margin) const {
  if (capacity_ == 0) return false;
  if (worst_.empty()) return true;
  const auto& worst = worst_.front().row;
  return strength(kind, confidence, margin) <= strength(worst.kind, worst.confidence, worst.margin);
}

void Kept::offer(Row row, const std::string& file) {
  if (capacity_ == 0) return;
  held_.push_back({std::move(row), &file});
  if (held_.size() >= capacity_ * 2) shrink();
}

void Kept::shrink() {
  if (held_.size() <= capacity_) return;
  const auto end = held_.begin() + static_cast<std::ptrdiff_t>(capacity_);
  std::nth_element(held_.begin(), end - 1, held_.end(), before);
  worst_.assign(1, *(end - 1));
  held_.erase(end, held_.end());
}

std::vector<Row> Kept::take() {
  shrink();
  std::sort(held_.begin(), held_.end(), before);
  std::vector<Row> rows;
  rows.reserve(held_.size());
  for (auto& held : held_) rows.push_back(std::move(held.row));
  held_.clear();
  worst_.clear();
  return rows;
}

}  // namespace worktell::report
