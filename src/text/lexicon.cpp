#include "text/lexicon.hpp"

namespace worktell::text {

std::uint32_t hash_word(std::string_view word) {
  WordHash hash;
  for (const char c : word) hash.add(static_cast<unsigned char>(c));
  return hash.value();
}

FormId Lexicon::find(std::string_view word) const {
  return find(word, hash_word(word));
}

FormId Lexicon::find(std::string_view word, std::uint32_t hash) const {
  if (slots.empty()) return 0;
  const std::size_t mask = slots.size() - 1;
  for (std::size_t slot = hash & mask;; slot = (slot + 1) & mask) {
    const FormId form = slots[slot];
    if (form == 0 || spelling(forms[form].text) == word) return form;
  }
}

}  // namespace worktell::text
