#include "input/names.hpp"

namespace worktell::input {

namespace {

/// The base letter of U+00C0 to U+00FF ("ss" for the sharp s), or nothing for signs.
std::string_view base_letter(unsigned low) {
  constexpr std::string_view letters[64] = {
      "a", "a", "a", "a", "a", "a", "ae", "c", "e",  "e",  "e", "e", "i", "i", "i", "i", "d",  "n", "o",  "o", "o", "o",
      "o", "",  "o", "u", "u", "u", "u",  "y", "th", "ss", "a", "a", "a", "a", "a", "a", "ae", "c", "e",  "e", "e", "e",
      "i", "i", "i", "i", "d", "n", "o",  "o", "o",  "o",  "o", "",  "o", "u", "u", "u", "u",  "y", "th", "y"};
  return letters[low & 63U];
}

bool drop_prefix(std::string& text, std::string_view prefix) {
  if (text.size() <= prefix.size() + 2 || !text.starts_with(prefix)) return false;
  text.erase(0, prefix.size());
  return true;
}

}  // namespace

std::string_view role_name(Role role) {
  switch (role) {
    case Role::title:
    case Role::body:
      return "text";
    case Role::id:
      return "id";
    case Role::owner:
    case Role::first_name:
    case Role::last_name:
      return "owner";
    case Role::declared:
      return "declared";
    case Role::date:
      return "date";
    case Role::start:
    case Role::start_time:
      return "start";
    case Role::end:
    case Role::end_time:
      return "end";
    case Role::due:
      return "due";
    case Role::attendees:
      return "attendees";
    case Role::recipients:
      return "recipients";
    case Role::duration:
      return "duration";
    case Role::type:
      return "type";
    default:
      return "";
  }
}

std::string squash(std::string_view name) {
  std::string out;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const auto c = static_cast<unsigned char>(name[i]);
    if (c >= 'A' && c <= 'Z') {
      out += static_cast<char>(c + 32);
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      out += static_cast<char>(c);
    } else if (c == 0xC3 && i + 1 < name.size()) {
      out += base_letter(static_cast<unsigned char>(name[++i]));
    } else if (c == 0xC2 && i + 1 < name.size()) {
      ++i;  // a sign, such as the no-break space
    } else if (c >= 0x80) {
      out += static_cast<char>(c);
    }
  }
  drop_prefix(out, "property");
  if (name.find("hs_") != std::string_view::npos) drop_prefix(out, "hs");
  return out;
}

}  // namespace worktell::input
