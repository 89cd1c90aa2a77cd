"""Does bounded credit that must earn trust save minutes, and do no harm where nothing transfers?

Plain FSRS over a sweep of desired retention gives a frontier of recall over minutes; credit at one
desired retention is compared with what plain FSRS gets for the same minutes. Traces, trust and the
choice to wait are the product's `credit.Ledger` and `credit.may_wait`, one ledger per learner.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from benchmarks.learning.classroom import Asked
from benchmarks.learning.decks import shipped
from benchmarks.learning.dice import Floats, Ints
from benchmarks.learning.intervals import Estimate, Frontier, bootstrapped
from benchmarks.learning.links import Edges, Links, Truth, drawn
from benchmarks.learning.memories import MODELS
from benchmarks.learning.verdicts import ALL, Measure, Part, Row, percent, points
from benchmarks.learning.worlds import Recalled, Watch, World
from mlsd_graph import load
from mlsd_graph.content.records import PageKind
from mlsd_graph.credit import Grade, Ledger, may_wait
from mlsd_graph.credit.edges import credited_cards
from mlsd_graph.memory.settings import Settings

BELOW, SAVED = -0.5, -5.0
"""Limits: points of recall at equal minutes where nothing transfers; percent of minutes at equal
recall where all weights are exact."""
_RETENTION = 0.9
_SWEEP = (0.8, 0.85, 0.88, 0.9, 0.92, 0.95)
_NO_TRANSFER = (Truth.NONE, Truth.REVERSED)
_LIMITED = (*_NO_TRANSFER, Truth.EXACT)
_USED = 0.5
"""Part of a true transfer by which an answer fails without what it uses."""
_INTRODUCED = 30
"""Days until all cards were seen, for who misses none."""
_NO_TIME_LIMIT = 1e9


class Uses(NamedTuple):
    """Cards, and which of them an answer to which exercises, as the author wrote it."""

    name: str
    cards: int
    edges: Edges


def pilot(cards: int, seed: int) -> Uses:
    """Cards that exercise up to two earlier ones: the density that credit was proposed for."""
    rng = np.random.default_rng([seed, 53])
    pairs = [
        (source, target)
        for source in range(cards // 10, cards)
        for target in rng.choice(source, size=2, replace=False).tolist()
        if rng.random() < 0.75
    ]
    source, target = np.array(pairs, np.int64).T
    return Uses("random uses, 1.5 a card", cards, Edges(source, target, _weights(len(pairs), rng)))


def shipped_uses(concepts: int) -> Uses:
    """Cards of the shipped case studies, and one card of each concept that they exercise."""
    deck = shipped(concepts, 1)
    graph = load().adjacency
    own = {uid: number for number, uid in enumerate(deck.uids)}
    heads = (h for id_ in graph.by_kind[PageKind.CASE_STUDY] for h in graph.cards_of[id_])
    found: list[tuple[int, int, float]] = []
    source = len(own)
    for head in heads:
        credited = [(own[uid], w) for uid, w in credited_cards(graph, head) if uid in own]
        found += [(source, target, weight) for target, weight in credited]
        source += bool(credited)
    columns = np.array(found).T
    edges = Edges(columns[0].astype(np.int64), columns[1].astype(np.int64), columns[2])
    return Uses("shipped content", source, edges)


class Ledgers:
    """One of the product's ledgers per learner."""

    def __init__(self, uses: Uses, learners: int, retention: float) -> None:
        self._cards = uses.cards
        self._retention = retention
        self._names = [str(card) for card in range(uses.cards)]
        credits_: dict[str, list[tuple[str, float]]] = {}
        for source, target, weight in zip(*(x.tolist() for x in uses.edges), strict=True):
            credits_.setdefault(str(source), []).append((str(target), weight))
        settings = Settings(desired_retention=retention)

        def edges(uid: str) -> Sequence[tuple[str, float]]:
            return credits_.get(uid, ())

        self._each: list[Ledger] = [Ledger(edges, settings) for _ in range(learners)]

    def waiting(self, cells: Ints, day: int) -> Ints:
        """Which due cells may wait today."""
        waits: list[int] = []
        learners: list[int] = np.unique(cells // self._cards).tolist()
        for learner in learners:
            ledger = self._each[learner]
            ledger.turn(day)
            if not ledger.trust.is_earned:
                continue
            start = learner * self._cards
            waits += [
                start + int(uid)
                for uid, (explicit, expected) in ledger.expected().items()
                if may_wait(explicit, expected, self._retention)
            ]
        return np.intersect1d(cells, np.array(waits, np.int64))

    def took(self, asked: Asked, day: int, due: Ints) -> None:
        """Tell the ledgers of grades; `due` is the next day of each."""
        for cell, grade, next_day in zip(
            asked.cells.tolist(), asked.grades.tolist(), due.tolist(), strict=True
        ):
            learner, card = divmod(int(cell), self._cards)
            self._each[learner].take(Grade(self._names[card], grade, day, next_day))

    def trusting(self) -> float:
        """Share of learners whose credit has earned trust."""
        return sum(ledger.trust.is_earned for ledger in self._each) / len(self._each)


class Course(NamedTuple):
    """What became of the learners, and how many trusted credit in the end."""

    recalled: Recalled
    trusting: float


def course(world: World, uses: Uses, retention: float, *, credit: bool) -> Course:
    """Learn all cards in a month and review all that is due, but what may wait."""
    classroom = world.start(retention)
    ledgers = Ledgers(uses, world.learners, retention) if credit else None
    watch = Watch(classroom, world.days // 3)
    daily = -(-uses.cards // _INTRODUCED)
    for day in range(world.days):
        watch.look(day)
        classroom.open(day, _NO_TIME_LIMIT)
        due = classroom.due()
        if ledgers is not None:
            due = np.setdiff1d(due, ledgers.waiting(due, day))
        for asked in (
            classroom.ask(classroom.most_forgotten(due)),
            classroom.introduce_next(daily),
        ):
            if ledgers is not None:
                ledgers.took(asked, day, classroom.belief.due[asked.cells])
    trusting = ledgers.trusting() if ledgers is not None else 0.0
    return Course(watch.closed(world.days), trusting)


def results(learners: int, seed: int, *, quick: bool) -> Part:
    """Compare credit with the frontier of plain FSRS in worlds with and without transfer."""
    size, days = (24, 40) if quick else (60, 120)
    rows: list[Row] = []
    several = ((pilot(size, seed), tuple(Truth)), (shipped_uses(size), _LIMITED))
    for uses, truths in several:
        for truth in truths:
            rows += _rows(uses, truth, learners, days, seed)
    return Part(
        title="Bounded credit with learned trust",
        question=(
            f"Credit at a desired retention of {_RETENTION:.0%} against what plain FSRS gets for"
            f" the same minutes (a sweep from {_SWEEP[0]:.0%} to {_SWEEP[-1]:.0%}): {days} days,"
            f" the first {_INTRODUCED} with new cards, no limit of time. Limits: where nothing"
            f" transfers along the edges, recall at equal minutes not more than {-BELOW} points"
            f" below; where weights are exact, at least {-SAVED:.0f} % of the minutes saved at"
            " equal recall."
        ),
        rows=tuple(rows),
        switch="credit",
        notes=(
            "Transfer also makes plain FSRS better, so credit can only trade recall for minutes.",
            "Trusting: share of the learners whose answers let credit delay reviews in the end.",
        ),
    )


def _rows(uses: Uses, truth: Truth, learners: int, days: int, seed: int) -> list[Row]:
    true = drawn(uses.edges, truth, uses.cards, np.random.default_rng([seed, 61]))
    links = Links(transfer=true, in_use=true.swapped().scaled(_USED))
    swept: list[list[Recalled]] = []
    ours: list[Course] = []
    for model in MODELS:
        world = World(model, uses.cards, links, learners, days, seed)
        swept.append([course(world, uses, r, credit=False).recalled for r in _SWEEP])
        ours.append(course(world, uses, _RETENTION, credit=True))
    swept.append([_mean([each[i] for each in swept]) for i in range(len(_SWEEP))])
    trusting = sum(each.trusting for each in ours) / len(ours)
    ours.append(Course(_mean([each.recalled for each in ours]), trusting))
    return [
        Row(f"{uses.name}, transfer {truth}", model, _measures(truth, plain, found, seed))
        for model, plain, found in zip((*MODELS, ALL), swept, ours, strict=True)
    ]


def _measures(truth: Truth, swept: list[Recalled], ours: Course, seed: int) -> tuple[Measure, ...]:
    found = ours.recalled
    minutes = [each.minutes for each in swept]
    learners = len(found.minutes)

    def beyond(name: str, limit: float | None = None) -> Measure:
        own: Floats = getattr(found, name)
        frontier = Frontier(minutes, [getattr(each, name) for each in swept])

        def apart(draw: Ints) -> float:
            return float(own[draw].mean()) - frontier.recall_for(found.minutes, draw)

        return Measure(_SAID[name], points(bootstrapped(apart, learners, seed)), limit=limit)

    days = Frontier(minutes, [each.on_average for each in swept])

    def saved(draw: Ints) -> float:
        return float(found.minutes[draw].mean()) / days.minutes_for(found.on_average, draw) - 1

    return (
        beyond("on_average", BELOW if truth in _NO_TRANSFER else None),
        beyond("at_end"),
        beyond("later"),
        Measure(
            "minutes at equal recall",
            percent(bootstrapped(saved, learners, seed)),
            "%",
            SAVED if truth is Truth.EXACT else None,
            at_least=False,
        ),
        Measure("trusting", percent(Estimate(*(ours.trusting,) * 3)), "%"),
    )


_SAID = {
    "on_average": "recall at equal minutes, mean of days",
    "at_end": "at the end",
    "later": "30 days later",
}


def _mean(several: Sequence[Recalled]) -> Recalled:
    return Recalled(*(np.mean(np.stack(values), axis=0) for values in zip(*several, strict=True)))


def _weights(count: int, rng: np.random.Generator) -> Floats:
    return rng.choice(np.array([0.3, 0.6, 1.0]), count)
