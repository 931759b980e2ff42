#!/bin/sh
# Writes the output that README.md shows into it, by running its commands: sh examples/readme.sh [BINARY]
# With --print before BINARY the page is printed instead, and the file stays as it is.
# Between the marks, each line `$ worktell ...` is kept and what follows it is what the program says to it.
set -eu
print=no
if [ "${1:-}" = --print ]; then
  print=yes
  shift
fi
binary=$(cd "$(dirname "${1:-build/release/worktell}")" && pwd)/worktell
cd "$(dirname "$0")/.."
PATH=$(dirname "$binary"):$PATH
export PATH COLUMNS=100 LC_ALL=C.UTF-8 WORKTELL_CONFIG=none
new=$(mktemp)
trap 'rm -f "$new"' EXIT
shown=0
while IFS= read -r line; do
  case $line in
    '<!-- sh examples/readme.sh '*) shown=1 ;;
    '<!-- end -->') shown=0 ;;
  esac
  case $shown$line in
    '1$ worktell '*) printf '%s\n' "$line"; eval "${line#\$ }" ;;
    '1<!-- '* | '1```'*) printf '%s\n' "$line" ;;
    1*) ;;
    *) printf '%s\n' "${line}" ;;
  esac
done <README.md >"$new"
if [ "$print" = yes ]; then cat "$new"; else cat "$new" >README.md; fi
