# Reports: totals word for word, data valid by the schema, shards that add up to the whole, what can't be read.
. "$(dirname "$0")/lib.sh"

# verdict ID FILE ROW LABEL CONFIDENCE TEAM OWNER DATE TEXT: a line as --format ndjson writes it; names may be null.
verdict() {
  local other=1.00 sales=1.00 marketing=1.00 mixed=0.00 pole=other
  case "$4" in
    sales) sales=5.00 pole=transfer ;;
    marketing) marketing=5.00 pole=many ;;
    mixed) mixed=5.00 pole=mixed ;;
    neither) other=5.00 ;;
  esac
  printf '{"id":"%s","file":"%s","row":%s,"line":%s,"text":"%s","label":"%s","confidence":%s,"margin":4.00,' \
    "$1" "$2" "$3" "$3" "$9" "$4" "$5"
  printf '"scores":{"sales":%s,"marketing":%s,"mixed":%s,"other":%s,"poles":{"transfer":1.50,"interest":0.50}},' \
    "$sales" "$marketing" "$mixed" "$other"
  printf '"axes":{"horizon":null,"driver":"people","reach":"many","purpose":"transfer"},'
  printf '"evidence":[{"rule":"r-%s","pole":"%s","points":4.00,"field":"Text","start":0,"end":4,"column":1,' "$4" "$pole"
  printf '"match":"%s","why":"a sign of %s"}],"owner":%s,"declared":%s,"date":%s}\n' "${9%% *}" "$4" "$7" "$6" "$8"
}

{
  verdict 1 a.csv 2 sales 0.950 '"Sales"' '"Mira"' '"2026-01-05"' 'Call the buyer'
  verdict 2 a.csv 3 sales 0.910 '"Brand"' '"Ada"' '"2026-01-06"' 'Quote for the buyer'
  verdict 3 a.csv 4 marketing 0.930 '"Brand"' '"Ada"' '"2026-02-01"' 'Newsletter to all'
  verdict 4 b.csv 2 mixed 0.700 '"Sales"' '"Mira"' '"2026-02-07"' 'Stand at the fair'
  verdict 5 b.csv 3 neither 0.400 null null null 'Prep'
} >five.ndjson
run report --min-confidence 0.4 five.ndjson
want_status 0
want_err ''
want_out 'What the work is
5 activities, 2 teams, 2 owners, 2026-01 to 2026-02, 2 files
1 of 4 activities looks filed under the wrong team (25.0%).

  sales                2  40.0%  ████████████
  marketing            1  20.0%  ▒▒▒▒▒▒
  mixed                1  20.0%  ▞▞▞▞▞▞
  neither              1  20.0%  ······

Teams that differ from what they say
  Brand: 1 of 2 (50.0%) looks like sales, not marketing

Teams
  Brand                              2  ███████████████▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒  1 filed wrong
  Sales                              2  ███████████████▞▞▞▞▞▞▞▞▞▞▞▞▞▞▞
  (no team)                          1  ······························

Filed as, and read as
                       sales   marketing       mixed     neither
  sales                    1           0           1           0
  marketing                1           1           0           0

Months
  2026-01                            2  ██████████████████████████████  1 filed wrong
  2026-02                            2  ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▞▞▞▞▞▞▞▞▞▞▞▞▞▞▞
  (no date)                          1  ······························

Owners
  Ada                                2  ███████████████▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒  1 filed wrong
  Mira                               2  ███████████████▞▞▞▞▞▞▞▞▞▞▞▞▞▞▞
  (no owner)                         1  ······························

Files
  a.csv                              3  ████████████████████▒▒▒▒▒▒▒▒▒▒  1 filed wrong
  b.csv                              2  ▞▞▞▞▞▞▞▞▞▞▞▞▞▞▞···············

Axes: activities that show one pole or the other
         short   0.0%                │                0.0%   long
        people 100.0% ███████████████│                0.0%   data
           one   0.0%                │▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒ 100.0% many
      transfer 100.0% ███████████████│                0.0%   interest

Look filed wrong: 1 activity
  a.csv:3  sales 0.910  filed under Brand
    Quote for the buyer
    a sign of sales ("Quote")

Hard to tell: 1 activity
  b.csv:3  neither 0.400
    Prep
    a sign of neither ("Prep")

Read as mixed: 1 activity
  b.csv:2  mixed 0.700  filed under Sales
    Stand at the fair
    a sign of mixed ("Stand")

The evidence that decided most
         2  transfer    a sign of sales
         1  many        a sign of marketing
         1  mixed       a sign of mixed
         1  other       a sign of neither'

# The same as data, by the schema, and counted again by a program that knows nothing of this one.
run schema report
want_status 0
cp out schema.json
cat >check.py <<'PY'
import collections, json, sys
import jsonschema
schema = json.load(open("schema.json"))
jsonschema.Draft202012Validator.check_schema(schema)
report = json.load(open(sys.argv[1]))
jsonschema.Draft202012Validator(schema).validate(report)
verdicts = [json.loads(line) for name in sys.argv[2:] for line in open(name)]
assert report["activities"] == len(verdicts) > 0
def counted(key):
    totals = collections.defaultdict(collections.Counter)
    for verdict in verdicts:
        totals[key(verdict)][verdict["label"]] += 1
    return {name: {label: count[label] for label in report["labels"]} for name, count in totals.items()}
def told(groups):
    return {group["name"]: group["by_label"] for group in groups}
assert told(report["teams"]) == counted(lambda v: v["declared"])
assert told(report["owners"]) == counted(lambda v: v["owner"])
assert told(report["files"]) == counted(lambda v: v["file"])
assert told(report["months"]) == counted(lambda v: v["date"] and v["date"][:7])
for team in report["teams"]:
    months = {month["name"]: month["by_label"] for month in team["months"] if month["activities"]}
    mine = collections.defaultdict(collections.Counter)
    for verdict in verdicts:
        if verdict["declared"] == team["name"]:
            mine[verdict["date"] and verdict["date"][:7]][verdict["label"]] += 1
    assert months == {m: {l: c[l] for l in report["labels"]} for m, c in mine.items()}
for axis in report["axes"]:
    poles = collections.Counter(v["axes"][axis["name"]] for v in verdicts)
    assert (axis["shows_first"], axis["shows_second"], axis["shows_neither"]) == (
        poles[axis["first"]], poles[axis["second"]], poles[None])
    for pole in ("first", "second"):
        points = sum(round(100 * v["scores"]["poles"].get(axis[pole], 0)) for v in verdicts)
        assert round(100 * axis[pole + "_points"]) == points
assert sum(group["mismatches"] for group in report["teams"]) == report["mismatches"]
assert sum(group["mismatches"] for group in report["months"]) == report["mismatches"]
assert sum(row["activities"] for row in report["matrix"]) == report["declared"]
fired = collections.Counter(rule for v in verdicts for rule in {e["rule"] for e in v["evidence"]})
for rule in report["evidence"]:
    assert rule["fired"] == fired[rule["rule"]] >= rule["decided"] > 0, rule
PY
run report --min-confidence 0.4 --format json five.ndjson
want_status 0
cp out five.json
checks=$((checks + 1))
python3 check.py five.json five.ndjson || fail "the report of five verdicts does not hold"

# Exports and the verdict files of shards, in any order, cut anywhere, give the same bytes.
examples=$tests/../../examples/data
(head -1 "$examples/activities.csv"; sed -n 2,200p "$examples/activities.csv") >p1.csv
(head -1 "$examples/activities.csv"; sed -n 201,420p "$examples/activities.csv") >p2.csv
(head -1 "$examples/activities.csv"; sed -n '421,$p' "$examples/activities.csv") >p3.csv
for part in p1 p2 p3; do "$worktell" --format ndjson $part.csv >$part.ndjson; done
cat p3.ndjson p1.ndjson p2.ndjson >all.ndjson
split -n l/7 all.ndjson piece.
"$worktell" --format json p2.csv >p2.json
for format in json markdown text html; do
  run report --format $format p1.csv p2.csv p3.csv
  want_status 0
  cp out whole.$format
  "$worktell" report --format $format p3.ndjson p2.ndjson p1.ndjson >shards.$format
  want_same whole.$format shards.$format "shards give another report ($format)"
  "$worktell" report --format $format piece.* >pieces.$format
  want_same whole.$format pieces.$format "pieces give another report ($format)"
  "$worktell" report --format $format --jobs 1 --block-size 999 p1.csv p2.json p3.ndjson >mixed.$format
  want_same whole.$format mixed.$format "exports and verdicts together give another report ($format)"
  "$worktell" report --format $format --declared Team --owner Owner p1.csv p2.ndjson p3.csv >named.$format
  want_same whole.$format named.$format "named columns and a verdict file ($format)"
done
cat all.ndjson | "$worktell" report --format json >piped.json
want_same whole.json piped.json "a verdict file on standard input"
checks=$((checks + 1))
python3 check.py whole.json all.ndjson || fail "the report of the example does not hold"

# What can't be read is told with its place, counted, and never an end.
{
  head -1 five.ndjson
  echo '{"id":"7","label":"sales"'
  echo '{"id":"8","label":"purple","confidence":0.5}'
  echo '{"id":"9","confidence":0.5}'
  echo '{"id":"10","label":"sales","confidence":7}'
} >broken.ndjson
run report --format json broken.ndjson
want_status 2
want "$out" '"activities":1'
want "$out" '"lost":4'
want "$err" 'broken.ndjson:2 (record 2): broken JSON record: '
want "$err" 'broken.ndjson:3 (record 3): the label "purple" is none of this pack'"'"'s
  Labels: sales, marketing, mixed, neither. Use the pack that the file was written with (--rules DIR).'
want "$err" 'broken.ndjson:4 (record 4): a record that is no verdict: it has no label
  Write verdict files with: worktell --format ndjson FILE'
want "$err" 'broken.ndjson:5 (record 5): a record that is no verdict: it has no confidence from 0 to 1'
want "$err" 'worktell: 5 records read: 1 labelled, 4 reported'
run report nowhere.ndjson five.ndjson
want_status 2
want "$out" '5 activities'
: >empty.ndjson
run report empty.ndjson
want_status 2
want "$err" 'there is no activity in the input'
want_out ''
run report --allow-empty empty.ndjson
want_status 0
want "$out" 'There are no activities.'
for format in json markdown html; do
  run report --allow-empty --format $format empty.ndjson
  want_status 0
done

# Days before months, where the file proves it; a month is never guessed from one date alone.
{
  verdict 1 a.csv 2 sales 0.9 '"Sales"' null '"03/04/2026"' 'Call'
  verdict 2 a.csv 3 sales 0.9 '"Sales"' null '"25/04/2026"' 'Call'
  verdict 3 b.csv 2 sales 0.9 '"Sales"' null '"03/04/2026"' 'Call'
} >days.ndjson
run report --format json days.ndjson
want "$out" '{"name":"2026-03","activities":1,'
want "$out" '{"name":"2026-04","activities":2,'
tac days.ndjson >turned.ndjson
run report --format json turned.ndjson
want "$out" '{"name":"2026-04","activities":2,'

# A file is written whole or not at all.
echo before >kept.json
run report --min-confidence 0.4 --format json -o kept.json five.ndjson
want_status 0
want_out ''
want_same kept.json five.json "the file is the report"
run report -o nowhere/report.txt five.ndjson
want_status 2
want_err 'worktell: cannot write to nowhere/report.txt: No such file or directory
  Check the folder and its permissions; nothing was written.'
checks=$((checks + 1))
[ "$(ls | grep -c 'kept.json')" = 1 ] || fail "something was left beside the file"

# Markdown: what comes from the input stays text.
verdict 1 'a|b.csv' 2 marketing 0.95 '"Sales"' '"@all"' '"2026-01-05"' '[x](http://e.example) <img src=x> | `code` **bold** @team #1 https://e.example' >hostile.ndjson
run report --min-confidence 0.4 --format markdown hostile.ndjson
want_status 0
want "$out" '| a\|b\.csv, row 2 | \[x\]\(http&#58;//e\.example\) &lt;img src\=x&gt; \| \`code\` \*\*bold\*\* &#64;team &#35;1 https&#58;//e\.example | Sales | marketing |'
want_not "$out" '<img'
checks=$((checks + 1))
if command -v pandoc >/dev/null; then
  printf '%s\n' "$out" | pandoc -f gfm -t html >markdown.html
  grep -q 'href\|<img\|<code\|<strong>bold' markdown.html && fail "markup of the input acts in Markdown"
fi
finish
