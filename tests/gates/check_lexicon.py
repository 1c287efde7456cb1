#!/usr/bin/env python3
"""Holds the files of the vocabulary of services apart: activities.csv adds to codes.csv and never speaks against it.

Fails where the two name the same words (in any form of spelling that the reader takes for the same: case, dashes,
plural), where activities.csv gives one phrase two codes, where it is out of order, where a row of it has a weight of 0, and
where a row of any file stands twice.
"""
import csv
import re

from gate import ROOT, Gate

FOLDER = ROOT / "lib" / "rulebook" / "data" / "lexicon"


def rows(name):
    with open(FOLDER / name, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def same(phrase):
    """What a phrase is looked up by: its words, folded, without the s of a plural."""
    words = re.findall(r"[a-z0-9]+", phrase.lower())
    return tuple(w[:-1] if len(w) > 3 and w.endswith("s") and not w.endswith("ss") else w for w in words)


def main():
    gate = Gate("lexicon")
    said = {}
    for row in rows("codes.csv"):
        said.setdefault(same(row["phrase"]), row)
    added, own = rows("activities.csv"), {}
    for row in added:
        words, phrase = same(row["phrase"]), row["phrase"]
        written = phrase.startswith("=")
        gate.check(written or words not in said, f"activities.csv: {phrase!r} is in codes.csv, too")
        gate.check(words not in own or written, f"activities.csv: {phrase!r} stands twice: {own.get(words)}")
        gate.check(int(row["weight"]) != 0, f"activities.csv: {phrase!r} weighs nothing")
        own[words] = phrase
    keys = [row["phrase"].encode() for row in added]
    gate.check(keys == sorted(keys), "activities.csv: rows are not in the order of their phrases")
    for name in ("codes.csv", "document.csv", "note.csv"):
        seen = set()
        for row in rows(name):
            key = row["phrase"], row["code"], row["cue"]
            gate.check(key not in seen, f"{name}: {key} stands twice")
            seen.add(key)
    gate.finish()


if __name__ == "__main__":
    main()
