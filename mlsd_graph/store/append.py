"""Extending the log: who, when and which number; the caller holds the write transaction."""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from mlsd_graph.store.event import AFTER, NOW, RULES, Draft, Event, checksum, read_data, write_data
from mlsd_graph.store.following import Following
from mlsd_graph.store.log import events_by_id, last_row, read_head, write_head
from mlsd_graph.store.names import intern, intern_all
from mlsd_graph.store.times import Times

_DAY_MS = 86_400_000
_GIVEN, _BEHIND = "given", "behind"
_GIVEN_FIRST = '{"clock":"given"'
_ONLY_CLOCK = {"": None, **{clock: write_data({"clock": clock}) for clock in (_GIVEN, _BEHIND)}}
"""The data of an event that has none but this: most of an import."""
_SLICE = 2000
"""Drafts that become rows at once, so that an import needs no second copy of itself."""
_INSERT = """INSERT INTO event (id, kind, card, at, utc_offset, device, seq, target, rating,
  duration_ms, due_day, data, crc) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""


class Now(NamedTuple):
    """The clock, and who looks at it."""

    ms: int
    offset: int
    device: str


class Fresh(NamedTuple):
    """Tells the events that a transaction wrote from those that were there before."""

    device: str
    after: int
    """Number of the device's last event before."""

    def has(self, event: Event) -> bool:
        """Whether this transaction wrote the event."""
        return event.seq > self.after and event.device == self.device


class Written(NamedTuple):
    """What became of drafts."""

    events: list[Event]
    """One for each draft, the stored one where its id was known."""
    fresh: Fresh
    cards: set[str]
    """Those with fresh events."""
    changes_rules: bool


def extend(
    connection: sqlite3.Connection,
    drafts: Sequence[Draft],
    ids: Sequence[bytes],
    now: Now,
    *,
    resent: bool = False,
) -> Written:
    """Write drafts as events with these ids, and bring the heads up to date.

    `resent` says that ids may be in the log, or there twice: those are passed over.
    """
    writer = _Writer(connection, now, drafts)
    events: list[Event] = []
    for start in range(0, len(drafts), _SLICE):
        part = ids[start : start + _SLICE]
        known = events_by_id(connection, part) if resent else {}
        fresh: list[Event] = []
        for event_id, draft in zip(part, drafts[start : start + _SLICE], strict=True):
            event = known.get(event_id)
            if event is None:
                event = known[event_id] = writer.event(event_id, draft)
                fresh.append(event)
            events.append(event)
        if fresh:
            writer.insert(fresh)
    return Written(events, *writer.close())


class _Writer:
    """The numbers that move on while events are written."""

    def __init__(self, connection: sqlite3.Connection, now: Now, drafts: Sequence[Draft]) -> None:
        self._connection = connection
        self._now = now
        self._kinds: dict[str, int] = {}
        self._cards: dict[str, int] = {}
        self._rules = 0
        self._head = read_head(connection)
        self._device = intern(connection, "device", now.device)
        own = connection.execute(
            "SELECT seq, at FROM device_head WHERE device = ?", (self._device,)
        ).fetchall()
        self._seq, self._last = own[0] if own else (0, 0)
        self._fresh = Fresh(now.device, self._seq)
        given = (draft.when[0] for draft in drafts if draft.when)
        self._times = Times(connection, self._head.newest, min([self._own_time()[0], *given]))
        self._following = Following(connection, self._head.newest)

    def event(self, event_id: bytes, draft: Draft) -> Event:
        """Give a draft its time and its number."""
        at, offset, clock = self._time(draft)
        self._seq += 1
        return Event(
            event_id, str(draft.kind), draft.card, at, offset, self._now.device, self._seq,
            draft.target, draft.rating, draft.duration_ms, draft.due_day, self._data(draft, clock),
        )  # fmt: skip

    def insert(self, events: Sequence[Event]) -> None:
        """Write some events as rows."""
        self._number(self._kinds, "kind", (event.kind for event in events))
        self._number(self._cards, "card", (event.card for event in events if event.card))
        self._connection.executemany(_INSERT, map(self._row, events))
        self._note(events)

    def close(self) -> tuple[Fresh, set[str], bool]:
        """Write the heads back, and tell which parts of the cache the events touch."""
        if self._seq > self._fresh.after:
            head = self._head._replace(
                last=last_row(self._connection), rules=self._head.rules + self._rules
            )
            write_head(self._connection, head)
            self._connection.execute(
                "INSERT OR REPLACE INTO device_head VALUES (?, ?, ?)",
                (self._device, self._seq, self._last),
            )
        return self._fresh, set(self._cards), self._rules > 0

    def _row(self, event: Event) -> tuple[object, ...]:
        card = self._cards[event.card] if event.card else None
        fixed = (event.id, self._kinds[event.kind], card, event.at, event.offset, self._device)
        return (*fixed, event.seq, *event[7:], checksum(event))

    def _note(self, events: Sequence[Event]) -> None:
        head = self._head
        mixed = int.from_bytes(head.mixed, "big")
        for event in events:
            mixed ^= int.from_bytes(event.id, "big")
        self._head = head._replace(
            events=head.events + len(events),
            newest=max(head.newest, *(event.at for event in events)),
            mixed=mixed.to_bytes(16, "big"),
        )
        self._rules += sum(map(_changes_rules, events))

    def _time(self, draft: Draft) -> tuple[int, int, str]:
        """Choose a time that no event has, and say where it does not come from a sound clock."""
        if draft.when is not None:
            at, offset = draft.when
            return self._times.take(at), offset, _GIVEN
        at, clock = self._own_time()
        earliest = self._following.earliest(draft, at)
        taken = self._times.take(earliest)
        if earliest > at:
            return taken, self._now.offset, AFTER
        self._last = taken
        return taken, self._now.offset, clock

    def _data(self, draft: Draft, clock: str) -> str | None:
        if clock == AFTER:
            return write_data({**(draft.data or {}), "clock": clock, NOW: self._now.ms})
        if draft.data:
            return write_data({**draft.data, "clock": clock} if clock else draft.data)
        return _ONLY_CLOCK[clock]

    def _own_time(self) -> tuple[int, str]:
        """Read the device's clock: it never turns back, unless it is more than a day behind."""
        if self._now.ms < self._last - _DAY_MS:
            return self._now.ms, _BEHIND
        return max(self._now.ms, self._last + 1), ""

    def _number(self, known: dict[str, int], table: str, names: Iterable[str]) -> None:
        missing = [name for name in names if name not in known]
        known |= intern_all(self._connection, table, missing)


def given_time(data: str | None) -> bool:
    """Whether an event's time did not come from the clock of its device."""
    if data is None or (_GIVEN not in data and AFTER not in data):
        return False
    # Keys are sorted, so in most events of an import this one is the first.
    return data.startswith(_GIVEN_FIRST) or read_data(data).get("clock") in (_GIVEN, AFTER)


def _changes_rules(event: Event) -> bool:
    # Undo and redo carry the card of their target; those of a setting have none.
    return event.kind in RULES or (event.target is not None and event.card is None)
