"""Learners who follow the product's plan to a date, with the same minutes on each day."""

from typing import NamedTuple

import numpy as np

from benchmarks.learning.classroom import Classroom
from benchmarks.learning.dice import Floats, Ints
from benchmarks.learning.habits import FAIL_S, NEW_S, PASS_S, USUALLY_MISSED
from benchmarks.learning.worlds import Recalled as Outcome
from benchmarks.learning.worlds import Watch, World
from mlsd_graph.memory.costs import Costs, Grades
from mlsd_graph.memory.settings import Settings
from mlsd_graph.planning import GREEDY, PlanCard, Policy, choose
from mlsd_graph.planning.asked import Asked
from mlsd_graph.planning.comparing import best_of, weighed
from mlsd_graph.planning.curve import Recalled
from mlsd_graph.planning.keeping import Kept
from mlsd_graph.planning.rollout import deck_of

PLANS = 4
"""Plans in a term, at least; in between only the day's cards are chosen anew."""
MOST_BETWEEN = 8
"""Days from one plan to the next, at most."""
_REVIEWS = 300
"""Last reviews of a learner that tell a plan how they forget, as `study.outlook` gives them."""
_COSTS = Costs(PASS_S, FAIL_S, NEW_S)
_MOST_PASSES = 2


class Setting(NamedTuple):
    """How much time there is."""

    name: str
    days: int
    minutes: float
    scarce: bool
    """Whether values of cards can matter."""
    missed: tuple[float, float] = USUALLY_MISSED
    """Least and most of the chances of missing a day."""


class Deadline:
    """Learners who follow the product's plan."""

    def __init__(self, classroom: Classroom, order: Ints, values: Floats, setting: Setting) -> None:
        self._classroom = classroom
        self._order = order
        """Cards in the order of learning."""
        self._values = values
        self._setting = setting
        self._names = [str(card) for card in range(classroom.shape.cards)]
        self._settings = Settings()
        learners = classroom.shape.learners
        self._policies: list[Policy | None] = [None] * learners
        self._reviews: list[list[Recalled]] = [[] for _ in range(learners)]
        self._given = np.zeros(learners)
        """Days' worth of minutes that each learner has studied."""

    def plan(self, day: int) -> None:
        """Plan from a morning to the date; on the first day all learners have the same plan."""
        learners = self._classroom.shape.learners
        if not self._classroom.belief.seen.any():
            self._policies = [self._policy(0, day)] * learners
        else:
            self._policies = [self._policy(learner, day) for learner in range(learners)]

    def _policy(self, learner: int, day: int) -> Policy:
        """The policy that `planning.plan` takes, without its forecast."""
        setting, reviews = self._setting, self._reviews[learner][-_REVIEWS:]
        cards = self._cards(learner)
        seconds = setting.minutes * 60
        asked = Asked(
            days=setting.days - day,
            seconds=seconds,
            today=seconds,
            weights=self._settings.parameters,
            costs=_COSTS,
            grades=Grades(),
            of=setting.days,
        )
        last = self._policies[learner]
        kept = Kept(day, float(self._given[learner]))
        return best_of(weighed(deck_of(cards), asked, reviews, last=last, kept=kept), last)

    def ask(self, cells: Ints) -> None:
        """Ask cells and keep how they were recalled."""
        classroom, belief = self._classroom, self._classroom.belief
        stability, last = belief.stability.copy(), belief.last.copy()
        found = classroom.ask(cells)
        rows = zip(
            classroom.shape.rows(found.cells).tolist(),
            stability[found.cells].tolist(),
            (classroom.day - last[found.cells]).tolist(),
            (found.grades > 1).tolist(),
            strict=True,
        )
        for learner, *review in rows:
            self._reviews[int(learner)].append(Recalled(*review))

    def study(self) -> None:
        """Study a day; what it took of its minutes was given, as `study.outlook` counts it."""
        classroom = self._classroom
        before = classroom.spent.copy()
        self._follow()
        self.ask(classroom.most_forgotten(np.flatnonzero(classroom.askable())))
        spent = classroom.spent - before
        self._given += np.minimum(1.0, spent / (60 * self._setting.minutes))

    def _follow(self) -> None:
        """Ask what the plan picks; what is left of the time is picked for again."""
        classroom, budget = self._classroom, self._setting.minutes * 60
        for _ in range(_MOST_PASSES):
            reviews: list[Ints] = []
            fresh: list[Ints] = []
            for learner in np.flatnonzero(classroom.room >= NEW_S).tolist():
                spent = (budget - classroom.room[learner]) / 60
                old, new = self._chosen(learner, float(spent))
                reviews.append(old)
                fresh.append(new)
            if not reviews:
                return
            self._ask(np.concatenate(reviews), np.concatenate(fresh))

    def _ask(self, reviews: Ints, fresh: Ints) -> None:
        """Reviews and new cards come mixed, so that neither is cut when answers take longer."""
        classroom = self._classroom
        shape = classroom.shape
        held = np.bincount(shape.rows(fresh), minlength=shape.learners) * NEW_S
        held = np.minimum(held, classroom.room)
        classroom.room -= held
        self.ask(reviews)
        classroom.room += held
        rank = np.arange(len(fresh)) - np.searchsorted(shape.rows(fresh), shape.rows(fresh))
        in_time = (rank + 1) * NEW_S <= classroom.room[shape.rows(fresh)]
        classroom.introduce(fresh[in_time])

    def _chosen(self, learner: int, spent: float) -> tuple[Ints, Ints]:
        setting, day = self._setting, self._classroom.day
        found = choose(
            self._cards(learner),
            setting.days - day,
            setting.minutes,
            self._settings,
            _COSTS,
            self._policies[learner] or GREEDY,
            spent=spent,
            of=setting.days,
        )
        start = learner * self._classroom.shape.cards
        old = [start + int(picked.card.uid) for picked in found.reviews]
        new = [start + int(picked.card.uid) for picked in found.fresh]
        return np.array(old, np.int64), np.array(new, np.int64)

    def _cards(self, learner: int) -> list[PlanCard]:
        belief, day = self._classroom.belief, self._classroom.day
        cells = learner * self._classroom.shape.cards + self._order
        seen = belief.seen[cells]
        rows = zip(
            self._order.tolist(),
            self._values[self._order].tolist(),
            np.where(seen, belief.stability[cells], 0.0).tolist(),
            belief.difficulty[cells].tolist(),
            np.where(seen, day - belief.last[cells], 0).tolist(),
            strict=True,
        )
        return [PlanCard(self._names[card], *rest) for card, *rest in rows]


def planned(world: World, order: Ints, values: Floats, setting: Setting) -> Outcome:
    """Follow the plan to the date."""
    classroom = world.start()
    deadline = Deadline(classroom, order, values, setting)
    watch = Watch(classroom, weights=values)
    every = min(MOST_BETWEEN, max(1, -(-setting.days // PLANS)))
    for day in range(setting.days):
        watch.look(day)
        classroom.open(day, setting.minutes * 60)
        if day % every == 0:
            deadline.plan(day)
        deadline.study()
    return watch.closed(setting.days)
