"""The state of one learner: what is recorded, and how it is taken back."""

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple, Self

from mlsd_graph.errors import ChangedElsewhereError, NotSavedError, StateError
from mlsd_graph.memory.state import CardState
from mlsd_graph.paths import Paths
from mlsd_graph.store import cache, log, undoing
from mlsd_graph.store.append import Now, extend
from mlsd_graph.store.connection import connect, speaking
from mlsd_graph.store.device import new_device, read_device
from mlsd_graph.store.event import SOURCE_DEFAULT, Draft, Event, Kind, new_id
from mlsd_graph.store.lock import WriteLock
from mlsd_graph.store.opening import open_for_reading, open_for_writing, state_folder_files
from mlsd_graph.store.reading import Reader
from mlsd_graph.store.refresh import refresh

Clock = Callable[[], tuple[int, int]]
"""Returns UTC milliseconds and minutes east of UTC."""


class Recorded(NamedTuple):
    """A grade in the log, and the card's state after it."""

    event: Event
    state: CardState


class Undone(NamedTuple):
    """An undo or redo in the log, what it was about, and the state of that card after it."""

    event: Event
    target: Event
    state: CardState | None


class Store(Reader):
    """An open state that can be written; every method returns after the commit."""

    def __init__(
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
        self._write = write
        self._entropy = entropy
        self._device_file = state_folder_files(paths)[1]
        self._inode = _inode(paths)

    @classmethod
    def open(cls, paths: Paths, clock: Clock, *, write: bool = True) -> Self:
        """Open a state, made or migrated where needed; with `write` off nothing is changed.

        Raises StateNewerError, StateDamagedError, StateBusyError or NotSavedError.
        """
        lock = WriteLock(state_folder_files(paths)[0])
        connection = open_for_writing(paths, lock, lambda: None) if write else open_for_reading(paths)
        return cls(paths, clock, connection, lock, write=write)

    def review(  # noqa: PLR0913  the fields of a grade
        self,
        card: str,
        rating: int,
        *,
        duration_ms: int,
        due_day: int | None,
        seen: CardState | None,
        source: str = SOURCE_DEFAULT,
        when: tuple[int, int] | None = None,
        event_id: bytes = b"",
    ) -> Recorded:
        """Record a grade; `due_day` is the decision of its button, None for a step.

        `seen` is the state that the learner's buttons came from: if another process has graded
        the card since, nothing is written and ChangedElsewhereError is raised. With the
        `event_id` of a grade that failed it can be sent again without being stored twice.
        """
        data = {} if source == SOURCE_DEFAULT else {"source": source}
        draft = Draft(
            Kind.REVIEW, card, rating, duration_ms, due_day, data=data, id=event_id, when=when
        )

        def unchanged(connection: sqlite3.Connection) -> None:
            rules = self._current_rules(connection)
            stored = cache.state(connection, rules.resolve(card))
            if _graded(stored) != _graded(seen):
                raise ChangedElsewhereError(
                    f"{card} has been graded elsewhere in the meantime.", "Nothing was recorded."
                )

        (event,) = self._append([draft], unchanged)
        state = self.state(card)
        if state is None:
            raise StateError(f"{card} was taken back elsewhere in the meantime.")
        return Recorded(event, state)

    def record(
        self,
        kind: str,
        card: str | None = None,
        data: Mapping[str, object] | None = None,
        *,
        when: tuple[int, int] | None = None,
    ) -> Event:
        """Record an event that is not a grade."""
        return self._append([Draft(kind, card, data=data, when=when)])[0]

    def append(self, drafts: Sequence[Draft]) -> list[Event]:
        """Record many events in one transaction; ids that are in the log are passed over."""
        return self._append(drafts) if drafts else []

    def set(self, key: str, value: str) -> Event:
        """Change a setting; raises UsageError that states the allowed form."""
        changed = self.settings().with_value(key, value)
        name = key.strip().lower().replace("-", "_")
        return self.record(Kind.SETTING, data={"key": name, "value": changed.as_text()[name]})

    def alias(self, former: str, card: str) -> Event:
        """Let the history of a card's former uid belong to its current one."""
        return self.record(Kind.ALIAS, data={"from": former, "to": card})

    def session(self, data: Mapping[str, object]) -> Event:
        """Record the summary of a session."""
        return self.record(Kind.SESSION, data=data)

    def stamp_notes(self, hashes: Mapping[str, str]) -> list[Event]:
        """Record the text hashes of exported notes, by key."""
        return self.append(
            [Draft(Kind.NOTE, data={"key": key, "hash": text}) for key, text in hashes.items()]
        )

    def undo(self, when: tuple[int, int] | None = None) -> Undone | None:
        """Take back the newest live event of this device; None if there is none."""
        return self._take(Kind.UNDO, undoing.to_undo, when)

    def redo(self, when: tuple[int, int] | None = None) -> Undone | None:
        """Bring back what undo took last, until something new has been done."""
        return self._take(Kind.REDO, undoing.to_redo, when)

    def rebuild(self) -> None:
        """Rebuild the cache from the log."""
        with self._writing() as connection:
            cache.rebuild(connection)

    def _take(
        self,
        kind: Kind,
        choose: Callable[[Iterator[Event]], bytes | None],
        when: tuple[int, int] | None,
    ) -> Undone | None:
        with self._writing() as connection:
            found = choose(log.newest_first(connection, self._device()))
            target = log.event_by_id(connection, found) if found else None
            if target is None:
                return None
            draft = Draft(kind, target.card, target=target.id, when=when)
            (event,) = self._extend(connection, [draft])
            card = target.card and self._current_rules(connection).resolve(target.card)
            state = cache.state(connection, card) if card else None
        return Undone(event, target, state)

    def _append(
        self,
        drafts: Sequence[Draft],
        check: Callable[[sqlite3.Connection], None] | None = None,
    ) -> list[Event]:
        now = self._clock()[0]
        # An id before the first attempt: after a failure it tells whether the commit went through.
        named = [d if d.id else d._replace(id=new_id(now, self._entropy)) for d in drafts]
        try:
            with self._writing() as connection:
                stored = _stored(connection, named) if drafts[0].id else None
                if stored:
                    return stored
                if check:
                    check(connection)
                return self._extend(connection, named)
        except (NotSavedError, StateError) as error:
            return self._after_failure(named, error)

    def _after_failure(self, drafts: Sequence[Draft], error: StateError) -> list[Event]:
        """Read again after an error of the disk: a failed commit may have been durable."""
        if isinstance(error, ChangedElsewhereError):
            raise error
        try:
            with self._guard, speaking(self.paths.database):
                stored = _stored(self._connection, drafts)
        except StateError:
            raise error from None
        if stored is None:
            raise error
        return stored

    def _extend(self, connection: sqlite3.Connection, drafts: Sequence[Draft]) -> list[Event]:
        before = self._current_rules(connection)
        ms, offset = self._clock()
        events = extend(connection, drafts, Now(ms, offset, self._device()))
        refresh(connection, events, before)
        return events

    def _device(self) -> str:
        return read_device(self._device_file) or new_device(self._device_file, self._entropy)

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        if not self._write:
            raise NotSavedError("Not saved: the state was opened for reading only.")
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
            self._connection.close()
            self._connection = connect(self.paths.database)

    def _follow_file(self) -> None:
        """Open the state again if a restore has put another file in its place."""
        if (found := _inode(self.paths)) != self._inode:
            self._connection.close()
            self._connection = connect(self.paths.database)
            self._inode, self._rules_seen = found, -1


def _inode(paths: Paths) -> tuple[int, int]:
    try:
        found = paths.database.stat()
    except OSError:
        return 0, 0
    return found.st_dev, found.st_ino


def _stored(connection: sqlite3.Connection, drafts: Sequence[Draft]) -> list[Event] | None:
    found = [log.event_by_id(connection, draft.id) for draft in drafts]
    events = [event for event in found if event is not None]
    return events if len(events) == len(drafts) else None


def _graded(state: CardState | None) -> tuple[int, int, int]:
    """What changes with each grade of a card, and with its undo."""
    return (state.phase, state.reps, state.last) if state else (0, 0, 0)
