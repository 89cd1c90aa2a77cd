"""What was given of a plan's minutes: each day against what was asked on it."""

from pathlib import Path

import pytest
from hand_clock import Clock
from letters import add_case, aim

from mlsd_graph.memory import Rating
from mlsd_graph.planning.keeping import Kept
from mlsd_graph.planning.target import read_target
from mlsd_graph.study import Study
from mlsd_graph.study.kept_so_far import kept_so_far
from mlsd_graph.study.outlook import outlook


@pytest.fixture
def content(content: Path) -> Path:
    return add_case(content)


def give(study: Study, clock: Clock, days: int, minutes: int) -> None:
    """Study so long on each of some days."""
    for _ in range(days):
        study.answer("alpha/first", Rating.GOOD, duration_ms=minutes * 60_000)
        clock.forward(days=1)


def change(study: Study, minutes: int) -> None:
    """Ask for other minutes in the same plan."""
    target = read_target(study.settings.interview)
    assert target is not None
    study.configure("interview", target._replace(minutes=minutes).text)


def kept(study: Study) -> Kept:
    target = read_target(study.settings.interview)
    assert target is not None
    return kept_so_far(study.store, target, study.now().day, 12.0)


def test_who_raises_the_minutes_gave_no_less_before(study: Study, clock: Clock) -> None:
    aim(study, days=40, minutes=2)
    give(study, clock, days=6, minutes=2)
    change(study, 8)
    assert kept(study) == Kept(6, 6.0)
    give(study, clock, days=2, minutes=2)
    assert kept(study) == Kept(8, 6.0 + 1.0 + 0.25)


def test_the_forecast_expects_as_much_of_more_minutes(study: Study, clock: Clock) -> None:
    aim(study, days=40, minutes=2)
    give(study, clock, days=6, minutes=2)
    before = outlook(study)
    change(study, 8)
    after = outlook(study)
    assert before is not None
    assert after is not None
    assert after.giving == before.giving > 0.85


def test_who_lowers_the_minutes_gave_no_more_before(study: Study, clock: Clock) -> None:
    aim(study, days=40, minutes=8)
    give(study, clock, days=4, minutes=2)
    change(study, 2)
    assert kept(study) == Kept(4, 1.0)


def test_minutes_raised_after_the_days_work_count_from_the_next_day(
    study: Study, clock: Clock
) -> None:
    aim(study, days=40, minutes=2)
    give(study, clock, days=1, minutes=2)
    study.answer("alpha/first", Rating.GOOD, duration_ms=120_000)
    change(study, 8)
    clock.forward(days=2)
    assert kept(study) == Kept(3, 2.0)


def test_a_change_that_was_undone_and_an_older_plan_ask_nothing(study: Study, clock: Clock) -> None:
    aim(study, days=40, minutes=1)
    clock.forward(days=3)
    aim(study, days=40, minutes=4)
    change(study, 8)
    study.undo()
    give(study, clock, days=2, minutes=2)
    assert kept(study) == Kept(2, 1.0)
