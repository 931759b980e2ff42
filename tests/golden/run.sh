#!/bin/sh
# Golden pairs: for each TOPIC/NAME.in.EXT the program runs with the words of NAME.args (one a line; @ stands for the
# input file) and must print NAME.out. Without NAME.args it runs as `worktell --format ndjson @`.
# NAME.status holds the exit code where it is not 0; NAME.err, if there, what standard error must hold.
# WORKTELL_BLESS=1 writes what came out instead of comparing: look at the difference before committing it.
#   sh tests/golden/run.sh BINARY [TOPIC/NAME...]
set -u
binary=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
shift
only=""
[ $# -eq 0 ] || only=" $* "
cd "$(dirname "$0")" || exit 2
unset WORKTELL_FORMAT WORKTELL_RULES NO_COLOR
export WORKTELL_CONFIG=none COLUMNS=100 LC_ALL=C.UTF-8
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
ran=0
failed=0

run_pair() {
  input=$1
  name=${input%.in.*}
  folder=$(dirname "$input")
  set --
  if [ -f "$name.args" ]; then
    while IFS= read -r word || [ -n "$word" ]; do
      [ "$word" = "@" ] && word=$(basename "$input")
      set -- "$@" "$word"
    done <"$name.args"
  else
    set -- --format ndjson "$(basename "$input")"
  fi
  (cd "$folder" && "$binary" "$@" >"$scratch/out" 2>"$scratch/err" <"$(basename "$input")")
  echo $? >"$scratch/status"
  ran=$((ran + 1))
  if [ -n "${WORKTELL_BLESS:-}" ]; then bless; else compare; fi
}

bless() {
  cp "$scratch/out" "$name.out"
  if [ "$(cat "$scratch/status")" = 0 ]; then rm -f "$name.status"; else cp "$scratch/status" "$name.status"; fi
  if [ -s "$scratch/err" ]; then cp "$scratch/err" "$name.err"; else rm -f "$name.err"; fi
}

compare() {
  wanted=0
  [ -f "$name.status" ] && wanted=$(cat "$name.status")
  good=1
  [ "$(cat "$scratch/status")" = "$wanted" ] || { good=0; echo "$name: exit code $(cat "$scratch/status"), not $wanted"; }
  diff -u "$name.out" "$scratch/out" >"$scratch/diff" || { good=0; echo "$name: other output"; head -40 "$scratch/diff"; }
  if [ -f "$name.err" ]; then
    diff -u "$name.err" "$scratch/err" >"$scratch/diff" || { good=0; echo "$name: other messages"; head -20 "$scratch/diff"; }
  elif [ -s "$scratch/err" ]; then
    good=0
    echo "$name: unexpected messages"
    head -20 "$scratch/err"
  fi
  [ $good = 1 ] || failed=$((failed + 1))
}

for pair in */*.in.*; do
  [ -e "$pair" ] || continue
  case "$only" in "" | *" ${pair%.in.*} "*) ;; *) continue ;; esac
  run_pair "$pair"
done
echo "$ran golden pairs, $failed differ"
[ "$ran" -gt 0 ] && [ "$failed" -eq 0 ]
