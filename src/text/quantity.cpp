#include "text/quantity.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <limits>

#include "text/analysis.hpp"

namespace worktell::text {
namespace {

constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max() / 4000000;
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::int64_t times(std::int64_t value, std::int64_t factor) {
  if (factor != 0 && value > largest * 1000 / factor) return largest * 1000;
  return value * factor;
}

// The place of the separator that starts the decimals, or npos.
std::size_t decimal_mark(std::string_view digits, bool comma_decimals) {
  const std::size_t last = digits.find_last_of(".,");
  if (last == std::string_view::npos) return last;
  const char mark = digits[last];
  const bool repeated = digits.find(mark) != last;
  const bool both = digits.find(mark == '.' ? ',' : '.') != std::string_view::npos;
  if (repeated) return std::string_view::npos;
  if (both) return last;
  const bool three = digits.size() - last == 4;
  const bool thousands = three && (mark == ',' ? !comma_decimals : comma_decimals);
  return thousands ? std::string_view::npos : last;
}

struct Parts {
  std::array<std::int64_t, 3> value{};
  std::array<std::size_t, 3> size{};
  std::size_t count = 0;
};

std::optional<Parts> split(std::string_view digits, std::string_view marks) {
  Parts parts;
  for (std::size_t at = 0; at <= digits.size();) {
    const std::size_t end = std::min(digits.find_first_of(marks, at), digits.size());
    if (parts.count == 3 || end - at == 0 || end - at > 4) return std::nullopt;
    for (std::size_t i = at; i < end; ++i) {
      if (!is_digit(digits[i])) return std::nullopt;
      parts.value[parts.count] = parts.value[parts.count] * 10 + (digits[i] - '0');
    }
    parts.size[parts.count++] = end - at;
    at = end + 1;
  }
  return parts;
}

std::optional<std::int64_t> days_of(std::int64_t year, std::int64_t month, std::int64_t day) {
  if (year < 100) year += 2000;
  if (month > 12 || day > 31) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(year)),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date).time_since_epoch().count();
}

}  // namespace

std::int64_t parse_number(std::string_view digits, bool comma_decimals) {
  const std::size_t mark = decimal_mark(digits, comma_decimals);
  std::int64_t value = 0;
  std::int64_t unit = 1000;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i == mark) unit = 100;
    if (!is_digit(digits[i])) continue;
    const std::int64_t digit = digits[i] - '0';
    if (mark == std::string_view::npos || i < mark) {
      value = value > largest / 10 ? largest : value * 10 + digit * 1000;
    } else {
      value += digit * unit;
      unit /= 10;
    }
  }
  return value;
}

std::optional<std::int64_t> parse_date(std::string_view digits) {
  const auto parts = split(digits, digits.find('-') != std::string_view::npos   ? "-"
                                   : digits.find('/') != std::string_view::npos ? "/"
                                                                                : ".");
  if (!parts || parts->count != 3) return std::nullopt;
  const auto& [a, b, c] = parts->value;
  if (parts->size[0] == 4) return days_of(a, b, c);
  if (parts->size[2] != 4 && parts->size[2] != 2) return std::nullopt;
  return b > 12 ? days_of(c, a, b) : days_of(c, b, a);
}

std::optional<std::int64_t> parse_time(std::string_view digits) {
  const auto parts = split(digits, ":");
  if (!parts || parts->count < 2 || parts->size[1] != 2 || parts->value[1] > 59) return std::nullopt;
  const auto minutes = parts->value[0] * 60 + parts->value[1];
  return minutes <= 24 * 60 ? std::optional(minutes) : std::nullopt;
}

namespace {

// Finds the quantity that starts at each token; looks at most two tokens to either side.
class QuantityFinder {
 public:
  QuantityFinder(const Lexicon& lexicon, std::string_view text, Analysis& analysis)
      : lexicon_(lexicon), text_(text), analysis_(analysis), tokens_(analysis.tokens) {}

  void run() {
    for (std::uint32_t i = 0; i < tokens_.size();) {
      const std::size_t before = analysis_.quantities.size();
      if (tokens_[i].kind == TokenKind::number)
        from_digits(i);
      else if (tokens_[i].kind == TokenKind::word)
        from_word(i);
      i = analysis_.quantities.size() > before ? std::max(i + 1, analysis_.quantities.back().last) : i + 1;
    }
  }

 private:
  const Form& form(std::uint32_t i) const { return lexicon_.forms[tokens_[i].prefix ? 0 : tokens_[i].form]; }
  bool has(std::uint32_t i, WordClass c) const { return i < tokens_.size() && (tokens_[i].classes & bit(c)) != 0; }
  bool attached(std::uint32_t i) const { return i > 0 && tokens_[i].begin == tokens_[i - 1].end; }
  bool measures(std::uint32_t i, Measure m) const { return i < tokens_.size() && form(i).measure == m; }
  std::string_view spelling(std::uint32_t i) const {
    return text_.substr(tokens_[i].begin, tokens_[i].end - tokens_[i].begin);
  }

  void add(std::uint32_t first, std::uint32_t last, std::int64_t value, QuantityKind kind) {
    analysis_.quantities.push_back({first, last, value, kind});
  }

  // Does the token belong to the quantity before?
  bool taken(std::uint32_t i) const { return !analysis_.quantities.empty() && i < analysis_.quantities.back().last; }

  void from_digits(std::uint32_t i) {
    const std::string_view digits = spelling(i);
    if (const auto date = parse_date(digits)) return add(i, i + 1, times(*date, 1000), QuantityKind::date);
    if (const auto time = parse_time(digits)) return add(i, i + 1, times(*time, 1000), QuantityKind::time);
    const bool after_sign = i > 0 && measures(i - 1, Measure::money) && !taken(i - 1);
    const bool before_sign = measures(i + 1, Measure::money);
    const std::int64_t value = parse_number(digits.substr(0, digits.find_first_of("-/:")),
                                            (after_sign && spelling(i - 1) != "$") || before_sign);
    measured(i, i + 1, value, after_sign);
  }

  // The number stands at [first, last); what follows tells what it measures.
  void measured(std::uint32_t first, std::uint32_t last, std::int64_t value, bool after_sign) {
    if (has(last, WordClass::magnitude) && (attached(last) || lexicon_.forms[tokens_[last].form].text.size > 2)) {
      value = times(value, form(last).amount);
      ++last;
    }
    if (after_sign) return add(first - 1, last, value, QuantityKind::money);
    if (measures(last, Measure::money) && !starts_amount(last)) return add(first, last + 1, value, QuantityKind::money);
    if (measures(last, Measure::percent)) return add(first, last + 1, value, QuantityKind::percent);
    if (measures(last, Measure::duration) && unit_fits(last))
      return add(first, last + 1, times(value, form(last).amount), QuantityKind::duration);
    if (has(last, WordClass::month)) return add(first, last + 1, 0, QuantityKind::date);
    if (is_clock(last)) return add(first, last + 1, minutes_of(value, spelling(last)), QuantityKind::time);
    if (is_year(first, last)) return add(first, last, 0, QuantityKind::date);
    const bool counts =
        last < tokens_.size() && tokens_[last].kind == TokenKind::word && !measures(last, Measure::money);
    add(first, last, value, counts ? QuantityKind::count : QuantityKind::number);
  }

  // "2 $40 cards": the sign stands at the next number.
  bool starts_amount(std::uint32_t i) const { return next_is_number(i) && attached(i + 1) && !attached(i); }

  // One-letter units count only when written at once: "3d", not "vitamin 3 D".
  bool unit_fits(std::uint32_t i) const {
    return tokens_[i].end - tokens_[i].begin > 1 || (attached(i) && !tokens_[i].capital);
  }

  bool is_clock(std::uint32_t i) const {
    if (i >= tokens_.size() || tokens_[i].end - tokens_[i].begin != 2) return false;
    const std::string_view word = spelling(i);
    return (word[0] == 'a' || word[0] == 'p' || word[0] == 'A' || word[0] == 'P') && (word[1] == 'm' || word[1] == 'M');
  }

  // Thousandths of minutes after midnight: 12am is 0, 12pm noon.
  static std::int64_t minutes_of(std::int64_t hours, std::string_view half) {
    const bool afternoon = half[0] == 'p' || half[0] == 'P';
    return (hours % 12000 + (afternoon ? 12000 : 0)) * 60;
  }

  bool is_year(std::uint32_t first, std::uint32_t last) const {
    const std::string_view digits = spelling(first);
    if (digits.size() != 4 || (digits.substr(0, 2) != "20" && digits.substr(0, 2) != "19")) return false;
    return last >= tokens_.size() || tokens_[last].kind != TokenKind::word ||
           (tokens_[last].classes & bits(WordClass::conjunction, WordClass::other_mark, WordClass::of_word)) != 0;
  }

  void from_word(std::uint32_t i) {
    if (has(i, WordClass::number_word)) return measured(i, i + 1, times(form(i).amount, 1000), false);
    if (has(i, WordClass::month) && next_is_number(i)) return add(i, i + 2, 0, QuantityKind::date);
    if (!quarter(i) && (has(i, WordClass::weekday) || has(i, WordClass::time_word)))
      add(i, i + 1, 0, QuantityKind::date);
  }

  bool next_is_number(std::uint32_t i) const {
    return i + 1 < tokens_.size() && tokens_[i + 1].kind == TokenKind::number;
  }

  bool quarter(std::uint32_t i) {
    const std::string_view word = spelling(i);
    if (word.size() != 2 || (word[0] != 'q' && word[0] != 'Q') || word[1] < '1' || word[1] > '4') return false;
    add(i, i + 1, (word[1] - '0') * 1000, QuantityKind::quarter);
    return true;
  }

  const Lexicon& lexicon_;
  std::string_view text_;
  Analysis& analysis_;
  std::vector<Token>& tokens_;
};

}  // namespace

void find_quantities(const Lexicon& lexicon, std::string_view text, Analysis& analysis) {
  analysis.quantities.clear();
  QuantityFinder(lexicon, text, analysis).run();
}

}  // namespace worktell::text
