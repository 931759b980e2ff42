#!/usr/bin/env python3
"""Writes rules for words that recur across many independent labelled sources.

usage: recurring.py PACK GOLD.tsv... [--groups N] [--keep WEIGHTS.toml --least POINTS] > recurring.toml

Candidates are chosen without looking at a label: single words, neighbours, and pairs up to two words apart that occur in at
least N groups (a group is one source or occupation, see `group_of`). Each gets a rule for every label that it occurs with;
`worktell tune` then gives it the points that the labels justify, most often none. A second run with --keep leaves out the
rules whose points came to less than --least. A rule tells its counts as its reason and takes its example from the
texts of tests/gold; phrases that no text there holds are left out.
"""
import argparse
import collections
import glob
import os
import re
import sys
import tomllib

JOINED = re.compile(r"[a-z][a-z0-9]*(?:[-/&.+][a-z0-9]*)+")  # "f/u", "r&d", "e-mail"
TOKEN = re.compile(r"[a-z][a-z0-9']*|\d[\d.,]*|[.;!?()\[\]|>–—]| - |,|:|/")
POLES = ["horizon", "driver", "reach", "purpose"]
SIDES = {"sales": ("s", "transfer", ["short", "people", "one", "transfer"]),
         "marketing": ("m", "interest", ["long", "data", "many", "interest"]),
         "neither": ("o", "other", [])}


def group_of(identity):
    if "-" in identity:
        return identity.rsplit("-", 1)[0]
    letters, number = re.match(r"(\D*)(\d+)", identity).groups()
    return f"{letters}{int(number) // 20}"


def read_gold(path):
    own = "tests/gold" in os.path.abspath(path)
    for line in open(path, encoding="utf-8").read().split("\n")[1:]:
        cells = line.split("\t")
        if len(cells) == 7:
            yield group_of(cells[0]), cells[1], cells[2:6], cells[6], own


def joined_words(pack):
    """Words of patterns and lists that hold a sign, such as "r&d": the program reads them as one."""
    known = set()
    for path in glob.glob(os.path.join(pack, "*.toml")):
        if os.path.basename(path) in ("recurring.toml", "weights.toml"):
            continue
        table = tomllib.load(open(path, "rb"))
        entries = [entry for entries in table.get("lists", {}).values() for entry in entries]
        for rule in table.get("rule", []):
            entries += rule["match"] + rule.get("unless", [])
        known.update(word for entry in entries for word in re.findall(r"[a-z0-9]+(?:[/&.+][a-z0-9]+)+", entry))
    return known


class Words:
    """Base forms by the pack's own tables, so that a phrase covers its inflections."""

    def __init__(self, pack):
        table = tomllib.load(open(os.path.join(pack, "language.toml"), "rb"))
        language, self.inflections = table["language"], sorted(table["inflection"], key=lambda row: -len(row["ending"]))
        self.own, self.verbs = set(language["own"]), set(language["verbs"])
        self.spelling = dict(pair.split() for pair in language["spellings"])
        self.whole = {word for entries in language.values() for word in entries if "'" in word}
        self.joined = joined_words(pack)
        self.base = {}
        irregular = collections.defaultdict(list)
        for entry in language["irregular"] + language["plurals"]:
            first, *forms = entry.split()
            irregular[first] += forms
        for verb in self.verbs:
            for form in irregular[verb] + self.inflect(verb):
                if form not in self.own:
                    self.base.setdefault(form, verb)
        for entry in language["plurals"]:
            first, *forms = entry.split()
            for form in forms:
                self.base.setdefault(form, first)
        closed = ["determiners", "pronouns", "copulas", "to", "conjunctions", "recipient-marks", "of-words", "other-marks"]
        self.common = {word for name in closed for word in language[name]} | {"not", "be", "and"}

    def inflect(self, word):
        for row in self.inflections:
            if row["class"] == "verb" and word.endswith(row["ending"]):
                return [word[: len(word) - int(form.split("+")[0])] + form.split("+")[1] for form in row["forms"]]
        return []

    def singular(self, word):
        if word in self.verbs or word in self.own:
            return word
        if word in self.base:
            return self.base[word]
        if not word.endswith("s") or word.endswith("ss"):
            return word
        if word.endswith("ies"):
            return word[:-3] + "y"
        return word[:-2] if re.search("(ch|sh|x|ss|z)es$", word) else word[:-1]

    def word(self, token):
        """The base that the program knows: "what's" is a word of its own, "mtg" a noun and no form of "meet"."""
        if token in self.whole:
            return token
        token = re.sub(r"'s$", "", token)
        if token not in self.spelling:
            return self.singular(token)
        spelled = self.spelling[token]
        return self.singular(spelled) if spelled.endswith("s") else spelled

    def joined_form(self, match):
        """What the program reads as one word though signs are in it; the rest is left to be taken apart."""
        chunk = match.group()
        for end in (len(chunk), len(chunk) - 1):
            if chunk[:end] in self.spelling:
                return self.spelling[chunk[:end]] + " " + chunk[end:]
            if chunk[:end] in self.joined:
                return " 0 " + chunk[end:]
        return chunk

    def of(self, text):
        words = []
        for token in TOKEN.findall(JOINED.sub(self.joined_form, text.lower())):
            if token in ",:/":
                words.append(",")
            elif not token[0].isalnum():
                words.append(".")
            elif token[0].isdigit():
                words.append("#")
            else:
                words.append(self.word(token.rstrip("'")) or "#")
        return words


def phrases(words, common):
    """Patterns that a text holds: words, neighbours, pairs across one or two words, and words that open a part."""
    found = set()
    plain = lambda i: i < len(words) and words[i][0].isalpha() and len(words[i]) < 25
    for i, word in enumerate(words):
        if not plain(i):
            continue
        if word not in common:
            found.add(word)
        if i == 0 or words[i - 1] == ".":
            found.add("^ " + word)
        if plain(i + 1):
            found.add(f"{word} {words[i + 1]}")
            if plain(i + 2):
                found.add(f"{word} {words[i + 1]} {words[i + 2]}")
        for reach in (2, 3):
            if plain(i + reach) and "." not in words[i + 1:i + reach] and word not in common and words[i + reach] not in common:
                found.add(f"{word} ~2 {words[i + reach]}")
    return {phrase for phrase in found if not all(word in common for word in re.findall("[a-z]+", phrase))}


class Count:
    def __init__(self):
        self.groups, self.labels, self.axes, self.example = set(), collections.Counter(), collections.Counter(), None

    def add(self, group, label, axes, text, own):
        self.groups.add(group)
        self.labels[label] += 1
        for pole in axes:
            self.axes[label, pole] += 1
        if own and len(text) < 300 and (self.example is None or len(text) < len(self.example)):
            self.example = text


def count(files, words):
    counts = collections.defaultdict(Count)
    for path in files:
        for group, label, axes, text, own in read_gold(path):
            for phrase in phrases(words.of(text), words.common):
                counts[phrase].add(group, label, axes, text, own)
    return counts


def identity(letter, phrase):
    name = phrase.replace("^ ", "0-").replace("~2", "g").replace("'", "")
    return f"r{letter}-" + re.sub(r"[^a-z0-9]+", "-", name)


def poles_of(label, counted):
    _, main, poles = SIDES[label]
    shown = [pole for pole in poles if counted.axes[label, pole] * 2 >= counted.labels[label]]
    return shown or [main]


def reason(what, count, total):
    """The counts in words that fit their share: a small one is a slight sign, and is said to be one."""
    share = count / total
    how = ("typical of" if share >= 0.85 else "mostly" if share > 0.5 else "often" if share >= 0.3
           else "at times" if share >= 0.1 else "a slight sign of")
    return f"{how} {what}: {count} of {total} labelled texts with such words"


def write_rule(label, phrase, counted, name):
    poles = ", ".join(f'"{pole}"' for pole in poles_of(label, counted))
    what = label if label != "neither" else "other work"
    example = counted.example.replace("\\", "\\\\").replace('"', '\\"')
    total = sum(counted.labels.values())
    print(f'\n[[rule]]\nid = "{name}"\npole = [{poles}]\nkeep = true\npoints = 0.02\nmatch = ["{phrase}"]')
    print(f'why = "{reason(what, counted.labels[label], total)}"\nyes = ["{example}"]')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pack")
    parser.add_argument("gold", nargs="+")
    parser.add_argument("--groups", type=int, default=5)
    parser.add_argument("--keep")
    parser.add_argument("--least", type=float, default=0.2)
    arguments = parser.parse_args()
    weights = tomllib.load(open(arguments.keep, "rb"))["weights"] if arguments.keep else None
    print("# Words that recur across labelled sources; written by rules/recurring.py, do not edit.")
    names = set()
    for phrase, counted in sorted(count(arguments.gold, Words(arguments.pack)).items()):
        if len(counted.groups) < arguments.groups or counted.example is None:
            continue
        for label, (letter, _, _) in SIDES.items():
            name = identity(letter, phrase)
            wanted = weights is None or weights.get(name, 0) >= arguments.least
            if counted.labels[label] > 0 and wanted and name not in names:
                names.add(name)
                write_rule(label, phrase, counted, name)
    print(len(names), "rules", file=sys.stderr)


if __name__ == "__main__":
    main()
