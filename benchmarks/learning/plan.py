"""Is the plan to a date at least as good as the best fixed desired retention?

Every policy has the same minutes a day and reviews ahead where time is left. The plan is the
product's: its simulation names a policy, `planning.choose` picks each learner's cards of a day.
The best fixed desired retention is known only afterwards, for each memory model apart.
"""

from collections.abc import Sequence

import numpy as np

from benchmarks.learning.deadline import MOST_BETWEEN, PLANS, Setting, planned
from benchmarks.learning.decks import Deck, shipped
from benchmarks.learning.dice import Floats, Ints
from benchmarks.learning.habits import NEW_S
from benchmarks.learning.intervals import bootstrapped_mean, ratio_change
from benchmarks.learning.links import Links
from benchmarks.learning.memories import MODELS
from benchmarks.learning.order import FixedOrder, term
from benchmarks.learning.verdicts import Measure, Part, Row, percent, points
from benchmarks.learning.worlds import Recalled as Outcome
from benchmarks.learning.worlds import World, hardness
from mlsd_graph.level import Level
from mlsd_graph.planning.scope import scope
from mlsd_graph.planning.target import Target
from mlsd_graph.planning.value import valued_cards

LIMIT = -0.3
"""Points below the best fixed desired retention that count as no worse."""
_RETENTIONS = (0.7, 0.75, 0.8, 0.85, 0.9, 0.95)
_PLAIN = 0.9
_HALF = "half of the days missed"


def results(learners: int, seed: int, *, quick: bool) -> Part:
    """Compare the plan with a sweep of desired retention, with equal and with graph values."""
    deck = shipped(24 if quick else 120, 1)
    order = np.argsort(deck.by_level)
    rows: list[Row] = []
    for setting in _settings(deck, quick=quick):
        for model in MODELS:
            world = World(
                model,
                deck.cards,
                Links(),
                learners,
                setting.days,
                seed,
                hardness(deck),
                setting.missed,
            )
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
            (
                f"Planned {PLANS} times in a term and at least every {MOST_BETWEEN} days, chosen"
                " from daily; the product plans daily."
            ),
            "All learners forget otherwise than the default parameters that the plan believes in.",
            (
                "Where half of the days are missed, minutes are those of a day that is studied; the"
                " fixed retentions have the same days. The plan is told no more of it than the"
                " product counts."
            ),
        ),
    )


def _settings(deck: Deck, *, quick: bool) -> Sequence[Setting]:
    """Little, some and ample time, as shares of what it takes to see each card once."""
    once = deck.cards * NEW_S / 60
    if quick:
        return (Setting("12 days, time for all cards", 12, 1.2 * once / 12, scarce=True),)
    some, ample = 2 * once / 60, 3.5 * once / 60
    return (
        Setting("14 days, time for two thirds of the cards", 14, 0.67 * once / 14, scarce=True),
        Setting("21 days, time for all cards and some reviews", 21, 1.6 * once / 21, scarce=False),
        Setting("30 days, ample time", 30, 3.5 * once / 30, scarce=False),
        Setting("60 days, some time", 60, some, scarce=False),
        Setting("90 days, ample time", 90, 3.5 * once / 90, scarce=False),
        Setting(f"60 days, some time, {_HALF}", 60, some, scarce=False, missed=(0.5, 0.5)),
        Setting(f"60 days, ample time, {_HALF}", 60, ample, scarce=False, missed=(0.5, 0.5)),
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


def _swept(world: World, order: Ints, setting: Setting, values: Floats) -> dict[float, Outcome]:
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
