"""Builds the extension: the core of the library, compiled in, behind cffi.

THERAPYCODE_SYSTEM=1 links the installed libtherapycode (pkg-config) instead of compiling its sources in.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys

from setuptools import setup
from setuptools.command.build_ext import build_ext
from setuptools.command.build_py import build_py
from setuptools.command.sdist import sdist

HERE = pathlib.Path(__file__).resolve().parent
# In an sdist the sources lie in core/, as sdist below puts them there; in a checkout they are the tree's own.
CORE = HERE / "core" if (HERE / "core").is_dir() else HERE.parents[1]
CORE_FILES = ["CMakeLists.txt", "LICENSE", "NOTICE"]
SYSTEM = os.environ.get("THERAPYCODE_SYSTEM", "") == "1"


def version():
    text = (CORE / "CMakeLists.txt").read_text(encoding="utf-8")
    return re.search(r"^\s*VERSION (\d+\.\d+\.\d+)$", text, re.M)[1]


def core_sources():
    text = (CORE / "lib" / "CMakeLists.txt").read_text(encoding="utf-8")
    return re.search(r"^set\(sources\n(.*?)\)", text, re.M | re.S)[1].split()


def pkg_config(option):
    return subprocess.run(["pkg-config", option, "therapycode"], check=True, capture_output=True,
                          text=True).stdout.split()


class BuildExt(build_ext):
    """Compiles the core into the extension, which exports nothing but its own entry point."""

    def build_extension(self, ext):
        if SYSTEM:
            ext.extra_compile_args += pkg_config("--cflags")
            ext.extra_link_args += pkg_config("--libs")
        else:
            ext.include_dirs.append(str(CORE / "include"))
            ext.extra_objects += self.core_objects()
            ext.depends += ext.extra_objects  # else a second build links nothing anew
        ext.include_dirs.append(str(HERE / "native"))
        if sys.platform.startswith("linux"):
            script = pathlib.Path(self.build_temp).resolve() / "exports.map"
            script.parent.mkdir(parents=True, exist_ok=True)
            script.write_text("{ global: PyInit__native; _cffi_pypyinit__native; local: *; };\n")
            ext.extra_link_args.append(f"-Wl,--version-script={script}")
        super().build_extension(ext)

    def core_objects(self):
        temp = pathlib.Path(self.build_temp).resolve() / "core"
        header = temp / "include" / "base" / "version.h"
        header.parent.mkdir(parents=True, exist_ok=True)
        template = (CORE / "lib" / "base" / "version.h.in").read_text(encoding="utf-8")
        text = template.replace("@PROJECT_VERSION@", version())
        # Unchanged headers keep their date: a second build compiles only what changed.
        if not header.exists() or header.read_text(encoding="utf-8") != text:
            header.write_text(text, encoding="utf-8")
        lib = CORE / "lib"
        includes = [str(lib), str(header.parent.parent), str(CORE / "include")]
        flags = [] if self.compiler.compiler_type == "msvc" else ["-std=c11", "-O3", "-fvisibility=hidden"]
        objects = []
        newest = max(path.stat().st_mtime for folder in (lib, CORE / "include", header.parent)
                     for path in folder.rglob("*.*") if path.suffix in (".c", ".h", ".inc"))
        for source in core_sources():
            target = temp / source
            objects.append(str(target.with_suffix(self.compiler.obj_extension)))
            if not self.force and pathlib.Path(objects[-1]).exists() and (
                    pathlib.Path(objects[-1]).stat().st_mtime >= newest):
                continue
            built = self.compiler.compile([str(lib / source)], output_dir=str(temp / "built"), include_dirs=includes,
                                          extra_postargs=flags)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(built[0], objects[-1])
        return objects


class BuildPy(build_py):
    """Puts the licence and the notice into the wheel."""

    def run(self):
        super().run()
        if not self.editable_mode:
            folder = pathlib.Path(self.build_lib) / "therapycode" / "licenses"
            folder.mkdir(parents=True, exist_ok=True)
            for name in ("LICENSE", "NOTICE"):
                shutil.copyfile(CORE / name, folder / name)


class Sdist(sdist):
    """Takes the core's sources along, so that the sdist builds by itself."""

    def make_release_tree(self, base_dir, files):
        super().make_release_tree(base_dir, files)
        core = pathlib.Path(base_dir) / "core"
        names = [pathlib.Path(name) for name in CORE_FILES]
        names += [path.relative_to(CORE) for path in sorted((CORE / "include").rglob("*.h"))]
        names += [path.relative_to(CORE) for path in sorted((CORE / "lib").rglob("*"))
                  if path.suffix in (".c", ".h", ".inc", ".in") or path.name == "CMakeLists.txt"]
        for name in names:
            target = core / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(CORE / name, target)


setup(
    version=version(),
    cffi_modules=["build_native.py:ffibuilder"],
    cmdclass={"build_ext": BuildExt, "build_py": BuildPy, "sdist": Sdist},
    options={"bdist_wheel": {"py_limited_api": "cp310"}},
)
