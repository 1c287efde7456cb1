"""Turns a rehabilitation visit (PT, OT, SLP) into a defensible claim: units, codes, documentation.

    import therapycode as tc

    tc.units({"97110": 33, "97140": 7}, on="2026-03-02")      # {'97110': 2, '97140': 1}
    tc.evaluate({"date_of_service": "2026-03-02", "discipline": "PT", "note": "..."})   # the JSON form
    tc.Engine().evaluate(tc.Session(date_of_service="2026-03-02", discipline="PT", note="..."))

Nothing happens at import; the built-in tables are read at the first call.
"""
from __future__ import annotations

import datetime
import threading
from collections.abc import Iterable, Mapping
from typing import Any

from ._engine import Engine, Rulebook
from ._enums import (
    LIMIT_ACTIVITIES,
    LIMIT_ALLOCATIONS,
    LIMIT_DATES,
    LIMIT_GOALS,
    LIMIT_TABLE_ROWS,
    LIMIT_TABLE_TEXT,
    LIMIT_TEXT,
    Billable,
    Contact,
    Context,
    Direction,
    Discipline,
    ElementStatus,
    EvidenceSource,
    Liability,
    NoteKind,
    Performer,
    Setting,
    Severity,
    Side,
    Status,
    Table,
    Telehealth,
    TherapyList,
    Timing,
)
from ._error import Error
from ._evaluation import Evaluation, Tie
from ._exceptions import (
    Conflict,
    InvalidArgument,
    InvalidTable,
    InvalidText,
    InvalidValue,
    LimitExceeded,
    OutOfMemory,
    TooNew,
    UnknownName,
    WrongSize,
)
from ._facts import Activity, Day, Episode, Goal, Interval, Session
from ._native import ffi as _ffi
from ._native import lib as _lib
from ._pack import InvalidType
from ._rows import (
    Candidate,
    Code,
    Element,
    Evidence,
    Finding,
    Info,
    Line,
    Measure,
    Option,
    Phrase,
    Progress,
    Reading,
    Rule,
    Step,
    Summary,
    Tally,
)
from ._units import Units

__all__ = [
    "LIMIT_ACTIVITIES", "LIMIT_ALLOCATIONS", "LIMIT_DATES", "LIMIT_GOALS", "LIMIT_TABLE_ROWS", "LIMIT_TABLE_TEXT", "LIMIT_TEXT",
    "Activity", "Billable", "Candidate", "Code", "Conflict", "Contact", "Context", "Day", "Direction", "Discipline",
    "Element", "ElementStatus", "Engine", "Episode", "Error", "Evaluation", "Evidence", "EvidenceSource", "Finding",
    "Goal", "Info", "Interval", "InvalidArgument", "InvalidTable", "InvalidText", "InvalidType", "InvalidValue",
    "Liability", "LimitExceeded", "Line", "Measure", "NoteKind", "Option", "OutOfMemory", "Performer", "Phrase",
    "Progress", "Reading", "Rule", "Rulebook", "Session", "Setting", "Severity", "Side", "Status", "Step", "Summary",
    "Table", "Tally", "Telehealth", "Tie", "TherapyList", "Timing", "TooNew", "Units", "UnknownName", "WrongSize",
    "check_day", "data_version", "default_engine", "evaluate", "library_version", "units",
]

_default: Engine | None = None
_lock = threading.Lock()


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return library_version()
    raise AttributeError(f"module 'therapycode' has no attribute {name!r}")


def default_engine() -> Engine:
    """The engine of the built-in tables, made at its first use and shared by all threads."""
    global _default
    if _default is None:
        with _lock:
            if _default is None:
                _default = Engine()
    return _default


def library_version() -> str:
    """The version of the C library that is linked now."""
    text: bytes = _ffi.string(_lib.therapycode_version())
    return text.decode()


def data_version() -> str:
    """The release of the built-in tables."""
    return default_engine().info.release


def evaluate(visit: Mapping[str, Any], *, quote: bool = False, engine: Engine | None = None) -> dict[str, Any]:
    """Evaluates a visit of the JSON form and answers in the JSON form.

    visit: Keys as in docs: "date_of_service", "discipline", "activities", "note", ...
    quote: Add the words of the evidence. They are PHI.
    engine: None: the built-in tables.

    Offsets are bytes of the UTF-8 text, as in every JSON form of the library; the typed results have
    characters.
    """
    from ._json import session_from_dict

    session = session_from_dict(visit)
    return (default_engine() if engine is None else engine).evaluate(session).to_dict(quote=quote)


def check_day(day: Mapping[str, Any], *, engine: Engine | None = None) -> tuple[Finding, ...]:
    """Looks at one clinician's or a clinic's day, given in the JSON form, across patients."""
    from ._json import day_from_dict

    return (default_engine() if engine is None else engine).check_day(day_from_dict(day))


def units(
    minutes: Mapping[str, int] | Iterable[Activity],
    *,
    on: datetime.date | str,
    policy: str | None = None,
    discipline: Discipline | str = Discipline.PT,
    setting: Setting | str | None = None,
    engine: Engine | None = None,
) -> Units:
    """Units of one visit from its minutes: {"97110": 33, "97140": 7} -> {"97110": 2, "97140": 1}.

    minutes: Minutes by code, or activities. The order counts where a policy decides ties by it.
    on: Date of service: everything is looked up as of it.
    policy: Name of a policy; None: "medicare".
    discipline: Whose visit it is.
    """
    from ._units import make

    activities = (
        [Activity(code=code, minutes=amount) for code, amount in minutes.items()]
        if isinstance(minutes, Mapping)
        else tuple(minutes)
    )
    session = Session(
        date_of_service=on, discipline=discipline, setting=setting, policy=policy, activities=activities
    )
    return make((default_engine() if engine is None else engine).calculate_units(session))
