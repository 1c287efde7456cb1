#!/usr/bin/env python3
"""Check statements.jsonl against the scheme of README.md (standard library only).

Prints every fault as `file:line`, then one counted line. Exit status 1 on any fault.
Codes are compared with lib/rulebook/data/codes.csv where that file exists.
"""

import collections
import csv
import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
CODES_CSV = HERE.parents[1] / "lib" / "rulebook" / "data" / "codes.csv"

REQUIRED = {"id": str, "kind": str, "discipline": str, "text": str, "code": str, "split": str,
            "label_source": str, "reason": str}
OPTIONAL = {"accept": list, "ambiguous": bool, "trap_type": str, "codes": dict}
KINDS = ("name", "sentence", "segment", "multi", "eval", "trap")
DISCIPLINES = ("PT", "OT", "SLP")
SPLITS = ("tune", "keep")
TRAPS_NOTHING_DONE = {"planned", "deferred", "refused", "negated", "history", "other_person",
                      "hypothetical", "education", "status", "goal", "home", "subjective",
                      "admin", "measure", "not_skilled", "precaution"}
TRAPS_DONE = {"contrast", "pseudo_negation"}

CODE = re.compile(r"\d{5}|[A-Z]\d{4}")
SHORTHAND_TIME = re.compile(r"\bhours?\b|\bhrs?\b|\bhalf an hour\b|\bfifteen\b|"
                            r"\d:\d\d.*\d:\d\d|\b\d{4}-\d{4}\b", re.IGNORECASE)
TOO_LIKE = 0.5
MINIMUM = {"rows": 330, "traps": 80, "with minutes": 70, "null minutes": 20, "keep in percent": 30,
           "tune in percent": 60, "codes": 90, "texts beyond ASCII": 40, "all capitals": 8}
MINIMUM_EACH = dict.fromkeys(("97530", "97110", "97112", "97116", "97535", "97140"), 30)


def known_codes():
    """The codes of the reference table, or None when the table is not there."""
    if not CODES_CSV.exists():
        return None
    with CODES_CSV.open(encoding="utf-8", newline="") as table:
        return {row["code"] for row in csv.DictReader(table)}


def words(text):
    """Words and neighbouring pairs of words: what two texts are compared by."""
    found = re.findall(r"[a-z0-9]+", text.lower())
    return set(found) | set(zip(found, found[1:]))


def field_faults(row):
    for name, kind in REQUIRED.items():
        if not isinstance(row.get(name), kind) or not row[name]:
            yield f"{name} is missing, empty or of the wrong type"
    for name, kind in OPTIONAL.items():
        if name in row and (not isinstance(row[name], kind) or not row[name]):
            yield f"{name} is empty or of the wrong type"
    for name in sorted(row.keys() - REQUIRED.keys() - OPTIONAL.keys() - {"minutes"}):
        yield f"unknown field {name}"
    for name, allowed in (("kind", KINDS), ("discipline", DISCIPLINES), ("split", SPLITS)):
        if row.get(name) not in allowed:
            yield f"{name} is not one of {', '.join(allowed)}"
    if row.get("text") != str(row.get("text")).strip() or "\n" in str(row.get("text")):
        yield "text has a line break or blanks at its ends"


def code_faults(row, known):
    codes = [row["code"], *row.get("accept", []), *row.get("codes", {})]
    for code in codes:
        if code == "none":
            continue
        if not CODE.fullmatch(code):
            yield f"{code} has not the form of a code"
        elif known is not None and code not in known:
            yield f"{code} is not in codes.csv"
    accept = row.get("accept", [])
    if row["code"] in accept or len(set(accept)) != len(accept):
        yield "accept repeats a code"
    if row.get("ambiguous") and not accept:
        yield "ambiguous without a second code in accept"
    if (row["kind"] == "multi") != ("codes" in row):
        yield "codes and kind multi belong together"
    if "codes" in row and (row["code"] not in row["codes"] or len(row["codes"]) < 2 or
                           set(accept) != set(row["codes"]) - {row["code"]}):
        yield "codes, code and accept do not agree"


def trap_faults(row):
    trap = row.get("trap_type")
    if (row["kind"] == "trap") != (trap is not None):
        yield "trap_type and kind trap belong together"
    if trap is None:
        return
    if trap not in TRAPS_NOTHING_DONE | TRAPS_DONE:
        yield f"unknown trap_type {trap}"
    if (row["code"] == "none") != (trap in TRAPS_NOTHING_DONE):
        yield f"code {row['code']} does not fit trap_type {trap}"


def minute_faults(row):
    """Labels are typed by hand: every labelled number is looked up in its text."""
    times = list(row.get("codes", {}).values())
    if row.get("minutes") is not None:
        times.append(row["minutes"])
    if row["code"] == "none" and row.get("minutes") is not None and not row.get("ambiguous"):
        yield "treatment minutes although nothing was done"
    if "minutes" in row and row["minutes"] is None and not re.search(r"\d|min\b", row["text"]):
        yield "minutes is null although the text holds no number to be misled by"
    for time in times:
        if time is None:
            continue
        if not isinstance(time, int) or isinstance(time, bool) or not 1 <= time <= 480:
            yield f"minutes {time!r} is no whole number from 1 to 480"
        elif not (re.search(rf"(?<!\d){time}(?!\d)", row["text"]) or
                  SHORTHAND_TIME.search(row["text"])):
            yield f"minutes {time} is not in the text"


def count_faults(rows):
    codes = collections.Counter(row["code"] for row in rows)
    have = {
        "rows": len(rows),
        "traps": sum(row["kind"] == "trap" for row in rows),
        "with minutes": sum(row.get("minutes") is not None for row in rows),
        "null minutes": sum("minutes" in row and row["minutes"] is None for row in rows),
        "keep in percent": 100 * sum(row["split"] == "keep" for row in rows) // len(rows),
        "tune in percent": 100 * sum(row["split"] == "tune" for row in rows) // len(rows),
        "codes": len(codes.keys() - {"none"}),
        "texts beyond ASCII": sum(not row["text"].isascii() for row in rows),
        "all capitals": sum(row["text"].isupper() and len(row["text"]) > 20 for row in rows),
    }
    for name, least in MINIMUM.items():
        if have[name] < least:
            yield f"{name}: {have[name]}, at least {least} wanted"
    for code, least in MINIMUM_EACH.items():
        sure = sum(row["code"] == code and not row.get("ambiguous") for row in rows)
        if sure < least:
            yield f"{code}: {sure} unambiguous rows, at least {least} wanted"
    for field in ("code", "trap_type"):
        for value in sorted({row[field] for row in rows if field in row}):
            if {row["split"] for row in rows if row.get(field) == value} != set(SPLITS):
                yield f"{field} {value} is in one split only"


def likeness_faults(rows):
    """A keep row that repeats a tune row would measure memory, not reading."""
    split = {name: [(row["id"], words(row["text"])) for row in rows if row["split"] == name]
             for name in SPLITS}
    for keep_id, keep in split["keep"]:
        for tune_id, tune in split["tune"]:
            if len(keep & tune) >= TOO_LIKE * len(keep | tune):
                yield f"{keep_id} (keep) is too like {tune_id} (tune)"


def check(path):
    """Returns (rows that passed, faults)."""
    known = known_codes()
    faults, rows, seen, passed = [], [], set(), 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
        except ValueError as error:
            faults.append(f"{path.name}:{number}: not JSON: {error}")
            continue
        found = list(field_faults(row))
        if not found:
            found += [*code_faults(row, known), *trap_faults(row), *minute_faults(row)]
            if row["id"] != f"tc-{number:04d}":
                found.append("id does not count the lines (tc-0001 is line 1)")
            if row["text"].lower() in seen:
                found.append("text occurs before")
            seen.add(row["text"].lower())
            rows.append(row)
        faults += [f"{path.name}:{number}: {fault}" for fault in found]
        passed += not found
    if not rows:
        return 0, [*faults, f"{path.name}: no rows"]
    whole = [list(count_faults(rows)), list(likeness_faults(rows))]
    faults += [f"{path.name}: {fault}" for group in whole for fault in group]
    return passed + sum(not group for group in whole), faults


def main():
    passed, faults = check(HERE / "statements.jsonl")
    for fault in faults:
        print(fault)
    if not CODES_CSV.exists():
        print("note: codes.csv is not there, codes checked for form only")
    print(f"{passed} passed, {len(faults)} failed")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
