"""Policies for a deadline: which cards a day's minutes go to, as one rank for each card.

A policy is a rule that needs nothing but beliefs about one card and the days that are left, so
that the same rule runs in a simulation of all days and in today's choice. It never changes what
is remembered of a card: a review may come early or late, and stability and difficulty follow from
its grade alone.

The rank of a card is its class, and within the class its rate: value × gain of recall on the date
per second. Rates are reckoned along the learner's curve of forgetting. A plan either goes by the
rate alone or holds a desired retention until the last days; simulation says which.

A rate that reaches far ahead rests on how much late reviews add, of which a learner's answers tell
nothing until they have come late. So a plan of more than a month holds a retention along the
learner's own curve, and may go by the rate in the last two weeks. What is held is named for a
prudent curve; where forgetting is flatter, waiting costs less, and a review waits until waiting a
little longer costs as large a share of recall as it does there.
"""

from math import ceil, inf
from typing import NamedTuple

from mlsd_graph.memory.costs import Costs

LEAST_DAYS, LEAST_SHARE = 4, 0.12
"""New cards stop this many days, or this share of all days, before the date."""
LONG_DAYS, NEAR_DAYS = 30, 14
"""A plan of more days than the first trusts gains on the date in the second alone."""
LEAST_GAIN = 0.002
"""A review that raises recall on the date by less is not worth a minute of a full day."""

PRUDENT = 0.42
"""Steepness of forgetting, w20, to reckon by before the learner's own curve is known."""


class Curve(NamedTuple):
    """How recall follows from a believed stability S: as if it were scale · S^bend."""

    decay: float = 0.0
    """Steepness of forgetting, w20; 0 for the parameters as they are."""
    scale: float = 1.0
    bend: float = 1.0


AS_BELIEVED = Curve()


class Policy(NamedTuple):
    """A rule that ranks the cards of a day."""

    name: str
    """By which it is known again on the next day; not what is shown."""
    hold: float = 0.0
    """Recall at which a review falls due and goes before what is not; 0 for by rate alone."""
    final: bool = True
    """Whether the last days, in which all cards can be asked once more, go by rate alone."""
    stops: bool = False
    """Whether new cards stop some days before the date."""
    curve: Curve = AS_BELIEVED
    """What gains are reckoned by."""
    patience: float = 1.0
    """Share of its rate that a review keeps which would gain more per second tomorrow."""
    own: bool = False
    """Whether `hold` is reckoned along `curve` too, and not by the parameters."""

    @property
    def title(self) -> str:
        """What it does, in words; what it holds along the own curve differs from its name."""
        return "hold a retention along the own curve" if self.own else self.name

    @property
    def held_along(self) -> Curve:
        """The curve by which reviews fall due."""
        return self.curve if self.own else AS_BELIEVED


GREEDY = Policy("gain per second", stops=True)
TO_THE_END = Policy("gain per second, new to the end")
PATIENT = TO_THE_END._replace(name="gain per second, reviews late", patience=0.3)
"""Where time is scarce: by the rate alone, a few cards of much worth are asked over and over,
early, though one review nearer to the date would do, and others are never seen."""
HELD = tuple(Policy(f"hold {hold:.0%}", hold) for hold in (0.7, 0.8, 0.9))
CANDIDATES = (GREEDY, TO_THE_END, PATIENT, *HELD)
"""Compared by simulation; the best one is used."""
HELD_LONG = tuple(
    Policy(f"hold about {hold:.0%} of the own curve", hold, own=True)
    for hold in (0.75, 0.8, 0.85, 0.9)
)
"""While the date is far: the highest that costs nothing, from the lowest to the highest. So much is
held on a prudent curve; `by_curve` says what that comes to on another."""


def by_curve(policy: Policy, curve: Curve) -> Policy:
    """Let a policy go by a learner's curve; what is held along it is less where it is flatter.

    A wait that is 1 % longer costs decay · (1 − r^(1/decay)) % of recall r = (1 + x)^−decay. What
    it costs on a curve of prudent steepness, at the retention that a policy is named after, it may
    cost on a flatter one too; but nothing waits below the lowest retention that any policy holds.
    """
    found = policy._replace(curve=curve)
    if not policy.own or curve.decay >= PRUDENT:
        return found
    lost = PRUDENT * (1 - policy.hold ** (1 / PRUDENT))
    waited = max(0.0, 1 - lost / curve.decay) ** curve.decay
    return found._replace(hold=max(HELD[0].hold, waited))


def last_days(days: int) -> int:
    """Days before the date that are kept free of new cards, in a plan of so many days."""
    return max(LEAST_DAYS, ceil(LEAST_SHARE * days))


def final_days(cards: int, days: int, seconds: float, costs: Costs) -> int:
    """Days in which every card can be asked once more, at most those free of new cards."""
    every = cards * (0.9 * costs.passed + 0.1 * costs.failed)
    return min(last_days(days), max(1, ceil(every / max(seconds, 1.0))))


def is_far(cards: int, left: int, days: int, seconds: float, costs: Costs) -> bool:
    """Whether a plan of so many days, with so many unseen cards, is to hold a retention yet.

    Where not all of them can be seen, none are kept back for reviews that only might be needed.
    """
    return days > LONG_DAYS and left > NEAR_DAYS and cards * costs.new <= left * seconds


def held_for(hold: float, decay: float) -> float:
    """Days per day of stability until recall has fallen so far; without end where to 0."""
    if not hold:
        return inf
    return (hold ** (-1 / decay) - 1) / (0.9 ** (-1 / decay) - 1)


def at_once(cards: int, left: int, days: int, seconds: float, costs: Costs) -> Policy:
    """Name a policy without simulating any: for today's queue, until the others are compared.

    Where the new cards would fill most of the days that are free for them, they go on to the end.
    While the date is far, the lowest retention that a plan then holds is held.
    """
    if is_far(cards, left, days, seconds, costs):
        return HELD_LONG[0]._replace(curve=Curve(PRUDENT))
    room = (left - last_days(days)) * seconds
    policy = GREEDY if cards * costs.new <= room / 2 else TO_THE_END
    return policy._replace(curve=Curve(PRUDENT))
