#!/usr/bin/env python3
"""Installs into a scratch prefix, moves that somewhere else, and builds programs against it in every usual way.

Usage: check_install.py BUILD_FOLDER VERSION. Ways: find_package (shared, static, C++), pkg-config (shared, static), plain
cc, and add_subdirectory of the source tree. No file that is installed may name the build or the source tree.
"""
import os
import pathlib
import shutil
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "gates"))
from gate import ROOT, Gate, run  # noqa: E402 (found through the line above)

HERE = pathlib.Path(__file__).resolve().parent


def succeed(gate, what, *command, **options):
    done = run(*command, **options)
    return gate.check(done.returncode == 0, f"{what}:\n{done.stdout[-3000:]}") and done.stdout


def check_program(gate, what, program, environment, version):
    said = succeed(gate, f"{what} runs", program, env=environment)
    if said:
        gate.check(said.startswith(f"therapycode {version}: "), f"{what} says {said!r}")


def check_files(gate, prefix, build, version):
    headers = sorted(path.name for path in (prefix / "include" / "therapycode").glob("*.h"))
    folders = [ROOT / "include"]
    if "THERAPYCODE_JSON:BOOL=ON" in (build / "CMakeCache.txt").read_text():
        folders.append(ROOT / "bindings" / "json" / "include")
    ours = sorted(path.name for folder in folders for path in (folder / "therapycode").glob("*.h"))
    gate.check(headers == ours, f"installed headers are {headers}")
    libraries = {path.name for path in prefix.rglob("libtherapycode.*")}
    major = version.split(".")[0]
    wanted = {"libtherapycode.a", "libtherapycode.so", f"libtherapycode.so.{major}", f"libtherapycode.so.{version}"}
    gate.check(libraries == wanted, f"installed libraries are {libraries}")
    for path in prefix.rglob("*"):
        if path.is_file() and path.suffix in {".cmake", ".pc", ".h"}:
            text = path.read_text()
            gate.check(str(build) not in text and str(ROOT) not in text, f"{path.name} names the build or source tree")
    for name in ("LICENSE", "NOTICE"):
        gate.check(list(prefix.rglob(name)), f"{name} is not installed")


def check_find_package(gate, prefix, scratch, environment, version):
    build = scratch / "find_package"
    if succeed(gate, "find_package configures", "cmake", "-S", HERE / "find_package", "-B", build, "-G", "Ninja",
               f"-DCMAKE_PREFIX_PATH={prefix}") \
            and succeed(gate, "find_package builds", "cmake", "--build", build):
        for name in ("shared", "static", "cxx"):
            check_program(gate, f"find_package {name}", build / name, environment, version)


def check_pkg_config(gate, prefix, scratch, environment, version):
    found = next(prefix.rglob("therapycode.pc")).parent
    environment = dict(environment, PKG_CONFIG_PATH=str(found))
    gate.check(run("pkg-config", "--modversion", "therapycode", env=environment).stdout.strip() == version,
               "pkg-config has another version")
    flags = succeed(gate, "pkg-config", "pkg-config", "--cflags", "--libs", "therapycode", env=environment)
    if not flags:
        return
    gate.check(str(prefix) in flags, f"therapycode.pc does not follow the prefix: {flags}")
    program = scratch / "pkg_config"
    if succeed(gate, "pkg-config compiles", "cc", HERE / "consumer.c", "-o", program, *flags.split()):
        check_program(gate, "pkg-config program", program, environment, version)
    archive = next(prefix.rglob("libtherapycode.a"))
    if succeed(gate, "plain cc", "cc", "-std=c99", "-pedantic", "-Werror", f"-I{prefix / 'include'}",
               HERE / "consumer.c", archive, "-o", scratch / "plain"):
        check_program(gate, "plain cc program", scratch / "plain", environment, version)


def check_subdirectory(gate, scratch, environment, version):
    build = scratch / "add_subdirectory"
    if succeed(gate, "add_subdirectory configures", "cmake", "-S", HERE / "add_subdirectory", "-B", build, "-G", "Ninja",
               f"-DTHERAPYCODE_TOP={ROOT}") \
            and succeed(gate, "add_subdirectory builds", "cmake", "--build", build, "-j2"):
        for name in ("shared", "static"):
            check_program(gate, f"add_subdirectory {name}", build / name, environment, version)


def main():
    gate = Gate("install")
    build, version = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2]
    with tempfile.TemporaryDirectory() as name:
        scratch = pathlib.Path(name)
        if succeed(gate, "install", "cmake", "--install", build, "--prefix", scratch / "first"):
            prefix = scratch / "moved" / "elsewhere"
            prefix.parent.mkdir()
            shutil.move(scratch / "first", prefix)
            library = next(prefix.rglob("libtherapycode.so")).parent
            environment = dict(os.environ, LD_LIBRARY_PATH=str(library))
            check_files(gate, prefix, build, version)
            check_find_package(gate, prefix, scratch, environment, version)
            check_pkg_config(gate, prefix, scratch, environment, version)
        check_subdirectory(gate, scratch, dict(os.environ), version)
    gate.finish()


main()
