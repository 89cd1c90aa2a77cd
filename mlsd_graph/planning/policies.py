"""Policies for a deadline: which cards a day's minutes go to, as one rank for each card.

A policy is a rule that needs nothing but beliefs about one card and the days that are left, so
that the same rule runs in a simulation of all days and in today's choice. It never changes what
is remembered of a card: a review may come early or late, and stability and difficulty follow from
its grade alone.

The rank of a card is its class, and within the class its rate: value × gain of recall on the date
per second. A plan goes by the rate alone, reckoned along a prudent curve of forgetting that the
learner's own reviews correct; holding a desired retention is what it is measured against.
"""

from math import ceil
from typing import NamedTuple

from mlsd_graph.memory.costs import Costs

LEAST_DAYS, LEAST_SHARE = 4, 0.12
"""New cards stop this many days, or this share of all days, before the date."""
LEAST_GAIN = 0.002
"""A review that raises recall on the date by less is not worth a minute of a full day."""


class Policy(NamedTuple):
    """A rule that ranks the cards of a day."""

    name: str
    hold: float = 0.0
    """Recall at which a review falls due and goes before what is not; 0 for by rate alone."""
    new_first: bool = False
    """Whether new cards go before due reviews; without `hold` the rate decides."""
    stops: bool = True
    """Whether new cards stop before the date, and each card is asked once more in the last days."""
    decay: float = 0.0
    """Steepness of forgetting that gains are reckoned by, w20; 0 for that of the parameters."""
    scale: float = 1.0
    """Factor of stabilities for the same."""


GREEDY = Policy("gain per second")
TO_THE_END = Policy("gain per second, new to the end", stops=False)
CANDIDATES = (GREEDY, TO_THE_END)
"""Compared by simulation; the best one is used."""
_STEEP, _FLAT = 0.8, 0.3
_STEEP_FROM = 26
"""Days from which a plan is as prudent as it gets; in a short one little can be forgotten."""


def last_days(days: int) -> int:
    """Days before the date that are kept free of new cards, in a plan of so many days."""
    return max(LEAST_DAYS, ceil(LEAST_SHARE * days))


def final_days(cards: int, days: int, seconds: float, costs: Costs) -> int:
    """Days in which every card can be asked once more, at most those free of new cards."""
    every = cards * (0.9 * costs.passed + 0.1 * costs.failed)
    return min(last_days(days), max(1, ceil(every / max(seconds, 1.0))))


def prudent(days: int) -> float:
    """Steepness of forgetting, w20, that a plan of so many days begins with."""
    return min(_STEEP, max(_FLAT, _STEEP * days / _STEEP_FROM))


def at_once(cards: int, left: int, days: int, seconds: float, costs: Costs) -> Policy:
    """Name a policy without simulating any: for today's queue, until the others are compared.

    Where the new cards would fill most of the days that are free for them, they go on to the end.
    """
    room = (left - last_days(days)) * seconds
    policy = GREEDY if cards * costs.new <= room / 2 else TO_THE_END
    return policy._replace(decay=prudent(days))
