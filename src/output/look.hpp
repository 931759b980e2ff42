#pragma once
/// Colours for people. Switched off, every function gives the empty string.

#include <string_view>

#include "score/verdict.hpp"

namespace worktell::output {

class Look {
 public:
  explicit Look(bool color) : color_(color) {}

  [[nodiscard]] std::string_view label(score::Label label) const {
    if (!color_) return {};
    switch (label) {
      case score::Label::first:
        return "\x1b[1;36m";
      case score::Label::second:
        return "\x1b[1;35m";
      case score::Label::both:
        return "\x1b[1;33m";
      case score::Label::none:
        return "\x1b[2m";
    }
    return {};
  }
  /// Of a pole, by the side it speaks for.
  [[nodiscard]] std::string_view pole(score::PoleId pole) const {
    if (pole == score::pole_both) return label(score::Label::both);
    if (pole == score::pole_other) return label(score::Label::none);
    return label(pole % 2 == 0 ? score::Label::first : score::Label::second);
  }
  [[nodiscard]] std::string_view bold() const { return color_ ? "\x1b[1m" : std::string_view(); }
  [[nodiscard]] std::string_view faint() const { return color_ ? "\x1b[2m" : std::string_view(); }
  [[nodiscard]] std::string_view warning() const { return color_ ? "\x1b[33m" : std::string_view(); }
  [[nodiscard]] std::string_view plain() const { return color_ ? "\x1b[0m" : std::string_view(); }

 private:
  bool color_;
};

}  // namespace worktell::output
