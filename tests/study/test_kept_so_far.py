"""What was given of a plan's minutes: each day against what was asked on it."""

from pathlib import Path

import pytest
from hand_clock import Clock
from letters import add_case, aim

from mlsd_graph.memory import Rating
from mlsd_graph.planning.keeping import Kept
from mlsd_graph.planning.target import MOST_DAYS, date_of, read_target
from mlsd_graph.study import Study
from mlsd_graph.study.aiming import Wish
from mlsd_graph.study.aiming import aim as aim_at
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
    return kept_so_far(study.store, study.now().day, 12.0)


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


def test_a_change_that_was_undone_asks_nothing(study: Study, clock: Clock) -> None:
    aim(study, days=40, minutes=4)
    change(study, 8)
    study.undo()
    give(study, clock, days=2, minutes=2)
    assert kept(study) == Kept(2, 1.0)


def wish(study: Study, wished: Wish) -> None:
    study.configure("interview", aim_at(study, wished).text)


def test_an_interview_that_moves_wipes_nothing(study: Study, clock: Clock) -> None:
    aim(study, days=40, minutes=4)
    give(study, clock, days=12, minutes=1)
    before, date = outlook(study), study.now().day + 28
    assert kept(study) == Kept(12, 3.0)
    for moved in (Wish(date_of(date + 1).isoformat()), Wish(date_of(date).isoformat())):
        wish(study, moved)
        assert kept(study) == Kept(12, 3.0)
        after = outlook(study)
        assert before is not None
        assert after is not None
        assert after.giving == before.giving < 0.6
    wish(study, Wish(level="senior", cases=["letters"], focus=["search"]))
    assert kept(study) == Kept(12, 3.0)
    wish(study, Wish(date_of(date + 5).isoformat(), minutes=2))
    give(study, clock, days=2, minutes=1)
    assert kept(study) == Kept(14, 3.0 + 2 * 0.5)


def test_a_plan_after_a_clear_or_an_end_begins_anew(study: Study, clock: Clock) -> None:
    aim(study, days=10, minutes=4)
    give(study, clock, days=4, minutes=1)
    study.configure("interview", "none")
    aim(study, days=6, minutes=4)
    assert kept(study) == Kept(0, 0.0)
    give(study, clock, days=6, minutes=2)
    aim(study, days=6, minutes=4)
    assert kept(study) == Kept(0, 0.0)
    give(study, clock, days=1, minutes=4)
    assert kept(study) == Kept(1, 1.0)


def test_a_clear_that_was_taken_back_ends_nothing(study: Study, clock: Clock) -> None:
    aim(study, days=40, minutes=4)
    give(study, clock, days=4, minutes=1)
    study.configure("interview", "none")
    study.undo()
    assert kept(study) == Kept(4, 1.0)


def test_a_plan_of_a_clock_that_was_wrong_misses_no_days(study: Study, clock: Clock) -> None:
    clock.forward(days=400)
    aim(study, days=40, minutes=4)
    clock.forward(days=-400)
    aim(study, days=40, minutes=4)
    give(study, clock, days=2, minutes=4)
    assert kept(study) == Kept(2, 2.0)
    clock.forward(days=9000)
    assert kept(study).planned <= MOST_DAYS
