#include <algorithm>

#include "output/escape.hpp"
#include "output/item.hpp"
#include "output/look.hpp"
#include "output/makers.hpp"

namespace worktell::output {

namespace {

constexpr std::size_t confidence_cells = 5;
constexpr std::size_t least_for_reason = 50;  // columns beside label and confidence from which there is room for both

/// A line an activity, for people: label, confidence, text, reason.
class TextWriter final : public Writer {
 public:
  TextWriter(const rules::CompiledPack& pack, const Options& options) : pack_(pack), look_(options.color) {
    for (std::size_t label = 0; label < 4; ++label)
      label_cells_ = std::max(label_cells_, cells_of(pack.label_name(label)));
    const auto taken = label_cells_ + confidence_cells + 4;
    if (options.width == 0) return;
    const auto room = std::max<std::size_t>(options.width, taken + 16) - taken;
    reason_cells_ = room >= least_for_reason ? room * 2 / 5 : 0;
    text_cells_ = room - (reason_cells_ > 0 ? reason_cells_ + 2 : 0);
  }

  void write(const Item& item, Scratch& scratch, std::string& out) const override {
    append_label(item.verdict, out);
    append_thousandths(out, item.verdict.confidence);
    out += "  ";
    const auto text = title(item, scratch);
    if (text_cells_ == 0) return append_unlimited(item, text, scratch, out);
    const auto used = append_fitted(out, text, text_cells_);
    if (reason_cells_ > 0) append_reason_column(item, used, scratch, out);
    out += '\n';
  }

 private:
  void append_label(const score::Verdict& verdict, std::string& out) const {
    const auto label = static_cast<std::size_t>(verdict.label);
    const auto name = pack_.label_name(label);
    out += look_.label(verdict.label);
    out += name;
    out += look_.plain();
    out.append(label_cells_ - cells_of(name) + 2, ' ');
  }

  void append_unlimited(const Item& item, std::string_view text, Scratch& scratch, std::string& out) const {
    append_shown(out, text);
    out += "  ";
    out += look_.faint();
    out += '(';
    append_escaped_reason(item, scratch, out);
    out += ')';
    out += look_.plain();
    out += '\n';
  }

  void append_reason_column(const Item& item, std::size_t used, Scratch& scratch, std::string& out) const {
    out.append(text_cells_ - used + 2, ' ');
    out += look_.faint();
    scratch.reason.clear();
    append_reason(pack_, item, scratch, scratch.reason);
    append_fitted(out, scratch.reason, reason_cells_);
    out += look_.plain();
  }

  void append_escaped_reason(const Item& item, Scratch& scratch, std::string& out) const {
    scratch.reason.clear();
    append_reason(pack_, item, scratch, scratch.reason);
    append_shown(out, scratch.reason);
  }

  const rules::CompiledPack& pack_;
  Look look_;
  std::size_t label_cells_ = 0;
  std::size_t text_cells_ = 0;    // 0: no limit
  std::size_t reason_cells_ = 0;  // 0: no reason is shown
};

}  // namespace

WriterResult make_text(const rules::CompiledPack& pack, const Options& options) {
  if (!options.fields.empty())
    return fail({.what = "--fields does not go with --format text",
                 .why = "text is laid out for people",
                 .remedy = "Choose --format tsv, csv, json or ndjson."});
  return std::make_unique<TextWriter>(pack, options);
}

}  // namespace worktell::output
