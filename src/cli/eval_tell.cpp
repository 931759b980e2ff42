#include "cli/eval_tell.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "cli/rules_source.hpp"
#include "cli/tell.hpp"
#include "output/escape.hpp"

namespace worktell::cli {

namespace {

using score::Evaluation;
using score::Label;

constexpr std::array all_labels = {Label::first, Label::second, Label::both, Label::none};
constexpr std::array sure_levels = {800, 900};

std::string percent(std::optional<double> share) {
  return share ? fmt::format("{:.1f}%", 100 * *share) : "-";
}
std::string decimals(std::optional<double> share) {
  return share ? fmt::format("{:.4f}", *share) : "-";
}
std::string json_number(std::optional<double> share) {
  return share ? fmt::format("{:.6f}", *share) : "null";
}

std::string_view name_of(const rules::CompiledPack& pack, Label label) {
  return pack.label_name(static_cast<std::size_t>(label));
}

std::size_t name_width(const rules::CompiledPack& pack) {
  std::size_t width = 9;
  for (const auto label : all_labels) width = std::max(width, output::cells_of(name_of(pack, label)));
  return width;
}

// The rows are what the texts are, the columns what they were called.
std::string confusion_text(const rules::CompiledPack& pack, const Evaluation& e, const output::Look& look) {
  const auto width = name_width(pack);
  std::string out = fmt::format("  {}{:<{}}", look.faint(), "is / called", width + 4);
  for (const auto label : all_labels) out += fmt::format(" {:>{}}", name_of(pack, label), width);
  out += fmt::format(" {:>10} {:>7} {:>7}{}\n", "precision", "recall", "F1", look.plain());
  for (const auto gold : all_labels) {
    out += fmt::format("  {}{:<{}}{}", look.label(gold), name_of(pack, gold), width + 4, look.plain());
    for (const auto said : all_labels) out += fmt::format(" {:>{}}", output::grouped(e.confused(gold, said)), width);
    out +=
        fmt::format(" {:>10} {:>7} {:>7}\n", percent(e.precision(gold)), percent(e.recall(gold)), percent(e.f1(gold)));
  }
  return out;
}

std::string axes_text(const rules::CompiledPack& pack, const Evaluation& e) {
  std::string out;
  for (std::size_t a = 0; a < e.axes().size(); ++a) {
    const auto& axis = e.axes()[a];
    if (axis.named == 0) continue;
    const auto share = static_cast<double>(axis.agreed) / static_cast<double>(axis.named);
    out += fmt::format("{}{} {} of {}", out.empty() ? "  axes: " : ", ", pack.spell(pack.axes[a].name), percent(share),
                       output::grouped(axis.named));
  }
  return out.empty() ? out : out + '\n';
}

// --- JSON

/// Members of an object or elements of an array, separated.
template <typename Range, typename Function>
std::string joined(const Range& range, Function&& each) {
  std::string out;
  for (const auto& element : range) {
    if (!out.empty()) out += ',';
    out += each(element);
  }
  return out;
}

std::string labels_json(const rules::CompiledPack& pack, const Evaluation& e) {
  return joined(all_labels, [&](Label gold) {
    const auto called = joined(all_labels, [&](Label said) {
      return fmt::format("{}:{}", output::json_quoted(name_of(pack, said)), e.confused(gold, said));
    });
    return fmt::format(R"({}:{{"count":{},"called":{{{}}},"precision":{},"recall":{},"f1":{}}})",
                       output::json_quoted(name_of(pack, gold)), e.gold_count(gold), called,
                       json_number(e.precision(gold)), json_number(e.recall(gold)), json_number(e.f1(gold)));
  });
}

std::string calibration_json(const Evaluation& e) {
  const auto bins = joined(e.calibration_bins(), [](const Evaluation::Bin& bin) {
    return fmt::format(R"({{"count":{},"right":{},"confidence_sum":{:.3f}}})", bin.count, bin.right,
                       static_cast<double>(bin.confidence) / 1000.0);
  });
  const auto sure = joined(sure_levels, [&](std::int32_t level) {
    const auto at = e.sure_at(level);
    return fmt::format(R"({{"confidence":{:.1f},"accuracy":{},"coverage":{}}})", level / 1000.0,
                       json_number(at.accuracy), json_number(at.coverage));
  });
  return fmt::format(R"({{"expected_error":{},"bins":[{}],"sure":[{}]}})", json_number(e.calibration_error()), bins,
                     sure);
}

std::string axes_json(const rules::CompiledPack& pack, const Evaluation& e) {
  std::size_t number = 0;
  return joined(e.axes(), [&](const Evaluation::AxisCount& axis) {
    return fmt::format(R"({}:{{"named":{},"agreed":{}}})", output::json_quoted(pack.spell(pack.axes[number++].name)),
                       axis.named, axis.agreed);
  });
}

std::string figures_json(const rules::CompiledPack& pack, const Evaluation& e) {
  return fmt::format(
      R"("texts":{},"right":{},"accuracy":{},"labels":{{{}}},"macro_f1":{},"swaps":{},"sided":{},"swap_rate":{},"calibration":{},"axes":{{{}}})",
      e.count(), e.right(), json_number(e.accuracy()), labels_json(pack, e), json_number(e.macro_f1()), e.swaps(),
      e.sided(), json_number(e.swap_rate()), calibration_json(e), axes_json(pack, e));
}

/// Rules by how often they were wrong, then by how often they fired; the order of the pack otherwise.
std::vector<std::size_t> rules_in_order(const Evaluation& e) {
  std::vector<std::size_t> order(e.rules().size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const auto& left = e.rules()[a];
    const auto& right = e.rules()[b];
    return left.wrong != right.wrong ? left.wrong > right.wrong : left.fires > right.fires;
  });
  return order;
}

std::string rules_json(const rules::CompiledPack& pack, const Evaluation& e) {
  return joined(rules_in_order(e), [&](std::size_t r) {
    const auto& count = e.rules()[r];
    return fmt::format(R"({{"rule":{},"fires":{},"right":{},"wrong":{}}})", output::json_quoted(pack.rule_id(r)),
                       count.fires, count.right, count.wrong);
  });
}

}  // namespace

std::string evaluation_text(const rules::CompiledPack& pack, const Evaluated& evaluated, const output::Look& look) {
  const auto& e = evaluated.evaluation;
  auto out = fmt::format("{}{}{}: {}, {} right ({})\n", look.bold(), output::shown(evaluated.name), look.plain(),
                         counted(e.count(), "text", "texts"), output::grouped(e.right()), percent(e.accuracy()));
  out += confusion_text(pack, e, look);
  out += fmt::format("  macro-F1: {}\n", decimals(e.macro_f1()));
  out += fmt::format("  swaps: {} of {} {} or {} texts called the other ({})\n", output::grouped(e.swaps()),
                     output::grouped(e.sided()), name_of(pack, Label::first), name_of(pack, Label::second),
                     percent(e.swap_rate()));
  out += fmt::format("  calibration: expected error {}", decimals(e.calibration_error()));
  for (const auto level : sure_levels) {
    const auto at = e.sure_at(level);
    out += fmt::format("; at confidence {:.1f}: {} right, {} of the texts", level / 1000.0, percent(at.accuracy),
                       percent(at.coverage));
  }
  return out + '\n' + axes_text(pack, e);
}

std::string rules_table_text(const rules::CompiledPack& pack, const score::Evaluation& evaluation) {
  std::size_t ids = 4;
  std::size_t poles = 5;
  for (std::size_t r = 0; r < pack.rules.size(); ++r) {
    ids = std::max(ids, pack.rule_id(r).size());
    poles = std::max(poles, poles_of(pack, r, "+").size());
  }
  auto out = fmt::format("{:<{}}  {:<{}}  {:>6} {:>6} {:>6}\n", "rule", ids, "poles", poles, "fires", "right", "wrong");
  for (const auto r : rules_in_order(evaluation)) {
    const auto& count = evaluation.rules()[r];
    out += fmt::format("{:<{}}  {:<{}}  {:>6} {:>6} {:>6}{}\n", pack.rule_id(r), ids, poles_of(pack, r, "+"), poles,
                       count.fires, count.right, count.wrong, count.fires == 0 ? "  never fired" : "");
  }
  return out;
}

std::string evaluation_json(const rules::CompiledPack& pack, const std::vector<Evaluated>& files,
                            const score::Evaluation& all, bool with_rules) {
  const auto each = joined(files, [&](const Evaluated& file) {
    return fmt::format(R"({{"file":{},{}}})", output::json_quoted(file.name), figures_json(pack, file.evaluation));
  });
  const auto rules = with_rules ? fmt::format(R"(,"rules":[{}])", rules_json(pack, all)) : "";
  return fmt::format("{{\"version\":1,\"files\":[{}],\"all\":{{{}}}{}}}\n", each, figures_json(pack, all), rules);
}

}  // namespace worktell::cli
