# The engine knows no trade: a pack of another one gives its own labels and axes in every output, and the sources name
# none of the built-in pack's words.
. "$(dirname "$0")/lib.sh"
root=$(cd "$tests/../.." && pwd)
pack=$root/examples/support-engineering
texts=$root/examples/data/tickets.txt

run --rules "$pack" --format tsv --fields label,text "$texts"
want_status 0
want_err ''
want_out 'support	Reset the password for a guest
support	Guide the caller through the settings
engineering	Migrate the database to the new server
engineering	Review the code of the index
shared	Answer the ticket, and fix the login page
elsewhere	Lunch with the team'

run --rules "$pack" --format ndjson "$texts"
want_status 0
cp out verdicts.ndjson
checks=$((checks + 1))
python3 - <<'PY' || fail "the pack's names are not in ndjson"
import json
verdicts = [json.loads(line) for line in open("verdicts.ndjson")]
for verdict in verdicts:
    assert list(verdict["scores"]) == ["support", "engineering", "shared", "other", "poles"], verdict["scores"]
    assert list(verdict["scores"]["poles"]) == ["asked", "planned", "answer", "change"], verdict["scores"]
    assert list(verdict["axes"]) == ["trigger", "result"], verdict["axes"]
assert verdicts[0]["axes"] == {"trigger": "asked", "result": "answer"}, verdicts[0]
PY

words='sales|marketing|mixed|neither|horizon|driver|reach|purpose'
for format in text tsv csv json ndjson; do
  run --rules "$pack" --format $format --no-summary "$texts"
  want_status 0
  checks=$((checks + 1))
  ! grep -qwiE "$words" out || fail "--format $format names the other trade: $(grep -wiE "$words" out | head -n 1)"
done
run --rules "$pack" --summary "$texts"
want "$out" 'elsewhere '
printf 'label\ttext\nsupport\tClose the ticket\nengineering\tRewrite the parser\nelsewhere\tLunch\n' >gold.tsv
run --rules "$pack" eval gold.tsv
want_status 0
want "$out" 'engineering'
cp out eval.out
run --rules "$pack" explain "Answer the ticket, and fix the login page"
want_status 0
want "$out" 'shared, confidence '
cat eval.out >>out
run_words() { grep -wiE "$words" out; }
checks=$((checks + 1))
[ -z "$(run_words)" ] || fail "explain or eval name the other trade: $(run_words | head -n 1)"
run --rules "$pack" --only support --format tsv --fields label "$texts"
want_out 'support
support'
run --rules "$pack" --only sales "$texts"
want_status 2
want "$err" 'worktell: --only: there is no label "sales"'
want "$err" 'Labels: support, engineering, shared, elsewhere'
run --rules "$pack" rules test
want_status 0
run --rules "$pack" rules list
want_status 0
[ "$(grep -c . out)" -lt 15 ] || fail "rules of the built-in pack are still there"

# A pack without `start` adds to the one before it.
mkdir added
cat >added/mine.toml <<'TOML'
[[rule]]
id = "zebra-work"
pole = "other"
match = ["zebra"]
why = "zebras"
points = 9.0
yes = ["Feed the zebra"]
TOML
run --rules added --format tsv --fields label <(echo "Feed the zebra")
want_out 'neither'
printf '[pack]\nname = "x"\nstart = "langauge"\n' >added/pack.toml
run --rules added "$texts"
want_status 2
want "$err" 'added/pack.toml:3:9: "start" is "langauge"'
want "$err" 'possible: all, language, nothing'

# The sources: the words of the trade are the pack's alone. "sales-marketing" is the name of the built-in pack.
checks=$((checks + 1))
trade='sales|marketing|marketer|salesforce|prospects?|buyers?|campaigns?|subscribers?|newsletters?|press release|quotas?|upsell|pipeline review|lead generation|advert[a-z]*|brand'
found=$(grep -rniwE "$trade" "$root/src" | grep -viE '"?(rules/)?sales-marketing' | grep -v 'src/input/tools.*"Salesforce"')
[ -z "$found" ] || fail "src names the trade:
$found"
finish
