#!/usr/bin/env python3
"""Compares the ten labelled documentation elements, and the score, with notes.jsonl of a folder.

The labelling rules are in tests/notes/MEASURES.md. An element counts as found when its status is "present". Reported:
precision, recall, F1 and Cohen's kappa of each element, their means, and Spearman's rank correlation of the score with
the number of labelled elements. Rows with `split` are reported apart; so are whole sources named with --aside (a word
of the field `source`), which nobody tuned on. Standard library only.
Usage: documentation.py READER FOLDER [--gate] [--show ELEMENT] [--aside WORD]...
"""
import argparse
import json
import pathlib
import subprocess
import sys

LABELS = {"functional_activities": "functional-activities", "limitations": "functional-limitations",
          "functional_goals": "functional-goals", "one_on_one": "direct-contact", "duration_minutes": "duration",
          "skilled_involvement": "skilled-involvement", "plan_of_care": "plan-of-care-relation",
          "outcome_contribution": "outcome-contribution", "objective_measures": "objective-measures",
          "progress": "progress"}
PRESENT = "1"
MACRO_F1, MEAN_KAPPA, LEAST_KAPPA, RANK = 0.88, 0.74, 0.5, 0.85


def read(reader, rows, quote=False):
    text = "".join(r["text"].replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "") + "\n" for r in rows)
    run = subprocess.run([reader] + (["--quote"] if quote else []), input=text.encode(), capture_output=True, check=True)
    lines = run.stdout.decode(errors="replace").split("\n")[:-1]
    if quote:
        return run.stdout.decode(errors="replace")
    assert len(lines) == len(rows), (len(lines), len(rows))
    out = []
    for line in lines:
        score, _, *elements = line.split(" ")
        found = dict(e.split("=") for e in elements)
        out.append((int(score), {k: v.split("/")[0] == PRESENT for k, v in found.items()}))
    return out


def agreement(gold, got):
    tp = sum(a and b for a, b in zip(gold, got))
    fp = sum(b and not a for a, b in zip(gold, got))
    fn = sum(a and not b for a, b in zip(gold, got))
    n = len(gold)
    tn = n - tp - fp - fn
    p, r = tp / (tp + fp) if tp + fp else 0.0, tp / (tp + fn) if tp + fn else 0.0
    expected = ((tp + fp) * (tp + fn) + (tn + fn) * (tn + fp)) / n / n
    kappa = ((tp + tn) / n - expected) / (1 - expected) if expected < 1 else 1.0
    return p, r, 2 * p * r / (p + r) if p + r else 0.0, kappa, tp + fn


def ranks(values):
    order = sorted(range(len(values)), key=values.__getitem__)
    out, i = [0.0] * len(values), 0
    while i < len(order):
        k = i
        while k < len(order) and values[order[k]] == values[order[i]]:
            k += 1
        for j in range(i, k):
            out[order[j]] = (i + k - 1) / 2
        i = k
    return out


def spearman(x, y):
    a, b = ranks(x), ranks(y)
    ma, mb = sum(a) / len(a), sum(b) / len(b)
    top = sum((u - ma) * (v - mb) for u, v in zip(a, b))
    below = (sum((u - ma) ** 2 for u in a) * sum((v - mb) ** 2 for v in b)) ** 0.5
    return top / below if below else 0.0


def report(name, rows, answers):
    print(f"== {name}: {len(rows)} notes")
    f1s, kappas = [], []
    for label, element in LABELS.items():
        p, r, f1, kappa, positive = agreement([row["elements"][label] for row in rows],
                                              [answer[1][element] for answer in answers])
        f1s.append(f1)
        kappas.append(kappa)
        print(f"  {label:22s} P {p:.2f} R {r:.2f} F1 {f1:.2f} kappa {kappa:.2f}  {positive} of {len(rows)}")
    rank = spearman([a[0] for a in answers], [sum(row["elements"].values()) for row in rows])
    macro, mean, least = sum(f1s) / len(f1s), sum(kappas) / len(kappas), min(kappas)
    print(f"  macro-F1 {macro:.3f}  mean kappa {mean:.3f}  least kappa {least:.2f}  Spearman {rank:.3f}")
    return [macro >= MACRO_F1, mean >= MEAN_KAPPA, least >= LEAST_KAPPA, rank >= RANK]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("reader")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--gate", action="store_true", help="fail below the bars, on all rows of the folder")
    parser.add_argument("--show", help="print the rows of `tune` where this element differs")
    parser.add_argument("--aside", action="append", default=[])
    args = parser.parse_args()
    rows = [json.loads(line) for line in (args.folder / "notes.jsonl").read_text(encoding="utf-8").splitlines()]
    answers = read(args.reader, rows)
    checks = report("all", rows, answers)
    aside = [any(word in r.get("source", "") for word in args.aside) for r in rows]
    groups = {}
    for row, answer, apart in zip(rows, answers, aside):
        groups.setdefault("aside" if apart else row.get("split", "worked with"), []).append((row, answer))
    for name in sorted(groups) if len(groups) > 1 else []:
        report(name, [r for r, _ in groups[name]], [a for _, a in groups[name]])
    for row, answer, apart in zip(rows, answers, aside) if args.show else []:
        gold, got = row["elements"][args.show], answer[1][LABELS[args.show]]
        if gold != got and not apart and row.get("split") != "keep":
            print("\n##", row["id"], "labelled", gold, "found", got)
            print(row["text"] if not args.aside else row["text"][:1500])
            print("  ", [p for p in read(args.reader, [row], True).split(" " + LABELS[args.show] + "=")[1:]][0][:300])
    print(f"documentation: {sum(checks)} passed, {len(checks) - sum(checks)} failed")
    sys.exit(0 if all(checks) or not args.gate else 1)


if __name__ == "__main__":
    main()
