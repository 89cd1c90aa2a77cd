"""`u` at the end of a session takes the last act back as it does in a review."""

from pathlib import Path

from flows import running
from full_disks import full_disk

from mlsd_graph.memory import Rating
from tui.screens.review import ReviewScreen
from tui.screens.summary import SummaryScreen


async def test_the_last_grade_is_taken_back_and_its_card_asked(
    tmp_path: Path, content: Path
) -> None:
    async with running(tmp_path, content) as app:
        front = await app.press("enter")
        await app.press("space", "1", "q")
        assert isinstance(app.app.screen, SummaryScreen)
        assert "u Undo" in app.text

        asked = await app.press("u")

        assert isinstance(app.app.screen, ReviewScreen)
        assert "Undone: review" in app.said
        assert asked == front
        assert app.study.store.state("alpha/first") is None
        assert len(app.app.screen_stack) == 2


async def test_a_review_that_began_with_an_undo_ends_as_any(tmp_path: Path, content: Path) -> None:
    async with running(tmp_path, content) as app:
        await app.press("enter", "space", "1", "q", "u", "space", "4", "q")

        assert isinstance(app.app.screen, SummaryScreen)
        assert "1 review" in app.text
        assert app.reviews() == [Rating.AGAIN, Rating.EASY]
        await app.press("enter")
        assert "1 done today" in app.text


async def test_nothing_left_to_undo_asks_what_is_next(tmp_path: Path, content: Path) -> None:
    async with running(tmp_path, content) as app:
        await app.press("enter", "space", "4", "q")
        app.study.undo()  # as another window would

        await app.press("u")

        assert isinstance(app.app.screen, ReviewScreen)
        assert "Nothing to undo." in app.said
        assert "What does Alpha need" in app.text


async def test_an_undo_that_the_disk_refuses_leads_back_to_the_summary(
    tmp_path: Path, content: Path
) -> None:
    async with running(tmp_path, content) as app:
        await app.press("enter", "space", "1", "q")
        with full_disk():
            await app.press("u")

        assert isinstance(app.app.screen, SummaryScreen)
        assert "1 review" in app.text
        assert "Not saved: " in app.said
        assert app.reviews() == [Rating.AGAIN]
        assert len(app.app.screen_stack) == 2
        await app.press("u")
        assert isinstance(app.app.screen, ReviewScreen)
        assert "Undone: review" in app.said
