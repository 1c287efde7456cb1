"""Columns in, columns out: no Python object per visit, no GIL while the library works."""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from typing import Any

from ._enums import WORDS
from ._exceptions import InvalidValue, LimitExceeded
from ._native import ffi, lib
from ._numpy import np
from ._pack import InvalidType, Place, day, enumerator, fail, new_error, utf8
from ._rows_base import Result

Progress = Callable[[int, int], object]
CHUNK = 65536
NONE = -1
ROOM = 4


@dataclass(frozen=True, slots=True, eq=False)
class BatchResult(Result):
    """Columns of the answer, as numpy arrays.

    status: Per visit: 0, or the status of a visit that was refused. A bad visit fails alone; evaluated by itself, its
        error names the field.
    timed_minutes: Per visit.
    timed_units: Per visit.
    score: Per visit, or -1; None where it was not asked for.
    units: Per activity: a code's units stand at its first activity, 0 at the others.
    finding_visit: Per finding: the visit.
    finding_activity: Per finding: index of the activity within the visit, or -1.
    finding_rule: Per finding: index for Engine.rules.
    finding_severity: Per finding: Severity.
    """

    status: np.ndarray[Any, Any]
    timed_minutes: np.ndarray[Any, Any]
    timed_units: np.ndarray[Any, Any]
    score: np.ndarray[Any, Any] | None
    units: np.ndarray[Any, Any]
    finding_visit: np.ndarray[Any, Any]
    finding_activity: np.ndarray[Any, Any]
    finding_rule: np.ndarray[Any, Any]
    finding_severity: np.ndarray[Any, Any]

    def __repr__(self) -> str:
        return f"<therapycode.BatchResult {len(self.status)} visits, {len(self.finding_visit)} findings>"


Array = np.ndarray[Any, Any]


def whole_numbers(value: Any, name: str) -> Array:
    """A column of int32; NaN, NA and None are "not stated". A fraction is an error, not rounded."""
    place = Place()
    if hasattr(value, "to_numpy") and hasattr(value, "isna"):
        value = value.to_numpy(dtype="float64", na_value=np.nan) if value.isna().any() else value.to_numpy()
    array = np.asarray(value)
    if array.dtype == np.int32:
        return np.ascontiguousarray(array)
    if array.dtype.kind == "f":
        known = ~np.isnan(array)
        broken = known & (np.floor(array) != array)
        if broken.any():
            raise place.fault(InvalidValue, name, "holds a number that is not whole", int(broken.argmax()))
        array = np.where(known, array, NONE)
    elif array.dtype.kind not in "iu":
        raise place.fault(InvalidType, name, "must be a column of whole numbers")
    if array.size and (array.min() < -(2**31) or array.max() >= 2**31):
        beyond = (array < -(2**31)) | (array >= 2**31)
        raise place.fault(InvalidValue, name, "holds a number that is out of range", int(beyond.argmax()))
    return np.ascontiguousarray(array.astype(np.int32))


def offsets(value: Any, name: str) -> Array:
    """A column of int64."""
    array = np.asarray(value)
    if array.dtype.kind not in "iu":
        raise Place().fault(InvalidType, name, "must be a column of whole numbers")
    return np.ascontiguousarray(array.astype(np.int64, copy=False))


def running(counts: Array) -> Array:
    """0, then the sum so far after each: where each of several lists begins and ends."""
    ends = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=ends[1:])
    return ends


def codes(value: Any, name: str = "code") -> Array:
    """Codes as fields of eight bytes. One that does not fit stays wrong, and its visit fails alone."""
    array = np.asarray(value.to_numpy() if hasattr(value, "to_numpy") else value)
    if array.dtype == np.dtype("S8"):
        return np.ascontiguousarray(array)
    if array.dtype.kind not in "SUO":
        raise Place().fault(InvalidType, name, "must be a column of codes")
    wide: Array = np.empty(0, "S9")
    try:
        wide = array.astype("S9")
        ascii_only = True
    except UnicodeEncodeError:
        ascii_only = False
    if not ascii_only:
        raise Place().fault(InvalidValue, name, "holds a code that is not ASCII")
    out = wide.astype("S8")
    out[wide != out] = b"?"
    return np.ascontiguousarray(out)


def dates(value: Any, name: str, count: int) -> Array:
    """Dates as yyyymmdd: of numpy, pandas or Arrow, or one for all. A missing one makes its visit fail."""
    place = Place()
    if not hasattr(value, "__len__") or isinstance(value, str):
        return np.full(count, day(value, place, name), np.int32)
    array = np.asarray(value.to_numpy() if hasattr(value, "to_numpy") else value)
    if array.dtype.kind in "iu":
        return whole_numbers(array, name)
    if array.dtype.kind == "O" or array.dtype.kind in "SU":
        is_date = True
        try:
            array = array.astype("datetime64[D]")
        except (ValueError, TypeError):
            is_date = False
        if not is_date:
            raise place.fault(InvalidValue, name, "holds a value that is not a date")
    if array.dtype.kind != "M":
        raise place.fault(InvalidType, name, "must be a column of dates")
    days = array.astype("datetime64[D]")
    missing = np.isnat(array)
    whole_day = (days == array) | missing
    if not whole_day.all():
        raise place.fault(InvalidValue, name, "holds a time of day", int(whole_day.argmin()))
    return yyyymmdd(days, missing)


def yyyymmdd(days: Array, missing: Array) -> Array:
    """datetime64[D] as decimal numbers; 0 where there is none."""
    months = days.astype("datetime64[M]")
    month = months.astype(np.int64)
    number = (month // 12 + 1970) * 10000 + (month % 12 + 1) * 100 + (days - months).astype(np.int64) + 1
    return np.ascontiguousarray(np.where(missing | (number < 0) | (number > 99991231), 0, number).astype(np.int32))


def words(value: Any, name: str, enum: str, count: int) -> Array:
    """A column of enumerators: their numbers or their words, or one for all."""
    place = Place()
    if isinstance(value, str) or not hasattr(value, "__len__"):
        return np.full(count, enumerator(value, place, name, enum), np.int32)
    if hasattr(value, "cat"):
        table = [WORDS[enum].get(str(word), NONE) for word in value.cat.categories] + [0]
        return np.ascontiguousarray(np.array(table, np.int32)[value.cat.codes.to_numpy()])
    array = np.asarray(value.to_numpy() if hasattr(value, "to_numpy") else value)
    if array.dtype.kind in "iu":
        return whole_numbers(array, name)
    if array.dtype.kind not in "SUO":
        raise place.fault(InvalidType, name, "must be a column of words")
    return match_words(array, {word: int(number) for word, number in WORDS[enum].items()})


def match_words(array: Array, known: Mapping[str, int]) -> Array:
    """Numbers of words; -1, which is no enumerator, for others; 0 for missing ones."""
    out = np.full(len(array), NONE, np.int32)
    for word, number in known.items():
        out[array == (word.encode() if array.dtype.kind == "S" else word)] = number
    if array.dtype.kind == "O":
        out[np.array([one is None or one != one for one in array], bool)] = 0
    else:
        out[array == (b"" if array.dtype.kind == "S" else "")] = 0
    return out


class Columns:
    """The struct of the library, and the arrays that it points to."""

    def __init__(self, activity_offsets: Array) -> None:
        self.keep: list[Any] = []
        self.batch: Any = ffi.new("struct therapycode_batch *")
        self.batch.size = ffi.sizeof("struct therapycode_batch")
        place = Place()
        if activity_offsets.ndim != 1 or len(activity_offsets) < 1:
            raise place.fault(InvalidValue, "activity_offsets", "must hold one more than there are visits")
        if activity_offsets[0] < 0 or (np.diff(activity_offsets) < 0).any():
            raise place.fault(InvalidValue, "activity_offsets", "must ascend from 0 or more")
        self.visits = len(activity_offsets) - 1
        self.activities = int(activity_offsets[-1])
        self.offsets = activity_offsets
        self.batch.visit_count = self.visits
        self.set("activity_offsets", activity_offsets, "int64_t[]", self.visits + 1)

    def set(self, name: str, array: Array | None, kind: str, length: int) -> None:
        """Points a column at an array, which must have the right length."""
        if array is None:
            return
        if array.ndim != 1 or len(array) != length:
            raise Place().fault(InvalidValue, name, "must have as many rows as there are")
        buffer = ffi.from_buffer(kind, array.view(np.uint8) if kind == "char[]" else array)
        self.keep.append(array)
        self.keep.append(buffer)
        setattr(self.batch, name, buffer)

    def set_notes(self, note: Any, places: Array) -> None:
        """All notes in one buffer of bytes."""
        place = Place()
        if isinstance(note, str):
            raise place.fault(InvalidType, "note", "must be bytes: offsets count bytes")
        data = np.frombuffer(note, np.uint8) if len(note) else np.zeros(1, np.uint8)
        if len(places) and (places[0] < 0 or places[-1] > len(note)):
            raise place.fault(InvalidValue, "note_offsets", "reach beyond the notes")
        self.set("note", data, "char[]", len(data))
        self.set("note_offsets", places, "int64_t[]", self.visits + 1)

    def set_policies(self, names: Sequence[str]) -> None:
        """Names of policies that the column counts."""
        array = [ffi.new("char[]", utf8(name, Place(), "policies", i)) for i, name in enumerate(names)]
        pointers = ffi.new("const char *[]", array)
        self.keep += [array, pointers]
        self.batch.policies, self.batch.policy_count = pointers, len(array)


class Job:
    """One batch on its way: output columns, and chunks that threads work through."""

    def __init__(self, engine: Any, columns: Columns, score: bool, findings: bool) -> None:
        count = columns.visits
        self.engine = engine
        self.columns = columns
        self.findings = findings
        self.status = np.zeros(count, np.int32)
        self.timed_minutes = np.zeros(count, np.int32)
        self.timed_units = np.zeros(count, np.int32)
        self.score = np.full(count, NONE, np.int32) if score else None
        self.units = np.zeros(columns.activities, np.int32)

    def run(self, first: int, count: int) -> tuple[Array, ...]:
        """Visits [first, first + count); their findings, as four columns."""
        scratch = self.engine._take()
        try:
            capacity = count * ROOM + 64 if self.findings else 0
            while True:
                result, rows = self.result(capacity)
                error = new_error()
                status = lib.therapycode_evaluate_batch(
                    self.engine._open(), self.columns.batch, first, count, result, scratch, error
                )
                if status < 0:
                    raise fail(status, error)
                if status == 0 or not self.findings:
                    return tuple(row[: result.finding_count] for row in rows)
                capacity = result.finding_count
        finally:
            self.engine._give_back(scratch)

    def result(self, capacity: int) -> tuple[Any, tuple[Array, ...]]:
        """The output struct, with room for findings of its own."""
        result = ffi.new("struct therapycode_batch_result *")
        result.size = ffi.sizeof("struct therapycode_batch_result")
        for name in ("status", "timed_minutes", "timed_units", "score", "units"):
            array = getattr(self, name)
            if array is not None:
                setattr(result, name, ffi.cast("int32_t *", array.ctypes.data))
        rows: list[Array] = [np.empty(capacity, np.int64)]
        rows += [np.empty(capacity, np.int32) for _ in range(3)]
        if capacity:
            result.finding_visit = ffi.cast("int64_t *", rows[0].ctypes.data)
            result.finding_activity = ffi.cast("int32_t *", rows[1].ctypes.data)
            result.finding_rule = ffi.cast("int32_t *", rows[2].ctypes.data)
            result.finding_severity = ffi.cast("int32_t *", rows[3].ctypes.data)
        result.finding_capacity = capacity
        return result, tuple(rows)


def run(
    engine: Any, columns: Columns, *, score: bool, findings: bool, threads: int, progress: Progress | None
) -> BatchResult:
    """All visits, in chunks, on as many threads as are asked for."""
    place = Place()
    if isinstance(threads, bool) or not isinstance(threads, int) or threads < 1:
        raise place.fault(InvalidValue, "threads", "must be 1 or more")
    if threads > 256:
        raise place.fault(LimitExceeded, "threads", "is more than 256")
    job = Job(engine, columns, score, findings)
    total = columns.visits
    size = max(1, min(CHUNK, -(-total // threads))) if threads > 1 else CHUNK
    chunks = [(first, min(size, total - first)) for first in range(0, total, size)]
    parts: list[tuple[Array, ...]] = [()] * len(chunks)
    done = 0
    if threads == 1 or len(chunks) < 2:
        for i, chunk in enumerate(chunks):
            parts[i] = job.run(*chunk)
            done += chunk[1]
            if progress is not None:
                progress(done, total)
    else:
        with ThreadPoolExecutor(threads) as pool:
            waiting = {pool.submit(job.run, *chunk): i for i, chunk in enumerate(chunks)}
            for future in as_completed(waiting):
                i = waiting[future]
                parts[i] = future.result()
                done += chunks[i][1]
                if progress is not None:
                    progress(done, total)
    columns_out = [
        np.concatenate([part[i] for part in parts]) if parts else np.empty(0, np.int64 if i == 0 else np.int32)
        for i in range(4)
    ]
    return BatchResult(
        job.status, job.timed_minutes, job.timed_units, job.score, job.units, *columns_out
    )
