#!/usr/bin/env python3
"""Every public header alone, in every language it is for, and as binding generators see it.

Each header compiles by itself, twice in one file, as C99, C11, C17, C++11 and C++17 with gcc and clang and
strict warnings; joined and stripped as the umbrella says, cffi and LuaJIT parse the whole. Nothing in
them stands in the way of a generator, and every item says since when it exists.
"""
import pathlib
import re
import shutil
import tempfile

from gate import ROOT, Gate, plain_c, public_functions, public_headers, run

STRICT = ["-Wall", "-Wextra", "-Wpedantic", "-Werror", "-Wundef", "-Wshadow", "-Wconversion"]
C_ONLY = ["-Wstrict-prototypes", "-Wmissing-prototypes"]
CPP_ONLY = ["-Wold-style-cast", "-Wzero-as-null-pointer-constant"]
MODES = [("gcc", "c", "c99"), ("gcc", "c", "c11"), ("gcc", "c", "c17"), ("gcc", "c++", "c++11"),
         ("gcc", "c++", "c++17"), ("clang", "c", "c99"), ("clang", "c++", "c++17")]
# what binding generators stumble over, or what has another size elsewhere
BANNED = re.compile(r"\b(union|bool|_Bool|long|short|wchar_t|time_t|FILE|va_list|inline|float|double|unsigned)\b"
                    r"|\.\.\.|\[\]|\b\w+\s*:\s*\d+\s*;")


def check_alone(gate, folder):
    for header in public_headers():
        include = f"#include <therapycode/{header.name}>\n"
        source = folder / "alone.c"
        source.write_text(include * 2 + "extern int therapycode_gate;\n")
        for compiler, language, standard in MODES:
            extra = C_ONLY if language == "c" else CPP_ONLY if compiler == "gcc" else []
            done = run(compiler, "-x", language, f"-std={standard}", *STRICT, *extra, "-fsyntax-only",
                       f"-I{ROOT / 'include'}", source)
            gate.check(done.returncode == 0, f"{header.name} as {standard} with {compiler}:\n{done.stdout}")


def check_initialisers(gate, folder):
    """The macros must be usable in C and C++, and give what their name says."""
    source = folder / "init.c"
    text = "\n".join(header.read_text() for header in public_headers())
    names = re.findall(r"#define (THERAPYCODE_(\w+)_INIT)\b", text)
    gate.check(len(names) >= 2, "no initialisers found")
    lines = ["#include <therapycode/therapycode.h>", "int therapycode_gate(void);", "int therapycode_gate(void)", "{"]
    for macro, noun in names:
        lines.append(f"    struct therapycode_{noun.lower()} {noun.lower()} = {macro};")
    lines += ["    struct therapycode_text text = THERAPYCODE_TEXT(\"four\");", "    return text.length == 4"]
    lines += [f"        && {noun.lower()}.size == sizeof {noun.lower()}" for _, noun in names]
    lines += ["        ? 0 : 1;", "}"]
    source.write_text("\n".join(lines) + "\n")
    for compiler, language, standard in MODES:
        done = run(compiler, "-x", language, f"-std={standard}", *STRICT, "-fsyntax-only", f"-I{ROOT / 'include'}", source)
        gate.check(done.returncode == 0, f"initialisers as {standard} with {compiler}:\n{done.stdout}")


def check_parsers(gate, folder):
    text = plain_c()
    try:
        import cffi
        ffi = cffi.FFI()
        ffi.cdef(text)
        size = ffi.sizeof("struct therapycode_error")
        gate.check(size == 40, f"cffi sees struct therapycode_error with {size} bytes")
        gate.check(len(ffi.list_types()[1]) >= 25, "cffi sees too few structs")
    except Exception as fault:  # whatever a parser says is what the reader must see
        gate.check(False, f"cffi: {fault}")
    script = folder / "parse.lua"
    script.write_text("local ffi = require 'ffi'\nffi.cdef[==[" + text + "]==]\n"
                      "io.write(ffi.sizeof('struct therapycode_error'))\n")
    if not gate.check(shutil.which("luajit"), "luajit is not installed"):
        return
    done = run("luajit", script)
    gate.check(done.returncode == 0 and done.stdout == "40", f"luajit: {done.stdout}")


def check_text(gate):
    text = plain_c()
    for number, line in enumerate(text.splitlines(), 1):
        found = BANNED.search(line)
        gate.check(not found, f"plain C line {number}: {found and found.group(0)!r} in: {line.strip()}")
    for header in public_headers():
        raw = header.read_text()
        for block in re.finditer(r"/\*\*(?!<)((?:(?!\*/).)*)\*/\s*(?:typedef|enum|struct|#define|(?:const )?\w[\w ]*\**\s*therapycode_\w+\()",
                                 raw, re.DOTALL):
            if "@name" not in block.group(1):
                line = raw[:block.start()].count("\n") + 1
                gate.check("@since" in block.group(1), f"{header.name}:{line}: without @since")
        gate.check("@file" in raw and "@brief" in raw, f"{header.name}: without @file and @brief")
    gate.check(len(public_functions()) >= 30, "too few functions found in the headers")
    for name in public_functions():
        gate.check(re.match(r"therapycode_[a-z]+(_[a-z]+)*$", name), f"{name} is not named as the others")


def check_tested(gate):
    """Every function is in the sweep of failing allocations and in the tests with NULL; rows go by their noun."""
    for name in ("memory.c", "nulls.c"):
        text = (ROOT / "tests" / "api" / name).read_text() + (ROOT / "tests" / "api" / "api.h").read_text()
        for function in public_functions():
            row = re.match(r"therapycode_evaluation_(\w+)$", function)
            pattern = rf"\b{function}\b" + (rf"|MIX_ROWS\(\w+, {row.group(1)},|ROW_IS_NULL\({row.group(1)}\)" if row else "")
            gate.check(re.search(pattern, text), f"tests/api/{name} leaves {function} out")


def main():
    gate = Gate("headers")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        check_alone(gate, folder)
        check_initialisers(gate, folder)
        check_parsers(gate, folder)
    check_text(gate)
    check_tested(gate)
    gate.finish()


main()
