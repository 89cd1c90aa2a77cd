"""Cases: the list, its keys, and the reports behind it."""

import asyncio
from pathlib import Path

import pytest
from drawn_content import DRAWN
from flows import NOON, Driver, running
from page_files import write_pages

from mlsd_graph.interview.agenda import Phase
from mlsd_graph.level import Level
from mlsd_graph.memory import Rating
from mlsd_graph.planning import Target
from tui.screens.cases import CasesScreen
from tui.screens.interview import InterviewScreen
from tui.screens.today import TodayScreen


@pytest.fixture
def content(content: Path) -> Path:
    return write_pages(content, DRAWN)


async def marked(app: Driver, *ticks: str) -> str:
    """Hold an interview from the list: its first step, marked with some ticks."""
    return await app.press("enter", "escape", "m", *ticks, "enter")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_cases_show_readiness_by_step(
    tmp_path: Path, content: Path, size: tuple[int, int]
) -> None:
    async with running(tmp_path, content, size=size) as app:
        shown = await app.press("c")
        assert isinstance(app.app.screen, CasesScreen)
        assert "Answering from documents" in shown
        assert "Monitor and maintain" in shown
        assert "no interview yet" in shown
        assert max(map(len, shown.split("\n"))) <= size[0]
        assert shown.endswith("? Help")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_case_study_shows_its_steps_on_the_date_and_readiness_over_time(
    tmp_path: Path, content: Path, size: tuple[int, int]
) -> None:
    async with running(tmp_path, content, size=size, at=NOON) as app:
        for uid in ("alpha/first", "beta/name"):
            app.study.answer(uid, Rating.GOOD)
        app.clock.forward(days=8)
        shown = await app.press("c")
        assert "→" not in shown
        assert "over time 2026-11-15 0 % ·" in shown
        today = app.study.now().day
        app.study.configure("interview", Target(today, today + 12, 30, Level.MID).text)
        shown = await app.press("t", "c")
        step = next(line for line in shown.split("\n") if "Monitor and maintain" in line)
        assert "█" in step
        assert "▒" in step
        assert "→" in step
        assert " on the date" in shown
        assert "no interview yet" in shown


async def test_leaving_at_once_ends_the_look_at_the_date_quietly(
    tmp_path: Path, content: Path
) -> None:
    async with running(tmp_path, content) as app:
        today = app.study.now().day
        app.study.configure("interview", Target(today, today + 12, 30, Level.MID).text)
        await app.pilot.press("c", "q")
        await app.settle()
        assert isinstance(app.app.screen, TodayScreen)
        assert app.said == ""
        assert " on the date" in await app.press("c")


async def test_minutes_and_order_are_chosen_before(tmp_path: Path, content: Path) -> None:
    async with running(tmp_path, content) as app:
        shown = await app.press("c", "minus", "w")
        assert "40 min" in shown
        assert "after each step" in shown
        shown = await app.press("enter")
        assert "of 40:00" in shown
        assert isinstance(app.app.screen, InterviewScreen)
        sitting = app.app.screen._sitting
        assert sitting is not None
        assert sitting.run.turns[2].phase is Phase.MARK


async def test_two_presses_drop_the_last_interview(tmp_path: Path, content: Path) -> None:
    async with running(tmp_path, content) as app:
        await app.press("c")
        await marked(app)
        await app.press("q")
        assert "interviews: " in app.text
        await app.press("x")
        assert "x again drops" in app.said
        shown = await app.press("x")
        assert "no interview yet" in shown


async def test_reports_are_turned_from_the_newest_back(tmp_path: Path, content: Path) -> None:
    async with running(tmp_path, content) as app:
        await app.press("c")
        await marked(app)
        await app.press("q")
        shown = await marked(app, "x", "x", "x")
        assert "Report 2 of 2" in shown
        assert "3 of 3 said (100 %), 0 % before" in shown
        assert "Report 1 of 2" in await app.press("left")


async def test_without_reports_the_key_says_so(tmp_path: Path, content: Path) -> None:
    async with running(tmp_path, content) as app:
        await app.press("c", "r")
        assert isinstance(app.app.screen, CasesScreen)
        assert "has been marked" in app.said


async def test_undo_on_today_tells_what_stays_of_an_interview(
    tmp_path: Path, content: Path
) -> None:
    async with running(tmp_path, content) as app:
        await app.press("c")
        await marked(app)
        await app.press("t", "u")
        stays = (
            "Interviews are not undone; x in Cases takes the one on Answering from documents away"
        )
        assert f"Nothing to undo. {stays}" in app.said
        app.study.answer("alpha/first", Rating.GOOD)
        await app.press("u")
        assert app.said.endswith("Undone: review alpha/first.")


async def test_undo_on_today_takes_back_a_placement(tmp_path: Path, content: Path) -> None:
    async with running(tmp_path, content) as app:
        await app.press("k", "3", "space", "3", "e", "enter", "u")
        assert "Undone: placement." in app.said


async def test_a_screen_that_is_being_taken_away_is_drawn_no_more(
    tmp_path: Path, content: Path
) -> None:
    async with running(tmp_path, content) as app:
        await app.press("c")
        cases = app.app.screen
        assert isinstance(cases, CasesScreen)
        going = app.app.pop_screen()
        while cases.is_attached:
            cases._draw([])
            await asyncio.sleep(0)
        await going
        assert app.app.is_running
