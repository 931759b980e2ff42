# Flag before variable before config file before default; each told with its origin.
. "$(dirname "$0")/lib.sh"
unset WORKTELL_CONFIG
printf 'Call the lead\n' >one.txt
mkdir -p a/b
printf 'format = "tsv"\njobs = 3\n' >.worktell.toml
cd a/b || exit 2
run config show
want_status 0
want "$out" "config file: $work/.worktell.toml"
want "$out" "jobs             3                        $work/.worktell.toml:2:1"
want "$out" "color            auto                     default"
run ../../one.txt
want "$out" "$(printf '\t')"
WORKTELL_FORMAT=ndjson run ../../one.txt
want "$out" '{"id":1'
WORKTELL_FORMAT=ndjson run --format csv ../../one.txt
want "$out" 'id,label,confidence'
WORKTELL_FORMAT=ndjson run config show
want "$out" "format           ndjson                   WORKTELL_FORMAT"
run --config none ../../one.txt
want_not "$out" "$(printf '\t')"
printf 'formt = "tsv"\n[nosuch]\nx = 1\n' >.worktell.toml
run ../../one.txt
want_status 2
want_err "worktell: $work/a/b/.worktell.toml:1:1: unknown key \"formt\": did you mean \"format\"?
  formt = \"tsv\"
  ^^^^^
  Keys are the names of options without dashes: worktell --help
worktell: $work/a/b/.worktell.toml:3:1: unknown table \"nosuch\": tables are [declared], or named like a command
  x = 1
  ^"
printf 'jobs = "x"\n' >.worktell.toml
run ../../one.txt
want_status 2
want "$err" "$work/a/b/.worktell.toml:1:1: jobs: \"x\" is not possible: a whole number is wanted, such as 4"
printf 'jobs = \n' >.worktell.toml
run ../../one.txt
want_status 2
want "$err" "$work/a/b/.worktell.toml:1:8: this is no valid TOML"
rm .worktell.toml

# Colour.
cd "$work" || exit 2
esc=$(printf '\033')
rm .worktell.toml
run one.txt
want_not "$out" "$esc"
run --color always one.txt
want "$out" "$esc"
NO_COLOR=1 run --color auto one.txt
want_not "$out" "$esc"

# Completions are scripts that their shells accept.
for shell in bash zsh fish; do
  run completions $shell
  want_status 0
  want "$out" "input-format"
  command -v $shell >/dev/null || continue
  checks=$((checks + 1))
  $shell -n out || fail "completions $shell"
done
run completions bash
cp out completion.bash
checks=$((checks + 1))
bash -c '. ./completion.bash; COMP_WORDS=(worktell --format ""); COMP_CWORD=2; _worktell; [ "${COMPREPLY[*]}" = "text tsv csv json ndjson" ]' || fail "completion of --format"
bash -c '. ./completion.bash; COMP_WORDS=(worktell expl); COMP_CWORD=1; _worktell; [ "${COMPREPLY[0]}" = explain ]' || fail "completion of a command"
run completions tcsh
want_status 2
run man
want_status 0
if command -v scdoc >/dev/null; then
  checks=$((checks + 1))
  scdoc <out >page.1 || fail "scdoc refuses the man page"
  grep -q 'min-confidence' page.1 || fail "the man page lacks an option"
fi
finish
