"""Beliefs of one card: grow with weight and trust, stay within their bounds, vanish at weight 0."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlsd_graph.credit import FLOOR, LEVELS, may_wait
from mlsd_graph.credit.trace import LARGEST, Explicit, Trace, credited, recalls, untouched
from mlsd_graph.memory import Settings, fsrs6
from mlsd_graph.memory.batch import Floats, Memory

MODEL, ONE = Memory(Settings()), fsrs6()
credits_ = st.lists(st.tuples(st.integers(1, 60), st.floats(0, 1)), max_size=8)


def _card(stability: float, difficulty: float) -> Explicit:
    return Explicit(np.array(stability), np.array(difficulty), np.array(100.0))


cards = st.builds(_card, st.floats(0.5, 400), st.floats(1, 6.9))


def _after(card: Explicit, each: list[tuple[int, float]]) -> tuple[Trace, float]:
    trace, day = untouched(card), 100.0
    for wait, weight in each:
        day += wait
        trace = credited(trace, card, day, np.array(weight), MODEL)
    return trace, day


def _recalls(card: Explicit, each: list[tuple[int, float]], later: int = 0) -> Floats:
    trace, day = _after(card, each)
    return recalls(trace, card, day + later, MODEL)


def test_a_credit_moves_part_of_the_way_to_a_review() -> None:
    reviewed = ONE.next(10.0, 5.0, 8, 3)[0]
    trace, _ = _after(_card(10.0, 5.0), [(8, 0.6)])
    for level, stability, last in zip(LEVELS[1:], *trace, strict=True):
        assert stability == pytest.approx(10.0 + level * 0.6 * (min(reviewed, 19.0) - 10.0))
        assert last == pytest.approx(100.0 + level * 0.6 * 8.0)


@given(st.lists(st.tuples(st.floats(0.5, 400), st.floats(1, 6.9)), min_size=1, max_size=4))
def test_many_cards_at_once_are_each_by_itself(many: list[tuple[float, float]]) -> None:
    together = Explicit(*np.array([(s, d, 100.0) for s, d in many]).T)
    weights = np.linspace(0.3, 1.0, len(many))
    trace = credited(untouched(together), together, 130.0, weights, MODEL)
    found = recalls(trace, together, 140.0, MODEL)
    for row, (pair, weight) in enumerate(zip(many, weights, strict=True)):
        assert found[row] == pytest.approx(_recalls(_card(*pair), [(30, float(weight))], 10))


@given(cards, credits_, st.integers(0, 100))
def test_more_trust_never_expects_less_and_stability_is_bounded(
    card: Explicit, each: list[tuple[int, float]], later: int
) -> None:
    trace, day = _after(card, each)
    assert np.all(np.diff(_recalls(card, each, later)) >= -1e-12)
    assert np.all(trace.stability <= LARGEST * card.stability * (1 + 1e-12))
    assert np.all(trace.last <= day + 1e-9)


@given(cards, st.integers(1, 60), st.floats(0, 1), st.floats(0, 1))
def test_a_heavier_edge_never_expects_less(
    card: Explicit, wait: int, one: float, two: float
) -> None:
    light, heavy = sorted((one, two))
    assert np.all(_recalls(card, [(wait, heavy)]) >= _recalls(card, [(wait, light)]) - 1e-12)


@given(cards, st.lists(st.integers(1, 60), max_size=5))
def test_an_edge_of_weight_0_changes_nothing(card: Explicit, waits: list[int]) -> None:
    trace, _ = _after(card, [(wait, 0.0) for wait in waits])
    assert all(np.array_equal(a, b) for a, b in zip(trace, untouched(card), strict=True))


def test_a_credit_on_the_day_of_the_review_is_none() -> None:
    card = _card(10.0, 5.0)
    trace = credited(untouched(card), card, 100.0, np.array(1.0), MODEL)
    assert all(np.array_equal(a, b) for a, b in zip(trace, untouched(card), strict=True))


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0.7, 0.99))
def test_nothing_waits_beyond_the_floor(explicit: float, expected: float, retention: float) -> None:
    if may_wait(explicit, expected, retention):
        assert explicit > retention - FLOOR
        assert expected > max(explicit, retention)


def test_the_floor_bounds_the_interval() -> None:
    plain, latest = ONE.interval(1.0, 0.9), ONE.interval(1.0, 0.9 - FLOOR)
    assert 1.8 < latest / plain < 1.95
