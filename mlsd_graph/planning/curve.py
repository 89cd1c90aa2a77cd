"""How steeply a learner forgets, as far as their own reviews tell; prudently before they do.

Parameters that were not fitted to a learner forget along a flat curve, and by it cards that were
seen once last for weeks. Where the true curve is steeper, a plan that trusts them learns new cards
while the old ones are lost, and sees it too late. So a plan ranks cards by a steep curve at first,
which asks for reviews early, and each review moves it to where the learner's own curve lies. Of a
stability only its scale is corrected, of the curve only its steepness.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from mlsd_graph.planning.policies import prudent

_DECAYS = np.array([0.1, 0.1542, 0.22, 0.32, 0.45, 0.65, 0.9, 1.3])
_SCALES = np.array([0.4, 0.55, 0.75, 1.0, 1.3, 1.7])
_DECAY_SPREAD, _SCALE_SPREAD = 0.7, 0.5
"""Of the logarithms, before any review."""
_SLIPS = 0.04
"""Share of the grades that say the opposite of what happened."""


class Recalled(NamedTuple):
    """One review as it came: what was believed, and whether the card was recalled."""

    stability: float
    """Believed before the review, days."""
    days: int
    """Since the review before, 1 or more."""
    recalled: bool


class Curve(NamedTuple):
    """By what a plan ranks cards in place of the parameters in force."""

    decay: float
    """Steepness of forgetting, w20."""
    scale: float
    """Factor of stabilities."""


def curve_of(weights: Sequence[float], reviews: Sequence[Recalled], days: int) -> Curve:
    """Average over curves by how well each explains the reviews, for a plan of so many days.

    The means are those of logarithms, under a normal prior around a prudent steepness.
    """
    middle = np.log(max(prudent(days), weights[20]))
    odds = -(((np.log(_DECAYS) - middle) / _DECAY_SPREAD) ** 2)[:, None] / 2
    odds = odds - ((np.log(_SCALES) / _SCALE_SPREAD) ** 2) / 2
    if reviews:
        past = np.array([each.days / each.stability for each in reviews])
        known = np.array([each.recalled for each in reviews])
        factor = 0.9 ** (-1 / _DECAYS) - 1
        base = 1 + factor[:, None, None] * past / _SCALES[:, None]
        recall = _SLIPS + (1 - 2 * _SLIPS) * base ** -_DECAYS[:, None, None]
        odds = odds + np.log(np.where(known, recall, 1 - recall)).sum(2)
    share = np.exp(odds - odds.max())
    share /= share.sum()
    decay = float(np.exp((share.sum(1) * np.log(_DECAYS)).sum()))
    return Curve(decay, float(np.exp((share.sum(0) * np.log(_SCALES)).sum())))
