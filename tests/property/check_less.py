#!/usr/bin/env python3
"""Leaving out a sentence of a note never raises its score.

Every sentence of every note is left out in turn, and the note read again. Four kinds of sentence are no evidence alone, and
may raise what others earn when they are gone: one that says what the note or a part of it is ("OT INITIAL EVALUATION", "P: ...":
what follows is read as told there), rows of tables, one that denies, and one that names a service with its minutes (less is
claimed then, and timed minutes may no more be asked for). Rows of the split `keep` are counted apart. Standard library only.
Usage: check_less.py READER FOLDER
"""
import json
import pathlib
import re
import subprocess
import sys

SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"])|(?<=\n)")
KIND = re.compile(r"^\W*[A-Za-z][\w /&()-]*:|eval|assessment|recert|report|discharge|d/c|initial|\|", re.I)
DENIES = re.compile(r"\b(no|not|denie[sd]|without|unable|cannot|declined|refused|held|n't)\b", re.I)
ASKED = ("timed-minutes", "total-treatment-minutes")


def read(reader, notes):
    text = "".join(n.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "") + "\n" for n in notes)
    out = subprocess.run([reader], input=text.encode(), capture_output=True, check=True).stdout.decode(errors="replace")
    for line in out.split("\n")[:-1]:
        score, _, *elements = line.split(" ")
        yield int(score), {k: int(v.split("/")[1]) for k, v in (e.split("=") for e in elements)}


def main():
    reader, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    notes, where = [], []
    for line in (folder / "notes.jsonl").read_text().splitlines():
        row = json.loads(line)
        text = row["text"].replace("\r", "")
        cuts = sorted({0, len(text), *(m.end() for m in SENTENCE.finditer(text))})
        notes.append(text)
        where.append((row["id"], None, row.get("split") == "keep"))
        for start, end in zip(cuts, cuts[1:]):
            end -= text[start:end].endswith("\n")
            if text[start:end].strip():
                notes.append(text[:start] + text[end:])
                where.append((row["id"], text[start:end], row.get("split") == "keep"))
    passed = failed = excused = kept = 0
    whole = None
    for (note, sentence, keep), (score, points) in zip(where, read(reader, notes), strict=True):
        if sentence is None:
            whole = score, points
            continue
        rise = score - whole[0] - sum(max(0, points[e] - whole[1][e]) for e in ASKED)
        if rise <= 0:
            passed += 1
        elif KIND.search(sentence) or DENIES.search(sentence):
            excused += 1
        elif keep:
            kept += 1
        else:
            failed += 1
            print(f"less: {note}: {whole[0]} to {score} without {len(sentence)} bytes")
    print(f"less: {passed} passed, {failed} failed")
    print(f"less: {excused} sentences of other kinds raised what others earn, {kept} more of the split keep")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
