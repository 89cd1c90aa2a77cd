"""Placement: does a short test tell known from unknown better than no test?

The beliefs, the choice of questions, the threshold and the checks are the product's own. Every
self-grade is wrong with a chance of 10 %.
"""

from typing import NamedTuple

import numpy as np

from benchmarks.learning.decks import random_dag
from benchmarks.learning.intervals import bootstrapped_mean
from benchmarks.learning.knowledge import Ground, Learner, Past, ground, learner, violated
from benchmarks.learning.verdicts import Measure, Row, points
from mlsd_graph import load
from mlsd_graph.graph import Graph
from mlsd_graph.level import Level
from mlsd_graph.placement import Beliefs
from mlsd_graph.placement.checks import CHECK_DAYS, KNOWN, LIKELY
from mlsd_graph.placement.level import ABILITY
from mlsd_graph.placement.prior import Prior, prior
from mlsd_graph.placement.standing import Grades, standing, still_today

QUESTIONS = 15
LIMIT = 5.0
"""Points by which the test must beat no test."""
_MISGRADED = 0.1
_LEVELS = tuple(Level)
_RANDOM_CONCEPTS = 200


class _Outcome(NamedTuple):
    """One learner: right classifications as shares, and what became of misplaced concepts."""

    no_test: float
    """Everything is new, as without placement."""
    word: float
    """The learner's own level alone."""
    base_rate: float
    """The better of all known and all new, as if the share known were told."""
    asked_only: float
    """All new but what was asked and right."""
    random: float
    """As many questions at random."""
    test: float
    precision: float
    """Of the concepts counted as known unasked, those that are; NaN for none."""
    found: float
    """Of the misplaced among all inferred, those found by checks in 14 days; NaN for none."""
    violated: float


def results(learners: int, seed: int, questions: int = QUESTIONS) -> list[Row]:
    """Compare the test with none, in four worlds on two graphs; the control has no limit."""
    graphs = (
        ("shipped content", load().adjacency),
        ("random DAG", random_dag(_RANDOM_CONCEPTS, 1, seed).graph),
    )
    return [
        _row(name, graph, past, learners, seed, questions)
        for name, graph in graphs
        for past in Past
    ]


def _row(  # noqa: PLR0913, PLR0917  the parts of one world
    name: str, graph: Graph, past: Past, learners: int, seed: int, questions: int
) -> Row:
    here, start = ground(graph), prior(graph)
    outcomes: list[_Outcome] = []
    for number in range(learners):
        who = learner(here, past, np.random.default_rng([seed, number]))
        outcomes.append(_tested(graph, here, start, who, [seed, number, 1], questions))
    columns = dict(zip(_Outcome._fields, np.array(outcomes).T, strict=True))
    test, limit = columns["test"], None if past is Past.UNRELATED else LIMIT

    def gained(against: str, least: float | None = None) -> Measure:
        found = points(bootstrapped_mean(test - columns[against], seed))
        return Measure(f"against {_WORDS[against]}", found, "points", least)

    def share(column: str, what: str) -> Measure:
        values = columns[column]
        known = values[~np.isnan(values)]
        return Measure(what, points(bootstrapped_mean(known, seed)), "%")

    return Row(
        f"{name}, {past}",
        f"{questions} questions",
        (
            gained("no_test", limit),
            gained("word"),
            gained("base_rate"),
            gained("random"),
            gained("asked_only"),
            share("test", "classified rightly"),
            share("precision", "counted as known and known"),
            share("found", "misplaced found in 14 days"),
            share("violated", "known without a prerequisite"),
        ),
    )


_WORDS = {
    "no_test": "no test",
    "word": "own word",
    "base_rate": "the better constant",
    "random": "random questions",
    "asked_only": "asked cards only",
}


def _tested(  # noqa: PLR0913, PLR0917  the parts of one run
    graph: Graph, here: Ground, start: Prior, who: Learner, seed: list[int], questions: int
) -> _Outcome:
    truth = np.array([who.known[id_] for id_ in start.ids])
    begun = Beliefs.before(start, ABILITY[_LEVELS[who.level]])
    rng = np.random.default_rng(seed)
    answers = {id_: who.known[id_] != (rng.random() < _MISGRADED) for id_ in here.ids}
    places: list[int] = rng.permutation(len(here.ids)).tolist()
    tested, asked = _asked(begun, answers, questions)
    by_chance = begun
    for place in places[:questions]:
        by_chance = by_chance.after(here.ids[place], float(answers[here.ids[place]]))
    known, unasked = tested.known(), np.array([id_ not in asked for id_ in start.ids])
    counted = (known >= KNOWN) & unasked
    only = np.array([id_ in asked and answers[id_] for id_ in start.ids])
    return _Outcome(
        no_test=float((~truth).mean()),
        word=_right(begun, truth),
        base_rate=float(max(truth.mean(), (~truth).mean())),
        asked_only=float((only == truth).mean()),
        random=_right(by_chance, truth),
        test=_right(tested, truth),
        precision=float(truth[counted].mean()) if counted.any() else float("nan"),
        found=_found(graph, tested, asked, who, rng),
        violated=violated(here, who),
    )


def _asked(beliefs: Beliefs, answers: dict[str, bool], questions: int) -> tuple[Beliefs, set[str]]:
    """Ask what tells most, as the product does."""
    left, asked = list(beliefs.ids), set[str]()
    for _ in range(questions):
        id_ = left.pop(int(beliefs.tells(left).argmax()))
        asked.add(id_)
        beliefs = beliefs.after(id_, float(answers[id_]))
    return beliefs, asked


def _right(beliefs: Beliefs, truth: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> float:
    return float(((beliefs.known() >= LIKELY) == truth).mean())


def _found(
    graph: Graph, beliefs: Beliefs, asked: set[str], who: Learner, rng: np.random.Generator
) -> float:
    """Check day by day as the product does, and count the misplaced that a check fails."""
    known = beliefs.known().tolist()
    inferred = {
        id_: belief
        for id_, belief in zip(beliefs.ids, known, strict=True)
        if belief >= LIKELY and id_ not in asked
    }
    misplaced = {id_ for id_ in inferred if not who.known[id_]}
    grades: dict[str, Grades] = {}
    for day in range(1, CHECK_DAYS + 1):
        now = standing(graph, inferred, grades)
        for id_ in now.waiting[: still_today(now, grades, 0, day)]:
            passed = who.known[id_] != (rng.random() < _MISGRADED)
            grades[id_] = Grades(not passed, day)
    fallen = standing(graph, inferred, grades).fallen
    return len(misplaced & fallen) / len(misplaced) if misplaced else float("nan")
