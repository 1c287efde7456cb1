"""Usage: install.py FOLDER. Makes an environment in FOLDER and installs the checkout into it, offline.

The packages of the Python that runs this are visible inside: nothing is fetched.
"""
import os
import pathlib
import subprocess
import sys
import venv

HERE = pathlib.Path(__file__).resolve().parents[1]


def main():
    folder = pathlib.Path(sys.argv[1])
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, system_site_packages=True, with_pip=True)
    environment = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--no-build-isolation", "--no-deps", "--no-index",
                    "--force-reinstall", HERE], check=True, env=environment)
    answer = subprocess.run([python, "-c", "import therapycode; print(therapycode.library_version())"], check=True,
                            capture_output=True, text=True, cwd=folder)
    print("installed", answer.stdout.strip())
    print("python_install: 1 passed, 0 failed")


if __name__ == "__main__":
    main()
