"""Copying rows out of the C library."""
from __future__ import annotations

import datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ._native import ffi

if TYPE_CHECKING:
    from ._rows import Candidate, Evidence, Measure


class Result:
    """The base of every row of results."""

    __slots__ = ()


class MeasureValue(Result):
    """Adds the exact value to a measure."""

    __slots__ = ()

    if TYPE_CHECKING:
        value: int
        high: int
        scale: int

    @property
    def amount(self) -> Fraction:
        """value / scale, exact."""
        return Fraction(self.value, self.scale)

    @property
    def high_amount(self) -> Fraction:
        """high / scale, exact: the end of a range."""
        return Fraction(self.high, self.scale)


class Rows:
    """The rows that others own, and where each character of a text is while they are read."""

    __slots__ = ("evidence", "candidate", "measure", "places")

    def __init__(self, places: dict[tuple[int, int], dict[int, int]]) -> None:
        self.evidence: list[Evidence] = []
        self.candidate: list[Candidate] = []
        self.measure: list[Measure] = []
        self.places = places

    def characters(self, row: Any) -> tuple[int, int]:
        """Code points where a row of evidence has bytes."""
        places = self.places.get((row.source, row.index))
        if places is None:
            return row.start, row.end
        return places[row.start], places[row.end]


def string(value: Any) -> str:
    """A constant or a message of the library."""
    return str(ffi.string(value), "utf-8") if value else ""


def optional_string(value: Any) -> str | None:
    """The same, or None."""
    return str(ffi.string(value), "utf-8") if value else None


def code(value: Any) -> str:
    """Five characters."""
    return str(ffi.string(value), "ascii")


def optional_code(value: Any) -> str | None:
    """Five characters, or None."""
    return str(ffi.string(value), "ascii") or None


def modifiers(value: Any) -> tuple[str, ...]:
    """As many as there are."""
    words = (ffi.string(one).decode() for one in value)
    return tuple(word for word in words if word)


def optional_int(value: int) -> int | None:
    """A row or a figure; the library's NONE is -1."""
    return None if value == -1 else value


def date(value: int) -> datetime.date:
    """20260302."""
    return datetime.date(value // 10000, value // 100 % 100, value % 100)


def optional_date(value: int) -> datetime.date | None:
    """The same, or None for 0."""
    return date(value) if value else None


def character_places(text: bytes, offsets: set[int]) -> dict[int, int]:
    """Bytes of UTF-8 -> code points, for the offsets that are asked for, in one pass."""
    if text.isascii():
        return {offset: offset for offset in offsets}
    places = {}
    at = characters = 0
    for offset in sorted(offsets):
        characters += len(text[at:offset].decode("utf-8", "surrogatepass"))
        at = offset
        places[offset] = characters
    return places
