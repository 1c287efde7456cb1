"""Rulebooks and engines."""
from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar, overload

from . import _rows
from ._enums import Table, WORDS
from ._evaluation import Evaluation, new_handle, read, table
from ._exceptions import InvalidArgument
from ._facts import Day, Session
from ._native import ffi, lib
from ._pack import InvalidType, Packed, Place, ascii_field, day, enumerator, fail, new_error, pack_day, pack_session, utf8
from ._rows import Code, Finding, Info, Option, Phrase, Rule
from ._rows_base import Rows

if TYPE_CHECKING:
    from ._arrow import ArrowResult
    from ._batch import BatchResult
    from ._frame import FrameResult

Row = TypeVar("Row")
NO_ROWS = Rows({})


class Rulebook:
    """A set of tables that can still change: the built-in ones, and those that are loaded.

    One thread at a time. An Engine takes it over.
    """

    __slots__ = ("_handle",)

    def __init__(self) -> None:
        out = ffi.new("struct therapycode_rulebook **")
        status = lib.therapycode_rulebook_new(ffi.NULL, out)
        if status:
            raise fail(status, None)
        self._handle: Any = ffi.gc(out[0], lib.therapycode_rulebook_free)

    def _open(self) -> Any:
        if self._handle is None:
            raise InvalidArgument("was taken over by an engine, or closed", field="rulebook")
        return self._handle

    def load(self, table: Table | str, data: bytes | str, *, replace: bool = False) -> None:
        """Reads a table file: all rows or none. Where a later row speaks for the same key and date, it wins.

        table: Which table: Table.POLICIES or "policies".
        data: The file's content: CSV in UTF-8 with its header row.
        replace: In place of the rows of this table, not beside them.
        """
        place = Place()
        number = enumerator(table, place, "table", "table")
        if isinstance(data, str):
            data = utf8(data, place, "data")
        try:
            buffer = ffi.from_buffer("char[]", data)
        except TypeError:
            buffer = None
        if buffer is None:
            raise place.fault(InvalidType, "data", "must be bytes or text")
        source = ffi.new("struct therapycode_source *")
        source.size = ffi.sizeof("struct therapycode_source")
        source.data, source.length, source.table = buffer, len(buffer), number
        source.flags = lib.THERAPYCODE_REPLACE if replace else 0
        error = new_error()
        status = lib.therapycode_rulebook_load(self._open(), source, error)
        if status:
            raise fail(status, error)

    def set_policy(self, policy: str, option: str, value: str) -> None:
        """Makes or changes a policy, for all dates.

        ("acme-ppo", "base", "medicare") makes one that follows another; ("acme-ppo", "time_rule",
        "ama-midpoint") changes one option of it.
        """
        place = Place("policies")
        names = ("policy", "option", "value")
        words = [ascii_field(w, place, n, 4096) for n, w in zip(names, (policy, option, value), strict=True)]
        status = lib.therapycode_rulebook_set_policy(self._open(), *words)
        if status:
            raise fail(status, None)

    def close(self) -> None:
        """Releases the memory now. Does nothing after an engine took the rulebook over."""
        handle, self._handle = self._handle, None
        if handle is not None:
            ffi.release(handle)

    def __enter__(self) -> Rulebook:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class TableView(Sequence[Row]):
    """Rows of an engine's table, copied when they are asked for."""

    __slots__ = ("_engine", "_get", "_copy", "_count")

    def __init__(self, engine: Engine, get: Callable[[Any, int], Any], copy: Callable[[Any, Rows], Row]) -> None:
        self._engine = engine
        self._get = get
        self._copy = copy
        self._count = -1

    def __len__(self) -> int:
        if self._count < 0:
            self._count = sum(1 for _ in self._raw())
        return self._count

    def _raw(self) -> Iterator[Any]:
        handle, index = self._engine._open(), 0
        row = self._get(handle, 0)
        while row:
            yield row
            index += 1
            row = self._get(handle, index)

    def __iter__(self) -> Iterator[Row]:
        return (self._copy(row, NO_ROWS) for row in self._raw())

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, index: int | slice) -> Row | tuple[Row, ...]:
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(len(self))))
        number = index + len(self) if index < 0 else index
        row = self._get(self._engine._open(), number) if 0 <= number < 2**63 else None
        if not row:
            raise IndexError("no such row")
        return self._copy(row, NO_ROWS)

    def __repr__(self) -> str:
        return f"<{len(self)} rows>"


class Engine:
    """A sealed rulebook: immutable, usable from any number of threads, serves every policy in it.

    rulebook: Taken over; None: the built-in tables.
    tables: Table files to load first: {"policies": b"policy,option,..."}.
    policies: Policies to make or change: {"acme-ppo": {"base": "medicare", "time_rule": "ama-midpoint"}}.
    """

    __slots__ = ("_handle", "_spare", "__weakref__")

    def __init__(
        self,
        rulebook: Rulebook | None = None,
        *,
        tables: Mapping[Table | str, bytes | str] | None = None,
        policies: Mapping[str, Mapping[str, str]] | None = None,
    ) -> None:
        self._handle: Any = None
        self._spare: list[Any] = []
        book = Rulebook() if rulebook is None else rulebook
        if not isinstance(book, Rulebook):
            raise Place().fault(InvalidType, "rulebook", "must be Rulebook")
        for name, data in (tables or {}).items():
            book.load(name, data)
        for policy, options in (policies or {}).items():
            # its base first: the other options are changes of that
            for option in sorted(options, key=lambda name: name != "base"):
                book.set_policy(policy, option, options[option])
        out, error = ffi.new("struct therapycode_engine **"), new_error()
        status = lib.therapycode_engine_new(book._open(), out, error)
        if status:
            raise fail(status, error)
        ffi.gc(book._handle, None)
        book._handle = None
        self._handle = ffi.gc(out[0], lib.therapycode_engine_unref)

    def _open(self) -> Any:
        handle = self._handle
        if handle is None:
            raise InvalidArgument("is closed", field="engine")
        return handle

    def close(self) -> None:
        """Gives the engine up. Calls that are running finish; later ones are errors."""
        self._handle = None
        self._spare.clear()

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return "<therapycode.Engine closed>" if self._handle is None else f"<therapycode.Engine {self.info.release}>"

    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError("an Engine cannot be pickled: make one in each process")

    def _take(self) -> Any:
        """An empty evaluation: each call, in whatever thread, has one of its own."""
        try:
            return self._spare.pop()
        except IndexError:
            return new_handle()

    def _give_back(self, evaluation: Any) -> None:
        """Wiped, and kept for the next call."""
        lib.therapycode_evaluation_clear(evaluation)
        if self._handle is not None:
            self._spare.append(evaluation)

    def _call(self, ask: Callable[..., int], packed: Packed, copy: Callable[[Any], Row]) -> Row:
        """One call of the library; the result is copied, then wiped."""
        handle, evaluation, error = self._open(), self._take(), new_error()
        try:
            status = ask(handle, packed.struct, evaluation, error)
            if status:
                raise fail(status, error)
            return copy(evaluation)
        finally:
            self._give_back(evaluation)

    def _ask(self, ask: Callable[..., int], session: Session) -> Evaluation:
        packed = pack_session(check(session, Session))
        return self._call(ask, packed, lambda handle: read(handle, packed, session))

    def evaluate(self, session: Session) -> Evaluation:
        """Answers all three questions - units, codes, documentation - and makes the claim lines."""
        return self._ask(lib.therapycode_evaluate, session)

    def calculate_units(self, session: Session) -> Evaluation:
        """Units and claim lines only: the note is not read, and activities without a code stay unplaced."""
        return self._ask(lib.therapycode_calculate_units, session)

    def select_codes(self, session: Session) -> Evaluation:
        """Readings, candidates and their evidence only."""
        return self._ask(lib.therapycode_select_codes, session)

    def score_documentation(self, session: Session) -> Evaluation:
        """Documentation only: elements, measures, progress, their evidence and findings."""
        return self._ask(lib.therapycode_score_documentation, session)

    def check_day(self, facts: Day) -> tuple[Finding, ...]:
        """Looks for one-on-one time given to two patients at once, and for impossible hours.

        Their `activity` and `other_line` are indexes of intervals.
        """
        packed = pack_day(check(facts, Day))

        def findings(handle: Any) -> tuple[Finding, ...]:
            rows = table(lib.therapycode_evaluation_finding, handle)
            return tuple(_rows.read_finding(row, NO_ROWS) for row in rows)

        return self._call(lib.therapycode_check_day, packed, findings)

    def evaluate_batch(
        self,
        *,
        activity_offsets: Any,
        date_of_service: Any,
        discipline: Any,
        code: Any,
        minutes: Any = None,
        assistant_minutes: Any = None,
        billed_units: Any = None,
        setting: Any = None,
        policy: Any = None,
        policies: Sequence[str] | None = None,
        note: bytes | None = None,
        note_offsets: Any = None,
        findings: bool = True,
        threads: int = 1,
        progress: Callable[[int, int], object] | None = None,
    ) -> BatchResult:
        """Many visits as columns of numpy or pandas: no object per visit, a bad visit fails alone.

        activity_offsets: One more than there are visits: visit v owns activities [o[v], o[v + 1]).
        date_of_service, discipline, setting: Per visit, or one for all. Dates as datetime64 or yyyymmdd;
            enumerators as numbers or words.
        policy, policies: Per visit, an index of policies; None: the first policy, or "medicare".
        code: Per activity; no copy is made of "S8".
        minutes, assistant_minutes, billed_units: Per activity; NaN, NA and -1 are "not stated". No copy is
            made of int32.
        note, note_offsets: UTF-8 of all notes; with them `score` is worked out, which reads them.
        findings: Whether they are wanted.
        threads: How many work at once; the GIL is released.
        progress: Called with (visits done, of all) after each chunk, in this thread.
        """
        from . import _batch

        columns = _batch.Columns(_batch.offsets(activity_offsets, "activity_offsets"))
        count, total = columns.visits, columns.activities
        columns.set("date_of_service", _batch.dates(date_of_service, "date_of_service", count), "int32_t[]", count)
        columns.set("discipline", _batch.words(discipline, "discipline", "discipline", count), "int32_t[]", count)
        if setting is not None:
            columns.set("setting", _batch.words(setting, "setting", "setting", count), "int32_t[]", count)
        if policy is not None:
            columns.set("policy", _batch.whole_numbers(policy, "policy"), "int32_t[]", count)
        if policies is not None:
            columns.set_policies(policies)
        columns.set("code", _batch.codes(code), "char[]", total)
        named = (("minutes", minutes), ("assistant_minutes", assistant_minutes), ("billed_units", billed_units))
        for name, values in named:
            if values is not None:
                columns.set(name, _batch.whole_numbers(values, name), "int32_t[]", total)
        if (note is None) != (note_offsets is None):
            raise InvalidArgument("go together", field="note and note_offsets")
        if note is not None:
            columns.set_notes(note, _batch.offsets(note_offsets, "note_offsets"))
        return _batch.run(
            self, columns, score=note is not None, findings=findings, threads=threads, progress=progress
        )

    def evaluate_frame(
        self,
        frame: Any,
        *,
        visit: str = "visit",
        threads: int = 1,
        progress: Callable[[int, int], object] | None = None,
    ) -> FrameResult:
        """A pandas DataFrame with a row per activity: columns `visit`, date_of_service, discipline, code, minutes,
        and, if stated, setting, policy, assistant_minutes, billed_units."""
        from ._frame import evaluate_frame

        return evaluate_frame(self, frame, visit, threads, progress)

    def evaluate_arrow(
        self,
        source: Any,
        *,
        keep: Sequence[str] = (),
        score: bool = False,
        findings: bool = True,
        threads: int = 1,
        progress: Callable[[int, int], object] | None = None,
    ) -> ArrowResult:
        """Any Arrow stream in, an Arrow stream out, batch by batch: pyarrow, polars, DuckDB, pandas 2.2.

        source: A row per visit: date_of_service, discipline, activities (a list of structs with code and, if
            stated, minutes, assistant_minutes, billed_units), and, if stated, setting, policy, note.
        keep: Columns that come back as they are, before ours: an id, a partition.
        score: Whether to read the notes and score the documentation.
        """
        from ._arrow import ArrowResult

        if not hasattr(source, "__arrow_c_stream__"):
            raise Place().fault(InvalidType, "source", "must have __arrow_c_stream__()")
        options = {"score": score, "findings": findings, "threads": threads, "progress": progress}
        return ArrowResult(self, source, keep, options)

    @property
    def info(self) -> Info:
        """What this engine was made of: for an About box, a log line, a stored answer."""
        return _rows.read_info(lib.therapycode_engine_info(self._open()), NO_ROWS)

    def find_code(self, code: str, on: datetime.date | str) -> Code | None:
        """The code as it stands on a date; None where it is unknown or not in force."""
        place = Place()
        word, date = ascii_field(code, place, "code", 64), day(on, place, "on")
        row = lib.therapycode_engine_find_code(self._open(), word, date)
        return _rows.read_code(row, NO_ROWS) if row else None

    @property
    def codes(self) -> Sequence[Code]:
        """Code rows, in ascending order of code."""
        return TableView(self, lib.therapycode_engine_code, _rows.read_code)

    @property
    def rules(self) -> Sequence[Rule]:
        """The catalogue of rules, in ascending order of id. The batch names rules by this index."""
        return TableView(self, lib.therapycode_engine_rule, _rows.read_rule)

    @property
    def options(self) -> Sequence[Option]:
        """Policy options, in the order of the table."""
        return TableView(self, lib.therapycode_engine_option, _rows.read_option)

    @property
    def phrases(self) -> Sequence[Phrase]:
        """The vocabulary, in the order of the table."""
        return TableView(self, lib.therapycode_engine_phrase, _rows.read_phrase)


Kind = TypeVar("Kind")


def check(value: Kind, kind: type[Kind]) -> Kind:
    """The right kind of facts."""
    if not isinstance(value, kind):
        raise InvalidType(f"must be therapycode.{kind.__name__}")
    return value


def table_names() -> list[str]:
    """The words for Rulebook.load()."""
    return list(WORDS["table"])
