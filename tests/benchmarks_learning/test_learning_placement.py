"""The worlds of placement are what they say, and its run is the product's own."""

import numpy as np
import pytest

from benchmarks.learning.decks import random_dag
from benchmarks.learning.knowledge import LEAST, MOST, Past, ground, learner, violated
from benchmarks.learning.placement import _asked, results
from mlsd_graph.level import Level
from mlsd_graph.memory import Rating
from mlsd_graph.placement import Answer, Beliefs, sit
from mlsd_graph.placement.level import ABILITY
from mlsd_graph.placement.prior import prior

GRAPH = random_dag(60, 1, 5).graph
HERE = ground(GRAPH)


@pytest.mark.parametrize("past", Past)
def test_learners_know_between_a_tenth_and_seven_tenths(past: Past) -> None:
    shares = [learner(HERE, past, np.random.default_rng([3, n])).share for n in range(40)]
    assert LEAST - 0.1 < min(shares) < 0.25
    assert 0.5 < max(shares) < MOST + 0.1


def test_knowledge_stands_on_prerequisites_but_for_the_control() -> None:
    def broken(past: Past) -> float:
        drawn = (learner(HERE, past, np.random.default_rng([3, n])) for n in range(40))
        return float(np.mean([violated(HERE, who) for who in drawn]))

    assert all(0.02 < broken(past) < 0.45 for past in Past if past is not Past.UNRELATED)
    assert broken(Past.UNRELATED) > 0.5


def test_the_same_seed_draws_the_same_learner() -> None:
    one, other = (learner(HERE, Past.PROJECTS, np.random.default_rng([9, 1])) for _ in range(2))
    assert one == other


def test_the_questions_are_those_that_the_product_asks() -> None:
    start = prior(GRAPH)
    answers = {id_: len(id_) % 2 == 0 or id_ < "c5" for id_ in start.ids}
    beliefs, asked = _asked(Beliefs.before(start, ABILITY[Level.SENIOR]), answers, 8)
    given: list[Answer] = []
    for _ in range(8):
        question = sit(GRAPH, start, {}, Level.SENIOR, given, 20_000).question
        assert question is not None
        rating = Rating.GOOD if answers[question.concept] else Rating.AGAIN
        given.append(Answer(question.concept, question.uid, rating))
    assert asked == {answer.concept for answer in given}
    after = sit(GRAPH, start, {}, Level.SENIOR, given, 20_000).beliefs
    assert np.allclose(after.known(), beliefs.known())


def test_a_small_run_gives_a_row_for_each_world() -> None:
    rows = results(2, 1, questions=2)
    assert len(rows) == 2 * len(Past)
    assert {len(row.measures) for row in rows} == {9}
