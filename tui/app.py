"""The app: its keys and theme, what is done once the study is open, and the watch on its files.

The first frame is drawn before anything is loaded.
"""

import asyncio
import signal
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from mlsd_graph.config import Config, save_theme
from mlsd_graph.errors import ConfigError, EditorError, MlsdError
from tui.editor import editor_command, run_editor
from tui.hang_up import end_with_terminal
from tui.modes import ModesApp
from tui.palette import CommandProvider, PageProvider, PhoneProvider
from tui.pauses import lasting, share_evenly
from tui.planning import plan_today
from tui.screens.base import StudyScreen
from tui.screens.today import TodayScreen

if TYPE_CHECKING:
    from textual.theme import Theme

    from mlsd_graph.study import Study
    from mlsd_graph.study.views import Place, Reloaded
    from tui.phone import Phone

_FRAME_SECONDS = 0.01
_AT_LATEST_SECONDS = 0.5
"""After which the study is opened although nobody said that the first frame is drawn."""
_WATCH_SECONDS = 2.0
_QUIET_SECONDS = 1.0
"""After a call of the study; the stat of 10,000 files would be felt in the next card."""
_REST_SECONDS = 0.25
"""Time to press enter on Today before the interpreter is shared with the look at all content."""
_CARE_SECONDS = 600.0


class MlsdApp(ModesApp):
    """Today, Review, Browse and the pages behind them."""

    TITLE = "mlsd"
    CSS_PATH = "app.tcss"
    COMMANDS = {CommandProvider, PageProvider, PhoneProvider}  # noqa: RUF012  as Textual has it
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "today", "Today", id="app.today", tooltip="What is due and what is next"),
        Binding("b", "browse", "Browse", id="app.browse", tooltip="Concepts and cards"),
        Binding("a", "plan", "Plan", id="app.plan", tooltip="What to study until an interview"),
        Binding("s", "stats", "Stats", id="app.stats", tooltip="Streak, recall and what is coming"),
        Binding("c", "cases", "Cases", id="app.cases", tooltip="Case studies, mock interviews"),
        Binding("slash", "search", "Search", id="app.search", show=False, tooltip="Search"),
        Binding("question_mark", "help", "Help", id="app.help", tooltip="All keys"),
        Binding("ctrl+q", "quit", "Quit", id="app.quit", show=False, tooltip="Leave at once"),
    ]

    def __init__(
        self,
        open_study: "Callable[[], Study]",
        config: Config,
        open_phone: "Callable[[], Phone] | None" = None,
        begin: "Callable[[MlsdApp], None] | None" = None,
    ) -> None:
        """`begin` opens what the command line asked for, once the study is there."""
        super().__init__(open_study)
        self.config = config
        self.has_phone = open_phone is not None
        self._open_phone = open_phone
        self._begin = begin
        self._day = 0
        """Number of the study day that the screens were last drawn for."""
        self.animation_level = "none"

    def get_default_screen(self) -> TodayScreen:
        """Begin with Today; an empty screen below it would be laid out first, for 17 ms."""
        return TodayScreen()

    def on_mount(self) -> None:
        """Set theme and keys, and load once Today has been drawn."""
        if self.config.theme in self.available_themes:
            self.theme = self.config.theme
        else:
            said = f"config.toml: there is no theme {self.config.theme!r}; ctrl+p lists them."
            self.notify(said, severity="warning", markup=False, timeout=10)
        self.set_keymap(self.config.keymap)
        self.theme_changed_signal.subscribe(self, self._keep_theme)
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            # Without this the terminal stays in its alternate screen; reviews are safe either way.
            loop.add_signal_handler(number, self.exit)
        if not self.is_headless:
            end_with_terminal(lambda: loop.call_soon_threadsafe(self.exit))
        share_evenly()
        # drawn is not yet written: loading at once would hold up the thread that writes
        self.call_after_refresh(lambda: self.set_timer(_FRAME_SECONDS, self.load))
        # a screen that another one covers at once never calls back
        self.set_timer(_AT_LATEST_SECONDS, self.load)

    async def opened(self, study: "Study", wished: Callable[[], None] | None) -> None:
        """Show the day, then look at all content and states, and at what that brings up."""
        loop = asyncio.get_running_loop()
        self._day = study.now().day
        if study.first_run:
            from tui.screens.welcome import WelcomeScreen  # noqa: PLC0415  once in a lifetime

            self.push_screen(WelcomeScreen())
        if wished is not None and not study.first_run:
            wished()
        else:
            self._refresh_screen()
        if self._begin is not None:
            self._begin(self)
        await self._rested()
        # Due cards can be asked meanwhile; the queue needs a look at all pages and states.
        await loop.run_in_executor(None, lasting, study.warm)
        self._refresh_screen()
        for notice in await loop.run_in_executor(None, lambda: study.notices):
            self.notify(notice, markup=False, timeout=10)
        await self._doubt_keymap()
        await plan_today(self, study)
        self.set_interval(_WATCH_SECONDS, self._watch_if_quiet)
        self._care_when_quiet(study)
        self.set_interval(_CARE_SECONDS, lambda: self._care_when_quiet(study))

    async def _doubt_keymap(self) -> None:
        """Say what of the learner's keymap cannot be; that imports every screen."""
        notices = [*self.config.doubts]
        if self.config.keymap:
            from tui.keymap import keymap_notices  # noqa: PLC0415  not before the first frame

            loop = asyncio.get_running_loop()
            notices += await loop.run_in_executor(None, keymap_notices, self.config.keymap)
        for notice in notices:
            self.notify(notice, severity="warning", markup=False, timeout=15)

    async def _rested(self) -> None:
        """Wait until nothing was asked for a moment: whoever opens the app to review goes first."""
        await asyncio.sleep(_REST_SECONDS)
        while self.idle_seconds() < _REST_SECONDS:  # noqa: ASYNC110  pushed on by each key
            await asyncio.sleep(_REST_SECONDS / 5)

    def _care_when_quiet(self, study: "Study") -> None:
        """Back up if it is time, but never while a grade could have to wait for it."""
        if self.idle_seconds() > _QUIET_SECONDS:
            self.writing(study.care, lambda _: None, self.complaints.foresee)
        else:
            self.set_timer(_QUIET_SECONDS, lambda: self._care_when_quiet(study))

    @cached_property
    def phone(self) -> "Phone | None":
        """The way to a phone and back, imported when asked for; None without one."""
        return self._open_phone() if self._open_phone else None

    def open_phone(self) -> None:
        """Show what is out, and the ways out and back."""
        from tui.screens.phone import PhoneScreen  # noqa: PLC0415  not before the first frame

        if self.phone is not None and not isinstance(self.screen, PhoneScreen):
            self.push_screen(PhoneScreen())

    def edit(self, page_or_card: str) -> None:
        """Open the learner's editor at a page or card, then read the file again."""
        study = self.study
        if study is None:
            return

        def open_editor(place: "Place") -> None:
            try:
                run_editor(self, editor_command(self.config.editor, place))
            except EditorError as error:
                self.complain(error)

            def done(reloaded: "Reloaded | None") -> None:
                self._changed(reloaded)
                if reloaded is None or not reloaded.fresh:
                    # what was wrong already is worth saying to whoever has just tried to mend it
                    self.complaints.faults(study, study.faults(place.path))

            self.writing(study.reload, done)

        self.writing(lambda: study.editable(page_or_card), open_editor)

    def _watch_if_quiet(self) -> None:
        if self.idle_seconds() > _QUIET_SECONDS:
            self._turn_day()
            self._watch()

    def _turn_day(self) -> None:
        """Draw and plan anew once the study day is another one: 04:00, a flight, a set clock."""
        study = self.study
        if study is not None and study.now().day != self._day:
            self._day = study.now().day
            self._refresh_screen()
            self.run_worker(plan_today(self, study), group="day")

    def _watch(self) -> None:
        """Look for changed files, unless the last look is still going on."""
        if not any(worker.group == "watch" and worker.is_running for worker in self.workers):
            self.run_worker(self._look(), group="watch")

    async def _look(self) -> None:
        study = self.study
        if study is None:
            return
        try:
            reloaded = await asyncio.get_running_loop().run_in_executor(None, study.reload)
        except MlsdError as error:
            self.complain(error)
            return
        self._changed(reloaded)

    def _changed(self, reloaded: "Reloaded | None") -> None:
        if reloaded is not None and self.study is not None:
            self.complaints.faults(self.study, reloaded.fresh)
            self._refresh_screen()

    def _refresh_screen(self) -> None:
        if isinstance(self.screen, StudyScreen):
            self.screen.refresh_study()

    def _keep_theme(self, theme: "Theme") -> None:
        if theme.name == self.config.theme:
            return
        try:
            self.config = save_theme(self.config, theme.name)
        except OSError as error:
            said = f"{self.config.path}: {error.strerror}."
            self.complain(ConfigError(said, "The theme holds until you leave."))
