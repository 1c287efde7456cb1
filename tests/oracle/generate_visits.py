#!/usr/bin/env python3
"""Random visits in the project's JSON form, one a line, for comparing the library with the oracle.

    generate_visits.py --seed 1 --count 50000 --shape timed|mixed|assistant|addon > visits.ndjson

The same seed, count and shape give the same bytes. Minutes crowd around the boundaries of the
rules (7, 8, 14, 15, 16, 22, 23, ...); equal leftovers, stated zeros, repeated codes and seconds
that add up to a minute are frequent; dates fall on both sides of 2020-01-01 and 2022-01-01. Codes
are used only from the date on from which they exist, and only in disciplines that use them.

  timed      15-minute codes of one or two disciplines
  mixed      everything: untimed, hourly, area, families and timed, all disciplines
  assistant  timed and untimed codes with the assistant's and joint minutes, settings, eras
  addon      base/add-on families, hourly and area codes, some timed beside them
"""

import argparse
import json
import random
import sys

TIMED = {
    "PT": "97032 97033 97034 97035 97036 97110 97112 97113 97116 97124 97140 97530 97533 97535 "
          "97537 97542 97750 97755 97760 97761 97763".split(),
    "OT": "97032 97033 97034 97035 97110 97112 97113 97124 97140 97530 97533 97535 97537 97542 "
          "97750 97755 97760 97761 97763".split(),
    "SLP": [],
}
USUAL = ["97110", "97112", "97116", "97140", "97530", "97535"]
UNTIMED = {
    "PT": "97161 97162 97163 97164 97012 97016 97018 97022 G0283 97150 95992 97602 97605".split(),
    "OT": "97165 97166 97167 97168 97018 97022 G0283 97150 92526".split(),
    "SLP": "92521 92522 92523 92524 92507 92508 92526 92610 92611 92612 92609".split(),
}
SUPERVISED = {"97012", "97016", "97018", "97022", "G0283"}
GROUP = {"97150", "92508"}
FAMILIES = {
    "PT": [("97129", "97130", 15, 15), ("90912", "90913", 15, 15), ("97550", "97551", 30, 15),
           ("G0541", "G0542", 30, 15), ("97545", "97546", 120, 60)],
    "OT": [("97129", "97130", 15, 15), ("97550", "97551", 30, 15), ("G0541", "G0542", 30, 15),
           ("97545", "97546", 120, 60)],
    "SLP": [("97129", "97130", 15, 15), ("97550", "97551", 30, 15), ("92607", "92608", 60, 30),
            ("92605", "92618", 60, 30), ("92626", "92627", 60, 15)],
}
EXISTS_FROM = {"97129": "2020-01-01", "90912": "2020-01-01", "97550": "2024-01-01",
               "G0541": "2025-01-01"}
HOURLY = {"PT": ["96125"], "OT": ["96125"], "SLP": ["96105", "96125"]}
DATES = ["2018-06-15", "2019-12-31", "2020-01-01", "2020-07-08", "2021-12-31", "2022-01-01",
         "2023-03-17", "2024-03-02", "2024-12-31", "2025-01-01", "2025-10-20", "2026-03-02"]
SETTINGS = [None, "professional", "hospital-outpatient", "critical-access", "facility"]
EDGES = [0, 1, 2, 3, 4, 5, 6, 7, 7, 8, 8, 9, 10, 11, 12, 13, 14, 14, 15, 15, 16, 16, 17, 20, 22, 22,
         23, 23, 24, 25, 28, 29, 30, 30, 31, 33, 37, 38, 40, 44, 45, 46, 52, 53, 60, 67, 68]


def boundary(rng, *edges):
    """A minute on or beside one of the edges."""
    return max(0, rng.choice(edges) + rng.randint(-1, 1))


def timed_minutes(rng, leftover):
    """leftover: None, or the minutes over full blocks that this visit's codes share."""
    if leftover is not None and rng.random() < 0.7:
        return leftover + 15 * rng.choice([0, 0, 0, 1, 1, 2])
    if rng.random() < 0.7:
        return rng.choice(EDGES)
    return rng.randint(1, 75) if rng.random() < 0.97 else rng.randint(76, 240)


def entry(code, discipline, main, **values):
    activity = {"code": code}
    if discipline != main:
        activity["discipline"] = discipline
    activity.update(values)
    return activity


def add_seconds(rng, activity):
    if rng.random() < 0.3:
        activity["seconds"] = rng.choice([1, 15, 20, 29, 30, 30, 31, 40, 45, 59])


def timed(rng, main, discipline, most):
    """Entries of 15-minute codes, a code now and then twice."""
    entries, usual = [], [c for c in USUAL if c in TIMED[discipline]]
    leftover = rng.randint(1, 14) if rng.random() < 0.4 else None
    with_seconds = rng.random() < 0.25
    for _ in range(rng.randint(1, most)):
        code = rng.choice(usual if rng.random() < 0.6 else TIMED[discipline])
        activity = entry(code, discipline, main, minutes=timed_minutes(rng, leftover))
        if with_seconds:
            add_seconds(rng, activity)
        if rng.random() < 0.1:
            activity["encounter"] = rng.randint(1, 2)
        if rng.random() < 0.2:
            activity["contact"] = "one-on-one"
        entries.append(activity)
    return entries


def untimed(rng, main, discipline):
    code = rng.choice(UNTIMED[discipline])
    activity = entry(code, discipline, main)
    if rng.random() < 0.7:
        activity["minutes"] = rng.choice([0, 1, 5, 8, 10, 15, 20, 29, 30, 31, 45, 60])
    if code in GROUP:
        activity["contact"] = "group"
        activity["participants"] = rng.randint(2, 4)
    elif code in SUPERVISED:
        activity["contact"] = "supervised"
    return [activity]


def family(rng, main, discipline, date):
    existing = [f for f in FAMILIES[discipline] if EXISTS_FROM.get(f[0], "") <= date]
    base, added, first, block = rng.choice(existing)
    edges = [first // 2, first] + [first + n * block + half for n in range(4)
                                   for half in (block // 2, block)]
    total = boundary(rng, *edges)
    style = rng.random()
    if style < 0.4:
        parts = [(base, total)]
    elif style < 0.5:
        parts = [(added, total)]
    else:
        head = rng.randint(0, total)
        parts = [(base, head), (added, total - head)]
        if rng.random() < 0.2:
            parts.reverse()
    entries = [entry(code, discipline, main, minutes=minutes) for code, minutes in parts]
    if rng.random() < 0.2:
        for activity in entries:
            add_seconds(rng, activity)
    return entries


def hourly(rng, main, discipline):
    activity = entry(rng.choice(HOURLY[discipline]), discipline, main,
                     minutes=boundary(rng, 30, 31, 60, 90, 91, 120, 151))
    if rng.random() < 0.2:
        add_seconds(rng, activity)
    return [activity]


def area(rng, main, discipline):
    total = boundary(rng, 1, 10, 20, 21, 40, 60, 100)
    total = max(1, total)
    if total > 20 and rng.random() < 0.5:
        return [entry("97597", discipline, main, minutes=20, quantity=20),
                entry("97598", discipline, main, minutes=10, quantity=total - 20)]
    return [entry("97597", discipline, main, quantity=total)]


def with_assistant(rng, activity):
    """Gives a part of the minutes to the assistant, often next to a boundary."""
    minutes = activity.get("minutes", 0)
    style = rng.random()
    if style < 0.15 or minutes == 0:
        return
    if style < 0.3:
        activity["performer"] = "assistant"
        if rng.random() < 0.5:
            activity["assistant_minutes"] = minutes
        return
    tenth = minutes // 10
    choices = [0, 1, 2, tenth, tenth + 1, minutes // 2, minutes - 7, minutes - 8, minutes - 9, 7, 8,
               9, 14, 15, 16, 22, 23, minutes, rng.randint(0, minutes)]
    assistant = min(minutes, max(0, rng.choice(choices)))
    activity["assistant_minutes"] = assistant
    if rng.random() < 0.3:
        activity["joint_minutes"] = rng.randint(0, minutes - assistant)


def disciplines(rng, main, chance):
    if rng.random() >= chance:
        return [main]
    return [main, rng.choice([d for d in ("PT", "OT", "SLP") if d != main])]


def activities(rng, shape, main, date):
    entries = []
    if shape == "timed":
        for discipline in disciplines(rng, main, 0.15):
            if TIMED[discipline]:
                entries += timed(rng, main, discipline, 6)
        return entries
    if shape == "assistant":
        for discipline in disciplines(rng, main, 0.1):
            if TIMED[discipline] and rng.random() < 0.95:
                entries += timed(rng, main, discipline, 4)
            if rng.random() < 0.3 or not TIMED[discipline]:
                entries += untimed(rng, main, discipline)
        if rng.random() < 0.15:
            entries += family(rng, main, main, date)
        if rng.random() < 0.08:
            entries += hourly(rng, main, main)
        for activity in entries:
            with_assistant(rng, activity)
        return entries
    for discipline in disciplines(rng, main, 0.3):
        if TIMED[discipline] and rng.random() < (0.9 if shape == "mixed" else 0.4):
            entries += timed(rng, main, discipline, 4)
        if shape == "mixed" and rng.random() < 0.6:
            entries += untimed(rng, main, discipline)
        if rng.random() < (0.3 if shape == "mixed" else 1):
            entries += family(rng, main, discipline, date)
        if rng.random() < 0.2:
            entries += hourly(rng, main, discipline)
        if discipline != "SLP" and rng.random() < 0.15:
            entries += area(rng, main, discipline)
    if shape == "mixed" and rng.random() < 0.3:
        for activity in entries:
            with_assistant(rng, activity)
    rng.shuffle(entries)
    return entries


def visit(rng, shape, name):
    main = rng.choice(["PT", "PT", "OT"] + ([] if shape == "timed" else ["SLP"]))
    date = rng.choice(DATES)
    entries = activities(rng, shape, main, date)
    while not entries:
        entries = activities(rng, shape, main, date)
    result = {"format": 1, "id": name, "date_of_service": date, "discipline": main}
    setting = rng.choice(SETTINGS if shape in ("assistant", "mixed") else SETTINGS[:3])
    if setting:
        result["setting"] = setting
    for number, activity in enumerate(entries, 1):
        activity["id"] = "a%d" % number
    result["activities"] = entries
    return result


def main():
    parser = argparse.ArgumentParser(description="random visits in the JSON form, one a line")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--shape", choices=("timed", "mixed", "assistant", "addon"),
                        default="timed")
    options = parser.parse_args()
    rng = random.Random("%s/%d" % (options.shape, options.seed))
    for number in range(1, options.count + 1):
        name = "%s-%d-%d" % (options.shape, options.seed, number)
        print(json.dumps(visit(rng, options.shape, name), separators=(",", ":")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
