"""Finds the parameters that predict a learner's reviews best, held near what most learners need.

Fisher scoring with Levenberg's damping: the information matrix of 21 parameters comes with the
gradient, so that a dozen passes over the log do what a first-order method does in hundreds.
"""

from collections.abc import Callable

import numpy as np

from mlsd_graph.errors import StoppedError
from mlsd_graph.memory.batch import Floats
from mlsd_graph.memory.fitting.sample import Asked, Sample
from mlsd_graph.memory.fitting.slopes import PARAMETERS, slopes
from mlsd_graph.memory.fsrs6 import DEFAULT_PARAMETERS
from mlsd_graph.memory.settings import LOWER, UPPER

Progress = Callable[[float], object]
"""Told the share that is done, 0 to 1; returning False, or raising, ends the work."""

_PASSES = 40
_SETTLED = 2e-5
"""Gain of a step, as a share of the loss, below which nothing more is to be found."""
_LEAST_DAMPING, _MOST_DAMPING = 1e-7, 1e6
_FIRST = 4
"""The first parameters are stabilities after the first grade: they differ by factors."""
# Spreads of the parameters between learners (fsrs-rs, training.rs).
_SPREAD = (
    *(0.57, 0.28, 0.6, 0.12, 0.39, 0.18, 0.33, 0.3, 0.09, 0.16),
    *(0.57, 0.25, 1.03, 0.31, 0.32, 0.14, 0.27),
)
_SHARED_SPREAD, _OWN_SPREAD = 1.0, 0.7
"""Of the logarithms of the first stabilities: what one grade shows says much of the others."""
_DIGITS = 4


def fit(
    sample: Sample,
    asked: Asked,
    start: tuple[float, ...] = DEFAULT_PARAMETERS,
    progress: Progress | None = None,
) -> tuple[float, ...]:
    """Fit to some of a sample's reviews; raises StoppedError where `progress` returns False."""
    weights = np.zeros(len(sample.days))
    weights[asked.rows] = recency(len(asked.rows))
    return _Search(sample, weights, np.array(start)).run(progress)


def recency(count: int) -> Floats:
    """Weigh reviews, oldest first, as fsrs-rs does: memory changes, and so do habits."""
    return 0.25 + 0.75 * (np.arange(count) / max(count, 1)) ** 3


def tell(progress: Progress | None, share: float) -> None:
    """Report the share that is done; raises StoppedError if the work shall end."""
    if progress is not None and progress(share) is False:
        raise StoppedError("Stopped.", "Nothing was changed.")


class _Point:
    """The loss at one place, with the pull towards what most learners need, and its slopes."""

    def __init__(self, search: "_Search", place: Floats) -> None:
        self.place = place
        parameters = natural(place)
        found = slopes(search.sample, search.weights, parameters)
        scale = np.ones(PARAMETERS)
        scale[:_FIRST] = parameters[:_FIRST]
        away = place - search.usual
        pull = search.pull @ away
        self.loss = found.loss + float(away @ pull) / 2
        self.gradient = found.gradient * scale + pull
        self.information = found.information * np.outer(scale, scale) + search.pull


class _Search:
    """A walk downhill within the bounds, in coordinates whose first four are logarithms."""

    def __init__(self, sample: Sample, weights: Floats, start: Floats) -> None:
        self.sample = sample
        self.weights = weights
        self.usual = _coordinates(np.array(DEFAULT_PARAMETERS))
        self.pull = _pull()
        self._lower = _coordinates(np.array(LOWER, np.float64))
        self._upper = _coordinates(np.array(UPPER, np.float64))
        self._start = np.clip(_coordinates(start), self._lower, self._upper)

    def run(self, progress: Progress | None) -> tuple[float, ...]:
        """Walk until nothing more is gained."""
        best, damping = _Point(self, self._start), 1e-3
        for done in range(_PASSES):
            tell(progress, 1 - 0.7**done)
            tried = _Point(self, self._step(best, damping))
            gain = best.loss - tried.loss
            if gain > 0:
                best, damping = tried, max(damping / 5, _LEAST_DAMPING)
            else:
                damping *= 8
            if 0 <= gain < _SETTLED * best.loss or damping > _MOST_DAMPING:
                break
        return tuple(round(float(each), _DIGITS) for each in natural(best.place))

    def _step(self, point: _Point, damping: float) -> Floats:
        """Solve for the next place; what a bound stops is left out, and the rest solved again."""
        curve = point.information + damping * np.diag(np.diag(point.information))
        free = np.ones(PARAMETERS, np.bool_)
        step = np.zeros(PARAMETERS)
        for _ in range(PARAMETERS):
            step[free] = np.linalg.solve(
                curve[np.ix_(free, free)],
                -point.gradient[free] - curve[np.ix_(free, ~free)] @ step[~free],
            )
            there = np.clip(point.place + step, self._lower, self._upper)
            stopped = free & (np.abs(there - point.place - step) > 0)
            if not stopped.any():
                break
            step[stopped] = (there - point.place)[stopped]
            free &= ~stopped
            if not free.any():
                break
        there = np.clip(point.place + step, self._lower, self._upper)
        # A better first grade never means a shorter first interval.
        there[:_FIRST] = np.maximum.accumulate(there[:_FIRST])
        return there


def natural(place: Floats) -> Floats:
    """Turn coordinates of the search into parameters."""
    return np.concatenate([np.exp(place[:_FIRST]), place[_FIRST:]])


def _coordinates(parameters: Floats) -> Floats:
    return np.concatenate([np.log(parameters[:_FIRST]), parameters[_FIRST:]])


def _pull() -> Floats:
    """How sure one is before any review, as a matrix of precisions."""
    pull = np.zeros((PARAMETERS, PARAMETERS))
    first = np.full((_FIRST, _FIRST), _SHARED_SPREAD**2) + np.eye(_FIRST) * _OWN_SPREAD**2
    pull[:_FIRST, :_FIRST] = np.linalg.inv(first)
    # Twice, as fsrs-rs adds the squares themselves to the sum of losses, not their halves.
    pull[_FIRST:, _FIRST:] = np.diag(2 / np.array(_SPREAD) ** 2)
    return pull
