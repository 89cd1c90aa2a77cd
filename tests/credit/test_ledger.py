"""The ledger: explicit grades make memories, credits only beliefs, and only within bounds."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlsd_graph.credit import Grade, Ledger
from mlsd_graph.memory import Settings

Edges = Mapping[str, Sequence[tuple[str, float]]]
CASE: Edges = {"case": (("a", 0.6), ("b", 0.3))}


def _ledger(edges: Edges, grades: Sequence[Grade], today: int = 200) -> Ledger:
    ledger = Ledger(lambda uid: edges.get(uid, ()), Settings())
    for grade in grades:
        ledger.take(grade)
    ledger.turn(today)
    return ledger


def _credited(edges: Edges, *grades: Grade) -> dict[str, tuple[float, float]]:
    return dict(_ledger(edges, grades, 112).expected())


LEARNED = (Grade("a", 3, 100), Grade("b", 3, 100), Grade("case", 3, 100))


def test_passing_a_card_credits_what_it_exercises_from_the_next_day_on() -> None:
    found = _credited(CASE, *LEARNED, Grade("case", 3, 108))
    assert set(found) == {"a", "b"}
    assert all(expected > explicit for explicit, expected in found.values())
    ledger = _ledger(CASE, [*LEARNED, Grade("case", 3, 108)], today=108)
    assert ledger.expected() == {}


def test_hard_counts_half_and_again_nothing() -> None:
    gains = [
        explicit and expected - explicit
        for rating in (3, 2)
        for explicit, expected in [_credited(CASE, *LEARNED, Grade("case", rating, 108))["a"]]
    ]
    assert gains[0] > gains[1] > 0
    assert _credited(CASE, *LEARNED, Grade("case", 1, 108)) == {}


def test_a_card_of_its_own_review_starts_anew() -> None:
    assert _credited(CASE, *LEARNED, Grade("case", 3, 105), Grade("a", 3, 108)).keys() == {"b"}


def test_hard_lapsed_and_unseen_cards_take_no_credit() -> None:
    passed = Grade("case", 3, 108)
    assert _credited(CASE, Grade("case", 3, 100), passed) == {}
    assert "a" not in _credited(CASE, *LEARNED, Grade("a", 1, 104), passed)
    often = [Grade("a", rating, 101 + i) for i, rating in enumerate((1, 3, 1, 3))]
    assert "a" not in _credited(CASE, *LEARNED, *often, passed)
    hard = [Grade("a", 2, 101 + i) for i in range(6)]
    assert "a" not in _credited(CASE, *LEARNED, *hard, passed)


def test_a_card_made_new_again_is_forgotten() -> None:
    assert _credited(CASE, *LEARNED, Grade("case", 3, 105), Grade("a", 0, 108)).keys() == {"b"}


def test_it_counts_due_reviews_that_could_have_waited() -> None:
    due = [Grade("a", 3, 100, 110), Grade("case", 3, 100)]
    later = [Grade("case", 3, 106), Grade("case", 3, 108), Grade("a", 3, 111, 140)]
    full = {"case": (("a", 1.0),)}
    assert _ledger(full, [*due, *later]).saved == 0  # the plain interval of 2.3 days is long over
    soon = [Grade("a", 4, 100, 108), Grade("case", 3, 100)]
    now = [Grade("case", 3, 106), Grade("case", 3, 107), Grade("a", 3, 109, 140)]
    assert _ledger(full, [*soon, *now]).saved == 1


def test_links_in_a_circle_do_no_harm() -> None:
    ring: Edges = {"a": (("b", 1.0), ("a", 1.0), ("gone", 1.0)), "b": (("a", 1.0),)}
    assert set(_credited(ring, *LEARNED, Grade("a", 3, 105), Grade("b", 3, 107))) == {"a"}


cards = st.sampled_from(["a", "b", "c", "case"])
logs = st.lists(st.tuples(st.integers(0, 9), cards, st.integers(0, 4)), max_size=40)


def _grades(log: list[tuple[int, str, int]]) -> list[Grade]:
    day, found = 100, []
    for wait, card, rating in log:
        day += wait
        found.append(Grade(card, rating, day, day + 3))
    return found


@given(logs)
def test_without_edges_or_with_edges_of_weight_0_nothing_is_credited(
    log: list[tuple[int, str, int]],
) -> None:
    zero: Edges = {"case": (("a", 0.0), ("b", 0.0)), "a": (("c", 0.0),)}
    for edges in ({}, zero):
        ledger = _ledger(edges, _grades(log))
        assert ledger.expected() == {}
        assert (ledger.saved, ledger.trust.observed) == (0, 0)


def test_what_is_usual_moves_no_evidence_of_the_same_day() -> None:
    learned = [Grade("a", 2, 100), Grade("b", 2, 100), Grade("case", 2, 101)]
    both = [Grade("a", 1, 102), Grade("case", 1, 102)]
    each = [_ledger(CASE, [*learned, *order], 103) for order in (both, both[::-1])]
    assert each[0].expected() == each[1].expected()
    assert each[0].trust.evidence == each[1].trust.evidence


def test_answers_of_a_day_move_trust_at_its_end() -> None:
    ledger = _ledger(CASE, [*LEARNED, Grade("case", 3, 105)], 108)
    before = ledger.trust.posterior
    ledger.take(Grade("a", 1, 108))
    assert (ledger.trust.posterior, ledger.trust.observed) == (before, 0)
    ledger.turn(109)
    assert ledger.trust.posterior[0] > before[0]
    assert ledger.trust.observed == 1


def test_what_a_task_used_is_credited_as_by_a_passed_card() -> None:
    by_card = _ledger(CASE, [*LEARNED, Grade("case", 3, 108)], 112)
    by_task = _ledger(CASE, LEARNED, 108)
    by_task.vouch(CASE["case"], 108)
    by_task.turn(112)
    assert by_task.expected() == by_card.expected()
    assert by_task.trust.observed == 0  # it says nothing of trust until the cards are answered
    nothing = _ledger(CASE, LEARNED, 108)
    nothing.vouch((("a", 0.0), ("gone", 1.0)), 108)
    nothing.turn(112)
    assert nothing.expected() == {}


@given(logs, st.randoms(use_true_random=False))
def test_the_order_of_cards_within_a_day_changes_nothing(
    log: list[tuple[int, str, int]], shuffle: Random
) -> None:
    grades = _grades(log)
    mixed: list[Grade] = []
    for _, each in groupby(grades, key=lambda grade: grade.day):
        day = list(each)
        order = sorted({grade.card for grade in day}, key=lambda _: shuffle.random())
        mixed += sorted(day, key=lambda grade: order.index(grade.card))  # stable within a card
    one, two = _ledger(CASE, grades), _ledger(CASE, mixed)
    assert one.expected().keys() == two.expected().keys()
    for uid, pair in one.expected().items():
        assert two.expected()[uid] == pytest.approx(pair)
    assert one.trust.observed == two.trust.observed
    assert two.trust.evidence == pytest.approx(one.trust.evidence)
    assert two.saved == one.saved
