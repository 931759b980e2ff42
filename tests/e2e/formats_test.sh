# What comes out: every format, field, filter and option of the output, and tables that keep what came in.
. "$(dirname "$0")/lib.sh"

# Texts with everything that a row of a table must not hold as it is.
printf 'id\ttext\n7\t"tab\there"\n8\t"two\nlines"\n9\tback\\slash\n' >odd.tsv
run --format tsv --fields id,text odd.tsv
want_status 0
want_out '7	tab\there
8	two\nlines
9	back\\slash'
run --format tsv --header --fields id,text odd.tsv
[ "$(head -n 1 out)" = "$(printf 'id\ttext')" ] || fail "--header gives no header"
run --format tsv odd.tsv
[ "$(awk -F '\t' 'NF != 3' out | wc -l)" = 0 ] || fail "tsv has other columns than label, confidence, text"
awk -F '\t' '$1 !~ /^(sales|marketing|mixed|neither)$/ || $2 !~ /^[01]\.[0-9][0-9][0-9]$/ { bad = 1 } END { exit bad }' out ||
  fail "label or confidence look otherwise"
run --format csv --no-header --fields label odd.tsv
[ "$(wc -l <out)" = 3 ] || fail "--no-header leaves a header"
run --format csv --fields id,text odd.tsv
want_out 'id,text
7,tab	here
8,"two
lines"
9,back\slash'

# NDJSON: an object a record with all that was promised; the id of the input, else the number of the record.
printf 'Call the new lead\nWrite the press release\n\nFix the login page\n' >lines.txt
run --format ndjson lines.txt odd.tsv
want_status 0
cp out verdicts.ndjson
checks=$((checks + 1))
python3 - <<'PY' || fail "ndjson is not what was promised"
import json
verdicts = [json.loads(line) for line in open("verdicts.ndjson")]
wanted = ["id", "file", "row", "line", "text", "label", "confidence", "margin", "scores", "evidence"]
for verdict in verdicts:
    assert [key for key in wanted if key not in verdict] == [], verdict
    assert set(verdict["scores"]) == {"sales", "marketing", "other", "mixed", "poles"}, verdict["scores"]
    assert len(verdict["scores"]["poles"]) == 8
    for evidence in verdict["evidence"]:
        assert {"rule", "pole", "points", "field", "start", "end", "match", "why"} <= set(evidence)
    assert 0 <= verdict["confidence"] <= 1 and verdict["margin"] >= 0
assert [v["id"] for v in verdicts[-3:]] == ["7", "8", "9"], verdicts
assert [v["file"] for v in verdicts] == ["lines.txt"] * (len(verdicts) - 3) + ["odd.tsv"] * 3
assert verdicts[0]["id"] == 1 and verdicts[0]["row"] == verdicts[0]["line"] == 1
assert verdicts[-1]["row"] == 4 and verdicts[-1]["line"] == 5, verdicts[-1]
PY
run --format ndjson --fields id,label lines.txt
want "$out" '{"id":1,"label":"sales"}'
run --format json lines.txt
cp out all.json
checks=$((checks + 1))
python3 -c 'import json; assert [v["text"] for v in json.load(open("all.json"))][0] == "Call the new lead"' || fail "json is no array"

# --append keeps every byte of every record, quotes and line ends, and its own separator.
printf '\357\273\277Name,Note\r\n"Call ""the"" lead","a\r\nb"\r\nFix the login page,\r\n' >bom.csv
run --append bom.csv
want_status 0
checks=$((checks + 1))
python3 - <<'PY' || fail "--append changed the input"
import csv, io
source, result = open("bom.csv", "rb").read(), open("out", "rb").read()
assert result.count(b"\r\n") == result.count(b"\n") == source.count(b"\n"), result
assert b'"Call ""the"" lead","a\r\nb",' in result, result
rows = list(csv.reader(io.StringIO(result.decode("utf-8-sig"), newline="")))
assert rows[0] == ["Name", "Note", "label", "confidence", "margin", "reason"], rows[0]
assert [len(row) for row in rows] == [6, 6, 6], rows
PY
run --append --only sales bom.csv
want_status 0
want_not "$out" 'Fix the login page'
cp bom.csv again.csv
run --append bom.csv again.csv
want_status 0
[ "$(grep -c 'label,confidence' out)" = 1 ] || fail "two files of one kind give other than one header"
printf 'Other,Columns\nx,Call the lead\n' >other.csv
run --append bom.csv other.csv
want_status 2
want_err 'worktell: other.csv: its header is not that of the first file: --append writes one table
  Run once for each kind of table.'
run --append lines.txt
want_status 2
want_err 'worktell: lines.txt: --append adds columns to CSV or TSV: this input is lines
  Use --format csv, which writes a table of its own.'
run --append --fields id bom.csv
want_status 2
want_err 'worktell: --fields does not go with --append: --append keeps the columns of the input
  Leave one of the two out.'

# Filters.
run --format tsv --fields text --only sales lines.txt
want_out 'Call the new lead'
run --format tsv --fields text --only sales,neither lines.txt
want "$out" 'Fix the login page'
want_not "$out" 'press release'
run --format tsv --only sale lines.txt
want_status 2
want_err 'worktell: --only: there is no label "sale": did you mean "sales"?
  Labels: sales, marketing, mixed, neither'
run --format tsv --fields confidence --min-confidence 0.9 lines.txt
awk '$1 < 0.9 { bad = 1 } END { exit bad }' out || fail "--min-confidence lets others through"
run --format tsv --fields label,txt lines.txt
want_status 2
want_err 'worktell: --fields: there is no field "txt": did you mean "text"?
  Fields: id, file, row, line, text, label, confidence, margin, scores, axes, evidence, reason, owner, declared, date, facts'

# Text for people: a line an activity, and the counts at the end add up.
run --summary lines.txt odd.tsv
want_status 0
want "$out" 'Call the new lead'
checks=$((checks + 1))
python3 - <<'PY' || fail "the summary does not add up"
import re
lines = open("out").read().split("\n")
at = next(i for i, line in enumerate(lines) if line.endswith(" activities"))
total = int(lines[at].split()[0])
counts = [int(re.split(r"\s+", line.strip())[1]) for line in lines[at + 1:at + 5]]
assert sum(counts) == total == len([l for l in lines[:at] if l.strip()]), (counts, total)
PY
run --summary --only sales lines.txt
want "$out" 'shown: 1'

# Control characters and marks that turn or hide text are seen, not obeyed, in every format.
printf 'Call \033[31mthe\033[0m lead\007 \xe2\x80\xaeback\n' >bad.txt
for format in text tsv json ndjson csv; do
  run --format $format bad.txt
  want_status 0
  checks=$((checks + 1))
  [ $format = csv ] || ! grep -q "$(printf '[\033\007]\|\xe2\x80\xae')" out || fail "$format lets a control character through"
done
run --format text bad.txt
want "$out" 'Call \x1b[31mthe\x1b[0m lead\x07 \u202eback'
finish
