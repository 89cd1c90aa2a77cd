"""Beliefs: what an answer says of other concepts, and which question is asked next."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from written import learned, library
from written_heads import needs, page

from mlsd_graph.content.records import PageKind
from mlsd_graph.graph import Graph, build
from mlsd_graph.level import Level
from mlsd_graph.memory import CardState, Rating
from mlsd_graph.placement import Answer, Beliefs, sit
from mlsd_graph.placement.checks import FEWEST_ANSWERS
from mlsd_graph.placement.level import ABILITY
from mlsd_graph.placement.prior import MOST_CONCEPTS, prior
from mlsd_graph.placement.sitting import MOST_QUESTIONS

DAY = 20_000
CHAIN = build(library(page("a"), page("b", *needs("a")), page("c", *needs("b")), page("z")))


def wide(count: int) -> Graph:
    """Roots with three concepts on each."""
    pages = [page(f"r{i}") for i in range(count)]
    pages += [page(f"r{i}x{j}", *needs(f"r{i}")) for i in range(count) for j in range(3)]
    return build(library(*pages))


def believed(graph: Graph, level: Level = Level.MID) -> Beliefs:
    return Beliefs.before(prior(graph), ABILITY[level])


def of(beliefs: Beliefs, id_: str) -> float:
    return float(beliefs.known()[beliefs.place[id_]])


@given(
    st.lists(st.tuples(st.sampled_from(["a", "b", "c", "z"]), st.sampled_from([0.0, 0.5, 1.0]))),
    st.sampled_from(list(Level)),
)
@settings(max_examples=50)
def test_beliefs_stay_probabilities_whatever_is_answered(
    answers: list[tuple[str, float]], level: Level
) -> None:
    beliefs = believed(CHAIN, level)
    for concept, right in answers:
        before = of(beliefs, concept)
        beliefs = beliefs.after(concept, right)
        known = beliefs.known()
        assert np.all((known > 0) & (known < 1))
        assert np.all(np.isfinite(beliefs.tells(list(beliefs.ids))))
        if right == 1:
            assert of(beliefs, concept) >= before
        elif right == 0:
            assert of(beliefs, concept) <= before


def test_an_answer_moves_what_is_near_more_than_what_is_far() -> None:
    beliefs = believed(wide(4))
    after = beliefs.after("r0x0", 1.0)
    gained = {id_: of(after, id_) - of(beliefs, id_) for id_ in beliefs.ids}
    assert gained["r0x0"] > gained["r0x1"] > gained["r1x1"] > 0


def test_missing_a_root_speaks_against_what_rests_on_it() -> None:
    beliefs = believed(CHAIN)
    after = beliefs.after("a", 0.0)
    assert of(after, "b") < of(beliefs, "b")
    assert of(after, "c") < of(beliefs, "c")


def test_partly_says_that_the_concept_itself_is_uncertain() -> None:
    sure = believed(CHAIN).after("a", 1.0).after("a", 1.0)
    assert 0.5 < of(sure.after("a", 0.5), "a") < of(sure, "a")


def test_a_higher_level_believes_more_and_a_deep_concept_is_believed_less() -> None:
    staff, junior = believed(CHAIN, Level.STAFF), believed(CHAIN, Level.JUNIOR)
    assert np.all(staff.known() > junior.known())
    assert of(staff, "c") < of(staff, "a")


def test_the_question_is_the_one_that_tells_most() -> None:
    graph = wide(5)
    sitting = sit(graph, prior(graph), {}, Level.MID, (), DAY)
    assert sitting.question is not None
    gains = sitting.beliefs.tells(list(sitting.beliefs.ids))
    assert sitting.question.gain == pytest.approx(gains.max())
    assert sitting.question.concept == sitting.beliefs.ids[int(gains.argmax())]


def test_no_concept_is_asked_twice_and_the_test_ends() -> None:
    graph = wide(12)
    start, answers = prior(graph), list[Answer]()
    while (question := sit(graph, start, {}, Level.MID, answers, DAY).question) is not None:
        assert question.number == len(answers) + 1
        answers.append(Answer(question.concept, question.uid, Rating.GOOD))
    assert FEWEST_ANSWERS <= len(answers) <= MOST_QUESTIONS
    assert len({answer.concept for answer in answers}) == len(answers)


def test_studied_suspended_and_cardless_concepts_are_not_asked() -> None:
    graph = build(library(page("a"), page("b"), page("c", cards=0), page("d")))
    hidden = {uid: CardState(uid, suspended=True) for uid in ("b/0", "b/1")}
    states = learned("a/0") | hidden
    sitting = sit(graph, prior(graph), states, Level.MID, (), DAY)
    assert sitting.question is not None
    assert sitting.question.concept == "d"


@pytest.mark.parametrize(
    "graph",
    [build(library()), build(library(page("s", kind=PageKind.CASE_STUDY)))],
    ids=["no content", "no concept"],
)
def test_without_concepts_there_is_nothing_to_ask(graph: Graph) -> None:
    sitting = sit(graph, prior(graph), {}, Level.MID, (), DAY)
    assert sitting.over
    assert sitting.said is None


def test_an_answer_about_a_concept_that_has_gone_says_nothing() -> None:
    gone = (Answer("gone", "gone/0", Rating.GOOD), Answer("", "lost/0", Rating.AGAIN))
    sitting = sit(CHAIN, prior(CHAIN), {}, Level.MID, gone, DAY)
    assert np.array_equal(sitting.beliefs.known(), believed(CHAIN).known())
    assert sitting.question is not None
    assert sitting.question.number == 3


def test_what_the_answer_said_names_how_the_others_stand_to_it() -> None:
    graph = wide(4)
    sitting = sit(graph, prior(graph), {}, Level.MID, (Answer("r0x0", "r0x0/0", Rating.GOOD),), DAY)
    said = sitting.said
    assert said is not None
    assert said.after > said.before
    assert {moved.concept: moved.relation for moved in said.moved}["r0x1"] == "rests on the same"
    assert said.likelier >= 3
    assert said.less == 0


def test_the_largest_graph_takes_bounded_room() -> None:
    graph = build(library(*(page(f"p{i}") for i in range(MOST_CONCEPTS + 10))))
    assert prior(graph).covariance.shape == (MOST_CONCEPTS, MOST_CONCEPTS)
