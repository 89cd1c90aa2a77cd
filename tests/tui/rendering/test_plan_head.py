"""The head of the Plan mode cuts no number, however narrow the terminal and long the focus."""

from pathlib import Path

import pytest
from page_files import write_pages
from small_design import case_study

from mlsd_graph.level import Level
from mlsd_graph.planning import Target
from mlsd_graph.study import Study
from mlsd_graph.study.outlook import outlook
from tui.rendering.plans import draw_plan

FOCUS = ("recommendation-ads", "retrieval-search", "perception-forecasting")


@pytest.fixture
def content(content: Path) -> Path:
    return write_pages(
        content, {"case-studies/letters.md": case_study("Letters", "search", "gamma")}
    )


@pytest.mark.parametrize("width", [40, 76, 80])
def test_all_that_the_target_is_about_is_there(study: Study, width: int) -> None:
    day = study.now().day
    study.configure("interview", Target(day, day + 20, 30, Level.SENIOR, ("search",)).text)
    found = outlook(study)
    assert found is not None
    named = found._replace(target=found.target._replace(focus=FOCUS), cards=1566, unseen=1566)
    text = draw_plan(named, study.today(), None, study.library.title, width).content.plain
    head = " ".join(text.split("\n\n")[0].split())
    assert f"{', '.join(FOCUS)}; 1 case study, 1566 cards, 1566 new" in head
    assert max(map(len, text.split("\n"))) <= width


@pytest.mark.parametrize("needed", [440.0, None])
@pytest.mark.parametrize(("width", "lines"), [(76, 1), (40, 2)])
def test_minutes_needed_are_told_with_their_terms_and_what_they_mean(
    study: Study, needed: float | None, width: int, lines: int
) -> None:
    day = study.now().day
    study.configure("interview", Target(day, day + 20, 400, Level.MID).text)
    found = outlook(study)
    assert found is not None
    short = found._replace(plan=found.plan._replace(needed=needed))
    text = draw_plan(short, study.today(), None, study.library.title, width).content.plain
    head = text.split("\ntoday:")[0].split("\n")[-lines:]
    said = " ".join(head)
    assert said.startswith(("about 440 min", "over 480 min"))
    assert " a day needed with no day missed, 400 given: it " in said
    assert said.endswith(" fits" if needed else " fit")
