"""The short answer: units by code."""
from __future__ import annotations

from collections.abc import Iterator, Mapping

from ._evaluation import Evaluation


class Units(Mapping[str, int]):
    """Units by code, in the order of the tallies; a code that earned none has 0. Equal to a dict of the same.

    evaluation: The whole answer: lines, tallies, findings, steps.
    """

    __slots__ = ("_units", "evaluation")

    def __init__(self, units: dict[str, int], evaluation: Evaluation) -> None:
        self._units = units
        self.evaluation = evaluation

    @property
    def total(self) -> int:
        """Units of all lines."""
        return self.evaluation.summary.total_units

    @property
    def why(self) -> tuple[str, ...]:
        """The arithmetic in order, and what was noticed, in words."""
        findings = (one.message for one in self.evaluation.findings)
        return (*(one.message for one in self.evaluation.steps), *findings)

    def __getitem__(self, code: str) -> int:
        return self._units[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._units)

    def __len__(self) -> int:
        return len(self._units)

    def __repr__(self) -> str:
        return repr(self._units)

    def _repr_html_(self) -> str:
        return self.evaluation._repr_html_()


def make(evaluation: Evaluation) -> Units:
    """Adds the tallies of each code."""
    units: dict[str, int] = {}
    for tally in evaluation.tallies:
        units[tally.code] = units.get(tally.code, 0) + tally.units
    return Units(units, evaluation)
