"""What is restated on arrays equals the product's own function, card by card."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.learning.belief import Belief, fuzzed
from benchmarks.learning.classroom import Classroom
from benchmarks.learning.decks import Deck, random_dag, shipped
from benchmarks.learning.earned import EarnedOrder
from benchmarks.learning.links import Links
from benchmarks.learning.order import next_cells
from benchmarks.learning.picks import SoftOrder
from benchmarks.learning.probes import Remembered
from benchmarks.learning.session import ByWorth
from benchmarks.learning.worlds import World, needs_of_cards
from mlsd_graph.memory import fuzz
from mlsd_graph.memory.fsrs6 import fsrs6
from mlsd_graph.memory.settings import Settings
from mlsd_graph.scheduling import Now, build_queue
from mlsd_graph.scheduling.firsts import FirstAnswers
from mlsd_graph.scheduling.frontier import Frontier
from mlsd_graph.scheduling.newcards import Unseen, in_graph_order
from mlsd_graph.scheduling.say import Say

DAY_MS, NOON_MS = 86_400_000, 43_200_000
LEARNERS = 12


def scattered(deck: Deck, seed: int) -> Classroom:
    """Learners who have seen any part of a deck, at any time, with any stability."""
    rng = np.random.default_rng(seed)
    classroom = World("exponential", deck.cards, Links(), LEARNERS, 99, seed).start()
    belief, cells = classroom.belief, LEARNERS * deck.cards
    belief.seen[:] = rng.random(cells) < np.repeat(rng.random(LEARNERS), deck.cards)
    belief.stability[:] = np.exp(rng.normal(1.5, 1.5, cells))
    belief.last[:] = rng.integers(20, 60, cells)
    belief.due[:] = np.where(belief.seen, rng.integers(40, 90, cells), 1 << 40)
    classroom.day = 60
    return classroom


@pytest.mark.parametrize("seed", range(4))
def test_soft_order_picks_the_product_s_next_new_card(seed: int) -> None:
    for deck in (shipped(50, 2), random_dag(50, 2, seed), random_dag(40, 1, seed)):
        classroom = scattered(deck, seed)
        rule, every = SoftOrder(deck), np.arange(LEARNERS)
        picked = rule(classroom, every)
        now = Now(60 * DAY_MS + NOON_MS)
        for learner in range(LEARNERS):
            states = dict(Remembered(deck, classroom, learner, set()))
            frontier = Frontier(deck.graph, states, now, fsrs6())
            found = in_graph_order(frontier, Unseen(states), frozenset(), 1)
            known = [frontier.known(id_) for id_ in deck.concepts]
            assert rule.known(classroom, every)[learner].tolist() == known
            if not found:
                assert picked[learner] == -1
            else:
                assert deck.card_of[found[0].uid] // deck.per == picked[learner]


@pytest.mark.parametrize("seed", range(3))
def test_the_content_s_order_is_the_product_s_where_the_graph_has_no_say(seed: int) -> None:
    deck = random_dag(50, 2, seed)
    classroom, every = scattered(deck, seed), np.arange(LEARNERS)
    picked = EarnedOrder(deck, LEARNERS)(classroom, every)
    for learner in range(LEARNERS):
        states = dict(Remembered(deck, classroom, learner, set()))
        frontier = Frontier(deck.graph, states, Now(60 * DAY_MS + NOON_MS), fsrs6())
        found = in_graph_order(frontier, Unseen(states), frozenset(), 1, None, "why")
        page = deck.card_of[found[0].uid] // deck.per if found else -1
        assert page == picked[learner]


def test_simulated_first_answers_say_what_the_product_s_do() -> None:
    deck, learners = shipped(40, 2), 6
    edges = needs_of_cards(deck, 0.8)
    world = World("exponential", deck.cards, Links(at_first=edges), learners, 20, 1)
    classroom, earned = world.start(), EarnedOrder(deck, learners)
    cards = {head.uid: head for id_ in deck.concepts for head in deck.graph.cards_of[id_]}
    firsts = [FirstAnswers(deck.graph, cards) for _ in range(learners)]
    for day in range(20):
        classroom.open(day, 300.0)
        while len(fresh := next_cells(classroom, earned, deck.per)):
            asked = classroom.introduce(fresh)
            earned.saw(classroom, asked)
            told: list[tuple[int, int]] = np.stack(asked, axis=1).tolist()
            for cell, grade in told:
                row, uid = cell // deck.cards, deck.uids[cell % deck.cards]
                firsts[row].take(uid, grade)
                firsts[row].take(uid, 3)  # its learning step
        assert earned.seen == [each.seen for each in firsts]
        assert earned.says == [each.say for each in firsts]
    assert Say.GRAPH in earned.says


@pytest.mark.parametrize("seed", range(3))
def test_due_cards_come_as_in_the_product_s_queue(seed: int) -> None:
    deck = random_dag(30, 1, seed)
    classroom = scattered(deck, seed)
    classroom.present[:] = True
    ordered = classroom.most_forgotten(classroom.due())
    cards = {h.uid: h for id_ in deck.concepts for h in deck.graph.cards_of[id_]}
    for learner in range(LEARNERS):
        states = dict(Remembered(deck, classroom, learner, set()))
        queue = build_queue(
            deck.graph,
            cards,
            states,
            Settings(new_per_day=0, session_order=False),
            Now(60 * DAY_MS + NOON_MS),
        )
        own = ordered[ordered // deck.cards == learner] % deck.cards
        assert [item.uid for item in queue.reviews] == [deck.uids[card] for card in own]


@pytest.mark.parametrize("minutes", [1, 2, 60])
def test_reviews_by_worth_come_as_in_the_product_s_queue(minutes: int) -> None:
    deck = random_dag(60, 1, 5)
    classroom = scattered(deck, 5)
    classroom.present[:] = True
    classroom.room[:] = minutes * 60
    ordered = ByWorth(deck).ordered(classroom, classroom.due())
    cards = {h.uid: h for id_ in deck.concepts for h in deck.graph.cards_of[id_]}
    settings = Settings(new_per_day=0, minutes_per_day=minutes)
    for learner in range(LEARNERS):
        states = dict(Remembered(deck, classroom, learner, set()))
        queue = build_queue(deck.graph, cards, states, settings, Now(60 * DAY_MS + NOON_MS))
        own = ordered[ordered // deck.cards == learner] % deck.cards
        uids = [deck.uids[card] for card in own][: minutes * 4]
        assert [item.uid for item in queue.reviews] == uids


@given(
    st.lists(st.floats(0.01, 40_000), min_size=1, max_size=40),
    st.floats(0, 1, exclude_max=True),
)
def test_due_days_are_fuzzed_as_in_the_product(intervals: list[float], where: float) -> None:
    ours = fuzzed(np.array(intervals), np.full(len(intervals), where))
    theirs = [fuzz.spread(where, *fuzz.bounds(each, 1, 36_500)) for each in intervals]
    assert ours.tolist() == theirs


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 60)), min_size=1, max_size=8))
def test_beliefs_are_those_of_the_product_s_model(history: list[tuple[int, int]]) -> None:
    belief, model, day = Belief(1, 0.9, 0), fsrs6(), 0
    cell, memory = np.array([0]), (0.0, 0.0)
    for place, (grade, later) in enumerate(history):
        if place:
            day += later
            belief.later(cell, day, np.array([grade]))
            memory = model.next(*memory, later, grade)
        else:
            belief.first(cell, day, np.array([grade]))
            memory = model.first(grade)
        if grade == 1:
            memory = model.next(*memory, 0, 3)
    assert belief.stability[0] == pytest.approx(memory[0], rel=1e-12)
    assert belief.difficulty[0] == pytest.approx(memory[1], rel=1e-12)
    days = np.array([5.0])
    expected = model.retrievability(5, memory[0])
    assert belief.recall(cell, day + days[0])[0] == pytest.approx(expected)
