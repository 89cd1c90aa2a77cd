"""Plan mode: with and without a target, the form, and how planning ends."""

from pathlib import Path

import pytest
from flows import NOON, Driver, running
from lived_log import drafts, lived
from page_files import write_pages
from small_design import case_study

from mlsd_graph.memory import Rating
from mlsd_graph.planning import Target
from tui.screens.cases import CasesScreen
from tui.screens.plan import PlanScreen
from tui.screens.review import ReviewScreen
from tui.screens.target import TargetScreen
from tui.screens.today import TodayScreen

DATE = "2026-12-24"


@pytest.fixture
def content(content: Path) -> Path:
    return write_pages(
        content, {"case-studies/letters.md": case_study("Letters", "search", "gamma")}
    )


async def set_target(app: Driver, *values: str) -> str:
    await app.press("a", "e")
    assert isinstance(app.app.screen, TargetScreen)
    for place, value in enumerate(values):
        if place:
            await app.press("tab")
        await app.pilot.press(*value)
    return await app.press("enter")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_without_a_target_it_explains_and_the_form_makes_one(
    tmp_path: Path, content: Path, size: tuple[int, int]
) -> None:
    async with running(tmp_path, content, size=size) as app:
        shown = await app.press("a")
        assert "No interview is set." in shown
        assert "A missed week" in " ".join(shown.split())
        await app.press("q")
        shown = await set_target(app, DATE, "20", "senior", "search")
        assert isinstance(app.app.screen, PlanScreen)
        assert "Thursday 24 December, in 33 days" in shown
        assert "min a day needed with no day missed, 20 given" in shown
        assert "Letters" in shown
        assert max(map(len, shown.split("\n"))) <= size[0]
        await app.press("enter")
        assert isinstance(app.app.screen, ReviewScreen)


async def test_l_lists_all_concepts_with_their_reasons_and_shows_the_plan_again(
    tmp_path: Path, content: Path
) -> None:
    async with running(tmp_path, content, size=(120, 40)) as app:
        shown = await set_target(app, DATE, "1", "senior", "search")
        assert "on the day itself what is due" in shown
        assert "gain per second" not in shown
        shown = await app.press("l")
        assert "1 case study, most of all Letters" in shown
        assert "Gamma rests on it" in shown
        assert "in 33 days" in await app.press("l")


@pytest.mark.parametrize("key", ["escape", "q"])
async def test_back_leads_from_the_list_to_the_plan_and_only_then_to_today(
    tmp_path: Path, content: Path, key: str
) -> None:
    async with running(tmp_path, content, size=(120, 40)) as app:
        app.study.configure("interview", Target(*days(app), 20).text)
        await app.press("a", "l")
        assert "in 33 days" in await app.press(key)
        assert isinstance(app.app.screen, PlanScreen)
        await app.press(key)
        assert isinstance(app.app.screen, TodayScreen)
        assert app.app.is_running


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (("2020-01-01",), "has passed"),
        (("2026-11-21",), "is today"),
        ((DATE, "0"), "0 minutes"),
        ((DATE, "many"), "no number of minutes"),
        ((DATE, "20", "principal"), "junior, mid, senior, staff"),
        ((DATE, "20", "mid", "serch"), "Did you mean search?"),
        ((DATE, "20", "mid", "", "leters"), "Did you mean letters"),
        (("",), "Give the date"),
    ],
)
async def test_the_form_says_what_is_wrong_and_records_nothing(
    tmp_path: Path, content: Path, values: tuple[str, ...], said: str
) -> None:
    async with running(tmp_path, content) as app:
        shown = await set_target(app, *values)
        assert isinstance(app.app.screen, TargetScreen)
        assert said in " ".join(shown.replace("│", " ").split())
        assert not app.study.settings.interview
        await app.press("escape")
        assert isinstance(app.app.screen, PlanScreen)


async def test_two_presses_end_the_plan_and_undo_brings_it_back(
    tmp_path: Path, content: Path
) -> None:
    async with running(tmp_path, content) as app:
        await set_target(app, DATE, "20")
        await app.press("x")
        assert app.study.settings.interview
        assert "No interview is set." in await app.press("x")
        assert "in 33 days" in await app.press("u")


async def test_readiness_over_time_is_drawn_and_more_minutes_go_on(
    tmp_path: Path, content: Path
) -> None:
    async with running(tmp_path, content, size=(120, 60)) as app:
        app.study.store.append(drafts(lived(60, 4)))
        app.study.answer("gamma/aloud", Rating.EASY, duration_ms=90_000)
        shown = await set_target(app, DATE, "1")
        assert "Readiness over time" in shown
        assert "today … 2026-12-24" in shown
        assert "min done. Plan done for today" in shown
        assert "m adds 10 minutes." in shown
        assert "of 11 min done" in await app.press("m")
        while app.study.next() is not None:
            shown = app.study.next()
            assert shown
            app.study.answer(shown.card.uid, Rating.EASY, duration_ms=120_000)
        shown = await app.press("q")
        assert "Plan done for today, and nothing else is due; m adds 10 minutes." in shown
        assert "Interview in 33 days, on Thursday 24 December." in shown


async def test_leaving_at_once_ends_the_planning_quietly(tmp_path: Path, content: Path) -> None:
    async with running(tmp_path, content) as app:
        app.study.configure("interview", Target(*days(app), 20).text)
        await app.pilot.press("a", "q")
        await app.settle()
        assert isinstance(app.app.screen, TodayScreen)
        assert app.said == ""


async def test_stopped_planning_says_so_and_can_be_done_again(
    tmp_path: Path, content: Path
) -> None:
    async with running(tmp_path, content) as app:
        app.study.configure("interview", Target(*days(app), 20).text)
        await app.press("a")
        screen = app.app.screen
        assert isinstance(screen, PlanScreen)
        screen.refresh_study()
        screen.action_stop()
        await app.settle()
        assert "Stopped" in app.text
        assert "min a day needed" in await app.press("r")


async def test_stopping_is_said_at_once_and_what_comes_later_is_not_shown(
    tmp_path: Path, content: Path
) -> None:
    async with running(tmp_path, content) as app:
        app.study.configure("interview", Target(*days(app), 20).text)
        await app.press("a")
        screen = app.app.screen
        assert isinstance(screen, PlanScreen)
        screen.refresh_study()
        app.app.simulate_key("c")
        await app.pilot.pause()
        assert "Stopped" in app.text
        assert "Stopped" in await app.settle()
        assert app.app.screen is screen


async def test_without_a_target_there_is_nothing_to_stop_or_to_plan_again(
    tmp_path: Path, content: Path
) -> None:
    async with running(tmp_path, content) as app:
        explained = await app.press("a")
        screen = app.app.screen
        assert isinstance(screen, PlanScreen)
        screen.refresh_study()
        screen._look()
        assert "Stop" not in app.text
        assert await app.press("r") == explained
        screen.refresh_study()
        app.app.simulate_key("c")
        await app.settle()
        assert isinstance(app.app.screen, CasesScreen)


@pytest.mark.parametrize("pauses", [(), (0.0,), (0.02,), (0.1,), (0.3,)])
async def test_stop_pressed_at_any_moment_never_leaves_the_app(
    tmp_path: Path, content: Path, pauses: tuple[float, ...]
) -> None:
    async with running(tmp_path, content) as app:
        app.study.configure("interview", Target(*days(app), 20).text)
        app.app.simulate_key("a")
        for pause in pauses:
            await app.pilot.pause(pause)
        for _ in range(3):
            app.app.simulate_key("c")
        await app.settle()
        assert app.app.is_running
        assert app.app._exception is None
        assert isinstance(app.app.screen, PlanScreen | CasesScreen)


async def test_the_end_of_a_plan_is_said_once(tmp_path: Path, content: Path) -> None:
    async with running(tmp_path, content) as app:
        app.study.configure("interview", Target(*days(app, 5), 20).text)
    late = NOON + 7 * 86_400_000
    async with running(tmp_path, content, at=late) as app:
        assert "has ended" in app.said
        assert "has passed" in await app.press("a")
    async with running(tmp_path, content, at=late) as app:
        assert "has ended" not in app.said


def days(app: Driver, ahead: int = 33) -> tuple[int, int]:
    today = app.study.now().day
    return today, today + ahead
