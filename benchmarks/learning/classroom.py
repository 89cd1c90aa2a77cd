"""One study day of many learners who share a deck: asking, first sights, time spent.

A policy decides which cells come in which order; what happens then is the same for all.
"""

from typing import NamedTuple

import numpy as np

from benchmarks.learning.belief import Belief
from benchmarks.learning.dice import Flags, Floats, Ints, Stream, rolls
from benchmarks.learning.habits import (
    FAIL_S,
    MUDDLED_S,
    NEW_S,
    PASS_S,
    Habits,
    first_grades,
    later_grades,
)
from benchmarks.learning.links import Links, Table
from benchmarks.learning.memories import Memory, Shape

_BY_ROTE = 0.15
"""Quality of a memory that was not understood."""
_MOST_REST = 60.0
"""Seconds that one day may leave to the next."""


class Asked(NamedTuple):
    """Cells that were asked, in their order, with their grades."""

    cells: Ints
    grades: Ints


class Classroom:
    """Learners, what they truly remember, and what the schedule believes."""

    def __init__(  # noqa: PLR0913  all that a world is made of
        self,
        shape: Shape,
        memory: Memory,
        links: Links,
        habits: Habits,
        *,
        seed: int,
        retention: float,
    ) -> None:
        self.shape = shape
        self.memory = memory
        self.belief = Belief(shape.cells, retention, seed)
        self.day = 0
        self.spent = np.zeros(shape.learners)
        """Seconds of each learner in all."""
        self.reviews = np.zeros(shape.learners)
        self.room = np.zeros(shape.learners)
        """Seconds that are left today."""
        self.present = np.ones(shape.learners, np.bool_)
        self._rest = np.zeros(shape.learners)
        self._habits = habits
        self._seed = seed
        self._touched = np.zeros(shape.cells, np.bool_)
        self._transfer = Table(links.transfer, shape.cards)
        self._at_first = Table(links.at_first.swapped(), shape.cards)
        self._in_use = Table(links.in_use.swapped(), shape.cards)

    def open(self, day: int, seconds: float) -> None:
        """Begin a day; who misses it has no time.

        A rest of the last day, or what it ran over, counts, so that all policies spend the same.
        """
        self.day = day
        self._rest = np.where(self.present, np.clip(self.room, -_MOST_REST, _MOST_REST), self._rest)
        self.present = self._habits.present(day)
        self.room = np.where(self.present, seconds + self._rest, 0.0)
        self._touched[:] = False

    def due(self) -> Ints:
        """Cells due today, of learners who are there, that were not asked yet."""
        return np.flatnonzero((self.belief.due <= self.day) & self.askable())

    def askable(self) -> Flags:
        """Cells seen before that were not asked today, of learners who are there."""
        here = np.repeat(self.present, self.shape.cards)
        return self.belief.seen & ~self._touched & here

    def most_forgotten(self, cells: Ints) -> Ints:
        """Order cells by learner, lowest recall first, as the product orders due reviews."""
        return self.ordered(cells, -self.belief.strain(cells, self.day))

    def ordered(self, cells: Ints, key: Floats) -> Ints:
        """Order cells by learner and ascending key."""
        return cells[np.lexsort((key, self.shape.rows(cells)))]

    def ask(self, cells: Ints) -> Asked:
        """Ask cells, ordered by learner, until each learner's time is up."""
        rows = self.shape.rows(cells)
        recalled = self._roll(Stream.RECALL, cells) < self.chance(cells)
        passed = recalled ^ (self._roll(Stream.SLIP, cells) < self._habits.slip[rows])
        seconds = np.where(passed, PASS_S, FAIL_S)
        done = self._in_time(rows, seconds)
        cells, recalled, passed, rows = cells[done], recalled[done], passed[done], rows[done]
        grades = later_grades(self._roll(Stream.GRADE, cells), passed)
        self.memory.practise(cells, self.day, recalled)
        self.belief.later(cells, self.day, grades)
        self._pay(rows, seconds[done])
        self.reviews += np.bincount(rows, minlength=self.shape.learners)
        self._touched[cells] = True
        self._carry_over(cells[recalled])
        return Asked(cells, grades)

    def introduce(self, cells: Ints) -> Asked:
        """Show cells for the first time, whatever time is left."""
        known = self._known(self._at_first, cells)
        understood = self._roll(Stream.UNDERSTANDING, cells) < known
        grades = first_grades(self._roll(Stream.GRADE, cells), understood)
        self.memory.learn(cells, self.day, np.where(understood, 1.0, _BY_ROTE))
        self.belief.first(cells, self.day, grades)
        self._pay(self.shape.rows(cells), np.where(understood, NEW_S, NEW_S + MUDDLED_S))
        self._touched[cells] = True
        self._carry_over(cells[understood])
        return Asked(cells, grades)

    def introduce_next(self, daily: int) -> Asked:
        """Show everybody who is there their next new cards, in the order of the deck."""
        unseen = np.logical_not(self.belief.seen).reshape(-1, self.shape.cards)
        next_ones = np.cumsum(unseen, axis=1) <= daily
        return self.introduce(np.flatnonzero(unseen & next_ones & self.present[:, None]))

    def chance(self, cells: Ints) -> Floats:
        """True probability of answering now."""
        return self.memory.recall(cells, self.day) * self._known(self._in_use, cells)

    def recall(self, day: float) -> Floats:
        """True recall of every card (learner × card) at a time; 0 for the unseen."""
        every = np.arange(self.shape.cells, dtype=np.int64)
        return self.memory.recall(every, day).reshape(self.shape.learners, self.shape.cards)

    def _known(self, table: Table, cells: Ints) -> Floats:
        """Chance that nothing needed is missing."""
        if not table.width:
            return np.ones(len(cells))
        columns = self.shape.columns(cells)
        strength = table.strength[columns]
        home = (cells - columns)[:, None]
        needed = self.memory.recall((home + table.target[columns]).reshape(-1), self.day)
        missing = 1 - needed.reshape(strength.shape)
        return np.prod(1 - strength * missing, axis=1)

    def _carry_over(self, cells: Ints) -> None:
        """Practise what a right answer exercised, if it is remembered."""
        table = self._transfer
        if not table.width or not len(cells):
            return
        columns = self.shape.columns(cells)
        keys = cells[:, None] * table.width + np.arange(table.width)
        luck = rolls(self._seed, Stream.TRANSFER, self.day, keys.reshape(-1))
        used = luck < table.strength[columns].reshape(-1)
        others = ((cells - columns)[:, None] + table.target[columns]).reshape(-1)[used]
        others = np.unique(others)
        remembered = self._roll(Stream.NEEDS, others) < self.memory.recall(others, self.day)
        others = others[remembered]
        self.memory.practise(others, self.day, np.ones(len(others), np.bool_))

    def _in_time(self, rows: Ints, seconds: Floats) -> Flags:
        """The first cells of each learner that fit into the day."""
        total = np.cumsum(seconds)
        starts = np.searchsorted(rows, rows)
        before = np.where(starts > 0, total[starts - 1], 0.0)
        return total - before <= self.room[rows]

    def _pay(self, rows: Ints, seconds: Floats) -> None:
        paid = np.bincount(rows, seconds, self.shape.learners)
        self.spent += paid
        self.room -= paid

    def _roll(self, stream: Stream, cells: Ints) -> Floats:
        return rolls(self._seed, stream, self.day, cells)
