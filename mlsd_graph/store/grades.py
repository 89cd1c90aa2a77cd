"""All grades that count, card by card: columns alone, for whoever goes through the whole log."""

import sqlite3
from collections import defaultdict
from operator import itemgetter
from typing import NamedTuple

from mlsd_graph.store import log
from mlsd_graph.store.event import Kind
from mlsd_graph.store.replay import Rules, undone

FORGOTTEN = 0
"""Rating where a card was made new again."""
_SELECT = f"""SELECT card, id, at, utc_offset, coalesce(rating, {FORGOTTEN}),
  coalesce(duration_ms, 0), due_day FROM event
WHERE card NOT NULL AND kind IN (SELECT n FROM kind WHERE name IN (?, ?)) ORDER BY n"""
_BY_TIME = itemgetter(2)
"""No two events have one time, so it alone is the order of replay."""


class Grade(NamedTuple):
    """One grade, or the end of all before it."""

    at: int
    """UTC milliseconds."""
    offset: int
    """Minutes east of UTC."""
    rating: int
    """1 to 4, or `FORGOTTEN`."""
    duration_ms: int
    due_day: int | None
    """The decided study day of the next review; None while in steps."""


def grades(connection: sqlite3.Connection, rules: Rules) -> dict[str, list[Grade]]:
    """Read what was not undone, by the current uid of the card, in the order of replay."""
    dead = undone(log.events_of_kinds(connection, (Kind.UNDO, Kind.REDO)))
    names = connection.execute("SELECT n, name FROM card").fetchall()
    current = {number: rules.resolve(name) for number, name in names}
    found: defaultdict[str, list[Grade]] = defaultdict(list)
    kinds = (str(Kind.REVIEW), str(Kind.FORGET))
    rows = connection.execute(_SELECT, kinds).fetchall()
    rows.sort(key=_BY_TIME)  # mostly in order already, which SQLite's sorter would not notice
    for row in rows:
        if row[1] not in dead:
            found[current[row[0]]].append(Grade._make(row[2:]))
    return dict(found)
