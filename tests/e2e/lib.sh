# Helpers of the end-to-end tests. $worktell is the program, $work a fresh folder, the current one.
set -u
worktell=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
tests=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
unset NO_COLOR "${!WORKTELL_@}"
export LC_ALL=C.UTF-8 COLUMNS=100 TERM=xterm
failures=0
checks=0

fail() {
  failures=$((failures + 1))
  echo "FAILED: $*"
}

# run ARGUMENT...: the program; standard output in $out, standard error in $err, the exit code in $status.
run() {
  "$worktell" "$@" >out 2>err </dev/null
  status=$?
  out=$(cat out)
  err=$(cat err)
  last="worktell $*"
}

# run_on TEXT ARGUMENT...: the same with TEXT on standard input.
run_on() {
  local text=$1
  shift
  printf '%b' "$text" | "$worktell" "$@" >out 2>err
  status=$?
  out=$(cat out)
  err=$(cat err)
  last="worktell $*"
}

want_status() {
  checks=$((checks + 1))
  [ "$status" = "$1" ] || fail "$last: exit code $status, not $1 ($err)"
}

want_err() {
  checks=$((checks + 1))
  [ "$err" = "$1" ] || fail "$last: standard error
--- is
$err
--- should be
$1"
}

want_out() {
  checks=$((checks + 1))
  [ "$out" = "$1" ] || fail "$last: standard output
--- is
$out
--- should be
$1"
}

# want TEXT WORDS: TEXT holds WORDS.
want() {
  checks=$((checks + 1))
  case "$1" in *"$2"*) ;; *) fail "$last: \"$2\" is not in: $1" ;; esac
}

want_not() {
  checks=$((checks + 1))
  case "$1" in *"$2"*) fail "$last: \"$2\" is in: $1" ;; esac
}

want_same() {
  checks=$((checks + 1))
  cmp -s "$1" "$2" || fail "$1 and $2 differ: $3"
}

finish() {
  echo "$checks checks, $failures failed"
  [ "$checks" -gt 0 ] && [ "$failures" -eq 0 ]
}

# make_lines COUNT: varied lines, the same each time.
make_lines() {
  awk -v n="$1" 'BEGIN { srand(7)
    split("Call Email Send Write Plan Fix Review Order Book Draft", act, " ")
    split("the_lead a_price the_newsletter the_press_release an_invoice the_login_page our_brand_survey the_renewal", object, " ")
    for (i = 1; i <= n; i++) { o = object[int(rand() * 8) + 1]; gsub("_", " ", o)
      printf "%s %s %d for %c%c%c\n", act[int(rand() * 10) + 1], o, int(rand() * 100000), 65 + rand() * 26, 97 + rand() * 26, 97 + rand() * 26 } }'
}
