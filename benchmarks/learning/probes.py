"""Do probes find a prerequisite that broke, and what do they cost where there is nothing to find?

After two months some concepts that others rest on are lost, as by a misconception, and nobody
knows. Plain FSRS finds out when their day comes; a probe may find out when a dependent fails. The
probes are the product's `scheduling.probing.probes`, asked with the answers of the day.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np

from benchmarks.learning.classroom import Asked, Classroom
from benchmarks.learning.decks import Deck, random_dag, shipped
from benchmarks.learning.dice import Floats, Ints
from benchmarks.learning.intervals import bootstrapped_mean, ratio_change
from benchmarks.learning.links import Links, Truth, drawn
from benchmarks.learning.memories import MODELS
from benchmarks.learning.verdicts import ALL, Measure, Part, Row, percent, points
from benchmarks.learning.worlds import Watch, World, hardness, needs_of_cards
from mlsd_graph.memory.answer import Answer
from mlsd_graph.memory.fsrs6 import fsrs6
from mlsd_graph.memory.state import CardState, Phase
from mlsd_graph.scheduling import Now
from mlsd_graph.scheduling.probing import probes

SOONER, MORE = -20.0, 2.0
"""Limits in percent: of the days to recovery where links are real, of minutes where not."""
_IN_USE = 0.8
_DAY_MS, _NOON_MS = 86_400_000, 43_200_000
_BREAKS = 5
_MOST_ROUNDS = 4
_NO_TIME_LIMIT = 1e9
_TRUTHS = (Truth.EXACT, Truth.HALF_WRONG, Truth.NONE)


class Course(NamedTuple):
    """What became of the learners, one value each."""

    days: Floats
    """Mean from the break to the first answer on what broke, at most those that were left."""
    minutes: Floats
    recall: Floats
    """Over the mornings since the break."""


class Remembered(Mapping[str, CardState]):
    """The states of one learner as the product sees them, made when asked for."""

    def __init__(self, deck: Deck, classroom: Classroom, learner: int, lapsed: set[int]) -> None:
        self._deck = deck
        self._belief = classroom.belief
        self._start = learner * classroom.shape.cards
        self._lapsed = lapsed

    def __getitem__(self, uid: str) -> CardState:
        cell = self._start + self._deck.card_of[uid]
        if not self._belief.seen[cell]:
            raise KeyError(uid)
        return self.state(cell)

    def __iter__(self) -> Iterator[str]:
        seen = self._belief.seen[self._start :]
        return (uid for uid, known in zip(self._deck.uids, seen, strict=False) if known)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def state(self, cell: int) -> CardState:
        """State of one cell."""
        belief = self._belief
        return CardState(
            self._deck.uids[cell - self._start],
            Phase.RELEARNING if cell in self._lapsed else Phase.REVIEW,
            due=int(belief.due[cell]),
            stability=float(belief.stability[cell]),
            difficulty=float(belief.difficulty[cell]),
            last=int(belief.last[cell]) * _DAY_MS + _NOON_MS,
            reps=int(belief.reps[cell]),
        )


class Detectives:
    """Asks the product's function for each learner who failed something today."""

    def __init__(self, deck: Deck, classroom: Classroom) -> None:
        self._deck = deck
        self._classroom = classroom
        self._cards = {h.uid: h for id_ in deck.concepts for h in deck.graph.cards_of[id_]}

    def reviewed(self, cells: Ints) -> None:
        """Ask cells, then probes, as long as there are any."""
        answers: dict[int, list[Answer]] = {}
        lapsed: dict[int, set[int]] = {}
        for _ in range(_MOST_ROUNDS):
            before = {int(cell): self._state(int(cell)) for cell in cells}
            asked = self._classroom.ask(cells)
            self._note(asked, before, answers, lapsed)
            cells = self._wanted(answers, lapsed)
            if not len(cells):
                return

    def _note(
        self,
        asked: Asked,
        before: Mapping[int, CardState],
        answers: dict[int, list[Answer]],
        lapsed: dict[int, set[int]],
    ) -> None:
        at = self._classroom.day * _DAY_MS + _NOON_MS
        for cell, grade in zip(asked.cells.tolist(), asked.grades.tolist(), strict=True):
            learner = cell // self._classroom.shape.cards
            state = before[cell]
            answers.setdefault(learner, []).append(Answer(state.card, grade, at, 0, state))
            if grade == 1:
                lapsed.setdefault(learner, set()).add(cell)

    def _wanted(self, answers: Mapping[int, list[Answer]], lapsed: Mapping[int, set[int]]) -> Ints:
        """Cells that the product would ask now and that were not asked today."""
        now = Now(self._classroom.day * _DAY_MS + _NOON_MS)
        found: list[int] = []
        for learner in sorted(lapsed):
            states = Remembered(self._deck, self._classroom, learner, lapsed[learner])
            said = probes(self._deck.graph, self._cards, states, answers[learner], now, fsrs6())
            done = {answer.card for answer in answers[learner]}
            start = learner * self._classroom.shape.cards
            wanted = (item.uid for item in said.first if item.uid not in done)
            found += [start + self._deck.card_of[uid] for uid in wanted]
        return np.array(found, np.int64)

    def _state(self, cell: int) -> CardState:
        learner = cell // self._classroom.shape.cards
        return Remembered(self._deck, self._classroom, learner, set()).state(cell)


def course(world: World, deck: Deck, break_day: int, *, probing: bool) -> Course:
    """Learn everything, break some of it, go on."""
    classroom = world.start()
    watch = Watch(classroom, break_day)
    detectives = Detectives(deck, classroom)
    daily = -(-deck.cards * 2 // break_day)
    broken = np.empty((0, 0), np.int64)
    since = np.empty((0, 0))
    for day in range(world.days):
        if day == break_day:
            broken = broken_cells(world, deck)
            classroom.memory.lose(broken.reshape(-1))
            since = np.full(broken.shape, float(world.days - break_day))
        watch.look(day)
        classroom.open(day, _NO_TIME_LIMIT)
        due = classroom.most_forgotten(classroom.due())
        if probing:
            detectives.reviewed(due)
        else:
            classroom.ask(due)
        classroom.introduce_next(daily)
        if day >= break_day:
            found = (classroom.belief.last[broken] == day) & (since > day - break_day)
            since[found] = day - break_day
    return Course(since.mean(1), classroom.spent / 60, watch.closed(world.days).on_average)


def broken_cells(world: World, deck: Deck) -> Ints:
    """Draw for each learner concepts that others rest on; their cells, one row per learner."""
    rng = np.random.default_rng([world.seed, 43])
    bases = np.unique(deck.needs[:, 0]) * deck.per
    count = min(_BREAKS, len(bases))
    drawn_ = [rng.choice(bases, count, replace=False) for _ in range(world.learners)]
    return np.stack(drawn_) + np.arange(world.learners)[:, None] * deck.cards


def results(learners: int, seed: int, *, quick: bool) -> Part:
    """Compare probes with plain FSRS after a break, where links are real and where not."""
    concepts, days = (24, 60) if quick else (100, 100)
    rows: list[Row] = []
    several = (
        (shipped(concepts, 1), _TRUTHS),
        (random_dag(concepts, 1, seed), (Truth.EXACT, Truth.NONE)),
    )
    for deck, truths in several:
        for truth in truths:
            rows += _rows(deck, truth, learners, days, seed)
    return Part(
        title="Probes on failure",
        question=(
            f"{concepts} concepts, all learned; on day {days // 2} {_BREAKS} of those that others"
            " rest on are lost. Where links are real, an answer fails with a chance of"
            f" {_IN_USE:.0%} if what it rests on is forgotten. Days until the lost concept is"
            f" asked again, with probes against without. Limits: at least {-SOONER:.0f} % fewer"
            f" where links are as the author wrote; at most {MORE:.0f} % more minutes where there"
            " are none."
        ),
        rows=tuple(rows),
        switch="probes",
        notes=("No limit on minutes a day: all that is due is asked.",),
    )


def _rows(deck: Deck, truth: Truth, learners: int, days: int, seed: int) -> list[Row]:
    edges = drawn(
        needs_of_cards(deck, _IN_USE), truth, deck.cards, np.random.default_rng([seed, 37])
    )
    links = Links(in_use=edges)
    found: list[tuple[Course, Course]] = []
    for model in MODELS:
        world = World(model, deck.cards, links, learners, days, seed, hardness(deck))
        pair = [course(world, deck, days // 2, probing=probing) for probing in (True, False)]
        found.append((pair[0], pair[1]))
    together = [[pair[side] for pair in found] for side in (0, 1)]
    found.append((_mean(together[0]), _mean(together[1])))
    name = f"{deck.name}, links {truth}"
    return [
        Row(name, model, _measures(truth, ours, theirs, seed))
        for model, (ours, theirs) in zip((*MODELS, ALL), found, strict=True)
    ]


def _measures(truth: Truth, ours: Course, theirs: Course, seed: int) -> tuple[Measure, ...]:
    faster = SOONER if truth is Truth.EXACT else None
    dearer = MORE if truth is Truth.NONE else None
    days = percent(ratio_change(ours.days, theirs.days, seed))
    minutes = percent(ratio_change(ours.minutes, theirs.minutes, seed))
    return (
        Measure("days to recovery", days, "%", faster, at_least=False),
        Measure("minutes", minutes, "%", dearer, at_least=False),
        Measure("recall since", points(bootstrapped_mean(ours.recall - theirs.recall, seed))),
    )


def _mean(courses: list[Course]) -> Course:
    return Course(*(np.mean(np.stack(values), axis=0) for values in zip(*courses, strict=True)))
