"""The minutes of a placement are minutes of the day that a plan gives."""

from pathlib import Path

import pytest
from hand_clock import Clock
from letters import add_case, aim

from mlsd_graph.level import Level
from mlsd_graph.memory import Rating
from mlsd_graph.study import Study
from mlsd_graph.study.outlook import outlook
from mlsd_graph.study.placing import answer, begin, finish


@pytest.fixture
def content(content: Path) -> Path:
    return add_case(content)


@pytest.mark.parametrize("is_before", [True, False])
def test_what_placement_took_today_is_not_asked_again(
    study: Study, clock: Clock, *, is_before: bool
) -> None:
    if not is_before:
        aim(study, minutes=2)
        assert study.today().minutes > 1
    now = begin(study, Level.MID)
    for _ in range(2):
        assert now.sitting is not None
        assert now.sitting.question is not None
        clock.forward(minutes=0.5)
        _, now = answer(study, now.sitting.question.uid, Rating.EASY, duration_ms=30_000)
    finish(study)
    if is_before:
        aim(study, minutes=2)
    found = outlook(study)
    assert found is not None
    assert (found.spent, found.minutes) == (1, 2)
    assert study.today().minutes <= 1
