"""Units of many visits, in one run: the C batch alone, the Python batch, and a plain Python loop of the same rule.

Usage: units.py C_PROGRAM [VISITS]. C_PROGRAM is bench_batch.c, built. Exit status 1 below 0.8 times the C batch or
20 times the loop, or where the three disagree.
"""
import subprocess
import sys
import time

import numpy as np

import therapycode as tc

TIMED = [b"97110", b"97140", b"97530", b"97112"]
BEST_OF = 7


def loop_units(minutes_by_code):
    """Medicare's rule as one would write it down: whole blocks, then the largest remainders, first listed first."""
    total = sum(minutes_by_code.values())
    budget = (total + 7) // 15
    units = {code: minutes // 15 for code, minutes in minutes_by_code.items()}
    left = budget - sum(units.values())
    for code in sorted(minutes_by_code, key=lambda c: -(minutes_by_code[c] % 15))[:max(left, 0)]:
        units[code] += 1
    return units


def loop(offsets, codes, minutes):
    """The same columns, visit by visit."""
    out = [0] * len(codes)
    for v in range(len(offsets) - 1):
        first = {}
        by_code = {}
        for i in range(offsets[v], offsets[v + 1]):
            first.setdefault(codes[i], i)
            by_code[codes[i]] = by_code.get(codes[i], 0) + minutes[i]
        for code, units in loop_units(by_code).items():
            out[first[code]] = units
    return out


def best(work):
    """(seconds, answer) of the best of several."""
    times = []
    for _ in range(BEST_OF):
        start = time.perf_counter()
        answer = work()
        times.append(time.perf_counter() - start)
    return min(times), answer


def main():
    program, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 200_000
    draw = np.random.default_rng(11)
    offsets = np.arange(0, 3 * count + 1, 3, dtype=np.int64)
    codes = np.array(TIMED, "S8")[draw.integers(0, len(TIMED), 3 * count)]
    minutes = draw.integers(0, 46, 3 * count).astype(np.int32)
    engine = tc.Engine()
    seconds, result = best(lambda: engine.evaluate_batch(
        activity_offsets=offsets, date_of_service="2026-03-02", discipline="PT", code=codes, minutes=minutes,
        findings=False))
    data = np.array([count], np.int64).tobytes() + offsets.tobytes() + codes.tobytes() + minutes.tobytes()
    answer = subprocess.run([program], input=data, capture_output=True, check=True).stdout
    c_nanoseconds = int(np.frombuffer(answer[:8], np.int64)[0])
    c_units = np.frombuffer(answer[8:], np.int32)
    part = count // 10
    lists = offsets[: part + 1].tolist(), [c.decode() for c in codes[: 3 * part].tolist()], minutes[: 3 * part].tolist()
    start = time.perf_counter()
    plain = loop(*lists)
    plain_seconds = (time.perf_counter() - start) * 10
    python = seconds * 1e9 / count
    to_c = c_nanoseconds / count / python
    to_loop = plain_seconds / seconds
    same = (c_units == result.units).all() and plain == result.units[: 3 * part].tolist()
    print(f"C batch {c_nanoseconds / count:.0f} ns a visit; Python batch {python:.0f} ns: {to_c:.2f} of C's speed; "
          f"plain loop {plain_seconds * 1e9 / count:.0f} ns: {to_loop:.0f} times slower; "
          f"answers {'equal' if same else 'DIFFER'}")
    return 0 if same and to_c >= 0.8 and to_loop >= 20 else 1


if __name__ == "__main__":
    sys.exit(main())
