#!/usr/bin/env python3
"""Random visits through the library and through the oracle; every difference is a failure.

    compare_units.py PROGRAM [--count N] [--seed S] [--next-share K] [--jobs J] [--rules R,R]

PROGRAM is tests/property/units_property.c, built. For every time rule it compares N visits, drawn
from the four shapes of tests/oracle/generate_visits.py, over the tie defaults and the methods of a
tenth: minutes, units, units with CQ or CO, the tied codes and what they share, the number of
allocations, and the pool's minutes to the next unit. Of one visit in K it also compares the minutes
to the next unit of every code, which is the oracle's slow part.
"""

import argparse
import json
import multiprocessing
import os
import random
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "oracle"))
import generate_visits  # noqa: E402
import units_oracle  # noqa: E402

SHAPES = ("timed", "mixed", "assistant", "addon")
DISCIPLINES = ["", "PT", "OT", "SLP"]
SETTINGS = ["", "professional", "hospital-outpatient", "critical-access", "facility"]
PERFORMERS = ["", "therapist", "assistant", "student", "aide"]
CHUNK = 2500


def number(entry, key, absent):
    value = entry.get(key)
    return absent if value is None else value


def line_of(visit):
    words = [visit["date_of_service"].replace("-", ""), DISCIPLINES.index(visit["discipline"]),
             SETTINGS.index(visit.get("setting", "")), len(visit["activities"])]
    for entry in visit["activities"]:
        words += [entry["code"], number(entry, "minutes", -1), number(entry, "seconds", 0),
                  number(entry, "assistant_minutes", -1), number(entry, "joint_minutes", 0),
                  PERFORMERS.index(entry.get("performer", "")),
                  DISCIPLINES.index(entry.get("discipline", "")), number(entry, "quantity", 0),
                  number(entry, "billed_units", -1)]
    return " ".join(map(str, words))


def read_result(line):
    words = line.split()
    if words[0] != "0":
        return {"status": words[0]}
    result = {"timed_minutes": int(words[1]), "timed_units": int(words[2]), "pool_next": int(words[4]),
              "units": {}, "assistant_units": {}, "next": {}, "ties": {}}
    counts = {}
    for word in words[5:]:
        key, _, values = word.partition("=")
        if key == "line" or key.startswith("way"):
            continue
        if key.startswith("tie"):
            counts[int(key[3:])] = int(values)
            continue
        discipline, code = key.split(":")
        minutes, units, with_, tie, tie_units, following, _ = map(int, values.split(","))
        name = DISCIPLINES[int(discipline)] + ":" + code
        result["units"][name] = units
        result["assistant_units"][name] = with_
        result["next"][name] = None if following == -1 else following
        if tie:
            row = result["ties"].setdefault(tie, [set(), tie_units])
            row[0].add(name)
    result["ties"] = sorted((sorted(names), r, counts[tie])
                            for tie, (names, r) in result["ties"].items())
    return result


def family_head(name):
    discipline, code = name.split(":")
    return discipline + ":" + units_oracle.FAMILY_OF.get(code, (code,))[0]


def differences(visit, wanted, got, compare_next):
    """What the two answers do not agree in, in words."""
    if "status" in got:
        return ["status %s" % got["status"]]
    found = []
    for key in ("timed_minutes", "timed_units"):
        if wanted[key] != got[key]:
            found.append("%s: oracle %s, library %s" % (key, wanted[key], got[key]))
    for key in ("units", "assistant_units"):
        names = set(wanted[key]) | set(n for n, v in got[key].items() if v)
        for name in sorted(names):
            if wanted[key].get(name, 0) != got[key].get(name, 0):
                found.append("%s of %s: oracle %s, library %s"
                             % (key, name, wanted[key].get(name, 0), got[key].get(name, 0)))
    ties = sorted((sorted(row["discipline"] + ":" + c for c in row["codes"]), row["r"], row["count"])
                  for row in wanted["alternatives"])
    mine = sorted((sorted(map(family_head, names)), r, n) for names, r, n in got["ties"])
    if ties != mine:
        found.append("ties: oracle %s, library %s" % (ties, mine))
    pools = list(wanted["pools"].values())
    pool_next = pools[0]["minutes_to_next_unit"] if len(pools) == 1 else None
    if (-1 if pool_next is None else pool_next) != got["pool_next"]:
        found.append("pool next: oracle %s, library %s" % (pool_next, got["pool_next"]))
    if compare_next:
        for name, value in wanted["next"].items():
            if got["next"].get(name) != value:
                found.append("next of %s: oracle %s, library %s" % (name, value, got["next"].get(name)))
    return found


def run_chunk(task):
    program, rule, tie, method, shape, seed, count, next_share = task
    rng = random.Random("%s/%s" % (shape, seed))
    visits = [generate_visits.visit(rng, shape, "%s-%d-%d" % (shape, seed, i)) for i in range(count)]
    done = subprocess.run([program, "time_rule=" + rule, "tie_default=" + tie,
                           "assistant_method=" + method],
                          input="\n".join(map(line_of, visits)) + "\n", capture_output=True,
                          text=True, check=True)
    lines = done.stdout.splitlines()
    if len(lines) != count:
        return 0, ["%d answers for %d visits" % (len(lines), count)]
    arguments = ["--rule", rule, "--tie", tie, "--assistant-method", method]
    plain = units_oracle.make_options(arguments + ["--no-next"])
    full = units_oracle.make_options(arguments)
    failures = []
    for i, (visit, line) in enumerate(zip(visits, lines)):
        with_next = next_share > 0 and i % next_share == 0
        wanted = units_oracle.evaluate(visit, full if with_next else plain)
        found = differences(visit, wanted, read_result(line), with_next)
        if found:
            failures.append("%s %s %s: %s\n    %s" % (rule, tie, method, "; ".join(found),
                                                     json.dumps(visit)))
    return count, failures


def tasks_of(options):
    rules = options.rules.split(",")
    for rule in rules:
        left, part = options.count, 0
        while left > 0:
            count = min(CHUNK, left)
            yield (options.program, rule, units_oracle.TIES[part // len(SHAPES) % 4],
                   ("percentage", "simple")[part // 16 % 2], SHAPES[part % len(SHAPES)],
                   options.seed * 1000000 + part, count, options.next_share)
            left -= count
            part += 1


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--count", type=int, default=50000, help="visits for each time rule")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--next-share", type=int, default=50)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--rules", default=",".join(units_oracle.RULES))
    options = parser.parse_args()
    compared, failures = 0, []
    with multiprocessing.Pool(options.jobs) as workers:
        for count, found in workers.imap_unordered(run_chunk, tasks_of(options)):
            compared += count
            failures += found
            if len(failures) > 20:
                break
    for failure in failures[:20]:
        print(failure)
    print("%d visits compared, %d differ" % (compared, len(failures)))
    print("%d passed, %d failed" % (compared - len(failures), len(failures)))
    return 1 if failures or compared == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
