"""What learners do besides remembering: they misjudge themselves, miss days, go on holiday."""

import numpy as np

from benchmarks.learning.dice import Flags, Floats, Ints, Stream, rolls

NEW_S, PASS_S, FAIL_S = 40.0, 15.0, 35.0
"""Seconds of a first sight, a recall, and a failure with the second reading."""
MUDDLED_S = 20.0
"""More seconds of a first sight that is not understood."""
USUALLY_MISSED = (0.05, 0.25)
"""Least and most of the chances of missing a day."""
_HOLIDAY_DAYS = 7
_PASSED = (0.10, 0.88)
_FIRST = (0.10, 0.22, 0.85)


class Habits:
    """One learner per row; all drawn once and equal for every policy."""

    def __init__(
        self,
        learners: int,
        days: int,
        seed: int,
        rng: np.random.Generator,
        missed: tuple[float, float] = USUALLY_MISSED,
    ) -> None:
        self._seed = seed
        self.slip = rng.uniform(0.05, 0.10, learners)
        """Chance that a grade says the opposite of what happened."""
        self.missed = rng.uniform(*missed, learners)
        """Chance of missing a day."""
        away = rng.random(learners) < 1 / 3
        self._holiday = np.where(
            away, rng.integers(0, max(1, days - _HOLIDAY_DAYS), learners), days
        )

    def present(self, day: int) -> Flags:
        """Who studies on a day."""
        rows = np.arange(len(self.slip), dtype=np.int64)
        ago = day - self._holiday
        away = (ago >= 0) & (ago < _HOLIDAY_DAYS)
        return (rolls(self._seed, Stream.PRESENCE, day, rows) >= self.missed) & ~away


def first_grades(luck: Floats, understood: Flags) -> Ints:
    """Grade a first sight: again where it was not understood, and now and then anyway."""
    grades = 1 + (luck[:, None] >= np.array(_FIRST)).sum(1)
    return np.where(understood, grades, 1)


def later_grades(luck: Floats, passed: Flags) -> Ints:
    """Grade a review: again, or hard, good, easy by chance."""
    return np.where(passed, 2 + (luck[:, None] >= np.array(_PASSED)).sum(1), 1)
