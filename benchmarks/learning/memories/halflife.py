"""Exponential forgetting with a half-life that practice stretches (after Settles and Meeder 2016).

The spacing effect is a power of what was nearly forgotten; no difficulty, no power-law tail.
"""

import numpy as np

from benchmarks.learning.dice import Flags, Floats, Ints
from benchmarks.learning.memories.model import Shape


class HalfLifeMemory:
    """Recall halves with every half-life."""

    def __init__(self, shape: Shape, rng: np.random.Generator) -> None:
        self._first = 9.0 * np.exp(shape.spread(rng, 0.4, 0.4))
        self._growth = 3.2 * np.exp(shape.spread(rng, 0.25, 0.1))
        self._half = np.zeros(shape.cells)
        self._last = np.zeros(shape.cells)

    def recall(self, cells: Ints, day: float) -> Floats:
        """Fall exponentially."""
        half = self._half[cells]
        past = np.maximum(day - self._last[cells], 0) / np.maximum(half, 1e-9)
        return np.where(half > 0, 2.0**-past, 0.0)

    def learn(self, cells: Ints, day: float, quality: Floats) -> None:
        """Start at a half-life of about nine days."""
        self._half[cells] = self._first[cells] * quality
        self._last[cells] = day

    def practise(self, cells: Ints, day: float, recalled: Flags) -> None:
        """Stretch the half-life, or cut it to a third."""
        forgotten = np.maximum(1 - self.recall(cells, day), 1e-3)
        factor = np.where(recalled, 1 + self._growth[cells] * forgotten**0.6, 0.35)
        self._half[cells] = np.maximum(0.8, self._half[cells] * factor)
        self._last[cells] = day

    def lose(self, cells: Ints) -> None:
        """Keep a half-life of an hour."""
        self._half[cells] = np.minimum(self._half[cells], 0.05)
