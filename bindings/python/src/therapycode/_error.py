"""The base of every exception: where a call failed, never what was there."""
from __future__ import annotations

from typing import ClassVar


class Error(Exception):
    """Where a call failed; never what was there, for values may be PHI.

    status: The status of the C library, for example -5.
    status_name: Its name: "THERAPYCODE_E_VALUE".
    field: "activities.minutes", "date_of_service", "codes.timing"; or None.
    index: Which element of the array, or None.
    subindex: And of the array inside it, or None.
    offset: Byte within that text or file.
    line: 1-based line of a table file, or None.
    path: The same as a path: "activities[0].minutes".
    """

    __slots__ = ("field", "index", "subindex", "offset", "line", "path", "reason")
    status: ClassVar[int] = 0
    status_name: ClassVar[str] = ""

    def __init__(
        self,
        reason: str,
        *,
        field: str | None = None,
        index: int | None = None,
        subindex: int | None = None,
        offset: int = 0,
        line: int | None = None,
        path: str | None = None,
    ) -> None:
        self.reason = reason
        self.field = field
        self.index = index
        self.subindex = subindex
        self.offset = offset
        self.line = line
        self.path = path if path is not None else make_path(field, index, subindex)
        super().__init__(self._text())

    def _text(self) -> str:
        where = self.path or ""
        if self.line:
            where += f" line {self.line}"
        if self.offset:
            where += f" byte {self.offset}"
        return f"{where}: {self.reason}" if where else self.reason

    def __reduce__(self) -> tuple[object, ...]:
        facts = (self.reason, self.field, self.index, self.subindex, self.offset, self.line, self.path)
        return _again, (type(self), *facts)


def _again(
    kind: type[Error],
    reason: str,
    field: str | None,
    index: int | None,
    subindex: int | None,
    offset: int,
    line: int | None,
    path: str | None,
) -> Error:
    """Exceptions cross process bounds (Spark, Dask, multiprocessing)."""
    return kind(reason, field=field, index=index, subindex=subindex, offset=offset, line=line, path=path)


def make_path(field: str | None, index: int | None, subindex: int | None) -> str | None:
    """("activities.goals", 0, 1) -> "activities[0].goals[1]"."""
    if field is None:
        return None
    head, dot, tail = field.partition(".")
    if index is None:
        return field
    if head in ("activities", "goals", "intervals", "policies") and dot:
        path = f"{head}[{index}].{tail}"
    else:
        path = f"{field}[{index}]"
    return path if subindex is None else f"{path}[{subindex}]"
