"""What the app needs of a way to a phone and back; whoever starts the app hands one over.

The app knows neither decks nor packages: it shows stages, asks, and shows what came of it.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from mlsd_graph.stages import Show

if TYPE_CHECKING:
    from mlsd_graph.study import Study

PACKAGES = (".apkg", ".colpkg")
"""How the files of Anki end."""


class Summary(NamedTuple):
    """What an act did."""

    title: str
    lines: tuple[str, ...]
    """Text without control characters."""
    warnings: tuple[str, ...] = ()


class Offer(NamedTuple):
    """What an import would do, before anything is written."""

    summary: Summary
    is_empty: bool
    """Whether it would record nothing."""
    doubt: str
    """Why the learner should look twice; empty where nothing speaks against it."""
    record: Callable[[Show], Summary]
    """Do it: all of it or, with an MlsdError, nothing."""


class Phone(Protocol):
    """The way out and back. Every method may be called from any thread.

    What `show` raises ends the act with nothing written, except while it records.
    """

    def deck(self) -> Path:
        """Tell where a deck goes unless the learner says otherwise."""
        ...

    def found(self, study: "Study") -> Sequence[Path]:
        """Find files that may come from a phone where downloads end up, newest first."""
        ...

    def export(self, study: "Study", out: Path, show: Show, *, progress: bool) -> Summary:
        """Write a deck, with the schedule and the log where `progress` says so.

        Raises:
            ExportError: There is nothing to write, or the file cannot be written.
        """
        ...

    def look(self, study: "Study", file: Path, show: Show) -> Offer:
        """Say what an import of a file would do.

        Raises:
            PackageError: The file cannot be used.
        """
        ...
