#!/usr/bin/env python3
"""The README tells the truth: its C compiles and runs, and what it shows is what comes out.

Usage: check_readme.py STATIC_LIBRARY COMMAND. Every block of C is compiled with strict warnings, run, and its output
compared with the block of text that follows it; the same for each docs/examples/*.c, whose output
stands in the .txt beside it. A command after "$ therapycode" is run as it stands; a line "[...]" in what is shown
stands for any number of lines.
"""
import pathlib
import re
import shlex
import sys
import tempfile

from gate import ROOT, Gate, run

WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Wconversion", "-Werror"]


def check_program(gate, what, source, wanted, static, folder):
    program = folder / "program"
    done = run("cc", "-std=c99", *WARNINGS, f"-I{ROOT / 'include'}", source, static, "-pthread", "-o", program)
    if not gate.check(done.returncode == 0, f"{what} does not compile:\n{done.stdout}"):
        return
    done = run(program, cwd=ROOT)
    gate.check(done.returncode == 0, f"{what} ends with {done.returncode}")
    gate.check(done.stdout.strip() == wanted.strip(), f"{what} prints\n{done.stdout}\nand not\n{wanted}")


def agrees(said, shown):
    """Is `said` what is shown, "[...]" standing for any number of lines?"""
    parts = [re.escape(part) for part in re.split(r"^\[\.\.\.\]\n", shown.strip() + "\n", flags=re.MULTILINE)]
    return re.fullmatch(r"(?:.*\n)?".join(parts), said.strip() + "\n", re.DOTALL) is not None


def blocks(text):
    """(language, body) of every fenced block."""
    return re.findall(r"^```(\w*)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def main():
    gate = Gate("readme")
    static, command = (pathlib.Path(word).resolve() for word in sys.argv[1:3])
    found = blocks((ROOT / "README.md").read_text())
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for index, (language, body) in enumerate(found):
            if language == "c":
                source = folder / "readme.c"
                source.write_text(body)
                wanted = found[index + 1][1] if index + 1 < len(found) else ""
                check_program(gate, "the README's C", source, wanted, static, folder)
            elif "$ therapycode " in body:
                shown = body[body.index("$ therapycode "):]
                line, _, wanted = shown.partition("\n")
                done = run(command, *shlex.split(line)[2:], cwd=ROOT)
                gate.check(agrees(done.stdout, wanted), f"{line} prints\n{done.stdout}")
                gate.check(done.returncode == 0, f"{line} ends with {done.returncode}")
        gate.check(gate.passed + gate.failed >= 3, "the README shows no C, or no command with its output")
        for source in sorted((ROOT / "docs" / "examples").glob("*.c")):
            text = source.with_suffix(".txt")
            if gate.check(text.exists(), f"{source.name} has no {text.name} with its output"):
                check_program(gate, source.name, source, text.read_text(), static, folder)
    gate.finish()


main()
