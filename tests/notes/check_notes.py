#!/usr/bin/env python3
"""Check notes.jsonl and measures.jsonl against the scheme of MEASURES.md (standard library only).

Labels are typed by hand: beyond fields and enums, every labelled number is looked up in its text.
"""

import collections
import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent

ELEMENTS = (
    "functional_activities", "limitations", "functional_goals", "one_on_one", "duration_minutes",
    "skilled_involvement", "plan_of_care", "outcome_contribution", "objective_measures", "progress",
)
NOTE_FIELDS = {"id", "discipline", "note_kind", "text", "elements", "codes", "accept_codes",
               "minutes", "split", "note"}
NOTE_TYPES = {"text": str, "elements": dict, "codes": list, "accept_codes": list,
              "minutes": dict, "note": str}
NOTE_KINDS = ("daily", "evaluation", "progress", "discharge")
MINIMUM_NOTES = {"PT": 18, "OT": 10, "SLP": 8}
CODE = re.compile(r"\d{5}|[A-Z]\d{4}")
SPLITS = ("tune", "keep")

MEASURE_FIELDS = {"id", "text", "expect", "split"}
EXPECT_FIELDS = {"kind", "value", "high", "scale", "unit", "side", "joint"}
MINIMUM_MEASURES = 190
MINIMUM_NEGATIVES = 25
SIDES = ("left", "right", "both", None)
DISTANCE = {"m", "[ft_i]"}
SCORE = {"{score}"}
SCORE_OR_PERCENT = {"{score}", "%"}
FORCE = {"[lb_av]", "kg"}
UNITS = {
    "mmt": SCORE, "assist-level": SCORE, "accuracy": {"%"}, "nprs": SCORE,
    "gait-distance": DISTANCE | {"[mi_i]"}, "gait-speed": {"m/s", "[ft_i]/s"}, "10mwt": {"s"},
    "6mwt": DISTANCE, "2mwt": DISTANCE, "tug": {"s"}, "5xsts": {"s"},
    "30s-chair-stand": {"{count}"}, "single-leg-stance": {"s"}, "tandem-stance": {"s"},
    "9hpt": {"s"}, "box-and-blocks": {"{count}"}, "functional-reach": {"[in_i]", "cm"},
    "max-phonation-time": {"s"},
    "grip-strength": FORCE, "pinch-strength": FORCE, "girth": {"cm", "[in_i]"}, "edema": SCORE, "total-active-motion": {"deg"},
    "vitals": {"/min", "%", "mm[Hg]"}, "loudness": {"dB"},
    **dict.fromkeys(("berg", "tinetti", "dgi", "fga", "lefs", "barthel", "am-pac", "fim", "moca",
                     "fugl-meyer", "slums", "mmse", "eat-10", "fois", "wab-aq", "vhi", "rpe"),
                    SCORE),
    **dict.fromkeys(("abc-scale", "dash", "quickdash", "ndi", "odi", "spadi", "psfs", "dhi"),
                    SCORE_OR_PERCENT),
}
VITALS = {"heart-rate": "/min", "respiratory-rate": "/min", "spo2": "%", "systolic": "mm[Hg]",
          "diastolic": "mm[Hg]"}
MOVEMENTS = ("flexion", "extension", "abduction", "adduction", "internal-rotation",
             "external-rotation", "rotation", "side-bending", "supination", "pronation",
             "dorsiflexion", "plantarflexion", "inversion", "eversion", "radial-deviation",
             "ulnar-deviation")
JOINTS = ("shoulder", "elbow", "forearm", "wrist", "hip", "knee", "ankle", "cervical", "lumbar")
FINGER_JOINT = re.compile(r"(thumb|index|middle|ring|little)-(ip|mcp|pip|dip|cmc)")
MUSCLES = ("quadriceps", "hamstrings", "gluteus-medius", "deltoid", "biceps", "triceps",
           "tibialis-anterior", "gastrocnemius", "lower-trapezius", "middle-trapezius",
           "serratus-anterior", "upper-extremity", "lower-extremity")
ASSIST_WORDS = {
    14: r"\bI\b|\bindep", 12: r"\bmod ?I\b|modified indep",
    10: r"SBA|supervision|set.?up|standby", 9: r"CGA|contact guard",
    8: r"\bmin", 6: r"\bmod", 4: r"\bmax", 2: r"\btotal|\bdepend",
}


class Report:
    def __init__(self):
        self.passed = 0
        self.failed = 0

    def check(self, good, where, fault):
        if good:
            self.passed += 1
        else:
            self.failed += 1
            print(f"{where}: {fault}")
        return good


def load(name, report):
    rows = []
    for number, line in enumerate((HERE / name).read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
        except ValueError as error:
            report.check(False, f"{name}:{number}", f"not JSON: {error}")
            continue
        if report.check(isinstance(row, dict), f"{name}:{number}", "not an object"):
            rows.append(row)
    return rows


def check_common(rows, name, pattern, report):
    for field in ("id", "text"):
        seen = collections.Counter(row.get(field) for row in rows)
        again = [value for value, count in seen.items() if count > 1]
        report.check(not again, name, f"{field} used more than once: {again}")
    for row in rows:
        where = row.get("id")
        report.check(re.fullmatch(pattern, str(where)), name, f"bad id {where!r}")
        report.check(row.get("split") in SPLITS, where, f"bad split {row.get('split')!r}")
        text = row.get("text")
        report.check(isinstance(text, str) and text.strip(), where, "no text")
    kept = sum(row.get("split") == "keep" for row in rows)
    report.check(len(rows) * 3 <= kept * 10 and kept * 10 <= len(rows) * 4, name,
                 f"{kept} of {len(rows)} rows are kept apart, expected about a third")


def check_note(row, report):
    where, text = row["id"], row["text"]
    report.check(row["discipline"] in MINIMUM_NOTES, where, "bad discipline")
    report.check(row["note_kind"] in NOTE_KINDS, where, "bad note_kind")
    report.check(row["note"].strip(), where, "no reason in note")
    elements = row["elements"]
    report.check(tuple(elements) == ELEMENTS, where, "elements are not the ten, in order")
    report.check(all(type(value) is bool for value in elements.values()), where,
                 "an element is not true or false")
    codes, accept, minutes = row["codes"], row["accept_codes"], row["minutes"]
    report.check(codes == ["none"] or (codes and all(CODE.fullmatch(code) for code in codes)),
                 where, f"bad codes {codes}")
    report.check(len(set(codes)) == len(codes), where, "a code is listed twice")
    report.check(all(code == "none" or CODE.fullmatch(code) for code in accept), where,
                 f"bad accept_codes {accept}")
    report.check(not set(codes) & set(accept), where, "a code is in codes and accept_codes")
    report.check(set(minutes) <= set(codes) - {"none"}, where, "minutes for a code not performed")
    report.check(not minutes or elements.get("duration_minutes"), where,
                 "minutes without the duration element")
    spans = {stop - start for start, stop in clock_spans(text)}
    for code, count in minutes.items():
        report.check(type(count) is int and 0 < count <= 240, where, f"bad minutes for {code}")
        report.check(count in spans or re.search(rf"(?<!\d){count}(?!\d)", text), where,
                     f"{count} minutes for {code} are not in the text")


def clock_spans(text):
    """Pairs of minutes of the day for each start-stop range in the text."""
    def minute(part):
        digits = part.replace(":", "")
        return int(digits[:-2]) * 60 + int(digits[-2:])
    ranges = re.findall(r"(\d{1,2}:?\d\d)[ap]?-(\d{1,2}:?\d\d)", text)
    return [(minute(start), minute(stop)) for start, stop in ranges]


def check_notes(report):
    rows = load("notes.jsonl", report)
    check_common(rows, "notes.jsonl", r"tc-note-\d{2,3}", report)
    whole = []
    for row in rows:
        where = row.get("id")
        if not report.check(set(row) == NOTE_FIELDS, where, "not the fields agreed"):
            continue
        if report.check(all(isinstance(row[field], of) for field, of in NOTE_TYPES.items()), where,
                        "a field is of the wrong type"):
            check_note(row, report)
            whole.append(row)
    for discipline, least in MINIMUM_NOTES.items():
        count = sum(row["discipline"] == discipline for row in whole)
        report.check(count >= least, "notes.jsonl", f"{count} {discipline} notes, at least {least}")
    for kind in NOTE_KINDS:
        report.check(sum(row["note_kind"] == kind for row in whole) >= 4, "notes.jsonl",
                     f"fewer than 4 {kind} notes")
    for element in ELEMENTS:
        true = sum(row["elements"].get(element) is True for row in whole)
        report.check(5 <= true <= len(whole) - 5, "notes.jsonl",
                     f"{element} is true in {true} of {len(whole)}: too lopsided to measure")
    bare = sum(not any(row["elements"].values()) for row in whole)
    report.check(bare >= 3, "notes.jsonl", f"only {bare} notes without any element")


def joint_and_movement(kind):
    """Split a goniometry kind, or give (None, None)."""
    base = re.sub(r"-(arom|prom|aarom)$", "", kind or "")
    for movement in sorted(MOVEMENTS, key=len, reverse=True):
        joint = base[:-len(movement) - 1]
        if base == f"{joint}-{movement}" and (joint in JOINTS or FINGER_JOINT.fullmatch(joint)):
            return joint, movement
    return None, None


def decimal(value, scale):
    """The digits of value / scale as written, for a scale that is a power of ten."""
    places = len(str(scale)) - 1
    digits = str(abs(value)).rjust(places + 1, "0")
    return digits if places == 0 else f"{digits[:-places]}.{digits[-places:]}"


def number_in_text(text, value, scale):
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    return re.search(rf"(?<![\d.]){re.escape(decimal(value, scale))}(?!\.?\d)", plain)


def grade_in_text(text, value):
    whole, rest = divmod(value + 1, 3)
    if rest == 0:
        pattern = rf"{whole}-"
    elif rest == 1:
        pattern = rf"{whole}\s*/\s*5"
    else:
        pattern = rf"{whole}(\+| ?plus)"
    return re.search(pattern, text)


def check_accuracy(text, item):
    """A percentage must be written, or be exactly a written count of trials."""
    counts = re.findall(r"(\d+)/(\d+)", text)
    for end in (item["value"], item["high"]):
        by_count = any(end * int(of) == 100 * int(right) * item["scale"] for right, of in counts)
        if not by_count and not (item["scale"] == 1 and number_in_text(text, end, 1)):
            return False
    return True


def check_assist(text, item):
    if item["scale"] not in (1, 2) or item["side"] is not None:
        return False
    for end in (item["value"], item["high"]):
        word = ASSIST_WORDS.get(end * 2 // item["scale"])
        if word is None or not re.search(word, text, re.IGNORECASE):
            return False
    return True


def check_item_kind(text, item):
    """The fault of one expected measure that depends on its kind, or None."""
    kind, joint, ends = item["kind"], item["joint"], (item["value"], item["high"])
    goniometry = joint_and_movement(kind)[0]
    if goniometry is None and kind not in UNITS:
        return f"unknown kind {kind}"
    if item["unit"] not in ({"deg"} if goniometry else UNITS[kind]):
        return f"unit {item['unit']} does not go with {kind}"
    if kind == "mmt":
        known = joint in MUSCLES or joint_and_movement(joint)[0] or joint == "finger-flexion"
        good = item["scale"] == 3 and 0 <= ends[0] and ends[1] <= 15
        return None if known and good and all(grade_in_text(text, end) for end in ends) \
            else "bad mmt"
    if kind == "assist-level":
        return None if joint is None and check_assist(text, item) else "bad assist-level"
    if kind == "accuracy":
        return None if joint is None and check_accuracy(text, item) else "bad accuracy"
    if kind == "vitals":
        good = VITALS.get(joint) == item["unit"] and item["side"] is None
    elif kind == "pinch-strength":
        good = joint in ("lateral", "tip", "palmar", None)
    else:
        good = joint == goniometry
    if not good:
        return f"joint {joint} does not go with {kind}"
    if item["scale"] not in (1, 10, 100):
        return f"scale {item['scale']} does not go with {kind}"
    lost = [end for end in ends if not number_in_text(text, end, item["scale"])]
    return f"{lost} over {item['scale']} is not in the text" if lost else None


def check_side(text, side):
    marks = {"left": r"\bL\b|\bleft\b", "right": r"\bR\b|\bright\b",
             "both": r"\bB\b|\bbilat|\bboth\b|\bB[UL]E\b"}
    return side is None or re.search(marks[side], text)


def check_measure(row, report):
    where = row["id"]
    if not report.check(isinstance(row["expect"], list), where, "expect is not a list"):
        return
    for item in row["expect"]:
        if not report.check(set(item) == EXPECT_FIELDS, where, "not the fields agreed"):
            continue
        words = (item["kind"], item["unit"], "" if item["joint"] is None else item["joint"])
        if not report.check(all(isinstance(word, str) for word in words), where,
                            "kind, unit or joint is not a string"):
            continue
        numbers = (item["value"], item["high"], item["scale"])
        if not report.check(all(type(number) is int for number in numbers) and item["scale"] > 0,
                            where, "a number is not an integer, or the scale not above 0"):
            continue
        report.check(item["high"] >= item["value"], where, "high is below value")
        if report.check(item["side"] in SIDES, where, f"bad side {item['side']!r}"):
            report.check(check_side(row["text"], item["side"]), where, "side is not in the text")
        fault = check_item_kind(row["text"], item)
        report.check(fault is None, where, fault)


def check_measures(report):
    rows = load("measures.jsonl", report)
    check_common(rows, "measures.jsonl", r"tc-meas-\d{3}", report)
    whole = []
    for row in rows:
        if report.check(set(row) == MEASURE_FIELDS, row.get("id"), "not the fields agreed"):
            check_measure(row, report)
            whole.append(row)
    report.check(len(whole) >= MINIMUM_MEASURES, "measures.jsonl", f"only {len(whole)} rows")
    negative = sum(row["expect"] == [] for row in whole)
    report.check(negative >= MINIMUM_NEGATIVES, "measures.jsonl", f"only {negative} negatives")
    used = {item.get("kind") for row in whole for item in row["expect"]}
    document = (HERE / "MEASURES.md").read_text(encoding="utf-8")
    for kind, units in UNITS.items():
        report.check(kind in used, "measures.jsonl", f"no example of {kind}")
        report.check(f"`{kind}`" in document, "MEASURES.md", f"{kind} is not described")
        for unit in units:
            report.check(f"`{unit}`" in document, "MEASURES.md", f"unit {unit} is not described")
    for name in JOINTS + MOVEMENTS + MUSCLES:
        report.check(f"`{name}`" in document, "MEASURES.md", f"{name} is not described")


def main():
    report = Report()
    check_notes(report)
    check_measures(report)
    print(f"{report.passed} passed, {report.failed} failed")
    return 1 if report.failed or not report.passed else 0


if __name__ == "__main__":
    sys.exit(main())
