"""Reads the public headers: plain C after dropping '#' lines and the extern "C" braces, and what it declares.

Not a C parser: it reads the declared subset that the headers promise (no bit-fields, unions, variadics or
function-like macros) and stops with the line where that promise is broken.
"""
import pathlib
import re
from dataclasses import dataclass, field

TOP = pathlib.Path(__file__).resolve().parents[2]
INCLUDE = TOP / "include" / "therapycode"


@dataclass
class Member:
    name: str
    type: str
    length: int
    doc: str
    pointer: bool = False
    callback: bool = False


@dataclass
class Struct:
    name: str
    doc: str
    members: list = field(default_factory=list)
    opaque: bool = False


@dataclass
class Enum:
    name: str
    doc: str
    values: list = field(default_factory=list)  # (name, number, doc)


@dataclass
class Function:
    name: str
    doc: str
    declaration: str
    header: str


def header_order():
    """Headers in the order of the umbrella's own includes."""
    umbrella = (INCLUDE / "therapycode.h").read_text(encoding="utf-8")
    return re.findall(r"#include <therapycode/(\w+\.h)>", umbrella)


def plain(text):
    """Drops what only a C or C++ preprocessor needs; comments stay."""
    text = re.sub(r"#ifdef __cplusplus\n.*?#endif\n", "", text, flags=re.S)
    return "\n".join(line for line in text.split("\n") if not line.startswith("#"))


def strip_comments(text):
    return re.sub(r"/\*.*?\*/", "", text, flags=re.S)


def cdef():
    """All headers joined, as cffi and LuaJIT read them."""
    joined = "\n".join(plain((INCLUDE / name).read_text(encoding="utf-8")) for name in header_order())
    lines = (line.rstrip() for line in strip_comments(joined).split("\n"))
    return re.sub(r"\n{2,}", "\n", "\n".join(line for line in lines if line)) + "\n"


def clean(comment):
    """A doc comment's words: no stars, no commands of the documentation tool."""
    text = re.sub(r"^/\*\*<?|\*/$", "", comment.strip())
    text = re.sub(r"^\s*\* ?", "", text, flags=re.M)
    text = re.sub(r"@since \S+", "", text)
    text = re.sub(r"@(file|brief|name)\b\s*", "", text)
    text = text.replace("::", "")
    return re.sub(r"[ \t]+", " ", text).strip()


def brief(doc):
    """The first paragraph of a cleaned comment."""
    return " ".join(re.split(r"\n\s*\n|\n@", doc)[0].split())


TOKEN = re.compile(r"(?P<comment>/\*.*?\*/)|(?P<text>[^/{};,]+|/)|(?P<mark>[{};,])", re.S)


def parse_members(body, where):
    members = []
    pending = ""
    for match in re.finditer(r"(/\*\*<.*?\*/)|(/\*.*?\*/)|([^;/]+;)", body, flags=re.S):
        after, before, declaration = match.groups()
        if declaration is not None:
            text = " ".join(declaration.strip().rstrip(";").split())
            callback = re.fullmatch(r"(.+?)\(\*(\w+)\)\((.*)\)", text)
            plain_member = re.fullmatch(r"(.+?[ *])(\w+)((?:\[\d+\])*)", text)
            if callback:
                members.append(Member(callback[2], text, 0, pending, callback=True))
            elif plain_member:
                dims = re.findall(r"\d+", plain_member[3])
                length = int(dims[0]) if dims else 0
                kind = plain_member[1].strip()
                members.append(Member(plain_member[2], kind + plain_member[3], length, pending, "*" in kind))
            else:
                raise SystemExit(f"{where}: cannot read member '{text}'")
            pending = ""
        elif after is not None and members:
            members[-1].doc = clean(after)
        elif before is not None:
            pending = clean(before)
    return members


def parse_values(body, where):
    values = []
    for match in re.finditer(r"(\w+)\s*=\s*(-?\d+)\s*,?\s*(/\*\*<.*?\*/)?", body, flags=re.S):
        values.append((match[1], int(match[2]), clean(match[3] or "")))
    if not values or len(values) != len(re.findall(r"\bTHERAPYCODE_\w+\s*=", strip_comments(body))):
        raise SystemExit(f"{where}: cannot read an enumerator")
    return values


DECLARATION = re.compile(
    r"(?P<doc>/\*\*(?:(?!\*/).)*\*/)?\s*"
    r"(?:(?P<kind>struct|enum) (?P<name>\w+)\s*(?:\{(?P<body>.*?)\n\}\s*;|;)"
    r"|(?P<function>[a-z][\w *]*?\b(?P<fname>therapycode_\w+)\s*\([^;{]*\))\s*;)", re.S)


def parse():
    """(structs by name, enums by name, functions in order) of the whole API."""
    structs, enums, functions = {}, {}, []
    for header in header_order():
        text = plain((INCLUDE / header).read_text(encoding="utf-8"))
        # a comment that is followed by another documents the file or a group: not a declaration
        for match in DECLARATION.finditer(text):
            doc = clean(match["doc"] or "")
            if match["function"]:
                functions.append(Function(match["fname"], doc, " ".join(match["function"].split()), header))
            elif match["kind"] == "enum":
                enums[match["name"]] = Enum(match["name"], doc, parse_values(match["body"], match["name"]))
            elif match["body"] is None:
                structs[match["name"]] = Struct(match["name"], doc, opaque=True)
            else:
                members = parse_members(match["body"], match["name"])
                structs[match["name"]] = Struct(match["name"], doc, members)
    declared = set(re.findall(r"\b(therapycode_\w+)\s*\(", cdef()))
    if declared != {function.name for function in functions}:
        raise SystemExit(f"headers: functions not understood: {declared ^ {f.name for f in functions}}")
    return structs, enums, functions
