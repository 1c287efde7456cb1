#!/usr/bin/env python3
"""Checks the reference data of the rulebook (lib/rulebook/data/*.csv).

Usage: check_data.py [DATA_FOLDER]. Prints every fault as file:line and one closing line
"N passed, N failed"; exit status 1 if anything failed or nothing was checked.
"""
import csv
import datetime
import io
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]

COLUMNS = {
    "codes.csv": "code,label,timing,minutes_per_unit,disciplines,contact,nature,add_on_to,therapy_list,"
                 "medicare_status,from,to,source,verified,note",
    "thresholds.csv": "name,from,to,cents,source,verified",
    "rules.csv": "id,room,title,citation,from,to,verified,meaning",
    "policies.csv": "policy,option,value,from,to,citation,verified",
    "sources.csv": "id,publisher,document,where,read,licence",
}
KEYS = {"codes.csv": ["code"], "thresholds.csv": ["name"], "rules.csv": ["id"],
        "policies.csv": ["policy", "option"], "sources.csv": ["id"]}
OPTIONAL = {"codes.csv": {"nature", "add_on_to", "medicare_status", "from", "to", "note"},
            "thresholds.csv": {"to"}, "rules.csv": {"from", "to"},
            "policies.csv": {"from", "to"}, "sources.csv": set()}
VERIFIED = {"yes", "partly", "no"}
TIMING = {"untimed", "timed", "base-block", "add-on", "area", "period"}
CONTACT = {"one-on-one", "group", "supervised", "none"}
NATURE = {"care", "evaluation", "exercise", "function", "walking", "whole"}
THERAPY_LIST = {"always", "sometimes", "none"}
STATUS = set("ABCEINRX") | {""}
DISCIPLINES = {"PT", "OT", "SLP"}
THRESHOLDS = {"kx-pt-slp", "kx-ot", "targeted-review-pt-slp", "targeted-review-ot"}
ROOMS = {"note", "select", "units", "claim", "document"}
SETTINGS = {"professional", "hospital-outpatient", "critical-access", "facility"}
ORDER = {"59", "discipline", "assistant", "kx", "other"}
ELEMENTS = set("""functional-activities functional-limitations functional-goals goal-measurable
    direct-contact duration skilled-involvement plan-of-care-relation outcome-contribution
    objective-measures progress patient-response timed-minutes total-treatment-minutes
    signature-credentials date-of-service""".split())
CHOICES = {
    "time_rule": {"medicare-total", "ama-midpoint", "full-block", "total-only", "ceiling"},
    "tie_default": {"first-listed", "most-minutes", "lowest-code", "therapist-first"},
    "discipline_modifiers": {"yes", "no"},
    "assistant_rule": {"none", "ten-percent", "midpoint"},
    "assistant_method": {"percentage", "simple"},
    "threshold": {"kx", "none"},
    "unattended_estim_code": {"G0283", "97014"},
    "medicare_rules": {"yes", "no"},
    "advance_notice": {"yes", "no"},
    "telehealth_video": {"none", "95", "GT"},
    "telehealth_audio": {"none", "93"},
}
# no text was found for every year: without a row the library says that it does not know
MAY_BE_UNKNOWN = {"telehealth_video", "telehealth_audio"}
LISTS = {"assistant_exempt_settings": SETTINGS, "modifier_order": ORDER, "billable_items": ELEMENTS}
NUMBERS = {"progress_report_days": 90, "certification_days": 366, "max_modifiers": 4,
           "long_day_minutes": 1440}
OPTIONS = {"base", "title"} | set(CHOICES) | set(LISTS) | set(NUMBERS)
CODE = re.compile(r"[0-9A-Z][0-9]{3}[0-9A-Z]")
RULE_ID = re.compile(r"[A-Z0-9]+(-[A-Z0-9]+)*")
NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
FAR_PAST, FAR_FUTURE = datetime.date.min, datetime.date.max


class Tally:
    """Counts checks; a fault is printed with its place."""

    def __init__(self):
        self.passed = 0
        self.failed = 0

    def check(self, good, place, message):
        if good:
            self.passed += 1
        else:
            self.failed += 1
            print(f"{place}: {message}")


def parse_date(text, fallback):
    """The date of a cell, `fallback` where it is empty, None where it is no date."""
    if text == "":
        return fallback
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def load(tally, folder, name):
    """Rows as (line, dict); form, header, width and quoting are checked on the way."""
    path = folder / name
    if not path.is_file():
        tally.check(False, name, "file is missing")
        return []
    raw = path.read_bytes()
    tally.check(b"\r" not in raw, name, "carriage return found: line ends are LF")
    tally.check(not raw.startswith(b"\xef\xbb\xbf"), name, "byte order mark found")
    tally.check(raw.endswith(b"\n") and not raw.endswith(b"\n\n"), name, "must end in one LF")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        tally.check(False, name, f"not UTF-8 at byte {error.start}")
        return []
    table = list(csv.reader(io.StringIO(text), strict=True))
    head = COLUMNS[name].split(",")
    tally.check(bool(table) and table[0] == head, f"{name}:1",
                "header differs from " + COLUMNS[name])
    tally.check(len(table) > 1, name, "no rows")
    tally.check(text.count("\n") == len(table), name,
                "a cell holds a line break, or a line is empty")
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(table)
    tally.check(out.getvalue() == text, name, "quoting is not the shortest RFC 4180 form")
    rows = []
    for line, cells in enumerate(table[1:], 2):
        tally.check(len(cells) == len(head), f"{name}:{line}",
                    f"{len(cells)} cells, not {len(head)}")
        if len(cells) == len(head):
            rows.append((line, dict(zip(head, cells))))
    return rows


def check_common(tally, name, rows):
    """Blank cells, stray spaces, order, duplicates, tags, half-open periods without overlap."""
    last, periods = None, {}
    for line, row in rows:
        place = f"{name}:{line}"
        for column, cell in row.items():
            tally.check(cell != "" or column in OPTIONAL[name], place, f"{column} is empty")
            tally.check(cell == " ".join(cell.split()), place, f"{column} has stray white space")
        if "verified" in row:
            tally.check(row["verified"] in VERIFIED, place, "verified must be yes, partly or no")
        key = tuple(row[column] for column in KEYS[name])
        order = key + ((row["from"],) if "from" in row else ())
        tally.check(last is None or last < order, place,
                    "not sorted, or the row before is the same")
        last = order
        begin = parse_date(row.get("from", ""), FAR_PAST)
        end = parse_date(row.get("to", ""), FAR_FUTURE)
        tally.check(begin is not None and end is not None, place, "a date is not yyyy-mm-dd")
        if begin is None or end is None:
            continue
        tally.check(begin < end, place, "from must be before to")
        previous = periods.get(key)
        tally.check(previous is None or previous <= begin, place,
                    "overlaps an earlier row of this key")
        periods[key] = end


def check_source(tally, place, text, sources):
    for part in text.split("; "):
        tally.check(bool(part) and part.split()[0] in sources, place,
                    "source does not begin with an id of sources.csv: " + part)


def check_add_on(tally, place, row, codes):
    base = codes.get(row["add_on_to"])
    if row["add_on_to"] == "":
        tally.check(row["timing"] != "add-on", place, "an add-on names its base in add_on_to")
        return
    tally.check(row["timing"] in ("add-on", "area", "period"), place,
                "add_on_to on a code that is no add-on")
    tally.check(base is not None, place, "add_on_to names no code of the table")
    if base is None:
        return
    wanted = "base-block" if row["timing"] == "add-on" else row["timing"]
    tally.check(base["timing"] == wanted, place, f"the base should have timing {wanted}")
    tally.check(base["add_on_to"] == "", place, "the base is itself an add-on")
    tally.check(base["disciplines"] == row["disciplines"], place,
                "disciplines differ from the base")
    tally.check((base["from"], base["to"]) == (row["from"], row["to"]), place,
                "dates differ from the base")


def check_codes(tally, rows, sources):
    codes = {row["code"]: row for _, row in rows}
    bases = {row["add_on_to"] for _, row in rows}
    for line, row in rows:
        place = f"codes.csv:{line}"
        tally.check(CODE.fullmatch(row["code"]) is not None, place, "code is not well formed")
        tally.check(len(row["label"]) <= 60, place, "label is longer than 60 characters")
        for column, allowed in (("timing", TIMING), ("contact", CONTACT),
                                ("therapy_list", THERAPY_LIST), ("medicare_status", STATUS)):
            tally.check(row[column] in allowed, place, f"{column} is not one of {sorted(allowed)}")
        words = row["disciplines"].split(" ")
        tally.check(set(words) <= DISCIPLINES and len(set(words)) == len(words), place,
                    "disciplines")
        natures = row["nature"].split()
        tally.check(set(natures) <= NATURE and natures == sorted(set(natures)), place, "nature")
        size = row["minutes_per_unit"]
        tally.check(size.isdigit() and str(int(size)) == size and int(size) <= 240, place,
                    "minutes_per_unit")
        counted = {"untimed": size == "0", "period": True}.get(row["timing"], size != "0")
        tally.check(counted, place, "minutes_per_unit does not fit the timing")
        tally.check(row["timing"] != "base-block" or row["code"] in bases, place,
                    "base block without add-on")
        tally.check((row["to"] != "") == row["note"].startswith("deleted; "), place,
                    "a code that ended, and no other, has a note beginning 'deleted; '")
        if row["note"].startswith("deleted; "):
            named = re.findall(r"\b[0-9G][0-9]{4}\b", row["note"])
            tally.check(bool(named) and all(code in codes for code in named), place,
                        "successors not in the table")
        check_add_on(tally, place, row, codes)
        check_source(tally, place, row["source"], sources)


def check_thresholds(tally, rows, sources):
    for line, row in rows:
        place = f"thresholds.csv:{line}"
        tally.check(row["name"] in THRESHOLDS, place, "unknown name")
        tally.check(re.fullmatch(r"[1-9][0-9]{4,7}", row["cents"]) is not None, place, "cents")
        check_source(tally, place, row["source"], sources)
    for name in sorted(THRESHOLDS):
        mine = [row for _, row in rows if row["name"] == name]
        tally.check(bool(mine), "thresholds.csv", f"no row for {name}")
        gaps = [b["from"] for a, b in zip(mine, mine[1:]) if a["to"] != b["from"]]
        tally.check(not gaps, "thresholds.csv", f"{name}: gap before {gaps}")


def check_rules(tally, rows):
    ids = {row["id"] for _, row in rows}
    for line, row in rows:
        place = f"rules.csv:{line}"
        tally.check(RULE_ID.fullmatch(row["id"]) is not None, place, "id is not UPPER-KEBAB")
        tally.check(row["room"] in ROOMS, place, "unknown room")
        tally.check(len(row["title"]) <= 60, place, "title is longer than 60 characters")
        tally.check(not row["title"].endswith("."), place, "a title has no full stop")
        tally.check(row["meaning"].endswith(".") and len(row["meaning"]) <= 240, place,
                    "the meaning is a short sentence with a full stop")
    for element in sorted(ELEMENTS):
        tally.check("DOC-" + element.upper() in ids, "rules.csv", f"no rule for element {element}")


def check_option(tally, place, option, value, policies):
    if option == "base":
        tally.check(value in policies, place, "base names no policy")
    elif option in CHOICES:
        tally.check(value in CHOICES[option], place,
                    f"{option} must be one of {sorted(CHOICES[option])}")
    elif option in LISTS:
        words = value.split(" ")
        tally.check(set(words) <= LISTS[option] and len(set(words)) == len(words), place,
                    f"{option}: words")
    elif option in NUMBERS:
        tally.check(value.isdigit() and int(value) <= NUMBERS[option], place, f"{option}: number")


def check_policies(tally, rows):
    policies = {row["policy"] for _, row in rows}
    base = {row["policy"]: row["value"] for _, row in rows if row["option"] == "base"}
    for line, row in rows:
        place = f"policies.csv:{line}"
        tally.check(NAME.fullmatch(row["policy"]) is not None, place, "policy is not lower-kebab")
        tally.check(row["option"] in OPTIONS, place, "unknown option")
        check_option(tally, place, row["option"], row["value"], policies)
    for name in sorted(policies):
        chain = [name]
        while chain[-1] in base and len(chain) <= len(policies):
            chain.append(base[chain[-1]])
        tally.check(chain[-1] == "medicare", "policies.csv",
                    f"{name}: its bases do not end at medicare")
        mine = {row["option"] for _, row in rows if row["policy"] == name}
        needed = OPTIONS - {"base"} - MAY_BE_UNKNOWN if name == "medicare" else {"base", "title", "time_rule"}
        tally.check(needed <= mine, "policies.csv", f"{name} lacks {sorted(needed - mine)}")
    era = [row for _, row in rows
           if (row["policy"], row["option"]) == ("medicare", "assistant_rule")]
    whole = bool(era) and era[0]["from"] == "" and era[-1]["to"] == ""
    joined = all(a["to"] == b["from"] for a, b in zip(era, era[1:]))
    tally.check(whole and joined, "policies.csv",
                "medicare assistant_rule does not cover every date")


def check_sources(tally, rows, tables):
    used = {part.split()[0] for name in ("codes.csv", "thresholds.csv") for _, row in tables[name]
            for part in row["source"].split("; ") if part}
    known = {row["id"] for _, row in rows}
    for line, row in rows:
        tally.check(re.fullmatch(r"[A-Z0-9-]+", row["id"]) is not None, f"sources.csv:{line}", "id")
    tally.check(used <= known, "sources.csv", f"used but not listed: {sorted(used - known)}")


def main(argv):
    folder = pathlib.Path(argv[1]) if len(argv) > 1 else ROOT / "lib" / "rulebook" / "data"
    tally = Tally()
    tables = {name: load(tally, folder, name) for name in COLUMNS}
    for name, rows in tables.items():
        check_common(tally, name, rows)
    sources = {row["id"] for _, row in tables["sources.csv"]}
    check_codes(tally, tables["codes.csv"], sources)
    check_thresholds(tally, tables["thresholds.csv"], sources)
    check_rules(tally, tables["rules.csv"])
    check_policies(tally, tables["policies.csv"])
    check_sources(tally, tables["sources.csv"], tables)
    readme = (folder / "README.md").read_text() if (folder / "README.md").exists() else None
    for path in sorted(folder.rglob("*.csv")) if readme is not None else []:
        inside = path.relative_to(folder)
        shown = f"`{inside}`" if len(inside.parts) == 1 else f"`{inside.parts[0]}/*.csv`"
        tally.check(shown in readme, f"README.md: {inside}", "a file that it does not name")
    print(f"check_data: {tally.passed} passed, {tally.failed} failed")
    return 1 if tally.failed or not tally.passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
