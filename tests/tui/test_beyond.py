"""A day that is done says what is due beyond it, and how to go on."""

from pathlib import Path

import pytest
from flows import Driver, running
from page_files import write_pages
from small_design import case_study

from mlsd_graph.level import Level
from mlsd_graph.memory import Rating
from mlsd_graph.planning import Target
from tui.screens.review import ReviewScreen
from tui.screens.summary import SummaryScreen

CARDS = ("alpha/first", "alpha/hidden#c1", "alpha/hidden#c2", "alpha/size", "beta/name")


@pytest.fixture
def content(content: Path) -> Path:
    page = case_study("Letters", "search", "gamma")
    return write_pages(content, {"case-studies/letters.md": page})


async def late(app: Driver) -> None:
    """Let five reviews be two months late."""
    app.study.configure("new_per_day", "0")
    for uid in CARDS:
        app.study.answer(uid, Rating.EASY, duration_ms=30_000)
    app.clock.forward(days=60)


async def test_today_and_the_summary_say_what_is_due_beyond_the_plan_and_m_goes_on(
    tmp_path: Path, content: Path
) -> None:
    async with running(tmp_path, content, (120, 40)) as app:
        await late(app)
        today = app.study.now().day
        app.study.configure("interview", Target(today, today + 20, 2, Level.MID).text)
        while (shown := app.study.next()) is not None:
            app.study.answer(shown.card.uid, Rating.EASY, duration_ms=40_000)
        beyond = app.study.today().beyond
        await app.press("question_mark", "escape")

        said = f"Plan done for today; {beyond} more card"
        assert said in app.text
        assert "m adds 10 minutes" in app.text
        assert "Nothing is waiting" not in app.text
        assert "The next card is due" not in app.text
        await app.press("enter")
        assert said in app.said

        app.app.push_screen(SummaryScreen())
        assert said in await app.settle()
        await app.press("m")
        assert isinstance(app.app.screen, ReviewScreen)


async def test_the_summary_of_a_day_at_its_limit_says_what_is_due_beyond_it(
    tmp_path: Path, content: Path
) -> None:
    async with running(tmp_path, content) as app:
        await late(app)
        app.study.configure("reviews_per_day", "1")
        await app.press("question_mark", "escape")
        assert "4 more cards are due beyond today's limits." in app.text
        await app.press("enter", "space", "4")

        said = "Today's limit of reviews is reached; 4 more cards are due"
        assert f"{said}: `mlsd set reviews_per_day N` raises it." in " ".join(app.text.split())
        await app.press("r")
        assert "4 more cards are due" in app.said
