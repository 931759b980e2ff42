#pragma once
/// Words and figures that all looks of a report share, so that they say the same.

#include <string>
#include <string_view>

#include "report/totals.hpp"

namespace worktell::report {

/// What the writers of a report take.
struct Report {
  const rules::CompiledPack& pack;
  const Summary& summary;
  std::string title;
  std::size_t top = 10;  ///< how many owners, files, rules and activities of a kind are told one by one
};

/// "7.5%"; "0.0%" of nothing.
[[nodiscard]] std::string percent(std::uint64_t part, std::uint64_t whole);
/// "1 activity", "1,234 activities".
[[nodiscard]] std::string activities(std::uint64_t number);

/// Activities whose declared value stands for a label.
[[nodiscard]] std::uint64_t judged(const Summary& summary);

/// What matters most, in one sentence: how many activities look filed wrong.
[[nodiscard]] std::string headline(const Report& report);
/// "712 activities, 6 teams, 2026-01 to 2026-10, 3 files".
[[nodiscard]] std::string scope(const Report& report);

/// One sentence a team that differs from what it says, the largest share first:
/// "Desk: 12 of 80 (15.0%) look like LABEL, not OTHER LABEL".
struct Difference {
  const Group* team;
  std::string sentence;
};
[[nodiscard]] std::vector<Difference> differences(const Report& report);

/// The fewest reasons that carry a row's label alone: `a question answered ("reply"); one caller ("Ann")`.
[[nodiscard]] std::string reason_of(const Report& report, const Row& row);

/// "mismatch", "unclear", the name of the label of both sides; "Filed wrong?", ...
[[nodiscard]] std::string_view kind_name(Kind kind);
[[nodiscard]] std::string kind_title(const Report& report, Kind kind);

/// A group's name, or words for one without: "(no team)".
[[nodiscard]] std::string_view name_or(const Group& group, std::string_view none);

/// Writers: each appends a whole report.
void write_text(const Report& report, bool color, std::size_t width, std::string& out);
void write_markdown(const Report& report, std::string& out);
void write_json(const Report& report, std::string& out);
void write_page(const Report& report, std::string& out);

}  // namespace worktell::report
