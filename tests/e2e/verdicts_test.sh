# The data formats: valid by the schema, spans that cut true bytes out of the input, CSV kept as it stood.
. "$(dirname "$0")/lib.sh"

cat >check.py <<'PY'
import json, sys

def spans(path, encoding, verdicts):
    """Every span, cut out of the file's own bytes, is the matched text."""
    raw = open(path, "rb").read()
    count = 0
    for verdict in verdicts:
        for e in verdict["evidence"]:
            if e["start"] is None:
                continue
            assert raw.find(e["match"].encode(encoding)) >= 0, e
            count += 1
    return count

def lines(path, encoding, verdicts):
    """Plain lines: the field is the line, so that start and end cut it exactly."""
    raw = open(path, "rb").read().split("\n".encode(encoding) if encoding != "utf-8" else b"\n")
    count = 0
    for verdict in verdicts:
        line = raw[verdict["line"] - 1]
        for e in verdict["evidence"]:
            cut = line[e["start"]:e["end"]].decode(encoding)
            assert cut == e["match"], (cut, e)
            assert line.decode(encoding)[e["column"] - 1:].startswith(e["match"]), e
            count += 1
    return count

def arithmetic(verdicts):
    for verdict in verdicts:
        poles = {}
        for e in verdict["evidence"]:
            poles[e["pole"]] = round(poles.get(e["pole"], 0) + e["points"], 2)
        for name, points in verdict["scores"]["poles"].items():
            assert abs(poles.get(name, 0) - points) < 0.005, (verdict["text"], name, points, poles)

verdicts = [json.loads(line) for line in open(sys.argv[2])]
arithmetic(verdicts)
spans(sys.argv[1], "utf-8", verdicts)
n = lines(sys.argv[1], "utf-8", verdicts)
assert n > 0
keys = ["id", "file", "row", "line", "text", "label", "confidence", "margin", "scores", "axes", "evidence", "owner", "declared",
        "date"]
for verdict in verdicts:
    assert list(verdict) == keys, list(verdict)
try:
    import jsonschema
except ImportError:
    sys.exit(0)
schema = json.load(open("schema.json"))
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
for verdict in verdicts[:40]:
    validator.validate(verdict)
bad = dict(verdicts[0]); bad["confidence"] = 2
assert not validator.is_valid(bad)
PY
{
  echo 'Send the buyer a price – today'
  echo 'Ärger: call the new lead “Müller”'
  printf 'Email 2,400 subscribers \033[31mabout\033[0m the launch\n'
  echo '名前 Write the press release for the campaign'
  make_lines 200
} >texts.txt
run schema
want_status 0
cp out schema.json
run --format ndjson texts.txt
want_status 0
cp out verdicts.ndjson
checks=$((checks + 1))
python3 check.py texts.txt verdicts.ndjson || fail "the verdicts do not hold"
grep -q "$(printf '\033')" verdicts.ndjson && fail "an escape sequence got through"
run --format json texts.txt
cp out array.json
checks=$((checks + 1))
python3 -c 'import json; a=json.load(open("array.json")); b=[json.loads(l) for l in open("verdicts.ndjson")]; assert a == b' ||
  fail "json and ndjson differ"

# CSV in, CSV out: what came in stands there byte for byte.
printf 'Id;Task;Note\r\n1;"Call the ""new"" lead";a\r\n2;"two\r\nlines";=1+1\r\n3;Write the press release;b\r\n' >in.csv
run --append in.csv
want_status 0
checks=$((checks + 1))
python3 - <<'PY' || fail "--append changed the input"
import csv, io
source = open("in.csv", "rb").read()
result = open("out", "rb").read()
assert b"\r\n2;\"two\r\nlines\";=1+1;" in result, result
rows = list(csv.reader(io.StringIO(result.decode(), newline=""), delimiter=";"))
assert rows[0] == ["Id", "Task", "Note", "label", "confidence", "margin", "reason"], rows[0]
assert len(rows) == 4 and all(len(row) == 7 for row in rows), rows
assert rows[1][1] == 'Call the "new" lead'
assert result.count(b"\n") == source.count(b"\n") and result.count(b"\r\n") == result.count(b"\n")
PY
run --append texts.txt
want_status 2
want "$err" '--append adds columns to CSV or TSV: this input is lines'
run --append --format ndjson in.csv
want_status 2
want_err 'worktell: --append does not go with --format ndjson: it writes the CSV that came in
  Leave one of the two out.'

# Fields, filters, headers.
run --format tsv --fields id,label --header in.csv
want_status 0
[ "$(head -n 1 out)" = "$(printf 'id\tlabel')" ] || fail "no header"
run --format csv --fields text in.csv
want_status 0
want_out "$(printf 'text\n"Call the ""new"" lead\na"\n"two\r\nlines\n=1+1"\n"Write the press release\nb"')"
run --format csv --fields text --text Task in.csv
want_status 0
want "$out" '"Call the ""new"" lead"
'
first=$("$worktell" --format tsv --fields label in.csv | head -n 1)
run --format tsv --fields label --only "$first" in.csv
want_status 0
[ "$(sort -u out)" = "$first" ] || fail "--only lets others through"
run --only nolabel in.csv
want_status 2
want "$err" 'worktell: --only: there is no label "nolabel"'
run --format tsv --min-confidence 1 texts.txt
want_status 0
awk -F '\t' '$2 < 1 { bad = 1 } END { exit bad }' out || fail "--min-confidence lets others through"

# Formulas of the input stay text in a table that we write.
printf '=cmd|calc\n' >formula.txt
run --format csv --input-format lines --fields text formula.txt
want_out "text
'=cmd|calc"

# Explain tells the same verdict as data.
run explain --format json "Send the buyer a price"
want_status 0
cp out explain.json
echo "Send the buyer a price" | "$worktell" --format ndjson >one.ndjson
checks=$((checks + 1))
python3 - <<'PY' || fail "explain and label differ"
import json
a = json.load(open("explain.json")); b = json.loads(open("one.ndjson").read())
for key in b:
    if key not in ("file",):
        assert a[key] == b[key], key
for step in a["steps"]:
    points = step["weight"]
    for factor in step["factors"]:
        points = points * factor["percent"] / 100
    assert abs(points - step["points"]) < 0.02, step
PY
run explain in.csv:3
want_status 0
run explain in.csv:99
want_status 2
want "$err" 'worktell: in.csv: there is no activity in row 99: the last one is in row 4'
run explain in.csv
want_status 2
want "$err" 'Name a row: worktell explain in.csv:2'
finish
