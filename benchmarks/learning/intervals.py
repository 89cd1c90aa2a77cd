"""Means with 95 % intervals from learners drawn with replacement (paired bootstrap, percentiles).

The unit is a learner with all policies at once, so what makes learners differ cancels out.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from benchmarks.learning.dice import Floats, Ints

DRAWS = 2000


class Estimate(NamedTuple):
    """A value and its 95 % interval."""

    value: float
    low: float
    high: float


def bootstrapped(statistic: Callable[[Ints], float], learners: int, seed: int) -> Estimate:
    """Estimate a statistic of a set of learners; it gets their numbers, some more than once."""
    rng = np.random.default_rng([seed, learners])
    draws = rng.integers(0, learners, (DRAWS, learners))
    found = np.array([statistic(draw) for draw in draws])
    low, high = np.percentile(found, (2.5, 97.5))
    return Estimate(statistic(np.arange(learners)), float(low), float(high))


def bootstrapped_mean(apart: Floats, seed: int) -> Estimate:
    """Estimate the mean of paired differences, one per learner."""
    return bootstrapped(lambda draw: float(apart[draw].mean()), len(apart), seed)


def ratio_change(ours: Floats, theirs: Floats, seed: int) -> Estimate:
    """Estimate by which part the mean of ours exceeds the mean of theirs."""

    def change(draw: Ints) -> float:
        return float(ours[draw].mean() / theirs[draw].mean()) - 1

    return bootstrapped(change, len(ours), seed)


class Frontier:
    """What plain FSRS buys for its minutes: the best of a sweep over desired retention."""

    def __init__(self, minutes: Sequence[Floats], recall: Sequence[Floats]) -> None:
        self._minutes = np.stack(minutes)
        self._recall = np.stack(recall)

    def recall_for(self, minutes: Floats, draw: Ints) -> float:
        """Recall of a set of learners at the mean minutes of another policy."""
        cost, kept = self._efficient(draw)
        return float(np.interp(float(minutes[draw].mean()), cost, kept))

    def minutes_for(self, recall: Floats, draw: Ints) -> float:
        """Minutes of a set of learners at the mean recall of another policy."""
        cost, kept = self._efficient(draw)
        return float(np.interp(float(recall[draw].mean()), kept, cost))

    def _efficient(self, draw: Ints) -> tuple[Floats, Floats]:
        """Mean minutes and recall of the settings that no cheaper one beats, ascending."""
        cost, kept = self._minutes[:, draw].mean(1), self._recall[:, draw].mean(1)
        order = np.argsort(cost)
        cost, kept = cost[order], kept[order]
        best = kept > np.concatenate([[-1.0], np.maximum.accumulate(kept)[:-1]])
        return cost[best], kept[best]
