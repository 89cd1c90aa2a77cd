"""The state of one learner: what is recorded, how it is taken back, and how it is kept safe."""

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

from mlsd_graph.errors import ChangedElsewhereError, StateError
from mlsd_graph.memory.state import CardState
from mlsd_graph.paths import Paths
from mlsd_graph.store import cache, log, undoing
from mlsd_graph.store.event import SOURCE_DEFAULT, Draft, Event, Kind
from mlsd_graph.store.lock import WriteLock
from mlsd_graph.store.opening import open_for_reading, open_for_writing, state_folder_files
from mlsd_graph.store.summary import Above, Summary, write, write_above
from mlsd_graph.store.writing import Clock, Undone, Writer

if TYPE_CHECKING:
    from sqlmodel import Session

    from mlsd_graph.store.backup import Backup
    from mlsd_graph.store.doctor import Report
    from mlsd_graph.store.restoring import Restored


class Recorded(NamedTuple):
    """A grade in the log, and the card's state after it."""

    event: Event
    state: CardState


class Store(Writer):
    """An open state; every method that records returns after the commit."""

    @classmethod
    def open(cls, paths: Paths, clock: Clock, *, write: bool = True) -> Self:
        """Open a state, made or migrated where needed; with `write` off nothing is changed.

        Raises StateNewerError, StateDamagedError, StateBusyError or NotSavedError.
        """
        lock = WriteLock(state_folder_files(paths)[0])
        if write:

            def back_up() -> None:
                from mlsd_graph.store import backup  # noqa: PLC0415  only where it migrates

                backup.make(paths, clock()[0], "migration")

            connection = open_for_writing(paths, lock, back_up)
        else:
            connection = open_for_reading(paths)
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

    def append_new(self, drafts: Sequence[Draft]) -> list[Event]:
        """Do as `append` does, and return only what the log did not have yet."""
        return self._append(drafts, only_fresh=True) if drafts else []

    def set(self, key: str, value: str) -> Event:
        """Change a setting; raises UsageError that states the allowed form."""
        changed = self.settings().with_value(key, value)
        name = changed.name_of(key)
        return self.record(Kind.SETTING, data={"key": name, "value": changed.as_text()[name]})

    def stamp_notes(
        self,
        hashes: Mapping[str, str],
        mods: Mapping[str, int] | None = None,
        gaps: Mapping[str, Sequence[int]] | None = None,
    ) -> list[Event]:
        """Record the text hashes of exported notes, by key.

        `mods` are dates in epoch seconds, of notes whose date is not the time of the event. `gaps`
        are the numbers of each note's clozes, none for one with a single card; of a note without a
        hash they are told alone, which dates nothing.
        """
        dates = mods or {}
        told: dict[str, dict[str, object]] = {
            key: {"hash": text, **({"mod": dates[key]} if key in dates else {})}
            for key, text in hashes.items()
        }
        for key, numbers in (gaps or {}).items():
            told.setdefault(key, {})["gaps"] = list(numbers)
        return self.append(
            [Draft(Kind.NOTE, data={"key": key, **each}) for key, each in told.items()]
        )

    def newest_act(self) -> Event | None:
        """Read the event that undo would take back; None if there is none."""
        with self._reading() as connection:
            found = undoing.to_undo(log.newest_first(connection, self._device()))
            return log.event_by_id(connection, found) if found else None

    def undo(self, when: tuple[int, int] | None = None) -> Undone | None:
        """Take back the newest live event of this device; None if there is none."""
        return self._take(Kind.UNDO, undoing.to_undo, when)

    def redo(self, when: tuple[int, int] | None = None) -> Undone | None:
        """Bring back what undo took last, until something new has been done."""
        return self._take(Kind.REDO, undoing.to_redo, when)

    def rebuild(self) -> None:
        """Rebuild the cache from the log."""
        from mlsd_graph.store import rebuilding  # noqa: PLC0415  not before the first card

        with self._writing() as connection:
            rebuilding.rebuild(connection)

    def remember_summary(self, summary: Summary) -> None:
        """Leave what a queue found in the content to `mlsd due`."""
        with self._writing() as connection:
            write(connection, summary, self._current_rules(connection).settings, self._clock()[0])

    def remember_above(self, above: Above) -> None:
        """Leave what stands above the plain schedule now, if there is a summary."""
        with self._writing() as connection:
            write_above(connection, above)

    def back_up(self, reason: str = "manual") -> "Backup":
        """Make a verified backup now."""
        from mlsd_graph.store import backup  # noqa: PLC0415  not before the first card

        with self._lock.held():
            made = backup.make(self.paths, self._clock()[0], reason)
        backup.rotate(self.paths)
        return made

    def back_up_if_due(self) -> "Backup | None":
        """Make a backup if the last one is half an hour old and something was recorded since."""
        from mlsd_graph.store import backup  # noqa: PLC0415  not before the first card

        with self._reading() as connection:
            due = backup.is_due(self.paths, connection, self._clock()[0])
        return self.back_up("daily") if due else None

    def backups(self) -> "list[Backup]":
        """List the backups, newest first."""
        from mlsd_graph.store.backup import listed  # noqa: PLC0415  not before the first card

        return listed(self.paths)

    def check(self, *, deep: bool = True) -> "Report":
        """Check the file, its checksums, and that the cache equals a replay."""
        from mlsd_graph.store.doctor import examine  # noqa: PLC0415  not before the first card

        return examine(self.paths.database, self.backups(), deep=deep)

    def restore(self, source: Path | None = None) -> "Restored":
        """Go back to a backup, the newest good one by default, and open it."""
        from mlsd_graph.store.restoring import restore  # noqa: PLC0415  not before the first card

        with self._guard:
            self._connection.close()
            try:
                return restore(self.paths, self._clock, source)
            finally:
                self._reopen()

    def query(self) -> "Session":
        """Open a read-only SQLModel session on the records of `records.py`; close it after use."""
        from mlsd_graph.store.records import reading_session  # noqa: PLC0415  400 ms of SQLAlchemy

        return reading_session(self.paths.database)


def _graded(state: CardState | None) -> tuple[int, int, int]:
    """What changes with each grade of a card, and with its undo."""
    return (state.phase, state.reps, state.last) if state else (0, 0, 0)
