#!/usr/bin/env python3
"""A reader of times asks for a list of words before it looks through a sentence (word_lists.csv): the list must hold all of
the words that the reader knows. The same notes, read by a library that takes every sentence to hold every list, must be
read and found the same. Notes are those of tests/notes and the texts of the unit tests; `keep` rows are counted and not shown.
Usage: check_prefilters.py READER UNFILTERED
"""
import json
import pathlib
import re
import subprocess
import sys

TESTS = pathlib.Path(__file__).resolve().parent.parent
DISCIPLINES = {"PT": 1, "OT": 2, "SLP": 3}


def texts():
    for name in ("notes", "statements"):
        for line in (TESTS / "notes" / f"{name}.jsonl").read_text().splitlines():
            row = json.loads(line)
            yield DISCIPLINES.get(row.get("discipline"), 1), row["text"], row.get("split") == "keep"
    for path in sorted((TESTS / "unit").glob("*.c")):
        for said in re.findall(r'"((?:[^"\\\n]|\\.)*)"', path.read_text()):
            text = said.replace("\\n", "\n").replace('\\"', '"')
            if " " in text and "\\" not in text:
                yield from ((discipline, text, False) for discipline in DISCIPLINES.values())


def read(reader, notes):
    lines = (f"{d}{t}".replace("\\", "\\\\").replace("\r", "").replace("\n", "\\n") for d, t, _ in notes)
    return subprocess.run([reader], input=("\n".join(lines) + "\n").encode(), capture_output=True,
                          check=True).stdout.decode(errors="replace").split("\n")[:-1]


def main():
    notes = list(texts())
    failed = 0
    for (_, text, keep), a, b in zip(notes, read(sys.argv[1], notes), read(sys.argv[2], notes), strict=True):
        if a != b:
            failed += 1
            print("prefilters: a `keep` row" if keep else f"prefilters: {text!r}\n  filtered: {a}\n  not:      {b}")
    print(f"prefilters: {len(notes) - failed} passed, {failed} failed")
    return 1 if failed or not notes else 0


if __name__ == "__main__":
    sys.exit(main())
