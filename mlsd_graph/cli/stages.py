"""The words for what an export or an import is at, and a bar beside a command."""

import os
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Self

from mlsd_graph.stages import Show, Stage

if TYPE_CHECKING:
    from export.anki.telling import Told
    from mlsd_graph.memory.fitting.fit import Progress

_WORDS = {
    "cards": "Rendering cards",
    "schedule": "Reading the log",
    "package": "Writing the deck",
    "check": "Checking the deck",
    "unpack": "Unpacking",
    "notes": "Reading notes",
    "pages": "Turning notes into cards",
    "reviews": "Comparing reviews",
    "rehearse": "Trying it on a copy",
    "record": "Recording",
    "replay": "Working out the schedule",
}
_WIDEST = 78
_CLEAR = "\r\x1b[K"


def telling(show: Show, totals: Mapping[str, int] | None = None) -> "Told":
    """Translate what the export tells into stages; `totals` are those that it does not tell."""
    known = totals or {}

    def told(stage: str, done: int, total: int = 0, /) -> None:
        show(Stage(_WORDS.get(stage, stage), done, total or known.get(stage, 0)))

    return told


@contextmanager
def planning() -> "Generator[Progress]":
    """Show a bar while a plan is made, and give what tells it the share that is done."""
    with Bar() as bar:
        yield lambda share: bar.show(Stage("Planning", round(100 * share), 100))


class Bar:
    """One line on stderr while a command works, where a terminal can take it back afterwards."""

    def __init__(self) -> None:
        self._shows = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._write(_CLEAR)

    def show(self, stage: Stage) -> None:
        """Draw a stage over the one before."""
        # A line that wraps is not taken back whole.
        if self._shows:
            columns = os.get_terminal_size(sys.stderr.fileno()).columns or _WIDEST
            self._write(f"{_CLEAR}{stage.line(min(_WIDEST, columns - 1))}")

    def _write(self, text: str) -> None:
        if self._shows:
            sys.stderr.write(text)
            sys.stderr.flush()
