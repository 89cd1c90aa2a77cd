"""The text form of a target, and what no plan can be made for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlsd_graph.errors import UsageError
from mlsd_graph.level import Level
from mlsd_graph.memory import Settings
from mlsd_graph.planning import Target, read_target
from mlsd_graph.planning.target import MOST_DAYS, checked, day_of

TODAY = day_of("2026-11-21")
_NAMES = st.lists(st.from_regex(r"[a-z][a-z0-9]{0,8}(-[a-z]{1,5})?", fullmatch=True), max_size=5)


@given(st.integers(1, MOST_DAYS), st.integers(1, 1440), st.sampled_from(Level), _NAMES, _NAMES)
def test_every_target_survives_the_setting(
    days: int, minutes: int, level: Level, focus: list[str], cases: list[str]
) -> None:
    names = (tuple(dict.fromkeys(focus)), tuple(dict.fromkeys(cases)))
    target = Target(TODAY, TODAY + days, minutes, level, *names)
    kept = Settings().with_value("interview", target.text)
    assert read_target(kept.interview) == target
    assert kept.as_text()["interview"] == target.text


@pytest.mark.parametrize(
    "text",
    ["soon", "2026-12-24", "2026-11-21/2026-12-24 45 senior", "x" * 5000,
     "2026-11-21/2026-12-24 45m senior cases=../x", "2026-11-21/2026-12-24 45m senior more=a",
     "2026-11-21/2026-12-24 0m senior", "2026-11-21/2026-12-24 1441m senior"],
)  # fmt: skip
def test_what_is_no_target_is_refused_by_the_setting(text: str) -> None:
    with pytest.raises(UsageError, match="a target such as"):
        Settings().with_value("interview", text)


@pytest.mark.parametrize(
    "text",
    ["", "2026-11-21/2026-13-24 45m senior", "2026-11-21/2026-12-24 45m principal",
     "2026-12-24/2026-11-21 45m mid", "2026-11-21/2026-12-24 0m mid"],
)  # fmt: skip
def test_what_cannot_be_planned_reads_as_no_target(text: str) -> None:
    assert read_target(text) is None


def test_none_clears() -> None:
    kept = Settings().with_value("interview", "2026-11-21/2026-12-24 45m mid")
    assert not kept.with_value("interview", "none").interview


@pytest.mark.parametrize(
    ("days", "minutes", "said"),
    [(-3, 45, "has passed"), (0, 45, "is today"), (30 * 365, 45, "days away"),
     (30, 0, "minutes a day"), (30, 1441, "minutes a day")],
)  # fmt: skip
def test_a_target_that_makes_no_plan_is_refused_plainly(days: int, minutes: int, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        checked(Target(TODAY, TODAY + days, minutes), TODAY)


def test_a_plan_holds_from_its_first_day_to_the_day_before_the_interview() -> None:
    target = Target(TODAY, TODAY + 10, 30)
    assert target.holds(TODAY)
    assert target.holds(TODAY + 9)
    assert not target.holds(TODAY + 10)
    assert not target.holds(TODAY + 11)
