"""FSRS-6 in plain floats: the forgetting model for one review at a time.

Formulas: open-spaced-repetition, "The Algorithm", section FSRS-6 (21 parameters), with the clamps
of fsrs-rs 5 and Anki 26. Constants that depend only on the parameters are computed once.
"""

from functools import lru_cache
from math import exp, expm1

DEFAULT_PARAMETERS: tuple[float, ...] = (
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796,
    1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
)  # fmt: skip
"""Fitted by the FSRS authors to several hundred million reviews; the defaults of Anki 26."""

S_MIN, S_MAX = 0.001, 36_500.0
"""Bounds of stability, days."""
D_MIN, D_MAX = 1.0, 10.0
"""Bounds of difficulty."""


class Fsrs6:
    """FSRS-6 with one learner's parameters; implements `MemoryModel`."""

    __slots__ = (
        "_decay", "_easy_target", "_factor", "_first", "_growth", "_lapse_cap", "_pass",
        "_same_day", "_w", "parameters",
    )  # fmt: skip

    def __init__(self, parameters: tuple[float, ...] = DEFAULT_PARAMETERS) -> None:
        self.parameters = parameters
        w = self._w = tuple(map(float, parameters))
        self._decay = -w[20]
        self._factor = 0.9 ** (1 / self._decay) - 1
        self._growth = exp(w[8])
        self._lapse_cap = exp(w[17] * w[18])
        self._easy_target = w[7] * (w[4] - exp(w[5] * 3) + 1)
        self._same_day = (0.0, *(exp(w[17] * (grade - 3 + w[18])) for grade in range(1, 5)))
        self._pass = (0.0, 0.0, w[15], 1.0, w[16])
        self._first = ((0.0, 0.0), *(self._initial(grade) for grade in range(1, 5)))

    def _initial(self, rating: int) -> tuple[float, float]:
        w = self._w
        difficulty = w[4] - exp(w[5] * (rating - 1)) + 1
        return min(max(w[rating - 1], S_MIN), S_MAX), min(max(difficulty, D_MIN), D_MAX)

    def first(self, rating: int) -> tuple[float, float]:
        """Stability and difficulty after the first grade (1 to 4)."""
        return self._first[rating]

    def next(
        self, stability: float, difficulty: float, elapsed_days: float, rating: int
    ) -> tuple[float, float]:
        """Stability and difficulty after a later grade; below one day is a same-day review."""
        w = self._w
        if elapsed_days < 1:
            growth = self._same_day[rating] * stability ** -w[19]
            grown = stability * (max(growth, 1.0) if rating > 1 else growth)
        else:
            recall = (1 + self._factor * elapsed_days / stability) ** self._decay
            if rating == 1:
                relearned = w[11] * difficulty ** -w[12] * ((stability + 1) ** w[13] - 1)
                grown = min(relearned * exp((1 - recall) * w[14]), stability / self._lapse_cap)
            else:
                surprise = expm1((1 - recall) * w[10]) * self._pass[rating]
                ease = self._growth * (11 - difficulty) * stability ** -w[9]
                grown = stability * (1 + ease * surprise)
        harder = difficulty - w[6] * (rating - 3) * (10 - difficulty) / 9
        harder = self._easy_target + (1 - w[7]) * harder
        return min(max(grown, S_MIN), S_MAX), min(max(harder, D_MIN), D_MAX)

    def retrievability(self, elapsed_days: float, stability: float) -> float:
        """Probability of recall after some days without a review."""
        return (1 + self._factor * elapsed_days / stability) ** self._decay

    def interval(self, stability: float, desired_retention: float) -> float:
        """Days until recall falls to the desired retention."""
        return stability / self._factor * (desired_retention ** (1 / self._decay) - 1)


@lru_cache(maxsize=8)
def fsrs6(parameters: tuple[float, ...] = DEFAULT_PARAMETERS) -> Fsrs6:
    """Share one model per set of parameters, as every grade asks for it."""
    return Fsrs6(parameters)
