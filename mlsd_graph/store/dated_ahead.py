"""Cards whose last review is dated after now, by a clock that was ahead or by who recorded it.

A review keeps its time, and replay goes by time: what is answered before that time changes what
it found, and the card goes on by it.
"""

import sqlite3

from mlsd_graph.memory.state import CardState
from mlsd_graph.store import cache

AHEAD_MS = 86_400_000
"""Time by which a review may be later than now; less is of another zone, or a moment's slip."""
_AHEAD = "WHERE s.reps > 0 AND s.last > ? ORDER BY s.last DESC, c.name"


def is_ahead(state: CardState, now_ms: int) -> bool:
    """Whether the last review of a card is dated a day or more after now."""
    return state.reps > 0 and state.last > now_ms + AHEAD_MS


def dated_ahead(connection: sqlite3.Connection, now_ms: int) -> tuple[CardState, ...]:
    """Read these cards, the latest first."""
    return tuple(cache.states(connection, _AHEAD, (now_ms + AHEAD_MS,)))
