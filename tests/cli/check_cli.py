#!/usr/bin/env python3
"""The therapycode command: every command, exit status, colour, order, the page.

Usage: check_cli.py THERAPYCODE. Standard library only.
"""
import csv
import html.parser
import io
import json
import os
import pathlib
import pty
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "gates"))
from gate import Gate  # noqa: E402

PROGRAM = sys.argv[1]
EXAMPLES = ROOT / "docs" / "examples"
COMMANDS = ["evaluate", "audit", "day", "explain", "codes", "rules", "policies"]
VOID = {"meta", "br", "link", "hr", "img"}


def run(*words, text=None, **environment):
    data = text.encode() if isinstance(text, str) else text
    env = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR",)}
    env.update(environment)
    return subprocess.run([PROGRAM, *map(str, words)], input=data or b"", stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, env=env, check=False)


def on_terminal(*words, **environment):
    """What the command writes to a terminal."""
    env = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
    env.update(TERM="xterm", **environment)
    master, slave = pty.openpty()
    child = subprocess.Popen([PROGRAM, *map(str, words)], stdin=subprocess.DEVNULL, stdout=slave,
                             stderr=subprocess.DEVNULL, env=env)
    os.close(slave)
    said = b""
    while True:
        try:
            piece = os.read(master, 65536)
        except OSError:
            break
        if not piece:
            break
        said += piece
    child.wait()
    os.close(master)
    return said


def check_usage(gate):
    gate.check(run().returncode == 2, "no command is a usage error")
    gate.check(run("frobnicate").returncode == 2, "an unknown command is a usage error")
    gate.check(run("--help").returncode == 0 and b"evaluate" in run("--help").stdout, "--help")
    for command in COMMANDS:
        done = run(command, "--help")
        gate.check(done.returncode == 0 and done.stdout.startswith(b"usage: therapycode " + command.encode()),
                   f"{command} --help")
        gate.check(not done.stderr, f"{command} --help writes to stderr")
        gate.check(all(len(line) <= 80 for line in done.stdout.decode().splitlines()), f"{command} --help is too wide")
        gate.check(run(command, "--frobnicate").returncode == 2, f"{command} --frobnicate")
    gate.check(run("evaluate").returncode == 2, "evaluate without a file")
    gate.check(run("evaluate", "a", "b").returncode == 2, "evaluate with two files")
    gate.check(run("evaluate", "--json", "--why-not", "97530", "-").returncode == 2, "--json with --why-not")
    gate.check(run("evaluate", "--json", "--full", "-").returncode == 2, "--json with --full")
    gate.check(run("evaluate", "--compare", "medicare,commercial-ama", "--report", "x", "-").returncode == 2,
               "--compare with --report")
    gate.check(run("evaluate", "--full", "--report", "x", "-").returncode == 2, "--full with --report")
    for words, reason in ((("a", "b"), "one file at a time: 2 were given"), ((), "which file?")):
        said = run("evaluate", *words).stderr.decode()
        gate.check(said.startswith(f"therapycode: {reason}") and "\nusage: " in said, f"the reason first: {said[:80]}")
    said = run("evaluate", "--ties", "--ndjson", "a").stderr.decode()
    gate.check(said == "therapycode: --ndjson and --ties are different answers: ask for one of them\n",
               f"two answers at once are refused in one line: {said[:80]}")
    said = run("evaluate", EXAMPLES / "audit.ndjson").stderr.decode()
    gate.check("--ndjson reads them" in said, f"lines without --ndjson: {said}")
    gate.check(run("audit", "a", "b").stderr.startswith(b"therapycode: one file") and
               run("day").stderr.startswith(b"therapycode: which file?"), "the reason first, of audit and day")
    gate.check(run("evaluate", "--color=pink", "-").returncode == 2, "--color=pink")
    gate.check(run("evaluate", "--policy", "nobody", EXAMPLES / "pt-knee.json").returncode == 2, "unknown policy")
    gate.check(run("evaluate", "--table", "codes", "-").returncode == 2, "--table without a file")
    gate.check(run("evaluate", "--compare", "medicare", EXAMPLES / "pt-knee.json").returncode == 2, "one policy")
    gate.check(run("evaluate", "no/such/file").returncode == 1, "a file that is not there")
    gate.check(run("explain", "00000").returncode == 1, "explain of what is not there")
    gate.check(run("audit", "--threads", "0", "-").returncode == 2, "--threads 0")
    version = run("version").stdout.decode()
    gate.check("CPT(R) is a registered trademark" in version and "endorse" in version, "version has the notice")
    gate.check(re.search(r"\b[0-9a-f]{64}\b", version), "version has the digest")


def check_report(gate):
    for path in sorted(EXAMPLES.glob("*.json")):
        if path.name == "day.json":
            continue
        answer = json.loads(run("evaluate", "--json", path).stdout)
        elements = answer["documentation"]["elements"]
        length = []
        for words in (["evaluate"], ["evaluate", "--full"]):
            done = run(*words, path)
            text, name = done.stdout.decode(), f"{path.name} {words[-1]}"
            flat = " ".join(text.split()).lower()
            length.append(len(text.splitlines()))
            gate.check(done.returncode == 0 and not done.stderr, f"{name}: {done.returncode} {done.stderr!r}")
            gate.check("CLAIM" in text and "DOCUMENTATION" in text, f"{name}: parts of the report")
            wide = [line for line in text.splitlines() if len(line) > 80]
            gate.check(not wide, f"{name}: wider than 80 columns: {wide[:1]}")
            gate.check("\033" not in text, f"{name}: colour though no terminal")
            for line in answer["lines"]:
                gate.check(re.search(rf"^  {line['code']} .*\b{line['units']} unit", text, re.M),
                           f"{name}: line {line['code']} is not in the report")
                for modifier in line["modifiers"]:
                    gate.check(f" {modifier}" in text, f"{name}: modifier {modifier} is not in the report")
            for step in answer["steps"]:
                brief = words[-1] != "--full" and step["rule"].startswith("DOC-")
                gate.check(brief or step["rule"] in text, f"{name}: rule {step['rule']} is not in the report")
            for finding in answer["findings"]:
                element = elements[finding["element"]] if finding["element"] is not None else None
                shown = element is not None and element["id"].replace("-", " ") in flat
                gate.check(shown or finding["rule"] in text, f"{name}: finding {finding['rule']} is not in the report")
            if words[-1] == "--full" or answer["documentation"]["score"] is not None:
                for element in elements:
                    gate.check(element["status"] == "not-applicable" or element["id"].replace("-", " ") in flat,
                               f"{name}: element {element['id']}")
                    gate.check(element["status"] in ("present", "not-applicable")
                               or f"{element['points']} of {element['weight']}" in flat
                               or f"{element['points']}/{element['weight']}" in flat, f"{name}: points {element['id']}")
        words = " ".join(run("evaluate", "--full", path).stdout.decode().split())
        quoted = json.loads(run("evaluate", "--json", "--quote", path).stdout)
        for part in [*quoted["documentation"]["elements"], *(c for r in quoted["readings"] for c in r["candidates"])]:
            for span in part["evidence"]:
                gate.check(" ".join(span.get("text", span["why"]).split()) in words, f"{path.name}: {span} is not told")
        gate.check(length[0] < 80 and 2 * length[0] < length[1], f"{path.name}: {length[0]} lines, in full {length[1]}")


def check_colour(gate):
    visit = EXAMPLES / "pt-knee.json"
    gate.check(b"\033[" in on_terminal("evaluate", visit), "colour on a terminal")
    gate.check(b"\033[" not in on_terminal("evaluate", visit, NO_COLOR="1"), "NO_COLOR is respected")
    gate.check(b"\033[" in on_terminal("evaluate", visit, NO_COLOR=""), "an empty NO_COLOR says nothing")
    gate.check(b"\033[" not in on_terminal("evaluate", "--color=never", visit), "--color=never")
    gate.check(b"\033[" in run("evaluate", "--color=always", visit, NO_COLOR="1").stdout, "--color=always")
    note = json.dumps({"date_of_service": "2026-03-02", "discipline": "PT",
                       "id": "\x1b]0;owned\x07", "activities": [{"id": "\x1b[31m", "minutes": 10,
                       "description": "sit to stand \x1b[31m to get off the toilet\x07 \x9b31m"}],
                       "note": "Sit to stand \x1b[31m x 10 to get off the toilet \u009b31m \u202egnihtemos"})
    said = run("evaluate", "-", text=note).stdout
    gate.check(b"\x1b" not in said and b"\x07" not in said and b"\xc2\x9b" not in said and b"\xe2\x80\xae" not in said,
               "a note cannot speak to the terminal")


def check_lines(gate):
    documents = [json.dumps({"id": f"v{i}", "date_of_service": "2026-03-02", "discipline": "PT",
                             "activities": [{"code": "97110", "minutes": i % 60}]}) for i in range(200)]
    documents[70] = '{"id":"v70","date_of_service":"2026-03-02","discipline":"PT","x":1}'
    documents[71] = '{"id":'
    done = run("evaluate", "--ndjson", "-", text="\n".join(documents[:100]) + "\n\n  \n" + "\r\n".join(documents[100:]))
    lines = done.stdout.decode().splitlines()
    gate.check(done.returncode == 1, "a refused visit is exit status 1")
    gate.check(len(lines) == 200, f"{len(lines)} lines of 200")
    answers = [json.loads(line) for line in lines]
    gate.check([a["id"] for a in answers] == [None if i == 71 else f"v{i}" for i in range(200)], "order of the lines")
    gate.check([i for i, a in enumerate(answers) if "error" in a] == [70, 71], "which lines are refused")
    gate.check(set(answers[70]["error"]) >= {"status", "field", "path", "message"}, "keys of an error")
    gate.check([answers[i]["error"]["line"] for i in (70, 71)] == [71, 72], "errors tell the line of the file")
    for i in (8, 23, 38):
        gate.check(answers[i]["units"]["timed_units"] == (i + 7) // 15, f"units of {i} minutes")
    single = json.loads(run("evaluate", "--json", "-", text=documents[40]).stdout)
    gate.check(single == answers[40], "--json and --ndjson say the same")
    policy = json.loads(run("evaluate", "--json", "--policy", "commercial-ama", "-", text=documents[8]).stdout)
    gate.check(policy["provenance"]["policy"] == "commercial-ama", "--policy")
    named = documents[8].replace('"id"', '"policy": "medicare", "id"')
    policy = json.loads(run("evaluate", "--json", "--policy", "commercial-ama", "-", text=named).stdout)
    gate.check(policy["provenance"]["policy"] == "medicare", "a visit's own policy goes before --policy")


class Page(html.parser.HTMLParser):
    """Well-formed: every tag closed in order; ids once; fragments that lead somewhere."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.faults, self.ids, self.links, self.tags = [], [], [], [], []
        self.text = []
        self.marked = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value)
            if name == "href":
                self.links.append(value)
            if name.startswith("on") or name in ("src", "srcset"):
                self.faults.append(f"attribute {name}")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> out of order")

    def handle_data(self, data):
        if "style" not in self.open:
            self.text.append(data)
        if "mark" in self.open and "sup" not in self.open:
            self.marked.append(data)


def check_page(gate):
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "out.html"
        hostile = {"id": "<b>&\"'</title><script>alert(1)</script>",
                   "date_of_service": "2026-03-02", "discipline": "PT",
                   "note": "Sit to stand <script>alert(2)</script> & \"x\" ≥ 90° µ\u202e\x01 "
                           "to get off the toilet x 10 min.",
                   "activities": [{"id": "</td>", "minutes": 10,
                                   "description": "</table><img src=x onerror=y> stairs"}],
                   "goals": [{"text": "<i>Climb 4 steps</i> by 05/01/2026"}]}
        (pathlib.Path(folder) / "hostile.json").write_text(json.dumps(hostile))
        for path in [*sorted(EXAMPLES.glob("*.json")), pathlib.Path(folder) / "hostile.json"]:
            if path.name == "day.json":
                continue
            done = run("evaluate", "--report", out, path)
            gate.check(done.returncode == 0 and not done.stdout, f"{path.name}: --report writes the page alone")
            text = out.read_text(encoding="utf-8")
            page = Page()
            page.feed(text)
            page.close()
            gate.check(not page.faults and not page.open, f"{path.name}: {page.faults} {page.open}")
            gate.check(text.startswith("<!DOCTYPE html>") and '<html lang="en">' in text, f"{path.name}: head")
            gate.check(len(page.ids) == len(set(page.ids)), f"{path.name}: an id stands twice")
            gate.check(all(link[0] == "#" and link[1:] in page.ids for link in page.links),
                       f"{path.name}: a link that leads nowhere, or away")
            gate.check("script" not in page.tags and "img" not in page.tags and "b" in page.tags or
                       path.name != "hostile.json", f"{path.name}: a value became a tag")
            gate.check("http" not in text, f"{path.name}: names something to fetch")
            gate.check("@media print" in text and "<caption>" in text and 'scope="col"' in text, f"{path.name}: access")
            said = "".join(page.text)
            document = json.loads(path.read_text())
            note = document.get("note", "")
            shown = note.replace("\u202e", "[U+202E]").replace("\x01", "[U+0001]")
            without = re.sub(r"<sup>.*?</sup>", "", text)
            bare = Page()
            bare.feed(without)
            gate.check(shown in "".join(bare.text), f"{path.name}: the whole note stands in the page")
            answer = json.loads(run("evaluate", "--json", "--quote", path).stdout)
            for line in answer["lines"]:
                gate.check(line["code"] in said, f"{path.name}: {line['code']} is not in the page")
            marked = "".join(bare.marked)
            for element in answer["documentation"]["elements"]:
                if element["status"] == "not-applicable":
                    continue
                for span in element["evidence"]:
                    if span["source"] == "note":
                        gate.check(span["text"].replace("\u202e", "[U+202E]").replace("\x01", "[U+0001]") in marked,
                                   f"{path.name}: evidence that is not marked")
        gate.check(run("evaluate", "--report", folder + "/no/such/x.html", EXAMPLES / "pt-knee.json").returncode == 1,
                   "a page that cannot be written")


def check_own_words(gate):
    """What is wrong with a table of words is told by line, column and value, with what would be right."""
    knee = EXAMPLES / "pt-knee.json"
    head = "phrase,code,cue,weight,why\n\"our, own\",97530,activity,80,x\n"
    for row, said in (("other,99999,activity,80,x\n", ':3: lexicon.code is "99999"; accepted: '),
                      ("other,99999,activity,80,x", ':3: lexicon.code is "99999"; '),
                      ("other,97530,movement,80,x\n", None),
                      ("other,97530,moving,80,x\n", ':3: lexicon.cue is "moving"; '),
                      ("other,97530,activity,8o,x\n", ':3: lexicon.weight is "8o"; ')):
        with tempfile.NamedTemporaryFile("w", suffix=".csv", delete=False) as f:
            f.write(head + row)
        done = run("evaluate", "--table", "lexicon=" + f.name, knee)
        os.unlink(f.name)
        if said is None:
            gate.check(done.returncode == 0, f"{row.strip()} is accepted")
        else:
            gate.check(done.returncode == 2 and f.name + said in done.stderr.decode() and "accepted: " in done.stderr.decode(),
                       f"{row.strip()}: {done.stderr.decode()}")


def check_many_services(gate):
    """A report stays about a page, however much a note names; and no claim stands beside an error in silence."""
    visit = {"format": 1, "id": "1", "date_of_service": "2026-03-02", "discipline": "PT",
             "note": "".join(f"Gait training {8 + i} min. Manual therapy {8 + i} min. " for i in range(500))}
    brief = run("evaluate", "-", text=json.dumps(visit)).stdout.decode()
    gate.check(len(brief.splitlines()) < 400 and "and 950 more: --full" in brief, "a report of 1000 services")
    gate.check("not to be billed as it stands: 1 error below" in brief, "an error is told with the claim")
    full = run("evaluate", "--full", "-", text=json.dumps(visit)).stdout.decode()
    gate.check(full.count("found in the note") == 1000, "--full tells all of them")


def check_lookups(gate):
    codes = run("codes").stdout.decode()
    gate.check(re.search(r"^97530  min +15  ", codes, re.M), "codes lists 97530")
    gate.check("90911" not in codes and "90911" in run("codes", "--date", "2019-06-01").stdout.decode(),
               "codes as of a date")
    gate.check(run("codes", "--date", "2019-6-1").returncode == 2, "a date that is none")
    gate.check("15 min a unit" in run("codes", "97530").stdout.decode(), "codes CODE")
    explained = run("explain", "97530").stdout.decode()
    gate.check("WORDS THAT SPEAK FOR IT" in explained and "rise from toilet" in explained, "explain 97530")
    gate.check("WHAT THE NOTE MUST SHOW" in explained, "explain tells of the note")
    gate.check(len(explained.splitlines()) < 120 and explained.index("heading:") < explained.index("activity:"),
               "explain tells the strongest words, headings first")
    needed = explained[explained.index("WHAT THE NOTE MUST SHOW"):]
    gate.check(len(explained.splitlines()) < 50 and needed.count("Patient performed") == 1 and
               "for payment: functional activities" in needed, "explain gives each pattern once, and what payment asks for")
    every = run("explain", "--words", "97530").stdout.decode()
    gate.check(len(every) > 3 * len(explained) and every.index("WHAT THE NOTE") < every.index("WORDS THAT SPEAK"),
               "explain --words tells all of them, at the end")
    gate.check(run("codes", "--words").returncode == 2, "--words is of explain alone")
    thin = {"format": 1, "id": "thin", "date_of_service": "2026-03-02", "discipline": "PT",
            "note": "TE 20 min: SLR 3x10.\nTimed minutes: 20."}
    short = run("evaluate", "-", text=json.dumps(thin)).stdout.decode()
    gate.check("Functional activities, enough for payment" in short and "Signature credentials, blocks payment" in short and
               "required" not in short, "what blocks payment is told apart from what is advice")
    rule = run("explain", "CMS-UNITS-TOTAL").stdout.decode()
    gate.check("ch. 5" in rule and "means" in rule and "in force" in rule, "explain of a rule")
    rules = run("rules").stdout.decode()
    gate.check(len(re.findall(r"^[A-Z0-9-]{4,} +\S", rules, re.M)) > 50, "rules lists the catalogue")
    gate.check("medicare" in run("policies").stdout.decode(), "policies")
    gate.check("time_rule" in run("policies", "medicare").stdout.decode(), "policies NAME")
    for words in (["codes"], ["rules"], ["policies"], ["explain", "97110"], ["policies", "medicare"]):
        wide = [line for line in run(*words).stdout.decode().splitlines() if len(line) > 80 and " " in line.strip()]
        gate.check(len(wide) == 0, f"{words} is wider than 80 columns: {wide[:1]}")
    with tempfile.TemporaryDirectory() as folder:
        table = pathlib.Path(folder) / "own.csv"
        table.write_text("code,label\n97530,Our clinic's own words\n")
        gate.check("Our clinic's own words" in run("codes", "--table", f"descriptors={table}", "97530").stdout.decode(),
                   "--table descriptors")
        table.write_text("code,label\n97530\n")
        done = run("codes", "--table", f"descriptors={table}")
        gate.check(done.returncode == 2 and b":2:" in done.stderr, "a broken table names its line")


def check_answers(gate):
    knee = EXAMPLES / "pt-knee.json"
    compared = run("evaluate", "--compare", "medicare,commercial-ama", knee)
    text = compared.stdout.decode()
    gate.check(compared.returncode == 0 and "WHERE THEY CONFLICT" in text, "--compare tells of the conflict")
    for policy in ("medicare", "commercial-ama"):
        document = dict(json.loads(knee.read_text()), policy=policy)
        answer = json.loads(run("evaluate", "--json", "-", text=json.dumps(document)).stdout)
        gate.check(re.search(rf"^all units .*\b{answer['units']['total_units']}\b", text, re.M), f"--compare: {policy}")
    agree = run("evaluate", "--compare", "medicare,medicare", knee).stdout.decode()
    gate.check("agree" in agree and "CONFLICT" not in agree, "--compare of one policy with itself")
    several = json.dumps({"date_of_service": "2026-03-02", "discipline": "PT",
                          "activities": [{"code": "97110", "minutes": 23, "performer": "assistant"},
                                         {"code": "97140", "minutes": 8}]})
    said = run("evaluate", "--compare", "medicare,highmark", "-", text=several).stdout.decode()
    gate.check("<> modifiers" in said and "<> units" not in said and "CONFLICT" not in said
               and "agree on every unit, and differ in modifiers" in said, f"modifiers are no conflict of units: {said}")
    said = run("evaluate", "--compare", "medicare,commercial-ama,full-block,total-only,ceiling", "-",
               text=several).stdout.decode()
    gate.check(all(f" {name}\n" in said for name in ("commercial-ama", "full-block", "total-only")), "whole names")
    gate.check(re.search(r"^97110 PT +2 GP CQ +2 +1 +open +2 +<> units$", said, re.M)
               and re.search(r"^all units +2 +3 +1 +2 +3 *$", said, re.M), f"a payer that leaves codes open: {said}")
    gate.check(all(len(line) <= 80 for line in said.splitlines()), "a comparison of five is too wide")
    said = run("evaluate", "--compare", "commercial-ama,total-only", "-", text=several).stdout.decode()
    gate.check("conflict in the number of all units" in said, f"only the totals differ: {said}")
    said = run("evaluate", "--policy", "total-only", "-", text=several).stdout.decode()
    gate.check("no unit" not in said and "which codes carry the 2 timed units" in said, f"total-only: {said[:400]}")
    both = json.dumps({"date_of_service": "2026-03-02", "discipline": "PT", "activities": [
        {"code": "97110", "minutes": 20}, {"code": "97110", "minutes": 5, "discipline": "OT"}]})
    said = run("evaluate", "-", text=both).stdout.decode()
    gate.check("  97110 OT  no unit for 5 min" in said, f"whose code has no unit: {said[:300]}")
    why = run("evaluate", "--why-not", "97116", knee)
    gate.check(why.returncode == 0 and b"Why not 97116?" in why.stdout and b"a1:" in why.stdout, "--why-not")
    gate.check(run("evaluate", "--why-not", "00000", knee).returncode == 2, "--why-not of no code")
    gate.check("97116 would need the gait deviation" in " ".join(why.stdout.decode().split()), "--why-not: what it needs")
    billed = run("evaluate", "--why-not", "97530", knee).stdout.decode()
    gate.check("97530 is billed: 2 units, 23 min" in billed and '"off the toilet"' in billed and
               "would need" not in billed, f"--why-not of a code that is billed: {billed}")
    for name, wanted in (("cms-units-total", "CMS-UNITS-TOTAL"), ("g0283", "G0283"), ("functional-goals", "in terms of"),
                         ("Functional Goals", "DOC-FUNCTIONAL-GOALS"), ("gp", "GP for PT"), ("KX", "KX-NEEDS-ATTESTATION"),
                         ("59", "MODIFIER-59-OR-X"), ("Medicare", "assistant_method"), ("select-purpose", "means")):
        gate.check(wanted in run("explain", name).stdout.decode(), f"explain {name}")
    for name in ("nobody", "pt", "00000", "ZZ", "9711"):
        refused = run("explain", name)
        gate.check(refused.returncode == 1 and b"can be explained" in refused.stderr, f"explain {name} lists what can be")
    words = run("explain", "--words", "97110").stdout.decode()
    listed = words[words.index("WORDS THAT SPEAK"):].lower()
    gate.check("thearpeutic" not in listed and "97110 (" not in listed, "explain: no misspelling and no number as a word")
    gate.check(len(re.findall(r"\bheel\s+lifts \(", listed)) == 1, "explain: a phrase in two cases is one")
    said = run("explain", "97035").stdout
    gate.check(b" US" in said and b"=US" not in said, "marks of the vocabulary are not for people")
    codes = ["97110", "97112", "97116", "97140", "97530", "97535", "97542", "97750"]
    tied = json.dumps({"date_of_service": "2026-03-02", "discipline": "PT",
                       "activities": [{"code": code, "minutes": 8} for code in codes]})
    ties = run("evaluate", "--ties", "-", text=tied).stdout.decode()
    answer = json.loads(run("evaluate", "--json", "-", text=tied).stdout)
    tie = next(t["tie"] for t in answer["tallies"] if t["tie"])
    gate.check(len(tie["codes"]) == 8 and tie["units"] == 4, f"64 minutes in eights: {tie}")
    gate.check("70 equally right ways" in ties and "first 32" in ties, "--ties counts 8 over 4")
    listed = re.findall(r"^    ((?:\d{5} ?){4})$", ties, re.M)
    gate.check(len(listed) == 32 and len(set(listed)) == 32, f"--ties lists {len(listed)}")
    check_next_unit(gate)
    day = run("day", EXAMPLES / "day.json")
    gate.check(day.returncode == 0 and b"DAY-OVERLAP" in day.stdout, "day finds the overlap")
    found = json.loads(run("day", "--json", EXAMPLES / "day.json").stdout)
    gate.check({found["findings"][0]["interval"], found["findings"][0]["other_interval"]} == {0, 1}, "day --json")
    alone = run("day", "-", text='{"date_of_service":"2026-03-02","intervals":[{"clinician":1,"patient":1,'
                                 '"start":"09:00","end":"10:00","code":"97110"}]}').stdout.decode()
    gate.check(", 1 interval\n" in alone, f"a day of one interval: {alone}")
    back = run("day", "-", text='{"date_of_service":"2026-03-02","intervals":[{"clinician":1,"patient":1,'
                                '"start":"10:00","end":"09:00","code":"97110"}]}').stderr.decode()
    gate.check("not after `start`" in back, f"a day whose interval ends before it starts: {back}")
    bad = run("day", "-", text='{"date_of_service":"2026-03-02","intervals":[{"clinician":1,"patient":0}]}')
    gate.check(bad.returncode == 1 and b"$.intervals[0].patient" in bad.stderr, "a day that is refused")


def check_next_unit(gate):
    """Nobody is invited to add a minute where the total gains nothing, and minutes that count for nothing are told."""
    def visit(*activities, **more):
        return json.dumps({"date_of_service": "2026-03-02", "discipline": "PT", "activities": list(activities), **more})

    def said(text, *words):
        return " ".join(run("evaluate", *words, "-", text=text).stdout.decode().split())

    bare = said(visit({"code": "97140", "minutes": 8}), "--full")
    gate.check("asked for Functional limitations 0/9" in bare and "missing" not in bare, f"without a note: {bare}")
    moves = visit({"code": "97140", "minutes": 8}, {"code": "97112", "minutes": 9})
    wanted = "at 9 min the unit would be its own instead of 97112's; the total stays 1"
    gate.check(f"no unit for 8 min: {wanted} 6 more timed" in said(moves), "a unit that would move")
    gate.check(f"all else unchanged, {wanted}" in said(moves, "--why-not", "97140"), "--why-not: a unit that would move")
    with tempfile.TemporaryDirectory() as folder:
        page = pathlib.Path(folder) / "page.html"
        run("evaluate", "--report", page, "-", text=moves)
        gate.check(f"97140, 8 minutes: {wanted.replace(chr(39), '&#39;')}" in page.read_text() or
                   f"97140, 8 minutes: {wanted}" in page.read_text(), "the page: a unit that would move")
        gate.check(len(re.findall("CMS-UNITS-TOTAL", page.read_text())) >= 2, "the page: the rule of every step")
    several = visit({"code": "97140", "minutes": 8}, {"code": "97112", "minutes": 9}, {"code": "97110", "minutes": 9})
    gate.check("instead of another code's; the total stays 2" in said(several), "equal leftovers name no code")
    gate.check("15 more minutes would earn one more" in said(several, "--why-not", "97110"), "beyond what the total wants")
    gate.check("no unit for 7 min: 1 more minute would earn one" in said(visit({"code": "97140", "minutes": 7})),
               "a minute that earns")
    alone = visit({"code": "97140", "minutes": 7}, {"code": "97112", "minutes": 9}, policy="commercial-ama")
    gate.check("no unit for 7 min: 1 more minute would earn one" in said(alone), "each code by itself")
    group = visit({"code": "97110", "minutes": 24, "contact": "one-on-one"},
                  {"code": "97530", "minutes": 14, "contact": "group", "participants": 2})
    gate.check("97530 no unit: 14 min recorded, none counted [GROUP-CONCURRENT]" in said(group) and
               "DOC-CONTRADICTED" not in said(group), f"minutes that count for nothing: {said(group)}")
    split = visit({"code": "97530", "minutes": 23, "assistant_minutes": 15}, {"code": "97110", "minutes": 15})
    gate.check(said(split).count("1 unit of 23 min") == 2 and "1 unit 15 min" in said(split), "a line of two")
    why = said(moves).split(" WHY ")[1].split(" FOR THE RECORD ")[0]
    gate.check(len(re.findall(r"\b\d\. [\dG]", why)) == len(re.findall(r"\[[A-Z0-9-]+\]", why)), f"a rule at each step: {why}")
    compared = said(moves, "--compare", "medicare,commercial-ama").split("WHERE THEY CONFLICT")[1]
    gate.check("[CMS-UNITS-UNBILLED]" in compared and "[AMA-UNITS-MIDPOINT]" in compared, "rules of a conflict")


def agree(rows, lines):
    """Rows are asked for units alone, lines for everything: what both are asked must be answered alike."""
    same = all(rows[key] == lines[key] for key in rows if key not in ("findings", "rules"))
    return same and rows["rules"] and all(lines["rules"].get(rule) == count for rule, count in rows["rules"].items())


def figures(rows, *words):
    """(over, under, visits over, visits under) of rows of CSV, which the same visits as lines must answer alike."""
    head = "visit,date_of_service,discipline,policy,code,minutes,billed_units"
    answer = json.loads(run("audit", "--json", *words, "--csv", "-", text="\n".join([head, *rows])).stdout)
    visits = {}
    for row in rows:
        visit, day, discipline, policy, code, minutes, billed = row.split(",")
        one = visits.setdefault(visit, {"date_of_service": day, "discipline": discipline, "activities": []})
        if policy:
            one["policy"] = policy
        one["activities"].append({"code": code, **({"minutes": int(minutes)} if minutes else {}),
                                  **({"billed_units": int(billed)} if billed else {})})
    lines = json.loads(run("audit", "--json", *words, "-", text="\n".join(map(json.dumps, visits.values()))).stdout)
    keys = ("units_over", "units_under", "visits_over", "visits_under")
    return tuple(answer[key] for key in keys), all(answer[key] == lines[key] for key in (*keys, "billed_units",
                                                                                         "supported_units"))


def check_rows(gate):
    """How many units are over and under, and what is said of rows that cannot be read."""
    def visit(*codes, policy="", name="v"):
        return [f"{name},2026-03-02,PT,{policy},{code}" for code in codes]
    for said, rows, words, wanted in (
            ("another side of a tie is right", visit("97110,20,1", "97140,20,2"), (), (0, 0, 0, 0)),
            ("beyond either side of a tie", visit("97110,20,1", "97140,20,3"), (), (1, 0, 1, 0)),
            ("a total is what such a payer checks", visit("97110,20,3", "97140,20,0", policy="total-only"), (),
             (0, 0, 0, 0)),
            ("beyond that total", visit("97110,20,3", "97140,20,1"), ("--policy", "total-only"), (1, 0, 1, 0)),
            ("over in the total, under in an untimed code", visit("97110,20,1", "97140,20,3", "G0283,15,0"), (),
             (1, 1, 1, 1)),
            ("each code by itself", visit("97110,20,2", "97140,20,0", policy="commercial-ama"), (), (1, 1, 1, 1)),
            ("an untimed code without minutes", visit("G0283,,2"), (), (1, 0, 1, 0)),
            ("a code that the table does not hold", visit("99999,30,2"), (), (0, 0, 0, 0)),
            ("a family whose add-on has no minutes of its own", visit("97129,40,1", "97130,,3"), (), (1, 0, 1, 0)),
            ("a code of the month", visit("98980,30,1"), (), (0, 0, 0, 0))):
        got, same = figures(rows, *words)
        gate.check(got == wanted and same, f"audit, {said}: {got}, lines agree: {same}")
    head = "visit,date_of_service,discipline,setting,policy,code,minutes,assistant_minutes,billed_units"
    def audit(*rows, start=""):
        return run("audit", "--json", "--csv", "-", text=start + "\r\n".join([head, *rows]) + "\r\n")
    good = "v1,2026-03-02,PT,,,97110,15,,1"
    gate.check(audit(good, start="\ufeff").returncode == 0, "a spreadsheet's byte order mark")
    for column, row in (("date_of_service", "v2,2026-02-29,PT,,,97110,15,,1"), ("code", "v2,2026-03-02,PT,,,g0283,15,,1"),
                        ("assistant_minutes", "v2,2026-03-02,PT,,,97110,15,16,1"),
                        ("row", "v2,2026-03-02,PT,,,97110,15,,1,7"), ("policy", "v2,2026-03-02,PT,,acme,97110,15,,1")):
        done = audit(good, "v2,2026-03-02,PT,,,97140,15,,1", row, "v3" + good[2:])
        gate.check(done.returncode == 1 and json.loads(done.stdout)["refused"] == 1
                   and f":4: {column}: ".encode() in done.stderr, f"the row and column at fault, {column}: {done.stderr!r}")
    once = json.loads(audit("v1,2026-03-02,PT,,commercial-ama,97110,8,,1", "v1,2026-03-02,PT,,,97140,8,,1").stdout)
    gate.check(once["units_over"] == 0 and once["supported_units"] == 2, f"a policy on the first row holds: {once}")
    apart = audit(good, "v2" + good[2:], good)
    gate.check(b":4: " in apart.stderr and b"lie apart" in apart.stderr, f"where rows lie apart: {apart.stderr!r}")


def visits_of(out, *words, text=None):
    """What --visits writes, as rows of cells."""
    done = run("audit", "--visits", out, *words, text=text)
    return done, list(csv.reader(io.StringIO(out.read_text(encoding="utf-8"), newline="")))


def check_visits(gate, folder, many, rows, lines):
    """Which lines are over or under: the same of rows and lines, in order, whatever the number of threads."""
    out = folder / "out.csv"
    written = []
    for threads in ("1", "2", "5"):
        done, table = visits_of(out, "--threads", threads, many)
        written.append(out.read_bytes() + done.stdout)
    gate.check(written[0] == written[1] == written[2], "--visits: threads change nothing")
    wanted = []
    for i in range(60000):
        minutes, billed = i % 60, (i * 7) % 4
        supported = (minutes + 7) // 15
        if billed != supported:
            wanted.append([f"visit{i}", str(2 * i + 2), "97110", str(billed), str(supported),
                           "BILLED-OVER" if billed > supported else "BILLED-UNDER"])
    gate.check(table == [["visit", "line", "code", "billed", "supported", "rule"], *wanted],
               f"--visits: {len(table) - 1} lines, wanted {len(wanted)}")
    shown = done.stdout.decode()
    gate.check(f"the first 10 of {len(wanted)} lines" in shown and shown.count(" line ") == 10, "the first ten in the text")
    _, by_rows = visits_of(out, "--csv", "-", text="\n".join(rows[:6001]))
    _, by_lines = visits_of(out, "--ndjson", "-", text="\n".join(lines))
    gate.check([row[:1] + row[2:] for row in by_rows] == [row[:1] + row[2:] for row in by_lines], "rows and lines alike")
    head = "visit,date_of_service,discipline,policy,code,minutes,billed_units"
    for said, text, wanted in (
            ("a payer of totals", ["v,2026-03-02,PT,total-only,97110,20,3", "v,2026-03-02,PT,total-only,97140,20,1"],
             [["v", "2", "timed", "4", "3", "BILLED-OVER"]]),
            ("another side of a tie", ["v,2026-03-02,PT,,97110,20,1", "v,2026-03-02,PT,,97140,20,2"], []),
            ("lines of one visit by code", ["v,2026-03-02,PT,commercial-ama,97140,20,0",
                                            "v,2026-03-02,PT,commercial-ama,97110,20,2"],
             [["v", "3", "97110", "2", "1", "BILLED-OVER"], ["v", "2", "97140", "0", "1", "BILLED-UNDER"]])):
        _, table = visits_of(out, "--csv", "-", text="\n".join([head, *text]))
        gate.check(table[1:] == wanted, f"--visits, {said}: {table}")
    odd = {"id": 'a "b",\nc', "date_of_service": "2026-03-02", "discipline": "PT",
           "activities": [{"code": "97110", "minutes": 8, "billed_units": 2}]}
    done, table = visits_of(out, "-", text="\n" + json.dumps(odd))
    gate.check(table[1:] == [['a "b",\nc', "2", "97110", "2", "1", "BILLED-OVER"]] and b"\nc" not in done.stdout,
               f"an id that needs quotes: {table}")
    done = run("audit", "--visits", folder / "none" / "out.csv", many)
    gate.check(done.returncode == 1 and b"cannot be written" in done.stderr, "a place that cannot be written")


def check_audit(gate):
    summaries = []
    for name in ("audit.csv", "audit.ndjson"):
        done = run("audit", "--json", EXAMPLES / name)
        gate.check(done.returncode == 0 and not done.stderr, f"audit {name}: {done.stderr!r}")
        summaries.append(json.loads(done.stdout))
    gate.check(agree(*summaries), "CSV and lines of JSON agree")
    gate.check((summaries[0]["visits"], summaries[0]["units_over"], summaries[0]["units_under"]) == (6, 3, 1),
               f"audit figures: {summaries[0]}")
    text = run("audit", EXAMPLES / "audit.csv").stdout.decode()
    gate.check("BILLED-OVER" in text and "overbilled" in text, "audit for people")
    with tempfile.TemporaryDirectory() as folder:
        rows, lines, over = ["visit,date_of_service,discipline,code,minutes,billed_units"], [], 0
        for i in range(60000):
            minutes, billed = i % 60, (i * 7) % 4
            supported = (minutes + 7) // 15
            over += max(0, billed - supported)
            rows += [f"visit{i},2026-03-02,PT,97110,{minutes},{billed}", f"visit{i},2026-03-02,PT,97530,0,0"]
            if i < 3000:
                lines.append(json.dumps({"id": f"visit{i}", "date_of_service": "2026-03-02", "discipline": "PT",
                                         "activities": [{"code": "97110", "minutes": minutes, "billed_units": billed},
                                                        {"code": "97530", "minutes": 0, "billed_units": 0}]}))
        many = pathlib.Path(folder) / "many.csv"
        many.write_text("\n".join(rows) + "\n")
        gate.check(many.stat().st_size > 2 << 20, "the file is several stretches long")
        seen = [json.loads(run("audit", "--json", "--threads", n, many).stdout) for n in (1, 2, 5)]
        gate.check(seen[0] == seen[1] == seen[2], "threads change nothing")
        gate.check(seen[0]["visits"] == 60000 and seen[0]["units_over"] == over, f"{seen[0]['visits']} visits")
        check_visits(gate, pathlib.Path(folder), many, rows, lines)
        part = run("audit", "--json", "--csv", "-", text="\n".join(rows[:6001]))
        same = run("audit", "--json", "--ndjson", "-", text="\n".join(lines))
        gate.check(agree(json.loads(part.stdout), json.loads(same.stdout)), "3000 visits as rows and as lines")
        apart = run("audit", "--csv", "-", text="\n".join([*rows[:3], rows[3], rows[1]]))
        gate.check(apart.returncode == 1 and b"lie apart" in apart.stderr and not apart.stdout, "rows that lie apart")
        for column, row in (("minutes", "v,2026-03-02,PT,97110,1441,1"), ("date_of_service", "v,20260302,PT,97110,1,1"),
                            ("discipline", "v,2026-03-02,pt,97110,1,1"), ("code", "v,2026-03-02,PT,9711,1,1"),
                            ("billed_units", "v,2026-03-02,PT,97110,1,x")):
            done = run("audit", "--json", "--csv", "-", text="\n".join([rows[0], row, *rows[1:3]]))
            gate.check(done.returncode == 1 and json.loads(done.stdout)["refused"] == 1
                       and f":2: {column}:".encode() in done.stderr, f"a row with a bad {column}: {done.stderr!r}")
        check_rows(gate)
        gate.check(run("audit", "--csv", "-", text="visit,name\n").returncode == 2, "an unknown column")
        gate.check(run("audit", "--csv", "-", text="visit,code\n").returncode == 2, "a column that is wanted")
        bad = run("audit", "--ndjson", "-", text='{"id":"a"}\n' + lines[0])
        gate.check(bad.returncode == 1 and b":1: $.date_of_service" in bad.stderr, f"a refused line: {bad.stderr!r}")
        gate.check(run("audit", "-", text="").returncode == 0, "an empty file")


def main():
    gate = Gate("cli")
    check_usage(gate)
    check_report(gate)
    check_colour(gate)
    check_lines(gate)
    check_page(gate)
    check_lookups(gate)
    check_own_words(gate)
    check_many_services(gate)
    check_answers(gate)
    check_audit(gate)
    gate.finish()


main()
