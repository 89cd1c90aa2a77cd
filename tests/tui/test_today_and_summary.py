from pathlib import Path

import pytest
from flows import NOON, running

from mlsd_graph.memory import Rating
from mlsd_graph.study.streaks import FLOOR
from tui.screens.summary import SummaryScreen
from tui.screens.today import TodayScreen


async def test_today_says_how_much_waits_and_why(tmp_path: Path, content: Path) -> None:
    async with running(tmp_path, content) as app:
        assert "0 due   8 new" in app.text
        assert "Alpha" in app.text
        assert "opens 1 concept" in app.text
        assert "Beta  after Alpha" in app.text


async def test_today_moves_with_the_reviews_and_with_undo(tmp_path: Path, content: Path) -> None:
    async with running(tmp_path, content) as app:
        await app.press("enter", "space", "4", "q", "enter")
        after = app.text
        await app.press("u")

        assert "1 done today   0 days in a row, longest 0; today counts from 5 reviews" in after
        assert "7 new" in after
        assert "0 done today" in app.text
        assert "8 new" in app.text


async def test_the_streak_is_the_same_wherever_it_is_told(tmp_path: Path, content: Path) -> None:
    async with running(tmp_path, content) as app:
        for _ in range(FLOOR - 1):
            app.study.answer("beta/name", Rating.EASY, duration_ms=1, source="test")
        await app.press("enter", "space", "4", "q")
        summed = app.text
        await app.press("enter")
        today = app.text
        charted = await app.press("s")

        assert "1 day in a row; today counts" in summed
        assert "1 day in a row, longest 1; today counts" in today
        assert "1 day in a row" in charted
        assert "today counts;" in charted
        stats = app.study.stats()
        assert (stats.streak, stats.longest, stats.study_days) == (1, 1, 1)


async def test_next_names_the_learning_cards_that_enter_asks(tmp_path: Path, content: Path) -> None:
    async with running(tmp_path, content) as app:
        app.study.configure("new_per_day", "2")
        await app.press("enter", "space", "3", "space", "3", "q", "enter")

        assert "2 due   0 new   2 learning" in app.text
        assert "Nothing is waiting" not in app.text
        first, *_ = app.study.today().queue
        title = app.study.library.title(app.study.library.cards[first.uid].page)
        assert f"{title} ×2  between its learning steps" in app.text
        asked = app.study.next(at_once=True)
        assert asked is not None
        assert asked.card.uid == first.uid


async def test_a_session_ends_with_its_summary(tmp_path: Path, content: Path) -> None:
    async with running(tmp_path, content) as app:
        await app.press("enter", "space", "1", "q")

        assert isinstance(app.app.screen, SummaryScreen)
        assert "1 review in" in app.text
        assert "0 % recalled" in app.text
        assert "Slipped" in app.text
        assert "Alpha: First" in app.text
        await app.press("enter")
        assert isinstance(app.app.screen, TodayScreen)


@pytest.mark.parametrize(
    ("hours", "when"), [(0, "on Sunday 22 November"), (14, "at 04:00")], ids=["noon", "night"]
)
async def test_an_empty_day_says_when_the_next_card_comes(
    tmp_path: Path, content: Path, hours: int, when: str
) -> None:
    async with running(tmp_path, content, at=NOON + hours * 3_600_000) as app:
        app.study.configure("new_per_day", "1")
        await app.press("enter", "space", "4")
        await app.press("q", "enter")

        assert "All done for now." in app.text
        assert f"The next card is due {when}." in app.text


async def test_help_lists_the_keys_of_the_screen_it_was_called_from(
    tmp_path: Path, content: Path
) -> None:
    async with running(tmp_path, content) as app:
        today = await app.press("question_mark")
        await app.press("escape", "enter")
        review = await app.press("question_mark")

        assert "Start reviewing" in today
        assert "Start reviewing" not in review
        assert "Keys" in review
        assert "Take back the last act  review.undo" in review


async def test_undo_on_today_can_be_done_again(tmp_path: Path, content: Path) -> None:
    async with running(tmp_path, content) as app:
        await app.press("enter", "space", "3", "escape", "escape", "u")
        assert app.reviews() != []
        undone = len(app.study.store.events())

        await app.press("U")

        assert "Done again: review alpha/first." in app.said
        assert len(app.study.store.events()) == undone + 1


async def test_help_begins_with_what_the_screen_is_for(tmp_path: Path, content: Path) -> None:
    async with running(tmp_path, content) as app:
        await app.press("enter")
        await app.press("question_mark")
        lines = (await app.until(lambda: "Keys" in app.text)).splitlines()

        keys = next(at for at, line in enumerate(lines) if "Keys" in line)
        assert "review.reveal" in "".join(lines[keys + 1 : keys + 3])
        assert "pgup" not in "".join(lines[keys : keys + 5])


async def test_a_toast_stands_below_the_text_and_above_the_intervals(
    tmp_path: Path, content: Path
) -> None:
    async with running(tmp_path, content, toasts=True) as app:
        await app.press("enter", "space")
        app.app.notify("Something happened.", markup=False)
        await app.settle()

        lines = app.text.splitlines()
        said = next(at for at, line in enumerate(lines) if "Something happened." in line)
        assert 16 < said < 22
        assert "[3 Good" in lines[22]


async def test_the_lists_stand_beside_each_other_where_they_fit(
    tmp_path: Path, content: Path
) -> None:
    def beside(text: str) -> bool:
        return any("Next" in line and "Opens next" in line for line in text.splitlines())

    async with running(tmp_path, content, size=(120, 40)) as app:
        assert beside(app.text)
        await app.pilot.resize_terminal(80, 24)
        assert not beside(await app.settle())
        await app.pilot.resize_terminal(120, 40)
        assert beside(await app.settle())


async def test_next_tells_learning_cards_from_due_ones_and_whose_reason_it_gives(
    tmp_path: Path, content: Path
) -> None:
    async with running(tmp_path, content) as app:
        grades = (Rating.EASY, Rating.GOOD, Rating.GOOD)
        for uid, rating in zip(("hidden#c1", "hidden#c2", "size"), grades, strict=True):
            for given in (rating, Rating.EASY):
                app.study.answer(f"alpha/{uid}", given, duration_ms=1, source="test")
        app.clock.forward(days=40)
        app.study.answer("alpha/first", Rating.AGAIN, duration_ms=1, source="test")
        app.clock.forward(minutes=30)
        app.study.reload()
        screen = app.app.screen
        assert isinstance(screen, TodayScreen)
        screen.refresh_study()
        await app.settle()

        assert "4 due   4 new   1 learning" in app.text
        assert "Alpha  between its learning steps" in app.text
        assert "Alpha ×3  the first: due, 36 days late, recall 69 %" in app.text
