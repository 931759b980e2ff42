#include "cli/check_targets.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace worktell::cli {

namespace {

constexpr std::string_view json_head = "{\"version\":1,\"activities\":[\n";

const output::CheckFormat* format_of(std::string_view name) {
  const auto formats = output::check_formats();
  const auto found = std::find_if(formats.begin(), formats.end(), [name](const auto& row) { return row.name == name; });
  return found == formats.end() ? nullptr : &*found;
}

Problem no_format(const std::string& origin, const std::string& typed) {
  std::vector<std::string_view> names;
  for (const auto& row : output::check_formats()) names.push_back(row.name);
  const auto near = nearest(typed, names);
  return {.what = fmt::format("{}: there is no format \"{}\"", origin, typed),
          .why = near.empty() ? "" : fmt::format("did you mean \"{}\"?", near),
          .remedy = fmt::format("Formats: {}", fmt::join(names, ", "))};
}

/// Lines of JSON as elements of an array, without the comma in front.
std::string elements(std::string_view lines) {
  std::string out;
  lines.remove_suffix(1);
  for (const char c : lines) c == '\n' ? out += ",\n" : out += c;
  return out;
}

}  // namespace

Result<bool> CheckTargets::open() {
  const auto& settings = session_.settings();
  targets_.push_back({.format = settings.text("format"), .path = ""});
  for (const auto& typed : settings.list("report")) {
    const auto equals = typed.find('=');
    if (equals == std::string::npos || equals + 1 == typed.size())
      return fail({.what = fmt::format("{}: \"{}\" names no file", settings.origin("report").text, typed),
                   .remedy = "Write it as FORMAT=FILE, for example: --report sarif=check.sarif"});
    const auto format = typed.substr(0, equals);
    if (format_of(format) == nullptr) return fail(no_format(settings.origin("report").text, format));
    targets_.push_back({.format = format, .path = typed.substr(equals + 1)});
  }
  for (auto& target : targets_) {
    if (target.path.empty()) continue;
    target.file = std::make_unique<run::WholeFile>(target.path);
    if (auto good = target.file->put(""); !good) return good;
  }
  return true;
}

bool CheckTargets::wants_json() const {
  return std::any_of(targets_.begin(), targets_.end(),
                     [](const CheckTarget& target) { return format_of(target.format)->text == nullptr; });
}

Result<bool> CheckTargets::send(CheckTarget& target, std::string_view bytes) {
  if (target.file) return target.file->put(bytes);
  session_.print(bytes);  // tells its failures itself
  return true;
}

void CheckTargets::begin() {
  for (auto& target : targets_)
    if (target.format == "json") static_cast<void>(send(target, json_head));  // a failure shows again at the end
}

Result<bool> CheckTargets::put(std::string_view lines) {
  if (lines.empty()) return true;
  for (auto& target : targets_) {
    Result<bool> sent = true;
    if (target.format == "ndjson") sent = send(target, lines);
    if (target.format == "json") sent = send(target, (some_ ? ",\n" : "") + elements(lines));
    if (!sent) return sent;
  }
  some_ = true;
  return true;
}

Result<bool> CheckTargets::write(CheckTarget& target, const output::CheckReport& report) {
  if (target.format == "ndjson") return true;
  if (target.format == "json")
    return send(target, fmt::format("{}],\n\"summary\":{}}}\n", some_ ? "\n" : "", output::check_summary_json(report)));
  auto shown = report;
  shown.color = report.color && !target.file;
  return send(target, format_of(target.format)->text(shown));
}

bool CheckTargets::finish(const output::CheckReport& report) {
  const auto all = [this](auto act) {
    for (auto& target : targets_)
      if (const auto done = act(target); !done) return Session::tell(done.error()), false;
    return true;
  };
  if (!all([&](CheckTarget& target) { return write(target, report); })) return false;
  if (!all([](CheckTarget& target) { return target.file ? target.file->seal() : Result<bool>(true); })) return false;
  return all([](CheckTarget& target) { return target.file ? target.file->commit() : Result<bool>(true); });
}

}  // namespace worktell::cli
