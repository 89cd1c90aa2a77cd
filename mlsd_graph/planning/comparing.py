"""Policies compared by simulation, in worlds as a learner may be, and which one a plan takes."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from mlsd_graph.memory.batch import Floats
from mlsd_graph.memory.fitting.fit import Progress
from mlsd_graph.planning.asked import Asked
from mlsd_graph.planning.curve import Curves, Recalled
from mlsd_graph.planning.keeping import NOTHING_KEPT, Kept, expected_of
from mlsd_graph.planning.policies import (
    CANDIDATES,
    HELD_LONG,
    LEAST_GAIN,
    PRUDENT,
    Curve,
    Policy,
    by_curve,
    is_far,
)
from mlsd_graph.planning.simulation import Courses, Deck, simulate
from mlsd_graph.planning.worlds import drawn, fragile

_COMPARED_IN = 4
"""Worlds in which policies are compared, beside one that is fragile."""
_MOST_CARDS = 150
"""More are thinned, with the minutes, but for the forecast."""
_STAYS = 0.01
"""Share that a plan gives up for staying with the policy of the days before."""


class Compared(NamedTuple):
    """What a policy comes to in simulation."""

    policy: Policy
    expected: float
    """Value-weighted recall on the date, 0 to 1, over the doubts."""


def weighed(  # noqa: PLR0913  a pure function takes all that a comparison depends on
    deck: Deck,
    asked: Asked,
    reviews: Sequence[Recalled] = (),
    policies: Sequence[Policy] = (),
    progress: Progress | None = None,
    *,
    last: Policy | None = None,
    kept: Kept = NOTHING_KEPT,
) -> list[Compared]:
    """Compare policies, the usual ones if none are given, in the light of a learner's reviews.

    `last` is the policy of the days before; `kept` tells how many of the minutes to expect. Whether
    the date is far goes by the planned ones all the same: that fewer are given is no reason to
    trust what late reviews are said to add.
    """
    curves = Curves(max(PRUDENT, asked.weights[20]), reviews)
    mean = curves.mean
    unseen = int((deck.stability <= 0).sum())
    of = asked.of or asked.days
    far = not policies and is_far(unseen, asked.days, of, asked.seconds, asked.costs)
    share = expected_of(kept)
    usual = _held_after(last, unseen, less=share < 1) if far else CANDIDATES
    asked = asked._replace(seconds=asked.seconds * share)
    tried = policies or [by_curve(each, mean) for each in usual]
    drawn_ones = curves.drawn(_COMPARED_IN, asked.days)
    return compare(deck, asked, tried, drawn_ones, progress, rising=far)


def compare(  # noqa: PLR0913  a pure function takes all that a comparison depends on
    deck: Deck,
    asked: Asked,
    policies: Sequence[Policy],
    curves: Sequence[Curve],
    progress: Progress | None = None,
    *,
    rising: bool = False,
) -> list[Compared]:
    """Simulate each policy to the date in the same worlds; the best first.

    There is a world for each curve, and one that is fragile: where reviews add little and lapses
    cost much, what a policy loses by late reviews shows only when it is too late to mend.
    Policies that come to the same stay in their order. Of `rising` ones, each more cautious than
    the one before, the last comes first that is as good as the first in every world: what caution
    is worth, no world shows in which late reviews add what the formulas say.
    """
    deck, share = thinned(deck)
    asked = asked._replace(seconds=asked.seconds * share, today=asked.today * share)
    worlds = [
        drawn(asked.weights, len(deck.value), seed, curve=curve)
        for seed, curve in enumerate(curves, 1)
    ]
    worlds.append(fragile(asked.weights, len(deck.value), 0))
    pairs = [(policy, world) for policy in policies for world in worlds]
    reached = worth(deck, simulate(deck, pairs, asked, progress)).reshape(-1, len(worlds))
    found = [Compared(*each) for each in zip(policies, reached.mean(1).tolist(), strict=True)]
    if rising:
        harmless = (reached >= reached[0] - LEAST_GAIN).all(1)
        found.insert(0, found.pop(int(np.flatnonzero(harmless)[-1])))
        return found
    return sorted(found, key=lambda each: -each.expected)


def thinned(deck: Deck, most: int = _MOST_CARDS) -> tuple[Deck, float]:
    """Take every so manieth card of a large deck; also return the share that they are."""
    every = -(-len(deck.value) // most)
    if every <= 1:
        return deck, 1.0
    part = slice(every // 2, None, every)
    some = Deck(
        deck.value[part],
        deck.pull[part],
        deck.stability[part],
        deck.difficulty[part],
        deck.ago[part],
    )
    return some, len(some.value) / len(deck.value)


def worth(deck: Deck, courses: Courses) -> Floats:
    """Value-weighted recall on the date in each pair."""
    return (courses.recall * deck.value).sum(1) / (deck.value.sum() or 1.0)


def best_of(compared: Sequence[Compared], last: Policy | None = None) -> Policy:
    """Take the best policy, or the last one, known by its name, while it is about as good.

    Along the own curve the first one is taken: `weighed` compares only what may follow the last.
    """
    best = compared[0]
    for each in compared:
        stays = each.expected >= best.expected * (1 - _STAYS) and not best.policy.own
        if last and each.policy.name == last.name and stays:
            return each.policy
    return best.policy


def _held_after(last: Policy | None, unseen: int, *, less: bool) -> Sequence[Policy]:
    """Policies for a far day: what was held stays while cards are unseen, then it may rise.

    Chosen anew each day it would follow the dice of the simulation, and mostly down, as one unlucky
    world is enough; what less caution loses none of them shows. Once no time is needed for unseen
    cards, more caution can only take it from reviews. But what was chosen for more minutes than are
    given leaves cards unseen: who gives clearly less than usual may come to hold less, never more.
    """
    names = [each.name for each in HELD_LONG]
    if last is None or last.name not in names:
        return HELD_LONG
    at = names.index(last.name)
    if not unseen:
        return HELD_LONG[at:]
    return HELD_LONG[: at + 1] if less else HELD_LONG[at : at + 1]
