"""Logistic recall from counts of practice in time windows (DAS3H, Choffin and others 2019).

Attempts and wins of the last day, week, month and of all time add to the odds of recall: no
stability, no interval, no spacing but what the windows give.
"""

import numpy as np

from benchmarks.learning.dice import Flags, Floats, Ints
from benchmarks.learning.memories.model import Shape
from benchmarks.learning.memories.traces import Traces

_WINDOWS = (1.5, 7.5, 30.5, np.inf)
_WINS = (0.9, 1.5, 1.5, 1.7)
_ATTEMPTS = (0.3, 0.4, 0.3, 0.25)
_EASINESS = -1.6
_QUALITY = 3.0


class LogisticMemory:
    """Odds of recall from what was done lately."""

    def __init__(self, shape: Shape, rng: np.random.Generator) -> None:
        self._ease = _EASINESS + shape.spread(rng, 0.45, 0.5)
        self._damage = np.zeros(shape.cells)
        self._traces = Traces(shape.cells)

    def recall(self, cells: Ints, day: float) -> Floats:
        """Sum the logs of counts over all windows."""
        ago = day - self._traces.at[cells]
        won = self._traces.value[cells]
        odds = self._ease[cells] - self._damage[cells]
        for width, wins, attempts in zip(_WINDOWS, _WINS, _ATTEMPTS, strict=True):
            inside = (ago < width) & (ago > -np.inf)
            odds = odds + wins * np.log1p((won * inside).sum(1))
            odds = odds + attempts * np.log1p(inside.sum(1))
        return np.where(self._traces.known(cells) > 0, 1 / (1 + np.exp(-odds)), 0.0)

    def learn(self, cells: Ints, day: float, quality: Floats) -> None:
        """Count one win; what was not understood costs odds until it is practised."""
        self._traces.clear(cells)
        self._damage[cells] = _QUALITY * (1 - quality)
        self._traces.add(cells, day, np.ones(len(cells)))

    def practise(self, cells: Ints, day: float, recalled: Flags) -> None:
        """Count an attempt, and a win where it was one; reading again mends a third of a damage."""
        self._traces.add(cells, day, recalled.astype(np.float64))
        self._damage[cells] *= 0.65

    def lose(self, cells: Ints) -> None:
        """Lose the wins and bear a damage that practice mends."""
        self._traces.value[cells] = 0.0
        self._damage[cells] = 1.5 * _QUALITY
