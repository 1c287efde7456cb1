"""Rulebooks and engines."""
from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar, overload

from . import _rows
from ._enums import Table, WORDS
from ._evaluation import Evaluation, new_handle, read, table
from ._exceptions import InvalidArgument
from ._facts import Day, Session
from ._native import ffi, lib
from ._pack import InvalidType, Packed, Place, ascii_field, day, enumerator, fail, new_error, pack_day, pack_session, utf8
from ._rows import Code, Finding, Info, Option, Phrase, Rule
from ._rows_base import Rows

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

    def _call(self, ask: Callable[..., int], packed: Packed, copy: Callable[[Any], Row]) -> Row:
        """One call of the library; the result is copied, then wiped."""
        handle = self._open()
        try:
            evaluation = self._spare.pop()
        except IndexError:
            evaluation = new_handle()
        error = new_error()
        status = ask(handle, packed.struct, evaluation, error)
        if status:
            raise fail(status, error)
        try:
            return copy(evaluation)
        finally:
            lib.therapycode_evaluation_clear(evaluation)
            if self._handle is not None:
                self._spare.append(evaluation)

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
