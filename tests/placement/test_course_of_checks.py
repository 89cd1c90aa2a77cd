"""How checks will come is said as the queue then asks them, under a plan and without one."""

from pathlib import Path

import pytest
from chains import CHAINS, aim, checks, placed
from hand_clock import Clock
from page_files import write_pages
from small_design import case_study

from mlsd_graph.memory import Rating
from mlsd_graph.placement.checks import Course, Room, course
from mlsd_graph.placement.wording import coming
from mlsd_graph.study import Study
from mlsd_graph.study.placing import checks_to_come, placing

MANY = tuple(f"c{number}" for number in range(319))


@pytest.fixture
def content(content: Path) -> Path:
    """A case study that rests on half of the chains."""
    page = case_study("Links", "search", *(f"k{number}-3" for number in range(CHAINS // 2)))
    return write_pages(content, {"case-studies/links.md": page})


def foreseen(study: Study) -> Course:
    found = checks_to_come(study, placing(study))
    assert found is not None
    return found


def check_all(study: Study) -> int:
    """Answer the day's checks; return how many there were."""
    asked = 0
    while due := checks(study):
        study.answer(due[0], Rating.EASY, duration_ms=15_000)
        asked += 1
    return asked


def test_without_a_plan_they_come_as_many_and_as_long_as_said(study: Study, clock: Clock) -> None:
    placed(study, clock)
    said, days = foreseen(study), 0
    assert said.least == said.most
    assert said.longest == said.days <= 14
    while placing(study).kept.standing.waiting:
        clock.forward(days=1)
        days += 1
        assert check_all(study) <= said.most
        left = checks_to_come(study, placing(study))
        assert left is None or (left.most, left.days) == (said.most, said.days - days)
    assert days == said.days


def test_under_a_small_plan_they_come_as_many_as_said_before_its_date(
    study: Study, clock: Clock
) -> None:
    placed(study, clock)
    aim(study, 10, 2)
    said = foreseen(study)
    assert (said.minutes, said.least, said.most) == (2, 1, 1)
    assert said.few == said.many == 9
    pages = [id_ for id_ in placing(study).kept.standing.waiting if id_[1:2] in "012345"]
    assert said.later == said.waiting - len([id_ for id_ in pages if id_[2] == "-"])
    asked: list[int] = []
    for _ in range(10):
        clock.forward(days=1)
        asked.append(check_all(study))
    assert asked == [1] * 9 + [0]
    clock.forward(days=1)
    assert len(checks(study)) > 1, "after the date there is no limit of a plan"


def test_on_each_day_before_the_date_the_checks_of_that_day_are_foreseen(
    study: Study, clock: Clock
) -> None:
    placed(study, clock)
    aim(study, 4, 2)
    for left in (3, 2, 1):
        clock.forward(days=1)
        said = foreseen(study)
        assert (said.today, said.many, said.days) == (len(checks(study)), left, left)
        assert "before the date" in coming(said)
        assert check_all(study) == 1
        assert (foreseen(study).today, foreseen(study).many) == (0, left - 1)
    clock.forward(days=1)
    assert (checks(study), foreseen(study).many) == ([], 0), "on the day itself"


def test_checks_of_today_are_among_those_to_come_without_a_plan(study: Study, clock: Clock) -> None:
    placed(study, clock)
    said = foreseen(study)
    clock.forward(days=1)
    assert foreseen(study) == said._replace(today=len(checks(study)))
    assert coming(foreseen(study)).startswith("From today on about ")


def test_the_words_follow_the_plan() -> None:
    plan = Room(5, 3, 1, frozenset(MANY), 45)
    assert coming(one(MANY, Room())) == (
        "From tomorrow on about 20 checks a day, for 16 days, those first on which most rests."
    )
    assert coming(one(MANY, plan)) == (
        "Half of your plan's 5 minutes a day has room for about 1 to 3 checks a day, those first "
        "on which most rests: 44 to 132 of 319 come before the date. The others stay guesses "
        "until they are checked, and come after it."
    )
    assert coming(one(MANY[:77], plan._replace(minutes=10, most=6, least=3))) == (
        "Half of your plan's 10 minutes a day has room for about 3 to 6 checks a day, those first "
        "on which most rests: 13 to 26 days from tomorrow on."
    )
    assert coming(one(MANY[:4], plan._replace(pages={"c0"}))) == (
        "Half of your plan's 5 minutes a day has room for about 1 check a day, those first on "
        "which most rests: 1 day from tomorrow on. The plan does not need the other 3: they come "
        "after its date."
    )
    assert coming(one(MANY[:4], plan._replace(pages=()))) == (
        "Your plan needs none of what waits: 4 checks come after its date."
    )
    assert coming(one(MANY[:4], plan._replace(left=0))) == (
        "Your plan has no room for checks before its date: 4 checks come after it."
    )
    assert course((), plan) is None


def one(waiting: tuple[str, ...], room: Room) -> Course:
    found = course(waiting, room)
    assert found is not None
    return found
