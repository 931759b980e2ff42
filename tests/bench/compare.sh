#!/bin/bash
# worktell beside other programs on the same files in one run: medians of interleaved runs, as a Markdown table.
#   bash tests/bench/compare.sh [BINARY] [LINES] [RUNS]      (1,000,000 activities, 5 runs)
# The load is made once a size in ${TMPDIR:-/tmp}/worktell-load-LINES: seeded, the same on every machine, with the words
# of tests/gold in their frequencies, a long tail of made-up words, names, numbers, dates and other scripts.
# Programs that are not there are left out, and said so. Everything is written to /dev/null.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
worktell=$(realpath "${1:-$here/../../build/release/worktell}")
count=${2:-1000000}
runs=${3:-5}
load=${TMPDIR:-/tmp}/worktell-load-$count
export LC_ALL=C.UTF-8 WORKTELL_CONFIG=none
unset WORKTELL_FORMAT WORKTELL_RULES WORKTELL_JOBS
[ -x "$worktell" ] || { echo "compare.sh: no program at $worktell: build it, or name it" >&2; exit 2; }
mkdir -p "$load" || exit 2
cd "$load" || exit 2

# Texts of the labelled files: the last column.
gold_texts() { for file in "$here"/../gold/*.tsv; do tail -n +2 "$file" | awk -F '\t' '{ print $NF }'; done; }

make_lines() {
  gold_texts >gold.txt
  awk -v lines="$count" '
    function next_number() { seed = (seed * 16807) % 2147483647; return seed / 2147483647 }
    function below(n) { return int(next_number() * n) }
    function made_up(  word, n) { for (n = 2 + below(3); n > 0; n--) word = word syllable[below(syllables)]; return word }
    function name(  word) { word = made_up(); return toupper(substr(word, 1, 1)) substr(word, 2) }
    function amount(  kind) {
      kind = below(6)
      if (kind == 0) return "$" (1 + below(900)) "k"
      if (kind == 1) return 1 + below(40) "," 100 + below(900)
      if (kind == 2) return "2026-" sprintf("%02d-%02d", 1 + below(12), 1 + below(28))
      if (kind == 3) return (5 + below(90)) "%"
      if (kind == 4) return below(24) ":" sprintf("%02d", below(60))
      return 1 + below(5000)
    }
    function word(  kind) {
      kind = below(100)
      if (kind < 70) return common[int(words * next_number() ^ 3)]
      if (kind < 84) return made_up()
      if (kind < 90) return name()
      if (kind < 96) return amount()
      return script[below(scripts)]
    }
    BEGIN {
      seed = 20261123
      syllables = split("ka lo mi tra ver sun el dor pra ni ost bel qua ri fen gar hul ix jo cam tes wol yar zen", s, " ")
      for (i = 1; i <= syllables; i++) syllable[i - 1] = s[i]
      scripts = split("Angebot Ärger naïve façade señor пример работа встреча κλήση 会議 報告 顧客 회의 اجتماع פגישה ěščř", t, " ")
      for (i = 1; i <= scripts; i++) script[i - 1] = t[i]
    }
    {
      gold[texts++] = $0
      for (i = 1; i <= NF; i++) if (!($i in seen)) { seen[$i] = 1; common[words++] = $i }
    }
    END {
      for (n = 0; n < lines; n++) {
        if (below(10) < 4) {
          size = split(gold[below(texts)], part, " ")
          part[1 + below(size)] = word()
          part[1 + below(size)] = word()
        } else {
          size = 3 + below(14)
          for (i = 1; i <= size; i++) part[i] = word()
        }
        line = part[1]
        for (i = 2; i <= size; i++) line = line " " part[i]
        print line
      }
    }' gold.txt >lines.part && mv lines.part lines.txt
}

make_tables() {
  awk 'BEGIN { OFS = ","; print "id,title,assignee,team,due" }
    { gsub(/"/, "\"\""); printf "%d,\"%s\",person %d,team %d,2026-%02d-%02d\n", NR, $0, NR % 211, NR % 7, 1 + NR % 12, 1 + NR % 28 }' \
    lines.txt >table.part && mv table.part table.csv
  awk '{ gsub(/\\/, "\\\\"); gsub(/"/, "\\\"")
      printf "{\"id\":%d,\"title\":\"%s\",\"assignee\":{\"name\":\"person %d\"},\"team\":\"team %d\",\"due\":\"2026-%02d-%02d\",\"labels\":[\"a\",\"b\"]}\n", NR, $0, NR % 211, NR % 7, 1 + NR % 12, 1 + NR % 28 }' \
    lines.txt >records.part && mv records.part records.ndjson
}

# As many phrases as the pack has patterns, and made of its words.
make_phrases() {
  rm -rf pack && "$worktell" rules export pack >/dev/null || return 1
  patterns=$(cat pack/*.toml | awk '/^match = \[/ { on = 1 } on { n += gsub(/"[^"]*"/, "") } /\]$/ { on = 0 } END { print n + 0 }')
  cat pack/*.toml | grep -o '"[A-Za-z][A-Za-z -]*"' | tr -d '"' | awk 'length > 3 && !seen[tolower($0)]++' | head -n "$patterns" >phrases.txt
}

make_model() {
  for file in "$here"/../gold/*.tsv; do
    awk -F '\t' 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "label") column = i; next } { print "__label__" $column " " $NF }' "$file"
  done >train.txt
  fasttext supervised -input train.txt -output model -epoch 10 -thread 1 >/dev/null 2>&1
}

echo "making the load in $load" >&2
[ -s lines.txt ] || make_lines
[ -s records.ndjson ] || make_tables
make_phrases || { echo "compare.sh: worktell rules export failed" >&2; exit 2; }

names=()
declare -A command_of
add() { names+=("$1"); command_of[$1]=$2; }
there() {
  command -v "$1" >/dev/null && return 0
  echo "left out: $1 is not there (apt-get install $2)"
  return 1
}

add lines "'$worktell' --format tsv lines.txt"
add lines-1 "'$worktell' --jobs 1 --format tsv lines.txt"
add ndjson "'$worktell' --format ndjson records.ndjson"
add csv "'$worktell' --append table.csv"
add wc "wc -lw lines.txt"
there rg ripgrep && add rg "rg -c -i -F -f phrases.txt lines.txt"
there jq jq && add jq "jq -c .title records.ndjson"
there mlr miller && add mlr "mlr --icsv --ocsv cat table.csv"
there fasttext fasttext && { [ -s model.bin ] || make_model; } && add fasttext "fasttext predict-prob model.bin lines.txt 1"

TIMEFORMAT='%R %U %S'
rm -f time.*
for ((run = 1; run <= runs; run++)); do
  for name in "${names[@]}"; do
    echo "run $run of $runs: $name" >&2
    { time eval "${command_of[$name]}" >/dev/null 2>&1; } 2>>"time.$name"
  done
done

# median FILE wall|cpu
median() {
  awk -v what="$2" '{ print what == "wall" ? $1 : $2 + $3 }' "time.$1" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}
compared() {
  [ -s "time.$2" ] || return 0
  awk -v work="$1" -v a="$(median "$3" "$5")" -v b="$(median "$2" "$5")" -v other="$4" -v kind="$5" -v wanted="$6" \
    'BEGIN { ratio = b > 0 ? a / b : 0; printf "| %s | %s | %s | %.2f | %.2f | %.2f | %s |\n", work, other, kind, a, b, ratio, wanted }'
}

echo
echo "$count activities, $(wc -c <lines.txt) bytes of lines, $(wc -l <phrases.txt) phrases, $(nproc) processors, medians of $runs interleaved runs, seconds"
echo
echo "| work | beside | of | worktell | other | ratio | wanted |"
echo "| --- | --- | --- | --- | --- | --- | --- |"
phrases=$(wc -l <phrases.txt)
compared "lines to tsv" rg lines "rg -c -i -F -f ($phrases phrases)" wall "0.25"
compared "lines to tsv" rg lines "rg -c -i -F -f ($phrases phrases)" cpu "0.4"
compared "lines to tsv" wc lines "wc -lw" wall "1.5"
compared "NDJSON to NDJSON with evidence" jq ndjson "jq -c .title" wall "0.25"
compared "CSV to CSV, --append" mlr csv "mlr --icsv --ocsv cat" wall "0.75"
compared "lines to tsv" fasttext lines "fasttext predict-prob" wall "0.1"
compared "lines to tsv, all threads" lines-1 lines "one thread" wall "0.56"
