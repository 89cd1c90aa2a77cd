"""Drives the app on a real study: the one place that knows how to wait for it."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from hand_clock import Clock
from textual.command import CommandList, CommandPalette
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from mlsd_graph.config import Config
from mlsd_graph.memory import Rating
from mlsd_graph.paths import Paths
from mlsd_graph.study import Study
from tui.app import MlsdApp
from tui.phone import Phone
from tui.screens.welcome import WelcomeScreen

NOON = 1_795_262_400_000
"""2026-11-21 12:00 UTC."""


def screen_text(app: MlsdApp) -> str:
    """Join the lines that are on the screen."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(s.text for s in strip).rstrip() for strip in strips)


class Driver:
    """A running app and its study."""

    def __init__(self, pilot: Pilot[None], study: Study, clock: Clock) -> None:
        self.pilot = pilot
        self.study = study
        self.clock = clock

    @property
    def app(self) -> MlsdApp:
        assert isinstance(self.pilot.app, MlsdApp)
        return self.pilot.app

    @property
    def text(self) -> str:
        return screen_text(self.app)

    @property
    def said(self) -> str:
        """What the toasts say."""
        return " ".join(note.message for note in self.app._notifications)

    async def settle(self) -> str:
        """Wait until the study is open, no worker runs and what they asked for is drawn."""
        await self.pilot.pause()
        while self.app.study is None and self.app.is_running and not self.app._exit:
            await self.pilot.pause(0.01)
        while any(worker.is_running for worker in self.app.workers):
            with suppress(WorkerCancelled):  # a newer one of its kind has taken its place
                await self.app.workers.wait_for_complete()
            await self.pilot.pause()
        return self.text

    async def until(self, seen: Callable[[], object]) -> str:
        """Wait for what no worker tells of, or what comes while one still runs."""
        end = time.monotonic() + 20
        while not seen():
            assert time.monotonic() < end, self.text
            await self.pilot.pause(0.02)
        return self.text

    async def offered(self, query: str) -> list[str]:
        """Open the palette, type, and name what it offers once it has searched."""
        await self.pilot.press("ctrl+p")
        await self.pilot.press(*("space" if c == " " else c for c in query))
        await self.pilot.pause(0.05)
        screen = self.app.screen
        assert isinstance(screen, CommandPalette)
        found = screen.query_one(CommandList)
        await self.until(lambda: found.options and not screen.has_class("-busy"))
        return [str(option.prompt).partition("\n")[0] for option in found.options]

    async def press(self, *keys: str) -> str:
        for key in keys:
            # `pilot.press` waits 60 ms for each key by design
            self.app.simulate_key(key)
            await self.settle()
        return self.text

    async def type(self, text: str) -> str:
        await self.pilot.press(*("space" if c == " " else c for c in text))
        return await self.press("enter")

    def reviews(self) -> list[Rating]:
        found = self.study.store.events(kinds=("review",))
        return [Rating(e.rating) for e in found if e.rating]


@asynccontextmanager
async def running(  # noqa: PLR0913  each a way in which apps differ
    home: Path,
    content: Path,
    size: tuple[int, int] = (80, 24),
    *,
    at: int = NOON,
    east: int = 0,
    phone: Phone | None = None,
    keymap: dict[str, str] | None = None,
    toasts: bool = False,
) -> AsyncIterator[Driver]:
    """Run the app over a content folder, its state below `home`; `at` is its time, UTC ms.

    It stands so many minutes `east` of UTC: the machine's, where a phone takes the machine's time.

    Toasts are drawn only when asked for: they would hide the lines that most tests read.
    """
    clock = Clock(at, east)
    paths = Paths(home / "state", home / "config", home / "cache")
    study = Study.open(paths, [content], clock)
    open_phone = (lambda: phone) if phone else None
    app = MlsdApp(lambda: study, Config(path=home / "config.toml", keymap=keymap or {}), open_phone)
    async with app.run_test(size=size, notifications=toasts) as pilot:
        driver = Driver(pilot, study, clock)
        await driver.settle()
        if isinstance(app.screen, WelcomeScreen):
            app.pop_screen()
            await driver.settle()
        yield driver
    study.close()
