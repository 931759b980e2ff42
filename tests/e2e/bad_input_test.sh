# Input that is broken, huge or missing: every other record is labelled, the place is told, and the counts add up.
. "$(dirname "$0")/lib.sh"

# adds_up READ LABELLED REPORTED: the last line on standard error.
adds_up() {
  checks=$((checks + 1))
  [ "$(tail -n 1 err)" = "worktell: $1 records read: $2 labelled, $3 reported" ] || fail "$last: $(tail -n 1 err)"
  [ $(($2 + $3)) = "$1" ] || fail "$last: $2 and $3 are not $1"
  [ "$(wc -l <out)" = "$2" ] || fail "$last: $(wc -l <out) lines out, $2 labelled"
}

printf 'id,task\n1,Call the lead\n2,"Write the news\n3,Fix it\n' >quote.csv
run --format tsv quote.csv
want_status 2
want "$err" 'worktell: quote.csv:3:3 (record 2): unclosed quote: nothing closes the quote that opens here, so this record was passed over
  Close it, or write it twice inside quotes if it is meant as a letter.'
adds_up 3 2 1

printf '{"text":"Call the lead"}\n{"text": bro\n{"text":"Fix it"}\n' >broken.ndjson
run --format tsv broken.ndjson
want_status 2
want "$err" 'worktell: broken.ndjson:2:1 (record 2): broken JSON record: '
want "$err" '
  Correct the record; all others were read.'
adds_up 3 2 1

python3 - >nested.ndjson <<'PY'
print('{"text":"Call the lead"}')
print("[" * 200000 + "]" * 200000)
print('{"text":' + '{"a":' * 100000 + "1" + "}" * 100000 + "}")
print('{"text":"Fix it"}')
PY
run --format tsv nested.ndjson
want_status 2
want "$out" 'Call the lead'
want "$out" 'Fix it'
want "$err" 'nested.ndjson:2:1 (record 2): broken JSON record'
checks=$((checks + 1))
tail -n 1 err | awk '{ exit !($2 == $5 + $7) }' || fail "the counts do not add up: $(tail -n 1 err)"

: >empty.txt
run empty.txt
want_status 2
want_err 'worktell: there is no activity in the input
  Check that the right file was named (worktell inspect FILE), or say --allow-empty if none is fine.'
run --allow-empty empty.txt
want_status 0
want_err ''

# Bytes that are no text: repaired, counted, told in one line; a whole run all the same.
printf 'Call\0 the \377\376 lead\nFix it\0\nWrite the press release\n' >bytes.txt
run --format tsv bytes.txt
want_status 0
want_err 'worktell: bytes.txt: 4 bytes in 2 activities are no valid text: read as ?'
[ "$(wc -l <out)" = 3 ] || fail "a record with bad bytes is lost"
printf 'Call \377 the lead\n' | "$worktell" --format tsv >out 2>err
[ "$(cat err)" = 'worktell: standard input: 1 byte in 1 activity is no valid text: read as ?' ] || fail "$(cat err)"

# A line of 30 MB: labelled by its beginning, in bounded memory, and the next line as ever.
python3 -c 'import sys; sys.stdout.write("Call the new lead " + "x" * 30000000 + "\nWrite the press release\n")' >huge.txt
checks=$((checks + 1))
python3 - "$worktell" <<'PY' || fail "a huge line"
import os, resource, subprocess, sys
sanitized = b"__asan_init" in open(sys.argv[1], "rb").read()
with open("out", "wb") as out, open("err", "wb") as err:
    status = subprocess.call([sys.argv[1], "--format", "tsv", "--fields", "label", "huge.txt"], stdout=out, stderr=err)
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
assert status == 0, status
assert open("out").read().split() == ["sales", "marketing"], open("out").read()
assert "huge.txt:1 (record 1): 1 line larger than" in open("err").read(), open("err").read()
assert sanitized or peak < 400000, peak
PY

# Several files: those that can't be read are told, the others labelled.
printf 'Call the lead\n' >one.txt
mkdir folder
run --format tsv one.txt folder nosuch.txt one.txt
want_status 2
want_err 'worktell: folder: this is a directory, not a file
  Name the files in it, for example: folder/*.csv
worktell: nosuch.txt: there is no such file
  Check the spelling and the folder; quote a name that holds spaces.'
[ "$(wc -l <out)" = 2 ] || fail "the good files were not labelled"
if [ "$(id -u)" != 0 ]; then
  printf 'x\n' >closed.txt
  chmod 0 closed.txt
  run closed.txt
  want_status 2
  want "$err" 'worktell: closed.txt: '
fi

# The output can't be written, or nobody reads it.
for format in text tsv csv json ndjson; do
  "$worktell" --format $format one.txt >/dev/full 2>err
  status=$?
  err=$(cat err)
  last="$format >/dev/full"
  want_status 2
  want_err 'worktell: cannot write to standard output: No space left on device
  Free some space or write to another disk, and run again: the output is not complete.'
done
for words in --help --version 'rules list' 'config show' 'explain Call' 'completions bash' man schema; do
  "$worktell" $words >/dev/full 2>err
  status=$?
  err=$(cat err)
  last="$words >/dev/full"
  want_status 2
  want "$err" 'cannot write to standard output: No space left on device'
  { "$worktell" $words 2>err; echo $? >status; } | true
  status=$(cat status)
  err=$(cat err)
  last="$words | true"
  want_status 0
  want_err ''
done
finish
