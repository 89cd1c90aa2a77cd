"""How what stands above the plain schedule changes the counts of `mlsd due`.

Standard library alone, as `due` is: it imports this only on a day that has something of the kind.
"""

import sqlite3

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

_REVIEW = 2
_IN_STEPS = (1, 3)
_AT_ONCE = 500
"""Names in one query."""
_STATES = """SELECT c.name, s.phase, s.reps, s.suspended, s.buried_until, s.due
  FROM card c JOIN state s ON s.card = c.n WHERE c.name IN ({})"""


def early(
    connection: sqlite3.Connection, above: "Mapping[str, Any]", day: int
) -> "tuple[int, int, int]":
    """Count cards that come first, seen before and new, and by how many that changes the due.

    A card seen before that is not due adds one, a due one that is held back takes one away.
    """
    first = {card: reps for card, reps, *_ in above["first"]}
    states = _read(connection, [*first, *above["held"]])
    seen = new = more = 0
    for card, reps in first.items():
        phase, reps_now, suspended, buried, due = states.get(card, (0, 0, 0, 0, 0))
        if still_first(reps, phase, reps_now, hidden=bool(suspended) or buried > day):
            seen, new = seen + (reps > 0), new + (reps == 0)
            more += reps > 0 and due > day
    for card in above["held"]:
        phase, _, suspended, buried, due = states.get(card, (0, 0, 0, 0, 0))
        more -= phase == _REVIEW and not suspended and max(due, buried) <= day
    return seen, new, more


def due_among(connection: sqlite3.Connection, cards: "Iterable[str]", day: int) -> int:
    """Count the reviews among some cards that are due on a study day."""
    states = _read(connection, list(cards)).values()
    return sum(
        phase == _REVIEW and not suspended and max(due, buried) <= day
        for phase, _, suspended, buried, due in states
    )


def still_first(reps: int, phase: int, reps_now: int, *, hidden: bool) -> bool:
    """Whether a card that came first with so many grades is still to be asked."""
    return reps == reps_now and not hidden and phase not in _IN_STEPS


def _read(connection: sqlite3.Connection, names: "list[str]") -> "dict[str, tuple[int, ...]]":
    found: dict[str, tuple[int, ...]] = {}
    for start in range(0, len(names), _AT_ONCE):
        some = names[start : start + _AT_ONCE]
        sql = _STATES.format(", ".join("?" * len(some)))
        found.update((name, tuple(rest)) for name, *rest in connection.execute(sql, some))
    return found
