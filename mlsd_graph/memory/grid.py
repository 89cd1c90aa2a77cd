"""A population of cards on a grid of stabilities and difficulties, for expectations without dice.

What a review makes of a card lies between four points of the grid and is shared among them.
Imports numpy (100 ms), as `memory.batch` does.
"""

from math import log
from typing import NamedTuple

import numpy as np

from mlsd_graph.memory.batch import Floats, Ints, Memory
from mlsd_graph.memory.costs import Grades
from mlsd_graph.memory.fsrs6 import S_MAX
from mlsd_graph.memory.settings import Settings

_LEAST_STABILITY = 0.02
_STABILITIES, _DIFFICULTIES = 81, 10
_FIRST = log(_LEAST_STABILITY)
_STEP = (log(S_MAX) - _FIRST) / (_STABILITIES - 1)
_AXIS = _FIRST + _STEP * np.arange(_STABILITIES, dtype=np.float64)
POINTS = _STABILITIES * _DIFFICULTIES
STABILITY: Floats = np.repeat(np.exp(_AXIS), _DIFFICULTIES)
DIFFICULTY: Floats = np.tile(np.linspace(1.0, 10.0, _DIFFICULTIES), _STABILITIES)


class Spread(NamedTuple):
    """Where parts of each source go; one row per source."""

    points: Ints
    shares: Floats

    def settle(self, mass: Floats) -> Floats:
        """Move the mass of each source; returns the mass of each point of the grid."""
        parts = self.shares * mass[:, None]
        there = np.bincount(self.points.reshape(-1), parts.reshape(-1), POINTS)
        return there.astype(np.float64)


def placed(stability: Floats, difficulty: Floats) -> Spread:
    """Share each card among the four points around it."""
    i = (np.log(np.maximum(stability, _LEAST_STABILITY)) - _FIRST) / _STEP
    i = np.clip(i, 0, _STABILITIES - 1)
    j = np.clip(difficulty - 1.0, 0, _DIFFICULTIES - 1)
    low = np.minimum(i.astype(np.int64), _STABILITIES - 2)
    left = np.minimum(j.astype(np.int64), _DIFFICULTIES - 2)
    up, right = i - low, j - left
    corner = low * _DIFFICULTIES + left
    points = np.stack([corner, corner + 1, corner + _DIFFICULTIES, corner + _DIFFICULTIES + 1], 1)
    shares = [(1 - up) * (1 - right), (1 - up) * right, up * (1 - right), up * right]
    return Spread(points, np.stack(shares, 1))


def reviewed(  # noqa: PLR0913, PLR0917  cards, and how their grades fall
    settings: Settings,
    stability: Floats,
    difficulty: Floats,
    days: Ints,
    recall: Floats,
    grades: Grades,
) -> Spread:
    """Spread cards over all grades of a review after some days, one or more."""
    memory = Memory(settings)
    parts: list[Spread] = []
    for rating, chance in zip(range(1, 5), (1.0, *grades.passed), strict=True):
        s, d = memory.next(stability, difficulty, days, np.full(len(days), rating))
        if rating == 1:
            s, d = _relearned(memory, s, d, settings.relearning_steps)
        there = placed(s, d)
        weight = 1 - recall if rating == 1 else recall * chance
        parts.append(Spread(there.points, there.shares * weight[:, None]))
    return _joined(parts)


def begun(settings: Settings, grades: Grades) -> Floats:
    """Spread one new card over all grades and points, as its learning steps leave it.

    Again and Hard lead to the first step, Good to the second; each is then passed with Good.
    """
    memory = Memory(settings)
    s, d = memory.first(np.arange(1, 5))
    steps = len(settings.learning_steps)
    for several, passed in ((slice(0, 2), steps), (slice(2, 3), max(0, steps - 1))):
        for _ in range(passed):
            s[several], d[several] = _good_today(memory, s[several], d[several])
    return placed(s, d).settle(np.array(grades.first))


def _relearned(
    memory: Memory, s: Floats, d: Floats, steps: tuple[int, ...]
) -> tuple[Floats, Floats]:
    """Ask a forgotten card again on the same day, if there is a step for it; it is then good."""
    return _good_today(memory, s, d) if steps else (s, d)


def _good_today(memory: Memory, s: Floats, d: Floats) -> tuple[Floats, Floats]:
    return memory.next(s, d, np.zeros(len(s), np.int64), np.full(len(s), 3))


def _joined(parts: list[Spread]) -> Spread:
    return Spread(
        np.concatenate([part.points for part in parts], 1),
        np.concatenate([part.shares for part in parts], 1),
    )
