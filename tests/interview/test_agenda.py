"""Turns, budgets and the clock."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlsd_graph.content.records import Step
from mlsd_graph.interview.agenda import Phase, Turn, budgets, turns
from mlsd_graph.interview.brief import USUAL_MINUTES
from mlsd_graph.interview.stopwatch import STANDING, minutes_text


def test_marking_comes_after_all_answers_or_at_once() -> None:
    steps = (Step.DATA, Step.MODEL)
    late = turns(steps)
    assert [turn.phase for turn in late[-2:]] == [Phase.MARK, Phase.MARK]
    assert [turn.step for turn in late[:4]] == [Step.DATA, Step.DATA, Step.MODEL, Step.MODEL]
    at_once = turns(steps, mark_at_once=True)
    assert at_once[2] == Turn(Phase.MARK, Step.DATA)
    assert sorted(late) == sorted(at_once)


@given(st.integers(5, 240))
def test_budgets_add_up_to_the_minutes(minutes: int) -> None:
    given_ = budgets(minutes, USUAL_MINUTES)
    assert sum(given_.values()) == 60 * minutes
    assert list(given_) == list(Step)


def test_forty_five_minutes_are_given_as_the_framework_does() -> None:
    assert {step: s / 60 for step, s in budgets(45, USUAL_MINUTES).items()} == USUAL_MINUTES


def test_a_fixed_step_leaves_the_others_as_they_are() -> None:
    found = budgets(45, USUAL_MINUTES, {Step.DATA: 20})
    assert found[Step.DATA] == 1200
    assert found[Step.MODEL] == 540


def test_steps_without_weights_share_alike() -> None:
    assert budgets(10, {Step.DATA: 0, Step.MODEL: 0}) == {Step.DATA: 300, Step.MODEL: 300}


def test_the_clock_charges_one_step_at_a_time() -> None:
    watch = STANDING.started(Step.DATA, 100.0).started(Step.MODEL, 130.0)
    assert watch.seconds(Step.DATA, 150.0) == 30.0
    assert watch.seconds(Step.MODEL, 150.0) == 20.0
    assert watch.total(150.0) == 50.0
    stopped = watch.stopped(150.0)
    assert stopped.total(9_999.0) == 50.0
    assert not stopped.is_running


@given(st.lists(st.tuples(st.sampled_from(list(Step)), st.floats(0, 1e6)), max_size=20))
def test_no_clock_makes_time_run_backward(starts: list[tuple[Step, float]]) -> None:
    watch, before = STANDING, 0.0
    for step, now in starts:
        watch = watch.started(step, now)
        assert watch.total(now) >= before
        before = watch.total(now)


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0:00"), (-3, "0:00"), (359.9, "6:00"), (61, "1:01")]
)
def test_times_are_minutes_and_seconds(seconds: float, text: str) -> None:
    assert minutes_text(seconds) == text
