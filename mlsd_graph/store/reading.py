"""Questions to the state that a session asks often; they use the cache and plain SQL."""

import sqlite3
import threading
from collections.abc import Collection, Generator, Iterable
from contextlib import contextmanager
from typing import Self

from mlsd_graph.memory.answer import Answer
from mlsd_graph.memory.settings import Settings
from mlsd_graph.memory.state import CardState
from mlsd_graph.memory.studyday import day_start, study_day
from mlsd_graph.paths import Paths
from mlsd_graph.store import cache, log
from mlsd_graph.store.ahead import STEPS, ahead
from mlsd_graph.store.answers import answers_of
from mlsd_graph.store.connection import speaking
from mlsd_graph.store.event import ORDER, Event, Kind
from mlsd_graph.store.firsts import first_grades
from mlsd_graph.store.forgotten import IN_REVIEW, PRESENT, RIPE_DAY, Moment, most_forgotten
from mlsd_graph.store.graded import graded_after, graded_of, last_graded
from mlsd_graph.store.grades import Grade, grades
from mlsd_graph.store.histories import history
from mlsd_graph.store.replay import Rules, undone
from mlsd_graph.store.summary import Above, read_above
from mlsd_graph.store.tally import Day

_FARTHEST_MS = 26 * 3_600_000
"""Between the same local time in the two zones that are farthest apart."""


class Reader:
    """An open state; safe to share between threads, one of which uses it at a time."""

    def __init__(self, paths: Paths, connection: sqlite3.Connection) -> None:
        self.paths = paths
        self._connection = connection
        self._guard = threading.RLock()
        self._rules = Rules()
        self._rules_seen = -1

    def close(self) -> None:
        """Close the file; nothing is saved here, because all has been."""
        with self._guard:
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def version(self) -> int:
        """Number of the newest event: tells whether another process has written since."""
        with self._reading() as connection:
            return log.read_head(connection).last

    def states(self) -> dict[str, CardState]:
        """Read the states of all cards, those that are no longer in the content included."""
        with self._reading() as connection:
            return {state.card: state for state in cache.states(connection)}

    def state(self, card: str) -> CardState | None:
        """Read one card's state, under its current or a former uid."""
        with self._reading() as connection:
            return cache.state(connection, self._current_rules(connection).resolve(card))

    def learning(self) -> list[CardState]:
        """Read the cards that stand in learning or relearning steps, soonest first.

        Without those that the last look at the content missed.
        """
        with self._reading() as connection:
            return cache.states(connection, f"WHERE {STEPS} AND {PRESENT} ORDER BY s.due")

    def due_first(self, now_ms: int, offset: int, limit: int = 200) -> list[CardState]:
        """Read the due reviews with the lowest retrievability, lowest first."""
        with self._reading() as connection:
            return most_forgotten(connection, _moment(now_ms, offset), limit)

    def above(self, day: int, content: str) -> Above | None:
        """Read what stood above the plain schedule of a study day when it was last looked at."""
        with self._reading() as connection:
            return read_above(connection, day, content)

    def last_graded(self, day: int, offset: int, limit: int) -> list[str]:
        """Name the cards whose live grades were the last of a study day, newest last."""
        # No more than there are: the log has no index of times, and would be looked through.
        last = min(limit, self.counts_today(day).reviews)
        with self._reading() as connection:
            return last_graded(connection, day_start(day, offset), last) if last else []

    def answers(self, day: int, offset: int) -> list[Answer]:
        """Read the live grades of the running study day with the states before them."""
        with self._reading() as connection:
            rules = self._current_rules(connection)
            # An answer counts for the day of its own offset: a flight may lie between.
            return answers_of(connection, rules, day, day_start(day, offset) - _FARTHEST_MS)

    def has_others(self, kinds: Collection[str], since: int) -> bool:
        """Whether the log holds an event of any other kind from a time on, UTC ms."""
        with self._reading() as connection:
            return log.has_others(connection, kinds, since)

    def load_on(self, day: int) -> int:
        """Count the reviews of one study day, those buried until then included."""
        with self._reading() as connection:
            sql = f"SELECT count(*) FROM state s WHERE {IN_REVIEW} AND {RIPE_DAY} = ?"
            return connection.execute(sql, (day,)).fetchall()[0][0]

    def ahead(self, absent: Iterable[CardState] | None = None) -> dict[int, int]:
        """Count what comes back on each study day, cards between learning steps included.

        Cards that the content does not have are left out: the `absent`, or those that the last
        look at it missed.
        """
        with self._reading() as connection:
            return ahead(connection, absent)

    def counts_today(self, day: int) -> Day:
        """Count what was done on a study day."""
        found = self.days(day)
        return found[0] if found and found[0].day == day else Day(day)

    def days(self, first: int = 0) -> list[Day]:
        """Count the live reviews of each study day that has any, oldest first."""
        with self._reading() as connection:
            return cache.days(connection, first)

    def settings(self) -> Settings:
        """Read the settings that change the schedule."""
        return self.rules().settings

    def rules(self) -> Rules:
        """Read settings, their history and the aliases of cards."""
        with self._reading() as connection:
            return self._current_rules(connection)

    def events(
        self,
        card: str | None = None,
        kinds: Collection[str] | None = None,
        *,
        since: int = log.EVER,
    ) -> list[Event]:
        """Read the log of one card or of all, in the order of replay, undone events included.

        `since` leaves out what is older, UTC ms, where kinds are asked for.
        """
        with self._reading() as connection:
            if card is not None:
                rules = self._current_rules(connection)
                found = history(connection, rules.resolve(card), rules)
            elif kinds is not None:
                found = log.events_of_kinds(connection, kinds, since)
            else:
                found = log.all_events(connection)
        if card is not None and kinds is not None:
            found = [event for event in found if event.kind in kinds]
        found.sort(key=ORDER)
        return found

    def grades(self) -> dict[str, list[Grade]]:
        """Read all grades that count, by the current uid of the card, in the order of replay."""
        with self._reading() as connection:
            return grades(connection, self._current_rules(connection))

    def first_grades(self, limit: int) -> list[tuple[str, int]]:
        """Read the oldest reviews in the log that count, as (card, rating), in order of time."""
        with self._reading() as connection:
            return first_grades(connection, self._current_rules(connection), limit)

    def graded_after(self, event_id: bytes, source: str) -> list[Event]:
        """Read the live reviews from one source that were written after an event."""
        with self._reading() as connection:
            return graded_after(connection, event_id, source)

    def graded_of(self, cards: Collection[str]) -> dict[str, list[Event]]:
        """Read the live reviews of some cards by their current uids, in the order of replay."""
        with self._reading() as connection:
            return graded_of(connection, cards, self._current_rules(connection))

    def event(self, event_id: bytes) -> Event | None:
        """Read one event."""
        with self._reading() as connection:
            return log.event_by_id(connection, event_id)

    def as_written(self, kinds: Collection[str], *, after: bytes = b"") -> list[Event]:
        """Read the events of some kinds in the order in which they were written, not of replay.

        What a clock said that was ahead would stand last in that for ever. With the id of an event
        `after`, those that were written before it are left out, and it too.
        """
        with self._reading() as connection:
            return log.events_of_kinds(connection, kinds, after=after)

    def right_time(self, event: Event, now_ms: int) -> int:
        """Return when an event happened, UTC ms, at the latest: not in the future.

        Where its clock was ahead of now, the next event of a clock that was not tells it.
        """
        if event.at <= now_ms:
            return event.at
        with self._reading() as connection:
            return log.next_time(connection, event.id, now_ms) or now_ms

    def cards_of(self, ids: Collection[bytes]) -> dict[bytes, str]:
        """Read of which cards, by their current uids, those of some events are that are there."""
        with self._reading() as connection:
            rules = self._current_rules(connection)
            found = log.events_by_id(connection, list(ids)).values()
        return {each.id: rules.resolve(each.card) for each in found if each.card}

    def noted(self) -> list[Event]:
        """Read the live events about notes, in the order in which they were written.

        Not in that of replay: what a clock said that was ahead would have the last word for ever.
        """
        with self._reading() as connection:
            found = log.events_of_kinds(connection, (Kind.NOTE, Kind.UNDO, Kind.REDO))
        dead = undone(found)
        return [each for each in found if each.kind == Kind.NOTE and each.id not in dead]

    @contextmanager
    def _reading(self) -> Generator[sqlite3.Connection]:
        with self._guard, speaking(self.paths.database):
            yield self._connection

    def _current_rules(self, connection: sqlite3.Connection) -> Rules:
        seen = log.read_head(connection).rules
        if seen != self._rules_seen:
            self._rules, self._rules_seen = cache.rules(connection), seen
        return self._rules


def _moment(now_ms: int, offset: int) -> Moment:
    day = study_day(now_ms, offset)
    return Moment(day, day_start(day + 1, offset) // 1000)
