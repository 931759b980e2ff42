#!/bin/bash
# Exports as they come: several files of one table, hidden columns of facts in the evidence, a header without rows.
. "$(dirname "$0")/lib.sh"

table="Plan 0123456789abcdef0123456789abcdef"
printf 'Project Name,Notes\nRenew the shop contract,x\n' >"$table.csv"
printf 'Project Name,Notes,Team\nRenew the shop contract,x,Sales\n' >"${table}_all.csv"
run --format tsv --fields text,declared "$table.csv" "${table}_all.csv"
want_status 0
want_out "Renew the shop contract\\nx	Sales"
want_err "worktell: $table.csv: left out, since ${table}_all.csv has the same rows with all their columns"

printf 'Task,Team\n' >header.csv
run --format tsv header.csv
want_status 2
want_err "worktell: there is no activity in the input
  Check that the right file was named (worktell inspect FILE), or say --allow-empty if none is fine."
run --format tsv --allow-empty header.csv
want_status 0
want_out ""
want_err ""

# Facts become evidence, and say what they were understood as.
mkdir facts
cat >facts/facts.toml <<'END'
[[rule]]
id = "t-many"
pole = "many"
match = ["[attendees >= 3]"]
why = "more than two at the table"
points = 1.0

[[rule]]
id = "t-long"
pole = "long"
match = ["[duration >= 30d]"]
why = "a matter of months"
points = 1.0

[[rule]]
id = "t-kind"
pole = "people"
match = ["[type = call]"]
why = "a call"
points = 0.5
END
printf 'Subject,Start Date,Due Date,Attendees,Type\nTalk,2026-01-01,2026-10-01,Ana;Bo;Cy,Call\n' >talk.csv
run --rules facts --format ndjson --fields facts,evidence talk.csv
want_status 0
want "$out" '"facts":{"attendees":3,"start":"2026-01-01","due":"2026-10-01","duration":23587200,"type":"Call"}'
want "$out" '"field":"Attendees","start":null,"end":null,"column":null,"match":"3","why":"more than two at the table"'
want "$out" '"field":"Due Date","start":null,"end":null,"column":null,"match":"273 days","why":"a matter of months"'
want "$out" '"field":"Type","start":null,"end":null,"column":null,"match":"Call","why":"a call"'
run --rules facts explain talk.csv:2
want_status 0
want "$out" "Attendees: 3"
want "$out" "Due Date: 273 days"
run inspect talk.csv
want "$out" "attendees  3 (Attendees)"
want "$out" "duration   273 days (Due Date)"

finish
