"""New parameters or another desired retention: all memory states and due days anew, in bulk.

Phases, steps, counts and marks depend on neither, so only stability, difficulty and due day are
written. numpy sums up in another order than the scalar model: stabilities agree with a replay
card by card to about 1e-14.
"""

import sqlite3
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, NamedTuple

from mlsd_graph.memory.state import Phase
from mlsd_graph.memory.studyday import DAY_MS
from mlsd_graph.store import log, rebuilding
from mlsd_graph.store.event import Kind
from mlsd_graph.store.replay import Rules
from mlsd_graph.store.schema import STATE_INDEXES

if TYPE_CHECKING:
    from mlsd_graph.memory.batch import History, Ints

SMALL = 5000
"""Events up to which the scalar replay is quick enough to spare the import of numpy."""
_OFFSET_BITS, _OFFSET_ZERO, _RATING_BITS = 12, 1440, 2
_LOW_BITS = _OFFSET_BITS + _RATING_BITS
_NUMBER_BITS = 63
# One number per review, so made that sorting the numbers sorts the reviews by card and time. As
# text, because that takes SQLite and numpy a third less time than making Python objects of rows.
_REVIEWS = f"""SELECT group_concat((((card << :bits | (at / 1000 - :first)) << {_OFFSET_BITS}
  | (utc_offset + {_OFFSET_ZERO})) << {_RATING_BITS}) | (rating - 1), ' ')
FROM event WHERE n > :after AND n <= :after + :rows AND kind = 1 AND at >= :first * 1000"""
_ROWS = 100_000
"""Rows that become one text."""
_UPDATE = f"""UPDATE state SET stability = ?, difficulty = ?,
  due = CASE phase WHEN {Phase.REVIEW:d} THEN ? ELSE due END WHERE card = ?"""


def recompute(connection: sqlite3.Connection, rules: Rules) -> None:
    """Bring stabilities, difficulties and due days of all cards up to changed settings."""
    packing = _packing(connection)
    if packing is None:
        rebuilding.rebuild(connection)
        return
    reviews = _reviews(connection, packing)
    names: dict[int, str] = dict(connection.execute("SELECT n, name FROM card"))
    apart = _cards_apart(connection, rules)
    apart.update(names[n] for n in _twice_in_a_second(reviews, packing))
    numbers, history = _history(reviews, packing, names, apart)
    if len(numbers):
        _write(connection, rules, numbers, history)
    rebuilding.refresh_states(connection, apart, rules)


class _Packing(NamedTuple):
    """How much of a number holds the time of a review."""

    first: int
    """Second before all live reviews, UTC."""
    bits: int
    """Of the seconds since then."""


def _packing(connection: sqlite3.Connection) -> _Packing | None:
    """Choose a packing; None for few events, or a span of time and cards that fits none.

    A hundred thousand cards leave room for 136 years, a million for 17.
    """
    head = log.read_head(connection)
    sql = "SELECT coalesce(min(day), 0), (SELECT max(n) FROM card) FROM day"
    day, cards = connection.execute(sql).fetchall()[0]
    first = (day - 1) * DAY_MS // 1000  # an offset is at most a day
    bits = max(head.newest // 1000 - first, 1).bit_length()
    fits = bits + int(cards or 0).bit_length() + _LOW_BITS <= _NUMBER_BITS
    return _Packing(first, bits) if fits and head.events > SMALL else None


def _cards_apart(connection: sqlite3.Connection, rules: Rules) -> set[str]:
    """Name the few cards whose history is not simply all their rows, with all their names."""
    special = log.events_of_kinds(connection, (Kind.UNDO, Kind.REDO, Kind.FORGET))
    apart = {event.card for event in special if event.card}
    apart |= {card for pair in rules.aliases.items() for card in pair}
    return apart | {rules.resolve(card) for card in apart}


def _reviews(connection: sqlite3.Connection, packing: _Packing) -> "Ints":
    """Read all reviews as packed numbers, by card and time."""
    import numpy as np  # noqa: PLC0415  100 ms that only a change of parameters pays

    texts = (
        connection.execute(_REVIEWS, {**packing._asdict(), "after": after, "rows": _ROWS})
        for after in range(0, log.last_row(connection), _ROWS)
    )
    parts = [np.fromstring(text or "", np.int64, sep=" ") for rows in texts for (text,) in rows]
    packed = np.concatenate([np.array([], np.int64), *parts])
    packed.sort()
    return packed


def _twice_in_a_second(reviews: "Ints", packing: _Packing) -> "list[int]":
    """Find the cards with two reviews in one second, whose order the packing does not tell."""
    seconds = reviews >> _LOW_BITS
    return (seconds[1:][seconds[1:] == seconds[:-1]] >> packing.bits).tolist()


def _history(
    reviews: "Ints", packing: _Packing, names: Mapping[int, str], apart: Collection[str]
) -> "tuple[Ints, History]":
    """Unpack the reviews of the ordinary cards; returns their numbers as well."""
    import numpy as np  # noqa: PLC0415  100 ms that only a change of parameters pays

    from mlsd_graph.memory.batch import History  # noqa: PLC0415  imports numpy

    card = reviews >> packing.bits + _LOW_BITS
    if apart:
        ordinary = ~np.isin(card, [n for n, name in names.items() if name in apart])
        card, reviews = card[ordinary], reviews[ordinary]
    starts = np.flatnonzero(np.diff(card, prepend=-1))
    seconds = (reviews >> _LOW_BITS & (1 << packing.bits) - 1) + packing.first
    offset = (reviews >> _RATING_BITS & (1 << _OFFSET_BITS) - 1) - _OFFSET_ZERO
    rating = (reviews & (1 << _RATING_BITS) - 1) + 1
    numbers = card[starts]
    uids = [names[n] for n in numbers.tolist()]
    return numbers, History(uids, starts, seconds * 1000, offset, rating)


def _write(
    connection: sqlite3.Connection, rules: Rules, numbers: "Ints", history: "History"
) -> None:
    """Update all states; their indexes are made anew, which costs half of keeping them up."""
    import numpy as np  # noqa: PLC0415  100 ms that only a change of parameters pays

    from mlsd_graph.memory.batch import plain_due, remember  # noqa: PLC0415  imports numpy

    memories = remember(history, rules.settings)
    due = plain_due(history.cards, memories, rules.settings)
    last = history.at[np.append(history.starts[1:], len(history.at)) - 1] // 1000
    if np.any(last >= rules.changed_at // 1000):
        _keep_decided(connection, numbers, last, rules.changed_at, due)
    columns = (memories.stability, memories.difficulty, due, numbers)
    for index in STATE_INDEXES:
        connection.execute(f"DROP INDEX {index}")
    connection.executemany(_UPDATE, zip(*(column.tolist() for column in columns), strict=True))
    for statement in STATE_INDEXES.values():
        connection.execute(statement)


def _keep_decided(
    connection: sqlite3.Connection, numbers: "Ints", last: "Ints", changed_at: int, due: "Ints"
) -> None:
    """Put in the recorded due day of each card graded since the change, where there is one.

    `last` is in seconds, and no card has two reviews in one.
    """
    import numpy as np  # noqa: PLC0415  100 ms that only a change of parameters pays

    sql = """SELECT card, at / 1000, due_day FROM event
      WHERE kind = 1 AND at >= ? AND due_day NOT NULL"""
    rows = np.array(connection.execute(sql, (changed_at,)).fetchall(), np.int64).reshape(-1, 3)
    place = np.minimum(np.searchsorted(numbers, rows[:, 0]), len(numbers) - 1)
    final = (numbers[place] == rows[:, 0]) & (last[place] == rows[:, 1])
    due[place[final]] = rows[final, 2]
