#pragma once
/// Where the reports of a check go: one to standard output, others to files that are written whole or not at all.

#include <memory>
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "output/check_report.hpp"
#include "run/sink.hpp"
#include "run/whole_file.hpp"

namespace worktell::cli {

/// One report.
struct CheckTarget {
  std::string format;
  std::string path;  ///< empty: standard output
  std::unique_ptr<run::WholeFile> file = {};
};

/// Takes the lines of JSON while the input is read, and gives them to every target that wants them.
class CheckTargets final : public run::Sink {
 public:
  explicit CheckTargets(Session& session) : session_(session) {}

  /// --format and every --report; opens the files.
  Result<bool> open();
  [[nodiscard]] bool wants_json() const;
  void begin();
  Result<bool> put(std::string_view lines) override;
  /// Writes what remains to be written and puts the files in place. False: something failed and was told.
  bool finish(const output::CheckReport& report);

 private:
  Result<bool> send(CheckTarget& target, std::string_view bytes);
  Result<bool> write(CheckTarget& target, const output::CheckReport& report);

  Session& session_;
  std::vector<CheckTarget> targets_;
  bool some_ = false;  // a line was written
};

}  // namespace worktell::cli
