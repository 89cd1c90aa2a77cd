"""How anything gets into the log: one transaction under the lock, and a second look on failure."""

import os
import sqlite3
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from mlsd_graph.errors import ChangedElsewhereError, NotSavedError, StateError
from mlsd_graph.memory.state import CardState
from mlsd_graph.paths import Paths
from mlsd_graph.store import cache, log
from mlsd_graph.store.connection import connect, speaking
from mlsd_graph.store.device import new_device, read_device
from mlsd_graph.store.event import Draft, Event, Kind, new_ids
from mlsd_graph.store.lock import WriteLock
from mlsd_graph.store.migrations import is_newer
from mlsd_graph.store.opening import state_folder_files
from mlsd_graph.store.reading import Reader

Clock = Callable[[], tuple[int, int]]
"""Returns UTC milliseconds and minutes east of UTC."""
Choice = Callable[[Iterator[Event]], bytes | None]


class Undone(NamedTuple):
    """An undo or redo in the log, what it was about, and the state of that card after it."""

    event: Event
    target: Event
    state: CardState | None


class Writer(Reader):
    """A state that can be written; what is public stands in `Store`."""

    def __init__(  # noqa: PLR0913  what `Store.open` has put together
        self,
        paths: Paths,
        clock: Clock,
        connection: sqlite3.Connection,
        lock: WriteLock,
        *,
        write: bool,
        entropy: Callable[[int], bytes] = os.urandom,
    ) -> None:
        super().__init__(paths, connection)
        self._clock = clock
        self._lock = lock
        self._newer = not write and is_newer(connection)
        self._write = write
        self._entropy = entropy
        self._device_file = state_folder_files(paths)[1]
        self._inode = _inode(paths)

    @property
    def refusal(self) -> NotSavedError | None:
        """Why nothing can be recorded; None where it can."""
        if self._write:
            return None
        if self._newer:
            return NotSavedError("Not saved: a newer mlsd wrote the state.", "Update mlsd.")
        return NotSavedError("Not saved: the state was opened for reading only.")

    def _take(
        self,
        kind: Kind,
        choose: Choice,
        when: tuple[int, int] | None,
    ) -> Undone | None:
        with self._writing() as connection:
            found = choose(log.newest_first(connection, self._device()))
            target = log.event_by_id(connection, found) if found else None
            if target is None:
                return None
            draft = Draft(kind, target.card, target=target.id, when=when)
            (event,) = self._extend(connection, [draft], self._ids([draft]))
            card = target.card and self._current_rules(connection).resolve(target.card)
            state = cache.state(connection, card) if card else None
        return Undone(event, target, state)

    def _append(
        self,
        drafts: Sequence[Draft],
        check: Callable[[sqlite3.Connection], None] | None = None,
        *,
        only_fresh: bool = False,
    ) -> list[Event]:
        # An id before the first attempt: after a failure it tells whether the commit went through.
        ids = self._ids(drafts)
        resent = any(draft.id for draft in drafts)
        try:
            with self._writing() as connection:
                if check:
                    stored = _stored(connection, ids) if resent else None
                    if stored:
                        return stored
                    check(connection)
                return self._extend(connection, drafts, ids, resent=resent, only_fresh=only_fresh)
        except (NotSavedError, StateError) as error:
            return self._after_failure(ids, error)

    def _ids(self, drafts: Sequence[Draft]) -> list[bytes]:
        missing = sum(not draft.id for draft in drafts)
        made = iter(new_ids(self._clock()[0], missing, self._entropy))
        return [draft.id or next(made) for draft in drafts]

    def _after_failure(self, ids: Sequence[bytes], error: StateError) -> list[Event]:
        """Read again after an error of the disk: a failed commit may have been durable."""
        if isinstance(error, ChangedElsewhereError):
            raise error
        try:
            with self._guard, speaking(self.paths.database):
                stored = _stored(self._connection, ids)
        except StateError:
            raise error from None
        if stored is None:
            raise error
        return stored

    def _extend(
        self,
        connection: sqlite3.Connection,
        drafts: Sequence[Draft],
        ids: Sequence[bytes],
        *,
        resent: bool = False,
        only_fresh: bool = False,
    ) -> list[Event]:
        # The first grade may wait 3 ms for these; the first card is waited for longer.
        from mlsd_graph.store.append import Now, extend  # noqa: PLC0415
        from mlsd_graph.store.refresh import refresh  # noqa: PLC0415

        before = self._current_rules(connection)
        ms, offset = self._clock()
        now = Now(ms, offset, self._device())
        written = extend(connection, drafts, ids, now, resent=resent)
        refresh(connection, written, before)
        if only_fresh:
            return [event for event in written.events if written.fresh.has(event)]
        return written.events

    def _device(self) -> str:
        return read_device(self._device_file) or new_device(self._device_file, self._entropy)

    @contextmanager
    def _writing(self) -> Generator[sqlite3.Connection]:
        if (refusal := self.refusal) is not None:
            raise refusal
        with self._lock.held(), self._guard, speaking(self.paths.database):
            self._follow_file()
            connection = self._connection
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                self._abandon()
                raise

    def _abandon(self) -> None:
        """Leave a failed transaction behind, with the connection that may remember it."""
        self._rules_seen = -1
        try:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
        except sqlite3.Error:
            self._reopen()

    def _follow_file(self) -> None:
        """Open the state again if a restore has put another file in its place."""
        if _inode(self.paths) != self._inode:
            self._reopen()

    def _reopen(self) -> None:
        self._connection.close()
        self._connection = connect(self.paths.database)
        self._inode, self._rules_seen = _inode(self.paths), -1


def _inode(paths: Paths) -> tuple[int, int]:
    try:
        found = paths.database.stat()
    except OSError:
        return 0, 0
    return found.st_dev, found.st_ino


def _stored(connection: sqlite3.Connection, ids: Sequence[bytes]) -> list[Event] | None:
    found = log.events_by_id(connection, ids)
    return [found[name] for name in ids] if len(found) == len(set(ids)) else None
