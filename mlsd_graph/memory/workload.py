"""What a desired retention will cost: expected reviews and minutes, day by day.

Each card that was seen makes its next review by itself; what follows is a population on a grid.
A day keeps to the limits of the queue, which asks what is least likely recalled first. Parts of
the population that wait at one point of the grid are late by their mean number of days.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from mlsd_graph.memory.batch import Floats, Ints, Memory
from mlsd_graph.memory.costs import Costs, Grades
from mlsd_graph.memory.daylimits import NOTHING, DayLimits, Done, Limit
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
    wait: Ints | None = None
    """Days from the last review of each card to the next, as scheduled; 0, or None for all, where
    its stability alone says."""


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
    late: Mapping[Limit, int]
    """On how many days a limit put reviews off."""
    held: Mapping[Limit, int]
    """On how many days a limit kept new cards back."""

    @property
    def limit(self) -> Limit | None:
        """What kept reviews or new cards back on most days; None for nothing."""
        days = Counter(self.late) | Counter(self.held)
        return max(days, key=lambda limit: days[limit]) if days else None

    @property
    def held_by(self) -> str:
        """That limit in one word for a table."""
        return self.limit.removesuffix("_per_day") if self.limit else "–"


def workloads(  # noqa: PLR0913, PLR0917  a deck, a learner, and what is asked
    deck: Deck,
    settings: Settings,
    costs: Costs,
    grades: Grades,
    days: int,
    minutes: float = 0.0,
    retentions: Sequence[float] = RETENTIONS,
    progress: Progress | None = None,
    done: Done = NOTHING,
) -> tuple[Workload, ...]:
    """Reckon each desired retention; `minutes` limits each day, 0 for no limit.

    The first day is today, of which `done` has been used.

    Raises:
        StoppedError: `progress` returned False.
    """
    limits = DayLimits(settings, minutes, costs)
    found: list[Workload] = []
    for at, retention in enumerate(retentions):
        tell(progress, at / len(retentions))
        asked = replace(settings, desired_retention=retention)
        found.append(
            _Days(deck, asked, limits, grades, days, _waits(deck, settings, asked)).run(done)
        )
    tell(progress, 1.0)
    return tuple(found)


class _Due(NamedTuple):
    """Parts of cards that are due on one day, all late or all on their day."""

    mass: Floats
    recall: Floats
    after: Spread
    cards: Ints | None = None
    """Which of the deck; None for the points of the grid."""
    delay: Floats | float = 0.0
    """Of the points, by how many days they are late."""


class _Days:
    """Goes through the days with one desired retention."""

    def __init__(  # noqa: PLR0913, PLR0917  a deck, a learner, and what is asked
        self,
        deck: Deck,
        settings: Settings,
        limits: DayLimits,
        grades: Grades,
        days: int,
        waits: Ints,
    ) -> None:
        self._deck, self._settings, self._limits = deck, settings, limits
        self._memory = Memory(settings)
        self._grades, self._days = grades, days
        self._interval = _intervals(settings, STABILITY)
        self._recall = self._recalled(self._interval, STABILITY)
        self._after = self._reviewed(STABILITY, DIFFICULTY, self._interval)
        self._begun = begun(settings, grades)
        self._waiting = np.zeros((days, POINTS))
        """By the day on which they fall due."""
        self._late, self._delay = np.zeros(POINTS), np.zeros(POINTS)
        """What full days have put off, and by how many days on average."""
        self._is_late = False
        self._due = np.maximum(waits - deck.ago, 0)
        first = np.maximum(deck.ago + self._due, 1)
        self._own_recall = self._recalled(first, deck.stability)
        self._own_after = self._reviewed(deck.stability, deck.difficulty, first)
        self._left = np.ones(len(deck.ago))
        """The part of each card that has not been reviewed yet."""
        self._remembered = 0.0
        self._unseen = float(deck.unseen)

    def run(self, done: Done) -> Workload:
        """Go through all days, the first of which has been used in part."""
        reviews, seconds = np.zeros(self._days), np.zeros(self._days)
        late, held = Counter[Limit](), Counter[Limit]()
        for day in range(self._days):
            used = NOTHING if day else done
            reviews[day], seconds[day], arrived, cut = self._review(day, used)
            late.update([cut] if cut else [])
            spent = Done(used.reviews + reviews[day], used.new, used.seconds + seconds[day])
            new, cut = self._limits.new(self._unseen, spent)
            held.update([cut] if cut else [])
            seconds[day] += new * self._limits.costs.new
            self._unseen -= new
            self._settle(day, arrived + new * self._begun)
        return Workload(
            retention=self._settings.desired_retention,
            reviews=reviews,
            minutes=seconds / 60,
            new=float(self._deck.unseen - self._unseen),
            remembered=self._remembered + self._unreviewed(),
            backlog=float(self._late.sum() + self._left[self._due < self._days].sum()),
            late=late,
            held=held,
        )

    def _review(self, day: int, used: Done) -> tuple[float, float, Floats, Limit | None]:
        """Review what is due, as far as the day's limits go; the rest waits for tomorrow.

        Returns the reviews, their seconds, what they made of the cards, and what cut them.
        """
        due = self._due_on(day)
        recall = np.concatenate([each.recall for each in due])
        mass = np.concatenate([each.mass for each in due])
        seconds = self._limits.seconds(recall)
        taken, cut = self._limits.reviews(mass, recall, seconds, used)
        arrived, late, waited = np.zeros(POINTS), np.zeros(POINTS), np.zeros(POINTS)
        begin = 0
        for each in due:
            part = taken[begin : begin + len(each.mass)]
            begin += len(each.mass)
            arrived += each.after.settle(part)
            if each.cards is not None:
                self._left[each.cards] = each.mass - part
            elif cut:
                late += each.mass - part
                waited += (each.mass - part) * (each.delay + 1)
        self._late, self._is_late = late, cut is not None
        self._delay = np.divide(waited, late, out=waited, where=late > 0)
        return float(taken.sum()), float(taken @ seconds), arrived, cut

    def _due_on(self, day: int) -> list[_Due]:
        """Gather what is due on a day, new on that day and late."""
        due = [_Due(self._waiting[day], self._recall, self._after)]
        own = np.flatnonzero((self._due == day) & (self._left > 0))
        if len(own):
            due.append(self._own(own))
        if self._is_late:
            old = np.flatnonzero((self._due < day) & (self._left > 0))
            due += [self._own_late(old, day)] if len(old) else []
            elapsed, delay = self._elapsed(), self._delay
            due.append(self._delayed(self._late, STABILITY, DIFFICULTY, elapsed, delay=delay))
        return due

    def _own(self, own: Ints) -> _Due:
        spread = Spread(self._own_after.points[own], self._own_after.shares[own])
        return _Due(self._left[own], self._own_recall[own], spread, own)

    def _own_late(self, old: Ints, day: int) -> _Due:
        stability, difficulty = self._deck.stability[old], self._deck.difficulty[old]
        elapsed = self._deck.ago[old] + day
        return self._delayed(self._left[old], stability, difficulty, elapsed, cards=old)

    def _delayed(  # noqa: PLR0913, PLR0917  parts of cards, and which
        self,
        mass: Floats,
        s: Floats,
        d: Floats,
        elapsed: Ints,
        cards: Ints | None = None,
        delay: Floats | float = 0.0,
    ) -> _Due:
        after = self._reviewed(s, d, elapsed)
        return _Due(mass, self._recalled(elapsed, s), after, cards, delay)

    def _elapsed(self) -> Ints:
        """Days since the last review of what is late."""
        return self._interval + np.round(self._delay).astype(np.int64)

    def _settle(self, day: int, mass: Floats) -> None:
        """Let cards wait for their next day; those due after the last one are counted now."""
        due = day + self._interval
        points = np.flatnonzero(due < self._days)
        self._waiting[due[points], points] += mass[points]
        beyond = np.flatnonzero((due >= self._days) & (mass > 0))
        elapsed = np.full(len(beyond), self._days - day)
        recall = self._recalled(elapsed, STABILITY[beyond])
        self._remembered += float((mass[beyond] * recall).sum())

    def _unreviewed(self) -> float:
        """Count what would be recalled on the last day of what was not reviewed till then."""
        kept = self._left * self._recalled(self._deck.ago + self._days, self._deck.stability)
        late = self._late * self._recalled(self._elapsed(), STABILITY)
        return float(kept.sum() + late.sum())

    def _reviewed(self, stability: Floats, difficulty: Floats, days: Ints) -> Spread:
        recall = self._recalled(days, stability)
        return reviewed(self._settings, stability, difficulty, days, recall, self._grades)

    def _recalled(self, days: Ints, stability: Floats) -> Floats:
        return self._memory.retrievability(days, stability)


def _waits(deck: Deck, settings: Settings, asked: Settings) -> Ints:
    """Days from the last review of each card to the next under another desired retention."""
    plain = _intervals(asked, deck.stability)
    if deck.wait is None:
        return plain
    model = fsrs6(settings.parameters)
    now, then = (model.interval(1.0, each.desired_retention) for each in (settings, asked))
    moved = np.maximum(1, np.floor(deck.wait * (then / now) + 0.5)).astype(np.int64)
    return np.where(deck.wait > 0, moved, plain)


def _intervals(settings: Settings, stability: Floats) -> Ints:
    exact = stability * fsrs6(settings.parameters).interval(1.0, settings.desired_retention)
    return np.clip(np.floor(exact + 0.5), 1, settings.maximum_interval).astype(np.int64)
