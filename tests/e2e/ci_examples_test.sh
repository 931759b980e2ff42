# What examples/ci tells people to copy does what it says: every command of it is run on a log that is right and on one that
# is not, without a network. apt-get and the source of worktell are stand-ins; git, make and the hook are the real ones.
. "$(dirname "$0")/lib.sh"
examples=$(cd "$tests/../../examples/ci" && pwd)
for tool in git make; do command -v $tool >/dev/null || { echo "skipped: there is no $tool"; exit 77; }; done

# Scratch: a home, a branch name, a day on which waivers hold, worktell on the PATH, an apt-get that installs nothing.
mkdir home bin
export HOME=$work/home GIT_CONFIG_NOSYSTEM=1 WORKTELL_TODAY=2026-11-30
git config --global user.email a@example.com
git config --global user.name A
git config --global init.defaultBranch main
printf '#!/bin/sh\necho "apt-get $*" >>"%s/installed"\n' "$work" >bin/apt-get
chmod +x bin/apt-get
ln -s "$worktell" bin/worktell
plain=$PATH
PATH=$work/bin:$PATH
bad='2026-11-09,Mira,Sales,Record a podcast episode about greener deliveries'
good='2026-11-09,Mira,Sales,Call the buyer at Loma Hotels about a discount'

# fresh NAME: a repository with the examples in it, the current folder.
fresh() {
  rm -rf "${work:?}/$1"
  cp -R "$examples" "$work/$1"
  cd "$work/$1" || exit 2
  git init -q . && git add . && git commit -qm 'The log so far'
}

# run_script NAME COMMAND...: both streams in $out, the exit code in $status.
run_script() {
  last=$1
  shift
  out=$("$@" 2>&1 </dev/null)
  status=$?
  err=$out
}

# Every file is told of in README.md, and every file that it tells of is there.
for file in $(cd "$examples" && ls); do
  checks=$((checks + 1))
  [ "$file" = README.md ] || grep -q "\`$file\`" "$examples/README.md" || fail "README.md does not tell of $file"
done
for file in $(sed -n 's/^| `\([^`]*\)`.*/\1/p' "$examples/README.md"); do
  checks=$((checks + 1))
  [ -f "$examples/$file" ] || fail "README.md tells of $file, which is not there"
done
if command -v shellcheck >/dev/null; then
  run_script shellcheck shellcheck "$examples/pre-commit" "$examples/monthly.sh"
  want_status 0
fi

# The git hook, by the transcript of README.md: each command is run, and must say what is shown.
compare_shown() {
  checks=$((checks + 1))
  local said=() line i
  [ -z "$out" ] || mapfile -t said <<<"$out"
  [ ${#said[@]} = ${#shown[@]} ] || { fail "$last: ${#said[@]} lines, and README.md shows ${#shown[@]}: $out"; return; }
  for i in "${!shown[@]}"; do
    line=${shown[$i]}
    case $line in
      *' ...') case ${said[$i]} in "${line%...}"*) ;; *) fail "$last: is: ${said[$i]}, and README.md shows: $line" ;; esac ;;
      *) [ "${said[$i]}" = "$line" ] || fail "$last: is: ${said[$i]}, and README.md shows: $line" ;;
    esac
  done
}
cp -R "$examples" transcript && cd transcript || exit 2
last=''
shown=()
while IFS= read -r line; do
  case $line in
    '$ '*)
      [ -z "$last" ] || compare_shown
      shown=()
      last=${line#\$ }
      eval "$last" >"$work/said" 2>&1 </dev/null
      out=$(cat "$work/said")
      ;;
    *) shown+=("$line") ;;
  esac
done < <(sed -n '/^```$/,/^```$/p' "$examples/README.md" | grep -v '^```$')
compare_shown
[ "$(git log --format=%s | wc -l)" = 2 ] || fail "the transcript does not end in two commits"

# The hook sees what is staged, keeps out of other commits, and takes no error for a pass.
fresh hook
cp pre-commit .git/hooks/
echo "$bad" >>activities.csv
echo note >note.txt && git add note.txt
run_script 'a commit of another file' git commit -qm note
want_status 0
want_not "$out" compared
git add activities.csv && git checkout -q HEAD -- note.txt
sed -i '$d' activities.csv
run_script 'a bad row staged, and gone from the folder' git commit -qm bad
want_status 1
want "$out" 'activities.csv:12:23: filed under "Sales" (sales), reads as marketing: '
git add activities.csv
echo 'Nothing,At,All' >activities.csv
echo "$bad" >>activities.csv
git add activities.csv
run_script 'no declared column' git commit -qm broken
want_status 1
want "$out" 'worktell: activities.csv: '
want_not "$out" 'Move these activities'
git reset -q --hard
git rm -q activities.csv
run_script 'the log removed' git commit -qm removed
want_status 1
want "$out" 'worktell: activities.csv: there is no such file'
[ "$(git log --format=%s | head -1)" = note ] || fail "a commit came through"
checks=$((checks + 1))

# make
fresh make
run_script make make
want_status 0
want "$out" '10 activities compared: no mismatch, 1 accepted'
run_script 'make report' make report
want_status 0
want "$(head -c 100 report.html)" '<!doctype html>'
run_script 'make report' make report
want "$out" 'Nothing to be done'
echo "$bad" >>activities.csv
run_script make make
want_status 2
want "$out" 'activities.csv:12:23: filed under "Sales" (sales), reads as marketing: '
run_script 'make accept' make accept
want_status 0
want "$out" '.worktell-baseline.toml | 5 +++++'
run_script make make
want_status 0
run_script 'make LOG=nosuch.csv' make LOG=nosuch.csv
want_status 2
want "$out" 'worktell: nosuch.csv: there is no such file'

# cron, by the line that the script shows
cron=$(sed -n 's/^# \([0-9]* [0-9]* 1 \* \* .*\)/\1/p' "$examples/monthly.sh")
checks=$((checks + 1))
[ -n "$cron" ] || fail "monthly.sh shows no line for a crontab"
want_not "$cron" '%'
command=$(printf %s "$cron" | cut -d' ' -f6- | sed "s|PATH=|PATH=$work/bin:|; s|/srv/log|$work/cron|g")
mkdir "$work/cron" && cd "$work/cron" || exit 2
cp "$examples"/monthly.sh "$examples"/activities.csv "$examples"/.worktell*.toml .
month=$(date -d "$(date +%Y-%m-15) -1 month" +%Y-%m)
cp activities.csv "$month.csv"
run_script "$command" sh -c "cd / && $command"
want_status 0
want_out ''
for file in "$month.check.md" "$month.ndjson" all.html; do
  checks=$((checks + 1))
  [ -s "$file" ] || fail "$file is not there"
done
cp activities.csv 2020-01.csv
echo "$bad" >>2020-01.csv
run_script "$command 2020-01" sh -c "cd / && $command 2020-01"
want_status 1
want "$out" '2020-01.csv:12:23: filed under "Sales" (sales), reads as marketing: '
want "$(cat 2020-01.check.md)" '**the gate fails: 1 mismatch**'
run report --format json ./????-??.ndjson
want "$out" '"activities":21'
run_script "$command 2020-02" sh -c "cd / && $command 2020-02"
want_status 2
want "$out" 'worktell: 2020-02.csv: there is no such file'
cd "$work" || exit 2

# The YAML files: parsed, and their commands taken out as scripts.
python=/usr/bin/python3
[ -x $python ] || python=python3
if ! $python -c 'import yaml' 2>/dev/null; then
  echo "SKIPPED: GitHub, GitLab and pre-commit (python3-yaml is missing)"
  finish
  exit $?
fi
checks=$((checks + 1))
$python - "$examples" <<'PY' || fail "the YAML files do not hold what they should"
import os, re, sys, yaml
folder = sys.argv[1]
load = lambda name: yaml.safe_load(open(os.path.join(folder, name)))
def write(name, lines):
    with open(name, "w") as file:
        file.write("\n".join(lines) + "\n")

github = load("github.yml")
assert set(github) == {"name", True, "permissions", "jobs"}, github  # YAML 1.1 reads `on` as true
assert set(github[True]) == {"pull_request", "push"}
paths = github[True]["push"]["paths"]
assert github[True]["pull_request"]["paths"] == paths == ["activities.csv", ".worktell.toml", ".worktell-baseline.toml"]
assert github["permissions"]["security-events"] == "write"
job, = github["jobs"].values()
assert job["env"]["BASE"] == "${{ github.base_ref }}"
steps = job["steps"]
assert [step["uses"].split("@")[0] for step in steps if "uses" in step] == \
    ["actions/checkout", "github/codeql-action/upload-sarif"], steps
assert steps[1]["with"]["fetch-depth"] == 0
scripts = [step["run"] for step in steps if "run" in step]
assert not any("${{" in script for script in scripts), "an expression in a script may be broken out of"
for number, script in enumerate(scripts):
    write(f"github.{number}.sh", [script])
assert len(scripts) == 3 and f"sarif={steps[-1]['with']['sarif_file']}" in scripts[2]
assert f"hashFiles('{steps[-1]['with']['sarif_file']}')" in steps[-1]["if"]

gitlab = load("gitlab.yml")
job, = gitlab.values()
assert job["variables"]["GIT_DEPTH"] == 0
assert all(rule["changes"] == paths for rule in job["rules"]) and len(job["rules"]) == 2
assert all(isinstance(line, str) for line in job["before_script"] + job["script"]), job
write("gitlab.sh", job["before_script"] + job["script"])
assert job["artifacts"]["when"] == "always"
for kept in [job["artifacts"]["reports"]["junit"], *job["artifacts"]["paths"]]:
    assert f"={kept}" in job["script"][-1], kept

hook, = load("pre-commit-config.yaml")["repos"][0]["hooks"]
assert hook["language"] == "system" and hook["require_serial"] is True
assert re.search(hook["files"], "activities.csv")
assert not any(re.search(hook["files"], name) for name in ["activities.csv.bak", "old/activities.csv", "activitiesxcsv"])
write("hook.sh", [hook["entry"] + ' "$@"'])
PY

# A stand-in for the source of worktell: its run.sh "builds" the program under test.
mkdir -p source/examples
printf 'set -eu\ncd "$(dirname "$0")/.."\nmkdir -p build/release\nln -s "%s" build/release/worktell\necho built\n' "$worktell" \
  >source/examples/run.sh
(cd source && git init -q . && git add . && git commit -qm source) || exit 2
rm bin/worktell
PATH=$work/bin:$plain
export SOURCE=file://$work/source

# topic NAME ROW...: a clone whose branch adds the rows, with origin/main behind it; the current folder.
topic() {
  local name=$1
  shift
  cd "$work" && rm -rf "$name" home/worktell && git clone -q "$work/origin" "$name" 2>/dev/null && cd "$name" || exit 2
  git checkout -qb topic
  [ $# -eq 0 ] || printf '%s\n' "$@" >>activities.csv
  git commit -qam topic --allow-empty
}
fresh origin

export GITHUB_PATH=$work/github.path GITHUB_STEP_SUMMARY=$work/github.summary

# github SHELL BASE: the three steps as the runner does them: a shell each, PATH and summary by files.
github() {
  local shell=$1 number
  export BASE=$2
  : >"$GITHUB_PATH"
  : >"$GITHUB_STEP_SUMMARY"
  for number in 0 1 2; do
    PATH=$(tr '\n' ':' <"$GITHUB_PATH")$PATH $shell -e "$work/github.$number.sh" || return
  done
}
: >"$work/installed"
topic pushed
run_script 'GitHub, a push' github bash ''
want_status 0
want "$(cat "$work/installed")" 'apt-get install -y -qq --no-install-recommends ca-certificates git'
want "$out" '::notice title=worktell check::10 activities compared: no mismatch, 1 accepted; the gate passes'
want_not "$out" built
want "$(cat "$GITHUB_STEP_SUMMARY")" '**the gate passes**: 10 activities compared: no mismatch, 1 accepted'
checks=$((checks + 1))
[ -s check.sarif ] || fail "there is no check.sarif"
topic request "$bad" "$good"
run_script 'GitHub, a pull request' github sh main
want_status 1
want "$out" '::error file=activities.csv,line=12,col=23,title=marketing-filed-as-sales::filed under "Sales" (sales), reads as marketing'
want "$out" '2 activities compared: 1 mismatch; the gate fails'
[ "$(printf '%s\n' "$out" | grep -vc '^::')" = 0 ] || fail "GitHub: lines that are no annotations: $out"
want "$(cat "$GITHUB_STEP_SUMMARY")" '**the gate fails: 1 mismatch**'
want "$(cat check.sarif)" '"ruleId":"marketing-filed-as-sales"'
topic request "$good"
run_script 'GitHub, a good pull request' github sh main
want_status 0
want "$out" '1 activity compared: no mismatch; the gate passes'
topic request
git rm -q activities.csv && git commit -qm gone
run_script 'GitHub, no log' github sh main
want_status 2

# gitlab BASE: all lines in one shell.
gitlab() {
  CI_MERGE_REQUEST_DIFF_BASE_SHA=$1 bash -eo pipefail "$work/gitlab.sh"
}
topic merge "$bad" "$good"
run_script 'GitLab, the default branch' gitlab ''
want_status 1
want "$out" '12 activities compared: 1 mismatch, 1 accepted'
run_script 'GitLab, built twice' gitlab ''
checks=$((checks + 1))
[ "$status" != 0 ] || fail "a clone that fails is taken for a pass"
rm -rf "$HOME/worktell"
run_script 'GitLab, a merge request' gitlab "$(git rev-parse origin/main)"
want_status 1
want "$out" 'activities.csv:12:23: filed under "Sales" (sales), reads as marketing: '
want "$out" '2 activities compared: 1 mismatch'
want "$(cat check.xml)" '<failure type="marketing-filed-as-sales"'
if command -v xmllint >/dev/null; then
  run_script 'check.xml by the schema of JUnit' xmllint --noout --schema "$tests/junit.xsd" check.xml
  want_status 0
fi
want "$(cat check.md)" '**the gate fails: 1 mismatch**'
topic merge "$good"
run_script 'GitLab, a good merge request' gitlab "$(git rev-parse origin/main)"
want_status 0
want_not "$(cat check.xml)" '<failure'
base=$(git rev-parse origin/main)
cd "$work" && rm -rf shallow home/worktell && git clone -q --depth 1 "file://$work/merge" shallow && cd shallow || exit 2
run_script 'GitLab, a shallow clone' gitlab "$base"
want_status 2
want "$out" 'git cannot tell what changed since'
want "$out" 'in CI, fetch its history'

# pre-commit, by its entry, and by itself where it is installed.
PATH=$work/home/worktell/build/release:$PATH
fresh precommit
run_script 'pre-commit entry' sh "$work/hook.sh" activities.csv
want_status 0
cp pre-commit-config.yaml .pre-commit-config.yaml
if command -v pre-commit >/dev/null; then
  git add . && run_script 'pre-commit run' pre-commit run --all-files
  want_status 0
fi
echo "$bad" >>activities.csv
run_script 'pre-commit entry' sh "$work/hook.sh" activities.csv
want_status 1
want "$out" '11 activities compared: 1 mismatch, 1 accepted'
if command -v pre-commit >/dev/null; then
  git add . && run_script 'pre-commit run' pre-commit run --all-files
  want_status 1
  want "$out" '11 activities compared: 1 mismatch, 1 accepted'
else
  echo "SKIPPED: pre-commit by itself (it is not installed)"
fi
finish
