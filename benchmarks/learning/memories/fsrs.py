"""FSRS-6 with the noise of learners and cards; the scheduler believes the published defaults.

The learners are on average worse than the defaults say. Formulas: open-spaced-repetition, "The
Algorithm", FSRS-6.
"""

import numpy as np

from benchmarks.learning.dice import Flags, Floats, Ints
from benchmarks.learning.memories.model import Shape


class FsrsMemory:
    """Power-law forgetting with stability and difficulty."""

    def __init__(self, shape: Shape, rng: np.random.Generator) -> None:
        self._first = 2.3 * np.exp(shape.spread(rng, 0.4, 0.4) - 0.35)
        self._growth = np.exp(shape.spread(rng, 0.25, 0.2) - 0.1)
        decay = 0.1542 * np.exp(rng.normal(0, 0.3, shape.learners))
        self._decay = -np.repeat(decay, shape.cards)
        self._factor = 0.9 ** (1 / self._decay) - 1
        self._start = np.clip(5 - shape.spread(rng, 0.5, 1.2), 1, 10)
        self._difficulty = self._start.copy()
        self._stability = np.zeros(shape.cells)
        self._last = np.zeros(shape.cells)

    def recall(self, cells: Ints, day: float) -> Floats:
        """Fall as a power of time over stability."""
        stability = self._stability[cells]
        past = np.maximum(day - self._last[cells], 0) / np.maximum(stability, 1e-9)
        kept = (1 + self._factor[cells] * past) ** self._decay[cells]
        return np.where(stability > 0, kept, 0.0)

    def learn(self, cells: Ints, day: float, quality: Floats) -> None:
        """Start at a stability of about two days."""
        self._stability[cells] = self._first[cells] * quality
        self._difficulty[cells] = self._start[cells]
        self._last[cells] = day

    def practise(self, cells: Ints, day: float, recalled: Flags) -> None:
        """Grow by the surprise of a recall, or fall back."""
        s, d, r = self._stability[cells], self._difficulty[cells], self.recall(cells, day)
        ease = 6.5 * (11 - d) * s**-0.1666 * np.expm1((1 - r) * 0.796)
        lost = 1.48 * d**-0.0614 * ((s + 1) ** 0.2629 - 1) * np.exp((1 - r) * 1.648)
        grown = s * (1 + ease * self._growth[cells])
        self._stability[cells] = np.maximum(0.2, np.where(recalled, grown, np.minimum(lost, s)))
        harder = np.minimum(10, d + np.where(recalled, 0, 6.0) * (10 - d) / 9)
        self._difficulty[cells] = harder
        self._last[cells] = day

    def lose(self, cells: Ints) -> None:
        """Keep a stability of seconds: the tail of a power is long."""
        self._stability[cells] = np.minimum(self._stability[cells], 1e-6)
