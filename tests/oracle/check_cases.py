#!/usr/bin/env python3
"""Runs the oracle over the published examples and over the figures printed with the rules.

    check_cases.py [CASES.json]        default: tests/cases/units.json beside this folder

Of every case: the timed flags, the whole map of non-zero units, the timed total, every acceptable
alternative as one set, must_not and published_wrong, the lines with their modifiers, the lines of
the alternatives, and the lines of the time before 2022. Prints "N passed, N failed"; exit status 1
when something failed.
"""

import copy
import itertools
import json
import os
import sys

import units_oracle as oracle

RULE = {"cms": "medicare-total", "cqco": "medicare-total", "group": "medicare-total",
        "ama": "ama-midpoint"}
AFTER_2022, BEFORE_2022 = "2024-03-04", "2021-06-01"
DISCIPLINE_OF = {"GP": "PT", "GO": "OT", "GN": "SLP"}


def visit_of(case, date):
    activities = []
    for row in case["input"]:
        entry = {key: row[key] for key in ("code", "minutes", "assistant_minutes", "joint_minutes")
                 if row.get(key) is not None}
        activities.append(entry)
    return {"format": 1, "id": case["id"], "date_of_service": date,
            "discipline": case.get("discipline", "PT"), "activities": activities}


def options_of(case, *more):
    return oracle.make_options(("--rule", RULE[case["rule"]], "--no-next") + more)


def billed(units):
    """A map of units as something that can be compared and put into a set; zeros are left out."""
    return frozenset((code, number) for code, number in units.items() if number)


def units_of(result):
    return {name.split(":")[1]: number for name, number in result["units"].items()}


def lines_key(lines):
    return tuple(sorted((line["code"], line["units"], tuple(line["modifiers"])) for line in lines))


def all_results(case, date):
    """The oracle's result once for each allocation that the rule allows.

    An allocation is forced by listing the tied codes in another order: the default within a tie is
    the first listed, so the orders of the codes bring out every allocation."""
    visit, found = visit_of(case, date), {}
    for order in itertools.permutations(visit["activities"]):
        again = dict(visit, activities=list(order))
        result = oracle.evaluate(again, options_of(case))
        found[billed(units_of(result))] = result
    return found


def check_sets(case, results):
    """What the orders brought out must be what the two enumerations list."""
    if RULE[case["rule"]] != "medicare-total":
        return []
    minutes, untimed = {}, {}
    for row in case["input"]:
        if row["timed"]:
            minutes[row["code"]] = minutes.get(row["code"], 0) + row["minutes"]
        else:
            untimed[row["code"]] = 1
    listed = {billed(dict(way, **untimed)) for way in oracle.allocations_of(minutes)}
    if listed == set(results):
        return []
    return ["enumerated set differs: %s" % sorted(map(sorted, listed))]


def check_cotreatment(case):
    """Lines shared between disciplines: the minutes shared in the same way must give them."""
    problems = []
    for lines in case.get("alternative_lines", []):
        visit = visit_of(case, AFTER_2022)
        share = case["input"][0]["minutes"] // sum(line["units"] for line in lines)
        visit["activities"] = [
            {"code": line["code"], "minutes": share * line["units"],
             "discipline": DISCIPLINE_OF[line["modifiers"][0]]} for line in lines]
        got = oracle.evaluate(visit, options_of(case))
        if lines_key(got["lines"]) != lines_key(lines):
            problems.append("alternative lines %s" % got["lines"])
    return problems


def check_case(case):
    problems, expected = [], case["expected"]
    date = case.get("effective_from", AFTER_2022)
    for row in case["input"]:
        if (row["code"] in oracle.TIMED) != row["timed"]:
            problems.append("timed flag of %s" % row["code"])
    results = all_results(case, date)
    problems += check_sets(case, results)
    wanted = {billed(u) for u in [expected["units"]] + expected.get("acceptable_alternatives", [])}
    if set(results) != wanted:
        problems.append("units %s" % [sorted(u) for u in results])
    wrongs = case.get("must_not", []) + [case[k] for k in ("published_wrong",) if k in case]
    for wrong in wrongs:
        if billed(wrong) in results:
            problems.append("gives what must not be: %s" % wrong)
    for result in results.values():
        if result["timed_units"] != expected["timed_units_total"]:
            problems.append("timed total %d" % result["timed_units"])
    chosen = results.get(billed(expected["units"]))
    if chosen and lines_key(chosen["lines"]) != lines_key(expected.get("lines", chosen["lines"])):
        problems.append("lines %s" % chosen["lines"])
    if case["rule"] == "group":
        problems += check_cotreatment(case)
    elif "alternative_lines" in case:
        got = {lines_key(r["lines"]) for r in results.values()}
        if got != {lines_key(x) for x in [expected["lines"]] + case["alternative_lines"]}:
            problems.append("lines of the alternatives %s" % sorted(got))
    if "before_2022" in case:
        got = oracle.evaluate(visit_of(case, BEFORE_2022), options_of(case))["lines"]
        if lines_key(got) != lines_key(case["before_2022"]["lines"]):
            problems.append("lines before 2022: %s" % got)
    for other in case.get("others", []):
        patient = copy.deepcopy(case)
        patient["input"][0]["minutes"] = other["minutes"]
        got = oracle.evaluate(visit_of(patient, date), options_of(case))
        if got["timed_units"] != other["units"]:
            problems.append("patient %s" % other["patient"])
    return problems


# ---- figures that the rules print -------------------------------------------------------------

def run(rule, date="2024-03-04", **facts):
    """Units by code of entries like c97129=23 (minutes), or c97110=(30, 4) with assistant's."""
    rows = []
    for name, value in facts.items():
        minutes, assistant = value if isinstance(value, tuple) else (value, 0)
        rows.append({"code": name[1:], "minutes": minutes, "assistant_minutes": assistant})
    visit = {"id": "figure", "date_of_service": date, "discipline": "PT", "activities": rows}
    result = oracle.evaluate(visit, oracle.make_options(("--rule", rule)))
    result["units"] = {k: v for k, v in units_of(result).items() if v}
    return result


def rule_figures():
    """(name, got, wanted) of the time rules."""
    cms, ama, full, ceiling = "medicare-total", "ama-midpoint", "full-block", "ceiling"
    for minutes, by_cms, by_ama in [((20, 18, 15), 4, 3), ((23, 12, 8), 3, 4), ((8, 8), 1, 2),
                                    ((20, 20), 3, 2)]:
        facts = dict(zip(("c97110", "c97140", "c97530"), minutes))
        yield "neither dominates", run(cms, **facts)["timed_units"], by_cms
        yield "neither dominates", run(ama, **facts)["timed_units"], by_ama
    yield "full block", run(full, c97110=29, c97140=15)["units"], {"97110": 1, "97140": 1}
    yield "ceiling", run(ceiling, c97110=16, c97140=1)["units"], {"97110": 2, "97140": 1}
    total = run("total-only", c97110=20, c97140=20)
    yield "total only", (total["units"], total["unallocated"], total["lines"]), ({}, {"PT": 3}, [])
    for low in range(8, 240, 15):       # 8-22 is 1, 23-37 is 2 ...
        for minutes in (low - 1, low, low + 14):
            yield "table", oracle.units_of_total(minutes), (minutes + 7) // 15
    least, tied, shared = oracle.medicare((8,) * 20, 2000)
    yield "20 codes of 8", (list(least), len(tied), shared), ([0] * 20, 20, 11)
    # 6 more minutes complete a block of 97110, but then the fourth unit is 97140's: 8 against 0
    yield "what-if", run(cms, c97110=24, c97140=23)["next"], {"PT:97110": 14, "PT:97140": 2}
    # listing, granting unit by unit and counting agree (an assertion inside) on all small days
    edges = (0, 1, 4, 7, 8, 11, 14, 15, 16, 22, 23, 30)
    for minutes in itertools.combinations_with_replacement(edges, 3):
        ways = oracle.allocations_of(dict(zip("abc", minutes)))
        yield "sum of units", {sum(w.values()) for w in ways}, {oracle.units_of_total(sum(minutes))}
    yield "what-if of the pool", run(cms, c97110=31)["pools"]["PT"]["minutes_to_next_unit"], 7
    yield "per code no pool", run(ama, c97110=31)["pools"]["PT"]["minutes_to_next_unit"], None


def day(*rows, options=(), date="2024-03-04"):
    """The result of entries (code, minutes, more keys)."""
    entries = [dict({"code": code, "minutes": minutes}, **more) for code, minutes, more in rows]
    visit = {"id": "day", "date_of_service": date, "discipline": "PT", "activities": entries}
    return oracle.evaluate(visit, oracle.make_options(options))


def day_figures():
    """Pools, seconds, ties and entries: things that need more than minutes per code."""
    in_ot = {"discipline": "OT"}
    two = day(("97110", 7, {}), ("97110", 7, in_ot), ("97530", 8, in_ot))
    yield "pools apart", two["units"], {"PT:97110": 0, "OT:97110": 0, "OT:97530": 1}
    yield "pools apart", two["timed_minutes"], 22
    half = {"seconds": 30}
    yield "seconds add up", day(("97110", 7, half), ("97110", 0, half))["timed_units"], 1
    yield "seconds truncate", day(("97110", 7, {"seconds": 59}))["timed_units"], 0
    yield "per code", day(("97110", 3, half), ("97140", 4, half))["timed_minutes"], 7
    family = day(("97129", 3, half), ("97130", 4, half))
    yield "seconds of a family", family["units"], {"PT:97129": 1, "PT:97130": 0}
    eight = ("97032", "97033", "97034", "97035", "97110", "97112", "97116", "97140")
    got = day(*((code, 1, {}) for code in eight), options=("--no-next",))
    yield "eight of 1 minute", [(t["r"], t["count"]) for t in got["alternatives"]], [(1, 8)]
    rows = (("97530", 8, {"assistant_minutes": 8}), ("97140", 23, {}), ("97110", 8, {}))
    # 39 minutes: 3 units, one block, then 2 units for three leftovers of 8
    for tie, last in [("first-listed", "97110"), ("most-minutes", "97110"),
                      ("lowest-code", "97530"), ("therapist-first", "97530")]:
        got = day(*rows, options=("--tie", tie))
        wanted = {"97530": 1, "97140": 2, "97110": 1, last: 0}
        yield tie, (len(got["alternatives"][0]["codes"]), units_of(got)), (3, wanted)
    got = day(("97110", 8, {}), ("97140", 23, {}), options=("--tie", "most-minutes"))
    yield "most minutes", units_of(got), {"97110": 0, "97140": 2}
    got = day(("97129", 30, {"assistant_minutes": 15}))["assistant_units"]
    yield "base marked last", got, {"PT:97129": 0, "PT:97130": 1}
    got = day(("97550", 45, {"assistant_minutes": 5}))["assistant_units"]
    yield "mixed blocks are one service", got, {"PT:97550": 1, "PT:97551": 1}
    for method in oracle.METHODS:
        yield "exactly 10%", oracle.over_ten_percent(method, 3, 30), False
        yield "no assistant", oracle.over_ten_percent(method, 0, 30), False
    yield "strict 10.4%", oracle.over_ten_percent("strict", 10, 96), True
    yield "rounded 10.4%", oracle.over_ten_percent("percentage", 10, 96), False
    yield "rounded 10.5%", oracle.over_ten_percent("percentage", 2, 19), True
    got = day(("97110", None, {}), ("97161", None, {}), ("99999", 15, {}))
    yield "not checkable", (got["not_checkable"], got["uncovered"]), (["PT:97110"], ["99999"])
    yield "untimed without minutes", got["units"], {"PT:97161": 1}
    got = day(("97597", None, {"quantity": 20}), ("97598", None, {"quantity": 21}))
    yield "areas add up", got["units"], {"PT:97597": 1, "PT:97598": 2}
    got = day(("97161", 45, {}), ("97161", 10, {}))
    yield "untimed once", got["units"], {"PT:97161": 1}


def family_figures():
    ama, full = "ama-midpoint", "full-block"
    thresholds = [("97129", 15, "97130", 15), ("90912", 15, "90913", 15),
                  ("97550", 30, "97551", 15), ("G0541", 30, "G0542", 15),
                  ("97545", 120, "97546", 60), ("92607", 60, "92608", 30),
                  ("92605", 60, "92618", 30), ("92626", 60, "92627", 15)]
    midpoint = {15: 8, 30: 16, 60: 31, 120: 61}
    for base, first, added, block in thresholds:
        points = [midpoint[first]] + [first + n * block + midpoint[block] for n in range(4)]
        for number, minutes in enumerate(points):
            before = ({base: 1} if number > 0 else {}) | ({added: number - 1} if number > 1 else {})
            after = {base: 1} | ({added: number} if number else {})
            yield base, run(ama, **{"c" + base: minutes - 1})["units"], before
            yield base, run(ama, **{"c" + base: minutes})["units"], after
            yield base, run("medicare-total", **{"c" + base: minutes})["units"], after
        for number in range(4):
            minutes = first + number * block
            after = {base: 1} | ({added: number} if number else {})
            yield base + " full", run(full, **{"c" + base: minutes})["units"], after
        yield base + " full", run(full, **{"c" + base: first - 1})["units"], {}
    for minutes, units in [(30, {}), (31, {"96125": 1}), (90, {"96125": 1}), (91, {"96125": 2})]:
        yield "hourly", run(ama, c96125=minutes)["units"], units
    yield "hourly full", run(full, c96125=119)["units"], {"96125": 1}
    yield "pool and family", run("medicare-total", c97110=7, c97129=8)["units"], {"97129": 1}
    for square_cm, units in [(1, (1, 0)), (20, (1, 0)), (21, (1, 1)), (40, (1, 1)), (41, (1, 2))]:
        yield "area", oracle.area_units(square_cm), units


def assistant_figures():
    over = oracle.over_ten_percent
    for low, high, trigger in [(8, 14, 2), (15, 24, 3), (25, 34, 4), (35, 44, 5), (45, 54, 6),
                               (55, 64, 7)]:
        for total in (low, high):
            yield "simple", over("simple", trigger - 1, total), False
            yield "simple", over("simple", trigger, total), True
    disagree = {(total, a) for total in range(8, 25) for a in range(0, total + 1)
                if over("simple", a, total) != over("percentage", a, total)}
    yield "methods disagree", disagree, {(8, 1), (9, 1)} | {(t, 2) for t in range(15, 20)}
    # with the midpoint exception the methods differ for 7 + 1 and, in a pool, 4-6 + 1
    def methods_differ(t, a):
        return len({oracle.quarter_hour_split(2, m, t + a, a, 1) for m in oracle.METHODS}) > 1
    splits = {(t, a) for t in range(15) for a in range(15) if methods_differ(t, a)}
    yield "differ from 2022", splits, {(4, 1), (5, 1), (6, 1), (7, 1)}
    yield "7 by simple", oracle.quarter_hour_split(2, "simple", 8, 1, 1), 0
    yield "7 by percentage", oracle.quarter_hour_split(2, "percentage", 8, 1, 1), 1
    cms = "medicare-total"
    for date, wanted in [("2019-12-31", 0), ("2020-01-01", 2), ("2021-12-31", 2),
                         ("2022-01-01", 1)]:
        got = run(cms, date=date, c97110=(36, 23), c97140=30)["assistant_units"]["PT:97110"]
        yield "era " + date, got, wanted
    visit = {"id": "x", "date_of_service": "2024-03-04", "discipline": "PT", "activities": [
        {"code": "97110", "minutes": 30, "assistant_minutes": 30},
        {"code": "97150", "minutes": 30, "assistant_minutes": 4},
        {"code": "97161", "performer": "assistant"},
        {"code": "92507", "minutes": 30, "assistant_minutes": 30, "discipline": "SLP"}]}
    for setting, marks in [("professional", ["CQ", "CQ"]), ("critical-access", [])]:
        lines = oracle.evaluate(dict(visit, setting=setting), oracle.make_options())["lines"]
        yield setting, [m for line in lines for m in line["modifiers"][1:]], marks


def main():
    beside = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cases", "units.json")
    with open(sys.argv[1] if len(sys.argv) > 1 else beside, encoding="utf-8") as handle:
        cases = json.load(handle)
    passed = failed = 0
    for case in cases:
        problems = check_case(case)
        failed, passed = failed + bool(problems), passed + (not problems)
        for problem in problems:
            print("%s: %s" % (case["id"], problem))
    print("cases: %d passed, %d failed" % (passed, failed))
    figures = figures_failed = 0
    for name, got, wanted in itertools.chain(rule_figures(), day_figures(), family_figures(),
                                             assistant_figures()):
        figures += 1
        if got != wanted:
            figures_failed += 1
            print("%s: got %s, wanted %s" % (name, got, wanted))
    print("figures: %d passed, %d failed" % (figures - figures_failed, figures_failed))
    print("%d passed, %d failed" % (passed + figures - figures_failed, failed + figures_failed))
    return 1 if failed or figures_failed or not cases else 0


if __name__ == "__main__":
    sys.exit(main())
