"""FSRS-6 against three independent implementations on the same random histories."""

import random
from datetime import UTC, datetime, timedelta

import fsrs
import fsrs_rs_python
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlsd_graph.memory import DEFAULT_PARAMETERS, Fsrs6, fsrs6

History = list[tuple[int, int]]
"""(elapsed days, rating); the first elapsed is 0."""


def histories(count: int, seed: int = 5) -> list[History]:
    rng = random.Random(seed)  # noqa: S311  seeded test data
    gaps = (0, 0, 1, 1, 2, 3, 7, 15, 40, 120, 400)
    return [
        [(0, rng.randint(1, 4))]
        + [
            (rng.choice(gaps), rng.choices((1, 2, 3, 4), (3, 2, 6, 1))[0])
            for _ in range(rng.randint(0, 15))
        ]
        for _ in range(count)
    ]


def remembered(model: Fsrs6, history: History) -> tuple[float, float]:
    memory = model.first(history[0][1])
    for days, rating in history[1:]:
        memory = model.next(*memory, days, rating)
    return memory


def test_agrees_with_py_fsrs_to_rounding() -> None:
    scheduler = fsrs.Scheduler(enable_fuzzing=False)
    start = datetime(2020, 1, 1, 12, tzinfo=UTC)
    for history in histories(300):
        card, at = fsrs.Card(card_id=1), start
        for days, rating in history:
            at += timedelta(days=days, seconds=1)
            card, _ = scheduler.review_card(card, fsrs.Rating(rating), at)
        stability, difficulty = remembered(fsrs6(), history)
        assert card.stability is not None
        if card.stability < 36_500:  # py-fsrs has no upper bound, Anki and we do
            assert stability == pytest.approx(card.stability, rel=1e-12)
            assert difficulty == pytest.approx(card.difficulty, rel=1e-12)


def test_agrees_with_fsrs_rs_to_single_precision() -> None:
    other = fsrs_rs_python.FSRS(list(DEFAULT_PARAMETERS))
    for history in histories(500, seed=6):
        reviews = [fsrs_rs_python.FSRSReview(rating, days) for days, rating in history]
        state = other.memory_state(fsrs_rs_python.FSRSItem(reviews))
        stability, difficulty = remembered(fsrs6(), history)
        assert stability == pytest.approx(state.stability, rel=2e-5)
        assert difficulty == pytest.approx(state.difficulty, abs=2e-5)


def test_intervals_agree_with_py_fsrs() -> None:
    scheduler = fsrs.Scheduler(desired_retention=0.87, enable_fuzzing=False)
    for stability in (0.5, 1.0, 3.3, 12.7, 250.0):
        days = max(1, round(fsrs6().interval(stability, 0.87)))
        assert days == scheduler._next_interval(stability=stability)


stabilities = st.floats(0.001, 36_500)
difficulties = st.floats(1, 10)


@given(stabilities, difficulties, st.integers(0, 10_000), st.integers(1, 4))
def test_memory_stays_in_bounds(s: float, d: float, days: int, rating: int) -> None:
    stability, difficulty = fsrs6().next(s, d, days, rating)
    assert 0.001 <= stability <= 36_500
    assert 1 <= difficulty <= 10


@given(stabilities, difficulties, st.integers(0, 10_000))
def test_a_better_grade_never_leaves_a_weaker_memory(s: float, d: float, days: int) -> None:
    after = [fsrs6().next(s, d, days, rating)[0] for rating in (1, 2, 3, 4)]
    assert after == sorted(after)


@given(stabilities, st.floats(0.7, 0.99))
def test_recall_at_the_interval_is_the_desired_retention(s: float, wanted: float) -> None:
    model = fsrs6()
    assert model.retrievability(model.interval(s, wanted), s) == pytest.approx(wanted)


def test_stability_is_the_time_to_ninety_percent() -> None:
    assert fsrs6().retrievability(17.0, 17.0) == pytest.approx(0.9)
