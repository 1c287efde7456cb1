"""Usage: check_packaging.py [PYTHON]. sdist -> wheel -> fresh environment, offline; then the wheel is asked, and looked into."""
import pathlib
import subprocess
import sys
import tempfile
import zipfile

HERE = pathlib.Path(__file__).resolve().parents[1]
ASK = "import therapycode as tc; assert tc.units({'97110': 33, '97140': 7}, on='2026-03-02') == {'97110': 2, '97140': 1}"


def run(*command, cwd):
    subprocess.run([str(part) for part in command], check=True, cwd=cwd, stdout=subprocess.DEVNULL)


def main():
    python = sys.argv[1] if len(sys.argv) > 1 else sys.executable
    with tempfile.TemporaryDirectory() as temp:
        folder = pathlib.Path(temp)
        run(python, "-W", "ignore", "setup.py", "-q", "egg_info", "-e", folder, "sdist", "-d", folder, cwd=HERE)
        source = next(folder.glob("*.tar.gz"))
        run(python, "-m", "pip", "wheel", "-q", "--no-build-isolation", "--no-deps", "--no-index", "-w", folder, source,
            cwd=folder)
        wheel = next(folder.glob("*.whl"))
        assert "-cp310-abi3-" in wheel.name, wheel.name
        names = zipfile.ZipFile(wheel).namelist()
        wanted = ["therapycode/py.typed", "therapycode/licenses/NOTICE", "therapycode/licenses/LICENSE"]
        assert not set(wanted) - set(names) and not any("core/" in name for name in names), names
        # cffi comes from the Python that runs this; therapycode only from the wheel
        run(python, "-m", "venv", "--system-site-packages", folder / "venv", cwd=folder)
        fresh = folder / "venv" / "bin" / "python"
        run(fresh, "-m", "pip", "install", "-q", "--no-deps", "--no-index", wheel, cwd=folder)
        run(fresh, "-c", ASK, cwd=folder)
        run(fresh, "-m", "therapycode", "units", "97110=33", "--on", "2026-03-02", cwd=folder)
        run(fresh, "-m", "therapycode", "--version", cwd=folder)
    print(f"{wheel.name}: 1 passed, 0 failed")


if __name__ == "__main__":
    main()
