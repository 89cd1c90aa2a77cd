"""The cache: states, days and rules as one replay of the log yields them, read and written."""

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from mlsd_graph.memory.state import CardState
from mlsd_graph.store.connection import rows_for
from mlsd_graph.store.names import intern_all, numbers
from mlsd_graph.store.replay import Rules, rules_from
from mlsd_graph.store.tally import Day, Tallies

REPLAY_VERSION = 2
"""Raise it when a replay of the same events gives other results: every cache is rebuilt."""
_COLUMNS = """phase, step, due, stability, difficulty, last, utc_offset, reps, lapses, first_day,
  suspended, buried_until, marked, flag"""
_SELECT = f"SELECT c.name, {_COLUMNS} FROM state s JOIN card c ON c.n = s.card "
_UPSERT = f"INSERT OR REPLACE INTO state (card, {_COLUMNS}) VALUES (?{', ?' * 14})"
_INSERT_DAY = f"INSERT INTO day VALUES ({', '.join('?' * len(Day._fields))})"


def states(
    connection: sqlite3.Connection,
    where: str = "",
    values: Sequence[object] | Mapping[str, object] = (),
) -> list[CardState]:
    """Read states; `where` is SQL on state `s` and card `c`."""
    rows: list[tuple[Any, ...]] = connection.execute(_SELECT + where, values).fetchall()
    return [
        CardState._make((*row[:11], row[11] == 1, row[12], row[13] == 1, row[14])) for row in rows
    ]


def state(connection: sqlite3.Connection, card: str) -> CardState | None:
    """Read one card's state."""
    found = states(connection, "WHERE c.name = ?", (card,))
    return found[0] if found else None


def days(connection: sqlite3.Connection, first: int = -(2**62)) -> list[Day]:
    """Read the counts of the study days from `first` on."""
    sql = f"SELECT {', '.join(Day._fields)} FROM day WHERE day >= ? ORDER BY day"
    return [Day(*row) for row in connection.execute(sql, (first,)).fetchall()]


def rules(connection: sqlite3.Connection) -> Rules:
    """Read the settings and aliases that hold now."""
    timeline = connection.execute("SELECT at, name, value FROM setting ORDER BY position")
    aliases = connection.execute("SELECT former, card FROM alias")
    return rules_from(timeline.fetchall(), dict(aliases.fetchall()))


def write_states(connection: sqlite3.Connection, states: Mapping[str, CardState | None]) -> None:
    """Replace the states of some cards by name; None deletes one."""
    delete_states(connection, [card for card, state in states.items() if state is None])
    present = {card: state for card, state in states.items() if state is not None}
    found = intern_all(connection, "card", present)
    rows = [(found[card], *state[1:]) for card, state in present.items()]
    connection.executemany(_UPSERT, rows)


def delete_states(connection: sqlite3.Connection, cards: Collection[str]) -> None:
    """Forget the states of cards that have none any more."""
    found = numbers(connection, "card", cards)
    connection.executemany("DELETE FROM state WHERE card = ?", [(n,) for n in found.values()])


def write_rules(
    connection: sqlite3.Connection,
    timeline: Sequence[tuple[int, str, str]],
    aliases: Mapping[str, str],
) -> Rules:
    """Replace settings, as (time, key, value) in order, and aliases."""
    connection.execute("DELETE FROM setting")
    connection.execute("DELETE FROM alias")
    connection.executemany("INSERT INTO setting (at, name, value) VALUES (?, ?, ?)", timeline)
    connection.executemany("INSERT INTO alias VALUES (?, ?)", aliases.items())
    return rules_from(timeline, aliases)


def add_days(connection: sqlite3.Connection, changed: Tallies) -> None:
    """Add to the counts of study days; days without reviews vanish."""
    rows = rows_for(connection, "SELECT * FROM day WHERE day IN ({})", list(changed))
    known = {day: counts for day, *counts in rows}
    none = [0] * (len(Day._fields) - 1)
    summed = [
        (day, *(old + new for old, new in zip(known.get(day, none), delta, strict=True)))
        for day, delta in changed.items()
    ]
    connection.executemany("DELETE FROM day WHERE day = ?", [row[:1] for row in summed])
    connection.executemany(_INSERT_DAY, [row for row in summed if any(row[1:])])
