#!/usr/bin/env python3
"""The JSON form: schemas, every class of error with its path and no value, round trips of keys and words.

Usage: check_json.py THERAPYCODE. Needs Python's jsonschema (Debian: python3-jsonschema); where the present
interpreter lacks it, /usr/bin/python3 is tried.
"""
import json
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT / "tests" / "gates"))
from gate import Gate  # noqa: E402

try:
    import jsonschema
except ImportError:
    if sys.executable != "/usr/bin/python3" and os.path.exists("/usr/bin/python3"):
        os.execv("/usr/bin/python3", ["/usr/bin/python3", *sys.argv])
    raise SystemExit("check_json: needs the Python package jsonschema (Debian: python3-jsonschema)")

PROGRAM = sys.argv[1]
SECRET = "Zebedee"  # stands for a value that no message may hold
BASE = {"format": 1, "id": "v", "date_of_service": "2026-03-02", "discipline": "PT"}


def evaluate(text, *options):
    data = text if isinstance(text, bytes) else text.encode()
    return subprocess.run([PROGRAM, "evaluate", *options, "-"], input=data, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, check=False)


def visit(**changes):
    return dict(BASE, **changes)


def validator(name):
    schema = json.loads((ROOT / "bindings" / "json" / "schema" / f"{name}.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


# status, path, document (text, or what json.dumps writes)
A = '{"date_of_service":"2026-03-02","discipline":"PT",'
REFUSED = [
    # not JSON
    ("FORMAT", "$", ""),
    ("FORMAT", "$", "   "),
    ("FORMAT", "$", "nonsense " + SECRET),
    ("FORMAT", "$.note", A + '"note":"' + SECRET),
    ("FORMAT", "$.note", A + '"note":"x\\q' + SECRET + '"}'),
    ("FORMAT", "$.note", A + '"note":"' + SECRET + '\n"}'),
    ("FORMAT", "$.activities[1].minutes", A + '"activities":[{},{"minutes":'),
    ("FORMAT", "$.activities[0].minutes", A + '"activities":[{"minutes":01}]}'),
    ("FORMAT", "$.activities[0].minutes", A + '"activities":[{"minutes":NaN}]}'),
    ("FORMAT", "$", A + '"note":"x"} ' + SECRET),
    ("FORMAT", "$", A + '}'),
    ("FORMAT", "$", b"\xef\xbb\xbf{}"),
    # not text
    ("UTF8", "$.note", (A + '"note":"' + SECRET).encode() + b' \xff"}'),
    ("UTF8", "$.note", (A + '"note":"').encode() + b'\xed\xa0\x80"}'),
    ("UTF8", "$.note", (A + '"note":"').encode() + b'\xc0\xaf"}'),
    ("UTF8", "$.note", A + '"note":"' + SECRET + '\\ud800"}'),
    ("UTF8", "$.note", A + '"note":"' + SECRET + '\\udc00\\ud800"}'),
    ("VALUE", "$.note", A + '"note":"' + SECRET + '\\u0000"}'),
    # keys
    ("NAME", "$.patient", visit(patient=SECRET)),
    ("NAME", "$.activities[1].minuts", visit(activities=[{}, {"minuts": 5}])),
    ("NAME", "$.goals[0].name", visit(goals=[{"name": SECRET}])),
    ("NAME", "$.episode.payer", visit(episode={"payer": SECRET})),
    ("NAME", "$[?]", visit(**{SECRET + " Smith": 1})),
    ("NAME", "$[?]", visit(**{"": 1})),
    ("CONFLICT", "$.note", A + '"note":"' + SECRET + '","note":"' + SECRET + '"}'),
    ("CONFLICT", "$.activities[1].minutes", A + '"activities":[{"minutes":3},{"minutes":4,"minutes":4}]}'),
    ("CONFLICT", "$.episode.used_ot", A + '"episode":{"used_ot":"1","used_ot":"1"}}'),
    # types
    ("VALUE", "$", "[]"),
    ("VALUE", "$.activities", visit(activities={})),
    ("VALUE", "$.activities[0]", visit(activities=[SECRET])),
    ("VALUE", "$.activities[0].minutes", visit(activities=[{"minutes": SECRET}])),
    ("VALUE", "$.activities[0].minutes", visit(activities=[{"minutes": 7.5}])),
    ("VALUE", "$.activities[0].minutes", visit(activities=[{"minutes": True}])),
    ("VALUE", "$.activities[0].minutes", visit(activities=[{"minutes": None}])),
    ("VALUE", "$.note", visit(note=12)),
    ("VALUE", "$.id", visit(id=4)),
    ("VALUE", "$.is_signed", visit(is_signed="yes " + SECRET)),
    ("VALUE", "$.goals[0].text", visit(goals=[{"text": ["x"]}])),
    ("VALUE", "$.episode.notes[1]", visit(episode={"notes": ["a", 2]})),
    ("VALUE", "$.episode.treatment_dates[0]", visit(episode={"treatment_dates": [20260302]})),
    ("VALUE", "$.policy", visit(policy={})),
    # values
    ("VALUE", "$.format", visit(format=2)),
    ("VALUE", "$.date_of_service", visit(date_of_service="2026-02-30")),
    ("VALUE", "$.date_of_service", visit(date_of_service="2026-3-2")),
    ("VALUE", "$.date_of_service", {"discipline": "PT"}),
    ("VALUE", "$.discipline", {"date_of_service": "2026-03-02"}),
    ("VALUE", "$.discipline", visit(discipline="pt")),
    ("VALUE", "$.setting", visit(setting=SECRET)),
    ("VALUE", "$.place_of_service", visit(place_of_service=0)),
    ("VALUE", "$.place_of_service", visit(place_of_service=100)),
    ("VALUE", "$.timed_minutes", visit(timed_minutes=-1)),
    ("VALUE", "$.total_minutes", visit(total_minutes=1441)),
    ("VALUE", "$.activities[2].minutes", visit(activities=[{}, {}, {"minutes": -8}])),
    ("VALUE", "$.activities[0].seconds", visit(activities=[{"seconds": 60}])),
    ("VALUE", "$.activities[0].minutes", A + '"activities":[{"minutes":99999999999999999999}]}'),
    ("VALUE", "$.activities[0].minutes", A + '"activities":[{"minutes":1e999}]}'),
    ("VALUE", "$.activities[0].code", visit(activities=[{"code": "9753"}])),
    ("VALUE", "$.activities[0].code", visit(activities=[{"code": "97s30"}])),
    ("VALUE", "$.activities[0].code", visit(activities=[{"code": "97530" + SECRET}])),
    ("VALUE", "$.activities[0].start", visit(activities=[{"start": "25:00", "end": "26:00"}])),
    ("VALUE", "$.activities[0].end", visit(activities=[{"start": "08:00", "end": "8:30"}])),
    ("VALUE", "$.activities[0].modifiers[1]", visit(activities=[{"modifiers": ["GP", "gp"]}])),
    ("LIMIT", "$.activities[0].modifiers", visit(activities=[{"modifiers": ["GP"] * 5}])),
    ("VALUE", "$.activities[0].billed_units", visit(activities=[{"billed_units": 1000}])),
    ("VALUE", "$.activities[0].clinician", visit(activities=[{"clinician": 2147483648}])),
    ("VALUE", "$.episode.used_pt_slp", visit(episode={"used_pt_slp": "12.5"})),
    ("VALUE", "$.episode.used_pt_slp", visit(episode={"used_pt_slp": 12.5})),
    ("VALUE", "$.episode.visit_amount", visit(episode={"visit_amount": "-1.00"})),
    ("VALUE", "$.episode.visit_amount", visit(episode={"visit_amount": "99999999.00"})),
    # names and ids
    ("NAME", "$.policy", visit(policy=SECRET.lower())),
    ("NAME", "$.activities[0].goals[1]", visit(goals=[{"id": "a"}], activities=[{"goals": ["a", SECRET]}])),
    ("CONFLICT", "$.goals[1].id", visit(goals=[{"id": SECRET}, {"id": SECRET}])),
    ("CONFLICT", "$.activities[1].id", visit(activities=[{"id": SECRET}, {"id": SECRET}])),
    # facts that the core refuses, with the path of the document
    ("CONFLICT", "$.activities[1].assistant_minutes",
     visit(activities=[{}, {"minutes": 5, "assistant_minutes": 6}])),
    ("CONFLICT", "$.activities[0].end", visit(activities=[{"start": "10:00", "end": "09:00"}])),
    ("CONFLICT", "$.goals[0].target_date", visit(goals=[{"set_on": "2026-03-02", "target_date": "2026-03-01"}])),
    ("CONFLICT", "$.episode.treatment_dates[1]", visit(episode={"treatment_dates": ["2026-03-02", "2026-03-01"]})),
    ("CONFLICT", "$.episode.certified_to",
     visit(episode={"certified_from": "2026-03-02", "certified_to": "2026-03-01"})),
]


OTHERS = {"$.activities[1].assistant_minutes": "minutes", "$.activities[0].end": "start",
          "$.goals[0].target_date": "set_on", "$.episode.certified_to": "certified_from"}


def check_refused(gate, answers):
    for status, path, document in REFUSED:
        text = document if isinstance(document, (str, bytes)) else json.dumps(document)
        done = evaluate(text, "--json")
        name = f"{status} {path}"
        if not gate.check(done.returncode == 1, f"{name}: exit status {done.returncode}"):
            continue
        answer = json.loads(done.stdout)
        error = answer["error"]
        gate.check(error["status"] == f"THERAPYCODE_E_{status}", f"{name}: {error['status']}")
        gate.check(error["path"] == path, f"{name}: path {error['path']}")
        gate.check(status != "CONFLICT" or path not in OTHERS or f"`{OTHERS[path]}`" in error["message"],
                   f"{name}: the other key is not named: {error['message']}")
        gate.check(SECRET.lower() not in json.dumps(error).lower(), f"{name}: the message holds a value")
        data = text if isinstance(text, bytes) else text.encode()
        gate.check(error["offset"] <= len(data), f"{name}: offset beyond the text")
        before = data[:error["offset"]]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1:].decode("utf-8", "replace")) + 1
        gate.check((error["line"], error["column"]) == (line, column),
                   f"{name}: {error['line']}:{error['column']} is not byte {error['offset']}")
        gate.check(not list(answers.iter_errors(answer)), f"{name}: the answer breaks its schema")
        people = evaluate(text)
        gate.check(people.returncode == 1 and path.encode() in people.stderr and not people.stdout
                   and SECRET.lower().encode() not in people.stderr.lower(), f"{name}: the message for people")


def check_places(gate):
    """An error stands at its value, its key, or its byte."""
    text = ('{\n  "date_of_service": "2026-03-02", "discipline": "PT",\n'
            '  "note": "≥ 90° µ", "activities": [ { "minutes": -3 } ]\n}')
    error = json.loads(evaluate(text, "--json").stdout)["error"]
    gate.check((error["line"], error["column"]) == (3, 51), f"place of a value: {error}")
    gate.check(text.encode()[error["offset"]:].startswith(b"-3"), "byte of a value")
    text = A + '"note":"x","nte":1}'
    error = json.loads(evaluate(text, "--json").stdout)["error"]
    gate.check(text[error["offset"]:].startswith('"nte"'), "an unknown key is placed at the key")
    text = A + '"note":"x","note":"y"}'
    error = json.loads(evaluate(text, "--json").stdout)["error"]
    gate.check(text[error["offset"]:].startswith('"note":"y"'), "a duplicate key is placed at the second")
    deep = A + '"goals":' + "[" * 3000
    done = evaluate(deep, "--json")
    gate.check(done.returncode == 1 and json.loads(done.stdout)["error"]["status"] == "THERAPYCODE_E_LIMIT",
               "3000 brackets are a limit")
    text = A + '"note":"x \\u00b5","activities":[{"minutes":12}]}'
    for cut in range(len(text)):
        done = evaluate(text[:cut], "--json")
        if not gate.check(done.returncode == 1 and json.loads(done.stdout)["error"]["status"].endswith("FORMAT"),
                          f"cut at byte {cut}"):
            break


def everything():
    """A visit with every key that there is, from the schema, so that no key of it can be refused."""
    schema = json.loads((ROOT / "bindings" / "json" / "schema" / "visit.schema.json").read_text())
    words = {"id": "x", "code": "97530", "policy": "medicare", "note": "Sit to stand, 90° ≥ µ."}

    def value(name, part):
        if "$ref" in part:
            kind = part["$ref"].rsplit("/", 1)[1]
            simple = {"date": "2026-03-02", "money": "10.25"}
            if kind in simple:
                return simple[kind]
            if kind == "time":
                return "09:00" if name == "start" else "09:30"
            return value(name, schema["$defs"][kind])
        if "const" in part:
            return part["const"]
        if "enum" in part:
            return part["enum"][0]
        if part["type"] == "object":
            return {key: value(key, sub) for key, sub in part["properties"].items()}
        if part["type"] == "array":
            return ["GP"] if name == "modifiers" else [value(name, part["items"])]
        if part["type"] == "integer":
            return max(1, part["minimum"]) if name not in ("assistant_minutes", "joint_minutes") else 0
        return True if part["type"] == "boolean" else words.get(name, "x")

    return value("visit", schema), schema


def check_everything(gate, visits, answers):
    document, schema = everything()
    gate.check(not list(visits.iter_errors(document)), "the visit with every key fits the schema")
    done = evaluate(json.dumps(document), "--json", "--quote")
    gate.check(done.returncode == 0, f"the visit with every key is evaluated: {done.stdout[:300]}")
    gate.check(not list(answers.iter_errors(json.loads(done.stdout))), "its answer fits the schema")
    # what the schema allows is read, word by word; what it does not is refused
    places = [(schema["properties"], lambda k, v: visit(**{k: v})),
              (schema["$defs"]["activity"]["properties"], lambda k, v: visit(activities=[{k: v}]))]
    for properties, make in places:
        for key, part in properties.items():
            for word in part.get("enum", []):
                done = evaluate(json.dumps(make(key, word)), "--json")
                gate.check(done.returncode == 0, f"{key}: {word} is refused")
            if part.get("type") == "integer":
                for number, fine in ((part["minimum"], True), (part["maximum"], True), (part["minimum"] - 1, False),
                                     (part["maximum"] + 1, False)):
                    if fine and key in ("assistant_minutes", "joint_minutes") and number > 0:
                        continue  # needs minutes beside it
                    status = evaluate(json.dumps(make(key, number)), "--json").returncode
                    gate.check((status == 0) == fine, f"{key}: {number} answers {status}")


def spans(evaluation):
    """Every evidence of an evaluation."""
    for reading in evaluation["readings"]:
        yield from reading["evidence"]
        for candidate in reading["candidates"]:
            yield from candidate["evidence"]
    for element in evaluation["documentation"]["elements"]:
        yield from element["evidence"]
    for measure in evaluation["documentation"]["measures"]:
        if measure["evidence"]:
            yield measure["evidence"]
    for finding in evaluation["findings"]:
        yield from finding["evidence"]


def check_answer(gate, name, document, answer):
    texts = {"note": lambda i: document.get("note", ""),
             "description": lambda i: document["activities"][i].get("description", ""),
             "goal": lambda i: document["goals"][i].get("text", ""),
             "earlier-note": lambda i: document["episode"]["notes"][i]}
    for span in spans(answer):
        if span["source"] == "fact":
            gate.check("text" not in span, f"{name}: a fact is quoted")
            continue
        whole = texts[span["source"]](span["index"]).encode()
        said = whole[span["start"]:span["end"]]
        gate.check(said and span["text"].encode() == said, f"{name}: the quote is not what stands there")
    ids = [activity.get("id", i) for i, activity in enumerate(document.get("activities", []))]
    gate.check([r["activity"] for r in answer["readings"]][:len(ids)] == ids, f"{name}: readings of the activities")
    for line in answer["lines"]:
        tally = answer["tallies"][line["tally"]]
        gate.check(tally["code"] == line["code"] and tally["units"] >= line["units"], f"{name}: line and tally")
        for index in line["readings"]:
            gate.check(answer["readings"][index]["code"] == line["code"], f"{name}: line and reading")
        for activity in line["activities"]:
            gate.check(activity in ids, f"{name}: activity of a line")
    for tally in answer["tallies"]:
        if tally["tie"]:
            gate.check(tally["code"] in tally["tie"]["codes"] and len(tally["tie"]["codes"]) > tally["tie"]["units"],
                       f"{name}: a tie names its codes")
    total = sum(line["units"] for line in answer["lines"])
    gate.check(total == answer["units"]["total_units"], f"{name}: lines add up to the total")
    gate.check(len(answer["documentation"]["goals"]) in (0, len(document.get("goals", []))), f"{name}: goals")


def check_examples(gate, visits, answers):
    order = ["format", "id", "provenance", "units", "lines", "tallies", "readings", "documentation", "findings",
             "steps"]
    for path in sorted((ROOT / "docs" / "examples").glob("*.json")):
        document = json.loads(path.read_text())
        if "intervals" in document:
            continue
        gate.check(not list(visits.iter_errors(document)), f"{path.name} does not fit the schema")
        done = evaluate(path.read_bytes(), "--json", "--quote")
        if not gate.check(done.returncode == 0, f"{path.name}: exit status {done.returncode}"):
            continue
        answer = json.loads(done.stdout)
        for fault in answers.iter_errors(answer):
            gate.check(False, f"{path.name}: {fault.message[:200]}")
        gate.check(list(answer) == order, f"{path.name}: keys are {list(answer)}")
        gate.check(answer["id"] == document["id"], f"{path.name}: id")
        check_answer(gate, path.name, document, answer)
        plain = evaluate(path.read_bytes(), "--json")
        gate.check(all("text" not in span for span in spans(json.loads(plain.stdout))),
                   f"{path.name}: words are quoted though none were asked for")
        again = evaluate(path.read_bytes(), "--json", "--quote")
        gate.check(again.stdout == done.stdout, f"{path.name}: not the same twice")


def main():
    gate = Gate("json")
    visits, answers = validator("visit"), validator("evaluation")
    check_refused(gate, answers)
    check_places(gate)
    check_everything(gate, visits, answers)
    check_examples(gate, visits, answers)
    gate.finish()


main()
