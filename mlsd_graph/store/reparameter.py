"""New parameters or another desired retention: all memory states and due days anew, in bulk.

Phases, steps, counts and marks depend on neither, so only stability, difficulty and due day are
written. numpy sums up in another order than the scalar model: stabilities agree with a replay
card by card to about 1e-14.
"""

import sqlite3
from itertools import chain
from typing import TYPE_CHECKING

from mlsd_graph.memory.state import Phase
from mlsd_graph.store import log, rebuilding
from mlsd_graph.store.event import Kind
from mlsd_graph.store.replay import Rules

if TYPE_CHECKING:
    from mlsd_graph.memory.batch import History, Ints

SMALL = 5000
"""Events up to which the scalar replay is quick enough to spare the import of numpy."""
_RATING_BITS, _OFFSET_BITS, _OFFSET_ZERO = 3, 12, 1440
_AT_SHIFT = _RATING_BITS + _OFFSET_BITS
# One number per review instead of three: making Python objects of rows is most of the cost.
_REVIEWS = f"""SELECT card, (at << {_AT_SHIFT})
  | ((utc_offset + {_OFFSET_ZERO}) << {_RATING_BITS}) | rating FROM event WHERE kind = 1"""
_UPDATE = "UPDATE state SET stability = ?, difficulty = ?, due = ? WHERE card = ?"


def recompute(connection: sqlite3.Connection, rules: Rules) -> None:
    """Bring stabilities, difficulties and due days of all cards up to changed settings."""
    if log.read_head(connection).events <= SMALL:
        rebuilding.rebuild(connection)
        return
    apart = _cards_apart(connection, rules)
    names: dict[int, str] = dict(connection.execute("SELECT n, name FROM card").fetchall())
    numbers, history = _history(connection, names, apart)
    if len(numbers):
        _write(connection, rules, numbers, history)
    rebuilding.refresh_states(connection, apart, rules)


def _cards_apart(connection: sqlite3.Connection, rules: Rules) -> set[str]:
    """Name the few cards whose history is not simply all their rows, with all their names."""
    special = log.events_of_kinds(connection, (Kind.UNDO, Kind.REDO, Kind.FORGET))
    apart = {event.card for event in special if event.card}
    apart |= {card for pair in rules.aliases.items() for card in pair}
    return apart | {rules.resolve(card) for card in apart}


def _history(
    connection: sqlite3.Connection, names: dict[int, str], apart: set[str]
) -> "tuple[Ints, History]":
    """Read the reviews of the ordinary cards, grouped by card and in order of time."""
    import numpy as np  # noqa: PLC0415  100 ms that only a change of parameters pays

    from mlsd_graph.memory.batch import History  # noqa: PLC0415  imports numpy

    flat = np.fromiter(chain.from_iterable(connection.execute(_REVIEWS)), np.int64)
    card, packed = flat[0::2], flat[1::2]
    if apart:
        strange = [n for n, name in names.items() if name in apart]
        ordinary = ~np.isin(card, strange)
        card, packed = card[ordinary], packed[ordinary]
    # Rows come in the order of writing, which is nearly that of time: sorted runs sort quickly.
    order = np.argsort(card, kind="stable")
    card, packed = card[order], packed[order]
    same_card = card[1:] == card[:-1]
    if np.any(same_card & (packed[1:] < packed[:-1])):
        order = np.lexsort((packed, card))
        card, packed = card[order], packed[order]
    starts = np.flatnonzero(np.append(len(card) > 0, ~same_card)) if len(card) else card
    at = packed >> _AT_SHIFT
    offset = (packed >> _RATING_BITS & (1 << _OFFSET_BITS) - 1) - _OFFSET_ZERO
    rating = packed & (1 << _RATING_BITS) - 1
    numbers = card[starts]
    uids = [names[n] for n in numbers.tolist()]
    return numbers, History(uids, starts, at, offset, rating, np.zeros_like(at))


def _write(
    connection: sqlite3.Connection, rules: Rules, numbers: "Ints", history: "History"
) -> None:
    import numpy as np  # noqa: PLC0415  as above

    from mlsd_graph.memory.batch import plain_due, replay  # noqa: PLC0415  imports numpy

    replayed = replay(history, rules.settings)
    due, phase = _now(connection, numbers)
    plain = plain_due(history.cards, replayed, rules.settings)
    decided = _decided(connection, numbers, replayed.last, rules.changed_at, plain)
    moved = np.where(replayed.last < rules.changed_at, plain, decided)
    due = np.where(phase == Phase.REVIEW, moved, due)
    columns = (replayed.stability, replayed.difficulty, due, numbers)
    connection.executemany(_UPDATE, zip(*(column.tolist() for column in columns), strict=True))


def _now(connection: sqlite3.Connection, numbers: "Ints") -> "tuple[Ints, Ints]":
    """Read due and phase of each card as they stand in the cache."""
    import numpy as np  # noqa: PLC0415  as above

    rows = connection.execute("SELECT card, due, phase FROM state WHERE reps > 0 ORDER BY card")
    found = np.array(rows.fetchall(), np.int64).reshape(-1, 3)
    place = np.searchsorted(found[:, 0], numbers)
    return found[place, 1], found[place, 2]


def _decided(
    connection: sqlite3.Connection,
    numbers: "Ints",
    last: "Ints",
    changed_at: int,
    plain: "Ints",
) -> "Ints":
    """Read the recorded due day of each card graded since the change; where none is, `plain`."""
    import numpy as np  # noqa: PLC0415  as above

    sql = "SELECT card, at, due_day FROM event WHERE kind = 1 AND at >= ? AND due_day NOT NULL"
    rows = np.array(connection.execute(sql, (changed_at,)).fetchall(), np.int64).reshape(-1, 3)
    place = np.minimum(np.searchsorted(numbers, rows[:, 0]), len(numbers) - 1)
    final = (numbers[place] == rows[:, 0]) & (last[place] == rows[:, 1])
    decided = plain.copy()
    decided[place[final]] = rows[final, 2]
    return decided
