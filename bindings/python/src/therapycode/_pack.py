"""Facts into the structs of the C library: every value checked for type and range, every fault named."""
from __future__ import annotations

import datetime
import operator
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from ._enums import STATED, WORDS, EvidenceSource
from ._error import Error, make_path
from ._exceptions import BY_STATUS, Conflict, InvalidText, InvalidValue, LimitExceeded, UnknownName
from ._facts import Activity, Goal, Interval
from ._facts_base import Facts
from ._native import ffi, lib

INT32 = 2**31
DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
CLOCK = re.compile(r"(\d\d):(\d\d)(?::(\d\d))?", re.ASCII)
MONEY = re.compile(r"\d{1,9}(\.\d\d)?", re.ASCII)


class InvalidType(InvalidValue, TypeError):
    """A value of a type that cannot mean what is asked for. Also a TypeError."""

    __slots__ = ()


def fail(status: int, error: Any) -> Error:
    """The exception for a status and what the library wrote about it."""
    reason = ffi.string(lib.therapycode_status_text(status)).decode()
    if error is None:
        return BY_STATUS[status](reason)
    field = None if error.field == ffi.NULL else ffi.string(error.field).decode()
    if field is not None and field.startswith("rubric.weight."):  # the index is the sum
        kind = field.rpartition(".")[2]
        return BY_STATUS[status](f"the weights of {kind} notes sum to {error.index}, not to 100", field=field)
    return BY_STATUS[status](
        reason,
        field=field,
        index=None if error.index < 0 else error.index,
        subindex=None if error.subindex < 0 else error.subindex,
        offset=error.offset,
        line=error.line or None,
    )


def new_error() -> Any:
    """A struct for the library to write into."""
    error = ffi.new("struct therapycode_error *")
    error.size = ffi.sizeof("struct therapycode_error")
    return error


class Place:
    """Which struct is being filled, so that a fault can be named."""

    __slots__ = ("group", "index")

    def __init__(self, group: str = "", index: int | None = None) -> None:
        self.group = group
        self.index = index

    def fault(
        self, kind: type[Error], key: str, reason: str, subindex: int | None = None, offset: int = 0
    ) -> Error:
        """The exception, not raised yet."""
        field = f"{self.group}.{key}" if self.group else key
        index = self.index
        if index is None and subindex is not None:
            index, subindex = subindex, None
        path = make_path(field, index, subindex)
        return kind(reason, field=field, index=index, subindex=subindex, offset=offset, path=path)


def whole(value: Any, place: Place, key: str) -> int:
    """A whole number that fits; True, 23.0 and "23" are none."""
    if isinstance(value, (bool, float, str)) or not hasattr(value, "__index__"):
        raise place.fault(InvalidType, key, "must be a whole number")
    number = operator.index(value)
    if not -INT32 < number < INT32:
        raise place.fault(InvalidValue, key, "is out of range")
    return number


def utf8(value: Any, place: Place, key: str, subindex: int | None = None) -> bytes:
    """Text as UTF-8. The exception of a lone surrogate holds no text, nor does its context."""
    if not isinstance(value, str):
        raise place.fault(InvalidType, key, "must be text", subindex)
    if "\0" in value:
        raise place.fault(InvalidValue, key, "holds U+0000", subindex)
    try:
        return value.encode()
    except UnicodeEncodeError as error:
        start = error.start
    offset = len(value[:start].encode("utf-8", "surrogatepass"))
    raise place.fault(InvalidText, key, "holds a lone surrogate", subindex, offset)


def ascii_field(value: Any, place: Place, key: str, size: int, subindex: int | None = None) -> bytes:
    """A short word without NUL for a fixed array of the library."""
    data = utf8(value, place, key, subindex)
    if len(data) > size:
        raise place.fault(InvalidValue, key, "is ill-formed", subindex)
    return data


def day(value: Any, place: Place, key: str, subindex: int | None = None) -> int:
    """A date, or "2026-03-02"."""
    if isinstance(value, str):
        match = DATE.fullmatch(value)
        if not match:
            raise place.fault(InvalidValue, key, 'must be a date like "2026-03-02"', subindex)
        year, month, date = map(int, match.groups())
        return year * 10000 + month * 100 + date
    if not isinstance(value, datetime.date) or isinstance(value, datetime.datetime):
        raise place.fault(InvalidType, key, 'must be a date, or text like "2026-03-02"', subindex)
    return value.year * 10000 + value.month * 100 + value.day


def clock(value: Any, place: Place, key: str) -> int:
    """A time, or "13:05", as second of the day; "24:00" ends a day."""
    if isinstance(value, datetime.time):
        if value.microsecond or value.tzinfo is not None:
            raise place.fault(InvalidValue, key, "must be a local time in whole seconds")
        return value.hour * 3600 + value.minute * 60 + value.second
    if not isinstance(value, str):
        raise place.fault(InvalidType, key, 'must be a time, or text like "13:05"')
    match = CLOCK.fullmatch(value)
    hour, minute, second = (int(part or 0) for part in match.groups()) if match else (99, 0, 0)
    seconds = hour * 3600 + minute * 60 + second
    last = 86400 if key == "end" else 86399
    if minute > 59 or second > 59 or seconds > last:
        raise place.fault(InvalidValue, key, 'must be a time like "13:05"')
    return seconds


def cents(value: Any, place: Place, key: str) -> int:
    """An exact amount: Decimal, int, or "2310.55"; a float is none."""
    if isinstance(value, str):
        if not MONEY.fullmatch(value):
            raise place.fault(InvalidValue, key, 'must be an amount like "2310.55"')
        value = Decimal(value)
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise place.fault(InvalidType, key, 'must be Decimal, int, or text like "2310.55"')
    try:
        amount = Decimal(value) * 100
        exact = amount.is_finite() and amount == int(amount)
    except (ArithmeticError, ValueError):
        exact = False
    if not exact or not 0 <= amount < INT32:
        raise place.fault(InvalidValue, key, "must be an amount in whole cents")
    return int(amount)


def enumerator(value: Any, place: Place, key: str, name: str) -> int:
    """A word of the JSON form, or the enumerator."""
    words = WORDS[name]
    if isinstance(value, str):
        if value not in words:
            raise place.fault(InvalidValue, key, f"must be one of {', '.join(words)}")
        return int(words[value])
    kind = type(next(iter(words.values())))
    if not isinstance(value, kind):
        raise place.fault(InvalidType, key, f"must be {kind.__name__}, or one of {', '.join(words)}")
    return int(value)


def yes_no(value: Any, place: Place, key: str) -> int:
    """True or False; 0 and 1 are none."""
    if value is not True and value is not False:
        raise place.fault(InvalidType, key, "must be True or False")
    return 1 if value else 2


def sequence(value: Any, place: Place, key: str) -> Sequence[Any]:
    """A list or tuple; text is none."""
    if isinstance(value, (str, bytes, dict)) or not isinstance(value, (Sequence, Iterable)):
        raise place.fault(InvalidType, key, "must be a list")
    return value if isinstance(value, Sequence) else tuple(value)


class Packed:
    """A struct of the library, and everything that it points to."""

    __slots__ = ("struct", "keep", "texts", "goal_ids")

    def __init__(self) -> None:
        self.struct: Any = None
        self.keep: list[Any] = []
        self.texts: dict[tuple[int, int], bytes] = {}
        self.goal_ids: dict[str, int] = {}

    def bytes_of(self, data: bytes) -> Any:
        """A pointer to bytes that stay as long as this does."""
        buffer = ffi.from_buffer("char[]", data)
        self.keep.append(buffer)
        return buffer

    def array(self, kind: str, values: Any) -> Any:
        """An array that stays as long as this does."""
        array = ffi.new(kind, values)
        self.keep.append(array)
        return array

    def fill(self, struct: Any, facts: Facts, place: Place) -> None:
        """Copies the stated facts into a struct that is all zero."""
        for key, name, kind, arg, bit in facts._table():
            value = getattr(facts, key)
            if value is None or (kind in ("goals", "modifiers", "dates", "texts", "many") and value == ()):
                continue
            if kind == "int":
                number = whole(value, place, key)
            elif kind == "enum":
                number = enumerator(value, place, key, arg)
            elif kind == "yesno":
                number = yes_no(value, place, key)
            elif kind == "date":
                number = day(value, place, key)
            elif kind == "clock":
                number = clock(value, place, key)
            elif kind == "cents":
                number = cents(value, place, key)
            else:
                self.fill_other(struct, key, name, kind, arg, value, place)
                continue
            setattr(struct, name, number)
            if bit:
                struct.stated |= STATED[bit]

    def fill_other(
        self, struct: Any, key: str, name: str, kind: str, arg: str, value: Any, place: Place
    ) -> None:
        """Texts, lists and structs."""
        if kind == "text":
            data = utf8(value, place, key)
            self.remember(place, key, data)
            text = getattr(struct, name)
            text.data, text.length = self.bytes_of(data), len(data)
        elif kind == "code":
            data = ascii_field(value, place, key, 5)
            if not data:
                raise place.fault(InvalidValue, key, "is empty: leave it out where it is not known")
            setattr(struct, name, data)
        elif kind == "name":
            data = ascii_field(value, place, key, 4096)
            setattr(struct, name, self.bytes_of(data + b"\0"))
        elif kind == "modifiers":
            words = sequence(value, place, key)
            if len(words) > 4:
                raise place.fault(LimitExceeded, key, "holds more than four modifiers")
            for i, word in enumerate(words):
                data = ascii_field(word, place, key, 2, i)
                if len(data) != 2:
                    raise place.fault(InvalidValue, key, "is ill-formed", i)
                struct.modifiers[i] = data
        elif kind == "dates":
            dates = [day(one, place, key, i) for i, one in enumerate(sequence(value, place, key))]
            self.point(struct, name, arg, "int32_t[]", dates)
        elif kind == "texts":
            self.fill_texts(struct, name, arg, value, place, key)
        elif kind == "goals":
            links = [self.goal_index(one, place, key, i) for i, one in enumerate(sequence(value, place, key))]
            self.point(struct, name, arg, "int32_t[]", links)

    def point(self, struct: Any, name: str, count: str, kind: str, values: list[Any]) -> None:
        """An array and how many it holds."""
        if values:
            setattr(struct, name, self.array(kind, values))
            setattr(struct, count, len(values))

    def remember(self, place: Place, key: str, data: bytes) -> None:
        """Texts that evidence can point into."""
        if place.group == "" and key == "note":
            self.texts[EvidenceSource.NOTE, -1] = data
        elif key == "description" and place.index is not None:
            self.texts[EvidenceSource.DESCRIPTION, place.index] = data
        elif key == "text" and place.index is not None:
            self.texts[EvidenceSource.GOAL, place.index] = data

    def fill_texts(self, struct: Any, name: str, count: str, value: Any, place: Place, key: str) -> None:
        """Earlier notes."""
        texts = [utf8(one, place, key, i) for i, one in enumerate(sequence(value, place, key))]
        array = self.array("struct therapycode_text[]", len(texts))
        for i, data in enumerate(texts):
            array[i].data, array[i].length = self.bytes_of(data), len(data)
            self.texts[EvidenceSource.EARLIER_NOTE, i] = data
        setattr(struct, name, array)
        setattr(struct, count, len(texts))

    def goal_index(self, value: Any, place: Place, key: str, subindex: int) -> int:
        """A goal by its id or its place."""
        if isinstance(value, str):
            if value not in self.goal_ids:
                raise place.fault(UnknownName, key, "names no goal of this visit", subindex)
            return self.goal_ids[value]
        if isinstance(value, bool) or not isinstance(value, int):
            raise place.fault(InvalidType, key, "must be a goal's id or index", subindex)
        if not 0 <= value < INT32:
            raise place.fault(InvalidValue, key, "is out of range", subindex)
        return value


def rows_of(value: Any, kind: type[Facts], key: str) -> Sequence[Any]:
    """A sequence of facts of one kind."""
    rows = sequence(value, Place(), key)
    for i, row in enumerate(rows):
        if not isinstance(row, kind):
            raise Place().fault(InvalidType, key, f"must be {kind.__name__}", i)
    return rows


def identify(rows: Sequence[Any], key: str) -> dict[str, int]:
    """Ids to places; two of one name are an error."""
    places: dict[str, int] = {}
    for i, row in enumerate(rows):
        if row.id is None:
            continue
        place = Place(key, i)
        if not isinstance(row.id, str):
            raise place.fault(InvalidType, "id", "must be text")
        if row.id in places:
            raise place.fault(Conflict, "id", "is the id of an earlier one")
        places[row.id] = i
    return places


def pack_session(session: Any) -> Packed:
    """A Session as the library wants it."""
    packed = Packed()
    struct = packed.struct = ffi.new("struct therapycode_session *")
    status = lib.therapycode_session_init(
        struct,
        ffi.sizeof("struct therapycode_session"),
        ffi.sizeof("struct therapycode_activity"),
        ffi.sizeof("struct therapycode_goal"),
    )
    if status:
        raise fail(status, None)
    if session.id is not None:
        utf8(session.id, Place(), "id")
    goals = rows_of(session.goals, Goal, "goals")
    activities = rows_of(session.activities, Activity, "activities")
    packed.goal_ids = identify(goals, "goals")
    identify(activities, "activities")
    packed.fill(struct, session, Place())
    if goals:
        struct.goals = array = packed.array("struct therapycode_goal[]", len(goals))
        struct.goal_count = len(goals)
        for i, goal in enumerate(goals):
            packed.fill(array[i], goal, Place("goals", i))
    if activities:
        struct.activities = array = packed.array("struct therapycode_activity[]", len(activities))
        struct.activity_count = len(activities)
        for i, activity in enumerate(activities):
            packed.fill(array[i], activity, Place("activities", i))
    pack_episode(packed, session.episode)
    return packed


def pack_episode(packed: Packed, episode: Any) -> None:
    """What came before, if anything was stated."""
    from ._facts import Episode

    if episode is None:
        return
    if not isinstance(episode, Episode):
        raise Place().fault(InvalidType, "episode", "must be Episode")
    struct = ffi.new("struct therapycode_episode *")
    struct.size = ffi.sizeof("struct therapycode_episode")
    packed.keep.append(struct)
    packed.fill(struct, episode, Place("episode"))
    packed.struct.episode = struct


def pack_day(facts: Any) -> Packed:
    """A Day as the library wants it."""
    packed = Packed()
    struct = packed.struct = ffi.new("struct therapycode_day *")
    struct.size = ffi.sizeof("struct therapycode_day")
    struct.interval_size = ffi.sizeof("struct therapycode_interval")
    packed.fill(struct, facts, Place())
    intervals = rows_of(facts.intervals, Interval, "intervals")
    if intervals:
        struct.intervals = array = packed.array("struct therapycode_interval[]", len(intervals))
        struct.interval_count = len(intervals)
        for i, interval in enumerate(intervals):
            packed.fill(array[i], interval, Place("intervals", i))
    return packed
