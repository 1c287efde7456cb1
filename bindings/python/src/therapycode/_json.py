"""The JSON form: the same keys, words, dates and byte offsets as the C library's JSON layer."""
from __future__ import annotations

import re
from collections.abc import Mapping
from enum import IntEnum
from typing import TYPE_CHECKING, Any, TypeVar

from ._enums import NAMES, Direction
from ._exceptions import InvalidValue, UnknownName
from ._facts import Activity, Day, Episode, Goal, Interval, Session
from ._facts_base import Facts
from ._pack import InvalidType, Place, sequence

if TYPE_CHECKING:
    from ._evaluation import Evaluation
    from ._rows import Element, Evidence, Finding, Line, Measure, Progress, Reading, Tally

Kind = TypeVar("Kind", bound=Facts)


PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,39}", re.ASCII)


def unknown_key(name: Any, path: str) -> UnknownName:
    """Its place, and its name only where that is a plain word: a key can be anything, PHI too."""
    word = name if isinstance(name, str) and PLAIN.fullmatch(name) else "?"
    full = f"{path}.{word}" if path else word
    return UnknownName("no such key", path=full, field=re.sub(r"\[\d+\]", "", full))


def take(kind: type[Kind], value: Any, path: str) -> Kind:
    """A mapping of the JSON form as facts; a key that is not known is an error."""
    if not isinstance(value, Mapping):
        raise InvalidType("must be an object", path=path, field=re.sub(r"\[\d+\]", "", path))
    known = {row[0] for row in kind._table()} | ({"id"} if hasattr(kind, "id") else set())
    for name in value:
        if name not in known:
            raise unknown_key(name, path)
    return kind(**value)


def take_format(facts: dict[str, Any]) -> None:
    """Only one format is there."""
    form = facts.pop("format", 1)
    if type(form) is not int or form != 1:
        raise Place().fault(InvalidValue, "format", "must be 1")


def take_rows(facts: dict[str, Any], key: str, kind: type[Kind]) -> None:
    """A list of objects as facts of one kind."""
    if facts.get(key) is None:
        facts.pop(key, None)
        return
    rows = sequence(facts[key], Place(), key)
    facts[key] = tuple(take(kind, row, f"{key}[{i}]") for i, row in enumerate(rows))


def visit_mapping(visit: Any, required: tuple[str, ...]) -> dict[str, Any]:
    """A copy of the top level."""
    if not isinstance(visit, Mapping):
        raise InvalidType("must be an object")
    facts = dict(visit)
    take_format(facts)
    for key in required:
        if facts.get(key) is None:
            raise Place().fault(InvalidValue, key, "is required")
    return facts


def session_from_dict(visit: Any) -> Session:
    """A visit of the JSON form as a Session; its values are checked when it is evaluated."""
    facts = visit_mapping(visit, ("date_of_service", "discipline"))
    take_rows(facts, "goals", Goal)
    take_rows(facts, "activities", Activity)
    if facts.get("episode") is not None:
        facts["episode"] = take(Episode, facts["episode"], "episode")
    return take(Session, facts, "")


def day_from_dict(day: Any) -> Day:
    """A day of the JSON form."""
    facts = visit_mapping(day, ("date_of_service", "intervals"))
    take_rows(facts, "intervals", Interval)
    return take(Day, facts, "")


def word(value: IntEnum | None) -> str | None:
    """An enumerator's word."""
    return None if value is None else NAMES[type(value)][value]


class Writer:
    """One evaluation on its way to the JSON form."""

    __slots__ = ("evaluation", "quote", "by_tally", "ties")

    def __init__(self, evaluation: Evaluation, quote: bool) -> None:
        self.evaluation = evaluation
        self.quote = quote
        self.by_tally: dict[int, list[int]] = {}
        for i, reading in enumerate(evaluation.readings):
            if reading.tally is not None:
                self.by_tally.setdefault(reading.tally, []).append(i)
        self.ties: dict[int, list[str]] = {}
        for tally in evaluation.tallies:
            if tally.tie is not None:
                self.ties.setdefault(tally.tie, []).append(tally.code)

    def activity(self, index: int | None) -> str | int | None:
        """The caller's id, or its place."""
        session = self.evaluation.session
        return index if index is None or session is None else session.activities[index].id or index

    def goal(self, index: int | None) -> str | int | None:
        """The caller's id, or its place."""
        session = self.evaluation.session
        return index if index is None or session is None else session.goals[index].id or index

    def evidence_row(self, one: Evidence) -> dict[str, Any]:
        """Where it stands, in bytes."""
        row: dict[str, Any] = {
            "source": word(one.source),
            "index": one.index,
            "start": one.byte_start,
            "end": one.byte_end,
            "weight": one.weight,
            "why": one.why,
        }
        if self.quote:
            text = self.evaluation.quote(one)
            if text is not None:
                row["text"] = text
        return row

    def evidence(self, rows: tuple[Evidence, ...]) -> list[dict[str, Any]]:
        """All of one owner."""
        return [self.evidence_row(one) for one in rows]

    def line(self, line: Line) -> dict[str, Any]:
        """One claim line."""
        readings = self.by_tally.get(line.tally, [])
        activities = (self.evaluation.readings[i].activity for i in readings)
        return {
            "code": line.code,
            "units": line.units,
            "minutes": line.minutes,
            "modifiers": list(line.modifiers),
            "suggested": line.suggested,
            "activities": [self.activity(index) for index in activities if index is not None],
            "tally": line.tally,
            "readings": list(readings),
            "discipline": word(line.discipline),
        }

    def tally(self, one: Tally) -> dict[str, Any]:
        """The arithmetic of one code."""
        tie = None
        if one.tie is not None:
            tie = {"group": one.tie, "units": one.tie_units, "codes": self.ties[one.tie]}
        return {
            "code": one.code,
            "minutes": one.minutes,
            "full_units": one.full_units,
            "remainder": one.remainder,
            "extra_units": one.extra_units,
            "units": one.units,
            "assistant_units": one.assistant_units,
            "tie": tie,
            "rule": one.rule,
            "minutes_to_next_unit": one.minutes_to_next_unit,
            "discipline": word(one.discipline),
            "timing": word(one.timing),
            "assistant_minutes": one.assistant_minutes,
            "minutes_to_assistant_flip": one.minutes_to_assistant_flip,
        }

    def reading(self, reading: Reading) -> dict[str, Any]:
        """One reading with its candidates."""
        return {
            "activity": self.activity(reading.activity),
            "code": reading.code,
            "context": word(reading.context),
            "minutes": reading.minutes,
            "question": reading.question,
            "from_note": reading.activity is None,
            "tally": reading.tally,
            "candidates": [
                {
                    "code": one.code,
                    "confidence": one.confidence,
                    "reason": one.reason,
                    "evidence": self.evidence(one.evidence),
                }
                for one in reading.candidates
            ],
            "evidence": self.evidence(reading.evidence),
        }

    def finding(self, one: Finding) -> dict[str, Any]:
        """One finding."""
        return {
            "severity": word(one.severity),
            "rule": one.rule,
            "message": one.message,
            "citation": one.citation,
            "line": one.line,
            "suggestion": one.suggestion,
            "other_line": one.other_line,
            "activity": self.activity(one.activity),
            "goal": self.goal(one.goal),
            "element": one.element,
            "evidence": self.evidence(one.evidence),
        }

    def element(self, one: Element) -> dict[str, Any]:
        """One documentation element."""
        return {
            "id": one.id,
            "status": word(one.status),
            "required": one.required,
            "points": one.points,
            "weight": one.weight,
            "line": one.line,
            "evidence": self.evidence(one.evidence),
            "rule": one.rule,
            "suggestion": one.suggestion,
        }

    def progress(self, one: Progress) -> dict[str, Any]:
        """One goal. Its measures are rows of documentation.measures."""
        known = one.direction is not Direction.NOT_KNOWABLE
        rows = {id(measure): i for i, measure in enumerate(self.evaluation.measures)}
        places = [None if m is None else rows[id(m)] for m in (one.baseline, one.current, one.target)]
        return {
            "goal": self.goal(one.goal),
            "measurable": one.measurable,
            "functional": one.functional,
            "time_bound": one.time_bound,
            "direction": word(one.direction) if known else None,
            "percent": one.percent if known else None,
            "baseline": places[0],
            "current": places[1],
            "target": places[2],
        }

    def measure(self, one: Measure) -> dict[str, Any]:
        """One value."""
        return {
            "kind": one.kind,
            "unit": one.unit,
            "site": one.site,
            "value": one.value,
            "high": one.high,
            "scale": one.scale,
            "side": word(one.side),
            "context": word(one.context),
            "evidence": None if one.evidence is None else self.evidence_row(one.evidence),
        }

    def documentation(self) -> dict[str, Any]:
        """Elements, goals and measures."""
        evaluation = self.evaluation
        return {
            "score": evaluation.summary.score,
            "billable": word(evaluation.summary.billable),
            "elements": [self.element(one) for one in evaluation.elements],
            "goals": [self.progress(one) for one in evaluation.progress],
            "measures": [self.measure(one) for one in evaluation.measures],
        }


def evaluation_to_dict(evaluation: Evaluation, quote: bool) -> dict[str, Any]:
    """The whole answer."""
    summary = evaluation.summary
    writer = Writer(evaluation, quote)
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
        "lines": [writer.line(one) for one in evaluation.lines],
        "tallies": [writer.tally(one) for one in evaluation.tallies],
        "readings": [writer.reading(one) for one in evaluation.readings],
        "documentation": writer.documentation(),
        "findings": [writer.finding(one) for one in evaluation.findings],
        "steps": [
            {
                "rule": one.rule,
                "message": one.message,
                "tally": one.tally,
                "minutes": one.minutes,
                "units": one.units,
            }
            for one in evaluation.steps
        ],
    }
