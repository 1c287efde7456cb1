"""Describes the extension to cffi: the public headers and the few lines of C that Arrow needs."""
import pathlib

from cffi import FFI

HERE = pathlib.Path(__file__).resolve().parent

ffibuilder = FFI()
ffibuilder.cdef((HERE / "therapycode.cdef.h").read_text(encoding="utf-8"))
ffibuilder.cdef((HERE / "native" / "arrow.cdef.h").read_text(encoding="utf-8"))
ffibuilder.set_source("therapycode._native", '#include <therapycode/therapycode.h>\n#include "arrow.h"\n',
                      py_limited_api=True)
