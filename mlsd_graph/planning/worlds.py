"""Learners as they may be: the believed one, and others whose parameters and cards differ.

A plan that is judged in the believed world alone trusts it too much: the default parameters
forget slowly, and a low desired retention then looks better than it is. So policies are compared
in worlds drawn around the belief, some of which forget sooner.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from mlsd_graph.memory.batch import Floats

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


class Doubt(NamedTuple):
    """One way in which the belief may be wrong, and a world is drawn around it."""

    seed: int
    sooner: float = 0.0
    """First stabilities are shorter by its exponential, growth by half of that."""


DOUBTS = (Doubt(1), Doubt(2, 0.5))
"""Right but for noise; forgets sooner."""


def doubted(weights: Sequence[float], cards: int, doubt: Doubt) -> World:
    """Draw a world around a doubt."""
    return drawn(weights, cards, doubt.seed, sooner=doubt.sooner)


def believed(weights: Sequence[float], cards: int, seed: int = 0) -> World:
    """The world that the scheduler believes in, without noise."""
    nothing = np.zeros(cards)
    return World(tuple(weights), np.ones(cards), nothing, nothing, seed)


def drawn(
    weights: Sequence[float], cards: int, seed: int, *, noise: float = 0.6, sooner: float = 0.0
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
    )
