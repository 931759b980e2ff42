#pragma once
/// Text that is not its raw bytes, built together with the steps that lead back to them.

#include <string_view>
#include <vector>

#include "input/activity.hpp"

namespace worktell::input {

/// Writes the text of one field into an arena. Text never grows: room for the raw size is taken once.
class TextBuilder {
 public:
  TextBuilder(Batch& batch, std::size_t room)
      : batch_(batch), out_(batch.arena.allocate(room)), first_step_(batch.steps.size()) {}

  /// The next text byte stands at `raw`. Called again at one place, both are kept: what lies between is not text.
  void at(std::size_t raw) {
    if (raw == size_ + shift_) return;
    batch_.steps.push_back({static_cast<std::uint32_t>(size_), static_cast<std::uint32_t>(raw)});
    shift_ = raw - size_;
  }
  /// Raw bytes [begin, end) are not text.
  void skip(std::size_t begin, std::size_t end) {
    at(begin);
    if (batch_.steps.size() == first_step_ || batch_.steps.back().text != size_)
      batch_.steps.push_back({static_cast<std::uint32_t>(size_), static_cast<std::uint32_t>(begin)});
    at(end);
  }
  void put(char c) { out_[size_++] = c; }
  void put(std::string_view text) {
    if (!text.empty()) std::memcpy(out_ + size_, text.data(), text.size());
    size_ += text.size();
  }
  /// Copies raw bytes [begin, end) of `raw`.
  void copy(std::string_view raw, std::size_t begin, std::size_t end) {
    at(begin);
    put(raw.substr(begin, end - begin));
  }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::string_view text() const { return {out_, size_}; }

  /// Ends the text: gives the arena its unused tail back.
  void finish(Field& field) {
    batch_.arena.shrink(out_, size_);
    field.text = {out_, size_};
    field.first_step = static_cast<std::uint32_t>(first_step_);
    field.step_count = static_cast<std::uint32_t>(batch_.steps.size() - first_step_);
  }

 private:
  Batch& batch_;
  char* out_;
  std::size_t size_ = 0;
  std::size_t first_step_;
  std::size_t shift_ = 0;  // raw offset less text offset; wraps for text that stands before its place
};

/// What a field's text may hold besides words.
enum class Markup : std::uint8_t { none, html, jira, markdown };

/// Reads markup of `field.text` through: tags and entities where they clearly stand, and Jira or Markdown signs where
/// `kind` says that the tool writes them. Steps lead on to the raw bytes. Costs one look at the text when it is plain.
void read_markup(Batch& batch, Field& field, Markup kind);

/// The words of `text` that begin with one of `signs` and go on, without the sign, with ", " between. A number after
/// the sign is no mark. Empty when there is none.
[[nodiscard]] std::string_view marked_words(std::string_view text, std::string_view signs, Batch& batch);

/// Takes such words out of `field.text`.
void read_marks(Batch& batch, Field& field, std::string_view signs);

}  // namespace worktell::input
