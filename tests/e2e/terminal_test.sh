# On a terminal: a hint instead of waiting, colours by the usual rules, lines that fit the width, totals at the end.
. "$(dirname "$0")/lib.sh"
command -v python3 >/dev/null || exit 77
printf 'Call the new lead about the renewal of the contract for another year\nFix the login page\n' >two.txt

# on_terminal COLUMNS ARGUMENT...: the program with all three streams on a terminal of its own.
cat >terminal.py <<'PY'
import fcntl, os, pty, struct, sys, termios
pid, terminal = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, int(sys.argv[1]), 0, 0))
    os.execv(sys.argv[2], sys.argv[2:])
shown = b""
try:
    while piece := os.read(terminal, 65536):
        shown += piece
except OSError:
    pass
sys.stdout.buffer.write(shown.replace(b"\r\n", b"\n"))
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
PY
on_terminal() {
  local columns=$1
  shift
  python3 terminal.py "$columns" "$worktell" "$@" >out
  status=$?
  out=$(cat out)
  err=""
  last="on a terminal: worktell $*"
}
unset COLUMNS
esc=$(printf '\033')

on_terminal 80
want_status 2
want_out 'worktell: no file was named, and standard input is a terminal
  Name a file: worktell tasks.csv
  or pipe text: echo "Call Ms Berger back" | worktell
  See also: worktell --help'

on_terminal 80 two.txt
want_status 0
want "$out" "$esc"
want "$out" '2 activities'
on_terminal 80 --no-summary two.txt
want_not "$out" '2 activities'
on_terminal 80 --color never two.txt
want_not "$out" "$esc"
NO_COLOR=1 on_terminal 80 two.txt
want_not "$out" "$esc"
NO_COLOR=1 on_terminal 80 --color always two.txt
want "$out" "$esc"
TERM=dumb on_terminal 80 two.txt
want_not "$out" "$esc"
NO_COLOR='' on_terminal 80 two.txt
want "$out" "$esc"

for columns in 80 120; do
  on_terminal $columns --color never two.txt
  checks=$((checks + 1))
  python3 - $columns <<'PY' || fail "a line is wider than $columns columns"
import sys
sys.exit(any(len(line) > int(sys.argv[1]) for line in open("out").read().split("\n")))
PY
  on_terminal $columns --color never explain "Write the press release about the merger of both companies for the papers"
  checks=$((checks + 1))
  python3 - $columns <<'PY' || fail "explain is wider than $columns columns"
import sys
wide = [line for line in open("out").read().split("\n") if len(line) > int(sys.argv[1])]
print("\n".join(wide))
sys.exit(len(wide) > 0)
PY
done

# Not on a terminal: neither colours nor totals, and the whole text.
run two.txt
want_not "$out" "$esc"
want_not "$out" '2 activities'
want "$out" 'Call the new lead about the renewal of the contract for another year'

# -v tells what was recognised; data stays on standard output.
printf 'Id;Task;Owner;Team;Due\n1;Call the lead;Mira;Sales;2026-12-01\n' >tasks.csv
run -v --format tsv tasks.csv
want_status 0
want_err 'worktell: tasks.csv: csv, utf-8, semicolon between columns, header in row 1
  text: Task ("Task" usually names the work)
  id: Id ("Id" usually numbers the records)
  owner: Owner ("Owner" usually names who does it)
  declared: Team ("Team" usually tells the team or kind)
  date: Due ("Due" usually tells when)
  due: Due ("Due" is a fact)
  delimiter: semicolon
worktell: 1 record read: 1 labelled, 0 reported'
[ "$(wc -l <out)" = 1 ] || fail "-v writes to standard output"
finish
