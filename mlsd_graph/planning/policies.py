"""Policies for a deadline: which cards a day's minutes go to, as one rank for each card.

A policy is a rule that needs nothing but beliefs about one card and the days that are left, so
that the same rule runs in a simulation of all days and in today's choice. It never changes what
is remembered of a card: a review may come early or late, and stability and difficulty follow from
its grade alone.

The rank of a card is its class, and within the class its rate: value × gain of recall on the date
per second. Classes and candidates are those that simulations of deadlines found to differ: holding
a desired retention and reviewing ahead with what is left, new cards before reviews, and the
greedy rate alone.
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


GREEDY = Policy("gain per second")
TO_THE_END = Policy("gain per second, new to the end", stops=False)
CANDIDATES = (
    GREEDY,
    TO_THE_END,
    *(Policy(f"hold {hold:.0%}", hold) for hold in (0.7, 0.8, 0.9, 0.95)),
    Policy("hold 80%, new to the end", 0.8, stops=False),
)
"""Compared by simulation; the best one is used."""


def last_days(days: int) -> int:
    """Days before the date that are kept free of new cards, in a plan of so many days."""
    return max(LEAST_DAYS, ceil(LEAST_SHARE * days))


def final_days(cards: int, days: int, seconds: float, costs: Costs) -> int:
    """Days in which every card can be asked once more, at most those free of new cards."""
    every = cards * (0.9 * costs.passed + 0.1 * costs.failed)
    return min(last_days(days), max(1, ceil(every / max(seconds, 1.0))))


def held(desired: float) -> Policy:
    """The safe policy: hold the desired retention, and review ahead with what is left."""
    return Policy(f"hold {desired:.0%} as set", desired)


def at_once(  # noqa: PLR0913, PLR0917  a pure function takes all that the choice depends on
    cards: int, left: int, days: int, seconds: float, costs: Costs, desired: float
) -> Policy:
    """Name a policy without simulating any: for today's queue, until the others are compared.

    Where the new cards would fill most of the days that are free for them, they go on to the end.
    """
    room = (left - last_days(days)) * seconds
    return held(desired) if cards * costs.new <= room / 2 else TO_THE_END
