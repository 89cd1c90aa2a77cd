"""How many cards come back on each study day, those between learning steps included."""

import sqlite3
from collections import Counter
from collections.abc import Iterable

from mlsd_graph.memory.state import IN_STEPS, CardState, Phase
from mlsd_graph.memory.studyday import study_day
from mlsd_graph.store import cache
from mlsd_graph.store.forgotten import IN_REVIEW, RIPE_DAY

_REVIEWS = f"SELECT {RIPE_DAY}, count(*) FROM state s WHERE {IN_REVIEW} GROUP BY 1"
STEPS = "s.phase IN (1, 3) AND s.suspended = 0"
"""Must equal the condition of the partial index, or SQLite scans the table."""
_ABSENT = "WHERE s.card IN (SELECT card FROM absent)"


def ahead(
    connection: sqlite3.Connection, absent: Iterable[CardState] | None = None
) -> dict[int, int]:
    """Count them, buried ones on the day when they return.

    Left out are cards that the content does not have, the `absent`: nothing asks them. Without a
    list those are meant that the last look at the content missed. They are counted back one by
    one, being few; the others by an index.
    """
    found = Counter[int](dict(connection.execute(_REVIEWS).fetchall()))
    found.update(map(_day, cache.states(connection, f"WHERE {STEPS}")))
    gone = cache.states(connection, _ABSENT) if absent is None else absent
    found.subtract(_day(state) for state in gone if _comes_back(state))
    return {day: count for day, count in found.items() if count}


def _comes_back(state: CardState) -> bool:
    return state.phase != Phase.NEW and not state.suspended


def _day(state: CardState) -> int:
    due = study_day(state.due, state.offset) if state.phase in IN_STEPS else state.due
    return max(due, state.buried_until)
