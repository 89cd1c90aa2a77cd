"""A study day that turns while the app is open: numbers, plan and the end of one."""

from pathlib import Path

import pytest
from flows import Driver, running
from page_files import write_pages
from small_design import case_study

from mlsd_graph.level import Level
from mlsd_graph.memory import Rating
from mlsd_graph.planning import Target
from mlsd_graph.study.planned import is_chosen
from mlsd_graph.study.planned_day import is_planned


@pytest.fixture
def content(content: Path) -> Path:
    page = case_study("Letters", "search", "gamma")
    return write_pages(content, {"case-studies/letters.md": page})


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look for a new day often, and without waiting for quiet."""
    monkeypatch.setattr("tui.app._WATCH_SECONDS", 0.05)
    monkeypatch.setattr("tui.app._QUIET_SECONDS", 0.0)


def aim(app: Driver, days: int) -> None:
    today = app.study.now().day
    app.study.configure("interview", Target(today, today + days, 30, Level.MID).text)


async def shown(app: Driver, text: str) -> str:
    """Wait until a text is on the screen, some seconds at most."""
    for _ in range(100):
        if text in app.text:
            break
        await app.pilot.pause(0.05)
        await app.settle()
    return app.text


async def test_today_is_drawn_and_planned_anew_when_the_day_turns(
    tmp_path: Path, content: Path
) -> None:
    async with running(tmp_path, content) as app:
        aim(app, 20)
        app.study.answer("alpha/first", Rating.EASY)
        await app.press("question_mark", "escape")
        assert "1 done today" in app.text
        assert "Interview in 20 days" in app.text

        app.clock.forward(days=1)

        assert "Interview in 19 days" in await shown(app, "Interview in 19 days")
        assert "0 done today" in app.text
        await app.settle()
        assert is_chosen(app.study)
        interview, day = app.study.settings.interview, app.study.now().day
        assert is_planned(app.study.paths, interview, day)


async def test_a_plan_that_ends_while_the_app_is_open_is_told_once(
    tmp_path: Path, content: Path
) -> None:
    async with running(tmp_path, content) as app:
        aim(app, 2)
        await app.press("question_mark", "escape")
        app.clock.forward(days=3)

        assert "Interview" not in await shown(app, "All done for now.")
        for _ in range(100):
            if "has ended" in app.said:
                break
            await app.pilot.pause(0.05)
        assert app.said.count("has ended") == 1
        app.clock.forward(days=1)
        await app.pilot.pause(0.5)
        await app.settle()
        assert app.said.count("has ended") == 1


async def test_the_end_of_a_plan_waits_for_somebody_to_read_it(
    tmp_path: Path, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(tmp_path, content) as app:
        aim(app, 2)
        await app.press("question_mark", "escape")
        monkeypatch.setattr("tui.studying._AWAY_SECONDS", 0.3)
        await app.pilot.pause(0.4)
        app.clock.forward(days=3)

        assert "Interview" not in await shown(app, "All done for now.")
        await app.pilot.pause(1.5)
        assert "has ended" not in app.said
        assert app.study.plan_ended()

        await app.press("question_mark", "escape")
        await app.pilot.pause(1.5)
        await app.settle()
        assert app.said.count("has ended") == 1
        assert not app.study.plan_ended()
