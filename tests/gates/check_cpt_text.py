#!/usr/bin/env python3
"""Looks for CPT descriptor wording of the AMA in every tracked text file.

Usage: check_cpt_text.py [FILE...]. Without files: all that git tracks or is about to track. The
wording itself is not here: cpt_phrases.txt holds SHA-256 hashes of five-word runs (README.md). A
hit prints file:line and never the words. The closing line "N passed, N failed" counts files; exit
status 1 on a hit, or if nothing was read.
"""
import hashlib
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
WORDS = 5
TOKEN = re.compile(r"[a-z0-9]+")
# Comment marks and string quotes at line ends must not hide a run that goes on in the next line;
# they hold no letters or digits, so the tokeniser passes over them by itself.


def load_hashes(path):
    lines = path.read_text(encoding="ascii").splitlines()
    hashes = {line for line in lines if line and not line.startswith("#")}
    if not hashes or not all(re.fullmatch(r"[0-9a-f]{64}", item) for item in hashes):
        raise SystemExit(f"{path.name}: no hashes, or a line that is none")
    return hashes


def tracked_files():
    out = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others",
                          "--exclude-standard"], check=True, stdout=subprocess.PIPE).stdout
    return [ROOT / name.decode("utf-8", "surrogateescape") for name in out.split(b"\0") if name]


def hits(text, hashes, seen):
    """Line numbers at which a run of WORDS tokens begins whose hash is listed."""
    window, found = [], []
    for number, line in enumerate(text.lower().splitlines(), 1):
        for word in TOKEN.findall(line):
            window.append((word, number))
            if len(window) > WORDS:
                window.pop(0)
            if len(window) < WORDS:
                continue
            run = " ".join(item[0] for item in window)
            if run not in seen:
                seen[run] = hashlib.sha256(run.encode("ascii")).hexdigest() in hashes
            if seen[run]:
                found.append(window[0][1])
    return sorted(set(found))


def self_test():
    """The matcher must see a run across lines and marks, in any case, and nothing shorter."""
    run = "alpha beta gamma 15 delta"
    hashes = {hashlib.sha256(run.encode("ascii")).hexdigest()}
    good = hits("x\n * Alpha-beta (gamma),\n * 15 DELTA.\n", hashes, {}) == [2]
    good = good and hits("alpha beta gamma 15\n", hashes, {}) == []
    return good and hits("alpha beta gamma 15 deltas\n", hashes, {}) == []


def main(argv):
    hashes = load_hashes(HERE / "cpt_phrases.txt")
    files = [pathlib.Path(name) for name in argv[1:]] or tracked_files()
    passed, failed, seen = 0, 0, {}
    if not self_test():
        print("check_cpt_text: the matcher does not find its own sample")
        failed += 1
    for path in files:
        if not path.is_file() or path.is_symlink():
            continue
        raw = path.read_bytes()
        if b"\0" in raw[:4096]:
            continue
        found = hits(raw.decode("utf-8", "replace"), hashes, seen)
        for line in found:
            print(f"{path.relative_to(ROOT) if path.is_relative_to(ROOT) else path}:{line}: "
                  "wording of a licensed descriptor; say it in own words")
        failed += bool(found)
        passed += not found
    print(f"check_cpt_text: {passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
