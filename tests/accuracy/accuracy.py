#!/usr/bin/env python3
"""Measures how well codes are read from words. Standard library only.

accuracy.py --reader PROGRAM FOLDER [--aside PREFIX,...] [--gate FILE] [--wrong PART] [--page FILE]

FOLDER holds statements.jsonl and, if it has any, notes.jsonl, labelled as tests/notes/README.md says. The rows are
reported in parts: by their "split", or where rows have none, those whose id begins with a prefix of --aside apart
from the others. An answer that is missing counts as wrong. --gate reads thresholds and fails below them. --wrong
shows the rows of one part that are wrong (never use it on a part that is kept aside).
"""
import argparse
import collections
import json
import pathlib
import subprocess
import sys

DISCIPLINES = {"PT": 1, "OT": 2, "SLP": 3}
SURE = 80


def load(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f if line.strip()]


def ask(reader, mode, rows):
    """The program's answers, in order."""
    lines = []
    for row in rows:
        text = row["text"].replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", " ")
        lines.append(f"{mode}\t{DISCIPLINES.get(row.get('discipline'), 0)}\t{text}\n")
    run = subprocess.run([reader], input="".join(lines).encode(), stdout=subprocess.PIPE, check=True)
    answers = []
    for line in run.stdout.decode().splitlines():
        code, minutes, candidates, codes, context = line.split("\t")
        answers.append({
            "code": code or "none", "minutes": int(minutes) if int(minutes) >= 0 else None, "context": int(context),
            "candidates": [(c[:5], int(c[6:])) for c in candidates.split(",") if c],
            "codes": {c[:5]: int(c[6:]) if int(c[6:]) >= 0 else None for c in codes.split(",") if c}})
    if len(answers) != len(rows):
        sys.exit(f"{reader}: {len(answers)} answers to {len(rows)} rows")
    return answers


def right(row, answer):
    """Accept on an unambiguous row is the same service under another code."""
    return answer["code"] == row["code"] or answer["code"] in row.get("accept", [])


def ratio(flags):
    flags = [bool(flag) for flag in flags]
    return (sum(flags) / len(flags) if flags else None, len(flags))


def f1(tp, fp, fn):
    return 2 * tp / (2 * tp + fp + fn) if tp + fp + fn else None


def measure(rows, answers, as_note):
    """Every figure of a part: name -> (value, number of rows)."""
    pairs = list(zip(rows, answers))
    positive = [(r, a) for r, a in pairs if r["code"] != "none" and r["kind"] not in ("eval", "multi")]
    clear = [(r, a) for r, a in positive if not r.get("ambiguous")]
    none = [(r, a) for r, a in pairs if r["code"] == "none" and not r.get("ambiguous")]
    open_rows = [(r, a) for r, a in pairs if r.get("ambiguous") and r["kind"] not in ("multi", "eval")
                 and r["code"] != "none"]
    out = {"strict": ratio(right(r, a) for r, a in clear)}
    for source in sorted({r.get("label_source", "") for r, a in clear}):
        if source.startswith(("stated", "labelled", "synthetic")):
            out["strict, " + source] = ratio(right(r, a) for r, a in clear if r["label_source"] == source)
    out["ambiguous: label in the first two"] = ratio(
        r["code"] in [c for c, _ in a["candidates"][:2]] for r, a in open_rows)
    out["evaluations: level right"] = ratio(
        right(r, a) for r, a in pairs if r["kind"] == "eval" and not r.get("ambiguous"))
    value, count = ratio(a["code"] != "none" for r, a in none)
    out["false positives on none"] = (value, count)
    for trap in ("contrast", "pseudo_negation"):
        out[trap] = ratio(right(r, a) or (r.get("ambiguous") and a["code"] in r.get("codes", {})) for r, a in pairs
                          if r.get("trap_type") == trap)
    for code in ("97530", "97110", "97112", "97116", "97535", "97140"):
        tp = sum(r["code"] == code and right(r, a) for r, a in clear)
        fn = sum(r["code"] == code and not right(r, a) for r, a in clear)
        fp = sum(a["code"] == code and r["code"] != code and code not in r.get("accept", []) for r, a in clear + none)
        out["F1 of " + code] = (f1(tp, fp, fn), tp + fn)
    out["minutes exact"] = ratio(a["minutes"] == r["minutes"] for r, a in clear if r.get("minutes") is not None)
    out["minutes null kept"] = ratio(a["minutes"] is None or a["code"] == "none" for r, a in pairs
                                     if "minutes" in r and r["minutes"] is None and not r.get("ambiguous"))
    sure = [(r, a) for r, a in clear + none if a["code"] != "none" and a["candidates"] and
            a["candidates"][0][1] >= SURE]
    answered = [(r, a) for r, a in clear + none if a["code"] != "none"]
    out["confidence 80 and more: right"] = ratio(right(r, a) for r, a in sure)
    out["confidence 80 and more: share of clear rows"] = (len([1 for r, a in sure if r["code"] != "none"]) / len(clear)
                                                          if clear else None, len(clear))
    out["all answers: right"] = ratio(right(r, a) for r, a in answered)
    if as_note:
        out["several codes in a line: codes right"] = ratio(
            set(a["codes"]) == set(r["codes"]) for r, a in pairs if r["kind"] == "multi")
        out["several codes in a line: minutes right too"] = ratio(
            a["codes"] == r["codes"] for r, a in pairs if r["kind"] == "multi")
    return {k: v for k, v in out.items() if v[0] is not None and v[1] > 0}


def measure_notes(rows, answers):
    tp = fp = fn = exact = 0
    minutes = []
    for row, answer in zip(rows, answers):
        gold = set(row["codes"]) - {"none"}
        allowed = gold | set(row.get("accept_codes") or [])
        got = set(answer["codes"])
        tp += len(gold & got)
        fp += len(got - allowed)
        fn += len(gold - got)
        exact += gold <= got <= allowed
        for code, value in (row.get("minutes") or {}).items():
            minutes.append(answer["codes"].get(code) == value)
    out = {"notes: F1 of code sets": (f1(tp, fp, fn), len(rows)), "notes: sets right": (exact / len(rows), len(rows))}
    if minutes:
        out["notes: minutes of a code exact"] = ratio(minutes)
    return out


def confusion(rows, answers):
    codes = ["97110", "97112", "97116", "97140", "97530", "97535", "other", "none"]
    name = lambda c: c if c in codes else "other"
    table = collections.Counter()
    for row, answer in zip(rows, answers):
        if row.get("ambiguous") or row["kind"] in ("eval", "multi"):
            continue
        got = row["code"] if right(row, answer) else answer["code"]
        same = name(row["code"]) == "other" and name(got) == "other" and row["code"] != got
        table[name(row["code"]), "other, wrong" if same else name(got)] += 1
    heads = codes[:-1] + ["other, wrong", "none"]
    out = ["| label \\ read as | " + " | ".join(heads) + " |", "|---|" + "--:|" * len(heads)]
    for code in codes:
        out.append(f"| {code} | " + " | ".join(str(table[code, h] or "") for h in heads) + " |")
    return out


def parts_of(rows, aside):
    parts = collections.OrderedDict()
    for row in rows:
        if "split" in row:
            part = row["split"]
        else:
            part = "aside" if aside and row["id"].removeprefix("note-").startswith(tuple(aside)) else "tuned"
        parts.setdefault(part, []).append(row)
    return parts


def show(title, figures, lines):
    lines.append(f"\n### {title}\n\n| figure | value | rows |\n|---|--:|--:|")
    for key, (value, count) in figures.items():
        lines.append(f"| {key} | {value:.3f} | {count} |")


def show_wrong(rows, answers, mode):
    for row, answer in zip(rows, answers):
        bad = answer["code"] != "none" if row["code"] == "none" else not right(row, answer)
        if row.get("ambiguous"):
            bad = row["code"] not in [c for c, _ in answer["candidates"][:2]] and row["code"] != "none"
        if row["kind"] == "multi":
            bad = mode == "N" and row["codes"] != answer["codes"]
        late = row.get("minutes") is not None and row["minutes"] != answer["minutes"] and row["kind"] != "multi"
        if bad or late:
            print(mode, "WRONG" if bad else "MIN  ", row["id"], row["code"], row.get("accept", ""),
                  row.get("minutes", ""), "| got", answer["code"], answer["minutes"], answer["candidates"], answer["codes"], answer["context"],
                  "|", row["text"])


def gate(path, figures):
    """Thresholds as lines `part<tab>figure<tab>at least` (for false positives: at most)."""
    passed = failed = 0
    for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        part, name, bound = line.split("\t")
        value = figures.get((part, name), (None, 0))[0]
        good = value is not None and (value <= float(bound) if name.endswith("false positives on none")
                                      else value >= float(bound))
        passed += good
        failed += not good
        if not good:
            print(f"{part}: {name} is {value}, not {bound}")
    print(f"{passed} passed, {failed} failed")
    return failed == 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--reader", required=True)
    parser.add_argument("--aside", default="")
    parser.add_argument("--gate")
    parser.add_argument("--wrong")
    parser.add_argument("--page")
    args = parser.parse_args()
    aside = [p for p in args.aside.split(",") if p]
    lines, all_figures = [], {}
    for part, rows in parts_of(load(args.folder / "statements.jsonl"), aside).items():
        for mode, name in (("S", "as descriptions"), ("N", "as notes")):
            answers = ask(args.reader, mode, rows)
            figures = measure(rows, answers, mode == "N")
            show(f"{part}: {len(rows)} statements {name}", figures, lines)
            all_figures.update({(part, name + ": " + k): v for k, v in figures.items()})
            if mode == "S":
                lines += [""] + confusion(rows, answers)
            if args.wrong == part:
                show_wrong(rows, answers, mode)
    if (args.folder / "notes.jsonl").exists():
        for part, rows in parts_of(load(args.folder / "notes.jsonl"), aside).items():
            answers = ask(args.reader, "N", rows)
            figures = measure_notes(rows, answers)
            show(f"{part}: {len(rows)} notes", figures, lines)
            all_figures.update({(part, k): v for k, v in figures.items()})
            for row, answer in zip(rows, answers):
                gold = set(row["codes"]) - {"none"}
                bad = not gold <= set(answer["codes"]) <= gold | set(row.get("accept_codes") or [])
                if args.wrong == part and (bad or any(answer["codes"].get(c) != m
                                                      for c, m in (row.get("minutes") or {}).items())):
                    print("NOTE", "codes" if bad else "minutes", row["id"], row["codes"], row.get("accept_codes"),
                          row.get("minutes"), "got", answer["codes"])
    if args.page:
        pathlib.Path(args.page).write_text("\n".join(lines) + "\n", encoding="utf-8")
    elif not args.gate:
        print("\n".join(lines))
    if args.gate and not gate(args.gate, all_figures):
        sys.exit(1)


if __name__ == "__main__":
    main()
