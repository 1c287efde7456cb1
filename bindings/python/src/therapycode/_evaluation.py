"""The answer: rows copied out of the C library, which keeps nothing of the visit."""
from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from . import _rows
from ._enums import NAMES, EvidenceSource, Severity
from ._facts import Session
from ._native import ffi, lib
from ._pack import Packed
from ._rows import (
    Element,
    Evidence,
    Finding,
    Line,
    Measure,
    Progress,
    Reading,
    Step,
    Summary,
    Tally,
)
from ._rows_base import Result, Rows, character_places

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Tie(Result):
    """Codes of equal right to units that do not suffice for all of them.

    number: Tally.tie.
    units: How many units they share.
    tallies: Rows of the tied tallies.
    ways: In how many ways the units can be shared; 2**63 - 1 where it is more.
    allocations: Rows of the tallies that get one, in each way that is listed: the policy's default first,
        at most LIMIT_ALLOCATIONS.
    """

    number: int
    units: int
    tallies: tuple[int, ...]
    ways: int
    allocations: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Evaluation(Result):
    """What follows from a visit.

    summary: The figures of the whole visit, and what is needed to replay the answer.
    lines: What goes on the claim.
    tallies: The arithmetic of each code.
    readings: One per activity of the visit, then one per activity found only in the note.
    elements: Documentation, element by element.
    measures: Values read from the texts.
    progress: One per goal.
    ties: Where any choice is equally right, and which choices there are.
    findings: Everything noticed.
    steps: The trace: the proof.
    session: The facts that were asked about. Its texts are not shown by repr().
    """

    summary: Summary
    lines: tuple[Line, ...]
    tallies: tuple[Tally, ...]
    readings: tuple[Reading, ...]
    elements: tuple[Element, ...]
    measures: tuple[Measure, ...]
    progress: tuple[Progress, ...]
    ties: tuple[Tie, ...]
    findings: tuple[Finding, ...]
    steps: tuple[Step, ...]
    session: Session | None = field(repr=False, compare=False)

    def quote(self, evidence: Evidence) -> str | None:
        """The words that an evidence points to (PHI); None for a fact that is not text."""
        text = source_text(self.session, evidence)
        return None if text is None else text[evidence.start : evidence.end]

    def to_dict(self, *, quote: bool = False) -> dict[str, Any]:
        """The JSON form: the same keys, words and dates as the C library's. Offsets are bytes there.

        quote: Add the words of the evidence. They are PHI.
        """
        from ._json import evaluation_to_dict

        return evaluation_to_dict(self, quote)

    def _repr_html_(self) -> str:
        """For a notebook: lines and findings, no words of the note."""
        return evaluation_html(self)


def source_text(session: Session | None, evidence: Evidence) -> str | None:
    """The text that an evidence points into."""
    if session is None:
        return None
    index = evidence.index or 0
    if evidence.source is EvidenceSource.NOTE:
        return session.note
    if evidence.source is EvidenceSource.DESCRIPTION:
        return session.activities[index].description
    if evidence.source is EvidenceSource.GOAL:
        return session.goals[index].text
    if evidence.source is EvidenceSource.EARLIER_NOTE and session.episode is not None:
        return session.episode.notes[index]
    return None


def table(get: Callable[[Any, int], Any], handle: Any) -> list[Any]:
    """All rows of one table, until the evaluation's next use."""
    rows = []
    row = get(handle, 0)
    while row:
        rows.append(row)
        row = get(handle, len(rows))
    return rows


def places_of(evidence: list[Any], texts: dict[tuple[int, int], bytes]) -> dict[tuple[int, int], dict[int, int]]:
    """Where the characters are that the evidence names by bytes."""
    offsets: dict[tuple[int, int], set[int]] = {}
    for row in evidence:
        offsets.setdefault((row.source, row.index), set()).update((row.start, row.end))
    return {key: character_places(texts[key], asked) for key, asked in offsets.items() if key in texts}


def read_ties(handle: Any, tallies: tuple[Tally, ...]) -> tuple[Tie, ...]:
    """The groups of tied tallies and the listed ways to share."""
    groups: dict[int, list[int]] = {}
    for i, tally in enumerate(tallies):
        if tally.tie is not None:
            groups.setdefault(tally.tie, []).append(i)
    ties = []
    for number, members in groups.items():
        room = ffi.new("int32_t[]", len(members))
        ways = []
        count = lib.therapycode_evaluation_allocation(handle, number, 0, room, len(members))
        while count:
            ways.append(tuple(room[0:count]))
            count = lib.therapycode_evaluation_allocation(handle, number, len(ways), room, len(members))
        total = lib.therapycode_evaluation_allocation_count(handle, number)
        ties.append(Tie(number, tallies[members[0]].tie_units, tuple(members), total, tuple(ways)))
    return tuple(ties)


def read(handle: Any, packed: Packed, session: Session | None) -> Evaluation:
    """Copies a filled evaluation."""
    evidence = table(lib.therapycode_evaluation_evidence, handle)
    rows = Rows(places_of(evidence, packed.texts))
    rows.evidence = [_rows.read_evidence(row, rows) for row in evidence]

    def copies(get: Callable[[Any, int], Any], copy: Callable[[Any, Rows], Row]) -> list[Row]:
        return [copy(row, rows) for row in table(get, handle)]

    rows.measure = copies(lib.therapycode_evaluation_measure, _rows.read_measure)
    rows.candidate = copies(lib.therapycode_evaluation_candidate, _rows.read_candidate)
    tallies = tuple(copies(lib.therapycode_evaluation_tally, _rows.read_tally))
    return Evaluation(
        _rows.read_summary(lib.therapycode_evaluation_summary(handle), rows),
        tuple(copies(lib.therapycode_evaluation_line, _rows.read_line)),
        tallies,
        tuple(copies(lib.therapycode_evaluation_reading, _rows.read_reading)),
        tuple(copies(lib.therapycode_evaluation_element, _rows.read_element)),
        tuple(rows.measure),
        tuple(copies(lib.therapycode_evaluation_progress, _rows.read_progress)),
        read_ties(handle, tallies),
        tuple(copies(lib.therapycode_evaluation_finding, _rows.read_finding)),
        tuple(copies(lib.therapycode_evaluation_step, _rows.read_step)),
        session,
    )


def new_handle() -> Any:
    """An empty evaluation of the library, released with the object."""
    out = ffi.new("struct therapycode_evaluation **")
    status = lib.therapycode_evaluation_new(ffi.NULL, out)
    if status:
        from ._pack import fail

        raise fail(status, None)
    return ffi.gc(out[0], lib.therapycode_evaluation_free)


def cell(value: object, tag: str = "td") -> str:
    """One cell, escaped."""
    return f"<{tag}>{html.escape('' if value is None else str(value))}</{tag}>"


def html_table(heads: list[str], rows: list[list[object]]) -> str:
    """A plain table."""
    out = "<tr>" + "".join(cell(head, "th") for head in heads) + "</tr>"
    out += "".join("<tr>" + "".join(cell(value) for value in row) + "</tr>" for row in rows)
    return f"<table>{out}</table>"


def evaluation_html(evaluation: Evaluation) -> str:
    """Lines and findings."""
    summary = evaluation.summary
    head = f"{summary.policy}, {summary.date_of_service}: {summary.total_units} units"
    if summary.score is not None:
        head += f", documentation {summary.score} of 100"
    lines: list[list[object]] = [
        [line.code, " ".join(line.modifiers), line.units, line.minutes] for line in evaluation.lines
    ]
    findings: list[list[object]] = [
        [NAMES[Severity][one.severity], one.rule, one.message, one.suggestion] for one in evaluation.findings
    ]
    parts = [f"<p>{html.escape(head)}</p>", html_table(["code", "modifiers", "units", "minutes"], lines)]
    if findings:
        parts.append(html_table(["severity", "rule", "finding", "suggestion"], findings))
    return "".join(parts)
