# worktell rules diff: activities that change label, by which rules, as text, tsv and ndjson.
. "$(dirname "$0")/lib.sh"

mkdir old
cat >old/pack.toml <<'EOF'
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
shares = [100]
EOF
rule() {
  printf '[[rule]]\nid = "%s"\npole = "%s"\nmatch = ["%s"]\nwhy = "%s leaves"\nyes = ["%s"]\npoints = %s\n' "$1" "$2" "$1" "$1" "$1" "$3"
}
cp -r old new
{ rule steamed fresh 2.0; rule withered dried 2.0; rule rolled dried 1.5; } >old/rules.toml
{ rule steamed fresh 0.5; rule withered dried 2.0; rule pressed dried 1.75; } >new/rules.toml
printf 'steamed today\nwithered today\nrolled leaves\npressed and steamed\nnothing\n' >log.txt

run rules diff old new log.txt
want_status 0
want_err ''
want_out 'log.txt:1: green -> water  steamed today
  ~ steamed  2.00 -> 0.50  steamed leaves
log.txt:3: black -> water  rolled leaves
  - rolled  1.50  rolled leaves
log.txt:4: green -> black  pressed and steamed
  + pressed  1.75  pressed leaves
  ~ steamed  2.00 -> 0.50  steamed leaves

3 of 5 activities change label: green -> black 1, green -> water 1, black -> water 1'

run rules diff old new --format tsv log.txt
want_status 0
want_out "$(printf 'log.txt\t1\tgreen\twater\t~steamed 2.00>0.50\tsteamed today\nlog.txt\t3\tblack\twater\t-rolled 1.50\trolled leaves\nlog.txt\t4\tgreen\tblack\t+pressed 1.75; ~steamed 2.00>0.50\tpressed and steamed')"
want_err 'worktell: 3 of 5 activities change label: green -> black 1, green -> water 1, black -> water 1'

run rules diff old new --format ndjson log.txt
want_status 0
want "$out" '{"version":1,"file":"log.txt","record":3,"row":3,"line":3,"old":{"label":"black","confidence":0.500,"margin":0.50},"new":{"label":"water","confidence":0.500,"margin":1.00},"rules":[{"rule":"rolled","change":"vanished","old":1.50,"new":null,"why":"rolled leaves"}],"text":"rolled leaves"}'
want "$out" '{"rule":"pressed","change":"appeared","old":null,"new":1.75,"why":"pressed leaves"},{"rule":"steamed","change":"changed","old":2.00,"new":0.50,"why":"steamed leaves"}'
[ "$(printf '%s\n' "$out" | wc -l)" = 3 ] || fail 'ndjson has a line an activity'

# A pack and itself differ in nothing.
run rules diff old old log.txt
want_status 0
want_out '0 of 5 activities change label'
run rules diff built-in built-in log.txt
want_status 0
want_out '0 of 5 activities change label'

# Settings alone.
cp -r old strict
sed -i 's/^base = 1.0/base = 1.75/' strict/pack.toml
run rules diff old strict log.txt
want_out 'log.txt:3: black -> water  rolled leaves
  no rule gives other points: the settings of the packs differ

1 of 5 activities change label: black -> water 1'

# A folder that is no whole pack is added to the built-in one.
mkdir more
{ rule zzquux fresh 9.0; sed -i 's/"fresh"/"transfer"/' more/rules.toml 2>/dev/null; } >more/rules.toml
sed -i 's/"fresh"/"transfer"/' more/rules.toml
printf 'zzquux\nthe weather\n' | "$worktell" rules diff built-in more - >out 2>err
status=$?
out=$(cat out)
err=$(cat err)
want_status 0
want "$out" '-:1: neither -> sales  zzquux
  + zzquux  9.00  zzquux leaves'
want "$out" '1 of 2 activities change label: neither -> sales 1'

# Columns are chosen as everywhere; hostile text does no harm.
printf 'n,what,other\n1,steamed,x\n2,"with\033[31m steamed",y\n' >tasks.csv
run rules diff old new --text what tasks.csv
want_status 0
want "$out" 'tasks.csv:2: green -> water  steamed'
want_not "$out" "$(printf '\033')"

# Memory does not grow with the input.
if [ -r /proc/self/status ]; then
  peak() {
    (ulimit -v 600000 && yes 'steamed leaves of the first pressed lot, withered and rolled' | head -n "$1" | "$worktell" rules diff old new - >/dev/null 2>err) || fail "rules diff of $1 lines under a limit: $(cat err)"
  }
  peak 200000
fi

# Mistakes.
run rules diff old
want_status 2
run rules diff nosuch new log.txt
want_status 2
want "$err" 'worktell: nosuch: cannot read the pack: No such file or directory'
run rules diff old new nosuch.txt
want_status 2
want "$err" 'nosuch.txt'
mkdir broken
printf '[[rule]]\nid = "x"\npole = "mnay"\nmatch = ["y"]\nwhy = "z"\nyes = ["y"]\n' >broken/rules.toml
run rules diff built-in broken log.txt
want_status 2
want "$err" 'worktell: broken/rules.toml:3:8: unknown pole "mnay"
  did you mean "many"?'
want "$err" 'worktell: 1 problem in the rules of broken; nothing was labelled'
printf '' >none.txt
run rules diff old new none.txt
want_status 2
want "$err" 'there is no activity in the input'
run rules diff old new --allow-empty none.txt
want_status 0
finish
