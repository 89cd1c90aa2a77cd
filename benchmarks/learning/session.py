"""Does it matter which reviews of a backlog come first? By worth against lowest recall alone.

Everything is learned, then nobody studies for a month, then there is little time each day. With
the session order the least likely recalled cards, some more than there is time for, are put in
line by what is likely lost times the worth of their page; plain FSRS takes the lowest recall.
"""

import numpy as np

from benchmarks.learning.belief import power_recall
from benchmarks.learning.classroom import Classroom
from benchmarks.learning.decks import Deck, random_dag, shipped
from benchmarks.learning.dice import Floats, Ints
from benchmarks.learning.habits import PASS_S
from benchmarks.learning.intervals import bootstrapped_mean
from benchmarks.learning.links import Links
from benchmarks.learning.memories import MODELS
from benchmarks.learning.verdicts import ALL, Measure, Part, Row, points
from benchmarks.learning.worlds import Watch, World, hardness
from mlsd_graph.scheduling.worth import Worth

LIMIT = -0.3
"""Points of recall that the session order may lie below lowest recall first."""
LOOKED_AT = 3
"""Cards weighed for each that there is time for, as in `scheduling.building`."""
_AWAY, _BACK = 40, 70
"""First day without study, and the first one with little time."""
_NO_TIME_LIMIT = 1e9


class ByWorth:
    """The product's order of due reviews for many learners; a test proves that it is equal."""

    def __init__(self, deck: Deck) -> None:
        worth = Worth(deck.graph)
        each = np.array([worth.of(id_) for id_ in deck.concepts])
        self.worth: Floats = np.repeat(each, deck.per)
        """Of each card."""

    def ordered(self, classroom: Classroom, cells: Ints) -> Ints:
        """Order due cells by learner and what is likely lost; the rest follows as it was."""
        shape, line = classroom.shape, classroom.most_forgotten(cells)
        rows = shape.rows(line)
        place = np.arange(len(line)) - np.searchsorted(rows, rows)
        near = place < LOOKED_AT * (classroom.room[rows] / PASS_S).astype(np.int64)
        likely = power_recall(classroom.belief.strain(line, classroom.day), np.ones(len(line)))
        lost = (likely - 1) * self.worth[shape.columns(line)]
        return line[np.lexsort((np.where(near, lost, place), ~near, rows))]


def backlog(world: World, deck: Deck, seconds: float, *, by_worth: bool) -> tuple[Floats, ...]:
    """Come back to a backlog; returns recall at the end, its mean, and weighed by worth."""
    classroom, rule = world.start(), ByWorth(deck)
    plain, weighed = Watch(classroom, _BACK), Watch(classroom, _BACK, rule.worth - 1)
    daily = -(-deck.cards // (_AWAY // 2))
    for day in range(world.days):
        plain.look(day)
        weighed.look(day)
        if _AWAY <= day < _BACK:
            continue
        classroom.open(day, seconds if day >= _BACK else _NO_TIME_LIMIT)
        due = classroom.due()
        line = rule.ordered(classroom, due) if by_worth else classroom.most_forgotten(due)
        classroom.ask(line)
        classroom.introduce_next(daily)
    seen, worthy = plain.closed(world.days), weighed.closed(world.days)
    return seen.at_end, seen.on_average, worthy.on_average


def results(learners: int, seed: int, *, quick: bool) -> Part:
    """Compare the two orders for learners who come back to a backlog."""
    concepts = 24 if quick else 120
    days, several = _BACK + 24, learners * (1 if quick else 2)
    seconds = concepts * PASS_S / 8
    rows: list[Row] = []
    for deck in (shipped(concepts, 1), random_dag(concepts, 1, seed)):
        found: list[list[Floats]] = []
        for model in MODELS:
            world = World(model, deck.cards, Links(), several, days, seed, hardness(deck))
            ours, theirs = (backlog(world, deck, seconds, by_worth=b) for b in (True, False))
            found.append([own - other for own, other in zip(ours, theirs, strict=True)])
        found.append([np.mean(each, axis=0) for each in zip(*found, strict=True)])
        rows += [
            Row(f"{deck.name}, a month away", model, _measures(apart, seed))
            for model, apart in zip((*MODELS, ALL), found, strict=True)
        ]
    return Part(
        title="Order of reviews in a session",
        question=(
            f"{concepts} concepts known, a month away, then {seconds / 60:.0f} minutes a day for"
            f" {days - _BACK} days: due reviews by likely loss times worth against lowest recall"
            f" first. Limit: recall not more than {-LIMIT} points below."
        ),
        rows=tuple(rows),
        switch="session_order",
        notes=("Weighed: each concept counts by the share of case studies that it serves.",),
    )


def _measures(apart: list[Floats], seed: int) -> tuple[Measure, ...]:
    names = ("at the end", "mean of days", "mean of days, weighed")
    limits = (LIMIT, LIMIT, None)
    return tuple(
        Measure(name, points(bootstrapped_mean(each, seed)), limit=limit)
        for name, each, limit in zip(names, apart, limits, strict=True)
    )
