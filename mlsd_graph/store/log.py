"""Reading the log with plain SQL: each answer is fetched whole, so that no grade waits for it."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from mlsd_graph.store.connection import rows_for
from mlsd_graph.store.event import Event, Kind

_SELECT = """SELECT e.id, k.name, c.name, e.at, e.utc_offset, d.name, e.seq, e.target, e.rating,
  e.duration_ms, e.due_day, e.data
FROM event e JOIN kind k ON k.n = e.kind JOIN device d ON d.n = e.device
LEFT JOIN card c ON c.n = e.card """
_AFTER = "e.n > (SELECT b.n FROM event b WHERE substr(b.id, 1, 8) = ? AND b.id = ?)"
_BATCH = 100
EVER = -(2**63)
"""A time before all events, UTC ms."""


class Head(NamedTuple):
    """What the cache knows of the log."""

    version: int = 0
    """Of the program's replay."""
    events: int = 0
    last: int = 0
    """Row number of the last event."""
    newest: int = 0
    """The latest time of any event, UTC ms."""
    rules: int = 0
    """Counts the changes of settings and aliases, so that other processes notice them."""
    mixed: bytes = bytes(16)
    """Exclusive or of all ids: a vanished row shows."""


def all_events(connection: sqlite3.Connection) -> list[Event]:
    """Read the whole log in the order of writing."""
    return _read(connection, "ORDER BY e.n", ())


def events_of(connection: sqlite3.Connection, cards: Sequence[str]) -> list[Event]:
    """Read all events of some cards, those of undo and redo included."""
    where = "WHERE e.card IN (SELECT n FROM card WHERE name IN ({})) ORDER BY e.n"
    return [Event(*row) for row in rows_for(connection, _SELECT + where, cards)]


def events_of_kinds(
    connection: sqlite3.Connection, kinds: Iterable[str], since: int = EVER, *, after: bytes = b""
) -> list[Event]:
    """Read the events of some kinds from a time on, UTC ms, and written after that of an id."""
    names = tuple(kinds)
    marks = ",".join("?" * len(names))
    # Without its condition the index that leaves out reviews would not be used.
    sparse = "" if Kind.REVIEW in names else "AND e.kind <> 1"
    chosen = f"e.kind IN (SELECT n FROM kind WHERE name IN ({marks})) {sparse}"
    where = f"WHERE {chosen} AND e.at >= ?"
    if not after:
        return _read(connection, f"{where} ORDER BY e.n", (*names, since))
    return _read(
        connection, f"{where} AND {_AFTER} ORDER BY e.n", (*names, since, after[:8], after)
    )


def has_others(connection: sqlite3.Connection, kinds: Collection[str], since: int) -> bool:
    """Whether there is an event of none of these kinds from a time on, UTC ms; newest first."""
    marks = ",".join("?" * len(kinds))
    sql = f"""SELECT 1 FROM event e JOIN kind k ON k.n = +e.kind
      WHERE e.at >= ? AND k.name NOT IN ({marks}) ORDER BY e.n DESC LIMIT 1"""
    return bool(connection.execute(sql, (since, *kinds)).fetchall())


def next_time(connection: sqlite3.Connection, event_id: bytes, until: int) -> int:
    """Return the time of the next event after one that its own clock dates up to a time, UTC ms.

    0 where there is none.
    """
    # A time that was given, or put after another, is no word of a clock.
    sql = f"""SELECT e.at FROM event e WHERE {_AFTER} AND e.at <= ? AND (e.data IS NULL
      OR NOT (instr(e.data, '"clock":"given"') OR instr(e.data, '"clock":"after"')))
      ORDER BY e.n LIMIT 1"""
    rows = connection.execute(sql, (event_id[:8], event_id, until)).fetchall()
    return rows[0][0] if rows else 0


def sourced_after(connection: sqlite3.Connection, event_id: bytes, source: str) -> list[Event]:
    """Read what was written after an event: every undo and redo, and reviews from one source."""
    where = f"""WHERE {_AFTER}
      AND (k.name IN ('undo', 'redo') OR k.name = 'review' AND instr(e.data, ?)) ORDER BY e.n"""
    return _read(connection, where, (event_id[:8], event_id, f'"{source}"'))


def event_by_id(connection: sqlite3.Connection, event_id: bytes) -> Event | None:
    """Read one event."""
    return events_by_id(connection, (event_id,)).get(event_id)


def events_by_id(connection: sqlite3.Connection, ids: Sequence[bytes]) -> dict[bytes, Event]:
    """Read those of some events that are in the log."""
    wanted = set(ids)
    # As the index has it: the first halves, of which few belong to another event.
    halves = list({event_id[:8] for event_id in ids})
    rows = rows_for(connection, f"{_SELECT} WHERE substr(e.id, 1, 8) IN ({{}})", halves)
    return {row[0]: Event(*row) for row in rows if row[0] in wanted}


def newest_first(connection: sqlite3.Connection, device: str) -> Iterator[Event]:
    """Walk a device's events backwards in small batches, each read whole."""
    before = 2**62
    where = f"WHERE e.n < ? AND d.name = ? ORDER BY e.n DESC LIMIT {_BATCH}"
    while True:
        numbered = connection.execute(
            _SELECT.replace("SELECT ", "SELECT e.n, ", 1) + where, (before, device)
        ).fetchall()
        for row in numbered:
            yield Event(*row[1:])
        if len(numbered) < _BATCH:
            return
        before = numbered[-1][0]


def _read(connection: sqlite3.Connection, where: str, values: Sequence[object]) -> list[Event]:
    return list(map(Event._make, connection.execute(_SELECT + where, values).fetchall()))


def read_head(connection: sqlite3.Connection) -> Head:
    """Read the cache's row about the log; zeros where there is none."""
    rows = connection.execute(
        "SELECT version, events, last, newest, rules, mixed FROM head"
    ).fetchall()
    return Head(*rows[0]) if rows else Head()


def write_head(connection: sqlite3.Connection, head: Head) -> None:
    """Replace the cache's row about the log."""
    connection.execute("INSERT OR REPLACE INTO head VALUES (1, ?, ?, ?, ?, ?, ?)", head)


def last_row(connection: sqlite3.Connection) -> int:
    """Read the row number of the last event; 0 for an empty log."""
    return connection.execute("SELECT coalesce(max(n), 0) FROM event").fetchall()[0][0]
