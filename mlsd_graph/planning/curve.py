"""How a learner forgets, as far as their own reviews tell: the memory's curve, corrected.

Parameters that were not fitted to a learner forget along a flat curve, and by it cards that were
seen once last for weeks. Where the true curve is steeper, or stability grows more slowly than is
believed, a plan that trusts them learns new cards while the old ones are lost, and promises too
much. So a believed stability S stands for scale · S^bend days along a power of its own steepness:

    recall(days) = (1 + (0.9^(−1/decay) − 1) · days / (scale · S^bend))^−decay

All curves of a grid are weighed by how well each explains the reviews, under a normal prior of the
logarithms. Memory states never move: what is believed of a card only is read differently.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from mlsd_graph.memory.batch import Floats
from mlsd_graph.planning.policies import Curve

_DECAYS = np.array([0.1, 0.1542, 0.22, 0.32, 0.45, 0.65, 0.9, 1.3, 1.9])
_SCALES = np.array([0.4, 0.55, 0.75, 1.0, 1.3, 1.7])
_BENDS = np.array([0.25, 0.4, 0.6, 0.8, 1.0])
_PIVOT = 3.0
"""Stability that no bend moves, days."""
_SHAPE = (len(_DECAYS), len(_SCALES), len(_BENDS))
_DECAY_SPREAD, _SCALE_SPREAD, _BEND_SPREAD = 0.9, 0.5, 0.2
"""Of the logarithms, before any review."""
_CARDS_DIFFER = 0.4
"""Spread of the logarithms of the cards' own stabilities around what is believed. Without it hard
cards among easy ones would look like a flat curve."""
_SLIPS = 0.07
"""Share of the grades that say the opposite of what happened."""


class Recalled(NamedTuple):
    """One review as it came: what was believed, and whether the card was recalled."""

    stability: float
    """Believed before the review, days."""
    days: int
    """Since the review before, 1 or more."""
    recalled: bool


class Curves:
    """All curves of the grid, each with its share of the belief after a learner's reviews."""

    def __init__(self, middle: float, reviews: Sequence[Recalled]) -> None:
        odds = -(((np.log(_DECAYS) - np.log(middle)) / _DECAY_SPREAD) ** 2)[:, None, None] / 2
        odds = odds - ((np.log(_SCALES) / _SCALE_SPREAD) ** 2)[:, None] / 2
        odds = odds - ((np.log(_BENDS) / _BEND_SPREAD) ** 2) / 2
        if reviews:
            odds = odds + _explained(reviews)
        share = np.exp(odds - odds.max())
        self.share: Floats = share / share.sum()

    @property
    def mean(self) -> Curve:
        """The means of the logarithms."""
        over = ((1, 2), (0, 2), (0, 1))
        means = (
            float(np.exp((self.share.sum(axes) * np.log(values)).sum()))
            for axes, values in zip(over, (_DECAYS, _SCALES, _BENDS), strict=True)
        )
        return _pivoted(*means)

    def drawn(self, count: int, days: int) -> list[Curve]:
        """Take curves at equal steps of the belief, from the most forgetful to the least.

        They are put in line by what they keep of a few stabilities after half of the days.
        """
        kept = sum(_recall(np.array([max(1.0, days / 2)]), np.array([s])) for s in (2.0, 8.0))
        line = np.argsort(np.asarray(kept).reshape(-1))
        total = np.cumsum(self.share.reshape(-1)[line])
        at = np.searchsorted(total, (np.arange(count) + 0.5) / count)
        cells = (np.unravel_index(int(line[min(i, len(line) - 1)]), _SHAPE) for i in at)
        return [
            _pivoted(float(_DECAYS[i]), float(_SCALES[j]), float(_BENDS[k])) for i, j, k in cells
        ]


def _pivoted(decay: float, scale: float, bend: float) -> Curve:
    return Curve(decay, scale * _PIVOT ** (1 - bend), bend)


def _explained(reviews: Sequence[Recalled]) -> Floats:
    """Log likelihood of all reviews under each curve; 5 ms for 300."""
    days = np.array([each.days for each in reviews], np.float64)
    stability = np.array([each.stability for each in reviews])
    known = np.array([each.recalled for each in reviews])
    recall = sum(
        share * _recall(days, stability * float(np.exp(_CARDS_DIFFER * step)))
        for step, share in ((-(3**0.5), 1 / 6), (0.0, 2 / 3), (3**0.5, 1 / 6))
    )
    recall = _SLIPS + (1 - 2 * _SLIPS) * recall
    return np.log(np.where(known, recall, 1 - recall)).sum(3)


def _recall(days: Floats, stability: Floats) -> Floats:
    """Recall under each curve; the last axis is that of the reviews."""
    meant = _PIVOT * (stability / _PIVOT) ** _BENDS[:, None]
    past = days / (_SCALES[:, None, None] * meant)
    factor = 0.9 ** (-1 / _DECAYS) - 1
    base = np.log1p(factor[:, None, None, None] * past)
    return np.exp(-_DECAYS[:, None, None, None] * base)
