"""The due reviews that are most likely forgotten, found without a look at all that are due.

With one set of parameters recall falls with elapsed days / stability. An index holds the states
by octave of stability, oldest first: what is elapsed there, divided by the octave's lower bound,
is at least that quotient. So a sample shows what the first of a list must exceed at least, and
few rows of each octave are old enough to do so.
"""

import sqlite3
from typing import NamedTuple

from mlsd_graph.memory.fsrs6 import S_MIN
from mlsd_graph.memory.state import CardState
from mlsd_graph.store import cache
from mlsd_graph.store.schema import OCTAVES, octave

_LOWER = (S_MIN, *OCTAVES)
"""The lowest stability of each octave, days."""
_DAY_S = 86_400
_SAMPLED, _SAMPLED_AT_ONCE = 600, 200
"""Rows looked at in all and of an octave, if no more are wanted, to learn what the first must
exceed. Of the oldest twenty alone some are so stable that a third of all states would be read."""

# Both must use the words of the indexes, or SQLite scans the table.
IN_REVIEW = "s.phase = 2 AND s.suspended = 0"
RIPE_DAY = "max(s.due, s.buried_until)"
PRESENT = "(NOT EXISTS (SELECT 1 FROM absent) OR s.card NOT IN (SELECT card FROM absent))"
DUE = f"{IN_REVIEW} AND {RIPE_DAY} <= :day AND {PRESENT}"
_QUOTIENT = "((:rollover_s - s.last / 1000) / 86400) / s.stability"
_OCTAVE = octave("s.stability")
_NUMBERS = ", ".join(f"({number})" for number in range(len(_LOWER)))
_OLDEST = f"""SELECT o.column1, (SELECT s.last FROM state s WHERE {_OCTAVE} = o.column1
  AND {IN_REVIEW} ORDER BY s.last LIMIT 1) FROM (VALUES {_NUMBERS}) o"""
_SAMPLE = f"""SELECT {_QUOTIENT} FROM state s WHERE {_OCTAVE} = :octave AND {DUE}
  ORDER BY s.last LIMIT :limit"""
_LATEST = ", ".join(f"({number}, :latest_{number})" for number in range(len(_LOWER)))
_FOUND = f"""SELECT s.card, {_QUOTIENT} AS quotient FROM (VALUES {_LATEST}) o
  CROSS JOIN state s WHERE {_OCTAVE} = o.column1 AND s.last <= o.column2 AND {DUE}
  AND quotient >= :least ORDER BY quotient DESC, s.card LIMIT :limit"""


class Moment(NamedTuple):
    """What "now" means to a query."""

    day: int
    """Study day."""
    rollover_s: int
    """When it ends, UTC seconds."""


def most_forgotten(connection: sqlite3.Connection, now: Moment, limit: int) -> list[CardState]:
    """Read the due reviews with the lowest retrievability, lowest first."""
    least = _least(connection, now, limit)
    values = {**now._asdict(), "least": least, "limit": limit}
    for number, lower in enumerate(_LOWER):
        values[f"latest_{number}"] = _latest(now, least * lower)
    found = f"JOIN ({_FOUND}) f ON f.card = s.card ORDER BY f.quotient DESC, s.card"
    return cache.states(connection, found, values)


def _least(connection: sqlite3.Connection, now: Moment, limit: int) -> float:
    """Find a quotient that at least `limit` due reviews reach; none where fewer are due."""
    oldest: list[tuple[int, int | None]] = connection.execute(_OLDEST).fetchall()
    highest = [
        ((now.rollover_s - last // 1000) / _DAY_S / _LOWER[number], number)
        for number, last in oldest
        if last is not None
    ]
    sample: list[float] = []
    rows, enough = max(limit, _SAMPLED_AT_ONCE), max(3 * limit, _SAMPLED)
    for bound, number in sorted(highest, reverse=True):
        if len(sample) >= enough or (len(sample) >= limit and bound <= sample[limit - 1]):
            break
        values = {**now._asdict(), "octave": number, "limit": rows}
        sample += [quotient for (quotient,) in connection.execute(_SAMPLE, values).fetchall()]
        sample.sort(reverse=True)
    return sample[limit - 1] if len(sample) >= limit else float("-inf")


def _latest(now: Moment, days: float) -> int:
    """Tell until when a card must have been graded for so many days to have passed, UTC ms."""
    if days <= 0:
        return 2**62
    # Rounded down, so that a product a bit too large leaves no card out.
    return max((now.rollover_s - int(days) * _DAY_S) * 1000 + 999, -(2**62))
