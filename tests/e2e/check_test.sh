# The check: what is told, the gate, the baseline, every format, and that no text of the input breaks out of any.
sarif_schema=${WORKTELL_SARIF_SCHEMA:-}
. "$(dirname "$0")/lib.sh"
unset WORKTELL_CONFIG

cat >log.csv <<'X'
Date,Team,Activity
2026-11-02,Sales,Send the buyer a quote for 40 seats
2026-11-02,Marketing,"Email 2,400 subscribers about the spring launch"
2026-11-03,Sales,Write the press release about the brand campaign
2026-11-03,Brand,Negotiate the renewal contract with the buyer
2026-11-04,SDR,Meeting with Bob
2026-11-04,Skunkworks,Write the newsletter for subscribers
2026-11-05,,Call the lead
X

run check log.csv --declared Team --config none
want_status 1
want "$out" 'log.csv:4:18: filed under "Sales" (sales), reads as marketing: '
want "$out" 'log.csv:5:18: filed under "Brand" (marketing), reads as sales: '
want_not "$out" 'Meeting with Bob'
want_not "$out" 'log.csv:2:'
want "$out" 'not compared: 1 filed under a value that [declared] does not know: "Skunkworks" (1)'
want "$out" 'not compared: 1 filed under nothing'
want "$out" '5 activities compared: 2 mismatches
the gate fails: 2 mismatches'
want_err ''
key=$(sed -n 's/^log.csv:4:.*\[\([0-9a-f]*\)\]$/\1/p' out)
[ ${#key} = 16 ] || fail "no key behind the mismatch"
made=$(printf 'sales\nWrite the press release about the brand campaign' | sha256sum | cut -c1-16)
[ "$key" = "$made" ] || fail "the key $key is not what sha256sum makes: $made"

# Quiet when all is well.
sed -e 4,5d log.csv >good.csv
run check good.csv --declared Team --config none
want_status 0
want_not "$out" 'the gate'
want "$out" '3 activities compared: no mismatch'

# The gate.
run check log.csv --declared Team --config none --max-mismatch 2
want_status 0
run check log.csv --declared Team --config none --max-mismatch 39.9%
want_status 1
run check log.csv --declared Team --config none --max-mismatch 40%
want_status 0
run check log.csv --declared Team --config none --fail-on nothing
want_status 0
want "$out" '2 mismatches'
run check good.csv --declared Team --config none --fail-on unknown
want_status 1
want "$out" 'the gate fails: 1 unknown declared value'
run check log.csv --declared Team --config none --min-confidence 1
want_status 0
want "$out" 'no mismatch'

# An error is never a pass.
run check log.csv --declared Nowhere --config none
want_status 2
run check log.csv nosuch.csv --declared Team --config none
want_status 2
want "$out" 'the check is not complete: a part of the input could not be read'
printf 'Text,Thing\nCall the lead,a\n' >bare.csv
run check bare.csv --config none
want_status 2
want "$err" 'worktell: bare.csv: no column says what the activities are filed under
  Name it: --declared COLUMN (it has: Text, Thing), or say --allow-undeclared if that is fine.'
printf 'Text,Team\nCall the lead,Zorblax\n' >unknown.csv
run check unknown.csv --declared Team --config none
want_status 2
want "$out" 'the check is not complete: nothing could be compared'
run check bare.csv --config none --allow-undeclared
want_status 0
printf 'Text,Team\n' >none.csv
run check none.csv --declared Team --config none
want_status 2
run check none.csv --declared Team --config none --allow-empty
want_status 0
printf 'Text,Team\nNegotiate the renewal contract with the buyer,Blue\n' >blue.csv
run check blue.csv --declared Team --config none
want_status 2
want_err 'worktell: nothing could be compared: no declared value is known: "Blue"
  Check --declared, or map the values in the table [declared] of .worktell.toml.'
run check log.csv --declared Team --config none --max-mismatch many
want_status 2
want_err 'worktell: max-mismatch: "many" is not possible: a whole number or a share is wanted, such as 5 or 2.5%'
run check log.csv --declared Team --config none --today 2026-02-30
want_status 2
want_err 'worktell: --today: "2026-02-30" is no day
  Write it as 2027-01-31.'
run check log.csv --declared Team --config none --report sarif
want_status 2
want_err 'worktell: --report: "sarif" names no file
  Write it as FORMAT=FILE, for example: --report sarif=check.sarif'
run check log.csv --declared Team --config none --report sarf=x
want_status 2
want_err 'worktell: --report: there is no format "sarf": did you mean "sarif"?
  Formats: text, github, sarif, junit, markdown, json, ndjson'

# The map of declared values in the config file.
printf '[check]\ndeclared = "Team"\n[declared]\nmarketing = ["skunk-works", "Skunkworks"]\nneither = ["blue"]\n' >.worktell.toml
run check blue.csv --min-confidence 0.3
want_status 1
want "$out" 'filed under "Blue" (neither), reads as sales'
printf '[declared]\nsels = ["blue"]\n' >.worktell.toml
run check blue.csv
want_status 2
want "$err" '.worktell.toml:2:1: [declared] names "sels", which is no label: did you mean "sales"?'
rm .worktell.toml

# The baseline: made, quiet, stable under reordering, stale, waived, expired.
run check log.csv --declared Team --config none --baseline base.toml
want_status 2
want_err 'worktell: base.toml: cannot read this baseline
  Check the path, or make it: add --update-baseline, which accepts what stands today.'
run check log.csv --declared Team --config none --baseline base.toml --update-baseline
want_status 0
want_err 'worktell: base.toml: 2 activities accepted'
cp base.toml first.toml
run check log.csv --declared Team --config none --baseline base.toml
want_status 0
want "$out" '5 activities compared: no mismatch, 2 accepted'
{ head -1 log.csv; tail -n +2 log.csv | sort -r; } >turned.csv
run check turned.csv --declared Team --config none --baseline base.toml --update-baseline
want_status 0
want_same base.toml first.toml "the baseline depends on the order of the rows"
sed 's/brand campaign/new brand campaign/' log.csv >other.csv
run check other.csv --declared Team --config none --baseline base.toml
want_status 1
want "$out" "stale: nothing has the key $key any more: Write the press release about the brand campaign"
run check good.csv --declared Team --config none --baseline base.toml --fail-on stale
want_status 1
want "$out" 'the gate fails: 2 stale entries in the baseline'
run check good.csv nosuch.csv --declared Team --config none --baseline base.toml --fail-on stale
want_status 2
want_not "$out" 'stale'
cat >waived.toml <<X
[[waiver]]
key = "$key"
reason = "drafted by the seller who knows the press"
author = "Ines"
expires = 2027-01-31
X
run check log.csv --declared Team --config none --baseline waived.toml --today 2027-01-31
want_status 1
want "$out" '1 mismatch, 1 waived'
want_not "$out" 'press release'
run check log.csv --declared Team --config none --baseline waived.toml --today 2027-02-01 --max-mismatch 2
want_status 0
want "$out" 'waived.toml:1:1: expired: this waiver of Ines held until 2027-01-31: drafted by the seller who knows the press'
run check log.csv --declared Team --config none --baseline waived.toml --today 2027-02-01 --max-mismatch 2 --fail-on mismatch,expired
want_status 1
want "$out" 'the gate fails: 1 expired waiver'
run check log.csv --declared Team --config none --baseline waived.toml --today 2026-12-01 --update-baseline
want_status 0
want "$(cat waived.toml)" 'reason = "drafted by the seller who knows the press"'
want_not "$(sed -n '/^\[\[accepted\]\]/,$p' waived.toml)" "$key"
printf '[[waiver]]\nkey = "12"\nreason = "x"\nexpires = "soon"\n' >bad.toml
run check log.csv --declared Team --config none --baseline bad.toml
want_status 2
want "$err" 'bad.toml:2:7: "12" is no key'
want "$err" 'bad.toml:1:1: this entry has no author
  Add: author = "..."'
want "$err" 'bad.toml:4:11: "soon" is no day
  Write it as 2027-01-31.'

# Several reports at once, each whole or not there at all.
run check log.csv --declared Team --config none --format ndjson --all --report sarif=a.sarif --report junit=a.xml,markdown=a.md \
  --report json=a.json --report github=a.txt --report text=b.txt
want_status 1
[ "$(wc -l <out)" = 7 ] || fail "--all does not hold every activity"
for file in a.sarif a.xml a.md a.json a.txt b.txt; do [ -s $file ] || fail "$file is not there"; done
run check log.csv --declared Team --config none --report sarif=c.sarif --report junit=nosuch/c.xml
want_status 2
want_err 'worktell: nosuch/c.xml: cannot write this file: No such file or directory
  Check the folder, its rights and the space on the disk. What stood there is unchanged.'
[ ! -e c.sarif ] || fail "one of two reports stayed behind"
[ "$(ls c.sarif* 2>/dev/null)" = "" ] || fail "something stayed behind"

# A link stays, what it leads to is written; the program's own output and a pipe are written into, not replaced.
: >target.json
ln -s target.json link.json
ln -s /proc/self/fd/1 own
mkfifo pipe
timeout 20 cat pipe >piped &
run check log.csv --declared Team --config none --report json=link.json --report sarif=own --report markdown=pipe
want_status 1
want "$out" '"version":"2.1.0"'
want "$out" '5 activities compared: 2 mismatches'
checks=$((checks + 1))
{ [ -L link.json ] && [ -L own ] && [ -p pipe ]; } || fail "a link or a pipe was replaced"
[ -p pipe ] && wait
want "$(cat target.json)" '"version":1'
want "$(cat piped)" '### worktell check'

# Texts that want out.
printf 'Text,Team\n' >evil.csv
printf '"Write the press release ::error::x\n::set-output name=a::b %%0A <script>alert(1)</script> ]]> & | `x` ``` [l](javascript:x) @all {0} \033[31m \xe2\x80\xae =cmd() for the brand campaign","Sales"\n' >>evil.csv
printf '"Write the press release for the brand campaign","Sales | <b>`x`\n::warning::y"\n' >>evil.csv
printf '[declared]\nsales = ["sales | <b>`x` ::warning::y"]\n' >evil.toml
run check evil.csv --text Text --declared Team --config evil.toml --format github --report sarif=e.sarif --report junit=e.xml \
  --report markdown=e.md --report ndjson=e.ndjson --report json=e.json --report text=e.txt
want_status 1
checks=$((checks + 1))
[ "$(grep -vc '^::\(error\|notice\) ' out)" = 0 ] || fail "a line of the annotations is none: $out"
[ "$(grep -c '^::error ' out)" = 2 ] || fail "not two annotations: $out"
for file in out e.sarif e.xml e.md e.ndjson e.json e.txt; do
  grep -q "$(printf '\033')" $file && fail "$file holds an escape sequence"
  grep -q "$(printf '\xe2\x80\xae')" $file && fail "$file holds a mark that turns the direction of writing"
done
want_not "$(cat e.xml)" '<script'

# GitHub shows 10 of a level: the rest is summed up.
{ echo Text,Team; for i in $(seq 25); do echo "Write press release $i about the brand campaign,Sales"; done; } >many.csv
run check many.csv --declared Team --config none --format github
want_status 1
[ "$(grep -c '^::error ' out)" = 10 ] || fail "not 10 errors"
want "$out" '::error title=worktell check::and 16 more: run worktell check for the whole list'

# Other programs read the formats.
need() { command -v "$1" >/dev/null || { echo "SKIPPED: $2 ($1 is missing)"; return 1; }; }
python=/usr/bin/python3
[ -x $python ] || python=python3
# The schema of SARIF 2.1.0 is not ours to ship: WORKTELL_SARIF_SCHEMA names a copy.
if [ -f "${sarif_schema:-}" ] && $python -c 'import jsonschema' 2>/dev/null; then
  checks=$((checks + 1))
  for file in a.sarif e.sarif; do
    $python - "$sarif_schema" $file <<'X' || fail "$file is no SARIF"
import json, sys, jsonschema
schema, log = json.load(open(sys.argv[1])), json.load(open(sys.argv[2]))
jsonschema.validate(log, schema)
results = log["runs"][0]["results"]
assert len(results) == 2, results
assert results[0]["locations"][0]["physicalLocation"]["region"]["startLine"] >= 2
try:
    jsonschema.validate({"version": "2.1.0", "runs": [{}]}, schema)
    sys.exit("the schema takes anything")
except jsonschema.ValidationError:
    pass
X
  done
else
  echo "SKIPPED: SARIF against its schema (WORKTELL_SARIF_SCHEMA or python3-jsonschema is missing)"
fi
if command -v $python >/dev/null; then
  for file in a.json e.json; do
    $python -c 'import json, sys; d = json.load(open(sys.argv[1])); assert d["summary"]["mismatches"] == 2 and len(d["activities"]) in (2, 7), d' $file || fail "$file"
  done
else
  echo "SKIPPED: JSON by a parser (python3 is missing)"
fi
# The schema: of a check that found nothing, and of one with every state of a finding.
run schema check
want_status 0
want_same out "$tests/../../src/output/check.schema.json" "the schema that is printed is not the one that is installed"
if $python -c 'import jsonschema' 2>/dev/null; then
  checks=$((checks + 1))
  run check log.csv --declared Team --config none --baseline waived.toml --today 2026-12-01 --format json --all \
    --fail-on mismatch,mixed,unclear,stale,expired,unknown --report ndjson=f.ndjson
  cp out f.json
  run check log.csv --declared Team --config none --baseline waived.toml --today 2027-12-01 --format json
  cp out g.json
  run check good.csv --declared Team --config none --format json
  cp out h.json
  $python - "$tests/../../src/output/check.schema.json" f.ndjson a.json e.json f.json g.json h.json <<'X' || fail "the JSON does not fit its schema"
import copy, json, sys, jsonschema
schema = json.load(open(sys.argv[1]))
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
checks = [json.load(open(name)) for name in sys.argv[3:]]
for check in checks:
    validator.validate(check)
activity = jsonschema.Draft202012Validator({"$ref": "#/$defs/activity", "$defs": schema["$defs"]})
lines = [json.loads(line) for line in open(sys.argv[2])]
for line in lines:
    activity.validate(line)
assert lines == checks[2]["activities"] and len(lines) == 7
found = [a["mismatch"] for check in checks for a in check["activities"] if a["mismatch"]]
assert {one["status"] for one in found} == {"open", "accepted", "waived", "expired"}, found
assert checks[-1]["activities"] == [] and checks[-1]["summary"]["passed"] is True
def refuses(change):
    wrong = copy.deepcopy(checks[2])
    change(wrong)
    assert not validator.is_valid(wrong), wrong
at = next(i for i, line in enumerate(lines) if line["mismatch"])
refuses(lambda check: check.pop("version"))
refuses(lambda check: check["summary"].pop("passed"))
refuses(lambda check: check["summary"].update(compared=-1))
refuses(lambda check: check["activities"][0].pop("filed_as"))
refuses(lambda check: check["activities"][at]["mismatch"].update(key="12"))
refuses(lambda check: check["activities"][at]["mismatch"].update(status="fine"))
X
else
  echo "SKIPPED: JSON against its schema (python3-jsonschema is missing)"
fi
if need xmllint "JUnit against its schema"; then
  for file in a.xml e.xml; do
    checks=$((checks + 1))
    xmllint --noout --schema "$tests/junit.xsd" $file 2>xml.err || fail "$file: $(cat xml.err)"
  done
  sed 's/<failure type/<failing type/' a.xml >broken.xml
  xmllint --noout --schema "$tests/junit.xsd" broken.xml 2>/dev/null && fail "the schema takes anything"
fi
if $python -c 'import markdown' 2>/dev/null; then
  checks=$((checks + 1))
  $python - e.md <<'X' || fail "the Markdown breaks"
import sys, markdown, re
html = markdown.markdown(open(sys.argv[1]).read(), extensions=["tables"])
tables = html.split("<table>")
assert len(tables) == 3, html
for row in re.findall(r"<tr>(.*?)</tr>", tables[2], re.S):
    assert len(re.findall(r"<t[dh]", row)) == 6, row
assert "<script" not in html and "<b>" not in html and "href" not in html, html
X
else
  echo "SKIPPED: Markdown by a parser (python3-markdown is missing)"
fi

# Only what a git change touched.
if need git "--since"; then
  git init -q repo && cd repo || exit 2
  git config user.email a@b.c && git config user.name A
  cp ../log.csv .
  git add log.csv && git commit -qm log
  run check log.csv --declared Team --config none --since HEAD --allow-empty
  want_status 0
  want "$out" 'not checked: 7 that did not change'
  echo '2026-11-06,Sales,Write the newsletter for 300 subscribers about the brand' >>log.csv
  run check log.csv --declared Team --config none --since HEAD
  want_status 1
  want "$out" 'log.csv:9:'
  want "$out" '1 activity compared: 1 mismatch'
  cp log.csv new.csv
  run check new.csv --declared Team --config none --since HEAD
  want "$out" '3 mismatches'
  run check log.csv --declared Team --config none --since nosuch
  want_status 2
  want "$err" 'worktell: log.csv: git cannot tell what changed since "nosuch": fatal: '
  run check log.csv --declared Team --config none --since '--output=x'
  want_status 2
  [ ! -e x ] || fail "a revision was taken for an option"
  run check - --declared Team --config none --since HEAD
  want_status 2
  want "$err" 'worktell: --since does not go with standard input: git knows files'
  cd .. || exit 2
fi

# init looks, writes, and never overwrites.
mkdir fresh && cd fresh || exit 2
run init
want_status 2
want_err 'worktell: no file of this folder holds activities that worktell recognises
  Run it where the exports are; worktell inspect FILE tells how a file is read.'
cp ../log.csv .
run init
want_status 0
want_out '.worktell.toml was written, after a look at 1 file. Next: worktell check log.csv'
want "$(cat .worktell.toml)" 'declared = "Team"'
want "$(cat .worktell.toml)" '#   Skunkworks (1)'
want "$(cat .worktell.toml)" '#   SDR (1) is sales'
run check log.csv
want_status 1
run init
want_status 2
want_err 'worktell: .worktell.toml: this folder has a config file already: init does not overwrite it
  Change it by hand (worktell config show tells what holds), or move it away first.'
cd .. || exit 2
finish
