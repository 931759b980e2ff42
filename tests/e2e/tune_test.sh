# worktell tune: figures, the diff, what is written and what is refused, messages word for word.
. "$(dirname "$0")/lib.sh"

mkdir pack
cat >pack/pack.toml <<'EOF'
[pack]
name = "tea"
[sides]
first = "green"
second = "black"
both = "blend"
none = "water"
[[axis]]
name = "leaf"
first = "fresh"
second = "dried"
[score]
base = 1.0
both-base = -1.0
cap = 12.0
shares = [100, 80]
EOF
cat >pack/rules.toml <<'EOF'
[[rule]]
id = "steamed"
pole = "fresh"
match = ["steamed"]
why = "steamed leaves"
yes = ["steamed leaves"]
points = 0.5
[[rule]]
id = "withered"
pole = "dried"
match = ["withered"]
why = "withered leaves"
yes = ["withered leaves"]
points = 0.5
[[rule]]
id = "never"
pole = "dried"
match = ["oolong"]
why = "half dried leaves"
yes = ["oolong leaves"]
points = 0.5
EOF

# 30 gardens of 8 texts: the signs are right, and too weak for the base as the author set it.
{
  printf 'id\tlabel\ttext\n'
  for g in $(seq 1 30); do
    for i in 1 2; do
      printf 'garden%s-%s\tgreen\tsteamed lot %s\n' "g$g" "$i" "$i"
      printf 'garden%s-%s\tblack\twithered lot %s\n' "g$g" "1$i" "$i"
      printf 'garden%s-%s\twater\tlot %s\n' "g$g" "2$i" "$i"
      printf 'garden%s-%s\twater\tbag %s\n' "g$g" "3$i" "$i"
    done
  done
} >gold.tsv

# The gain is shown, and no file is touched.
run tune --rules pack --spread 5 --rounds 60 gold.tsv
want_status 0
want_err ''
want "$out" '240 texts in 30 groups, cross-validated in 5 folds'
want "$out" '  right today     50.00%
  right refitted 100.00%
  gain           +50.00 points, 95% interval +50.00 to +50.00
  the weights are better on texts that they were not fitted on'
want "$out" '  2 of 3 rules get other points'
want "$out" '   today refitted   change  rule'
want "$out" '  steamed'
want_not "$out" 'never'
[ ! -e pack/weights.toml ] || fail 'tune without --write wrote weights.toml'

# The largest change comes first.
printf '%s\n' "$out" | awk 'seen && $3 != "" { c = $3 < 0 ? -$3 : $3; if (NR > from && c > last) bad = 1; last = c } /change  rule/ { seen = 1; from = NR + 1; last = 1e9 } END { exit bad }' ||
  fail 'the changes are not sorted by size'

# As data, and the same whatever the threads.
run tune --rules pack --spread 5 --rounds 60 --format json --jobs 1 gold.tsv
want_status 0
want "$out" '{"version":1,"texts":240,"groups":30,"folds":5,"accuracy":{"today":0.500000,"refitted":1.000000,"gain":0.500000,"low":0.500000,"high":0.500000},"claimed":true,"written":null,"base":{"today":1.00,"refitted":'
want "$out" '"weights":[{"rule":"'
want "$out" '"author":0.50,"today":0.50,"refitted":'
mv out one
for jobs in 2 3 0; do
  run tune --rules pack --spread 5 --rounds 60 --format json --jobs $jobs gold.tsv
  want_same one out "--jobs 1 and --jobs $jobs"
done
if command -v python3 >/dev/null; then
  python3 -c 'import json; d = json.load(open("one")); assert len(d["weights"]) == 2 and set(d["calibration"]) == {"green", "black", "blend", "water"}' ||
    fail 'the JSON does not read'
fi

# In place: the pack then labels as it was told.
run tune --rules pack --spread 5 --rounds 60 --write gold.tsv
want_status 0
want "$out" '  written to pack/weights.toml'
want_not "$out" 'change  rule'
[ ! -e pack/weights.toml.new ] || fail 'a half-written file was left'
want "$(cat pack/weights.toml)" '# Fitted on labelled texts by `worktell tune` and held near the authors'"'"' points; do not edit.
# Rules that are not here have their authors'"'"' points.
[weights]
steamed = '
want "$(cat pack/weights.toml)" '[score]
base = '
want "$(cat pack/weights.toml)" '[calibration]
"green" = [['
want_not "$(cat pack/weights.toml)" 'never'

# Weights that are there already are compared with, never fitted from: a second run changes nothing and claims nothing.
cp pack/weights.toml first
run tune --rules pack --spread 5 --rounds 60 --write gold.tsv
want_status 0
want_err 'worktell: pack/weights.toml: nothing was written, since no gain is claimed
  --force writes it all the same.'
want "$out" '  gain            +0.00 points, 95% interval +0.00 to +0.00
  no gain is claimed: the interval holds zero, the difference may be chance'
want "$out" '  0 of 3 rules get other points'
want_same first pack/weights.toml 'a refit that claims nothing'
run tune --rules pack --spread 5 --rounds 60 --write --force gold.tsv
want_status 0
want_err ''
want_same first pack/weights.toml 'a refit of the same texts'

# To a file of its own.
run tune --rules pack --spread 5 --rounds 60 --out other.toml --force gold.tsv
want_status 0
want_same first other.toml '--out and --write'
run tune --rules pack --out nowhere/other.toml --force gold.tsv
want_status 2
want_err 'worktell: nowhere/other.toml: cannot write the weights: No such file or directory
  Check that the folder is there and may be written to, and that the disk has room.'

# One group is nothing to measure on.
rm pack/weights.toml
printf 'id\tlabel\ttext\na-1\tgreen\tsteamed\na-2\tblack\twithered\na-3\twater\tlot\n' >one.tsv
run tune --rules pack --out none.toml one.tsv
want_status 0
want "$out" '3 texts in 1 group, cross-validated in 5 folds'
want "$out" '  no gain is claimed: all texts are of one group, so there is nothing to measure it on'
want_err 'worktell: none.toml: nothing was written, since no gain is claimed
  --force writes it all the same.'
[ ! -e none.toml ] || fail 'a gain that was not claimed was written'

# Texts of --also are fitted on and not counted; a weight is read from behind the last =.
run tune --rules pack --also gold.tsv=0.5 one.tsv=2
want_status 0
want "$out" '3 texts in 1 group'
cp one.tsv odd=name.tsv
run tune --rules pack odd=name.tsv
want_status 0

# Groups by a column.
printf 'where,label,text\neast,green,steamed\neast,black,withered\nwest,water,lot\nnorth,water,bag\n' >by.csv
run tune --rules pack --group where by.csv
want_status 0
want "$out" '4 texts in 3 groups, cross-validated in 5 folds'
cp by.csv by.tsv
tr ',' '\t' <by.csv >by.tsv
run tune --rules pack --group where by.tsv
want_status 0
want "$out" '4 texts in 3 groups'
run tune --rules pack by.tsv
want "$out" '4 texts in 4 groups'
run tune --rules pack --group wher by.tsv
want_status 2
want_err 'worktell: by.tsv:1: there is no column "wher": the columns are where, label, text
  Labelled texts have a first line of names with label and text among them.'

# Mistakes.
run tune
want_status 2
run tune gold.tsv=heavy
want_status 2
want_err 'worktell: gold.tsv=heavy: "heavy" is no weight
  Write FILE=WEIGHT with a number above 0, at most 100, such as gold.tsv=0.5.'
run tune gold.tsv=0
want_status 2
want_err 'worktell: gold.tsv=0: "0" is no weight
  Write FILE=WEIGHT with a number above 0, at most 100, such as gold.tsv=0.5.'
run tune --spread none gold.tsv
want_status 2
want_err 'worktell: --spread: "none" is not possible: a number above 0, such as 0.6 is wanted'
run tune --folds 1 gold.tsv
want_status 2
want_err 'worktell: --folds: "1" is not possible: a whole number from 2 to 1000 is wanted'
run tune --rounds 0 gold.tsv
want_status 2
want_err 'worktell: --rounds: "0" is not possible: a whole number from 1 to 10000 is wanted'
run tune --write gold.tsv
want_status 2
want_err 'worktell: --write: the built-in pack is part of the program and cannot be written to
  Name a folder with --rules DIR (worktell rules export DIR makes one), or a file with --out.'
run tune --rules pack --write --out x gold.tsv
want_status 2
want_err 'worktell: --write does not go with --out
  Leave one of the two out.'
run tune --rules pack nosuch.tsv
want_status 2
want_err 'worktell: nosuch.tsv: cannot read this file: No such file or directory
  Check the name, and that the file may be read.'
printf 'id\tlabel\ttext\n' >empty.tsv
run tune --rules pack empty.tsv
want_status 2
want_err 'worktell: empty.tsv: there is no labelled text in this file
  Name another.
worktell: there is too little to measure on: at least two labelled texts are needed
  Name more files; those of --also are only fitted on.'
printf 'a-9\tred\tsteamed\n' >>one.tsv
run tune --rules pack one.tsv
want_status 2
want "$err" 'worktell: one.tsv:5: there is no label "red": the row is not counted'
want "$err" 'worktell: one.tsv: 3 labelled texts used, 1 not'
finish
