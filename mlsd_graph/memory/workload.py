"""What a desired retention will cost: expected reviews and minutes, day by day.

Each card that was seen makes its next review by itself; what follows is a population on a grid.
A review that a full day puts off is counted with the recall of its own day, so long delays look
a little better than they are.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from mlsd_graph.memory.batch import Floats, Ints
from mlsd_graph.memory.costs import Costs, Grades
from mlsd_graph.memory.fitting.fit import Progress, tell
from mlsd_graph.memory.fsrs6 import fsrs6
from mlsd_graph.memory.grid import (
    DIFFICULTY,
    POINTS,
    STABILITY,
    Spread,
    begun,
    reviewed,
)
from mlsd_graph.memory.settings import Settings

RETENTIONS = (0.80, 0.83, 0.85, 0.87, 0.90, 0.92, 0.95, 0.97)
"""Desired retentions that are compared where none is named."""


class Deck(NamedTuple):
    """A learner's cards today."""

    stability: Floats
    difficulty: Floats
    ago: Ints
    """Days since the last review of each card."""
    unseen: int
    """New cards that are left."""


class Workload(NamedTuple):
    """One desired retention over some days; expectations, so not whole numbers."""

    retention: float
    reviews: Floats
    """By day."""
    minutes: Floats
    """By day, new cards included."""
    new: float
    """Cards seen for the first time."""
    remembered: float
    """Cards that would be recalled on the last day."""
    backlog: float
    """Reviews that did not fit into the days."""


def workloads(  # noqa: PLR0913, PLR0917  a deck, a learner, and what is asked
    deck: Deck,
    settings: Settings,
    costs: Costs,
    grades: Grades,
    days: int,
    minutes: float = 0.0,
    retentions: Sequence[float] = RETENTIONS,
    progress: Progress | None = None,
) -> tuple[Workload, ...]:
    """Reckon each desired retention; `minutes` limits each day, 0 for no limit.

    Raises:
        StoppedError: `progress` returned False.
    """
    found: list[Workload] = []
    for done, retention in enumerate(retentions):
        tell(progress, done / len(retentions))
        asked = replace(settings, desired_retention=retention)
        found.append(_Days(deck, asked, costs, grades, days, minutes).run())
    tell(progress, 1.0)
    return tuple(found)


class _Days:
    """Goes through the days with one desired retention."""

    def __init__(  # noqa: PLR0913, PLR0917  a deck, a learner, and what is asked
        self,
        deck: Deck,
        settings: Settings,
        costs: Costs,
        grades: Grades,
        days: int,
        minutes: float,
    ) -> None:
        self._deck, self._settings, self._costs, self._days = deck, settings, costs, days
        self._budget = minutes * 60 or float("inf")
        self._model = fsrs6(settings.parameters)
        self._interval = self._intervals(STABILITY)
        self._recall = self._recalled(self._interval, STABILITY)
        self._after = reviewed(
            settings, STABILITY, DIFFICULTY, self._interval, self._recall, grades
        )
        self._begun = begun(settings, grades)
        self._waiting = np.zeros((days + 1, POINTS))
        self._due = np.maximum(self._intervals(deck.stability) - deck.ago, 0)
        first = np.maximum(deck.ago + self._due, 1)
        self._own_recall = self._recalled(first, deck.stability)
        self._own_after = reviewed(
            settings, deck.stability, deck.difficulty, first, self._own_recall, grades
        )
        self._left = np.ones(len(deck.ago))
        """The part of each card that has not been reviewed yet."""
        self._remembered = 0.0
        self._unseen = float(deck.unseen)

    def run(self) -> Workload:
        """Go through all days."""
        reviews, seconds = np.zeros(self._days), np.zeros(self._days)
        for day in range(self._days):
            reviews[day], seconds[day], arrived = self._review(day)
            new = self._new(float(seconds[day]))
            seconds[day] += new * self._costs.new
            self._unseen -= new
            self._settle(day, arrived + new * self._begun)
        elapsed = self._deck.ago + self._days
        kept = self._left * self._recalled(elapsed, self._deck.stability)
        # What is still waiting was put off by full days.
        late = self._waiting[self._days]
        return Workload(
            retention=self._settings.desired_retention,
            reviews=reviews,
            minutes=seconds / 60,
            new=float(self._deck.unseen - self._unseen),
            remembered=self._remembered + float(kept.sum() + (late * self._recall).sum()),
            backlog=float(late.sum() + self._left[self._due < self._days].sum()),
        )

    def _review(self, day: int) -> tuple[float, float, Floats]:
        """Review what is due, as far as the day's budget goes; the rest waits for tomorrow.

        Returns the reviews, their seconds, and what they made of the cards.
        """
        own = np.flatnonzero((self._due <= day) & (self._left > 0))
        mass, several = self._left[own], self._waiting[day]
        passed = float((mass * self._own_recall[own]).sum() + (several * self._recall).sum())
        total = float(mass.sum() + several.sum())
        seconds = passed * self._costs.passed + (total - passed) * self._costs.failed
        part = min(1.0, self._budget / seconds) if seconds else 1.0
        arrived = self._after.settle(several * part)
        if len(own):
            spread = Spread(self._own_after.points[own], self._own_after.shares[own])
            arrived += spread.settle(mass * part)
            self._left[own] = mass * (1 - part)
        self._waiting[day + 1] += several * (1 - part)
        return total * part, seconds * part, arrived

    def _new(self, seconds: float) -> float:
        """Count the new cards for which a day still has room."""
        room = max(0.0, self._budget - seconds) / self._costs.new
        return min(float(self._settings.new_per_day), self._unseen, room)

    def _settle(self, day: int, mass: Floats) -> None:
        """Let cards wait for their next day; those due after the last one are counted now."""
        due = day + self._interval
        points = np.flatnonzero(due < self._days)
        self._waiting[due[points], points] += mass[points]
        beyond = np.flatnonzero((due >= self._days) & (mass > 0))
        elapsed = np.full(len(beyond), self._days - day)
        recall = self._recalled(elapsed, STABILITY[beyond])
        self._remembered += float((mass[beyond] * recall).sum())

    def _intervals(self, stability: Floats) -> Ints:
        exact = stability * self._model.interval(1.0, self._settings.desired_retention)
        return np.clip(np.floor(exact + 0.5), 1, self._settings.maximum_interval).astype(np.int64)

    def _recalled(self, days: Ints, stability: Floats) -> Floats:
        decay = -self._settings.parameters[20]
        return (1 + (0.9 ** (1 / decay) - 1) * days / stability) ** decay
