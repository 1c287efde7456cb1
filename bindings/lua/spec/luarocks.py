"""Usage: luarocks.py LUAROCKS BUILD_FOLDER LUA_VERSION... Installs both rockspecs offline into fresh trees and asks them.

The plain one against a copy of the library installed from BUILD_FOLDER, the other with the sources compiled in.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parents[1]
ASK = 'local u = require("therapycode").units{["97110"]=33,["97140"]=7,on="2026-03-02"} assert(u["97110"]==2)'


def main():
    luarocks, build, versions = sys.argv[1], sys.argv[2], sys.argv[3:]
    passed = 0
    with tempfile.TemporaryDirectory() as temp:
        prefix = pathlib.Path(temp) / "prefix"
        subprocess.run(["cmake", "--install", build, "--prefix", prefix], check=True, stdout=subprocess.DEVNULL)
        lib = next(path.parent for path in prefix.rglob("libtherapycode.so"))
        for version in versions:
            for rock, more in (("therapycode", [f"THERAPYCODE_INCDIR={prefix}/include", f"THERAPYCODE_LIBDIR={lib}"]),
                               ("therapycode-bundled", [])):
                tree = pathlib.Path(temp) / f"{rock}-{version}"
                # a copy of the tree's part: LuaRocks writes beside the sources
                work = pathlib.Path(temp) / f"work-{rock}-{version}"
                for name in ("include", "lib", "bindings/lua"):
                    shutil.copytree(HERE.parents[1] / name, work / name)
                subprocess.run([luarocks, "--lua-version", version, "--tree", tree, "make", "--deps-mode=none",
                                f"{rock}-dev-1.rockspec", *more], check=True, cwd=work / "bindings/lua",
                               stdout=subprocess.DEVNULL)
                environment = {**os.environ, "LUA_CPATH": f"{tree}/lib/lua/{version}/?.so", "LD_LIBRARY_PATH": str(lib)}
                subprocess.run([f"lua{version}", "-e", ASK], check=True, env=environment)
                passed += 1
    print(f"{passed} passed, 0 failed")


if __name__ == "__main__":
    main()
