"""pandas: a row per activity in, frames out."""
from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any

from . import _batch
from ._enums import NAMES, Severity
from ._exceptions import InvalidValue
from ._numpy import np
from ._pack import Place
from ._rows_base import Result

#: Without its types, which a user of it may or may not have.
pd: Any = import_module("pandas")
VISIT_COLUMNS = ("date_of_service", "discipline", "setting", "policy")


@dataclass(frozen=True, slots=True, eq=False)
class FrameResult(Result):
    """Frames of the answer.

    activities: The frame that came in, with a column `units`: a code's units stand at its first activity.
    visits: A row per visit, by its id: status, timed_minutes, timed_units.
    findings: A row per finding: visit, row (label of the activity's row, or missing), rule, severity.
    """

    activities: Any
    visits: Any
    findings: Any

    def __repr__(self) -> str:
        return f"<therapycode.FrameResult {len(self.visits)} visits, {len(self.findings)} findings>"


def evaluate_frame(
    engine: Any, frame: Any, visit: str, threads: int, progress: _batch.Progress | None
) -> FrameResult:
    """Visits are the rows that share `visit`, in any order; what is said of a visit must be the same in its rows."""
    place = Place()
    for name in (visit, "code", "minutes", "date_of_service", "discipline"):
        if name not in frame.columns:
            raise place.fault(InvalidValue, name, "is a column that is required")
    numbers, ids = pd.factorize(frame[visit], sort=False)
    if (numbers < 0).any():
        raise place.fault(InvalidValue, visit, "is missing in a row")
    order = np.argsort(numbers, kind="stable")
    ends = _batch.running(np.bincount(numbers, minlength=len(ids)))
    rows = frame.iloc[order]
    columns = _batch.Columns(ends)
    count, total = columns.visits, columns.activities
    for name in VISIT_COLUMNS:
        if name in rows.columns:
            set_visit_column(columns, rows[name], name, numbers[order], ends)
    columns.set("code", _batch.codes(rows["code"]), "char[]", total)
    for name in ("minutes", "assistant_minutes", "billed_units"):
        if name in rows.columns:
            columns.set(name, _batch.whole_numbers(rows[name], name), "int32_t[]", total)
    result = _batch.run(engine, columns, score=False, findings=True, threads=threads, progress=progress)
    units = np.empty(total, np.int32)
    units[order] = result.units
    index = pd.Index(ids, name=visit)
    visits = pd.DataFrame(
        {"status": result.status, "timed_minutes": result.timed_minutes, "timed_units": result.timed_units}, index
    )
    return FrameResult(frame.assign(units=units), visits, findings_frame(engine, result, ids, rows, ends, count, visit))


def set_visit_column(columns: _batch.Columns, values: Any, name: str, numbers: Any, ends: Any) -> None:
    """One value for each visit."""
    first = values.iloc[ends[:-1]]
    repeated = first.to_numpy()[numbers]
    same = (values.to_numpy() == repeated) | (values.isna().to_numpy() & pd.isna(repeated))
    if not same.all():
        raise Place().fault(InvalidValue, name, "differs within a visit")
    if name == "date_of_service":
        array = _batch.dates(first, name, columns.visits)
    elif name == "policy":
        known, names = pd.factorize(first, sort=False)
        array = np.where(known < 0, len(names), known).astype(np.int32)
        columns.set_policies([str(one) for one in names] + ["medicare"])
    else:
        array = _batch.words(first, name, name, columns.visits)
    columns.set(name, array, "int32_t[]", columns.visits)


def findings_frame(
    engine: Any, result: _batch.BatchResult, ids: Any, rows: Any, ends: Any, count: int, visit: str
) -> Any:
    """Findings with the labels of the caller's own rows."""
    labels = rows.index.to_numpy().astype(object)
    place = result.finding_activity + ends[:-1][result.finding_visit] if count else result.finding_activity
    whole = result.finding_activity < 0
    row = labels[np.where(whole, 0, place)]
    row[whole] = None
    rules = np.array([rule.id for rule in engine.rules], object)
    words = np.array([""] + [NAMES[Severity][one] for one in Severity], object)
    return pd.DataFrame({
        visit: np.asarray(ids)[result.finding_visit],
        "row": row,
        "rule": rules[result.finding_rule],
        "severity": words[result.finding_severity],
    })
