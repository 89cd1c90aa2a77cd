"""The oldest grades of the log: what a learner's beginning says, at a bounded cost."""

import sqlite3
from operator import itemgetter

from mlsd_graph.store import log
from mlsd_graph.store.event import Kind
from mlsd_graph.store.replay import Rules, undone

_OLDEST = """SELECT e.id, e.at, c.name, e.rating FROM event e JOIN card c ON c.n = e.card
WHERE e.rating NOT NULL AND e.kind IN (SELECT n FROM kind WHERE name = ?) ORDER BY e.n LIMIT ?"""


def first_grades(connection: sqlite3.Connection, rules: Rules, limit: int) -> list[tuple[str, int]]:
    """Read (card, rating) of the first `limit` reviews that were written and count.

    In the order of time, cards by their current uids; fewer than `limit` are all that there are.
    """
    dead = undone(log.events_of_kinds(connection, (Kind.UNDO, Kind.REDO)))
    rows = connection.execute(_OLDEST, (str(Kind.REVIEW), limit + len(dead))).fetchall()
    counting = [row for row in rows if row[0] not in dead][:limit]
    counting.sort(key=itemgetter(1))
    return [(rules.resolve(card), rating) for _, _, card, rating in counting]
