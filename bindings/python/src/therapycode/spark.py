"""Apache Spark: visits of a DataFrame evaluated by its workers, by mapInArrow (Spark 3.3 or later).

    from therapycode import spark

    answers = spark.evaluate(visits, keep=["visit_id"])

A visit is one row: date_of_service, discipline, activities (an array of structs with code and minutes), and, if
stated, setting, policy, note. Each task makes its own engine; nothing is shipped but the names of policies and the
bytes of tables that are given here.
"""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any

from ._engine import Engine
from ._enums import Table
from ._exceptions import InvalidArgument

FINDINGS = "array<struct<activity:int,rule:string,severity:string>>"


def columns(*, score: bool = False, findings: bool = True) -> str:
    """The columns of the answer, as Spark writes a schema."""
    names = ["status int", "timed_minutes int", "timed_units int"]
    names += ["score int"] if score else []
    names += ["units array<int>"]
    names += [f"findings {FINDINGS}"] if findings else []
    return ", ".join(names)


def mapper(
    keep: Sequence[str] = (),
    *,
    score: bool = False,
    findings: bool = True,
    policies: Mapping[str, Mapping[str, str]] | None = None,
    tables: Mapping[str, bytes | str] | None = None,
) -> Callable[[Iterator[Any]], Iterator[Any]]:
    """The function for DataFrame.mapInArrow(): Arrow record batches in and out."""
    names = tuple(keep)
    loaded: dict[Table | str, bytes | str] = {}
    loaded.update((tables or {}).items())

    def evaluate_batches(batches: Iterator[Any]) -> Iterator[Any]:
        reader: Any = import_module("pyarrow").RecordBatchReader
        with Engine(policies=policies, tables=loaded) as engine:
            for batch in batches:
                answer = engine.evaluate_arrow(batch, keep=names, score=score, findings=findings)
                yield from reader.from_stream(answer)

    return evaluate_batches


def evaluate(
    frame: Any,
    *,
    keep: Sequence[str] = (),
    score: bool = False,
    findings: bool = True,
    policies: Mapping[str, Mapping[str, str]] | None = None,
    tables: Mapping[str, bytes | str] | None = None,
) -> Any:
    """A DataFrame of visits -> a DataFrame of answers: the columns `keep`, then those of columns()."""
    for name in keep:
        if name not in frame.columns:
            raise InvalidArgument("names no column", field="keep")
    types: Any = import_module("pyspark.sql.types")
    kept = [frame.schema[name] for name in keep]
    ours = types._parse_datatype_string(columns(score=score, findings=findings))
    work = mapper(keep, score=score, findings=findings, policies=policies, tables=tables)
    return frame.mapInArrow(work, types.StructType([*kept, *ours.fields]))
