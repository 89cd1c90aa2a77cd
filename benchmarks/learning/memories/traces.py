"""When each cell was practised, and what came of it: as many slots as most cards ever need."""

import numpy as np

from benchmarks.learning.dice import Floats, Ints

SLOTS = 20


class Traces:
    """Times and one value of each practice; when all slots are full the second oldest goes."""

    def __init__(self, cells: int) -> None:
        self.at = np.full((cells, SLOTS), np.inf)
        """Days; infinite where the slot is empty."""
        self.value = np.zeros((cells, SLOTS))
        self._count = np.zeros(cells, np.int64)

    def add(self, cells: Ints, day: float | Floats, value: Floats) -> None:
        """Remember one practice of each cell; no cell twice."""
        count = self._count[cells]
        slot = np.where(count < SLOTS, count, 1 + (count - 1) % (SLOTS - 1))
        self.at[cells, slot] = day
        self.value[cells, slot] = value
        self._count[cells] = count + 1

    def clear(self, cells: Ints) -> None:
        """Forget every practice."""
        self.at[cells] = np.inf
        self._count[cells] = 0

    def known(self, cells: Ints) -> Floats:
        """Number of practices of each cell."""
        return self._count[cells].astype(np.float64)
