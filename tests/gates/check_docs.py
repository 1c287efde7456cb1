#!/usr/bin/env python3
"""The documentation: Doxygen without a warning, every link leads somewhere, one version everywhere.

Usage: check_docs.py VERSION DESCRIPTION.
"""
import pathlib
import re
import sys
import tempfile
import xml.etree.ElementTree

from gate import ROOT, Gate, public_functions, run, tracked


def check_doxygen(gate, version, description):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        values = {"PROJECT_VERSION": version, "PROJECT_DESCRIPTION": description,
                  "PROJECT_SOURCE_DIR": str(ROOT), "DOXYGEN_OUTPUT": str(folder)}
        text = (ROOT / "docs" / "Doxyfile.in").read_text()
        (folder / "Doxyfile").write_text(re.sub(r"@(\w+)@", lambda found: values[found.group(1)], text))
        done = run("doxygen", folder / "Doxyfile")
        gate.check(done.returncode == 0 and not done.stdout.strip(), f"doxygen:\n{done.stdout[-5000:]}")
        documented, bare = set(), []
        for path in (folder / "xml").glob("*.xml"):
            for member in xml.etree.ElementTree.parse(path).getroot().iter("memberdef"):
                kind, label = member.get("kind"), member.findtext("name")
                words = "".join("".join(part.itertext()) for part in member if part.tag.endswith("description"))
                if kind == "define" and label.endswith("_H"):
                    continue
                if not words.strip():
                    bare.append(f"{kind} {label}")
                elif kind == "function":
                    documented.add(label)
        for label in bare:
            gate.check(False, f"{label} has no description")
        for function in public_functions():
            gate.check(function in documented, f"{function} is not in the reference")


def headings(path):
    """Anchors of a Markdown file, as a host shows them."""
    found = re.findall(r"^#+ (.*)$", path.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", re.sub(r"\{#.*\}", "", title)).strip().lower().replace(" ", "-") for title in found}


def check_links(gate):
    for name in tracked("*.md"):
        path = ROOT / name
        text = re.sub(r"```.*?```", "", path.read_text(), flags=re.DOTALL)
        for target in re.findall(r"\]\(([^)\s]+)\)", text):
            if re.match(r"[a-z]+:", target):
                continue
            place, _, anchor = target.partition("#")
            goal = (path.parent / place).resolve() if place else path
            if gate.check(goal.exists(), f"{name}: link to {target} leads nowhere") and anchor and goal.suffix == ".md":
                gate.check(anchor in headings(goal), f"{name}: no heading for {target}")
        # files named in code quotes, where they look like a path of this project
        for target in re.findall(r"`((?:lib|include|tests|docs|bindings|\.ci)/[\w./-]+\.\w+)`", text):
            gate.check((ROOT / target).exists(), f"{name}: {target} is not there")


def check_version(gate, version):
    changes = (ROOT / "docs" / "CHANGELOG.md").read_text()
    gate.check(re.search(rf"^## {re.escape(version)}\b", changes, re.MULTILINE), f"docs/CHANGELOG.md has no {version}")
    gate.check(re.search(rf"^\| {re.escape('.'.join(version.split('.')[:2]))}", (ROOT / "docs" / "SECURITY.md").read_text(),
                         re.MULTILINE), "docs/SECURITY.md does not list this version as supported")
    script = (ROOT / "lib" / "libtherapycode.map").read_text()
    gate.check(f"THERAPYCODE_{'.'.join(version.split('.')[:2])} {{" in script, "the version script has no node for it")
    for name in tracked("lib/*.c", "lib/*.h", "lib/*.in", "bindings/*"):
        if not name.endswith((".c", ".h", ".in", ".txt", ".cmake")) or name.startswith("bindings/lua/bundled/"):
            continue  # bundled/ is generated from CMakeLists.txt, and bindings_generated holds it in step
        text = re.sub(r"/\*.*?\*/", "", (ROOT / name).read_text(errors="replace"), flags=re.DOTALL)
        gate.check(f'"{version}"' not in text, f"{name} repeats the version; it belongs in CMakeLists.txt alone")


def main():
    gate = Gate("docs")
    check_doxygen(gate, *sys.argv[1:3])
    check_links(gate)
    check_version(gate, sys.argv[1])
    gate.finish()


main()
