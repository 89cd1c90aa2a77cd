"""What each level of trust believes of cards between two of their own reviews, in numpy.

Every level keeps a stability and a time of its own, starting from the explicit ones. A credit of
weight w on day t moves level T by a = T w of the way to what a review would have done:
`S += a (S_recalled - S)` and `last += a (t - last)`, with S at most 1.9 of the explicit stability.
Arrays have any shape that fits; levels are the last axis of a trace.
"""

from typing import NamedTuple

import numpy as np

from mlsd_graph.credit.trust import LEVELS
from mlsd_graph.memory.batch import Floats, Memory

LARGEST = 1.9
"""Bound on a credited stability as a multiple of the explicit one."""
_TRUSTED = np.array(LEVELS[1:])


class Explicit(NamedTuple):
    """Cards after their last explicit reviews."""

    stability: Floats
    """Days."""
    difficulty: Floats
    day: Floats
    """Study day of the review."""


class Trace(NamedTuple):
    """What each level above none believes."""

    stability: Floats
    last: Floats
    """Study day, with fractions."""


def untouched(explicit: Explicit) -> Trace:
    """Start from what the explicit reviews left."""
    shape = (*np.shape(explicit.stability), len(_TRUSTED))
    each = (np.broadcast_to(np.expand_dims(x, -1), shape) for x in (explicit[0], explicit[2]))
    return Trace(*(np.array(copied, np.float64) for copied in each))


def credited(
    trace: Trace, explicit: Explicit, day: Floats | float, weight: Floats, model: Memory
) -> Trace:
    """Take in one credit for each card; higher trust never believes less than lower trust."""
    s, last = trace
    own, hard, since = (np.expand_dims(x, -1) for x in explicit)
    days = np.expand_dims(day, -1) - last
    part = np.where(days >= 1.0, _TRUSTED * np.expand_dims(weight, -1), 0.0)
    grown = np.minimum(model.recalled(s, hard, np.maximum(days, 0.0)), LARGEST * own)
    stability = np.maximum(s + part * np.maximum(grown - s, 0.0), own)
    moved = np.maximum(last + part * days, since)
    return Trace(np.maximum.accumulate(stability, -1), np.maximum.accumulate(moved, -1))


def recalls(trace: Trace, explicit: Explicit, day: Floats | float, model: Memory) -> Floats:
    """Recall on a day by each level, none first."""
    s, last = trace
    s = np.concatenate([np.expand_dims(explicit.stability, -1), s], -1)
    last = np.concatenate([np.expand_dims(explicit.day, -1), last], -1)
    return model.retrievability(np.expand_dims(day, -1) - last, s)
