#!/usr/bin/env python3
"""What the libraries export, import and hold in memory.

Usage: check_symbols.py SHARED STATIC. The version script, the public headers and the shared library name
the same functions; the archive defines nothing without our prefix; the objects import nothing beyond a
short list of the C library, so there is no I/O, clock, environment, locale, thread or abort; and they
hold no writable data.
"""
import re
import sys

from gate import ROOT, Gate, output_of, public_functions

# Memory, bytes and strings; then what gcc and clang add by themselves.
ALLOWED = set("""malloc realloc free memchr memcmp memcpy memmove memset strchr strcmp strcspn strlen strncmp strspn
    strstr     bsearch qsort
    _GLOBAL_OFFSET_TABLE_ __stack_chk_fail __memcpy_chk __memmove_chk __memset_chk""".split())
# Read-only once the loader has put addresses in: tables of pointers. Kept small, for each costs a relocation.
RELOCATED_BYTES = 4096
DATA = re.compile(r"^\.(data|bss|tdata|tbss)")


def exported(shared):
    """Names in the dynamic symbol table, without their version node."""
    names = set()
    for line in output_of("nm", "-D", "--defined-only", shared).splitlines():
        kind, name = line.split()[-2:]
        if kind != "A":  # the version node itself
            names.add(name.split("@")[0])
    return names


def check_exports(gate, shared):
    script = (ROOT / "lib" / "libtherapycode.map").read_text()
    listed = set(re.findall(r"^\s+(therapycode_\w+);", script, re.MULTILINE))
    declared = set(public_functions())
    found = exported(shared)
    for name in sorted(listed | declared | found):
        gate.check(name in declared, f"{name} is exported but not declared in a public header")
        gate.check(name in listed, f"{name} is not in lib/libtherapycode.map")
        gate.check(name in found, f"{name} is declared but the shared library does not export it")
    gate.check("therapycode_impl_" not in script, "an internal name stands in the version script")
    needed = re.findall(r"NEEDED.*\[(.*)\]", output_of("readelf", "-d", "-W", shared))
    gate.check(set(needed) <= {"libc.so.6"}, f"the shared library needs {needed}, not libc alone")


def check_archive(gate, static):
    member = ""
    defined, undefined = set(), []
    for line in output_of("nm", "-g", static).splitlines():
        if line.endswith(":"):
            member = line[:-1]
        elif line.strip():
            kind, name = line.split()[-2:]
            if kind in "Uw":
                undefined.append((member, name))
            else:
                defined.add(name)
                gate.check(name.startswith("therapycode_"), f"{member} defines {name} without our prefix")
    for member, name in undefined:
        gate.check(name in ALLOWED or name in defined, f"{member} imports {name}")


def check_memory(gate, static):
    member, relocated = "", 0
    for line in output_of("size", "-A", static).splitlines():
        if " :" in line or "(ex " in line:
            member = line.split()[0]
        fields = line.split()
        if len(fields) != 3 or not DATA.match(fields[0]):
            continue
        section, size = fields[0], int(fields[1])
        if section.startswith(".data.rel.ro"):
            relocated += size
            if size:
                print(f"symbols: note: {member} {section} {size} bytes")
        else:
            gate.check(size == 0, f"{member} has {size} writable bytes in {section}")
    gate.check(relocated <= RELOCATED_BYTES, f"{relocated} bytes of tables hold addresses")


def main():
    gate = Gate("symbols")
    shared, static = sys.argv[1:]
    check_exports(gate, shared)
    check_archive(gate, static)
    check_memory(gate, static)
    gate.finish()


main()
