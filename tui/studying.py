"""An app with a study: opened once the first frame is drawn, and called off the loop.

Calls that write run one after the other in a thread of their own; the screen that asked for one
draws the next card when the commit has returned.
"""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from textual.app import App
from textual.events import Event, InputEvent
from textual.notifications import Notification, Notify

from mlsd_graph.errors import MlsdError
from tui.complaints import Complaints
from tui.pauses import lasting

if TYPE_CHECKING:
    from mlsd_graph.study import Study

_Result = TypeVar("_Result")
_AWAY_SECONDS = 60.0
_ACT_SECONDS, _LONG_SECONDS, _LONG = 3.0, 8.0, 60
"""How long an act is told: the second where it takes more characters than the third."""
"""Without a key, after which nobody is taken to look at the screen."""


class StudyApp(App[None]):
    """Holds the study of one learner."""

    def __init__(self, open_study: "Callable[[], Study]") -> None:
        super().__init__()
        self.study: Study | None = None
        self.complaints = Complaints(self)
        self._open_study = open_study
        self._is_loading = False
        self._wished: Callable[[], None] | None = None
        self._busy = 0.0
        self._touched = time.monotonic()
        self._unread: Callable[[], None] | None = None
        self._act: Notification | None = None
        # One thread, so that two grades are committed in the order in which they were given.
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="study")

    def load(self) -> None:
        """Begin to open the study, unless that was begun before."""
        if not self._is_loading:
            self._is_loading = True
            self.run_worker(self._loaded(), group="load", exit_on_error=True)

    def once_open(self, wished: Callable[[], None]) -> None:
        """Open the study without waiting for anything more, and then do this instead of a look."""
        self._wished = wished
        self.load()

    async def opened(self, study: "Study", wished: Callable[[], None] | None) -> None:
        """Go on with a study that has just been opened; what the learner wished meanwhile first."""

    async def _loaded(self) -> None:
        """Open the study off the loop; without it there is nothing to do, so an error ends."""
        loop = asyncio.get_running_loop()
        try:
            study = await loop.run_in_executor(self._writer, lasting, self._open_study)
        except MlsdError as error:
            self.exit(return_code=error.exit_code, message=f"mlsd: {error}")
            return
        self.study = study
        await self.opened(study, self._wished)

    async def on_event(self, event: Event) -> None:
        """Say what has waited for a reader at the next key or movement of the mouse."""
        if isinstance(event, InputEvent):
            self._touched = time.monotonic()
            if (say := self._unread) is not None:
                self._unread = None
                say()
        await super().on_event(event)

    def once_read(self, say: Callable[[], None]) -> None:
        """Say something now, or if nobody has touched the keys for a while, once somebody does."""
        if time.monotonic() - self._touched > _AWAY_SECONDS:
            self._unread = say
        else:
            say()

    def idle_seconds(self) -> float:
        """Tell for how long nothing was asked of the study."""
        return time.monotonic() - self._busy

    def writing(
        self,
        call: "Callable[[], _Result]",
        done: "Callable[[_Result], None]",
        failed: Callable[[MlsdError], bool | None] | None = None,
    ) -> None:
        """Run a call of the study off the loop, in order, then `done` or `failed` on the loop.

        An error is said in a toast, unless `failed` returns that it has said it.
        """
        self._busy = time.monotonic()

        async def work() -> None:
            loop = asyncio.get_running_loop()
            try:
                result = await loop.run_in_executor(self._writer, call)
            except MlsdError as error:
                if failed is None or not failed(error):
                    self.complain(error)
            else:
                done(result)

        self.run_worker(work(), group="study")

    def tell_act(self, said: str) -> None:
        """Say what was done in place of the act before; what else is being said stays."""
        if self._act is not None:
            self._act.timeout = 0.0  # over: the next toast takes its place
        self._act = Notification(said, timeout=_ACT_SECONDS if len(said) < _LONG else _LONG_SECONDS)
        self.post_message(Notify(self._act))

    def complain(self, error: MlsdError) -> None:
        """Say what went wrong, and what to do."""
        self.complaints.say(error)
