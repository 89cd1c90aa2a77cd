"""What the schedule believes: FSRS-6 with default parameters, by the product's own arrays.

Days are whole, fuzz is on, steps of a day are one more Good on the same day, as in the product's
simulator. Load balancing is left out: it moves days within the fuzz range only.
"""

import numpy as np

from benchmarks.learning.dice import Floats, Ints, Stream, rolls
from mlsd_graph.memory.batch import Memory
from mlsd_graph.memory.fsrs6 import DEFAULT_PARAMETERS, fsrs6
from mlsd_graph.memory.fuzz import RANGES, SHORTEST_FUZZED
from mlsd_graph.memory.settings import Settings

_LONGEST = 36_500
_NEVER = 1 << 40
_GOOD = 3


class Belief:
    """Stability, difficulty and due day of every cell, from its grades alone."""

    def __init__(self, cells: int, retention: float, seed: int) -> None:
        self._memory = Memory(Settings(desired_retention=retention))
        self._days_of = fsrs6(DEFAULT_PARAMETERS).interval(1.0, retention)
        self._seed = seed
        self.seen = np.zeros(cells, np.bool_)
        self.stability = np.full(cells, 1.0)
        self.difficulty = np.full(cells, 5.0)
        self.last = np.zeros(cells, np.int64)
        self.due = np.full(cells, _NEVER)
        self.reps = np.zeros(cells, np.int64)
        self.lapses = np.zeros(cells, np.int64)

    def first(self, cells: Ints, day: int, grades: Ints) -> None:
        """Remember a first grade."""
        s, d = self._memory.first(grades)
        self.seen[cells] = True
        self._set(cells, day, *self._relearned(s, d, grades))

    def later(self, cells: Ints, day: int, grades: Ints) -> None:
        """Remember a later grade."""
        days = day - self.last[cells]
        s, d = self._memory.next(self.stability[cells], self.difficulty[cells], days, grades)
        self.lapses[cells] += grades == 1
        self._set(cells, day, *self._relearned(s, d, grades))

    def recall(self, cells: Ints, day: float) -> Floats:
        """Expected recall; 0 for what was never seen."""
        days: Floats = (day - self.last[cells]).astype(np.float64)
        return np.where(self.seen[cells], power_recall(days, self.stability[cells]), 0.0)

    def strain(self, cells: Ints, day: int) -> Floats:
        """Days over stability: the higher, the less likely is recall."""
        return (day - self.last[cells]) / self.stability[cells]

    def _relearned(self, s: Floats, d: Floats, grades: Ints) -> tuple[Floats, Floats]:
        again = np.flatnonzero(grades == 1)
        zero, good = np.zeros(len(again), np.int64), np.full(len(again), _GOOD)
        s[again], d[again] = self._memory.next(s[again], d[again], zero, good)
        return s, d

    def _set(self, cells: Ints, day: int, s: Floats, d: Floats) -> None:
        self.stability[cells], self.difficulty[cells], self.last[cells] = s, d, day
        self.reps[cells] += 1
        where = rolls(self._seed, Stream.FUZZ, 0, cells * 1000 + self.reps[cells])
        self.due[cells] = day + fuzzed(s * self._days_of, where)


def power_recall(days: Floats, stability: Floats) -> Floats:
    """FSRS-6's forgetting curve with the default decay."""
    decay = -DEFAULT_PARAMETERS[20]
    return (1 + (0.9 ** (1 / decay) - 1) * days / stability) ** decay


def fuzzed(interval: Floats, where: Floats) -> Ints:
    """Whole days near an interval, as `fuzz.spread` within `fuzz.bounds` for each."""
    interval = np.clip(interval, 1, _LONGEST)
    spread = np.zeros_like(interval)
    for start, end, share in RANGES:
        spread += share * np.clip(np.minimum(interval, end) - start, 0.0, None)
    spread = np.where(interval >= SHORTEST_FUZZED, spread + 1.0, 0.0)
    lower = np.clip(np.floor(interval - spread + 0.5), 1, _LONGEST).astype(np.int64)
    upper = np.clip(np.floor(interval + spread + 0.5), 1, _LONGEST).astype(np.int64)
    upper += (lower == upper) & (upper > 2) & (upper < _LONGEST)
    return lower + (where * (upper - lower + 1)).astype(np.int64)
