#!/usr/bin/env python3
"""One line per test of the presets named, from what each test printed last, and their sum.

Usage: summary.py PRESET... ; reads build/PRESET/junit.xml. A test that printed no count, a preset
without results and a preset without tests are failures: nothing passes by not running. A test that ctest skipped is
shown as such and counted as neither.
"""
import re
import sys
import xml.etree.ElementTree

from gate import ROOT

CHECK = re.compile(r"^\d+%: Checks: (\d+), Failures: (\d+), Errors: (\d+)$", re.MULTILINE)
COUNT = re.compile(r"^(?:[^:\n]+: )?(\d+) passed, (\d+) failed\.?$", re.MULTILINE)
# other tools' last lines: what passed, then what failed
TOOLS = [re.compile(pattern, re.MULTILINE) for pattern in (
    r"^(?P<passed>\d+) successes? / (?P<failed>\d+) failures? / (?P<errors>\d+) errors?",  # busted
    r"^Success: no issues found in (?P<passed>\d+) source files?$",  # mypy
    r"^Total: 0 warnings / 0 errors in (?P<passed>\d+) files?$")]  # luacheck
PYTEST = re.compile(r"^=*\s*(?:(\d+) failed, )?(\d+) passed.* in [\d.]+s", re.MULTILINE)


def count(output, ok):
    """(passed, failed) of one test; a test that ends badly has at least one failure."""
    found = CHECK.findall(output)
    if found:
        ran = sum(int(row[0]) for row in found)
        failed = sum(int(row[1]) + int(row[2]) for row in found)
        passed = ran - failed
    else:
        rows = COUNT.findall(output) or [(row[1], row[0] or 0) for row in PYTEST.findall(output)]
        for tool in TOOLS:
            for row in tool.finditer(output):
                words = row.groupdict()
                rows = rows or [(words["passed"], int(words.get("failed", 0)) + int(words.get("errors", 0)))]
        if not rows:
            return 0, 1, "printed no count"
        passed, failed = (int(number) for number in rows[-1])
    if not ok and failed == 0:
        return passed, 1, "ended with an error"
    if passed + failed == 0:
        return 0, 1, "ran nothing"
    return passed, failed, ""


def main():
    total = [0, 0]
    for preset in sys.argv[1:]:
        path = ROOT / "build" / preset / "junit.xml"
        cases = []
        if path.exists():
            cases = list(xml.etree.ElementTree.parse(path).getroot().iter("testcase"))
        if not cases:
            print(f"{preset}: no test ran: 0 passed, 1 failed")
            total[1] += 1
        for case in sorted(cases, key=lambda one: one.get("name")):
            output = case.findtext("system-out") or ""
            passed, failed, why = count(output, case.get("status") == "run")
            name = f"{preset}/{case.get('name')}"
            if case.find("skipped") is not None:
                print(f"{name}: skipped: {output.strip().splitlines()[-1] if output.strip() else 'no reason given'}")
                continue
            print(f"{name}: {passed} passed, {failed} failed" + (f" ({why})" if why else ""))
            total[0] += passed
            total[1] += failed
    print(f"{total[0]} passed, {total[1]} failed")
    sys.exit(1 if total[1] or not total[0] else 0)


main()
