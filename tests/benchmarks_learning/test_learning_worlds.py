import numpy as np
import pytest

from benchmarks.learning.classroom import Classroom
from benchmarks.learning.decks import random_dag, shipped
from benchmarks.learning.links import Edges, Links, Truth, drawn
from benchmarks.learning.memories import MODELS
from benchmarks.learning.order import orders, term
from benchmarks.learning.picks import FixedOrder
from benchmarks.learning.worlds import World, needs_of_cards

CARDS = 6
EDGES = Edges(np.array([1, 2, 3, 4]), np.array([0, 0, 1, 2]), np.full(4, 0.9))


def opened(links: Links, day: int = 0, seconds: float = 1e9) -> Classroom:
    classroom = World("exponential", CARDS, links, 300, 30, 5).start()
    classroom.open(day, seconds)
    return classroom


def cells(classroom: Classroom, card: int) -> np.ndarray:
    rows = np.flatnonzero(classroom.present)
    return rows * CARDS + card


def after_passing_another(links: Links) -> np.ndarray:
    """Recall of card 0 in ten days, where card 1, which uses it, was learned and asked."""
    classroom = opened(links)
    classroom.introduce(cells(classroom, 0))
    classroom.introduce(cells(classroom, 1))
    classroom.open(8, 1e9)
    asked = cells(classroom, 1)
    classroom.ask(asked[classroom.belief.seen[asked]])
    return classroom.recall(10)[:, 0]


def test_without_transfer_no_answer_touches_another_card() -> None:
    alone = opened(Links())
    alone.introduce(cells(alone, 0))
    nothing = drawn(EDGES, Truth.NONE, CARDS, np.random.default_rng(1))
    assert (after_passing_another(Links(transfer=nothing)) == alone.recall(10)[:, 0]).all()
    backwards = drawn(EDGES, Truth.REVERSED, CARDS, np.random.default_rng(1))
    assert (after_passing_another(Links(transfer=backwards)) == alone.recall(10)[:, 0]).all()


def test_transfer_practises_what_an_answer_uses_in_proportion_to_its_strength() -> None:
    none, weak, exact = (
        after_passing_another(Links(transfer=drawn(EDGES, t, CARDS, np.random.default_rng(1))))
        for t in (Truth.NONE, Truth.WEAK, Truth.EXACT)
    )
    assert none.mean() < weak.mean() < exact.mean()
    assert (exact >= none).all()


def test_half_wrong_keeps_half_of_the_edges() -> None:
    many = Edges(np.arange(1, 400), np.zeros(399, np.int64), np.ones(399))
    true = drawn(many, Truth.HALF_WRONG, 400, np.random.default_rng(1))
    assert 0.4 < (true.target == 0).mean() < 0.6
    assert len(true.source) > 390


def test_a_missing_prerequisite_costs_understanding_only_where_it_is_real() -> None:
    for strength, again in ((0.0, 0.10), (0.8, 0.82)):
        needed = Edges(np.array([0]), np.array([1]), np.array([strength]))
        classroom = opened(Links(at_first=needed))
        found = classroom.introduce(cells(classroom, 1))
        assert (found.grades == 1).mean() == pytest.approx(again, abs=0.06)


def test_an_answer_fails_where_what_it_uses_is_lost() -> None:
    used = Edges(np.array([0]), np.array([1]), np.array([0.8]))
    classroom = opened(Links(in_use=used))
    for card in (0, 1):
        classroom.introduce(cells(classroom, card))
    before = classroom.chance(cells(classroom, 1)).mean()
    classroom.memory.lose(cells(classroom, 0))
    classroom.open(1, 1e9)
    asked = cells(classroom, 1)
    asked = asked[classroom.belief.seen[asked]]
    assert classroom.chance(asked).mean() < 0.4 * before


@pytest.mark.parametrize("model", MODELS)
def test_all_policies_spend_the_same_minutes(model: str) -> None:
    deck = random_dag(30, 2, 4)
    links = Links(at_first=needs_of_cards(deck, 0.8))
    world = World(model, deck.cards, links, 30, 20, 4)
    spent = [term(world, pick, 2, 240.0).minutes for pick in orders(deck, 4).values()]
    spent.append(term(world, FixedOrder(np.arange(30), 2), 2, 240.0, 0.75).minutes)
    for minutes in spent[1:]:
        assert np.abs(minutes - spent[0]).max() < 2.1
        assert abs(minutes.mean() / spent[0].mean() - 1) < 0.01


def test_who_misses_a_day_does_nothing_and_the_same_days_are_missed_in_every_run() -> None:
    first, second = opened(Links(), day=9), opened(Links(), day=9)
    assert (first.present == second.present).all()
    assert 0.6 < first.present.mean() < 0.97
    assert not first.room[~first.present].any()


def test_a_reviewed_day_ends_with_its_time() -> None:
    classroom = opened(Links())
    for card in range(CARDS):
        classroom.introduce(cells(classroom, card))
    classroom.open(3, 60.0)
    asked = classroom.ask(classroom.most_forgotten(np.flatnonzero(classroom.askable())))
    assert (classroom.room >= 0).all()
    assert 0 < len(asked.cells) < classroom.present.sum() * CARDS


def test_decks_are_closed_under_prerequisites_and_share_no_note() -> None:
    for deck in (shipped(40, 2), random_dag(40, 2, 1)):
        whole = {need for id_ in deck.concepts for need in deck.graph.prerequisites_of.get(id_, ())}
        assert whole <= set(deck.concepts)
        assert len(deck.uids) == deck.cards == len(set(deck.uids))
        level = np.array([deck.graph.level[id_] for id_ in deck.concepts])
        assert (level[deck.needs[:, 0]] < level[deck.needs[:, 1]]).all()
