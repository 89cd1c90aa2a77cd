"""ACT-R: every practice leaves a trace that decays on its own (Pavlik and Anderson 2005).

A trace decays the faster the more active the memory was when it was laid, which is the spacing
effect. A first session leaves the traces of a few trials; time between sessions counts 0.025.
"""

import numpy as np

from benchmarks.learning.dice import Flags, Floats, Ints
from benchmarks.learning.memories.model import Shape
from benchmarks.learning.memories.traces import Traces

_SCALE, _INTERCEPT = 0.217, 0.177
_THRESHOLD, _NOISE = -0.704, 0.255
_SECONDS = 86_400 * 0.025
_WITHIN = 0.02
"""Days after a practice before which nothing decays further."""
_TRIALS = 2.6


class MultiTraceMemory:
    """Activation is the log of the sum of all traces."""

    def __init__(self, shape: Shape, rng: np.random.Generator) -> None:
        self._base = 0.72 + shape.spread(rng, 0.12, 0.14)
        self._traces = Traces(shape.cells)
        self._weight = np.zeros(shape.cells)

    def recall(self, cells: Ints, day: float) -> Floats:
        """Compare activation with a threshold."""
        activation = self._activation(cells, day) + self._base[cells]
        chance = 1 / (1 + np.exp((_THRESHOLD - activation) / _NOISE))
        return np.where(self._traces.known(cells) > 0, chance, 0.0)

    def learn(self, cells: Ints, day: float, quality: Floats) -> None:
        """Lay the traces of a first session."""
        self._traces.clear(cells)
        self._weight[cells] = _TRIALS * quality**0.5
        self._traces.add(cells, day, np.full(len(cells), 0.25))

    def practise(self, cells: Ints, day: float, recalled: Flags) -> None:
        """Lay one more trace; one that follows a failure and a second reading lasts less."""
        activation = self._activation(cells, day)
        decay = _SCALE * np.exp(np.minimum(activation, 1.0)) + _INTERCEPT
        self._traces.add(cells, day, decay + np.where(recalled, 0.0, 0.03))

    def lose(self, cells: Ints) -> None:
        """Keep next to nothing of the first session."""
        first = self._traces.at[cells, 0].copy()
        self._traces.clear(cells)
        self._weight[cells] = 0.05
        self._traces.add(cells, first, np.full(len(cells), 0.4))

    def _activation(self, cells: Ints, day: float) -> Floats:
        at = self._traces.at[cells]
        seconds = np.maximum(day - at, _WITHIN) * _SECONDS
        left = np.where(np.isfinite(at), seconds ** -self._traces.value[cells], 0.0)
        total = left.sum(1) + left[:, 0] * (self._weight[cells] - 1)
        return np.log(np.maximum(total, 1e-9))
