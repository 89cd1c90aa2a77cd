"""The interface of a forgetting model, so that another model can join FSRS-6."""

from typing import Protocol


class MemoryModel(Protocol):
    """Predicts recall from a stability (days) and a difficulty (1 to 10)."""

    def first(self, rating: int) -> tuple[float, float]:
        """Stability and difficulty after the first grade (1 to 4)."""
        ...

    def next(
        self, stability: float, difficulty: float, elapsed_days: float, rating: int
    ) -> tuple[float, float]:
        """Stability and difficulty after a later grade; below 1 elapsed day is a same-day one."""
        ...

    def retrievability(self, elapsed_days: float, stability: float) -> float:
        """Probability of recall after some days without a review."""
        ...

    def interval(self, stability: float, desired_retention: float) -> float:
        """Days until recall falls to the desired retention."""
        ...
