"""Extending the log: who, when and which number; the caller holds the write transaction."""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from mlsd_graph.store.event import (
    RULES,
    Draft,
    Event,
    checksum,
    new_id,
    write_data,
)
from mlsd_graph.store.log import event_by_id, read_head, write_head

_DAY_MS = 86_400_000
_GIVEN, _BEHIND = "given", "behind"
_INSERT = """INSERT INTO event (id, kind, card, at, utc_offset, device, seq, target, rating,
  duration_ms, due_day, data, crc) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""


class Now(NamedTuple):
    """The clock, and who looks at it."""

    ms: int
    offset: int
    device: str


def intern(connection: sqlite3.Connection, table: str, name: str) -> int:
    """Find or make the number of a name; `table` is one of our three tables of names."""
    rows = connection.execute(f"SELECT n FROM {table} WHERE name = ?", (name,)).fetchall()
    if rows:
        return rows[0][0]
    cursor = connection.execute(f"INSERT INTO {table} (name) VALUES (?)", (name,))
    return cursor.lastrowid or 0


def extend(connection: sqlite3.Connection, drafts: Sequence[Draft], now: Now) -> list[Event]:
    """Write drafts as events and bring the heads up to date; ids in the log are passed over.

    Returns an event for each draft, the stored one where the id was known.
    """
    writer = _Writer(connection, now, drafts)
    events = [writer.write(draft) for draft in drafts]
    writer.close()
    return events


class _Writer:
    """The numbers that move on while events are written."""

    def __init__(self, connection: sqlite3.Connection, now: Now, drafts: Sequence[Draft]) -> None:
        self._connection = connection
        self._now = now
        self._numbers: dict[tuple[str, str], int] = {}
        self._head = read_head(connection)
        self._mixed = int.from_bytes(self._head.mixed, "big")
        self._device = intern(connection, "device", now.device)
        own = connection.execute(
            "SELECT seq, at FROM device_head WHERE device = ?", (self._device,)
        ).fetchall()
        self._seq, self._last = own[0] if own else (0, 0)
        self._taken = self._times_taken(drafts)

    def write(self, draft: Draft) -> Event:
        event_id = draft.id or new_id(self._now.ms)
        if draft.id and (stored := event_by_id(self._connection, event_id)):
            return stored
        at, offset, clock = self._time(draft)
        self._seq += 1
        data = {**(draft.data or {}), "clock": clock} if clock else draft.data
        event = Event(
            event_id, str(draft.kind), draft.card, at, offset, self._now.device, self._seq,
            draft.target, draft.rating, draft.duration_ms, draft.due_day, write_data(data),
        )  # fmt: skip
        card = self._number("card", event.card) if event.card else None
        kind = self._number("kind", event.kind)
        fixed = (event_id, kind, card, at, offset, self._device, self._seq)
        cursor = self._connection.execute(_INSERT, (*fixed, *event[7:], checksum(event)))
        self._note(event, cursor.lastrowid or 0)
        return event

    def close(self) -> None:
        """Write the heads back."""
        write_head(self._connection, self._head._replace(mixed=self._mixed.to_bytes(16, "big")))
        self._connection.execute(
            "INSERT OR REPLACE INTO device_head VALUES (?, ?, ?)",
            (self._device, self._seq, self._last),
        )

    def _note(self, event: Event, row: int) -> None:
        head = self._head
        self._mixed ^= int.from_bytes(event.id, "big")
        self._head = head._replace(
            events=head.events + 1,
            last=row,
            newest=max(head.newest, event.at),
            rules=head.rules + _changes_rules(event),
        )

    def _time(self, draft: Draft) -> tuple[int, int, str]:
        """Choose a time that no event has, and say where it does not come from a sound clock."""
        clock = ""
        if draft.when is not None:
            at, offset = draft.when
            clock = _GIVEN
        else:
            at, offset = max(self._now.ms, self._last + 1), self._now.offset
            if self._now.ms < self._last - _DAY_MS:
                at, clock = self._now.ms, _BEHIND
        while at in self._taken:
            at += 1
        if draft.when is None:
            self._last = at
        self._taken.add(at)
        return at, offset, clock

    def _times_taken(self, drafts: Sequence[Draft]) -> set[int]:
        """Read the times of events that a new one could meet: mostly none, else one scan."""
        own = max(self._now.ms, self._last + 1)
        if self._now.ms < self._last - _DAY_MS:
            own = self._now.ms
        first = min([own, *(draft.when[0] for draft in drafts if draft.when)])
        if first > self._head.newest:
            return set()
        sql = "SELECT at FROM event WHERE at >= ?"
        return {row[0] for row in self._connection.execute(sql, (first,)).fetchall()}

    def _number(self, table: str, name: str) -> int:
        key = (table, name)
        if key not in self._numbers:
            self._numbers[key] = intern(self._connection, table, name)
        return self._numbers[key]


def device_heads(events: Iterable[Event]) -> dict[str, tuple[int, int]]:
    """Find each device's last number, and the last time that came from its clock."""
    heads: dict[str, tuple[int, int]] = {}
    for event in sorted(events, key=lambda event: event.seq):
        _, at = heads.get(event.device, (0, 0))
        given = event.data is not None and event.values.get("clock") == _GIVEN
        heads[event.device] = (event.seq, at if given else event.at)
    return heads


def _changes_rules(event: Event) -> bool:
    # Undo and redo carry the card of their target; those of a setting have none.
    return event.kind in RULES or (event.target is not None and event.card is None)
