# Usage, mistakes and bad input: exit codes and messages word for word.
. "$(dirname "$0")/lib.sh"

run nosuch.csv
want_status 2
want_err 'worktell: nosuch.csv: there is no such file
  Check the spelling and the folder; quote a name that holds spaces.'

run .
want_status 2
want_err 'worktell: .: this is a directory, not a file
  Name the files in it, for example: ./*.csv'

run "Call the new lead about a price"
want_status 2
want_err 'worktell: "Call the new lead about a price" is no file, but it looks like text
  To label a text: echo "Call the new lead about a price" | worktell
  To see why: worktell explain "Call the new lead about a price"'

run Call the new lead
want_status 2
want_err 'worktell: "Call the new lead" is no file, but it looks like text
  To label a text: echo "Call the new lead" | worktell
  To see why: worktell explain "Call the new lead"'

run nosuch.csv other.csv
want_status 2
want_err 'worktell: nosuch.csv: there is no such file
  Check the spelling and the folder; quote a name that holds spaces.
worktell: other.csv: there is no such file
  Check the spelling and the folder; quote a name that holds spaces.'

run "$(printf 'word %.0s' $(seq 2000))"
want_status 2
want "$err" 'is no file, but it looks like text'

printf 'Call\n' >rows.txt
run label rows.txt
want_status 2
want_err 'worktell: there is neither a file nor a command "label": to label needs no command
  Try: worktell rows.txt'
run explain ' '
want_status 2
want_err 'worktell: there is no text to explain
  Write it in quotation marks: worktell explain "Call Ms Berger back"'
run rules show quote
want_status 2
want "$err" 'worktell: there is no rule "quote": '
run rules show renewal-talk-nonsense-of-no-rule
want_status 2
want_err 'worktell: there is no rule "renewal-talk-nonsense-of-no-rule"
  worktell rules list shows all of them.'
run explain rows.txt:0
want_status 2
want "$err" 'worktell: rows.txt: there is no activity in row 0: the last one is in row 1'

run explian
want_status 2
want_err 'worktell: there is neither a file nor a command "explian": did you mean "worktell explain"?
  Try: worktell help'

run --formt ndjson
want_status 2
want_err 'worktell: unknown option "--formt": did you mean "--format"?
  Try: worktell --help'

run --format
want_status 2
want_err 'worktell: option "--format" wants a value: --format FORMAT: write the verdicts in this format
  Try: worktell --help'

run --format jsn -
want_status 2
want_err 'worktell: --format: "jsn" is not possible: did you mean "json"?
  Possible: text, tsv, csv, json, ndjson'

run --min-confidence 2 -
want_status 2
want_err 'worktell: --min-confidence: "2" is not possible: a number from 0 to 1 is wanted, such as 0.8'

run --jobs many -
want_status 2
want_err 'worktell: --jobs: "many" is not possible: a whole number is wanted, such as 4'

run --fields label,txt --format tsv -
want_status 2
want "$err" 'worktell: --fields: there is no field "txt": did you mean "text"?'

run --fields label -
want_status 2
want_err 'worktell: --fields does not go with --format text: text is laid out for people
  Choose --format tsv, csv, json or ndjson.'

run config shwo
want_status 2
want_err 'worktell: unknown command "config shwo": did you mean "config show"?
  Commands: show. Try: worktell help config'

run explain
want_status 2
want_err 'worktell: "explain" wants more: worktell explain TEXT | FILE:ROW
  Try: worktell explain --help'

run explain --only x text
want_status 2
want_err 'worktell: unknown option "--only": it belongs to worktell FILE
  Try: worktell explain --help'

WORKTELL_FORMAT=jsn run -
want_status 2
want "$err" 'worktell: WORKTELL_FORMAT: "jsn" is not possible: did you mean "json"?'

run -
want_status 2
want_err 'worktell: there is no activity in the input
  Check that the right file was named (worktell inspect FILE), or say --allow-empty if none is fine.'
run --allow-empty -
want_status 0
want_err ''
want_out ''
run --allow-empty --format json -
want_status 0
want_out '[

]'

run_on 'Call \0007the \xff lead\n' --format tsv
want_status 0
want "$err" 'worktell: standard input: 1 byte in 1 activity is no valid text: read as ?'
want "$out" '\x07'

# A missing file among good ones: the others are labelled, the exit code tells.
printf 'Call the lead\n' >one.txt
run --format tsv one.txt nosuch.txt one.txt
want_status 2
[ "$(wc -l <out)" = 2 ] || fail "the good files were not labelled"

# Disk full.
"$worktell" --format tsv one.txt >/dev/full 2>err
status=$?
err=$(cat err)
last="worktell >/dev/full"
want_status 2
want "$err" 'worktell: cannot write to standard output: No space left on device'
want "$err" 'the output is not complete'

# Everything that is typed on a terminal and explained by help.
run --version
want_status 0
run --help
want_status 0
want "$out" 'Usage: worktell [OPTION...] [FILE...]'
run help explain
want_status 0
want "$out" 'FILE:ROW'
run explain --help
want_status 0
run help nothing
want_status 2

finish
