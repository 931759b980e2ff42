#!/bin/sh
# Makes the fitted part of the shipped pack anew: recurring.toml and weights.toml of rules/sales-marketing.
#
# usage: rules/refit.sh [FILE...]
#
# FILE: labelled texts to fit and to measure on, at weight 1; by default those of ../shared/gold/work: the sets of clear
# texts count less (0.2 and 0.5), since most of theirs is plainly neither, and the arguable ones 0.4, without being
# measured. The texts of tests/gold, all but numbers-only.tsv, always count 0.5, the plain lines 0.8. They are measured
# as well: no author of rules has read them, so the confidence that is calibrated on all is not that of texts read.
# Environment: WORKTELL, the program (build/release/worktell); PYTHON (python3); PACK, the pack to refit.
#
# 1. Candidates: words and short phrases that recur in at least 5 independent groups (rules/recurring.py).
# 2. A first fit of all rules: spread 1.5, 12 rounds. Candidates that come to less than 0.3 points are dropped.
# 3. The final fit: spread 1.5, 15 rounds. Points, bases and the calibration of the confidence go to weights.toml.
#
# Both fits start from the authors' points, so that running it again gives the same files. The gain that is told is over
# the pack with the authors' points alone; choosing the candidates has seen all texts, so it is a little too good.
set -eu
cd "$(dirname "$0")/.."
worktell=${WORKTELL:-build/release/worktell}
python=${PYTHON:-python3}
pack=${PACK:-rules/sales-marketing}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if ! [ -x "$worktell" ]; then
  echo "refit.sh: $worktell is no program: build it first, or name one with WORKTELL=FILE" >&2
  exit 2
fi

# "arguments" holds the words of tune's command line, "texts" the files alone; a line each.
measure() {
  printf '%s\n' "$1=$2" >>"$work/arguments"
  printf '%s\n' "$1" >>"$work/texts"
}
also() {
  printf '%s\n' --also "$1=$2" >>"$work/arguments"
  printf '%s\n' "$1" >>"$work/texts"
}
if [ $# -eq 0 ]; then
  for file in ../shared/gold/work/*.tsv; do
    case $file in
      */arguable.tsv) also "$file" 0.4 ;;
      */occupation-tasks-2.tsv) measure "$file" 0.2 ;;
      */public-texts-2.tsv) measure "$file" 0.5 ;;
      *) measure "$file" 1 ;;
    esac
  done
fi
for file in "$@"; do measure "$file" 1; done
for file in tests/gold/*.tsv; do
  case $file in
    */numbers-only.tsv) ;;
    */plain-*.tsv) measure "$file" 0.8 ;;
    *) measure "$file" 0.5 ;;
  esac
done
while read -r file; do
  if ! [ -r "$file" ]; then
    echo "refit.sh: $file: cannot read this file of labelled texts" >&2
    exit 2
  fi
done <"$work/texts"

# A copy of the pack without anything fitted.
mkdir "$work/pack"
cp "$pack"/*.toml "$work/pack"
rm -f "$work/pack/weights.toml" "$work/pack/recurring.toml"

candidates() {
  tr '\n' '\0' <"$work/texts" | xargs -0 "$python" rules/recurring.py "$work/pack" --groups 5 "$@" >"$work/recurring.toml"
}
fit() {
  tr '\n' '\0' <"$work/arguments" | xargs -0 "$worktell" tune --config none --rules "$work/pack" --spread 1.5 "$@" --force
}

echo "candidates"
candidates
mv "$work/recurring.toml" "$work/pack/recurring.toml"
echo "first fit"
fit --rounds 12 --out "$work/first.toml"
candidates --keep "$work/first.toml" --least 0.3
mv "$work/recurring.toml" "$work/pack/recurring.toml"
echo "final fit"
fit --rounds 15 --out "$work/weights.toml"
mv "$work/pack/recurring.toml" "$work/weights.toml" "$pack"
echo "written: $pack/recurring.toml, $pack/weights.toml; see git diff --stat"
