"""python -m therapycode: a first look without writing a program.

    python -m therapycode units 97110=33 97140=7 --on 2026-03-02
    python -m therapycode evaluate VISIT.json
    python -m therapycode --version
"""
from __future__ import annotations

import argparse
import json
import pathlib
import sys

import therapycode as tc

NOTICE = """CPT(R) is a registered trademark of the American Medical Association. This package contains five-digit code
numbers as identifiers in payer rules; it contains no CPT descriptors, guidelines or other CPT text, is not endorsed
by the AMA, and grants no licence to CPT. Users who need one obtain it from the AMA. NCCI content is CMS's
responsibility."""


def show_units(arguments: argparse.Namespace) -> int:
    """Units by code, and why."""
    minutes = {}
    for pair in arguments.minutes:
        code, _, number = pair.partition("=")
        if not number.isascii() or not number.isdigit() or code in minutes:
            print("therapycode: write each code once, as CODE=MINUTES", file=sys.stderr)
            return 2
        minutes[code] = int(number)
    units = tc.units(minutes, on=arguments.on, policy=arguments.policy, discipline=arguments.discipline)
    for code, number in units.items():
        print(f"{code}  {number}")
    for line in units.why:
        print(line)
    return 0


def show_evaluation(arguments: argparse.Namespace) -> int:
    """The JSON form of an evaluation."""
    data = sys.stdin.buffer.read() if arguments.visit == "-" else pathlib.Path(arguments.visit).read_bytes()
    try:
        visit = json.loads(data)
    except ValueError:
        visit = None
    if visit is None:
        print("therapycode: the file is not JSON", file=sys.stderr)
        return 1
    print(json.dumps(tc.evaluate(visit, quote=arguments.quote), indent=2, ensure_ascii=False))
    return 0


def parser() -> argparse.ArgumentParser:
    """The words of the command line."""
    out = argparse.ArgumentParser(prog="python -m therapycode", description="Units, codes and documentation of a visit")
    out.add_argument("--version", action="store_true", help="the library's version, its rules, and whose codes they are")
    commands = out.add_subparsers()
    units = commands.add_parser("units", help="units of minutes by code")
    units.add_argument("minutes", nargs="+", metavar="CODE=MINUTES")
    units.add_argument("--on", required=True, metavar="DATE", help="date of service: 2026-03-02")
    units.add_argument("--policy")
    units.add_argument("--discipline", default="PT")
    units.set_defaults(run=show_units)
    evaluate = commands.add_parser("evaluate", help="a visit as JSON in, the evaluation as JSON out")
    evaluate.add_argument("visit", metavar="VISIT.json|-")
    evaluate.add_argument("--quote", action="store_true", help="the words of the evidence too (PHI)")
    evaluate.set_defaults(run=show_evaluation)
    return out


def main() -> int:
    """0, 1 for a visit that is refused, 2 for usage."""
    arguments = parser().parse_args()
    if arguments.version:
        print(f"libtherapycode {tc.library_version()}, rules {tc.data_version()}\n\n{NOTICE}")
        return 0
    if not hasattr(arguments, "run"):
        parser().print_usage(sys.stderr)
        return 2
    try:
        return int(arguments.run(arguments))
    except tc.Error as error:
        print(f"therapycode: {error}", file=sys.stderr)
    except OSError as error:
        print(f"therapycode: the file cannot be read: {error.strerror}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
