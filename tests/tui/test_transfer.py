"""A long act in a thread: watched, stopped, left alone, and ended with the app."""

import threading
from pathlib import Path

from flows import Driver, running

from mlsd_graph.errors import MlsdError
from mlsd_graph.stages import Show, Stage
from mlsd_graph.study import Study
from tui.phone import Offer, Summary
from tui.screens.phone import PhoneScreen
from tui.screens.transfer import TransferScreen


class SlowWay:
    """Waits in the middle of an export until it is told to go on."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.reached, self.go = threading.Event(), threading.Event()
        self.finished = False

    def deck(self) -> Path:
        return self.out

    def found(self, _study: Study) -> list[Path]:
        return []

    def export(self, _study: Study, _out: Path, show: Show, *, progress: bool) -> Summary:
        assert not progress
        show(Stage("Rendering cards", 3, 8))
        self.reached.set()
        assert self.go.wait(20)
        show(Stage("Checking the deck"))
        self.finished = True
        return Summary("The deck is written.", ())

    def look(self, _study: Study, _file: Path, _show: Show) -> Offer:
        raise NotImplementedError


async def begun(app: Driver, slow: SlowWay) -> str:
    """Start an export and wait until it is in its middle."""
    await app.press("p", "x")
    app.app.simulate_key("enter")
    return await app.until(lambda: slow.reached.is_set() and "Rendering cards" in app.text)


async def test_an_export_shows_its_bar_and_can_be_stopped(tmp_path: Path, content: Path) -> None:
    slow = SlowWay(tmp_path / "deck.apkg")
    async with running(tmp_path, content, phone=slow) as app:
        shown = await begun(app, slow)
        app.app.simulate_key("c")
        await app.until(lambda: isinstance(app.app.screen, PhoneScreen))
        slow.go.set()
        await app.settle()

        assert "Rendering cards  █████████░" in shown
        assert "37 %" in shown
        assert not slow.finished


async def test_left_for_a_review_an_export_goes_on_and_says_when_it_is_done(
    tmp_path: Path, content: Path
) -> None:
    slow = SlowWay(tmp_path / "deck.apkg")
    async with running(tmp_path, content, phone=slow) as app:
        await begun(app, slow)
        for key, comes in (("t", "done today"), ("enter", "space shows"), ("space", "Good")):
            app.app.simulate_key(key)
            await app.until(lambda text=comes: text in app.text)
        app.app.simulate_key("3")
        await app.until(lambda: len(app.reviews()) == 1)
        assert not slow.finished
        slow.go.set()
        await app.settle()

        assert slow.finished
        assert "The deck is written." in app.said


async def test_leaving_the_app_stops_an_export(tmp_path: Path, content: Path) -> None:
    slow = SlowWay(tmp_path / "deck.apkg")
    async with running(tmp_path, content, phone=slow) as app:
        await begun(app, slow)
        assert isinstance(app.app.screen, TransferScreen)
        app.app.exit()
        await app.until(lambda: all(worker.is_cancelled for worker in app.app.workers))
        slow.go.set()
    assert not slow.finished


async def test_a_toast_names_the_end_of_a_long_path(tmp_path: Path, content: Path) -> None:
    file = f"/home/learner/{'downloads-of-the-phone/' * 8}back.apkg"
    async with running(tmp_path, content) as app:
        app.app.complain(MlsdError(f"{file} holds no reviews.", "Look at content/x.md:3."))
        await app.settle()
        said = app.said

    assert "-of-the-phone/back.apkg holds no reviews." in said
    assert "/home/learner" not in said
    assert "Look at content/x.md:3." in said
