"""Readiness is measured at the level of the interview that is set, its day and later included."""

from pathlib import Path

import pytest
from hand_clock import Clock
from letters import aim
from page_files import write_pages
from small_content import PAGES
from small_design import case_study

from mlsd_graph.level import Level
from mlsd_graph.memory import Rating
from mlsd_graph.study import Study
from mlsd_graph.study.interviews import case_rows
from mlsd_graph.study.past import past
from mlsd_graph.study.readiness import readiness

_DEEP = PAGES["concepts/serving/alpha.md"].replace("Alpha", "Deep")


@pytest.fixture
def content(content: Path) -> Path:
    pages = {
        "concepts/serving/deep.md": _DEEP.replace("level: core", "level: frontier"),
        "case-studies/letters.md": case_study("Letters", "search", "gamma", "deep"),
    }
    return write_pages(content, pages)


def measured(study: Study) -> float:
    """Tell the readiness of the case study, everywhere the same."""
    (told,) = readiness(study)
    (row,) = case_rows(study)
    values = told.now.value, told.past[-1][1], past(study).cases["letters"][-1], row.readiness
    assert values == pytest.approx((study.readiness("letters").value,) * 4)
    return told.now.value


def test_the_day_of_the_interview_and_later_ones_are_measured_as_the_days_before(
    study: Study, clock: Clock
) -> None:
    aim(study, days=1, level=Level.JUNIOR)
    study.answer("gamma/aloud", Rating.EASY)
    assert measured(study) == pytest.approx(1)
    clock.forward(days=1)
    assert measured(study) > 0.9
    clock.forward(days=1)
    assert measured(study) > 0.9
    study.configure("interview", "none")
    assert measured(study) < 0.55


def test_an_interview_set_after_it_brings_its_own_level(study: Study, clock: Clock) -> None:
    aim(study, days=1, level=Level.JUNIOR)
    study.answer("gamma/aloud", Rating.EASY)
    clock.forward(days=2)
    aim(study, days=1, level=Level.STAFF)
    assert measured(study) < 0.55
