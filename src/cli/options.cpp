#include "cli/options.hpp"

#include "input/stream.hpp"
#include "output/writer.hpp"

namespace worktell::cli {

namespace {

std::vector<std::string> input_formats() {
  std::vector<std::string> names;
  for (const auto& format : input::formats()) names.emplace_back(format.name);
  return names;
}

std::vector<std::string> output_formats() {
  std::vector<std::string> names;
  for (const auto& format : output::formats()) names.emplace_back(format.name);
  return names;
}

std::vector<std::string> encodings() {
  return {"utf-8", "utf-16le", "utf-16be", "windows-1252", "latin-1"};
}

std::vector<std::string> color_modes() {
  return {"auto", "always", "never"};
}

constexpr std::string_view input_group = "Input";
constexpr std::string_view output_group = "Output";
constexpr std::string_view rules_group = "Rules";
constexpr std::string_view run_group = "Running";
constexpr std::string_view common_group = "General";

using enum ValueKind;

constexpr OptionRow input_rows[] = {
    {"input-format", 0, text, "FORMAT", "read the input as this format", "", input_formats, input_group},
    {"encoding", 0, text, "NAME", "read the input in this encoding", "", encodings, input_group},
    {"delimiter", 0, letter, "CHAR", "what separates the columns: one character, or \"tab\"", "", nullptr, input_group},
    {"text", 0, list, "COLUMN", "label the text of this column or key, of several in this order", "", nullptr,
     input_group},
    {"id", 0, text, "COLUMN", "the column that names a record", "", nullptr, input_group},
    {"owner", 0, text, "COLUMN", "the column that says whose the activity is", "", nullptr, input_group},
    {"declared", 0, text, "COLUMN", "the column that says which team or kind of work the activity is filed under", "",
     nullptr, input_group},
    {"date", 0, text, "COLUMN", "the column that says when the activity took place", "", nullptr, input_group},
};

constexpr OptionRow pack_rows[] = {
    {"rules", 0, paths, "DIR", "add this pack to the built-in one; its rules replace those of the same id", "", nullptr,
     rules_group},
};

constexpr OptionRow output_rows[] = {
    {"format", 'f', text, "FORMAT", "write the verdicts in this format", "text", output_formats, output_group},
    {"only", 0, list, "LABEL", "write only activities with this label, or with one of several", "", nullptr,
     output_group},
    {"min-confidence", 0, fraction, "0..1", "write only verdicts that are at least so sure", "0", nullptr,
     output_group},
    {"fields", 0, list, "NAME", "write these fields, in this order (tsv, csv and ndjson)", "", nullptr, output_group},
    {"header", 0, flag, "", "begin tsv with a line of names; csv has it unless --no-header", "", nullptr, output_group},
    {"append", 0, flag, "", "write the CSV that came in, as it stood, with the verdict in columns added", "", nullptr,
     output_group},
    {"summary", 0, flag, "", "end text with the totals; on a terminal it does unless --no-summary", "", nullptr,
     output_group},
};

constexpr OptionRow run_rows[] = {
    {"jobs", 'j', count, "N", "label with so many threads; 0 is one for each processor", "0", nullptr, run_group},
    {"block-size", 0, count, "BYTES", "read about so many bytes at a time", "262144", nullptr, run_group},
    {"allow-empty", 0, flag, "", "an input without activities is no error", "", nullptr, run_group},
};

constexpr OptionRow common_rows[] = {
    {"color", 0, text, "WHEN", "colour: auto is on for a terminal unless NO_COLOR is set or TERM is dumb", "auto",
     color_modes, common_group},
    {"verbose", 'v', flag, "", "tell on standard error what was recognised", "", nullptr, common_group},
    {"config", 0, path, "FILE", "read this config file instead of the nearest .worktell.toml; \"none\" reads none", "",
     nullptr, common_group},
    {"help", 'h', flag, "", "show this help", "", nullptr, common_group},
    {"version", 'V', flag, "", "show the version", "", nullptr, common_group},
};

}  // namespace

std::vector<std::string> text_or_json() {
  return {"text", "json"};
}

std::span<const OptionRow> input_options() {
  return input_rows;
}
std::span<const OptionRow> pack_options() {
  return pack_rows;
}
std::span<const OptionRow> output_options() {
  return output_rows;
}
std::span<const OptionRow> run_options() {
  return run_rows;
}
std::span<const OptionRow> common_options() {
  return common_rows;
}

std::string environment_name(std::string_view option) {
  std::string name = "WORKTELL_";
  for (const char c : option) {
    const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    name += c == '-' ? '_' : upper;
  }
  return name;
}

}  // namespace worktell::cli
