#!/usr/bin/env python3
"""The layout of every public struct: no hidden padding in any data model, and never other than written down.

Usage: check_layout.py [--update]. tests/api/layout.txt holds offset and size of every field for LP64, LLP64
and ILP32. clang compiles assertions made of it for each model, and the host's gcc for its own. With
--update, fields are appended to the file; a field that is there already is never changed by it: until
the headers are frozen, that takes an edit by hand and a line in docs/CHANGELOG.md.
"""
import pathlib
import re
import sys
import tempfile

from gate import ROOT, Gate, plain_c, run

GOLDEN = ROOT / "tests" / "api" / "layout.txt"
# model: pointer size, and targets of clang that have it
MODELS = {"LP64": (8, ["x86_64-linux-gnu", "aarch64-linux-gnu", "arm64-apple-macosx"]),
          "LLP64": (8, ["x86_64-pc-windows-msvc"]),
          "ILP32": (4, ["i686-linux-gnu", "armv7-linux-gnueabihf", "i686-pc-windows-msvc"])}
SIZES = {"char": 1, "int32_t": 4, "int64_t": 8, "therapycode_status": 4}
HEADER = """# Layout of the public structs: struct, field, then offset+size for LP64, LLP64 and ILP32; a line without a field is the
# whole struct. Fields are only ever appended. Kept by tests/gates/check_layout.py.
"""


def parse():
    """{struct: [(field, type, element count)]}, in the order of the headers."""
    structs = {}
    for name, body in re.findall(r"struct (therapycode_\w+) \{(.*?)\n\};", plain_c(), re.DOTALL):
        fields = []
        for item in body.split(";"):
            item = " ".join(item.split())
            if not item:
                continue
            pointer = re.match(r".*\(\*(\w+)\)\(.*\)$", item)
            if pointer:
                fields.append((pointer.group(1), "*", 1))
                continue
            found = re.match(r"(?:const )?(?:struct )?(\w+)( |[ *]*\*(?:const \*)*)(\w+)((?:\[\d+\])*)$", item)
            if not found:
                raise ValueError(f"struct {name}: cannot read {item!r}")
            count = 1
            for number in re.findall(r"\d+", found.group(4)):
                count *= int(number)
            fields.append((found.group(3), "*" if "*" in found.group(2) else found.group(1), count))
        structs[name] = fields
    return structs


def measure(structs, name, pointer, faults):
    """[(field, offset, size)], size and alignment of a struct, with pointers of that size."""
    offset, widest, rows = 0, 1, []
    for field, kind, count in structs[name]:
        if kind in ("*", "size_t"):
            size = align = pointer
        elif kind in SIZES:
            size = align = SIZES[kind]
        else:
            _, size, align = measure(structs, kind, pointer, faults)
        if offset % align:
            faults.append(f"struct {name} has a hole before {field} with {pointer}-byte pointers")
            offset += align - offset % align
        rows.append((field, offset, size * count))
        offset += size * count
        widest = max(widest, align)
    if offset % widest:
        faults.append(f"struct {name} has a padded tail with {pointer}-byte pointers")
        offset += widest - offset % widest
    return rows, offset, widest


def layout_lines(structs, faults):
    lines = []
    for name in structs:
        tables = {model: measure(structs, name, pointer, faults) for model, (pointer, _) in MODELS.items()}
        for index, (field, _, _) in enumerate(structs[name]):
            cells = " ".join("{}+{}".format(*tables[model][0][index][1:]) for model in MODELS)
            lines.append(f"{name} {field} {cells}")
        lines.append(f"{name} - " + " ".join(f"0+{tables[model][1]}" for model in MODELS))
    return lines


def assertions(lines, column):
    """C that holds only where the compiler lays the structs out as written down."""
    code = ["#include <therapycode/therapycode.h>"]
    for line in lines:
        name, field, *cells = line.split()
        offset, size = cells[column].split("+")
        if field == "-":
            code.append(f'_Static_assert(sizeof(struct {name}) == {size}, "size of {name}");')
        else:
            code.append(f'_Static_assert(offsetof(struct {name}, {field}) == {offset} && '
                        f'sizeof(((struct {name} *)0)->{field}) == {size}, "{name}.{field}");')
    return "\n".join(code) + "\n"


def check_compilers(gate, lines, folder):
    for column, (model, (_, targets)) in enumerate(MODELS.items()):
        source = folder / f"{model}.c"
        source.write_text(assertions(lines, column))
        include = f"-I{ROOT / 'include'}"
        for target in targets:
            done = run("clang", f"--target={target}", "-ffreestanding", "-std=c11", "-Werror", "-Wpadded",
                       "-fsyntax-only", include, source)
            gate.check(done.returncode == 0, f"{model} on {target}:\n{done.stdout}")
    done = run("gcc", "-std=c11", "-Werror", "-Wpadded", "-fsyntax-only", include, folder / "LP64.c")
    gate.check(done.returncode == 0, f"host gcc:\n{done.stdout}")


def merge(golden, lines):
    """What is written down, with new fields and structs put in, for --update."""
    known = {tuple(line.split()[:2]): line for line in golden}
    return [line if line.split()[1] == "-" else known.get(tuple(line.split()[:2]), line) for line in lines]


def main():
    gate = Gate("layout")
    structs, faults = parse(), []
    lines = layout_lines(structs, faults)
    golden = [line for line in GOLDEN.read_text().splitlines() if not line.startswith("#")] if GOLDEN.exists() else []
    if "--update" in sys.argv[1:]:
        golden = merge(golden, lines)
        GOLDEN.write_text(HEADER + "\n".join(golden) + "\n")
    for fault in faults:
        gate.check(False, fault)
    for line in sorted(set(lines) | set(golden)):
        gate.check(line in lines, f"written down, but not so in the headers: {line}")
        gate.check(line in golden, f"in the headers, but not in {GOLDEN.relative_to(ROOT)}: {line}")
    gate.check(lines == golden, "the order of the fields is not the one written down")
    with tempfile.TemporaryDirectory() as name:
        check_compilers(gate, lines, pathlib.Path(name))
    gate.finish()


main()
