"""What an open study is made of: content and state of a learner, the card on the table, a clock."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from mlsd_graph.content.glance import Cover
from mlsd_graph.errors import StateError
from mlsd_graph.memory import CardState, Settings
from mlsd_graph.paths import Paths
from mlsd_graph.scheduling import Now
from mlsd_graph.store import Store
from mlsd_graph.study.present import Present
from mlsd_graph.study.session import Ledger
from mlsd_graph.study.table import Table

if TYPE_CHECKING:
    from mlsd_graph.content import Library
    from mlsd_graph.graph import Graph
    from mlsd_graph.store import Above

Clock = Callable[[], tuple[int, int]]
"""Tells the time as (UTC ms, minutes east of UTC)."""


class Desk:
    """One learner's content and state, open. One lock orders all that is asked and done."""

    def __init__(  # noqa: PLR0913  what an open study is made of
        self,
        paths: Paths,
        read: "Callable[[], Library]",
        cover: Cover,
        store: Store,
        clock: Clock,
        *,
        at: tuple[int, int] | None = None,
        named: str = "",
        folders: Sequence[Path] = (),
    ) -> None:
        self.paths = paths
        self._named = named
        self._folders = tuple(folder.absolute() for folder in folders)
        self.store = store
        self._present = Present(read, store)
        self._clock = clock
        self._at = at
        self._lock = RLock()
        self._ledger = Ledger()
        self._gone: list[Path] = []
        self._table = Table(self._present, cover)
        self._left: Above | None = None
        self._unsure = False
        self._uncounted = False
        """Whether a new card came or went since they were counted."""

    @property
    def library(self) -> "Library":
        """The content as of the last look at its folders; the first look is made here."""
        return self._present.library

    @property
    def graph(self) -> "Graph":
        """The graph of that content."""
        return self._present.graph

    @property
    def states(self) -> Mapping[str, CardState]:
        """Every card that has a state, orphans included."""
        return self._present.states

    @property
    def settings(self) -> Settings:
        """The settings of the schedule."""
        return self._present.settings

    def now(self) -> Now:
        """Tell the time that everything here goes by."""
        return Now(*(self._at or self._clock()))

    def _roots(self, *more: Path) -> tuple[Path, ...]:
        """Name the folders that were read, and those of the learner's that have come since."""
        known = self.library.roots
        every = dict.fromkeys((*self._folders, *known, *more))
        return tuple(each for each in every if each in known or each.is_dir())

    def _remember(self) -> None:
        """Leave for `mlsd due` what only the content can tell."""
        from mlsd_graph.study.leaving import summary  # noqa: PLC0415  not before the first card

        found = summary(self._present, self.now(), self._named)
        self.store.remember_summary(found)
        self._left, self._unsure, self._uncounted = found.above, False, False

    def _keep_up(self) -> None:
        """Leave what an act has put first or held back, where that is known without a long look.

        A disk that refuses loses no act by it.
        """
        if not self._present.is_warm or self.store.refusal is not None:
            return
        from mlsd_graph.study.leaving import above, has_moved  # noqa: PLC0415  not before the first card

        found = above(self._present, self.now())
        if has_moved(self._left, found, self.states):
            with suppress(StateError):
                self.store.remember_above(found)
                self._left = found

    def _count(self) -> None:
        """Count the new cards again if one came or went; a disk that refuses loses nothing."""
        if self._uncounted and self._present.is_warm and self.store.refusal is None:
            with suppress(StateError):
                self._remember()

    def _follow_others(self) -> None:
        """Let in what another process has written."""
        if self._present.follow():
            self._table.clear()
            self._left = None
