"""What all gates share: count the checks, say what is wrong, end in one line "name: N passed, N failed"."""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
PUBLIC = ROOT / "include" / "therapycode"


class Gate:
    def __init__(self, name):
        self.name = name
        self.passed = 0
        self.failed = 0

    def check(self, ok, message):
        """One check; prints the message where it fails."""
        if ok:
            self.passed += 1
        else:
            self.failed += 1
            print(f"{self.name}: {message}")
        return bool(ok)

    def finish(self):
        """Prints the closing line and ends the process. A gate that checked nothing fails."""
        if self.passed + self.failed == 0:
            print(f"{self.name}: checked nothing")
            self.failed = 1
        print(f"{self.name}: {self.passed} passed, {self.failed} failed")
        sys.exit(1 if self.failed else 0)


def run(*command, **options):
    """Runs a command; returns the finished process with its output as text."""
    return subprocess.run([str(word) for word in command], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, check=False, **options)


def output_of(*command):
    """Standard output of a command that must succeed."""
    return subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, text=True,
                          check=True).stdout


def tracked(*patterns):
    """Files that git tracks or is about to, relative to the top; without git, the files that are there."""
    command = ["git", "-C", str(ROOT), "ls-files", "--cached", "--others", "--exclude-standard", "-z", "--"]
    done = subprocess.run(command + list(patterns), stdout=subprocess.PIPE, text=True, check=True)
    return sorted({name for name in done.stdout.split("\0") if name and (ROOT / name).exists()})


def without_comments(text):
    """C without comments, strings and character constants; line numbers stay."""
    def blank(match):
        found = match.group(0)
        if found[0] in "\"'":
            return found[0] * 2
        return " " + "\n" * found.count("\n")
    return re.sub(r"/\*.*?\*/|//[^\n]*|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", blank, text,
                  flags=re.DOTALL)


def public_headers():
    """The umbrella's headers in its order, then the umbrella."""
    umbrella = PUBLIC / "therapycode.h"
    names = re.findall(r"#include <therapycode/(\w+\.h)>", umbrella.read_text())
    return [PUBLIC / name for name in names] + [umbrella]


def plain_c():
    """The public headers joined, as the umbrella tells binding generators to do it."""
    lines = []
    for header in public_headers():
        lines += [line for line in header.read_text().splitlines() if not line.startswith("#")]
    text = re.sub(r"/\*.*?\*/", " ", "\n".join(lines), flags=re.DOTALL)
    # the extern "C" braces: one opens, one closes, each alone on its line
    text = re.sub(r'^extern "C" \{$', "", text, flags=re.MULTILINE)
    return re.sub(r"^\}$", "", text, flags=re.MULTILINE)


def public_functions():
    """Names of the functions that the public headers declare."""
    text = re.sub(r"\{[^{}]*\}", "", re.sub(r"\{[^{}]*\}", "", plain_c()))
    return sorted(set(re.findall(r"\b(therapycode_\w+)\s*\(", text)))
