"""Checks of a placement under a plan: within its scope and its minutes, and not made up for."""

from pathlib import Path

import pytest
from chains import CHAINS, aim, checks, placed
from hand_clock import Clock
from page_files import write_pages
from small_design import case_study

from mlsd_graph.memory import Rating
from mlsd_graph.study import Study

MINUTES = 6


@pytest.fixture
def content(content: Path) -> Path:
    """A case study that rests on half of the chains."""
    page = case_study("Links", "search", *(f"k{number}-3" for number in range(CHAINS // 2)))
    return write_pages(content, {"case-studies/links.md": page})


def asked_today(study: Study, clock: Clock) -> float:
    """Answer all of the day as its pace expects; return the minutes that it took."""
    pace, spent = study._present.line.pace(), 0.0
    step = pace.step
    while (shown := study.next()) is not None:
        state = study.states.get(shown.card.uid)
        seconds = pace.new - 2 * step if state is None or not state.reps else pace.review
        if shown.reason.kind.value == "learning":
            seconds = step
        clock.forward(minutes=seconds / 60)
        study.answer(shown.card.uid, Rating.GOOD, duration_ms=round(1000 * seconds))
        spent += seconds
    return spent / 60


def test_checks_outside_the_scope_wait_for_the_date(study: Study, clock: Clock) -> None:
    placed(study, clock, times=6)
    clock.forward(days=1)
    outside = {f"k{number}" for number in range(CHAINS // 2, CHAINS)}
    assert any(uid.split("-")[0] in outside for uid in checks(study))
    aim(study, 20, 300)
    assert checks(study)
    assert not any(uid.split("-")[0] in outside for uid in checks(study))


def test_checks_take_half_of_a_plan_s_minutes_and_missed_days_do_not_double_them(
    study: Study, clock: Clock
) -> None:
    placed(study, clock, times=6)
    aim(study, 20, 300)
    clock.forward(days=1)
    a_day = len(checks(study))
    clock.forward(days=8)
    assert len(checks(study)) == a_day
    aim(study, 20, 2)
    assert len(checks(study)) == 1


def test_a_missed_day_and_a_missed_week_take_no_longer_than_the_plan_s_minutes(
    study: Study, clock: Clock
) -> None:
    placed(study, clock, times=10)
    aim(study, 20, MINUTES)
    for days in (1, 2, 8):
        clock.forward(days=days)
        assert study.today().minutes <= MINUTES
        assert MINUTES / 2 < asked_today(study, clock) <= MINUTES + 0.5


def test_on_the_day_of_the_interview_nothing_is_checked(study: Study, clock: Clock) -> None:
    placed(study, clock, times=6)
    aim(study, 3, MINUTES)
    clock.forward(days=3)
    assert not checks(study)
    assert study.today().new == 0
