#!/usr/bin/env python3
"""What libtherapycode-json exports and needs: header = version script = library; jansson linked, never in the header.

Usage: check_json_symbols.py LIBRARY.
"""
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "tests" / "gates"))
from gate import ROOT, Gate, output_of  # noqa: E402

LIBRARY = sys.argv[1]
JSON = ROOT / "bindings" / "json"


def main():
    gate = Gate("json_symbols")
    header = (JSON / "include" / "therapycode" / "json.h").read_text()
    script = (JSON / "libtherapycode-json.map").read_text()
    code = re.sub(r"/\*.*?\*/", "", header, flags=re.DOTALL)
    declared = set(re.findall(r"\b(therapycode_json_\w+)\(", code))
    listed = set(re.findall(r"^\s+(therapycode_\w+);", script, re.MULTILINE))
    found = set()
    for line in output_of("nm", "-D", "--defined-only", LIBRARY).splitlines():
        kind, name = line.split()[-2:]
        if kind != "A":
            found.add(name.split("@")[0])
    for name in sorted(declared | listed | found):
        gate.check(name in declared and name in listed and name in found,
                   f"{name}: header {name in declared}, version script {name in listed}, library {name in found}")
    gate.check("jansson" not in code and "json_t" not in code, "jansson stands in the public header")
    dynamic = output_of("readelf", "-d", "-W", LIBRARY)
    needed = set(re.findall(r"NEEDED.*\[(.*)\]", dynamic))
    gate.check(any(name.startswith("libjansson.so") for name in needed), f"jansson is not linked dynamically: {needed}")
    gate.check(all(name.startswith(("libjansson.so", "libtherapycode.so", "libc.so")) for name in needed),
               f"the library needs {needed}")
    gate.check(re.search(r"SONAME.*\[libtherapycode-json\.so\.\d+\]", dynamic), "no SONAME")
    imported = output_of("nm", "-D", "--undefined-only", LIBRARY)
    for name in ("json_set_alloc_funcs", "json_object_seed", "abort", "exit", "printf", "fprintf", "fopen", "getenv"):
        gate.check(not re.search(rf"\b{name}(@|$)", imported, re.MULTILINE), f"the library calls {name}")
    gate.finish()


main()
