# What README.md shows is what the program says; every file and option that it names is there.
. "$(dirname "$0")/lib.sh"
root=$(cd "$tests/../.." && pwd)
checks=$((checks + 1))
sh "$root/examples/readme.sh" --print "$worktell" >README.new || fail "examples/readme.sh fails"
diff -u "$root/README.md" README.new >difference || fail "README.md shows other output than the program gives: sh examples/readme.sh writes it anew
$(cat difference)"
checks=$((checks + 1))
[ "$(grep -c '^\$ worktell' "$root/README.md")" -gt 0 ] || fail "README.md shows no output"
for option in $(grep -oE 'worktell [^`#|>]*' "$root/README.md" | grep -oE -- '--[a-z-]+' | sort -u); do
  checks=$((checks + 1))
  "$worktell" man | grep -q -- "$option\\*" || [ "$option" = --help ] || fail "README.md names $option, which is no option"
done
packages=$(sed -n '/^packages=/,/"$/p' "$root/examples/run.sh" | tr -d '"' | sed 's/^packages=//')
for package in $packages; do
  checks=$((checks + 1))
  grep -qE "[| ]$(printf %s "$package" | sed "s|[+]|[+]|g")[, ]" "$root/README.md" || fail "README.md does not say why $package is needed"
done
finish
