from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event

from flows import Driver, running
from hand_clock import Clock

from mlsd_graph.config import Config
from mlsd_graph.memory import Rating
from mlsd_graph.paths import Paths
from mlsd_graph.study import Study
from tui.app import MlsdApp
from tui.screens.review import ReviewScreen
from tui.screens.today import TodayScreen


@asynccontextmanager
async def loading(home: Paths, content: Path, clock: Clock) -> AsyncIterator[tuple[Driver, Event]]:
    """An app of which the study, with a card that is due, is not opened before the event."""
    opened = Study.open(home, [content], clock)
    first = opened.next()
    assert first is not None
    opened.answer(first.card.uid, Rating.AGAIN)
    released = Event()

    def slowly() -> Study:
        released.wait()
        return opened

    app = MlsdApp(slowly, Config(path=home.config_file))
    async with app.run_test(size=(80, 24)) as pilot:
        try:
            yield Driver(pilot, opened, clock), released
        finally:
            released.set()  # else a failure would wait for the loading for ever
    opened.close()


async def press(driver: Driver, *keys: str) -> None:
    """Press keys without waiting for what they begin."""
    for key in keys:
        driver.app.simulate_key(key)
        await driver.pilot.pause()


async def test_enter_before_anything_is_loaded_begins_the_review(
    home: Paths, content: Path, clock: Clock
) -> None:
    async with loading(home, content, clock) as (driver, released):
        await press(driver, "enter")
        assert isinstance(driver.app.screen, TodayScreen)
        assert "loading" in driver.text
        released.set()
        await driver.settle()

        assert isinstance(driver.app.screen, ReviewScreen)
        assert "space shows" in driver.text


async def test_a_second_enter_and_a_wish_to_leave_make_no_second_review(
    home: Paths, content: Path, clock: Clock
) -> None:
    async with loading(home, content, clock) as (driver, released):
        await press(driver, "enter", "space", "enter")
        released.set()
        await driver.settle()
        app = driver.app
        reviews = [each for each in app.screen_stack if isinstance(each, ReviewScreen)]
        await driver.press("q")

        assert len(reviews) == 1
        assert isinstance(app.screen, TodayScreen)
        app.start_review()
        await driver.press("question_mark")
        assert not any(isinstance(each, ReviewScreen) for each in app.screen_stack)


async def test_a_click_on_a_key_presses_it(tmp_path: Path, content: Path) -> None:
    async with running(tmp_path, content) as app:
        line = app.text.splitlines()[-1]
        await app.pilot.click(offset=(line.index("Browse"), 23))
        await app.settle()

        assert type(app.app.screen).__name__ == "BrowseScreen"


async def test_a_due_card_is_asked_while_nobody_has_read_the_content(
    home: Paths, content: Path, clock: Clock, tmp_path: Path
) -> None:
    cache = tmp_path / "content.cache"
    earlier = Study.open(home, [content], clock, cache)
    asked = earlier.next()
    assert asked is not None
    earlier.answer(asked.card.uid, Rating.EASY)
    earlier.close()
    clock.ms += 40 * 86_400_000

    later = Study.open(home, [content], clock, cache)
    again = later.next(at_once=True)

    assert again is not None
    assert again.card == asked.card
    assert not later._present.is_loaded
    assert (again.page, set(again.outcomes)) == (asked.page, set(asked.outcomes))
    assert later.library.cards[again.card.uid] == again.card.head
    later.close()
