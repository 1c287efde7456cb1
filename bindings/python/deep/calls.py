"""Usage: calls.py [CALLS]. Calls without growth: the memory of the process after a tenth of them, and after all."""
import resource
import sys

import therapycode as tc

LIMIT_KB = 4096


def main():
    calls = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    engine = tc.Engine()
    good = tc.Session(date_of_service="2026-03-02", discipline="PT", activities=[tc.Activity(code="97110", minutes=33)])
    bad = good.replace(activities=[tc.Activity(code="97110", minutes=-1)])
    before = 0
    for i in range(calls):
        engine.calculate_units(good)
        if i % 10 == 0:
            try:
                engine.calculate_units(bad)
            except tc.InvalidValue:
                pass
        if i == calls // 10:
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    print(f"{calls} calls: {before} kB, then {grown} kB more: {'1 passed, 0 failed' if grown < LIMIT_KB else '0 passed, 1 failed'}")
    return 0 if grown < LIMIT_KB else 1


if __name__ == "__main__":
    sys.exit(main())
