#!/usr/bin/env python3
"""How far `worktell check` can be trusted: alarms on labelled texts of which a few are filed under the wrong team.

    python3 tests/bench/alarms.py BINARY GOLD.tsv... [--wrong 5] [--runs 20]

Every text is filed by its gold label, and in each of the runs, each with a seed of its own, WRONG percent of the texts
under another label. Texts that are both kinds of work are filed under either and never count as wrongly filed. Told by
threshold (--min-confidence): the share of the wrong filings that is found, and the share of the alarms that is true; means
over the runs, and the worst run. Only counts are told, no text.
"""
import argparse
import csv
import json
import os
import random
import subprocess
import tempfile

SIDES = ["sales", "marketing"]
FILED = SIDES + ["neither"]
THRESHOLDS = [0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]


def gold_of(paths):
    """The labels and texts of gold files: tab-separated, with a header, without quoting."""
    rows = []
    for path in paths:
        with open(path, encoding="utf-8") as file:
            names = file.readline().rstrip("\n").split("\t")
            for line in file:
                row = dict(zip(names, line.rstrip("\n").split("\t")))
                rows.append((row["label"], row["text"]))
    return rows


def confidences(binary, rows):
    """For each row and each label that it may be filed under: how sure a mismatch is; 0 where there is none."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "filed.csv")
        with open(path, "w", newline="", encoding="utf-8") as file:
            out = csv.writer(file)
            out.writerow(["Id", "Team", "Text"])
            for number, (_, text) in enumerate(rows):
                for filed in FILED:
                    out.writerow([f"{number} {filed}", filed, text])
        done = subprocess.run([binary, "check", path, "--config", "none", "--id", "Id", "--declared", "Team", "--text", "Text",
                               "--min-confidence", "0", "--fail-on", "nothing", "--format", "ndjson"],
                              stdout=subprocess.PIPE, check=True, encoding="utf-8")
    found = {}
    for line in done.stdout.splitlines():
        activity = json.loads(line)
        found[activity["id"]] = activity["mismatch"]["confidence"]
    return [{filed: found.get(f"{number} {filed}", 0) for filed in FILED} for number in range(len(rows))]


def filings(rows, wrong, seed):
    """What each row is filed under, and whether that is wrong."""
    chance = random.Random(seed)
    single = [number for number, (label, _) in enumerate(rows) if label in FILED]
    moved = set(chance.sample(single, round(len(single) * wrong / 100)))
    for number, (label, _) in enumerate(rows):
        if label not in FILED:
            yield chance.choice(SIDES), False
        elif number in moved:
            yield chance.choice([other for other in FILED if other != label]), True
        else:
            yield label, False


def measure(rows, sure, wrong, seed):
    """By threshold: wrong filings, those found, alarms."""
    counts = {threshold: [0, 0, 0] for threshold in THRESHOLDS}
    for number, (filed, is_wrong) in enumerate(filings(rows, wrong, seed)):
        confidence = sure[number][filed]
        for threshold, count in counts.items():
            alarm = confidence > 0 and confidence >= threshold
            count[0] += is_wrong
            count[1] += is_wrong and alarm
            count[2] += alarm
    return counts


def main():
    parser = argparse.ArgumentParser(description="Alarms of worktell check on labelled texts, a few of them filed wrong.")
    parser.add_argument("binary")
    parser.add_argument("gold", nargs="+")
    parser.add_argument("--wrong", type=float, default=5, help="percent of the texts that are filed wrong (5)")
    parser.add_argument("--runs", type=int, default=20, help="seeded runs (20)")
    arguments = parser.parse_args()
    rows = gold_of(arguments.gold)
    sure = confidences(os.path.abspath(arguments.binary), rows)
    runs = [measure(rows, sure, arguments.wrong, seed) for seed in range(1, arguments.runs + 1)]
    print(f"{len(rows)} texts, {arguments.wrong:g}% filed wrong, {len(runs)} runs\n")
    print("| threshold | wrong filings found | worst run | alarms that are true | worst run | alarms a run |")
    print("| --- | --- | --- | --- | --- | --- |")
    for threshold in THRESHOLDS:
        counts = [run[threshold] for run in runs]
        found = [hit / max(total, 1) for total, hit, _ in counts]
        true = [hit / max(alarms, 1) for _, hit, alarms in counts]
        alarms = sum(count[2] for count in counts) / len(counts)
        mean = [sum(shares) / len(shares) for shares in (found, true)]
        print(f"| {threshold:g} | {mean[0]:.1%} | {min(found):.1%} | {mean[1]:.1%} | {min(true):.1%} | {alarms:.0f} |")


if __name__ == "__main__":
    main()
