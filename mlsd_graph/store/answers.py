"""The grades of a day with the states before them, replayed from the log."""

import sqlite3
from collections.abc import Sequence

from mlsd_graph.memory.answer import Answer
from mlsd_graph.memory.studyday import study_day
from mlsd_graph.store.event import Event, Kind
from mlsd_graph.store.histories import histories
from mlsd_graph.store.replay import Rules, live, replay_card

_BATCH = 500
_NEWEST = f"""SELECT e.n, e.at, c.name FROM event e JOIN kind k ON k.n = e.kind
  LEFT JOIN card c ON c.n = e.card AND k.name = '{Kind.REVIEW}'
  WHERE e.n < ? ORDER BY e.n DESC LIMIT {_BATCH}"""


def answers_of(
    connection: sqlite3.Connection, rules: Rules, day: int, start_ms: int
) -> list[Answer]:
    """Read the live grades of a study day that began at `start_ms`, in the order of replay."""
    cards = {rules.resolve(name) for name in _graded_since(connection, start_ms)}
    found: list[Answer] = []
    for part in histories(connection, cards, rules):
        for card, events in part.items():
            found += _answers(card, live(events), rules, day)
    return sorted(found, key=lambda answer: answer.at)


def _graded_since(connection: sqlite3.Connection, since_ms: int) -> set[str]:
    """Walk back from the end of the log, which has no index of times and is nearly in order."""
    names: set[str] = set()
    before = 2**62
    while True:
        rows = connection.execute(_NEWEST, (before,)).fetchall()
        lately = [name for _, at, name in rows if at >= since_ms]
        names.update(name for name in lately if name)
        if not lately or len(rows) < _BATCH:
            return names
        before = rows[-1][0]


def _answers(card: str, events: Sequence[Event], rules: Rules, day: int) -> list[Answer]:
    return [
        Answer(
            card,
            event.rating,
            event.at,
            event.offset,
            replay_card(card, events[:place], rules)[0],
        )
        for place, event in enumerate(events)
        if event.kind == Kind.REVIEW and event.rating and study_day(event.at, event.offset) == day
    ]
