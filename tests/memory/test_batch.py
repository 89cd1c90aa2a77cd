"""What numpy remembers of many cards equals the scalar replay, card by card."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlsd_graph.memory import (
    CardState,
    Phase,
    Settings,
    apply,
    elapsed,
    preview,
    rescheduled,
    study_day,
)
from mlsd_graph.memory.batch import History, elapsed_days, plain_due, remember

START = 1_780_000_000_000
Row = tuple[int, int, int, int | None]
"""(ms since the row before, offset, rating, due day)"""
rows = st.lists(
    st.tuples(
        st.one_of(st.integers(1, 3_600_000), st.integers(1, 40 * 86_400_000)),
        st.sampled_from((0, 60, 120, -480, 330)),
        st.integers(1, 4),
        st.one_of(st.none(), st.integers(20_700, 21_500)),
    ),
    min_size=1,
    max_size=12,
)
decks = st.lists(rows, min_size=1, max_size=8)
step_settings = st.builds(
    Settings,
    learning_steps=st.sampled_from(((), (60,), (60, 600), (60, 600, 172_800))),
    relearning_steps=st.sampled_from(((), (600,), (600, 3600))),
    fuzz=st.booleans(),
    maximum_interval=st.sampled_from((1, 3, 50, 36_500)),
    desired_retention=st.sampled_from((0.8, 0.9, 0.97)),
)


def history(deck: list[list[Row]]) -> History:
    starts, at, offset, rating = [], [], [], []
    for card in deck:
        starts.append(len(at))
        now = START
        for gap, off, grade, _ in card:
            now += gap
            at.append(now)
            offset.append(off)
            rating.append(grade)
    columns = [np.array(column, np.int64) for column in (starts, at, offset, rating)]
    return History([f"c/{i}" for i in range(len(deck))], *columns)


def scalar(deck: list[list[Row]], chosen: Settings) -> list[CardState]:
    states = []
    for i, card in enumerate(deck):
        state, now = None, START
        for gap, offset, grade, day in card:
            now += gap
            state = apply(state, f"c/{i}", grade, now, offset, day, chosen)
        assert state is not None
        states.append(state)
    return states


@given(decks, step_settings)
@settings(max_examples=150)
def test_remembers_as_one_card_at_a_time(deck: list[list[Row]], chosen: Settings) -> None:
    many = remember(history(deck), chosen)
    for i, state in enumerate(scalar(deck, chosen)):
        assert many.stability[i] == pytest.approx(state.stability, rel=1e-9)
        assert many.difficulty[i] == pytest.approx(state.difficulty, rel=1e-9)
        assert many.day[i] == study_day(state.last, state.offset)
        assert many.reps[i] == state.reps


@given(decks, step_settings)
@settings(max_examples=100)
def test_due_days_after_a_change_of_parameters_are_the_same(
    deck: list[list[Row]], chosen: Settings
) -> None:
    past = history(deck)
    due = plain_due(past.cards, remember(past, chosen), chosen)
    for i, state in enumerate(scalar(deck, chosen)):
        if state.phase == Phase.REVIEW:
            assert due[i] == rescheduled(state, chosen).due


@given(decks)
@settings(max_examples=50)
def test_counts_the_same_days(deck: list[list[Row]]) -> None:
    past = history(deck)
    days = elapsed_days(past)
    firsts = set(past.starts.tolist())
    for i in range(len(past.at)):
        if i in firsts:
            assert days[i] == 0
        else:
            spans = elapsed(int(past.at[i - 1]), int(past.at[i]), int(past.offset[i]))
            assert days[i] == spans


def test_of_an_empty_log_nothing_is_remembered() -> None:
    empty = np.array([], np.int64)
    assert len(remember(History([], empty, empty, empty, empty), Settings()).stability) == 0


def test_a_recorded_preview_replays_to_what_it_showed() -> None:
    chosen = Settings()
    state, at = None, START
    for rating in (3, 3, 3, 1, 2, 3, 4, 1, 1, 3, 3):
        reps = state.reps if state else 0
        shown = preview("a/b", state, chosen, at, 60, reviews_live=reps, load={}, sibling_days=())
        outcome = next(o for o in shown.values() if o.rating == rating)
        state = apply(state, "a/b", rating, at, 60, outcome.due_day, chosen)
        assert (state.phase, state.step, state.due) == (outcome.phase, outcome.step, outcome.due)
        assert (state.stability, state.difficulty) == (outcome.stability, outcome.difficulty)
        at += int(outcome.interval * 86_400_000) + 60_000
