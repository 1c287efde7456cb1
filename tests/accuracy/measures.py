#!/usr/bin/env python3
"""Compares the measures that the library reads with tests/notes/measures.jsonl, whose scheme is MEASURES.md.

An expression counts when all its measures are read exactly - kind, value, range, unit, side, place - and nothing else
is. `tune` rows were worked with, `keep` rows only measured. Standard library only.
Usage: measures.py READER [--show]
"""
import json
import pathlib
import subprocess
import sys
from fractions import Fraction

HERE = pathlib.Path(__file__).resolve().parent
ROWS = HERE.parent / "notes" / "measures.jsonl"
SIDES = {None: 0, "left": 1, "right": 2, "both": 3}
EXACT_TUNE, EXACT_KEEP, EXACT_ALL = 0.97, 0.90, 150  # what we hold: a fall below is a fault


def wanted(row):
    return [(m["kind"], Fraction(m["value"], m["scale"]), Fraction(m["high"], m["scale"]), m["unit"],
             SIDES[m["side"]], m["joint"] or "") for m in row["expect"]]


def found(line):
    out = []
    for part in filter(None, line.split("\t")):
        kind, value, high, scale, unit, side, site = part.split("|")
        out.append((kind, Fraction(int(value), int(scale)), Fraction(int(high), int(scale)), unit, int(side), site))
    return out


def main():
    reader, show = sys.argv[1], "--show" in sys.argv
    rows = [json.loads(line) for line in ROWS.read_text(encoding="utf-8").splitlines()]
    run = subprocess.run([reader], input="".join(r["text"].replace("\n", " ") + "\n" for r in rows),
                         capture_output=True, text=True, encoding="utf-8", check=True)
    lines = run.stdout.split("\n")[:-1]
    assert len(lines) == len(rows)
    exact = {"tune": [], "keep": []}
    valued = 0
    for row, line in zip(rows, lines):
        right = found(line) == wanted(row)
        exact[row["split"]].append(right)
        valued += right and bool(row["expect"])
        if show and not right and row["split"] == "tune":
            print(row["id"], row["text"], "\n  read:", found(line), "\n  want:", wanted(row))
    share = {k: sum(v) / len(v) for k, v in exact.items()}
    for k, v in exact.items():
        print(f"{k}: {sum(v)} of {len(v)} expressions exact ({share[k]:.3f})")
    print(f"expressions with a measure, exact: {valued}")
    checks = [share["tune"] >= EXACT_TUNE, share["keep"] >= EXACT_KEEP, valued >= EXACT_ALL]
    print(f"measures: {sum(checks)} passed, {len(checks) - sum(checks)} failed")
    sys.exit(0 if all(checks) else 1)


if __name__ == "__main__":
    main()
