"""Minutes a day that a deck needs until a date, and what is seen with those that are given.

Both are said of a typical learner: one who gives all the minutes, no day missed, and forgets as
their answers say. What missed days and bad luck may cost is in the range of the forecast instead:
minutes that allow for them would be too many for whoever keeps to the plan.
"""

from collections.abc import Sequence
from math import ceil
from typing import NamedTuple

import numpy as np

from mlsd_graph.memory.batch import Floats
from mlsd_graph.memory.fitting.fit import Progress, tell
from mlsd_graph.planning.asked import Asked
from mlsd_graph.planning.comparing import thinned, worth
from mlsd_graph.planning.curve import Curves, Recalled
from mlsd_graph.planning.policies import (
    HELD_LONG,
    NEAR_DAYS,
    PATIENT,
    PRUDENT,
    Policy,
    by_curve,
    is_far,
)
from mlsd_graph.planning.simulation import Bools, Courses, Days, Deck
from mlsd_graph.planning.worlds import drawn

_MOST = 480
"""Minutes of a day beyond which no number is looked for."""
_CARD_DAYS, _LEAST_CARDS = 13_500, 150
"""Cards times days of one simulation, for the time of a search; cards that are kept anyway."""
_AT_ONCE = 8
"""Numbers of minutes in one simulation; few rows take hardly more time than one."""
_NEAR = 0.04
"""Share of the minutes to which they are found, but for whole ones."""
_OTHERWISE = 0.05
"""Share of the minutes by which the policy of a plan may need more than the soonest one."""
_SEED = 1


class Need(NamedTuple):
    """What a plan comes to for the typical learner, and what it would take."""

    minutes: float | None
    """Whole minutes a day with which all cards are seen in time and recalled as desired; None where
    eight hours do not suffice."""
    sees: Bools
    """Whether each card is seen by the date with the minutes that are given."""


def need(  # noqa: PLR0913, PLR0917  a pure function takes all that the minutes depend on
    deck: Deck,
    asked: Asked,
    desired: float,
    policy: Policy,
    reviews: Sequence[Recalled],
    wanted: Bools,
    progress: Progress | None = None,
) -> Need:
    """Follow a plan with the minutes that are given, and find those that it needs.

    Other numbers of minutes are tried with the policies that see all cards soonest of those that
    a plan compares then. What is spent today stays spent. A large deck is thinned for that, but not
    for whether the given minutes suffice, and what is found is never on the other side of it.

    Args:
        deck: All cards of the plan.
        asked: The plan with the minutes that are given.
        desired: Recall on the date.
        policy: What the plan follows with them.
        reviews: Tell how the learner forgets.
        wanted: Whether minutes are needed for each card.
        progress: Told the share that is done.

    Raises:
        StoppedError: `progress` returned False.
    """
    typical = _Typical(asked, reviews)
    courses = typical.follow(deck, [policy], np.array([asked.seconds]))
    if not wanted.any():
        return Need(0.0, courses.seen[0])
    some = Deck(
        deck.value[wanted],
        deck.pull[wanted],
        deck.stability[wanted],
        deck.difficulty[wanted],
        deck.ago[wanted],
    )
    mine = courses._replace(recall=courses.recall[:, wanted], seen=courses.seen[:, wanted])
    fits = bool(_suffice(some, mine, desired)[0])
    return Need(_Search(some, typical, desired, progress).least(fits=fits), courses.seen[0])


def _suffice(deck: Deck, courses: Courses, desired: float) -> Bools:
    """Whether all cards are seen by the date and recalled as desired on average."""
    return courses.seen.all(1) & (worth(deck, courses) >= desired)


class _Typical:
    """The learner who gives all the minutes and forgets as their answers say."""

    def __init__(self, asked: Asked, reviews: Sequence[Recalled]) -> None:
        self.asked = asked
        self._curve = Curves(asked.weights[20], reviews).mean
        prudent = Curves(max(PRUDENT, asked.weights[20]), reviews).mean
        self._far, self._near = by_curve(HELD_LONG[0], prudent), by_curve(PATIENT, prudent)

    def follow(
        self, deck: Deck, policies: Sequence[Policy], seconds: Floats, share: float = 1.0
    ) -> Courses:
        """Go through all days with each policy and its seconds a day, of which a share is had.

        What is held while the date is far gives way in the last two weeks, when a plan is free to
        choose anew, and does.
        """
        asked = self.asked
        world = drawn(asked.weights, len(deck.value), _SEED, curve=self._curve)
        spent = max(0.0, asked.seconds - asked.today)
        today = np.maximum(seconds - spent, 0.0) * share
        pairs = [(policy, world) for policy in policies]
        days = Days(deck, pairs, asked, seconds * share)
        for day in range(asked.days):
            if asked.days - day == NEAR_DAYS:
                days.follow([self._near if each.own else each for each in policies])
            days.study(day, None if day else today)
        return days.courses()

    def soonest(self, unseen: int, seconds: float) -> Policy:
        """Tell which policy sees so many new cards soonest of those that a plan compares."""
        asked = self.asked
        far = is_far(unseen, asked.days, asked.of or asked.days, seconds, asked.costs)
        return self._far if far else self._near


class _Search:
    """Tries numbers of minutes on one deck."""

    def __init__(
        self, deck: Deck, typical: _Typical, desired: float, progress: Progress | None
    ) -> None:
        asked = typical.asked
        self._deck, self._share = thinned(deck, max(_LEAST_CARDS, _CARD_DAYS // asked.days))
        self._unseen = int((deck.stability <= 0).sum())
        self._once = min(_MOST, ceil(self._unseen * asked.costs.new / (60 * asked.days)))
        """Minutes below which not even all new cards could be shown once."""
        self._typical, self._desired = typical, desired
        self._progress, self._rounds = progress, 0

    def least(self, *, fits: bool) -> float | None:
        """Find the least minutes; `fits` tells whether those that are given suffice.

        A plan that is given them may follow another policy, which needs a little more: that is
        added, so that it does not ask for more once it is given them.
        """
        given, found = self._typical.asked.seconds / 60, self._soonest()
        enough = None if found is None else float(round((1 + _OTHERWISE) * found))
        if fits:
            return float(ceil(given)) if enough is None else min(float(ceil(given)), enough)
        more = max(int(given) + 1.0, _MOST + 1.0 if enough is None else enough)
        return more if more <= _MOST else None

    def _soonest(self) -> float | None:
        """Find the least minutes with the policies that see all cards soonest."""
        if self._once >= _MOST:
            return None
        steps = np.geomspace(max(1, self._once), _MOST, _AT_ONCE)
        tried = sorted({self._once, *(ceil(each) for each in steps.tolist())})
        low, high = self._first(self._once - 1, tried)
        return None if high is None else self._narrowed(low, high)

    def _narrowed(self, low: int, high: int) -> float:
        """Narrow down from minutes that do not suffice to those that do."""
        while high - low > max(1, _NEAR * high):
            step = (high - low) / (_AT_ONCE + 1)
            tried = sorted({low + ceil(step * n) for n in range(1, _AT_ONCE + 1)} - {high})
            low, found = self._first(low, tried)
            high = high if found is None else found
        return float(high)

    def _first(self, low: int, tried: Sequence[int]) -> tuple[int, int | None]:
        """Find the last minutes that do not suffice and the first that do, None if none do."""
        tell(self._progress, self._rounds / (self._rounds + 2))
        self._rounds += 1
        seconds = 60.0 * np.array(tried, np.float64)
        policies = [self._typical.soonest(self._unseen, each) for each in seconds.tolist()]
        courses = self._typical.follow(self._deck, policies, seconds, self._share)
        enough = _suffice(self._deck, courses, self._desired)
        at = int(np.argmax(enough)) if enough.any() else len(tried)
        return (tried[at - 1] if at else low), (tried[at] if at < len(tried) else None)
