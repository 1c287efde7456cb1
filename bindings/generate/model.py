"""What the bindings need to know of each struct: the keys of the JSON form and the kind of every field.

The kind follows from the header's own words ("enum therapycode_x", "YES", "NONE", "date"), so a field that is
appended to a header appears in the bindings when this is run again. A word that is not understood stops it.
"""
import re
from dataclasses import dataclass

FACTS = ["session", "activity", "goal", "episode"]
DAY_FACTS = ["day", "interval"]
ROWS = ["evidence", "measure", "line", "tally", "candidate", "reading", "element", "progress", "finding", "step"]
TABLES = ["info", "code", "rule", "option", "phrase"]
# The prefix that an enumeration's words drop: THERAPYCODE_NOTE_DAILY is "daily".
DROP = {"setting": "SETTING_", "note_kind": "NOTE_", "billable": "BILLABLE_", "evidence_source": "FROM_",
        "table": "TABLE_", "limit": "LIMIT_", "stated": "STATED_"}
# Keys of the JSON form that are not the field's C name: money loses its unit, for it travels as a decimal.
RENAME = {"used_pt_slp_cents": "used_pt_slp", "used_ot_cents": "used_ot", "visit_cents": "visit_amount"}
CLOCK = {("activity", "start"), ("activity", "end"), ("interval", "start"), ("interval", "end")}
SKIP = {"size", "reserved", "activity_size", "goal_size", "interval_size", "stated"}
DATES = {"set_on", "target_date", "certified_from", "certified_to", "plan_sent_on", "date_of_service",
         "effective_from", "effective_to", "verified_from", "verified_to"}


@dataclass
class Field:
    """One field: key of the JSON form, name in C, kind, and what the kind needs."""
    key: str
    name: str
    kind: str
    arg: str = ""
    optional: bool = False
    stated: str = ""
    doc: str = ""


def word(enum, name):
    """THERAPYCODE_SETTING_CRITICAL_ACCESS -> "critical-access"; PT, OT and SLP stay capital."""
    text = name.removeprefix("THERAPYCODE_").removeprefix(DROP.get(enum, ""))
    return text if enum == "discipline" else text.lower().replace("_", "-")


def member_name(enum, name):
    """The same for a language's enumerator: CRITICAL_ACCESS."""
    return name.removeprefix("THERAPYCODE_").removeprefix(DROP.get(enum, ""))


def enum_of(doc):
    found = re.search(r"enum therapycode_(\w+)", doc)
    return found[1] if found else ""


def stated_bits(enums):
    """c field -> enumerator whose bit says that its zero is a fact."""
    bits = {}
    for name, _number, _doc in enums["therapycode_stated"].values:
        bits[name.removeprefix("THERAPYCODE_STATED_").lower()] = name
    return bits


def fact_field(struct, member, bits):
    """A field of the facts; None for one that only C needs."""
    key, doc = RENAME.get(member.name, member.name), member.doc
    bit = bits.get(key, "")
    if member.name in SKIP or member.name.endswith("_count"):
        return None
    if member.type.startswith("struct therapycode_text"):
        return Field(key, member.name, "text", doc=doc)
    if member.type == "const struct therapycode_text *":
        return Field(key, member.name, "texts", member.name.rstrip("s") + "_count", doc=doc)
    if member.type == "const int32_t *":
        kind = "dates" if member.name.endswith("dates") else "goals"
        return Field(key, member.name, kind, re.sub("s$", "", member.name) + "_count", doc=doc)
    if member.type.startswith("const struct therapycode_"):
        kind = "one" if member.name == "episode" else "many"
        return Field(key, member.name, kind, re.search(r"therapycode_(\w+)", member.type)[1], doc=doc)
    if member.type == "const char *":
        return Field(key, member.name, "name", doc=doc)
    if member.type == "char[8]":
        return Field(key, member.name, "code", doc=doc)
    if member.type == "char[4][4]":
        return Field(key, member.name, "modifiers", doc=doc)
    if member.type != "int32_t":
        raise SystemExit(f"model: fact {struct}.{member.name} has a type that is not understood: {member.type}")
    if (struct, member.name) in CLOCK:
        return Field(key, member.name, "clock", stated=bit, doc=doc)
    if enum_of(doc):
        return Field(key, member.name, "enum", enum_of(doc), doc=doc)
    if doc.startswith("YES / NO"):
        return Field(key, member.name, "yesno", doc=doc)
    if member.name in DATES:
        return Field(key, member.name, "date", doc=doc)
    if member.name.endswith("_cents"):
        return Field(key, member.name, "cents", stated=bit, doc=doc)
    if re.search(r"\bdate\b", doc, re.I):
        raise SystemExit(f"model: is {struct}.{member.name} a date?")
    return Field(key, member.name, "int", stated=bit, doc=doc)


def facts(structs, enums, name):
    bits = stated_bits(enums)
    members = structs[f"therapycode_{name}"].members
    return [f for f in (fact_field(name, member, bits) for member in members) if f is not None]


def row_field(struct, member):
    """A field of a row of results."""
    doc = member.doc
    if member.name in ("size", "reserved") or member.name.endswith("_count"):
        return None
    if member.name.endswith("_first"):
        owner = member.name.removesuffix("_first")
        key = {"candidate": "candidates", "evidence": "evidence", "element": "elements"}.get(owner)
        if key is None:
            raise SystemExit(f"model: rows of {struct.name}.{member.name} are not understood")
        return Field(key, member.name, "rows", owner, doc=doc)
    if member.type == "const char *":
        return Field(member.name, member.name, "string", optional="NULL" in doc, doc=doc)
    if member.type == "char[8]":
        return Field(member.name, member.name, "code", optional='""' in doc, doc=doc)
    if member.type == "char[4][4]":
        return Field(member.name, member.name, "modifiers", doc=doc)
    if member.type != "int32_t":
        raise SystemExit(f"model: row {struct.name}.{member.name} has a type that is not understood: {member.type}")
    none = "NONE" in doc or (struct.name == "therapycode_finding" and enum_of(doc) == "")
    if struct.name == "therapycode_measure" and member.name == "evidence":
        return Field("evidence", "evidence", "row", "evidence", True, doc=doc)
    if "Row of measures" in doc:
        return Field(member.name, member.name, "row", "measure", True, doc=doc)
    if member.name == "disciplines":
        return Field("disciplines", "disciplines", "bits", "discipline", doc=doc)
    if enum_of(doc):
        return Field(member.name, member.name, "enum", enum_of(doc), "or 0" in doc, doc=doc)
    if doc.startswith("YES"):
        return Field(member.name, member.name, "bool", doc=doc)
    if member.name in DATES:
        return Field(member.name, member.name, "date", optional="0: open" in doc, doc=doc)
    if member.name == "tie":
        return Field("tie", "tie", "int", "zero", True, doc=doc)
    if re.match(r"(First )?date\b", doc, re.I):
        raise SystemExit(f"model: is {struct.name}.{member.name} a date?")
    return Field(member.name, member.name, "int", optional=none, doc=doc)


def rows(structs, name):
    struct = structs[f"therapycode_{name}"]
    return [f for f in (row_field(struct, member) for member in struct.members) if f is not None]
