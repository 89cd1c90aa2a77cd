"""The placement screen: level, question, answer, result, at both sizes."""

from pathlib import Path

import pytest
from flows import running

from mlsd_graph.level import Level
from mlsd_graph.memory import Rating
from mlsd_graph.study.placing import begin, placing
from tui.screens.placement import PlacementScreen
from tui.screens.today import TodayScreen


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_test_from_the_offer_to_the_result(
    tmp_path: Path, content: Path, size: tuple[int, int]
) -> None:
    async with running(tmp_path, content, size) as app:
        assert "k finds out" in app.text
        text = await app.press("k")
        assert "1 junior   2 mid   3 senior   4 staff" in text
        text = await app.press("2")
        assert "question 1 of at most 25" in text
        assert "Why this: it is" in text
        assert "space shows the answer" in text
        text = await app.press("space")
        assert "did you know it?" in text
        assert "a question of the placement" in text
        text = await app.press("4")
        assert "Known at once: " in text
        assert "question 2" in text
        text = await app.press("n")
        assert "Not known: " in text
        text = await app.press("e")
        assert "of 3 concepts" in text
        assert "known  check  learn" in text
        assert app.reviews() == [Rating.EASY, Rating.AGAIN]
        await app.press("enter")
        assert isinstance(app.app.screen, TodayScreen)
        assert "k finds out" not in app.text


async def test_undo_takes_back_the_result_then_the_answer_then_the_beginning(
    tmp_path: Path, content: Path
) -> None:
    async with running(tmp_path, content) as app:
        await app.press("k", "3", "space", "3", "e")
        assert placing(app.study).record.ended is not None
        assert "question 2" in await app.press("u")
        assert "question 1" in await app.press("u")
        assert "1 junior" in await app.press("u")
        assert placing(app.study).record.is_new


async def test_undo_leaves_what_came_since_and_says_so(tmp_path: Path, content: Path) -> None:
    async with running(tmp_path, content) as app:
        await app.press("k", "3", "space", "3")
        app.study.answer("gamma/aloud", Rating.GOOD)
        await app.press("u")
        assert "something else came since: review gamma/aloud" in " ".join(app.said.split())
        assert len(app.reviews()) == 2


async def test_a_test_that_was_left_goes_on(tmp_path: Path, content: Path) -> None:
    async with running(tmp_path, content) as app:
        await app.press("k", "3", "space", "2", "q")
        assert "k goes on with it" in app.text
        text = await app.press("k")
        assert "question 2" in text
        assert "Partly known" in text


async def test_declining_ends_the_offer(tmp_path: Path, content: Path) -> None:
    async with running(tmp_path, content) as app:
        text = await app.press("k", "x")
        assert isinstance(app.app.screen, TodayScreen)
        assert "k finds out" not in text
        assert placing(app.study).record.skipped
        assert "1 junior" in await app.press("k")


async def test_when_all_is_asked_the_result_comes_by_itself(tmp_path: Path, content: Path) -> None:
    async with running(tmp_path, content) as app:
        await app.press("k", "4")
        while "question" in app.text:
            await app.press("space", "3")
        assert isinstance(app.app.screen, PlacementScreen)
        assert "Roughly: 3 known, 0 to check, 0 to learn of 3 concepts." in app.text
        assert "Today" in await app.press("q")
        assert "3 concepts count as known" in await app.press("k")


async def test_nothing_to_ask_is_said_and_nothing_is_recorded(
    tmp_path: Path, content: Path
) -> None:
    async with running(tmp_path, content) as app:
        for uid in app.study.library.cards:
            app.study.suspend(uid)
        await app.press("k", "1")
        assert "There is no card to ask" in app.said
        assert placing(app.study).record.is_new
        app.study.unsuspend("alpha/first")
        assert "question 1" in await app.press("1")


async def test_the_same_test_in_another_terminal_is_followed(tmp_path: Path, content: Path) -> None:
    async with running(tmp_path, content) as app:
        begin(app.study, Level.STAFF)
        assert "question 1" in await app.press("k")
