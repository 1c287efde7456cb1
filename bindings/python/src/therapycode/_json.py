"""The JSON form: the same keys, words, dates and byte offsets as the C library's JSON layer."""
from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import TYPE_CHECKING, Any, TypeVar

from ._enums import NAMES
from ._exceptions import InvalidValue
from ._facts import Activity, Episode, Goal, Session
from ._facts_base import Facts
from ._pack import InvalidType, Place, sequence

if TYPE_CHECKING:
    from ._evaluation import Evaluation
    from ._rows import Evidence, Finding, Line, Reading

Kind = TypeVar("Kind", bound=Facts)


def take(kind: type[Kind], value: Any, place: Place, key: str) -> Kind:
    """A mapping of the JSON form as facts; a key that is not known is an error."""
    if not isinstance(value, Mapping):
        if key:
            raise Place().fault(InvalidType, key, "must be an object", place.index)
        raise InvalidType("a visit must be an object")
    known = {row[0] for row in kind._table()} | ({"id"} if hasattr(kind, "id") else set())
    for name in value:
        if not isinstance(name, str) or name not in known:
            # a key can be anything, PHI too: its place is named, not the key
            path = f"{key}[{place.index}]" if place.index is not None else key or None
            raise InvalidValue("holds a key that is not known", path=path, field=place.group or None)
    return kind(**value)


def session_from_dict(visit: Any) -> Session:
    """A visit of the JSON form as a Session; its values are checked when it is evaluated."""
    if not isinstance(visit, Mapping):
        raise InvalidType("a visit must be an object")
    facts = dict(visit)
    place = Place()
    if facts.pop("format", 1) not in (1,) or isinstance(visit.get("format"), (bool, float)):
        raise place.fault(InvalidValue, "format", "must be 1")
    for key in ("date_of_service", "discipline"):
        if facts.get(key) is None:
            raise place.fault(InvalidValue, key, "is required")
    kinds: tuple[tuple[str, type[Facts]], ...] = (("activities", Activity), ("goals", Goal))
    for key, kind in kinds:
        if facts.get(key) is not None:
            rows = sequence(facts[key], place, key)
            facts[key] = tuple(take(kind, row, Place(key, i), key) for i, row in enumerate(rows))
        else:
            facts.pop(key, None)
    if facts.get("episode") is not None:
        facts["episode"] = take(Episode, facts["episode"], Place("episode"), "episode")
    return take(Session, facts, place, "")


def word(value: IntEnum | None) -> str | None:
    """An enumerator's word."""
    return None if value is None else NAMES[type(value)][value]


def evidence_to_dict(evaluation: Evaluation, evidence: tuple[Evidence, ...], quote: bool) -> list[dict[str, Any]]:
    """Where it stands, in bytes."""
    rows = []
    for one in evidence:
        row: dict[str, Any] = {
            "source": word(one.source),
            "index": one.index,
            "start": one.byte_start,
            "end": one.byte_end,
            "why": one.why,
        }
        if quote:
            text = evaluation.quote(one)
            if text is not None:
                row["text"] = text
        rows.append(row)
    return rows


def name_of(rows: Any, index: int | None) -> str | int | None:
    """The caller's id of an activity or goal, or its place."""
    if index is None:
        return None
    return index if rows is None or rows[index].id is None else rows[index].id


def line_to_dict(evaluation: Evaluation, line: Line) -> dict[str, Any]:
    """One claim line."""
    activities = evaluation.session.activities if evaluation.session else None
    counted = [r.activity for r in evaluation.readings if r.tally == line.tally and r.activity is not None]
    return {
        "code": line.code,
        "units": line.units,
        "minutes": line.minutes,
        "modifiers": list(line.modifiers),
        "suggested": line.suggested,
        "activities": [name_of(activities, index) for index in counted],
        "tally": line.tally,
    }


def reading_to_dict(evaluation: Evaluation, reading: Reading, quote: bool) -> dict[str, Any]:
    """One reading with its candidates."""
    activities = evaluation.session.activities if evaluation.session else None
    return {
        "activity": name_of(activities, reading.activity),
        "code": reading.code,
        "context": word(reading.context),
        "minutes": reading.minutes,
        "question": reading.question,
        "from_note": reading.activity is None,
        "candidates": [
            {
                "code": one.code,
                "confidence": one.confidence,
                "reason": one.reason,
                "evidence": evidence_to_dict(evaluation, one.evidence, quote),
            }
            for one in reading.candidates
        ],
    }


def finding_to_dict(one: Finding) -> dict[str, Any]:
    """One finding."""
    return {
        "severity": word(one.severity),
        "rule": one.rule,
        "message": one.message,
        "citation": one.citation,
        "line": one.line,
        "suggestion": one.suggestion,
    }


def evaluation_to_dict(evaluation: Evaluation, quote: bool) -> dict[str, Any]:
    """The whole answer."""
    summary = evaluation.summary
    return {
        "format": 1,
        "id": evaluation.session.id if evaluation.session else None,
        "provenance": {
            "version": summary.version,
            "release": summary.release,
            "digest": summary.digest,
            "policy": summary.policy,
            "date_of_service": summary.date_of_service.isoformat(),
        },
        "units": {
            "timed_minutes": summary.timed_minutes,
            "timed_units": summary.timed_units,
            "total_units": summary.total_units,
            "minutes_to_next_unit": summary.minutes_to_next_unit,
            "unplaced_minutes": summary.unplaced_minutes,
        },
        "lines": [line_to_dict(evaluation, line) for line in evaluation.lines],
        "tallies": [
            {
                "code": one.code,
                "minutes": one.minutes,
                "full_units": one.full_units,
                "remainder": one.remainder,
                "extra_units": one.extra_units,
                "units": one.units,
                "assistant_units": one.assistant_units,
                "tie": one.tie,
                "rule": one.rule,
                "minutes_to_next_unit": one.minutes_to_next_unit,
            }
            for one in evaluation.tallies
        ],
        "readings": [reading_to_dict(evaluation, one, quote) for one in evaluation.readings],
        "documentation": documentation_to_dict(evaluation, quote),
        "findings": [finding_to_dict(one) for one in evaluation.findings],
        "steps": [{"rule": one.rule, "message": one.message} for one in evaluation.steps],
    }


def documentation_to_dict(evaluation: Evaluation, quote: bool) -> dict[str, Any]:
    """Elements and goals."""
    return {
        "score": evaluation.summary.score,
        "billable": word(evaluation.summary.billable),
        "elements": [
            {
                "id": one.id,
                "status": word(one.status),
                "required": one.required,
                "points": one.points,
                "weight": one.weight,
                "line": one.line,
                "evidence": evidence_to_dict(evaluation, one.evidence, quote),
            }
            for one in evaluation.elements
        ],
        "goals": [],
    }
