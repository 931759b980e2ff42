# As a filter: one line in, one line out; pauses; closed pipes; any number of threads.
. "$(dirname "$0")/lib.sh"

# One line in, one line out, also while the pipe stays open.
coproc W { exec "$worktell" --format tsv; }
for text in "Call the new lead" "Write the press release" "" "Fix the login page"; do
  printf '%s\n' "$text" >&"${W[1]}"
  checks=$((checks + 1))
  if ! IFS= read -r -t 20 answer <&"${W[0]}"; then
    fail "no answer to \"$text\" within 20 seconds"
    break
  fi
  last="coprocess"
  want "$answer" "$text"
done
exec {W[1]}>&-
wait "$W_PID"
status=$?
want_status 0

# The reader goes away: quiet, exit 0.
make_lines 5000 >lines.txt
{ "$worktell" --format tsv lines.txt 2>err; echo $? >status; } | head -n 3 >/dev/null
status=$(cat status)
err=$(cat err)
last="worktell | head"
want_status 0
want_err ''

head -n 1500 lines.txt >some.txt
# The same bytes for any number of threads, for a file, a pipe and a slow pipe.
for format in tsv ndjson json csv text; do
  "$worktell" --format $format --jobs 1 some.txt >one.out || fail "$format --jobs 1"
  "$worktell" --format $format --jobs 4 some.txt >four.out || fail "$format --jobs 4"
  want_same one.out four.out "$format, --jobs 4"
done
"$worktell" --format tsv --jobs 1 lines.txt >file.out
cat lines.txt | "$worktell" --format tsv --jobs 3 >pipe.out
want_same file.out pipe.out "a pipe"
{ head -n 1000 lines.txt; sleep 0.2; tail -n +1001 lines.txt; } | "$worktell" --format tsv >slow.out
want_same file.out slow.out "a slow pipe"
[ "$(wc -l <file.out)" = 5000 ] || fail "lines in and lines out differ"
WORKTELL_BLOCK_SIZE=50 "$worktell" --format tsv --jobs 4 <(head -n 1000 lines.txt) >tiny.out
head -n 1000 file.out >head.out
want_same head.out tiny.out "tiny blocks"

# Ctrl-C leaves whole records, and the process ends by the signal. A script's background jobs ignore SIGINT, which the
# program honours, so it is set back here.
default_interrupt() { exec env --default-signal=INT "$worktell" "$@"; }
default_interrupt --format ndjson < <(for _ in $(seq 100); do cat lines.txt || break; done 2>/dev/null) >cut.out 2>err &
pid=$!
for _ in $(seq 100); do [ -s cut.out ] && break; sleep 0.1; done
kill -INT "$pid"
wait "$pid"
status=$?
err=$(cat err)
last="interrupted"
want_status 130
want "$err" "worktell: interrupted after"
want "$err" "the records written are whole"
[ "$(tail -c 1 cut.out | od -An -tx1 | tr -d ' ')" = 0a ] || fail "the last record is cut"

# The same while it waits for input.
mkfifo pipe
default_interrupt --format json <pipe >idle.out 2>err &
pid=$!
exec 5>pipe
echo "Call the lead" >&5
for _ in $(seq 100); do [ -s idle.out ] && break; sleep 0.1; done
sleep 0.3
kill -INT "$pid"
wait "$pid"
status=$?
exec 5>&-
last="interrupted while waiting"
want_status 130
checks=$((checks + 1))
python3 -c 'import json,sys; assert len(json.load(open("idle.out"))) == 1' || fail "the array is not closed"

finish
