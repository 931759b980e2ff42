#pragma once
/// The commands, each in a file of its own. One declaration a command; the table stands in commands.cpp.

#include "cli/command.hpp"

namespace worktell::cli {

extern const Command label_command;         // label.cpp, the default
extern const Command check_command;         // check.cpp
extern const Command report_command;        // report.cpp
extern const Command init_command;          // init.cpp
extern const Command explain_command;       // explain.cpp
extern const Command inspect_command;       // inspect.cpp
extern const Command eval_command;          // eval.cpp
extern const Command tune_command;          // tune.cpp
extern const Command rules_list_command;    // rules_list.cpp
extern const Command rules_show_command;    // rules_show.cpp
extern const Command rules_lint_command;    // rules_lint.cpp
extern const Command rules_test_command;    // rules_test.cpp
extern const Command rules_diff_command;    // rules_diff.cpp
extern const Command rules_export_command;  // rules_export.cpp
extern const Command config_show_command;   // config_show.cpp
extern const Command completions_command;   // completions.cpp
extern const Command schema_command;        // schema.cpp
extern const Command help_command;          // help_command.cpp
extern const Command man_command;           // man.cpp

}  // namespace worktell::cli
