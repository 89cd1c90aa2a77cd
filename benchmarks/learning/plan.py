"""Is the plan to a date at least as good as the best fixed desired retention?

Every policy has the same minutes a day and reviews ahead where time is left. The plan is the
product's: `planning.plan` names a policy, `planning.choose` picks each learner's cards of a day.
The best fixed desired retention is known only afterwards, for each memory model apart.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from benchmarks.learning.classroom import Classroom
from benchmarks.learning.decks import Deck, shipped
from benchmarks.learning.dice import Floats, Ints
from benchmarks.learning.habits import FAIL_S, NEW_S, PASS_S
from benchmarks.learning.intervals import bootstrapped_mean, ratio_change
from benchmarks.learning.links import Links
from benchmarks.learning.memories import MODELS
from benchmarks.learning.order import FixedOrder, term
from benchmarks.learning.verdicts import Measure, Part, Row, percent, points
from benchmarks.learning.worlds import Recalled, Watch, World, hardness
from mlsd_graph.memory.costs import Costs
from mlsd_graph.memory.settings import Settings
from mlsd_graph.planning import Level, PlanCard, Policy, Target, choose, plan, scope, valued_cards

LIMIT = -0.3
"""Points below the best fixed desired retention that count as no worse."""
_RETENTIONS = (0.7, 0.75, 0.8, 0.85, 0.9, 0.95)
_COSTS = Costs(PASS_S, FAIL_S, NEW_S)
_PLANS = 2
"""Plans in a term; in between only the day's cards are chosen anew, as the product does."""
_MOST_PASSES = 2
_PLAIN = 0.9


class Setting(NamedTuple):
    """How much time there is."""

    name: str
    days: int
    minutes: float
    scarce: bool
    """Whether values of cards can matter."""


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
        self._policies: list[Policy] = []

    def plan(self, day: int) -> None:
        """Plan from a morning to the date; on the first day all learners have the same plan."""
        learners = self._classroom.shape.learners
        left, minutes = self._setting.days - day, self._setting.minutes
        different = range(learners if self._classroom.belief.seen.any() else 1)
        found = [
            plan(self._cards(learner), left, minutes, self._settings, _COSTS).policy
            for learner in different
        ]
        self._policies = found if len(found) == learners else found * learners

    def study(self) -> None:
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
        classroom.ask(reviews)
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
            self._policies[learner],
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


def planned(world: World, order: Ints, values: Floats, setting: Setting) -> Recalled:
    """Follow the plan to the date."""
    classroom = world.start()
    deadline = Deadline(classroom, order, values, setting)
    watch = Watch(classroom, weights=values)
    every = max(1, -(-setting.days // _PLANS))
    for day in range(setting.days):
        watch.look(day)
        classroom.open(day, setting.minutes * 60)
        if day % every == 0:
            deadline.plan(day)
        deadline.study()
        ahead = np.flatnonzero(classroom.askable())
        classroom.ask(classroom.most_forgotten(ahead))
    return watch.closed(setting.days)


def results(learners: int, seed: int, *, quick: bool) -> Part:
    """Compare the plan with a sweep of desired retention, with equal and with graph values."""
    deck = shipped(24 if quick else 120, 1)
    order = np.argsort(deck.by_level)
    rows: list[Row] = []
    for setting in _settings(deck, quick=quick):
        for model in MODELS:
            world = World(model, deck.cards, Links(), learners, setting.days, seed, hardness(deck))
            rows.append(_row(deck, world, order, setting))
            if setting.scarce:
                rows.append(_valued_row(deck, world, setting))
    return Part(
        title="The plan to a date",
        question=(
            f"The plan against the best of {len(_RETENTIONS)} fixed desired retentions, chosen"
            f" afterwards, with equal minutes and review ahead: {deck.cards} cards of the shipped"
            " graph, all unseen. Limit: recall on the date not more than"
            f" {-LIMIT} points below, under every memory model. The rows with values of the graph"
            " weigh recall by what each card is worth for the interview; the fixed retentions then"
            " learn new cards in file order and, second, in the plan's order."
        ),
        rows=tuple(rows),
        switch="mlsd plan",
        notes=(
            "Planned at the start and at half of the days, chosen daily; the product plans daily.",
            "All learners forget otherwise than the default parameters that the plan believes in.",
        ),
    )


def _settings(deck: Deck, *, quick: bool) -> Sequence[Setting]:
    """Little, some and ample time, as shares of what it takes to see each card once."""
    once = deck.cards * NEW_S / 60
    if quick:
        return (Setting("12 days, time for all cards", 12, 1.2 * once / 12, scarce=True),)
    return (
        Setting("14 days, time for two thirds of the cards", 14, 0.67 * once / 14, scarce=True),
        Setting("21 days, time for all cards and some reviews", 21, 1.6 * once / 21, scarce=False),
        Setting("30 days, ample time", 30, 3.5 * once / 30, scarce=False),
    )


def _row(deck: Deck, world: World, order: Ints, setting: Setting) -> Row:
    ours = planned(world, order, np.ones(deck.cards), setting)
    swept = _swept(world, order, setting, np.ones(deck.cards))
    best = max(swept, key=lambda retention: swept[retention].at_end.mean())
    plain = swept[_PLAIN]
    seed = world.seed
    return Row(
        f"{setting.name}, equal values",
        f"{world.model} (best: {best:.0%})",
        (
            _against("on the date", ours.at_end, swept[best].at_end, seed, LIMIT),
            _against("30 days later", ours.later, swept[best].later, seed),
            _against("against 90 %", ours.at_end, plain.at_end, seed),
            Measure("minutes", percent(ratio_change(ours.minutes, swept[best].minutes, seed)), "%"),
        ),
    )


def _valued_row(deck: Deck, world: World, setting: Setting) -> Row:
    order, values = graph_values(deck)
    ours = planned(world, order, values, setting)
    in_file = _swept(world, np.arange(deck.cards), setting, values)
    in_order = _swept(world, order, setting, values)
    best_file = max(in_file.values(), key=lambda each: each.at_end.mean())
    best_order = max(in_order.values(), key=lambda each: each.at_end.mean())
    seed = world.seed
    return Row(
        f"{setting.name}, values of the graph",
        world.model,
        (
            _against("on the date", ours.at_end, best_file.at_end, seed),
            _against("on the date, same order", ours.at_end, best_order.at_end, seed),
        ),
    )


def graph_values(deck: Deck) -> tuple[Ints, Floats]:
    """The plan's order of learning and the value of each card, for all case studies."""
    target = Target(day=1, minutes=1, since=0, level=Level.STAFF)
    found = valued_cards(deck.graph, scope(deck.graph, target), target)
    known = [(deck.card_of[each.head.uid], each.value) for each in found]
    values = np.zeros(deck.cards)
    values[[card for card, _ in known]] = [value for _, value in known]
    named = [card for card, _ in known]
    rest = [card for card in range(deck.cards) if values[card] == 0]
    return np.array([*named, *rest], np.int64), values


def _swept(world: World, order: Ints, setting: Setting, values: Floats) -> dict[float, Recalled]:
    ranks = np.empty_like(order)
    ranks[order] = np.arange(len(order))
    pick = FixedOrder(ranks, 1)
    seconds = setting.minutes * 60
    return {
        retention: term(world, pick, 1, seconds, retention, weights=values)
        for retention in _RETENTIONS
    }


def _against(
    name: str, ours: Floats, theirs: Floats, seed: int, limit: float | None = None
) -> Measure:
    return Measure(name, points(bootstrapped_mean(ours - theirs, seed)), limit=limit)
