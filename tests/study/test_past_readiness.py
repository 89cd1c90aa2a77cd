"""Readiness over time is what a study of that day would have said."""

from pathlib import Path

import pytest
from hand_clock import Clock
from letters import add_case, aim

from mlsd_graph.content.records import Step
from mlsd_graph.memory import Rating
from mlsd_graph.scheduling import Now
from mlsd_graph.store import Draft, Kind
from mlsd_graph.store.grades import Grade
from mlsd_graph.study import Study
from mlsd_graph.study.past import MOST_POINTS, past, sampled
from mlsd_graph.study.readiness import readiness

DAY_MS = 86_400_000


@pytest.fixture
def content(content: Path) -> Path:
    return add_case(content)


def test_each_point_equals_what_was_true_then(study: Study, clock: Clock) -> None:
    seen: list[float] = []
    for _ in range(4):
        for uid in ("gamma/aloud", "beta/name"):
            study.answer(uid, Rating.GOOD)
            clock.forward(minutes=1)
        clock.forward(minutes=30)
        seen.append(study.readiness("letters").value)
        clock.forward(days=7, minutes=-32)
    found = past(study)
    values = found.cases["letters"]
    assert found.days[-1] == study.now().day
    assert len(values) == len(found.days) == 5
    # at the end of the day of an answer little has been forgotten since
    assert list(values[:-1]) == pytest.approx(seen, abs=1e-9)
    assert values[-1] == pytest.approx(study.readiness("letters").value)


def test_today_is_the_readiness_of_now_though_the_clock_was_ahead(
    study: Study, clock: Clock
) -> None:
    study.answer("gamma/aloud", Rating.GOOD)
    clock.forward(days=30)
    study.answer("gamma/aloud", Rating.GOOD)
    clock.forward(days=-15)
    (found,) = readiness(study)
    assert len(found.past) > 1
    assert found.past[-1][1] == pytest.approx(found.now.value)
    assert {step: values[-1] for step, values in found.steps.items()} == pytest.approx(
        dict(found.now.steps)
    )
    assert past(study).cases["letters"][-1] == pytest.approx(study.readiness("letters").value)


def test_undone_and_forgotten_answers_count_no_more(study: Study, clock: Clock) -> None:
    study.answer("gamma/aloud", Rating.EASY)
    clock.forward(days=1)
    assert past(study).cases["letters"][-1] > 0
    study.keep([Draft(Kind.FORGET, "gamma/aloud")])
    assert past(study).cases["letters"][-1] == 0
    study.undo()
    assert past(study).cases["letters"][-1] > 0


def test_a_year_is_sampled_by_weeks_and_ten_years_in_sixty_points(clock: Clock) -> None:
    now = Now(clock.ms, clock.offset)
    for years in (0, 1, 10, 60):
        first = Grade(now.ms - years * 365 * DAY_MS, 0, 3, 0, None)
        days = sampled([[first]], now)
        assert len(days) <= MOST_POINTS + 1
        assert days[-1] == now.day
        assert days == sorted(set(days))
    assert sampled([[Grade(now.ms + 9 * DAY_MS, 0, 3, 0, None)]], now) == [now.day]
    assert sampled([], now) == [now.day]


def test_readiness_is_told_on_the_date_with_its_range(study: Study) -> None:
    assert readiness(study)[0].expected is None
    aim(study, days=10, minutes=30)
    (found,) = readiness(study)
    assert found.expected is not None
    assert found.now.value == 0
    assert found.expected.low <= found.expected.then <= found.expected.high
    assert found.expected.then > 0.5
    assert found.now.weakest[0][0] == "gamma"


def test_each_step_is_told_over_time_and_on_the_date(study: Study, clock: Clock) -> None:
    study.answer("gamma/aloud", Rating.GOOD)
    clock.forward(days=8)
    aim(study, days=10, minutes=30)
    (found,) = readiness(study)
    assert found.on_date is not None
    assert found.steps.keys() == found.on_date.steps.keys() == set(Step)
    for step, values in found.steps.items():
        assert len(values) == len(found.past)
        assert values[0] == 0
        assert values[-1] == pytest.approx(found.now.steps[step])
        assert found.on_date.steps[step] > values[-1] > 0
