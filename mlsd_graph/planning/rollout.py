"""A plan to a date: policies compared by simulation, and what the best one leads to.

`plan` is the entry for all who need one: the study, benchmarks and experiments. It is a pure
function of cards, days and settings, takes about 0.7 seconds for 600 cards and 90 days, and
names a policy, by which `choosing.choose` picks the cards of each day in milliseconds. Whoever
simulates a learner asks for a plan on the first day and again every few days, and for a choice
each day:

```
found = plan(cards, days, minutes, settings, costs)
today = choose(cards, days, minutes, settings, costs, found.policy, of=days)
```
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np

from mlsd_graph.memory.batch import Floats
from mlsd_graph.memory.costs import Costs, Grades
from mlsd_graph.memory.fitting.fit import Progress
from mlsd_graph.memory.settings import Settings
from mlsd_graph.planning.asked import Asked
from mlsd_graph.planning.choosing import PlanCard, pulls
from mlsd_graph.planning.comparing import Compared, best_of, weighed
from mlsd_graph.planning.curve import Recalled
from mlsd_graph.planning.keeping import NOTHING_KEPT, Kept
from mlsd_graph.planning.needed import need
from mlsd_graph.planning.policies import Policy, final_days
from mlsd_graph.planning.prospects import Prospect, prospects
from mlsd_graph.planning.simulation import Bools, Courses, Deck, simulated


class Plan(NamedTuple):
    """A policy and what it leads to, for learners as this one may turn out."""

    policy: Policy
    compared: tuple[Compared, ...]
    """All candidates, the best one first; those of a far plan as `compare` chooses the first."""
    recall: Floats
    """On the date: one row for each prospect, the least lucky first, one column for each card."""
    seen: Floats
    """Share of the worlds in which each card was seen by the date."""
    sees: Bools
    """Whether the typical learner, who gives all the minutes, sees each card by the date."""
    minutes: Floats
    """Mean by day."""
    fresh: Floats
    """New cards, mean by day."""
    reviews: Floats
    """Mean by day."""
    needed: float | None
    """Minutes a day with which the typical learner sees all cards in time and recalls them as
    desired; None where eight hours do not suffice."""
    holds: float | None
    """Recall at which a review falls due today; None where cards go by what they gain alone."""


def plan(  # noqa: PLR0913  a pure function takes all that a plan depends on
    cards: Sequence[PlanCard],
    days: int,
    minutes: float,
    settings: Settings,
    costs: Costs,
    *,
    grades: Grades = Grades(),  # noqa: B008  a frozen value
    spent: float = 0.0,
    of: int = 0,
    policies: Sequence[Policy] = (),
    last: Policy | None = None,
    reviews: Sequence[Recalled] = (),
    known: Collection[str] = (),
    kept: Kept = NOTHING_KEPT,
    progress: Progress | None = None,
) -> Plan:
    """Plan the days from today to a date.

    Args:
        cards: Unseen ones in the order of learning.
        days: From today, which is the first, to the date, which is no day of study; at least 1.
        minutes: A day.
        settings: Parameters, desired retention and whether lapses are asked again on their day.
        costs: Seconds per answer.
        grades: How the learner's grades fall.
        spent: Minutes that are used up today.
        of: Days of the whole plan, where it began before today.
        policies: Candidates; the usual ones, along the learner's curve, where empty.
        last: Policy of the days before, which is kept while it is about as good as the best one.
        reviews: The learner's own, which tell how steeply they forget; without them
            a plan is prudent.
        known: Unseen cards that count as known; no minutes are needed for them.
        kept: How the learner has kept to the plan; tells how many days will be missed, and what
            can be held with the minutes that are left.
        progress: Told the share that is done.

    Raises:
        StoppedError: `progress` returned False.
    """
    asked = Asked(
        days=days,
        seconds=minutes * 60,
        today=max(0.0, minutes - spent) * 60,
        weights=settings.parameters,
        costs=costs,
        grades=grades,
        relearns=bool(settings.relearning_steps),
        of=of,
    )
    deck = deck_of(cards)
    steps = _Steps(progress)
    told = steps.part(0.0, 0.4)
    compared = weighed(deck, asked, reviews, policies, told, last=last, kept=kept)
    policy = best_of(compared, last)
    ahead = prospects(settings.parameters, len(cards), reviews, days, kept)
    courses = followed(deck, asked, policy, ahead, steps.part(0.4, 0.7))
    wanted = np.array([card.uid not in known for card in cards], np.bool_)
    desired, told = settings.desired_retention, steps.part(0.7, 1.0)
    needed = need(deck, asked, desired, policy, reviews, wanted, told)
    fresh = courses.fresh.mean(0)
    holding = days > final_days(len(cards), of or days, asked.seconds, costs) or not policy.final
    return Plan(
        policy=policy,
        compared=tuple(compared),
        recall=courses.recall,
        seen=courses.seen.mean(0),
        sees=needed.sees,
        minutes=courses.seconds.mean(0) / 60,
        fresh=fresh,
        reviews=courses.reviews.mean(0),
        needed=needed.minutes,
        holds=policy.hold if policy.hold and holding else None,
    )


def deck_of(cards: Sequence[PlanCard]) -> Deck:
    """Put cards in columns."""
    value = np.array([card.value for card in cards], np.float64)
    stability = np.array([card.stability for card in cards], np.float64)
    pull = np.zeros(len(cards))
    unseen = stability <= 0
    pull[unseen] = pulls(value[unseen].tolist())
    return Deck(
        value,
        pull,
        stability,
        np.array([card.difficulty for card in cards], np.float64),
        np.array([card.ago for card in cards], np.int64),
    )


def followed(
    deck: Deck,
    asked: Asked,
    policy: Policy,
    ahead: Sequence[Prospect],
    progress: Progress | None = None,
) -> Courses:
    """Follow one policy as each of some learners, for expected recall with its range."""
    pairs = [(policy, each.world) for each in ahead]
    seconds = asked.seconds * np.array([each.kept for each in ahead])
    return simulated(deck, pairs, asked, seconds, progress)


class _Steps:
    """Shares one bar of progress among the parts of a plan."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress

    def part(self, start: float, end: float) -> Progress | None:
        told = self._progress
        return None if told is None else lambda share: told(start + (end - start) * share)
