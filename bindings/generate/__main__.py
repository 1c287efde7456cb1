"""Usage: python3 -m generate [--check], from the folder bindings. Writes, or compares, the generated files."""
import sys

from . import headers, lua, python, reference


def main():
    check = sys.argv[1:] == ["--check"]
    if sys.argv[1:] not in ([], ["--check"]):
        raise SystemExit(__doc__)
    structs, enums, functions = headers.parse()
    wanted = {**python.files(structs, enums), **lua.files(structs, enums), **reference.files(functions)}
    stale = []
    for path, text in wanted.items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(path)
            if not check:
                path.write_text(text, encoding="utf-8")
    for path in stale:
        print(("not in step (run: cd bindings && python3 -m generate): " if check else "wrote ") + str(path.relative_to(headers.TOP)))
    if check:
        print(f"{len(wanted) - len(stale)} passed, {len(stale)} failed")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
