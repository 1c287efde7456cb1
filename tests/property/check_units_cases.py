#!/usr/bin/env python3
"""Runs the published examples of tests/cases/units.json through the library.

    check_units_cases.py PROGRAM      tests/property/units_property.c, built

Of every case: the whole map of non-zero units, the timed total, every acceptable alternative as one
set (as the library lists the allocations of a tie, and again by entering the activities in every
order), must_not and published_wrong, the lines with their modifiers, the lines of the alternatives,
the lines of the time before 2022, and the other patients that a case names.
"""

import itertools
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import compare_units  # noqa: E402

RULE = {"cms": "medicare-total", "cqco": "medicare-total", "group": "medicare-total",
        "ama": "ama-midpoint"}
AFTER_2022, BEFORE_2022 = "2024-03-04", "2021-06-01"
DISCIPLINE_OF = {"GP": "PT", "GO": "OT", "GN": "SLP"}


def run(program, rule, visits):
    done = subprocess.run([program, "time_rule=" + rule],
                          input="\n".join(map(compare_units.line_of, visits)) + "\n",
                          capture_output=True, text=True, check=True)
    return [read(line) for line in done.stdout.splitlines()]


def read(line):
    words = line.split()
    if words[0] != "0":
        raise SystemExit("refused: " + line)
    result = {"timed_units": int(words[2]), "rows": [], "ways": {}, "lines": []}
    for word in words[5:]:
        key, _, values = word.partition("=")
        if key.startswith("way"):
            result["ways"].setdefault(int(key[3:]), []).append([int(v) for v in values.split(",")])
        elif key == "line":
            code, units, modifiers = values.split(",")
            result["lines"].append((code, int(units), tuple(modifiers.split("+"))))
        elif not key.startswith("tie"):
            numbers = [int(v) for v in values.split(",")]
            result["rows"].append((key.split(":")[1], numbers[1], numbers[3]))
    return result


def billed(units):
    return frozenset((code, number) for code, number in units.items() if number)


def units_of(result):
    return billed({code: units for code, units, _ in result["rows"]})


def listed_allocations(result):
    """What the library lists: every way of the tie in place of its default."""
    rows = result["rows"]
    if not result["ways"]:
        return {units_of(result)}
    (tie, ways), = result["ways"].items()
    least = [units - (1 if own == tie and index in ways[0] else 0)
             for index, (_, units, own) in enumerate(rows)]
    return {billed({rows[i][0]: least[i] + (i in way) for i in range(len(rows))}) for way in ways}


def visit_of(case, date, activities=None):
    if activities is None:
        activities = [{key: row[key] for key in ("code", "minutes", "assistant_minutes",
                                                 "joint_minutes") if row.get(key) is not None}
                      for row in case["input"]]
    return {"date_of_service": date, "discipline": case.get("discipline", "PT"),
            "activities": activities}


def lines_key(lines):
    return sorted((line["code"], line["units"], tuple(line["modifiers"])) for line in lines)


def check_lines(program, case, results, problems):
    expected = case["expected"]
    if "lines" in expected:
        chosen = [r for r in results if units_of(r) == billed(expected["units"])]
        if not any(sorted(r["lines"]) == lines_key(expected["lines"]) for r in chosen):
            problems.append("lines %s" % [r["lines"] for r in chosen[:1]])
    for lines in case.get("alternative_lines", []):
        if case["rule"] == "group":
            share = case["input"][0]["minutes"] // sum(line["units"] for line in lines)
            visit = visit_of(case, AFTER_2022, [
                {"code": line["code"], "minutes": share * line["units"],
                 "discipline": DISCIPLINE_OF[line["modifiers"][0]]} for line in lines])
            got = run(program, RULE[case["rule"]], [visit])
        else:
            got = results
        if not any(sorted(r["lines"]) == lines_key(lines) for r in got):
            problems.append("alternative lines %s" % [r["lines"] for r in got])
    if "before_2022" in case:
        got, = run(program, RULE[case["rule"]], [visit_of(case, BEFORE_2022)])
        if sorted(got["lines"]) != lines_key(case["before_2022"]["lines"]):
            problems.append("lines before 2022 %s" % got["lines"])


def check_case(program, case):
    problems, expected = [], case["expected"]
    visit = visit_of(case, case.get("effective_from", AFTER_2022))
    orders = [dict(visit, activities=list(order))
              for order in itertools.permutations(visit["activities"])]
    results = run(program, RULE[case["rule"]], orders)
    wanted = {billed(u) for u in [expected["units"]] + expected.get("acceptable_alternatives", [])}
    for name, got in (("listed", listed_allocations(results[0])),
                      ("in all orders", {units_of(r) for r in results})):
        if got != wanted:
            problems.append("units %s: %s" % (name, sorted(map(sorted, got))))
        for wrong in case.get("must_not", []) + [case[k] for k in ("published_wrong",) if k in case]:
            if billed(wrong) in got:
                problems.append("gives what must not be: %s" % wrong)
    for result in results:
        if result["timed_units"] != expected["timed_units_total"]:
            problems.append("timed total %d" % result["timed_units"])
    check_lines(program, case, results, problems)
    for other in case.get("others", []):
        alone = [{"code": case["input"][0]["code"], "minutes": other["minutes"]}]
        got, = run(program, RULE[case["rule"]], [visit_of(case, AFTER_2022, alone)])
        if got["timed_units"] != other["units"]:
            problems.append("patient %s: %d" % (other["patient"], got["timed_units"]))
    return problems


def main():
    with open(os.path.join(HERE, "..", "cases", "units.json"), encoding="utf-8") as handle:
        cases = json.load(handle)
    failed = 0
    for case in cases:
        problems = check_case(sys.argv[1], case)
        failed += bool(problems)
        if problems:
            print("%s: %s" % (case["id"], "; ".join(problems)))
    print("%d passed, %d failed" % (len(cases) - failed, failed))
    return 1 if failed or not cases else 0


if __name__ == "__main__":
    sys.exit(main())
