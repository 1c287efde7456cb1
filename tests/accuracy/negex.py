#!/usr/bin/env python3
"""Measures negation against the annotated sentences of the NegEx/ConText kit, where they are at hand.

Usage: negex.py PROGRAM [FOLDER] [--floor F1] [--errors]. FOLDER holds rsAnnotations-1-120-random.txt; the environment
variable THERAPYCODE_NEGEX names it too. Without it nothing is measured, and a line says so. The sentences are read
where they are and never copied. Fails when F1 of "negated" is under the floor.
"""
import os
import pathlib
import subprocess
import sys

NEGATED, HISTORICAL = 2, 5  # enum therapycode_context


def rows(path):
    """(concept, sentence, negation, temporality), with the span of the concept in the sentence, in bytes."""
    found, skipped = [], 0
    for line in path.read_bytes().decode("utf-8", "replace").splitlines()[1:]:
        cells = line.split("\t")
        if len(cells) < 5:
            skipped += 1
            continue
        sentence = " ".join(cells[2].split()).strip('"')
        concept = " ".join(cells[1].split()).strip('"')
        at = sentence.find(concept.upper())
        if at < 0:
            at = sentence.lower().find(concept.lower())
        if at < 0:  # the concept was cut off with the sentence: ask for the whole
            at, concept = 0, sentence
        start = len(sentence[:at].encode())
        found.append((start, start + len(concept.encode()), sentence, cells[3], cells[4]))
    return found, skipped


def score(gold, guess):
    hit = sum(g and p for g, p in zip(gold, guess))
    wrong = sum(p and not g for g, p in zip(gold, guess))
    missed = sum(g and not p for g, p in zip(gold, guess))
    precision = hit / (hit + wrong) if hit + wrong else 0.0
    recall = hit / (hit + missed) if hit + missed else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return precision, recall, f1


def main(args):
    errors = "--errors" in args
    floor = float(args[args.index("--floor") + 1]) if "--floor" in args else 0.95
    plain = [a for i, a in enumerate(args) if not a.startswith("--") and (i == 0 or args[i - 1] != "--floor")]
    folder = plain[1] if len(plain) > 1 else os.environ.get("THERAPYCODE_NEGEX", "")
    path = pathlib.Path(folder) / "rsAnnotations-1-120-random.txt"
    if not folder or not path.is_file():
        print("negex: skipped: no folder with rsAnnotations-1-120-random.txt was named")
        return 77  # ctest shows it as skipped
    found, skipped = rows(path)
    text = "".join(f"{start} {end} {sentence}\n" for start, end, sentence, _, _ in found)
    out = subprocess.run([plain[0]], input=text.encode(), capture_output=True, check=True).stdout.split()
    bits = [int(b) for b in out]
    if len(bits) != len(found) or min(bits) < 0:
        print(f"negex: {len(bits)} answers for {len(found)} sentences")
        return 1
    passed = True
    for name, context, column in (("negated", NEGATED, 3), ("historical", HISTORICAL, 4)):
        gold = [row[column].strip().lower() == name for row in found]
        guess = [bool(b >> context & 1) for b in bits]
        precision, recall, f1 = score(gold, guess)
        right = sum(g == p for g, p in zip(gold, guess)) / len(gold)
        print(f"negex: {name}: precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f} accuracy {right:.3f} "
              f"({len(gold)} sentences, {skipped} unreadable)")
        if name == "negated":
            passed = f1 >= floor
            for row, g, p in zip(found, gold, guess):
                if errors and g != p:
                    print("MISSED" if g else "WRONG ", row[2][:row[0]][-120:], "[[", row[2][row[0]:row[1]], "]]",
                          row[2][row[1]:][:100])
    print(f"negex: {int(passed)} passed, {int(not passed)} failed")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
