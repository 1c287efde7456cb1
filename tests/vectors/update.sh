#!/bin/sh
# Writes the golden evaluations anew from a build folder (build, or the one that is named): review the diff.
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
build=${1:-$top/build}
cmake --build "$build" --target therapycode_cli
exec python3 "$top/tests/vectors/update.py" "$build/bindings/cli/therapycode"
