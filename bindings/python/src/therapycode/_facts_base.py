"""What all facts share: made from the JSON form's keys, and back."""
from __future__ import annotations

import dataclasses
from typing import Any, TypeVar

#: (key of the JSON form, name in C, kind, what the kind needs, name of its bit in `stated`)
Row = tuple[str, str, str, str, str]
Self = TypeVar("Self", bound="Facts")


class Facts:
    """The base of Session, Activity, Goal, Episode, Day and Interval: plain keyword dataclasses.

    None, or an empty sequence, means "not stated"; 0 and False are facts. Values are checked when
    they are used, and every fault names its field.
    """

    __slots__ = ()

    @classmethod
    def _table(cls) -> tuple[Row, ...]:
        raise NotImplementedError

    def replace(self: Self, **changes: Any) -> Self:
        """A copy with some facts changed."""
        return dataclasses.replace(self, **changes)
