"""Usage: python3 -m compare COMMAND ROWS [LUA=FOLDER ...], from the folder bindings, with therapycode importable.

The same visits through the C library's JSON layer (COMMAND is the therapycode program), the C API itself (ROWS is
rows.c, built), the Python binding and the Lua binding (LUA is an interpreter, FOLDER holds its therapycode.so). After canonical JSON - keys sorted, null left out,
Lua's counting from 1 turned back - the answers must be the same. Prints "N passed, N failed".
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import therapycode as tc

from . import visits

HERE = pathlib.Path(__file__).resolve().parent
# Rows and bytes that Lua counts from 1; ids of rows without one are places too
PLACES = {"tally", "line", "other_line", "element", "index", "start", "baseline", "current", "target"}
REFERENCES = {"activity", "goal"}


def canonical(value):
    """Without nulls, with sorted keys."""
    if isinstance(value, dict):
        return {key: canonical(value[key]) for key in sorted(value) if value[key] is not None}
    if isinstance(value, list):
        return [canonical(one) for one in value]
    return value


def from_lua(value):
    """Places as C counts them."""
    if not isinstance(value, dict):
        return [from_lua(one) for one in value] if isinstance(value, list) else value
    out = {}
    for key, inner in value.items():
        if (key in PLACES or key in REFERENCES) and isinstance(inner, int) and not isinstance(inner, bool):
            out[key] = inner - 1
        elif key in ("readings", "activities") and all(isinstance(one, (int, str)) for one in inner):
            out[key] = [one - 1 if isinstance(one, int) else one for one in inner]
        else:
            out[key] = from_lua(inner)
    return out


def by_command(command, documents):
    """The JSON layer's answers; a refusal is its status."""
    text = "\n".join(json.dumps(one, ensure_ascii=False) for one in documents) + "\n"
    done = subprocess.run([command, "evaluate", "--ndjson", "--quote", "-"], input=text.encode(), capture_output=True,
                          check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(f"compare: the command failed: {done.stderr.decode()}")
    answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
    return [{"error": one["error"]["status"]} if "error" in one else one for one in answers]


def by_rows(program, documents):
    """The C API's rows, as text."""
    text = "\n".join(json.dumps(one, ensure_ascii=False) for one in documents) + "\n"
    done = subprocess.run([program], input=text.encode(), capture_output=True, check=True)
    answers, lines = [], []
    for line in done.stdout.decode().splitlines():
        if line == "end":
            answers.append(lines)
            lines = []
        else:
            lines.append(line.split("\t"))
    return answers


def rows_of(answer):
    """The same rows of an answer in the JSON form."""
    if "error" in answer:
        return [["error", answer["error"]]]
    rows = [["line", x["code"], x["units"], x.get("minutes", -1), *x["modifiers"]] for x in answer["lines"]]
    rows += [["tally", x["code"], x.get("minutes", -1), x["full_units"], x["remainder"], x["units"], x["rule"]]
             for x in answer["tallies"]]
    for x in answer["readings"]:
        rows.append(["reading", x.get("code", ""), x.get("minutes", -1), len(x["candidates"])])
        rows += [["evidence", y["start"], y["end"]] for y in x["evidence"]]
    rows += [["element", x["id"], x["points"], x["weight"]] for x in answer["documentation"]["elements"]]
    rows += [[kind[:-1], x["rule"], x["message"]] for kind in ("findings", "steps") for x in answer[kind]]
    return [[str(cell) for cell in row] for row in rows]


def by_python(documents):
    """The Python binding's."""
    answers = []
    for one in documents:
        try:
            answers.append(tc.evaluate(one, quote=True))
        except tc.Error as error:
            answers.append({"error": error.status_name})
    return answers


def literal(value):
    """A value as Lua source."""
    if isinstance(value, dict):
        return "{" + ",".join(f"[{literal(key)}]={literal(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "{" + ",".join(literal(one) for one in value) + "}"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        data = "".join(chr(b) if 32 <= b < 127 and chr(b) not in '"\\' else f"\\{b:03}" for b in value.encode())
        return f'"{data}"'
    return repr(value)


def by_lua(interpreter, folder, documents):
    """The Lua binding's."""
    with tempfile.TemporaryDirectory() as temp:
        source = pathlib.Path(temp) / "visits.lua"
        # one function each: Lua 5.1 limits the constants of a function
        source.write_text("return {" + ",".join(f"(function() return {literal(one)} end)()" for one in documents) + "}",
                          encoding="ascii")
        environment = {**os.environ, "LUA_CPATH": f"{folder}/?.so"}
        done = subprocess.run([interpreter, HERE / "answers.lua", source], capture_output=True, check=False,
                              env=environment)
    if done.returncode:
        raise SystemExit(f"compare: {interpreter} failed: {done.stderr.decode()}")
    return [from_lua(json.loads(line)) for line in done.stdout.decode().splitlines()]


def differences(wanted, got, path="$"):
    """Where two values differ: paths only, for texts may be notes."""
    if isinstance(wanted, dict) and isinstance(got, dict):
        found = []
        for key in sorted(set(wanted) | set(got)):
            found += differences(wanted.get(key), got.get(key), f"{path}.{key}")
        return found
    if isinstance(wanted, list) and isinstance(got, list) and len(wanted) == len(got):
        return [d for i, (a, b) in enumerate(zip(wanted, got, strict=True)) for d in differences(a, b, f"{path}[{i}]")]
    return [] if wanted == got and type(wanted) is type(got) else [path]


def main():
    if len(sys.argv) < 3 or not all("=" in one for one in sys.argv[3:]):
        raise SystemExit(__doc__)
    documents = visits.all_visits()
    wanted = [canonical(one) for one in by_command(sys.argv[1], documents)]
    others = {"python": by_python(documents)}
    for pair in sys.argv[3:]:
        interpreter, folder = pair.split("=", 1)
        others[re.sub(r".*/", "", interpreter)] = by_lua(interpreter, folder, documents)
    passed = failed = 0
    rows = by_rows(sys.argv[2], documents)
    if len(rows) != len(wanted):
        raise SystemExit(f"compare: the C API gave {len(rows)} answers of {len(wanted)}")
    for document, one, other in zip(documents, wanted, rows, strict=True):
        same = rows_of(one) == other
        passed, failed = passed + same, failed + (not same)
        if not same:
            print(f"C: {document['id']}: differs")
    for name, answers in others.items():
        if len(answers) != len(wanted):
            raise SystemExit(f"compare: {name} gave {len(answers)} answers of {len(wanted)}")
        for document, one, other in zip(documents, wanted, answers, strict=True):
            wrong = differences(one, canonical(other))
            passed, failed = passed + (not wrong), failed + bool(wrong)
            if wrong:
                print(f"{name}: {document['id']}: differs at {', '.join(wrong[:4])}")
    refused = sum("error" in one for one in wanted)
    print(f"{len(wanted)} visits ({refused} refused) by {2 + len(others)} ways: {passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
