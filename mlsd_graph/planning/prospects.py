"""Learners as they may turn out: worlds for a forecast, from the least lucky to the luckiest.

A range that says how much is known must hold what is not: how this learner forgets, of which few
answers tell little; whether they keep studying as they did; and what placement inferred without
asking. All of it is drawn along one line, as if all went badly at once or all went well. So the
ends of the range are about the tenth and the ninetieth of a hundred learners; that was measured on
learners of several models of memory, who miss days (`tests/planning/test_prospects.py`).
"""

from collections.abc import Sequence
from math import exp, log
from typing import NamedTuple

import numpy as np

from mlsd_graph.planning.curve import Curves, Recalled
from mlsd_graph.planning.keeping import NOTHING_KEPT, Kept, keeping
from mlsd_graph.planning.policies import PRUDENT
from mlsd_graph.planning.worlds import World, drawn

LUCK = (-1.38, -0.67, -0.21, 0.21, 0.67, 1.38)
"""Of each world: the middles of six equal shares of a standard normal."""
_NOISE = 0.4
_SOONER, _SOONER_SPREAD = 0.35, 0.6
"""By how much new cards are forgotten sooner than the parameters say; they are rarely fitted."""
_SCALE_SPREAD = 0.5
"""Of the logarithm of all stabilities."""
_LEAST_KEPT = 0.1
_INFERRED_SPREAD = 0.8
"""Of the logit of what placement inferred."""


class Prospect(NamedTuple):
    """One way in which it may turn out."""

    world: World
    kept: float
    """Share of the minutes that is given."""


def prospects(
    weights: Sequence[float],
    cards: int,
    reviews: Sequence[Recalled],
    days: int,
    kept: Kept = NOTHING_KEPT,
) -> list[Prospect]:
    """Draw learners for the days to come, the least lucky first."""
    half = len(LUCK) // 2
    prudent = Curves(max(PRUDENT, weights[20]), reviews).drawn(len(LUCK), days)
    hopeful = Curves(weights[20], reviews).drawn(len(LUCK), days)
    mean, spread = keeping(kept)
    found: list[Prospect] = []
    for seed, (luck, curve) in enumerate(
        zip(LUCK, (*prudent[:half], *hopeful[half:]), strict=True), 11
    ):
        scaled = curve._replace(scale=curve.scale * exp(_SCALE_SPREAD * luck))
        sooner = _SOONER - _SOONER_SPREAD * luck
        world = drawn(weights, cards, seed, noise=_NOISE, sooner=sooner, curve=scaled)
        share = mean + spread * luck
        found.append(Prospect(world, min(1.0, max(_LEAST_KEPT, share))))
    return found


def inferred(belief: float) -> np.ndarray:
    """How likely what placement inferred is in fact, one number for each prospect."""
    if not 0 < belief < 1:
        return np.full(len(LUCK), belief)
    logit = log(belief / (1 - belief))
    return 1 / (1 + np.exp(-(logit + _INFERRED_SPREAD * np.array(LUCK))))
