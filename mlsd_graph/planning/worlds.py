"""Learners as they may be: the believed one, and others whose parameters and cards differ.

A plan that is judged in the believed world alone trusts it too much: the default parameters
forget slowly, and a low desired retention then looks better than it is. So policies are compared
in worlds drawn around the belief, some of which forget sooner.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from mlsd_graph.memory.batch import Floats
from mlsd_graph.planning.policies import AS_BELIEVED, Curve

SPREAD = (
    0.5, 0.5, 0.5, 0.5, 0.28, 0.14, 0.3, 0.06, 0.19, 0.09, 0.16,
    0.15, 0.045, 0.08, 0.28, 0.12, 0.5, 0.15, 0.16, 0.07, 0.06,
)  # fmt: skip
"""Standard deviations among learners; the first four of the logarithm. About half of those that
the FSRS authors publish for the users of Anki, as parameters in force are fitted or corrected."""
_LOW = (
    *(0.01, 0.01, 0.01, 0.01, 3, 0.2, 0.5, 0.001, 0, 0.02, 0.2),
    *(0.3, 0.01, 0.05, 0.2, 0.2, 1, 0.05, 0, 0.01, 0.1),
)
_HIGH = (100, 100, 100, 100, 10, 3, 6, 0.2, 4, 0.5, 2, 4, 0.25, 0.6, 4, 1, 4, 1, 0.6, 0.4, 0.5)

_FRAGILE_DECAY, _FRAGILE_GROWTH, _FRAGILE_LAPSE = 0.9, -1.0, 0.3
"""Steepness, what is added to w8, and by what w11 is multiplied."""


class World(NamedTuple):
    """What is true of a simulated learner, beside which the scheduler has its belief."""

    weights: tuple[float, ...]
    scale: Floats
    """Factor of each card's first stability."""
    growth: Floats
    """Added to w8 for each card: how much a review makes of it."""
    difficulty: Floats
    """Added to each card's first difficulty."""
    seed: int
    """Of the dice for recall and grades."""
    curve: Curve = AS_BELIEVED
    """How recall follows from stability; by the weights' own steepness if that."""


def fragile(weights: Sequence[float], cards: int, seed: int) -> World:
    """Draw a learner who forgets steeply, to whom reviews add little and lapses cost most of it."""
    world = drawn(weights, cards, seed, curve=Curve(_FRAGILE_DECAY))
    moved = list(world.weights)
    moved[8] += _FRAGILE_GROWTH
    moved[11] *= _FRAGILE_LAPSE
    return world._replace(weights=tuple(moved))


def believed(weights: Sequence[float], cards: int, seed: int = 0) -> World:
    """The world that the scheduler believes in, without noise."""
    nothing = np.zeros(cards)
    return World(tuple(weights), np.ones(cards), nothing, nothing, seed)


def drawn(  # noqa: PLR0913  all that may be true of a learner
    weights: Sequence[float],
    cards: int,
    seed: int,
    *,
    noise: float = 0.6,
    sooner: float = 0.0,
    curve: Curve = AS_BELIEVED,
) -> World:
    """Draw a learner around the belief, and what each card is to them.

    `noise` 1 is the spread of a population; `sooner` shortens first stabilities by its
    exponential and halves that for the growth, so that 0.7 is a learner who forgets much sooner.
    """
    rng = np.random.default_rng(seed)
    moved = list(weights)
    for i, width in enumerate(SPREAD):
        step = float(rng.normal(0, width * noise))
        moved[i] = moved[i] * float(np.exp(step)) if i < 4 else moved[i] + step  # noqa: PLR2004
    for i in range(4):
        moved[i] *= float(np.exp(-sooner))
    moved[8] -= sooner / 2
    inside = np.clip(moved, _LOW, _HIGH)
    inside[:4] = np.maximum.accumulate(inside[:4])
    return World(
        tuple(map(float, inside)),
        np.exp(rng.normal(0, 0.5 * noise, cards)),
        rng.normal(0, 0.3 * noise, cards),
        rng.normal(0, 0.8 * noise, cards),
        seed,
        curve,
    )
