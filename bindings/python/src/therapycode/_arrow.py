"""Arrow in and out by the PyCapsule protocol: pyarrow, polars, DuckDB, pandas; none of them is needed here."""
from __future__ import annotations

import ctypes
import errno
from collections.abc import Callable, Sequence
from typing import Any

from . import _batch
from ._enums import NAMES, WORDS, Severity
from ._exceptions import InvalidArgument, InvalidValue, OutOfMemory
from ._native import ffi, lib
from ._numpy import np
from ._pack import InvalidType, Place

Array = np.ndarray[Any, Any]
NAME = b"arrow_array_stream"
INTEGERS = {b"c": "i1", b"C": "u1", b"s": "i2", b"S": "u2", b"i": "i4", b"I": "u4", b"l": "i8", b"L": "u8"}
STRINGS = {b"u": 1, b"U": 2, b"vu": 3}
WORD_WIDTH = 64


def pointer_of(capsule: Any) -> Any:
    """The stream in a capsule."""
    get = ctypes.pythonapi.PyCapsule_GetPointer
    get.restype, get.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]
    return ffi.cast("struct ArrowArrayStream *", get(capsule, NAME))


def capsule_of(stream: Any) -> Any:
    """A capsule that owns a stream."""
    new = ctypes.pythonapi.PyCapsule_New
    new.restype, new.argtypes = ctypes.py_object, [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]
    destructor = lib.tcpy_capsule_destructor()
    return new(int(ffi.cast("uintptr_t", stream)), NAME, int(ffi.cast("uintptr_t", destructor)))


def release(struct: Any) -> None:
    """Releases a schema, an array or a stream that is still ours."""
    if struct.release != ffi.NULL:
        struct.release(struct)


class Column:
    """One array with its schema, seen through the offsets of what it lies in. Borrowed from its batch."""

    def __init__(self, schema: Any, array: Any, first: int, count: int) -> None:
        self.schema = schema
        self.array = array
        self.first = first
        self.count = count
        self.format: bytes = ffi.string(schema.format)
        self.name = ffi.string(schema.name).decode("utf-8", "replace") if schema.name else ""

    def wrong(self, what: str) -> Exception:
        """A type that cannot mean what is asked for."""
        return Place().fault(InvalidType, self.name, what)

    def buffer(self, i: int, dtype: str, first: int, count: int) -> Array:
        """Values of one buffer."""
        size = np.dtype(dtype).itemsize
        if count == 0 or self.array.buffers[i] == ffi.NULL:
            return np.zeros(count, dtype)
        start = ffi.cast("char *", self.array.buffers[i]) + first * size
        return np.frombuffer(ffi.buffer(start, count * size), dtype)

    def start(self) -> int:
        """The first row, in the buffers."""
        return int(self.array.offset) + self.first

    def valid(self) -> Array | None:
        """Which rows are not null; None: all."""
        if self.array.n_buffers == 0 or self.array.null_count == 0 or self.array.buffers[0] == ffi.NULL:
            return None
        first = self.start()
        data = self.buffer(0, "u1", first // 8, (first % 8 + self.count + 7) // 8)
        return np.unpackbits(data, bitorder="little")[first % 8 : first % 8 + self.count].astype(bool)

    def integers(self, missing: int) -> Array:
        """Whole numbers as int32."""
        dtype = INTEGERS.get(self.format)
        if dtype is None:
            raise self.wrong("must be a column of whole numbers")
        values, valid = self.buffer(1, dtype, self.start(), self.count), self.valid()
        if valid is not None:
            values = np.where(valid, values.astype(np.int64), missing)
        return _batch.whole_numbers(values, self.name)

    def dates(self) -> Array:
        """Dates as yyyymmdd."""
        units = {b"tdD": ("i4", "D"), b"tdm": ("i8", "ms")}
        for unit in ("s", "m", "u", "n"):
            units[b"ts" + unit.encode() + b":"] = ("i8", unit if unit == "s" else unit + "s")
        if self.format in INTEGERS:
            return self.integers(0)
        if self.format not in units:
            raise self.wrong("must be a column of dates")
        dtype, unit = units[self.format]
        values = self.buffer(1, dtype, self.start(), self.count).astype(np.int64).view(f"datetime64[{unit}]")
        valid = self.valid()
        if valid is not None:
            values = np.where(valid, values, np.datetime64("NaT", unit))
        return _batch.dates(values, self.name, self.count)

    def strings(self, width: int) -> Array:
        """Short strings as fields of `width` bytes."""
        if self.schema.dictionary:
            size = self.array.dictionary.length
            table = Column(self.schema.dictionary, self.array.dictionary, 0, size).strings(width)
            rows = Column(self.schema, self.array, self.first, self.count).integers(size)
            return np.append(table, np.zeros(1, table.dtype))[rows]
        kind = self.string_kind()
        out = np.zeros(self.count, f"S{width}")
        if self.count:
            lib.tcpy_strings_fixed(self.array, kind, self.first, self.count, width, ffi.from_buffer("char[]", out.view("u1")))
        return out

    def string_kind(self) -> int:
        """Which of Arrow's string layouts it has."""
        if self.format not in STRINGS:
            raise self.wrong("must be a column of text")
        return STRINGS[self.format]

    def texts(self) -> tuple[Array, Array]:
        """Long strings: all bytes, and where each begins and ends."""
        kind = self.string_kind()
        ends = np.zeros(self.count + 1, np.int64)
        if self.count == 0:
            return np.zeros(1, "u1"), ends
        lib.tcpy_strings_offsets(self.array, kind, self.first, self.count, ffi.from_buffer("int64_t[]", ends))
        data = np.empty(int(ends[-1]) + 1, "u1")
        lib.tcpy_strings_join(self.array, kind, self.first, self.count, ffi.from_buffer("char[]", data))
        return data, ends

    def words(self, enum: str) -> Array:
        """Enumerators, by number or by word."""
        if self.format in INTEGERS and not self.schema.dictionary:
            return self.integers(0)
        known = {word: int(number) for word, number in WORDS[enum].items()}
        return _batch.match_words(self.strings(WORD_WIDTH), known)

    def children(self) -> dict[str, Column]:
        """The fields of a struct."""
        if self.format != b"+s":
            raise self.wrong("must be a struct")
        fields = (
            Column(self.schema.children[i], self.array.children[i], self.start(), self.count)
            for i in range(self.schema.n_children)
        )
        return {field.name: field for field in fields}

    def lists(self) -> tuple[Array, Column]:
        """Where each list begins and ends, from 0, and what they hold."""
        dtype = {b"+l": "i4", b"+L": "i8"}.get(self.format)
        if dtype is None:
            raise self.wrong("must be a list of structs")
        ends = self.buffer(1, dtype, self.start(), self.count + 1).astype(np.int64)
        valid, base = self.valid(), int(ends[0]) if len(ends) else 0
        if valid is not None and (np.diff(ends)[~valid] > 0).any():
            raise self.wrong("holds rows under a list that is null")
        child = Column(self.schema.children[0], self.array.children[0], base, int(ends[-1]) - base)
        return ends - base, child


def columns_of(fields: dict[str, Column], score: bool) -> _batch.Columns:
    """One record batch as the library's columns."""
    for name in ("date_of_service", "discipline", "activities"):
        if name not in fields:
            raise Place().fault(InvalidValue, name, "is a column that is required")
    ends, rows = fields["activities"].lists()
    columns, activity = _batch.Columns(ends), rows.children()
    count, total = columns.visits, columns.activities
    columns.set("date_of_service", fields["date_of_service"].dates(), "int32_t[]", count)
    columns.set("discipline", fields["discipline"].words("discipline"), "int32_t[]", count)
    if "setting" in fields:
        columns.set("setting", fields["setting"].words("setting"), "int32_t[]", count)
    if "policy" in fields:
        texts = fields["policy"].strings(WORD_WIDTH + 1)
        names, rows_of = np.unique(texts, return_inverse=True)
        columns.set("policy", np.ascontiguousarray(rows_of.astype(np.int32)), "int32_t[]", count)
        columns.set_policies([name.decode("utf-8", "replace") or "medicare" for name in names.tolist()])
    if score and "note" in fields:
        data, places = fields["note"].texts()
        columns.set("note", data, "char[]", len(data))
        columns.set("note_offsets", places, "int64_t[]", count + 1)
    if total or "code" in activity:
        if "code" not in activity:
            raise Place("activities").fault(InvalidValue, "code", "is a column that is required")
        columns.set("code", activity["code"].strings(8), "char[]", total)
    for name in ("minutes", "assistant_minutes", "billed_units"):
        if name in activity:
            columns.set(name, activity[name].integers(_batch.NONE), "int32_t[]", total)
    return columns


# ---- out ----

RESULTS = (b"status", b"timed_minutes", b"timed_units")
FINDING = ((b"activity", b"i"), (b"rule", b"u"), (b"severity", b"u"))


def need(made: Any) -> Any:
    """Memory, or the exception."""
    if not made:
        raise OutOfMemory("no memory for an Arrow array")
    return made


def fill(array: Any, i: int, values: Array) -> None:
    """Copies values into a buffer that the array owns."""
    room = need(lib.tcpy_make_buffer(array, i, values.nbytes))
    ffi.memmove(room, ffi.from_buffer("char[]", np.ascontiguousarray(values).view("u1")), values.nbytes)


def put_numbers(array: Any, values: Array, nullable: bool = False) -> None:
    """A column of int32; -1 is null where it can be."""
    need(lib.tcpy_make_array(array, len(values), 2, 0))
    if nullable:
        valid = values != _batch.NONE
        fill(array, 0, np.packbits(valid, bitorder="little"))
        array.null_count = int(len(values) - valid.sum())
    fill(array, 1, values)


def put_strings(array: Any, table: Sequence[bytes], rows: Array) -> None:
    """A column of strings out of a small table."""
    need(lib.tcpy_make_array(array, len(rows), 3, 0))
    lengths = np.array([len(one) for one in table] or [0], np.int64)
    starts = _batch.running(lengths)[:-1]
    ends = _batch.running(lengths[rows])
    if ends[-1] >= 2**31:
        raise Place().fault(InvalidValue, "findings", "are too many for one batch: use smaller batches")
    joined = np.frombuffer(b"".join(table) or b"\0", "u1")
    places = np.arange(int(ends[-1])) - np.repeat(ends[:-1] - starts[rows], lengths[rows])
    fill(array, 1, ends.astype(np.int32))
    fill(array, 2, joined[places])


class Output:
    """The stream of answers: one record batch for each that comes in."""

    def __init__(
        self, engine: Any, source: Any, keep: Sequence[str], options: dict[str, Any], started: list[bool]
    ) -> None:
        self.engine = engine
        self.started = started
        self.keep = tuple(keep)
        self.options = options
        self.error = ffi.new("char[]", b"")
        self.stream = ffi.new("struct ArrowArrayStream *")
        self.schema = ffi.new("struct ArrowSchema *")
        capsule = source.__arrow_c_stream__()
        theirs = pointer_of(capsule)
        self.stream[0] = theirs[0]
        theirs.release = ffi.NULL
        if self.stream.get_schema(self.stream, self.schema):
            raise InvalidArgument("the source gives no schema", field="source")
        if ffi.string(self.schema.format) != b"+s":
            raise InvalidArgument("the source is no table", field="source")
        names = [ffi.string(self.schema.children[i].name).decode() for i in range(self.schema.n_children)]
        for name in self.keep:
            if names.count(name) != 1:
                raise InvalidArgument("names no column, or more than one", field="keep")
        self.kept = [names.index(name) for name in self.keep]
        self.rules = [rule.id.encode() for rule in engine.rules]
        self.severities = [b""] + [NAMES[Severity][s].encode() for s in Severity]

    def close(self) -> None:
        """Gives back what is still borrowed."""
        release(self.schema)
        release(self.stream)

    def __del__(self) -> None:
        if hasattr(self, "schema"):
            self.close()

    def results(self) -> list[bytes]:
        """Names of the number columns."""
        return [*RESULTS, *([b"score"] if self.options["score"] else [])]

    def put_schema(self, out: Any) -> None:
        """The kept columns, then ours."""
        numbers, findings = self.results(), self.options["findings"]
        kept = ffi.new("struct ArrowSchema *")
        if self.kept:
            if self.stream.get_schema(self.stream, kept):
                raise InvalidArgument("the source gives no schema", field="source")
        need(lib.tcpy_make_schema(out, b"+s", b"", 0, len(self.kept) + len(numbers) + 1 + bool(findings)))
        for place, i in enumerate(self.kept):
            out.children[place][0] = kept.children[i][0]
            kept.children[i].release = ffi.NULL
        release(kept)
        place = len(self.kept)
        for name in numbers:
            need(lib.tcpy_make_schema(out.children[place], b"i", name, name == b"score", 0))
            place += 1
        need(lib.tcpy_make_schema(out.children[place], b"+l", b"units", 0, 1))
        need(lib.tcpy_make_schema(out.children[place].children[0], b"i", b"item", 0, 0))
        if findings:
            need(lib.tcpy_make_schema(out.children[place + 1], b"+l", b"findings", 0, 1))
            item = out.children[place + 1].children[0]
            need(lib.tcpy_make_schema(item, b"+s", b"item", 0, len(FINDING)))
            for i, (name, form) in enumerate(FINDING):
                need(lib.tcpy_make_schema(item.children[i], form, name, name == b"activity", 0))

    def put_next(self, out: Any) -> None:
        """The next batch; one without `release` ends the stream."""
        self.started[:] = [True]
        array = ffi.new("struct ArrowArray *")
        if self.stream.get_next(self.stream, array):
            raise InvalidArgument("the source failed", field="source")
        if array.release == ffi.NULL:
            out.release = ffi.NULL
            return
        try:
            fields = Column(self.schema, array, 0, array.length).children()
            columns = columns_of(fields, self.options["score"])
            result = _batch.run(self.engine, columns, **self.options)
            self.put_result(out, array, columns, result)
        finally:
            release(array)

    def put_result(self, out: Any, array: Any, columns: _batch.Columns, result: _batch.BatchResult) -> None:
        """Kept columns move over; ours are copied into memory of their own."""
        numbers, findings = self.results(), self.options["findings"]
        need(lib.tcpy_make_array(out, columns.visits, 1, len(self.kept) + len(numbers) + 1 + bool(findings)))
        for place, i in enumerate(self.kept):
            child = out.children[place]
            child[0] = array.children[i][0]
            array.children[i].release = ffi.NULL
            child.offset += array.offset
            child.length = columns.visits
            child.null_count = -1 if child.null_count else 0
        place = len(self.kept)
        for name in numbers:
            put_numbers(out.children[place], getattr(result, name.decode()), name == b"score")
            place += 1
        need(lib.tcpy_make_array(out.children[place], columns.visits, 2, 1))
        fill(out.children[place], 1, columns.offsets.astype(np.int32))
        put_numbers(out.children[place].children[0], result.units)
        if findings:
            self.put_findings(out.children[place + 1], columns.visits, result)

    def put_findings(self, array: Any, visits: int, result: _batch.BatchResult) -> None:
        """A list of structs for each visit."""
        counts = np.bincount(result.finding_visit, minlength=visits)
        need(lib.tcpy_make_array(array, visits, 2, 1))
        fill(array, 1, _batch.running(counts).astype(np.int32))
        item = array.children[0]
        need(lib.tcpy_make_array(item, len(result.finding_visit), 1, len(FINDING)))
        put_numbers(item.children[0], result.finding_activity, True)
        put_strings(item.children[1], self.rules, result.finding_rule)
        put_strings(item.children[2], self.severities, result.finding_severity)


class ArrowResult:
    """Answers as an Arrow stream, worked out while it is read. It can be read once.

    pyarrow.table(result), polars.DataFrame(result), duckdb.sql("from result") read it.
    """

    def __init__(self, engine: Any, source: Any, keep: Sequence[str], options: dict[str, Any]) -> None:
        self._args = (engine, source, keep, options)
        self._started: list[bool] = []
        self._output: Output | None = Output(*self._args, self._started)

    def __arrow_c_stream__(self, requested_schema: object = None) -> Any:
        """The stream in a capsule. A requested schema is not followed: the consumer casts.

        Consumers may ask for a stream only to see its schema; but once a batch was read, a second reading of the
        source could find nothing, and that would pass for an answer.
        """
        if self._started:
            raise InvalidArgument("was read already: keep what it gives, or ask again", field="result")
        output, self._output = self._output or Output(*self._args, self._started), None
        stream = need(lib.tcpy_make_stream())
        handle = ffi.new_handle(output)
        OPEN[int(ffi.cast("uintptr_t", handle))] = handle
        stream.private_data = handle
        stream.get_schema = lib.tcpy_stream_schema
        stream.get_next = lib.tcpy_stream_next
        stream.get_last_error = lib.tcpy_stream_error
        return capsule_of(stream)


#: Handles of streams that consumers hold: gone at their release.
OPEN: dict[int, Any] = {}


def guarded(stream: Any, work: Callable[[Output, Any], None], out: Any) -> int:
    """A callback of C: what is raised becomes the stream's error."""
    output = ffi.from_handle(stream.private_data)
    try:
        work(output, out)
    except Exception as error:
        release(out)
        out.release = ffi.NULL
        output.error = ffi.new("char[]", str(error).encode("utf-8", "replace"))
        return errno.ENOMEM if isinstance(error, MemoryError) else errno.EINVAL
    return 0


def stream_schema(stream: Any, out: Any) -> int:
    ffi.memmove(out, ffi.new("struct ArrowSchema *"), ffi.sizeof("struct ArrowSchema"))
    return guarded(stream, Output.put_schema, out)


def stream_next(stream: Any, out: Any) -> int:
    ffi.memmove(out, ffi.new("struct ArrowArray *"), ffi.sizeof("struct ArrowArray"))
    return guarded(stream, Output.put_next, out)


def stream_error(stream: Any) -> Any:
    return ffi.from_handle(stream.private_data).error


def stream_gone(stream: Any) -> None:
    handle = OPEN.pop(int(ffi.cast("uintptr_t", stream.private_data)), None)
    if handle is not None:
        ffi.from_handle(handle).close()


ffi.def_extern("tcpy_stream_schema", error=errno.EIO)(stream_schema)
ffi.def_extern("tcpy_stream_next", error=errno.EIO)(stream_next)
ffi.def_extern("tcpy_stream_error")(stream_error)
ffi.def_extern("tcpy_stream_gone")(stream_gone)
