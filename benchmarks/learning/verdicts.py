"""One line of the results: what was measured, how sure it is, and whether it keeps its limit."""

from enum import StrEnum
from typing import NamedTuple

from benchmarks.learning.intervals import Estimate


class Verdict(StrEnum):
    """What an interval says about a limit."""

    PASSED = "passed"
    """All of the interval keeps the limit."""
    OPEN = "open"
    """The value keeps it, the interval's worse end does not: too few learners to tell."""
    FAILED = "failed"
    """The value does not keep it."""
    NONE = ""
    """There is no limit: told for completeness."""


PASSED = Verdict.PASSED
ALL = "all four"
"""Name of the row that is the mean of all memory models."""


class Measure(NamedTuple):
    """One quantity of a row."""

    name: str
    estimate: Estimate
    unit: str = "points"
    limit: float | None = None
    at_least: bool = True
    """Whether the limit is the smallest value allowed; else the largest."""

    @property
    def verdict(self) -> Verdict:
        """Judge by the interval's worse end, and by the value."""
        if self.limit is None:
            return Verdict.NONE
        sign = 1 if self.at_least else -1
        worse = self.estimate.low if self.at_least else self.estimate.high
        if sign * worse >= sign * self.limit:
            return Verdict.PASSED
        return Verdict.OPEN if sign * self.estimate.value >= sign * self.limit else Verdict.FAILED


class Row(NamedTuple):
    """One world with all that was measured in it."""

    world: str
    model: str
    measures: tuple[Measure, ...]

    @property
    def verdict(self) -> Verdict:
        """The worst of its measures."""
        verdicts = {measure.verdict for measure in self.measures}
        ranked = (Verdict.FAILED, Verdict.OPEN, Verdict.PASSED)
        return next((verdict for verdict in ranked if verdict in verdicts), Verdict.NONE)


class Part(NamedTuple):
    """One part of the schedule under test."""

    title: str
    question: str
    """What was compared with what, in which worlds, and the limit."""
    rows: tuple[Row, ...]
    switch: str
    """The setting that turns the part on."""
    notes: tuple[str, ...] = ()
    """What a reader must know to judge the rows; losses in words."""
    despite: str = ""
    """Why the setting stays on though rows failed, and which; empty where nothing is to excuse."""

    @property
    def verdict(self) -> Verdict:
        """Failed with a row; open with one in a world whose row of all models has not passed."""
        if any(row.verdict is Verdict.FAILED for row in self.rows):
            return Verdict.FAILED
        of_all = {row.world for row in self.rows if row.model == ALL and row.verdict is PASSED}
        is_open = any(row.verdict is Verdict.OPEN and row.world not in of_all for row in self.rows)
        return Verdict.OPEN if is_open else Verdict.PASSED


def points(estimate: Estimate) -> Estimate:
    """Turn a share into points of a hundred."""
    return Estimate(*(100 * value for value in estimate))


def percent(estimate: Estimate) -> Estimate:
    """Turn a share into percent."""
    return points(estimate)
