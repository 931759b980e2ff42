#include "score/tuning.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <numeric>
#include <random>
#include <set>
#include <thread>

#include "score/labeller.hpp"

namespace worktell::score {
namespace {

constexpr std::size_t labels = 4;

// One evidence in the model: which weight, what part of it.
struct Term {
  std::uint32_t rule;
  std::uint16_t slot;
  std::uint16_t clause;
  float part;  ///< factors / poles of the rule
};

struct Row {
  std::vector<Term> terms;
  std::size_t label;
  double weight;
};

struct Model {
  std::vector<double> weight;  ///< points
  double base = 0;
  double both = 0;
};

double part_of(const rules::CompiledPack& pack, const Evidence& evidence) {
  double part = 1.0 / pack.rules[evidence.rule].pole_count;
  for (unsigned f = 0; f < 8; ++f)
    if ((evidence.factors >> f & 1U) != 0) part *= pack.settings[0].factors[f] / 100.0;
  return part;
}

Row make_row(const rules::CompiledPack& pack, const Sample& sample) {
  Row row{{}, static_cast<std::size_t>(sample.label), sample.weight};
  for (const auto& e : sample.evidence)
    row.terms.push_back({e.rule, static_cast<std::uint16_t>(slot_of(e.pole)), static_cast<std::uint16_t>(e.clause),
                         static_cast<float>(part_of(pack, e))});
  return row;
}

// The forward pass of `decide`, in real numbers, keeping what each term counted.
class Scorer {
 public:
  explicit Scorer(const rules::CompiledPack& pack) : pack_(pack) {}

  std::array<double, labels> scores(const Row& row, const Model& model) {
    share(row, model);
    std::array<double, pole_slots> sum{};
    for (std::size_t i = 0; i < row.terms.size(); ++i) sum[row.terms[i].slot] += points_[i];
    double first = 0;
    double second = 0;
    for (std::size_t p = 0; p < most_poles; ++p) (p % 2 == 0 ? first : second) += sum[p];
    smaller_is_first = first <= second;
    clauses(row);
    return {first, second, model.both + std::min(first, second) + sum[most_poles + 1] + clause_points,
            model.base + sum[most_poles]};
  }

  std::vector<double> shares;  ///< per term: by its rank
  bool smaller_is_first = false;
  double clause_points = 0;
  std::uint32_t clause_taken = 0;  ///< the clause whose lead the clause points are
  bool clause_first = false;

 private:
  void share(const Row& row, const Model& model) {
    const std::size_t n = row.terms.size();
    shares.assign(n, 0);
    points_.assign(n, 0);
    order_.resize(n);
    std::iota(order_.begin(), order_.end(), 0U);
    const auto given = [&](std::uint32_t i) { return model.weight[row.terms[i].rule] * row.terms[i].part; };
    std::stable_sort(order_.begin(), order_.end(),
                     [&](auto a, auto b) { return std::abs(given(a)) > std::abs(given(b)); });
    std::array<std::size_t, pole_slots> count{};
    for (const auto i : order_) {
      const std::size_t rank = std::min(count[row.terms[i].slot]++, pack_.shares.size() - 1);
      shares[i] = pack_.shares[rank] / 1000.0;
      points_[i] = given(i) * shares[i];
    }
  }

  void clauses(const Row& row) {
    const auto& settings = pack_.settings[0];
    double best_first = 0;
    double best_second = 0;
    std::uint32_t at_first = 0;
    std::uint32_t at_second = 0;
    for (std::size_t i = 0; i < row.terms.size(); ++i) {
      double lead = 0;
      for (std::size_t j = 0; j < row.terms.size(); ++j)
        if (row.terms[j].clause == row.terms[i].clause && row.terms[j].slot < most_poles)
          lead += row.terms[j].slot % 2 == 0 ? points_[j] : -points_[j];
      if (lead > best_first) best_first = lead, at_first = row.terms[i].clause;
      if (-lead > best_second) best_second = -lead, at_second = row.terms[i].clause;
    }
    const double weaker = std::min(best_first, best_second);
    clause_points = weaker * 100 < settings.firm ? 0 : std::min(weaker, settings.disagree / 100.0);
    clause_first = best_first <= best_second;
    clause_taken = clause_first ? at_first : at_second;
    capped_ = weaker * 100 > settings.disagree;
  }

  const rules::CompiledPack& pack_;
  std::vector<double> points_;
  std::vector<std::uint32_t> order_;
  bool capped_ = false;

 public:
  /// How much the score of `label` changes per point of term i.
  double slope(const Row& row, std::size_t i, std::size_t label) const {
    const Term& term = row.terms[i];
    if (term.slot == most_poles) return label == 3 ? 1 : 0;
    if (term.slot == most_poles + 1) return label == 2 ? 1 : 0;
    const bool first = term.slot % 2 == 0;
    if (label < 2) return first == (label == 0) ? 1 : 0;
    if (label == 3) return 0;
    double slope = first == smaller_is_first ? 1 : 0;
    if (clause_points > 0 && !capped_ && term.clause == clause_taken) slope += first == clause_first ? 1 : -1;
    return slope;
  }
};

std::array<double, labels> softmax(const std::array<double, labels>& scores, double sharpness) {
  const double top = *std::max_element(scores.begin(), scores.end());
  std::array<double, labels> p{};
  double sum = 0;
  for (std::size_t l = 0; l < labels; ++l) sum += p[l] = std::exp((scores[l] - top) * sharpness);
  for (double& value : p) value /= sum;
  return p;
}

// Adam over the rules that fire; one step a small batch of rows.
class Fitter {
 public:
  Fitter(const rules::CompiledPack& pack, const TuneOptions& options)
      : options_(options), scorer_(pack), author_(start(pack)) {}

  static Model start(const rules::CompiledPack& pack) {
    Model model;
    for (const auto& rule : pack.rules) model.weight.push_back(rule.weight / 100.0);
    model.base = pack.settings[0].base / 100.0;
    model.both = pack.settings[0].both_base / 100.0;
    return model;
  }

  Model fit(const std::vector<const Row*>& rows) {
    Model model = author_;
    const std::size_t n = model.weight.size();
    gradient_.assign(n + 2, 0), mean_.assign(n + 2, 0), square_.assign(n + 2, 0);
    total_weight_ = 0;
    for (const Row* row : rows) total_weight_ += row->weight;
    std::vector<const Row*> order = rows;
    std::mt19937 random(20261123);
    for (int round = 0; round < options_.rounds; ++round) {
      for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
      const double step = options_.step * (1.0 - 0.9 * round / options_.rounds);
      for (std::size_t at = 0; at < order.size(); at += batch) one_batch(order, at, step, model);
    }
    return model;
  }

 private:
  static constexpr std::size_t batch = 256;

  void one_batch(const std::vector<const Row*>& rows, std::size_t at, double step, Model& model) {
    std::fill(gradient_.begin(), gradient_.end(), 0.0);
    double seen = 0;
    for (std::size_t i = at; i < std::min(rows.size(), at + batch); ++i) seen += add_gradient(*rows[i], model);
    add_prior(model, seen / total_weight_);
    update(model, step);
  }

  double add_gradient(const Row& row, const Model& model) {
    const auto p = softmax(scorer_.scores(row, model), options_.sharpness);
    std::array<double, labels> error{};
    for (std::size_t l = 0; l < labels; ++l)
      error[l] = (p[l] - (l == row.label ? 1.0 : 0.0)) * row.weight * options_.sharpness;
    for (std::size_t i = 0; i < row.terms.size(); ++i) {
      double slope = 0;
      for (std::size_t l = 0; l < labels; ++l) slope += error[l] * scorer_.slope(row, i, l);
      gradient_[row.terms[i].rule] += slope * scorer_.shares[i] * row.terms[i].part;
    }
    gradient_[model.weight.size()] += error[3];
    gradient_[model.weight.size() + 1] += error[2];
    return row.weight;
  }

  void add_prior(const Model& model, double part) {
    const double precision = part / (options_.spread * options_.spread);
    for (std::size_t r = 0; r < model.weight.size(); ++r)
      gradient_[r] += (model.weight[r] - author_.weight[r]) * precision;
  }

  void update(Model& model, double step) {
    ++steps_;
    constexpr double b1 = 0.9;
    constexpr double b2 = 0.999;
    const auto move = [&](std::size_t i) {
      mean_[i] = b1 * mean_[i] + (1 - b1) * gradient_[i];
      square_[i] = b2 * square_[i] + (1 - b2) * gradient_[i] * gradient_[i];
      return step * mean_[i] / (std::sqrt(square_[i]) + 1e-8);
    };
    for (std::size_t r = 0; r < model.weight.size(); ++r) {
      const double moved = model.weight[r] - move(r);
      model.weight[r] = author_.weight[r] >= 0 ? std::max(0.0, moved) : std::min(0.0, moved);
    }
    model.base -= move(model.weight.size());
    model.both -= move(model.weight.size() + 1);
  }

  const TuneOptions& options_;
  Scorer scorer_;
  Model author_;
  std::vector<double> gradient_, mean_, square_;
  double total_weight_ = 1;
  std::uint64_t steps_ = 0;
};

struct Outcome {
  Label label;
  double margin;
  bool right;
};

Outcome outcome(Scorer& scorer, const Row& row, const Model& model) {
  const auto scores = scorer.scores(row, model);
  std::size_t best = 3;
  for (std::size_t l = 0; l < labels; ++l)
    if (scores[l] > scores[best]) best = l;
  double next = -1e9;
  for (std::size_t l = 0; l < labels; ++l)
    if (l != best) next = std::max(next, scores[l]);
  return {static_cast<Label>(best), scores[best] - next, best == row.label};
}

void measure(const std::vector<Sample>& samples, const std::vector<Outcome>& before, const std::vector<Outcome>& after,
             Tuned& tuned) {
  double gain = 0;
  double square = 0;
  double n = 0;
  std::array<std::vector<Judged>, labels> judged;
  std::vector<Pair> pairs;
  std::set<std::uint32_t> groups;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    tuned.validated.push_back(after[i].label);
    if (!samples[i].measured) continue;
    const double change = (after[i].right ? 1.0 : 0.0) - (before[i].right ? 1.0 : 0.0);
    gain += change, square += change * change, n += 1;
    tuned.accuracy.before += before[i].right ? 1 : 0;
    tuned.accuracy.after += after[i].right ? 1 : 0;
    judged[static_cast<std::size_t>(after[i].label)].emplace_back(after[i].margin, after[i].right);
    pairs.push_back({samples[i].group, before[i].right, after[i].right});
    groups.insert(samples[i].group);
  }
  if (n < 2) return;
  tuned.accuracy.before /= n;
  tuned.accuracy.after /= n;
  tuned.accuracy.texts = static_cast<std::size_t>(n);
  tuned.accuracy.interval = 1.96 * std::sqrt((square / n - gain / n * (gain / n)) / n);
  tuned.accuracy.gain = gain_interval(pairs);
  tuned.accuracy.groups = groups.size();
  for (std::size_t l = 0; l < labels; ++l) tuned.curves[l] = isotonic(std::move(judged[l]));
}

std::vector<Outcome> labelled_today(const rules::CompiledPack& pack, const std::vector<Sample>& samples,
                                    const std::vector<Row>& rows) {
  Scorer scorer(pack);
  const Model author = Fitter::start(pack);
  std::vector<Outcome> outcomes;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    outcomes.push_back(outcome(scorer, rows[i], author));
    if (samples[i].today) outcomes[i].right = (outcomes[i].label = *samples[i].today) == samples[i].label;
  }
  return outcomes;
}

// One fold: fitted on the rows outside it, measured on those inside. Fold number `folds` has nothing inside: it is
// fitted on everything. No fold touches what another writes.
Model run_fold(const rules::CompiledPack& pack, const std::vector<Sample>& samples, const std::vector<Row>& rows,
               const TuneOptions& options, std::uint32_t fold, std::vector<Outcome>& after) {
  std::vector<const Row*> train;
  std::vector<std::size_t> held_out;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (fold_of(samples[i].group, options.folds) == fold)
      held_out.push_back(i);
    else
      train.push_back(&rows[i]);
  }
  Model model = Fitter(pack, options).fit(train);
  Scorer scorer(pack);
  for (const auto i : held_out) after[i] = outcome(scorer, rows[i], model);
  return model;
}

template <typename Work>
void share_out(std::size_t jobs, std::uint32_t tasks, Work&& work) {
  std::atomic<std::uint32_t> next{0};
  const auto take = [&] {
    for (std::uint32_t task = next++; task < tasks; task = next++) work(task);
  };
  std::vector<std::thread> threads;
  for (std::size_t j = 1; j < std::min<std::size_t>(jobs, tasks); ++j) threads.emplace_back(take);
  take();
  for (auto& thread : threads) thread.join();
}

}  // namespace

Tuned tune(const rules::CompiledPack& pack, const std::vector<Sample>& samples, const TuneOptions& options) {
  std::vector<Row> rows;
  for (const auto& sample : samples) rows.push_back(make_row(pack, sample));
  std::vector<Outcome> after(rows.size());
  const auto folds = static_cast<std::uint32_t>(options.folds);
  Model model;
  share_out(options.jobs, folds + 1, [&](std::uint32_t task) {
    const std::uint32_t fold = folds - task;  // the largest first
    Model fitted = run_fold(pack, samples, rows, options, fold, after);
    if (fold == folds) model = std::move(fitted);
  });
  Tuned tuned;
  measure(samples, labelled_today(pack, samples, rows), after, tuned);
  for (const double weight : model.weight) tuned.weights.push_back(static_cast<Points>(std::lround(weight * 100)));
  tuned.base = static_cast<Points>(std::lround(model.base * 100));
  tuned.both_base = static_cast<Points>(std::lround(model.both * 100));
  return tuned;
}

std::uint32_t fold_of(std::uint32_t group, int folds) {
  std::uint32_t mixed = group * 2654435761U;
  mixed ^= mixed >> 16U;
  return mixed % static_cast<std::uint32_t>(folds);
}

std::string group_of(std::string_view id) {
  if (const auto dash = id.rfind('-'); dash != std::string_view::npos) return std::string(id.substr(0, dash));
  const auto digit = id.find_first_of("0123456789");
  if (digit == std::string_view::npos) return std::string(id);
  std::uint64_t number = 0;
  for (const char c : id.substr(digit))
    number = c >= '0' && c <= '9' ? number * 10 + static_cast<std::uint64_t>(c - '0') : number;
  return std::string(id.substr(0, digit)) + std::to_string(number / 20);
}

}  // namespace worktell::score
