#pragma once
/// An activity whose label differs between two packs, told to people or as data.

#include <string>
#include <string_view>
#include <vector>

#include "output/look.hpp"
#include "output/writer.hpp"

namespace worktell::cli {

/// One activity labelled by both packs.
struct Moved {
  std::string_view file;
  const input::Batch& batch;
  const input::Activity& activity;
  const score::Verdict& before;
  const score::Verdict& after;
};

/// What a rule gave to an activity under either pack, all its poles together.
struct RuleChange {
  std::string_view id;
  std::string_view why;
  bool was = false;  ///< was evidence before
  bool is = false;   ///< is evidence now
  score::Points before = 0;
  score::Points after = 0;
};

class DiffTeller {
 public:
  /// Both packs must outlive the teller. `format`: text, tsv or ndjson.
  DiffTeller(const rules::CompiledPack& before, const rules::CompiledPack& after, std::string format, bool color)
      : before_(before), after_(after), format_(std::move(format)), look_(color) {}

  /// Appends the activity. Reuses its memory from one to the next.
  void append(const Moved& moved, std::string& out);

  /// The rules that give other points: the largest change first, then by id. Rules are the same by id.
  [[nodiscard]] const std::vector<RuleChange>& changes(const Moved& moved);

 private:
  void append_text(const Moved& moved, std::string& out);
  void append_tsv(const Moved& moved, std::string& out);
  void append_ndjson(const Moved& moved, std::string& out);
  [[nodiscard]] std::string_view old_label(const Moved& moved) const;
  [[nodiscard]] std::string_view new_label(const Moved& moved) const;
  [[nodiscard]] std::string_view text_of(const Moved& moved);
  RuleChange& entry(std::string_view id, std::string_view why);

  const rules::CompiledPack& before_;
  const rules::CompiledPack& after_;
  std::string format_;
  output::Look look_;
  output::Scratch scratch_;
  std::vector<RuleChange> changes_;
};

}  // namespace worktell::cli
