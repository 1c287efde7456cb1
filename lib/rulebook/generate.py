#!/usr/bin/env python3
"""Turns the CSV files of the rulebook into C, and into the reference pages of the documentation.

The tables' columns, the words they may hold and the options of policies are named here and nowhere else: the row
structs, the run-time reader's column descriptions and the built-in rows are all written from them. The output is
checked in, so that building needs no Python; continuous integration runs this again and looks for a difference.
Standard library only. Usage: generate.py [--check]
"""
import csv
import datetime
import hashlib
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
TOP = HERE.parent.parent
DATA = HERE / "data"

# ---- what the tables are -------------------------------------------------------------------------------------

YES_NO = ["yes", "no"]
VERIFIED = ["yes", "no", "partly"]
DISCIPLINES = ["PT", "OT", "SLP"]
CONTACTS = ["one-on-one", "group", "supervised"]
NATURES = ["care", "evaluation", "exercise", "function", "walking", "whole"]
SETTINGS = ["professional", "hospital-outpatient", "critical-access", "facility"]
NOTE_KINDS = ["daily", "evaluation", "progress", "discharge"]
ELEMENTS = ["functional-activities", "functional-limitations", "functional-goals", "goal-measurable",
            "direct-contact", "duration", "skilled-involvement", "plan-of-care-relation", "outcome-contribution",
            "objective-measures", "progress", "patient-response", "timed-minutes", "total-treatment-minutes",
            "signature-credentials", "date-of-service"]

# What a phrase of the vocabulary tells. Each room names its own; one automaton looks for all of them.
# -before works on what follows it, -after on what stands before it, the others on the whole clause. "performed" and
# "contrast" end what was said before them, "scope-end" ends a negation, and so does "reason", behind which an earlier
# time is that of the reason only.
NOTE_CUES = ["negation-before", "negation-after", "pseudo-negation", "pseudo-without", "deferred-before", "deferred-after",
             "without", "planned-before", "planned-first", "planned", "historical-before", "historical", "hypothetical-before", "hypothetical",
             "other-person-before", "other-person", "education-before", "education", "home-before", "home",
             "goal-before", "goal", "subjective-before", "performed", "demonstrated", "contrast", "scope-end", "reason",
             "minutes-total",
             "minutes-timed-total", "minutes-sum", "minutes-spelled", "minutes-other-before", "minutes-other-after", "section-subjective",
             "section-objective", "section-treatment", "section-assessment", "section-plan", "section-goals",
             "section-home", "section-history", "section-billing", "section-undone"]
# Cues that can open a reading come first; then those that only shift it between neighbours; then those that say how
# far the words around them count. A phrase of one of these without a code speaks through data/scheme.csv.
OPENING_CUES = ["heading", "activity", "rise", "movement", "stairs", "walking", "treadmill", "obstacle", "reach",
                "core", "orthosis", "prosthesis", "electric", "needling", "negative-pressure", "caregiver",
                "together", "caregiver-group", "evaluation", "re-evaluation", "measure", "screen", "unnamed"]
SHIFTING_CUES = ["purpose", "object", "handling", "device", "region", "setting", "strength", "balance", "task", "gait-quality",
                 "gait-device", "distance", "dose", "done", "status", "talk", "admin", "rest", "attended",
                 "unattended", "wound", "report", "initial", "later", "pelvic-floor", "patient-absent",
                 "direct-care", "level-low", "level-moderate", "level-high", "pt-evaluation", "ot-evaluation",
                 "pt-re-evaluation", "ot-re-evaluation", "additional"]
SELECT_CUES = OPENING_CUES + SHIFTING_CUES + ["aim", "before", "instead", "plain"]
DOCUMENT_CUES = ["doc-task", "doc-function", "doc-limitation", "doc-goal", "doc-direct", "doc-group", "doc-skilled",
                 "doc-empty", "doc-no-skill", "doc-plan", "doc-link", "doc-progress", "doc-response", "doc-count", "doc-summary", "doc-reason", "doc-paper", "doc-signature", "doc-unsigned",
                 "doc-cosigned", "doc-therapist", "doc-assistant", "doc-student"]
CUES = NOTE_CUES + SELECT_CUES + DOCUMENT_CUES

# kind: text (any), name (text that must be there), code, code? (may be empty), date (may be empty), int (low, high,
# empty is 0), word / word? (one of, from 1; ? may be empty), set (bits 1 << n of words separated by spaces, n from 1)
TABLES = {
    "codes": [
        ("code", "code"), ("label", "name"),
        ("timing", "word", ["untimed", "timed", "base-block", "add-on", "area", "period"]),
        ("minutes_per_unit", "int", 0, 1440), ("disciplines", "set", DISCIPLINES),
        ("contact", "word?", CONTACTS + ["none"]), ("nature", "set", NATURES), ("add_on_to", "code?"),
        ("therapy_list", "word", ["always", "sometimes", "none"]), ("medicare_status", "text"),
        ("from", "date"), ("to", "date"), ("source", "text"), ("verified", "word", VERIFIED), ("note", "text")],
    "descriptors": [("code", "code"), ("label", "name")],
    "policies": [
        ("policy", "name"), ("option", "name"), ("value", "text"), ("from", "date"), ("to", "date"),
        ("citation", "text"), ("verified", "word?", VERIFIED)],
    "lexicon": [
        ("phrase", "name"), ("code", "code?"), ("cue", "word", CUES), ("weight", "int", -1000, 1000), ("why", "text")],
    "scheme": [("cue", "word", CUES), ("code", "code?"), ("opens", "word", YES_NO), ("weight", "int", -1000, 1000)],
    "reasons": [("code", "code"), ("other", "code?"), ("text", "name"), ("question", "text")],
    "near": [("code", "code"), ("near", "code")] + [(d.lower(), "int", 0, 100) for d in DISCIPLINES],
    "confidence": [("margin", "int", 0, 1000), ("confidence", "int", 0, 100)],
    "rubric": [
        ("id", "word", ELEMENTS), ("scope", "word", ["note", "line"]), ("kinds", "set", NOTE_KINDS), ("codes", "text"),
        ("weight", "int", 0, 100), ("rule", "name"), ("title", "name"), ("suggestion", "text"),
        ("from", "date"), ("to", "date")],
    "thresholds": [
        ("name", "word", ["kx-pt-slp", "kx-ot", "targeted-review-pt-slp", "targeted-review-ot"]),
        ("from", "date"), ("to", "date"), ("cents", "int", 0, 2147483647), ("source", "text"),
        ("verified", "word", VERIFIED)],
}
# Tables of the selection's own arithmetic: calibrated together with the built-in lexicon, so never loaded.
OWN_TABLES = ["scheme", "reasons", "near", "confidence"]
# Tables that C code names row by row: built in, never loaded.
CATALOGUE = {
    "rules": ["id", "room", "title", "citation", "from", "to", "verified", "meaning"],
    "messages": ["id", "rule", "severity", "message", "suggestion"],
}
MEASURES = ["kind", "title", "shape", "side", "units", "maximum", "better", "change", "change_scale", "change_source"]
WORDS = ["phrase", "role", "name", "site"]
SEVERITIES = ["error", "warning", "advice", "info"]

# Options of a policy. kind: base (name of a policy), text, word, int (low, high), set (bits, from 1), order (words in
# order, four bits each, at most seven)
OPTIONS = [
    ("base", "base"),
    ("title", "text"),
    ("time_rule", "word", ["medicare-total", "ama-midpoint", "full-block", "total-only", "ceiling"]),
    ("tie_default", "word", ["first-listed", "most-minutes", "lowest-code", "therapist-first"]),
    ("discipline_modifiers", "word", YES_NO),
    ("assistant_rule", "word", ["none", "ten-percent", "midpoint"]),
    ("assistant_method", "word", ["percentage", "simple"]),
    ("assistant_exempt_settings", "set", SETTINGS),
    ("modifier_order", "order", ["59", "discipline", "assistant", "kx", "other"]),
    ("max_modifiers", "int", 1, 4),
    ("threshold", "word", ["none", "kx"]),
    ("unattended_estim_code", "word", ["G0283", "97014"]),
    ("medicare_rules", "word", YES_NO),
    ("advance_notice", "word", YES_NO),
    ("telehealth_video", "word", ["none", "95", "GT"]),
    ("telehealth_audio", "word", ["none", "93"]),
    ("billable_items", "set", ELEMENTS),
    ("progress_report_days", "int", 0, 1000),
    ("certification_days", "int", 0, 1000),
    ("long_day_minutes", "int", 0, 1440),
]


# ---- reading -------------------------------------------------------------------------------------------------

class Fault(Exception):
    pass


def read(name, columns):
    """The rows of NAME.csv; or, where NAME is a folder, of the files in it: one for each room that has a say."""
    folder = DATA / name
    if folder.is_dir():
        return [row for path in sorted(folder.glob("*.csv")) for row in read_file(path, columns)]
    return read_file(DATA / (name + ".csv"), columns)


def read_file(path, columns):
    with open(path, encoding="utf-8", newline="") as f:
        reader = csv.reader(f, strict=True)
        header = next(reader, None)
        if header != columns:
            raise Fault(f"{path.name}: header is {header}, not {columns}")
        rows = []
        for row in reader:
            if len(row) != len(columns):
                raise Fault(f"{path.name}:{reader.line_num}: {len(row)} fields")
            rows.append((f"{path.name}:{reader.line_num}", row))
    return rows


def date(where, text):
    if not text:
        return 0
    d = datetime.date.fromisoformat(text)
    if text != d.isoformat():
        raise Fault(f"{where}: date {text}")
    return d.year * 10000 + d.month * 100 + d.day


def number(where, text, low, high):
    value = int(text) if text else 0
    if not low <= value <= high:
        raise Fault(f"{where}: {value} not in {low}..{high}")
    return value


def word(where, text, words):
    if text not in words:
        raise Fault(f"{where}: {text!r} is none of {words}")
    return words.index(text) + 1


def bits(where, text, words):
    return sum({1 << word(where, w, words) for w in text.split()})


def cell(where, column, text):
    name, kind = column[0], column[1]
    where = f"{where} {name}"
    if kind in ("name", "code", "word") and not text:
        raise Fault(f"{where}: empty")
    if kind in ("code", "code?"):
        head = text[:-1] if text[-1:].isalpha() else text[1:]
        if text and not (len(text) == 5 and head.isdigit() and text.isalnum() and text == text.upper()):
            raise Fault(f"{where}: code {text!r}")
        return text
    if kind == "date":
        return date(where, text)
    if kind == "int":
        return number(where, text, column[2], column[3])
    if kind in ("word", "word?"):
        return word(where, text, column[2]) if text else 0
    if kind == "set":
        return bits(where, text, column[2])
    return text


def option_value(where, option, text):
    """The number an option's value is held as; texts and names are held as text."""
    kind = option[1]
    if kind == "word":
        return word(where, text, option[2])
    if kind == "int":
        return number(where, text, option[2], option[3])
    if kind == "set":
        return bits(where, text, option[2])
    if kind == "order":
        words = text.split()
        if len(words) > 7 or len(set(words)) != len(words):
            raise Fault(f"{where}: {text}")
        return sum(word(where, w, option[2]) << (4 * i) for i, w in enumerate(words))
    return 0


# ---- writing C -----------------------------------------------------------------------------------------------

class Pool:
    """Strings by offset: one read-only block, no pointers, so nothing to relocate."""

    def __init__(self):
        self.offsets = {"": 0}
        self.order = [""]
        self.size = 1

    def __call__(self, text):
        if "\0" in text:
            raise Fault("NUL in a text")
        if text not in self.offsets:
            self.offsets[text] = self.size
            self.order.append(text)
            self.size += len(text.encode()) + 1
        return self.offsets[text]

    def c(self, name, storage="const"):
        lines = [f'    "{escape(t)}\\0"' for t in self.order]
        return f"{storage} char {name}[] =\n" + "\n".join(lines) + ";\n"


def escape(text):
    out = []
    for byte in text.encode():
        c = chr(byte)
        if c in '"\\':
            out.append("\\" + c)
        elif 32 <= byte < 127:
            out.append(c)
        else:
            out.append(f"\\{byte:03o}")
    return "".join(out).replace("??", "?\\?")


def ident(text):
    return "".join(c if c.isalnum() else "_" for c in text).upper()


MARK = "/* Generated by lib/rulebook/generate.py from lib/rulebook/data and lib/base/status.csv: do not edit. */\n"
P, p = "THERAPYCODE_IMPL_", "therapycode_impl_"


def enum(name, words, start=1):
    rows = ",\n".join(f"    {P}{ident(name)}_{ident(w)} = {i}" for i, w in enumerate(words, start))
    return f"enum {p}{name.lower()} {{\n{rows}\n}};\n"


def c_member(column):
    return f"char {member(column)}[8]" if column[1].startswith("code") else \
        f"uint32_t {member(column)}" if column[1] in ("text", "name") else f"int32_t {member(column)}"


def member(column):
    return {"from": "effective_from", "to": "effective_to"}.get(column[0], column[0])


def tables_h(rules, messages):
    out = [MARK, "#ifndef THERAPYCODE_RULEBOOK_TABLES_H\n#define THERAPYCODE_RULEBOOK_TABLES_H\n\n"
           "#include <stddef.h>\n#include <stdint.h>\n"]
    out.append("/* Texts are offsets into the pool; dates are yyyymmdd, 0 open, `effective_to` exclusive. */\n")
    out.append(enum("table", list(TABLES), 0))
    out.append(f"enum {{ {P}TABLE_COUNT = {len(TABLES)} }};\n")
    for name, columns in TABLES.items():
        wide = [c for c in columns if c[1].startswith("code")]
        rest = [c for c in columns if not c[1].startswith("code")]
        body = "".join(f"    {c_member(c)};\n" for c in wide + rest)
        if name == "policies":
            body += "    int32_t option_id;    /* enum therapycode_impl_option */\n" \
                    "    int32_t number;       /* the value, unless it is text */\n"
        out.append(f"struct {p}{name}_row {{\n{body}}};\n")
    seen = {}
    for name, columns in list(TABLES.items()) + [("policies", [(o[0],) + o[1:] for o in OPTIONS])]:
        if name in OWN_TABLES:
            continue
        for column in columns:
            if len(column) > 2 and isinstance(column[2], list):
                key = tuple(column[2])
                if key not in seen and column[0] not in ("verified",):
                    seen[key] = column[0]
                    out.append(enum(column[0], column[2]))
    out.append("/* Cues of note/ come first, then those of select/, then those of document/. */\n"
               f"enum {{ {P}LAST_NOTE_CUE = {len(NOTE_CUES)}, "
               f"{P}LAST_SELECT_CUE = {len(NOTE_CUES + SELECT_CUES)}, "
               f"{P}LAST_OPENING_CUE = {len(NOTE_CUES + OPENING_CUES)} }};\n")
    out.append(enum("option", [o[0] for o in OPTIONS], 0))
    out.append(f"enum {{ {P}OPTION_COUNT = {len(OPTIONS)} }};\n")
    out.append(enum("rule", [r["id"] for r in rules], 0))
    out.append(f"enum {{ {P}RULE_COUNT = {len(rules)} }};\n")
    out.append(enum("message", [m["id"] for m in messages], 0))
    out.append(f"enum {{ {P}MESSAGE_COUNT = {len(messages)} }};\n")
    longest = max((message_length(m) for m in messages if not m["severity"]), default=0)
    out.append(f"enum {{ {P}STEP_LONGEST = {longest} }}; /* of the messages of steps, as in their rows */\n")
    out.append(f"""struct {p}rules_row {{
    uint32_t id;
    uint32_t title;
    uint32_t citation;
    uint32_t meaning;
    int32_t effective_from;
    int32_t effective_to;
    int32_t verified;
}};
struct {p}messages_row {{
    uint32_t message;
    uint32_t suggestion;  /* 0: none */
    uint32_t length;      /* that the longest message can have, figures included, suggestion and NULs too */
    int32_t rule;
    int32_t severity;     /* 0: a step */
}};
/* How a column is read: kinds as in generate.py. */
enum {p}column_kind {{
    {P}COLUMN_TEXT = 1, {P}COLUMN_NAME, {P}COLUMN_CODE, {P}COLUMN_CODE_OR_NONE, {P}COLUMN_DATE,
    {P}COLUMN_INT, {P}COLUMN_WORD, {P}COLUMN_WORD_OR_NONE, {P}COLUMN_SET
}};
struct {p}column {{
    uint32_t name;
    uint32_t field;       /* "codes.timing", for errors */
    int32_t kind;
    uint32_t offset;      /* in the row struct */
    uint32_t word_first;  /* in the word list */
    uint32_t word_count;
    int32_t low;
    int32_t high;
}};
struct {p}table_info {{
    uint32_t name;
    uint32_t row_size;
    uint32_t column_first;
    uint32_t column_count;
    uint32_t row_count;   /* built in */
}};
enum {p}option_kind {{
    {P}KIND_BASE = 1, {P}KIND_TEXT, {P}KIND_WORD, {P}KIND_INT, {P}KIND_SET, {P}KIND_ORDER
}};
struct {p}option_info {{
    uint32_t name;
    int32_t kind;
    uint32_t word_first;
    uint32_t word_count;
    int32_t low;
    int32_t high;
}};

extern const char {p}pool[];
extern const uint32_t {p}pool_size;
extern const struct {p}table_info {p}tables[];
extern const struct {p}column {p}columns[];
extern const uint32_t {p}words[];
extern const uint32_t {p}element_words; /* where the ids of elements begin in the words */
extern const struct {p}option_info {p}options[];
extern const struct {p}rules_row {p}rules[];
extern const struct {p}messages_row {p}messages[];
extern const uint32_t {p}release_name; /* text */
extern const int32_t {p}verified_from;
extern const int32_t {p}verified_to;
extern const char {p}builtin_digest[]; /* of the built-in tables: the same that engines reckon of changed ones */
/* The built-in rows of a table. */
const void *{p}builtin_rows(int table);

#endif
""")
    return "\n".join(out)


def row_c(table, columns, values, pool):
    wide = [i for i, c in enumerate(columns) if c[1].startswith("code")]
    rest = [i for i, c in enumerate(columns) if not c[1].startswith("code")]
    cells = [f'"{values[i]}"' for i in wide]
    for i in rest:
        cells.append(str(pool(values[i])) if columns[i][1] in ("text", "name") else str(values[i]))
    if table == "policies":
        names = [o[0] for o in OPTIONS]
        option = names.index(values[1])
        cells += [str(option), str(option_value("policies", OPTIONS[option], values[2]))]
    return "    { " + ", ".join(cells) + " }"


KINDS = {"text": "TEXT", "name": "NAME", "code": "CODE", "code?": "CODE_OR_NONE", "date": "DATE", "int": "INT",
         "word": "WORD", "word?": "WORD_OR_NONE", "set": "SET"}
def message_length(message):
    """The most bytes that message and suggestion can need, figures and NULs included."""
    return sum(len(t.encode()) + 1 + LONGEST_FIGURE * t.count("{")
               for t in (message["message"], message["suggestion"]) if t)


LONGEST_FIGURE = 64  # of one {n} in a message: a constant text; figures are shorter


def tables_c(builtin, rules, messages, release):
    pool, words, columns_c, infos, rows_c = Pool(), [], [], [], []
    word_at = {}

    def word_list(names):
        key = tuple(names)
        if key not in word_at:
            word_at[key] = len(words)
            words.extend(pool(w) for w in names)
        return word_at[key], len(names)

    column_first = 0
    for name, columns in TABLES.items():
        infos.append(f"    {{ {pool(name)}, sizeof(struct {p}{name}_row), {column_first}, {len(columns)}, "
                     f"{len(builtin[name])} }}")
        column_first += len(columns)
        for column in columns:
            kind = column[1]
            first, count, low, high = 0, 0, 0, 0
            if kind in ("word", "word?", "set"):
                first, count = word_list(column[2])
            elif kind == "int":
                low, high = column[2], column[3]
            columns_c.append(f"    {{ {pool(column[0])}, {pool(name + '.' + column[0])}, {P}COLUMN_{KINDS[kind]}, "
                             f"offsetof(struct {p}{name}_row, {member(column)}), {first}, {count}, {low}, {high} }}")
        body = ",\n".join(row_c(name, columns, values, pool) for values in builtin[name])
        if builtin[name]:
            rows_c.append(f"static const struct {p}{name}_row {name}_rows[] = {{\n{body}\n}};\n")
    options_c = []
    for option in OPTIONS:
        first, count, low, high = 0, 0, 0, 0
        if option[1] in ("word", "set", "order"):
            first, count = word_list(option[2])
        elif option[1] == "int":
            low, high = option[2], option[3]
        options_c.append(f"    {{ {pool(option[0])}, {P}KIND_{option[1].upper()}, {first}, {count}, {low}, {high} }}")
    rule_ids = [r["id"] for r in rules]
    rules_c = [f"    {{ {pool(r['id'])}, {pool(r['title'])}, {pool(r['citation'])}, {pool(r['meaning'])}, "
               f"{date(r['id'], r['from'])}, {date(r['id'], r['to'])}, {VERIFIED.index(r['verified']) + 1} }}"
               for r in rules]
    messages_c = []
    for m in messages:
        length = message_length(m)
        messages_c.append(f"    {{ {pool(m['message'])}, {pool(m['suggestion'])}, {length}, "
                          f"{rule_ids.index(m['rule'])}, "
                          f"{SEVERITIES.index(m['severity']) + 1 if m['severity'] else 0} }}")
    release_ref = pool(release[0])
    cases = "\n".join(f"    case {P}TABLE_{ident(n)}:\n        return {n}_rows;" for n in TABLES if builtin[n])
    parts = [
        MARK, '#include "rulebook/tables.h"\n\n#if defined(__GNUC__)\n'
        '#pragma GCC diagnostic ignored "-Woverlength-strings"\n#endif\n',
        pool.c(p + "pool"), f"const uint32_t {p}pool_size = (uint32_t)sizeof {p}pool;\n",
        "\n".join(rows_c),
        f"const struct {p}table_info {p}tables[] = {{\n" + ",\n".join(infos) + "\n};\n",
        f"const struct {p}column {p}columns[] = {{\n" + ",\n".join(columns_c) + "\n};\n",
        f"const uint32_t {p}words[] = {{\n" + wrap(words) + "\n};\n",
        f"const uint32_t {p}element_words = {word_at[tuple(ELEMENTS)]};\n",
        f"const struct {p}option_info {p}options[] = {{\n" + ",\n".join(options_c) + "\n};\n",
        f"const struct {p}rules_row {p}rules[] = {{\n" + ",\n".join(rules_c) + "\n};\n",
        f"const struct {p}messages_row {p}messages[] = {{\n" + ",\n".join(messages_c) + "\n};\n",
        f"const uint32_t {p}release_name = {release_ref};\nconst int32_t {p}verified_from = {release[1]};\n"
        f"const int32_t {p}verified_to = {release[2]};\n",
        f'const char {p}builtin_digest[] = "{digest(builtin)}";\n',
        f"const void *{p}builtin_rows(int table)\n{{\n    switch (table) {{\n{cases}\n    default:\n"
        "        return NULL;\n    }\n}\n"]
    return "\n".join(parts)


def digest(builtin):
    """SHA-256 of the built-in tables, as therapycode_impl_rulebook_digest() takes it."""
    sha = hashlib.sha256()
    for name, columns in TABLES.items():
        sha.update(name.encode() + b"\0" + len(builtin[name]).to_bytes(4, "big"))
        for values in builtin[name]:
            for column, value in zip(columns, values):
                if column[1].startswith("code"):
                    sha.update(value.encode().ljust(8, b"\0"))
                elif column[1] in ("text", "name"):
                    sha.update(value.encode() + b"\0")
                else:
                    sha.update(value.to_bytes(4, "big", signed=True))
    return sha.hexdigest()


def wrap(numbers):
    lines = []
    for i in range(0, len(numbers), 16):
        lines.append("    " + ", ".join(str(n) for n in numbers[i:i + 16]))
    return ",\n".join(lines)


# ---- status registry -----------------------------------------------------------------------------------------

def status():
    with open(TOP / "lib/base/status.csv", encoding="utf-8", newline="") as f:
        rows = list(csv.DictReader(f))
    numbers = [r["number"] for r in rows]
    if len(set(numbers)) != len(numbers) or len({r["name"] for r in rows}) != len(rows):
        raise Fault("status.csv: a number or a name stands twice")
    header = MARK + """/**
 * @file status.h
 * @brief What a call answers. Numbers come from a registry, are never reused, and have no order.
 * @since 0.1.0
 */
#ifndef THERAPYCODE_STATUS_H
#define THERAPYCODE_STATUS_H

#include <stdint.h>

/** 0: done; negative: an error; positive: done, with something to say. @since 0.1.0 */
typedef int32_t therapycode_status;

/** The registry of statuses. @since 0.1.0 */
enum therapycode_status_code {
""" + ",\n".join(f"    {r['name']} = {r['number']} /**< {r['text']} */" for r in rows).replace(
        " /**<", ", /**<").replace("*/,\n", "*/\n")
    # the last enumerator carries no comma: C++98 and strict C90 parsers of bindings refuse one
    head, tail = header.rsplit(", /**<", 1)
    header = head + " /**<" + tail + "\n};\n\n#endif\n"
    pool = Pool()
    table = ",\n".join(f"    {{ {r['number']}, {pool(r['name'])}, {pool(r['text'])} }}" for r in rows)
    inc = MARK + pool.c("status_pool", "static const") + \
        f"static const struct status_row status_rows[] = {{\n{table}\n}};\n"
    page = ["| number | name | meaning |", "|--:|---|---|"] + \
        [f"| {r['number']} | `{r['name']}` | {r['text']} |" for r in rows]
    return header, inc, "\n".join(page) + "\n"


# ---- measures ------------------------------------------------------------------------------------------------

# What a word tells the reader of measures (lib/note/measure.c), and what a kind of measure is like.
ROLES = ["joint", "movement", "muscle", "limb", "finger", "digit-joint", "mode", "side", "strength", "lack", "hyper",
         "test", "unit", "dose", "level", "amount", "help", "accuracy", "task", "deny", "change"]
SHAPES = ["time", "distance", "count", "score", "percent", "level", "grade", "length", "speed", "force", "loudness",
          "angle", "vital"]
BETTER = ["higher", "lower", "none"]
UNITS = ["deg", "s", "m", "m/s", "[ft_i]", "[ft_i]/s", "[in_i]", "[mi_i]", "cm", "[lb_av]", "kg", "%", "/min", "mm[Hg]",
         "dB", "{score}", "{count}"]


KNOWN = ["flexion", "extension", "dorsiflexion", "plantarflexion", "inversion", "eversion", "supination", "pronation",
         "radial-deviation", "ulnar-deviation", "ankle", "forearm", "wrist", "knee", "elbow", "rom"]


PRIME = 0x9E3779B97F4A7C15


def word_key(text):
    """The key of a word: the same as in lib/rulebook/words.c."""
    data, mask = text.encode("ascii"), (1 << 64) - 1
    if len(data) <= 8:
        return int.from_bytes(data, "little")
    key = len(data)
    for i in range(0, len(data), 8):
        key = (key ^ int.from_bytes(data[i:i + 8], "little")) * PRIME & mask
        key ^= key >> 32
    return key | 1 << 63


def hashed(name, words):
    """
    Words and their bits as a table in which each has a place of its own, as therapycode_impl_bits_of() in words.h reads it:
    the words of one group are moved by the same number of steps, and the fullest groups choose first.
    """
    size = 1 << (len(words) * 5 // 4).bit_length()
    shift, groups, steps, rows = 64 - (size // 4).bit_length() + 1, [[] for _ in range(size // 4)], [0] * (size // 4), {}
    for item in sorted(words):
        mixed = word_key(item) * PRIME & (1 << 64) - 1
        groups[mixed >> shift].append((item, mixed >> 32, mixed >> 43 | 1))
    for i in sorted(range(len(groups)), key=lambda n: -len(groups[n])):
        for step in range(256):
            places = {(place + step * stride) & size - 1: item for item, place, stride in groups[i]}
            if len(places) == len(groups[i]) and not places.keys() & rows.keys():
                break
        else:
            raise Fault(f"{name}: nothing keeps these words apart: {groups[i]}")
        steps[i] = step
        rows.update(places)
    rows_c = [f"{{ 0x{word_key(rows[i]):x}u, {words[rows[i]]}u }}" if i in rows else "{ 0, 0 }" for i in range(size)]
    return f"static const uint8_t {name}_steps[] = {{\n" + wrap(steps) + "\n};\n" \
        f"static const struct therapycode_impl_keyed {name}_rows[] = {{\n    " + ",\n    ".join(rows_c) + "\n};\n" \
        f"static const struct therapycode_impl_words {name} = {{ {name}_rows, {name}_steps, {size - 1}, {shift} }};\n"


def measures():
    """The kinds of measures and the words that name them, as C: found by a hash of their first token."""
    pool = Pool()
    kinds = [dict(zip(MEASURES, row)) for _, row in read("measures", MEASURES)]
    names = [k["kind"] for k in kinds]
    kinds_c = []
    for k in kinds:
        where = f"measures.csv {k['kind']}"
        units = [word(where, u, UNITS) for u in k["units"].split()]
        kinds_c.append(f"    {{ {pool(k['kind'])}, {pool(k['title'])}, {word(where, k['shape'], SHAPES)}, "
                       f"{YES_NO.index(k['side']) + 1}, {units[0]}, {sum(1 << u for u in units)}, "
                       f"{number(where, k['maximum'], 1, 100000)}, {word(where, k['better'], BETTER)}, "
                       f"{number(where, k['change'], 0, 100000)}, {number(where, k['change_scale'], 0, 1000)}, "
                       f"{pool(k['change_source'])} }}")
    rows = [dict(zip(WORDS, row)) for _, row in read("measure_words", WORDS)]
    rows.sort(key=lambda r: (r["phrase"].split()[0], -len(r["phrase"].split()), r["phrase"]))
    rows_c, starts = [], {}  # by first token: its first row + 1, its rows, whether it may begin a level of help
    for i, r in enumerate(rows):
        where = f"measure_words.csv {r['phrase']}"
        role = word(where, r["role"], ROLES)
        name = {"test": lambda: names.index(r["name"]), "unit": lambda: word(where, r["name"], UNITS),
                "side": lambda: word(where, r["name"], ["left", "right", "both"]),
                "level": lambda: int(r["name"]), "amount": lambda: int(r["name"])}.get(
                    r["role"], lambda: pool(r["name"]))()
        site = word(where, r["site"], ["left", "right", "both"]) if r["role"] == "limb" and r["site"] else \
            pool(r["site"])
        rows_c.append(f"    {{ {pool(r['phrase'])}, {role}, {name}, {site} }}")
        first = r["phrase"].split()[0]
        if first not in starts:
            same = [row for row in rows if row["phrase"].split()[0] == first]
            starts[first] = i + 1 | len(same) << 16 | any(row["role"] in ("level", "amount") for row in same) << 31
    def enum_of(prefix, words_):
        return "enum {\n" + ",\n".join(f"    {prefix}_{ident(w)} = {i}" for i, w in enumerate(words_, 1)) + "\n};\n"
    units_c = ", ".join(str(pool(u)) for u in [""] + UNITS)
    tables = [f"static const struct kind_row kind_rows[] = {{\n" + ",\n".join(kinds_c) + "\n};\n",
              f"static const struct word_row word_rows[] = {{\n" + ",\n".join(rows_c) + "\n};\n",
              f"enum {{ WORD_COUNT = {len(rows)} }};\n",
              hashed("word_starts", starts),
              f"static const uint16_t unit_names[] = {{ {units_c} }};\n"]
    header = MARK + "".join([
        "#ifndef THERAPYCODE_NOTE_MEASURE_WORDS_H\n#define THERAPYCODE_NOTE_MEASURE_WORDS_H\n\n",
        enum_of("ROLE", ROLES), enum_of("SHAPE", SHAPES), enum_of("BETTER", BETTER), enum_of("UNIT", ["percent" if u == "%" else u.strip("{}") for u in UNITS]),
        "enum {\n" + ",\n".join(f"    KIND_{ident(n)} = {i}" for i, n in enumerate(names)) +
        f",\n    KIND_COUNT = {len(kinds)}\n}};\n",
        "/* Names that the reader itself knows, as offsets into its pool. */\nenum {\n" +
        ",\n".join(f"    NAME_{ident(n)} = {pool(n)}" for n in KNOWN) + "\n};\n\n#endif\n"])
    return header, MARK + pool.c("measure_pool", "static const") + "".join(tables)


def word_lists():
    """The short lists that the rooms ask for: their names as bits, and the words by their hash."""
    names, words = [], {}
    for where, (name, listed) in read("word_lists", ["list", "words"]):
        for item in listed.split():
            if not (item.isascii() and item.isalnum() and item == item.lower()):
                raise Fault(f"{where}: words of letters and digits, in lower case")
            words[item] = words.get(item, 0) | 1 << len(names)
        names.append(name)
    if len(names) > 64:
        raise Fault("word_lists.csv: at most 64 lists")
    header = "".join([MARK, "#ifndef THERAPYCODE_RULEBOOK_WORD_LISTS_H\n#define THERAPYCODE_RULEBOOK_WORD_LISTS_H\n\n",
                      "#include <stdint.h>\n\n",
                      *(f"#define THERAPYCODE_IMPL_LIST_{ident(n)} (UINT64_C(1) << {i})\n" for i, n in enumerate(names)),
                      "\n#endif\n"])
    return header, MARK + hashed("listed_words", words)


def spelling():
    """Words and the usual ways to write them wrongly: each wrong one, then the word that is meant."""
    seen, out = set(), []
    for where, (meant, written) in read("spelling", ["word", "written"]):
        for item in written.split():
            if not (item.isascii() and item.isalpha() and item == item.lower()) or item in seen or item == meant:
                raise Fault(f"{where}: words of letters, in lower case, each once")
            seen.add(item)
            out.append(f'    {{ "{item}", "{meant}" }}')
            if max(len(item), len(meant)) > 19:
                raise Fault(f"{where}: at most 19 letters")
    return MARK + "static const char spelling[][2][20] = {\n" + ",\n".join(out) + "\n};\n"


def irregular():
    """Words whose forms follow no rule, in groups that are found by the hash of any of their words."""
    most, longest, rows, seen = 6, 11, [], {}
    for where, (first, forms) in read("irregular", ["word", "forms"]):
        words = [first] + forms.split()
        for item in words:
            if not (item.isascii() and item.isalpha() and item == item.lower()) or item in seen:
                raise Fault(f"{where}: words of letters, in lower case, each once")
            seen[item] = len(rows) + 1
        if len(words) > most or max(map(len, words)) > longest:
            raise Fault(f"{where}: at most {most} words of {longest} letters")
        rows.append("    { " + ", ".join(f'"{w}"' for w in words) + " }")
    return MARK + f"static const char irregular[][{most + 1}][{longest + 1}] = {{ /* up to an empty word */\n" + \
        ",\n".join(rows) + "\n};\n" + hashed("irregular_words", seen)


def telling():
    """The small words that tell how a statement is meant, found by a hash, and the weight of what each tells."""
    kinds, tells, words = set(), [], {}
    rows = read("telling_words", ["word", "kind"])
    for where, (name, kind) in rows:
        if not (0 < len(name) < 16 and "a" <= name[0] <= "z"):
            raise Fault(f"{where}: a word of at most 15 bytes, in lower case")
        kinds.add(kind)
    kinds = sorted(kinds)
    for _, (name, kind) in rows:
        words[name] = words.get(name, 0) | 1 << kinds.index(kind)
    for where, (tell, weight, _) in read("telling", ["tell", "weight", "why"]):
        tells.append((tell, number(where, weight, -1000, 1000)))
    header = MARK + "".join([
        "#ifndef THERAPYCODE_SELECT_TELLING_KINDS_H\n#define THERAPYCODE_SELECT_TELLING_KINDS_H\n\n#include <stdint.h>\n\n",
        "".join(f"#define IS_{ident(k)} (UINT32_C(1) << {i})\n" for i, k in enumerate(kinds)),
        "".join(f"#define TELLS_{ident(t)} (UINT64_C(1) << {i})\n" for i, (t, _) in enumerate(tells)),
        f"enum {{ TELLS_COUNT = {len(tells)} }};\n\n#endif\n"])
    return header, MARK + "".join([
        "static const int16_t tell_weights[TELLS_COUNT] = {\n" + wrap([w for _, w in tells]) + "\n};\n",
        hashed("small_words", words)])


# ---- reference pages -----------------------------------------------------------------------------------------

PAGE = "<!-- Generated by lib/rulebook/generate.py: do not edit. -->\n"


def show(number_):
    return f"{number_ // 10000:04}-{number_ // 100 % 100:02}-{number_ % 100:02}" if number_ else ""


def rules_page(rules):
    out = [PAGE, "# Rule reference\n", "Every finding, step and tally names one of these ids. *Verified* says how far "
           "the source was checked: yes (read), partly (a detail is recalled), no (recalled).\n"]
    for room in sorted({r["room"] for r in rules}):
        out.append(f"\n## {room}\n\n| id | meaning | citation | in force | verified |\n|---|---|---|---|---|")
        for r in rules:
            if r["room"] == room:
                span = f"{r['from']} – {r['to']}" if r["from"] or r["to"] else ""
                out.append(f"| `{r['id']}` | {r['meaning']} | {r['citation']} | {span} | {r['verified']} |")
    return "\n".join(out) + "\n"


def tables_page():
    out = [PAGE, "# Table files\n", "Comma-separated UTF-8 with a header row (RFC 4180), read by "
           "`therapycode_rulebook_load()` from bytes that the caller read. All columns must be there, in this order. "
           "Dates are `yyyy-mm-dd` or empty (open); `to` is the first day that the row is no longer in force.\n"]
    for name, columns in TABLES.items():
        if name in OWN_TABLES:
            continue
        out.append(f"\n## {name}\n\n| column | holds |\n|---|---|")
        for c in columns:
            kind = {"name": "text, not empty", "code": "code", "code?": "code or empty", "date": "date or empty",
                    "text": "text"}.get(c[1], "")
            if c[1] == "int":
                kind = f"whole number {c[2]} to {c[3]}, empty is 0"
            elif c[1] in ("word", "word?"):
                kind = "one of " + ", ".join(f"`{w}`" for w in c[2]) + (", or empty" if c[1] == "word?" else "")
            elif c[1] == "set":
                kind = "any of " + ", ".join(f"`{w}`" for w in c[2]) + ", separated by spaces"
            out.append(f"| `{c[0]}` | {kind} |")
        if name == "rubric":
            out.append("\nOf each element and kind of note the last row in force counts: a row that is added takes the place "
                       "of the built-in one, the others stay. What is then in force with scope `note` must sum to 100 "
                       "for each kind of note, on every date; otherwise `therapycode_engine_new()` refuses with "
                       "`THERAPYCODE_E_CONFLICT`, the field `rubric.weight.daily` (or another kind) and the sum as index.")
    return "\n".join(out) + "\n"


def policies_page(builtin):
    out = [PAGE, "# Policies\n", "A policy is one payer's choices, as dated rows. `base` names the policy that it "
           "follows where it says nothing itself.\n", "\n## Options\n\n| option | values |\n|---|---|"]
    for o in OPTIONS:
        kind = {"base": "name of a policy", "text": "text"}.get(o[1], "")
        if o[1] == "int":
            kind = f"{o[2]} to {o[3]}"
        elif o[1] == "word":
            kind = ", ".join(f"`{w}`" for w in o[2])
        elif o[1] == "set":
            kind = "any of " + ", ".join(f"`{w}`" for w in o[2])
        elif o[1] == "order":
            kind = "in order: " + ", ".join(f"`{w}`" for w in o[2])
        out.append(f"| `{o[0]}` | {kind} |")
    out.append("\n## Built in\n\n| policy | option | value | from | to | citation |\n|---|---|---|---|---|---|")
    for v in builtin["policies"]:
        out.append(f"| `{v[0]}` | `{v[1]}` | {v[2]} | {show(v[3])} | {show(v[4])} | {v[5]} |")
    return "\n".join(out) + "\n"


def codes_page(builtin):
    out = [PAGE, "# Codes\n", "Labels are our own; no CPT text is used. *Counting*: minutes of a block, or square "
           "centimetres of an area code.\n", "| code | our label | counting | per unit | from | to | source | verified |",
           "|---|---|---|--:|---|---|---|---|"]
    timing = TABLES["codes"][2][2]
    names = [column[0] for column in TABLES["codes"]]
    for values in builtin["codes"]:
        v = dict(zip(names, values))
        out.append(f"| {v['code']} | {v['label']} | {timing[v['timing'] - 1]} | {v['minutes_per_unit'] or ''} | "
                   f"{show(v['from'])} | {show(v['to'])} | {v['source']} | {VERIFIED[v['verified'] - 1]} |")
    return "\n".join(out) + "\n"


# ---- all together --------------------------------------------------------------------------------------------

def catalogue(name):
    columns = CATALOGUE[name]
    rows = sorted((dict(zip(columns, row)) for _, row in read(name, columns)), key=lambda r: r["id"])
    for a, b in zip(rows, rows[1:]):
        if a["id"] == b["id"]:
            raise Fault(f"{name}: {a['id']} stands twice")
    return rows


def outputs():
    builtin = {}
    for name, columns in TABLES.items():
        if name == "descriptors":
            builtin[name] = []
            continue
        rows = read(name, [c[0] for c in columns])
        builtin[name] = [[cell(where, c, text) for c, text in zip(columns, row)] for where, row in rows]
    option_names = [o[0] for o in OPTIONS]
    for values in builtin["policies"]:
        if values[1] not in option_names:
            raise Fault(f"policies.csv: no option {values[1]}")
        option_value(f"policies.csv {values[0]} {values[1]}", OPTIONS[option_names.index(values[1])], values[2])
    rules, messages = catalogue("rules"), catalogue("messages")
    ids = {r["id"] for r in rules}
    for m in messages:
        if m["rule"] not in ids:
            raise Fault(f"messages.csv {m['id']}: no rule {m['rule']}")
        if m["severity"] and m["severity"] not in SEVERITIES:
            raise Fault(f"messages.csv {m['id']}: severity {m['severity']}")
    for values in builtin["rubric"]:
        if values[5] not in ids:
            raise Fault(f"rubric.csv: no rule {values[5]}")
    (_, release), = read("release", ["release", "verified_from", "verified_to"])
    release = (release[0], date("release", release[1]), date("release", release[2]))
    header, inc, status_page = status()
    measure_enums, measure_rows = measures()
    list_enums, list_rows = word_lists()
    telling_kinds, telling_rows = telling()
    return {
        "include/therapycode/status.h": header,
        "lib/base/status.inc": inc,
        "lib/note/measure_words.h": measure_enums,
        "lib/note/measure_words.inc": measure_rows,
        "lib/rulebook/word_lists.h": list_enums,
        "lib/rulebook/word_lists.inc": list_rows,
        "lib/rulebook/spelling.inc": spelling(),
        "lib/rulebook/irregular.inc": irregular(),
        "lib/select/telling.inc": telling_rows,
        "lib/select/telling_kinds.h": telling_kinds,
        "lib/rulebook/tables.h": tables_h(rules, messages),
        "lib/rulebook/tables.c": tables_c(builtin, rules, messages, release),
        "docs/reference/rules.md": rules_page(rules),
        "docs/reference/tables.md": tables_page(),
        "docs/reference/policies.md": policies_page(builtin),
        "docs/reference/codes.md": codes_page(builtin),
        "docs/reference/status.md": PAGE + "# Statuses\n\n" + status_page,
    }


def main():
    check = sys.argv[1:] == ["--check"]
    try:
        files = outputs()
    except (Fault, ValueError) as fault:
        sys.exit(f"generate.py: {fault}")
    stale = 0
    for name, text in files.items():
        path = TOP / name
        old = path.read_text(encoding="utf-8") if path.exists() else None
        if old == text:
            continue
        stale += 1
        if check:
            print(f"{name}: not in step with its source")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    if check:
        print(f"generated files: {len(files) - stale} passed, {stale} failed")
        sys.exit(1 if stale else 0)


if __name__ == "__main__":
    main()
