"""How a learner keeps to a plan: what share of its minutes can be expected of them.

Days so far count against what learners usually give, which is worth some days of evidence. A plan
is made for who keeps to it as usual: the policies were measured on such learners. So all planned
minutes are reckoned with until a learner gives less than usual, and not by chance: of half of the
days that shows in two weeks, while one missed week of a month is absorbed.
"""

from math import sqrt
from typing import NamedTuple

_USUAL, _USUAL_DAYS = 0.85, 8.0
"""Share of the planned time that is usually given, and how many days of evidence that is worth."""
_SPREAD = 1.1
_CLEARLY = 2.0
"""Spreads by which less than usual is given where that is no chance."""


class Kept(NamedTuple):
    """How a learner has kept to the plan so far."""

    planned: int = 0
    """Days since it began, today left out."""
    given: float = 0.0
    """Days' worth of minutes that they studied on those."""


NOTHING_KEPT = Kept()


def keeping(kept: Kept) -> tuple[float, float]:
    """Mean and spread of the share of the minutes that will be given."""
    given = min(kept.given, kept.planned) + _USUAL * _USUAL_DAYS
    days = kept.planned + _USUAL_DAYS
    mean = given / days
    return mean, _SPREAD * sqrt(mean * (1 - mean) / (days + 1))


def expected_of(kept: Kept) -> float:
    """Share of the planned minutes to reckon with: all of them, unless clearly less is given."""
    mean, spread = keeping(kept)
    return mean / _USUAL if mean + _CLEARLY * spread < _USUAL else 1.0
