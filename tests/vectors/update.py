#!/usr/bin/env python3
"""Golden evaluations: visits/NAME.json -> expected/NAME.json.

Usage: update.py THERAPYCODE [--check]. Without --check the expected files are written anew: review their diff, it is
what callers will see. The digest and the library's version are left out, for every table and release changes them.
"""
import difflib
import json
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT / "tests" / "gates"))
from gate import Gate  # noqa: E402


def evaluate(program, path):
    done = subprocess.run([program, "evaluate", "--json", "--quote", str(path)], stdout=subprocess.PIPE, check=False)
    answer = json.loads(done.stdout)
    for key in ("digest", "version"):
        answer.get("provenance", {}).pop(key, None)
    return lay_out(answer, 0) + "\n"


def lay_out(value, depth):
    """JSON with a row a line: what holds no object is not broken, so that diffs stay short."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    if not any(isinstance(part, (dict, list)) and part for part in inner):
        return json.dumps(value, ensure_ascii=False)
    pad = "\n" + " " * (depth + 1)
    if isinstance(value, list):
        return "[" + ",".join(pad + lay_out(part, depth + 1) for part in value) + "]"
    parts = (f"{json.dumps(key)}: {lay_out(part, depth + 1)}" for key, part in value.items())
    return "{" + ",".join(pad + part for part in parts) + "}"


def main():
    program, check = sys.argv[1], "--check" in sys.argv
    gate = Gate("vectors")
    visits = sorted((HERE / "visits").glob("*.json")) + [
        path for path in sorted((ROOT / "docs" / "examples").glob("*.json")) if path.name != "day.json"]
    names = {path.name for path in visits}
    gate.check(len(names) == len(visits), "two visits have one name")
    for path in visits:
        expected = HERE / "expected" / path.name
        answer = evaluate(program, path)
        if not check:
            expected.write_text(answer, encoding="utf-8")
        before = expected.read_text(encoding="utf-8") if expected.exists() else ""
        if not gate.check(before == answer, f"{path.name} is answered otherwise; tests/vectors/update.sh, then review"):
            difference = difflib.unified_diff(before.splitlines(), answer.splitlines(), "expected", "now",
                                              lineterm="", n=1)
            print("\n".join(list(difference)[:40]))
    for path in (HERE / "expected").glob("*.json"):
        gate.check(path.name in names, f"expected/{path.name} has no visit")
    gate.finish()


main()
