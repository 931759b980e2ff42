/// Decides what each column is for: what the user said, else the tool's row, else the table of names, else the words
/// that the cells hold.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "input/columns.hpp"
#include "input/notices.hpp"

namespace worktell::input {

namespace {

constexpr std::array<std::string_view, 27> technical_kinds = {
    "call",      "task",      "bug",     "story",  "epic",  "meeting",     "email",       "todo",     "event",
    "note",      "text",      "feature", "other",  "issue", "subtask",     "improvement", "deadline", "lunch",
    "checklist", "listemail", "file",    "folder", "link",  "appointment", "section",     "meta",     "taskchecklist"};
constexpr std::array<std::string_view, 18> statuses = {
    "done", "open",    "todo",    "inprogress", "workingonit", "stuck",    "notstarted", "completed", "closed",
    "new",  "pending", "waiting", "blocked",    "cancelled",   "canceled", "active",     "onhold",    "review"};

bool one_of(std::string_view word, const auto& list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

std::size_t words_in(std::string_view text) {
  std::size_t words = 0;
  bool inside = false;
  for (const char c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<signed char>(c) < 0;
    const bool part = letter || c == '\'' || (c >= '0' && c <= '9');
    if (letter && !inside) ++words, inside = true;
    if (!part) inside = false;
  }
  return words;
}

}  // namespace

class Planner {
 public:
  Planner(Plan& plan, const std::vector<std::string>& header, const Rows& rows, const Options& options,
          const std::string& file, std::size_t late_from)
      : plan_(plan), rows_(rows), options_(options), file_(file), late_from_(late_from) {
    plan.has_header_ = !header.empty();
    plan.names_ = header;
    std::size_t width = header.size();
    if (header.empty())
      for (const auto& row : rows) width = std::max(width, row.size());
    for (std::size_t i = plan.names_.size(); i < width; ++i) plan.names_.push_back(fmt::format("column {}", i + 1));
    for (const auto& name : plan.names_) plan.squashed_.push_back(squash(name));
    plan.tool_ = tool_of({plan.squashed_.begin(), plan.squashed_.begin() + static_cast<std::ptrdiff_t>(real())});
    if (plan.tool_ == nullptr && from_notion()) plan.tool_ = notion_tool();
  }

  Result<bool> run() {
    tell_order();
    if (auto done = choose_text(); !done) return done;
    if (auto done = named(options_.id, "--id", plan_.id_, Role::id); !done) return done;
    if (auto done = named(options_.owner, "--owner", plan_.owner_, Role::owner); !done) return done;
    if (auto done = named(options_.declared, "--declared", plan_.declared_, Role::declared); !done) return done;
    if (auto done = named(options_.date, "--date", plan_.date_, Role::date); !done) return done;
    if (options_.text.empty()) choose_spare();
    if (plan_.id_.empty()) choose_id();
    if (plan_.owner_.empty()) choose_owner();
    if (plan_.declared_.empty()) choose_declared();
    if (plan_.date_.empty()) choose_date();
    choose_facts();
    plan_.index();
    return true;
  }

 private:
  [[nodiscard]] std::size_t width() const { return plan_.names_.size(); }
  [[nodiscard]] std::size_t real() const { return std::min(width(), late_from_); }
  [[nodiscard]] const KnownName* known(std::size_t column) const {
    return plan_.has_header_ ? known_name(plan_.squashed_[column]) : nullptr;
  }
  [[nodiscard]] bool is_text(std::size_t column) const {
    return std::find(plan_.text_.begin(), plan_.text_.end(), column) != plan_.text_.end();
  }
  [[nodiscard]] std::vector<std::size_t> named_columns(std::string_view squashed) const {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < width(); ++i)
      if (plan_.squashed_[i] == squashed) found.push_back(i);
    return found;
  }
  template <typename Each>
  void each_value(std::size_t column, Each each) const {
    for (const auto& row : rows_)
      if (column < row.size() && !means_nothing(row[column])) each(std::string_view(row[column]));
  }
  [[nodiscard]] bool filled(std::size_t column) const {
    bool any = false;
    each_value(column, [&any](std::string_view) { any = true; });
    return any;
  }
  void use(std::size_t column, Role role, std::string reason) {
    if (column >= late_from_) return;
    plan_.uses_.push_back({plan_.names_[column], std::string(role_name(role)), std::move(reason)});
  }
  [[nodiscard]] std::string tool_reason() const { return fmt::format("{} has it there", plan_.tool_->name); }

  Failure no_such_column(std::string_view wanted, std::string_view option) const {
    std::string list;
    std::vector<std::string> folded;
    for (std::size_t i = 0; i < real() && list.size() < 400; ++i) list += (list.empty() ? "" : ", ") + plan_.names_[i];
    const auto end = plan_.squashed_.begin() + static_cast<std::ptrdiff_t>(real());
    const std::vector<std::string> candidates(plan_.squashed_.begin(), end);
    const auto near = nearest(squash(wanted), candidates);
    const auto at = std::find(plan_.squashed_.begin(), end, near) - plan_.squashed_.begin();
    auto why =
        near.empty() ? std::string() : fmt::format("did you mean \"{}\"?", plan_.names_[static_cast<std::size_t>(at)]);
    return fail(problem_with(file_, fmt::format("no column named \"{}\" ({})", wanted, option), std::move(why),
                             "Columns: " + list + "."));
  }

  Result<bool> named(const std::string& wanted, std::string_view option, std::vector<std::size_t>& to, Role role) {
    if (wanted.empty()) return true;
    const auto found = named_columns(squash(wanted));
    if (found.empty()) return no_such_column(wanted, option);
    for (const auto column : found) {
      to.push_back(column);
      use(column, role, std::string(option));
    }
    return true;
  }

  Result<bool> choose_text() {
    for (const auto& wanted : options_.text)
      if (auto done = named(wanted, "--text", plan_.text_, Role::title); !done) return done;
    if (!plan_.text_.empty()) return true;
    if (plan_.tool_ != nullptr)
      each_word(plan_.tool_->text, [this](std::string_view name) {
        for (const auto column : named_columns(name)) take_text(column, tool_reason());
      });
    if (plan_.text_.empty() && has(plan_.tool_, Quirk::first_title)) take_text(0, tool_reason());
    const bool by_tool = !plan_.text_.empty() && !has(plan_.tool_, Quirk::first_title);
    if (plan_.text_.empty()) choose_title();
    if (!plan_.text_.empty() && !by_tool) choose_bodies();
    if (plan_.text_.empty()) choose_by_words();
    return true;
  }

  void take_text(std::size_t column, std::string reason) {
    if (is_text(column)) return;
    plan_.text_.push_back(column);
    if (plan_.text_.size() < 2 || filled(column) || rows_.empty()) use(column, Role::title, std::move(reason));
  }

  void choose_title() {
    std::size_t best = no_column;
    int best_rank = 1000;
    for (std::size_t i = 0; i < real(); ++i) {
      const auto* name = known(i);
      const int rank = name == nullptr ? 0 : name->role == Role::title ? name->rank : name->title_rank;
      if (rank == 0 || rank >= best_rank) continue;
      best_rank = rank;
      best = i;
    }
    if (best == no_column) return;
    take_text(best, fmt::format("\"{}\" usually names the work", plan_.names_[best]));
    for (const auto column : named_columns(plan_.squashed_[best])) take_text(column, "the name is repeated");
  }

  void choose_bodies() {
    for (int rank = 1; rank < 10; ++rank)
      for (std::size_t i = 0; i < width(); ++i)
        if (known(i) != nullptr && known(i)->role == Role::body && known(i)->rank == rank)
          take_text(i, fmt::format("\"{}\" usually tells more of it", plan_.names_[i]));
  }

  /// No name helps: the column whose cells are longest and have the most words.
  void choose_by_words() {
    std::size_t best = 0;
    double best_score = -1;
    for (std::size_t i = 0; i < real(); ++i) {
      double words = 0;
      double count = 0;
      each_value(i, [&](std::string_view text) {
        words += static_cast<double>(words_in(text)) + static_cast<double>(std::min<std::size_t>(text.size(), 80)) / 40;
        ++count;
      });
      double score = count == 0 ? 0 : words / count;
      const auto* name = known(i);
      if (name != nullptr && name->role == Role::date && i > 0) score /= 2;
      if (name != nullptr && (name->role == Role::id || name->role == Role::owner)) score /= 8;
      if (score > best_score + 0.05) best = i;
      best_score = std::max(best_score, score);
    }
    if (width() > 0) take_text(best, "no usual name; its cells hold the most words");
  }

  /// Other usual names of text: where records of several kinds share a table, each has its own.
  void choose_spare() {
    std::vector<std::pair<int, std::size_t>> ranked;
    for (std::size_t i = 0; i < width(); ++i) {
      const auto* name = known(i);
      if (name == nullptr || is_text(i)) continue;
      if (name->role == Role::title) ranked.emplace_back(name->rank, i);
      if (name->role == Role::body) ranked.emplace_back(100 + name->rank, i);
    }
    std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [rank, column] : ranked) plan_.spare_.push_back(column);
  }

  /// Notion names a table's file by 32 hexadecimal digits, and writes dates and relations in its own way.
  [[nodiscard]] bool from_notion() const {
    if (!plan_.has_header_ || width() < 2 || late_from_ < width()) return false;
    auto stem = std::string_view(file_);
    stem = stem.substr(0, stem.rfind('.'));
    if (stem.ends_with(".in")) stem.remove_suffix(3);
    if (stem.ends_with("_all")) stem.remove_suffix(4);
    const auto digits = stem.substr(stem.size() - std::min<std::size_t>(stem.size(), 32));
    if (digits.size() == 32 && digits.find_first_not_of("0123456789abcdef") == std::string_view::npos) return true;
    bool sign = false;
    for (std::size_t i = 0; i < width(); ++i)
      each_value(i, [&sign](std::string_view text) {
        sign = sign || text.find("(https://www.notion.so/") != std::string_view::npos ||
               (text.starts_with('@') && parse_moment(text, DateOrder::month_first));
      });
    return sign;
  }

  void choose_id() {
    std::size_t best = no_column;
    for (std::size_t i = 0; i < width(); ++i) {
      const auto* name = known(i);
      if (name == nullptr || name->role != Role::id || is_text(i)) continue;
      if (best == no_column || name->rank < known(best)->rank) best = i;
    }
    if (best == no_column) return;
    plan_.id_.push_back(best);
    use(best, Role::id, fmt::format("\"{}\" usually numbers the records", plan_.names_[best]));
  }

  /// A column of states is no owner, whatever its name.
  [[nodiscard]] bool holds_states(std::size_t column) const {
    std::size_t states = 0;
    std::size_t all = 0;
    each_value(column, [&](std::string_view text) {
      ++all;
      if (one_of(squash(text), statuses)) ++states;
    });
    return all > 0 && states * 2 > all;
  }

  void choose_owner() {
    choose_owner(0, real());
    if (plan_.owner_.empty()) choose_owner(real(), width());
  }

  void choose_owner(std::size_t from, std::size_t to) {
    const auto take = [this](std::size_t column, std::string reason) {
      if (is_text(column) || holds_states(column)) return false;
      plan_.owner_.push_back(column);
      use(column, Role::owner, std::move(reason));
      return true;
    };
    if (plan_.tool_ != nullptr && plan_.tool_->owner == "firstname lastname") {
      for (const std::string_view part : {"firstname", "lastname"})
        for (const auto column : named_columns(part)) take(column, tool_reason());
      return;
    }
    bool found = false;
    if (plan_.tool_ != nullptr)
      each_word(plan_.tool_->owner, [&](std::string_view name) {
        for (const auto column : named_columns(name))
          if (!found && column >= from && column < to && (filled(column) || rows_.empty()))
            found = take(column, tool_reason());
      });
    for (int rank = 1; rank < 10 && !found; ++rank)
      for (std::size_t i = from; i < to && !found; ++i)
        if (known(i) != nullptr && known(i)->role == Role::owner && known(i)->rank == rank)
          found = take(i, fmt::format("\"{}\" usually names who does it", plan_.names_[i]));
    if (found) return;
    for (const auto part : {Role::first_name, Role::last_name})
      for (std::size_t i = from; i < to; ++i)
        if (known(i) != nullptr && known(i)->role == part) take(i, "first and last name");
  }

  [[nodiscard]] bool all_technical(std::size_t column) const {
    bool all = true;
    each_value(column, [&](std::string_view text) { all = all && one_of(squash(text), technical_kinds); });
    return all;
  }

  bool take_declared(const std::vector<std::size_t>& columns, const std::string& reason) {
    std::vector<std::size_t> good;
    for (const auto column : columns)
      if (!(options_.text.empty() ? false : is_text(column))) good.push_back(column);
    const bool any = std::any_of(good.begin(), good.end(), [this](std::size_t c) { return filled(c); });
    const auto* name = good.empty() ? nullptr : known(good[0]);
    if (!any || (name != nullptr && name->role == Role::type && all_technical(good[0]))) return false;
    for (const auto column : good) {
      plan_.declared_.push_back(column);
      if (filled(column)) use(column, Role::declared, reason);
    }
    return true;
  }

  void choose_declared() {
    bool found = false;
    if (plan_.tool_ != nullptr)
      each_word(plan_.tool_->declared, [&](std::string_view name) {
        if (!found) found = take_declared(named_columns(name), tool_reason());
      });
    for (int rank = 1; rank < 40 && !found; ++rank)
      for (std::size_t i = 0; i < width() && !found; ++i) {
        const auto* name = known(i);
        const int own = name == nullptr ? 0 : name->role == Role::declared ? name->rank : name->declared_rank;
        if (own != rank) continue;
        found = take_declared(named_columns(plan_.squashed_[i]),
                              fmt::format("\"{}\" usually tells the team or kind", plan_.names_[i]));
      }
    for (std::size_t i = real(); i < width() && !found; ++i)
      if (known(i) != nullptr && known(i)->role == Role::declared) plan_.declared_.push_back(i);
  }

  void choose_date() {
    std::size_t best = no_column;
    int best_rank = 1000;
    bool found = false;
    const auto take = [&](std::size_t column, std::string reason) {
      plan_.date_.push_back(column);
      use(column, Role::date, std::move(reason));
      found = true;
    };
    if (plan_.tool_ != nullptr)
      each_word(plan_.tool_->date, [&](std::string_view name) {
        for (const auto column : named_columns(name))
          if (!found && !is_text(column)) take(column, tool_reason());
      });
    if (found) return;
    for (std::size_t i = 0; i < width(); ++i) {
      const auto* name = known(i);
      if (name == nullptr || is_text(i) || (i >= real() && best != no_column)) continue;
      const int rank = name->role == Role::date    ? name->rank
                       : name->role == Role::start ? 10
                       : name->role == Role::due   ? 11
                                                   : 1000;
      if (rank < best_rank) best = i;
      best_rank = std::min(rank, best_rank);
    }
    if (best != no_column) take(best, fmt::format("\"{}\" usually tells when", plan_.names_[best]));
  }

  void choose_facts() {
    for (std::size_t i = 0; i < width(); ++i) {
      const auto* name = known(i);
      if (plan_.squashed_[i] == "type" && has(plan_.tool_, Quirk::type_rows)) plan_.type_column_ = i;
      if (name == nullptr || name->role < Role::start || is_text(i)) continue;
      Plan::FactColumn fact{name->role, i};
      if (name->role == Role::duration) fact.unit = static_cast<DurationUnit>(name->rank);
      plan_.facts_.push_back(fact);
      if (filled(i)) use(i, name->role, fmt::format("\"{}\" is a fact", plan_.names_[i]));
    }
  }

  void tell_order() {
    int balance = 0;
    for (std::size_t i = 0; i < width(); ++i)
      each_value(i, [&balance](std::string_view text) { balance += order_hint(text); });
    plan_.order_ = balance > 0 ? DateOrder::day_first : DateOrder::month_first;
  }

  Plan& plan_;
  const Rows& rows_;
  const Options& options_;
  const std::string& file_;
  std::size_t late_from_;
};

Result<Plan> Plan::make(const std::vector<std::string>& header, const Rows& rows, const Options& options,
                        const std::string& file, TableOptions table) {
  Plan plan;
  plan.short_rows_ = table.short_rows;
  if (auto done = Planner(plan, header, rows, options, file, table.late_from).run(); !done) return fail(done.error());
  return plan;
}

}  // namespace worktell::input
