#!/usr/bin/env python3
"""Deep tests of the Python binding: Arrow, polars, DuckDB, Spark and Dask of PyPI, a million calls, and the benchmark.

Usage: run.py VENV C_LIBRARY. Makes the environment VENV anew where it is not there (PyPI is reached), installs the
checkout into it, and runs each part; one counted closing line. C_LIBRARY is libtherapycode.a of the same checkout,
built for speed.
"""
import pathlib
import subprocess
import sys
import venv

HERE = pathlib.Path(__file__).resolve().parent
BINDING = HERE.parent
NEEDED = ["pyarrow", "polars", "duckdb", "pyspark==3.5.*", "dask[dataframe]", "pandas", "numpy", "cffi", "pytest",
          "hypothesis", "setuptools"]


def main():
    folder, library = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *NEEDED], check=True)
    subprocess.run([python, "-m", "pip", "install", "-q", "--force-reinstall", "--no-deps", str(BINDING)], check=True)
    bench = folder / "bench_batch"
    subprocess.run(["cc", "-O2", f"-I{BINDING.parent.parent / 'include'}", str(BINDING / "bench" / "bench_batch.c"),
                    str(library), "-o", str(bench)], check=True)
    parts = [
        [HERE / "test_deep.py"],
        ["-m", "pytest", "-q", "-p", "no:cacheprovider", BINDING / "tests" / "test_batch.py"],
        [HERE / "calls.py", "1000000"],
        [BINDING / "bench" / "units.py", bench],
    ]
    failed = sum(subprocess.run([python, *map(str, part)], check=False).returncode != 0 for part in parts)
    print(f"deep python: {len(parts) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
