"""Grades that count: of some cards, from one source, or the last of a day."""

import sqlite3
from collections.abc import Collection
from contextlib import closing

from mlsd_graph.store import log
from mlsd_graph.store.event import Event, Kind
from mlsd_graph.store.histories import histories
from mlsd_graph.store.replay import Rules, live, undone

_NEWEST = """SELECT e.id, e.kind = (SELECT n FROM kind WHERE name = ?), e.target, c.name
FROM event e LEFT JOIN card c ON c.n = e.card
WHERE e.target NOT NULL AND e.kind IN (SELECT n FROM kind WHERE name IN (?, ?))
  OR e.at >= ? AND e.kind IN (SELECT n FROM kind WHERE name = ?) ORDER BY e.n DESC"""


def graded_after(connection: sqlite3.Connection, event_id: bytes, source: str) -> list[Event]:
    """Read the live reviews from one source that were written after an event, in that order."""
    found = log.sourced_after(connection, event_id, source)
    dead = undone(found)
    return [
        event
        for event in found
        if event.kind == Kind.REVIEW and event.source == source and event.id not in dead
    ]


def graded_of(
    connection: sqlite3.Connection, cards: Collection[str], rules: Rules
) -> dict[str, list[Event]]:
    """Read the live reviews of some cards, in the order of replay."""
    return {
        card: [event for event in live(events) if event.kind == Kind.REVIEW]
        for part in histories(connection, cards, rules)
        for card, events in part.items()
    }


def last_graded(connection: sqlite3.Connection, start_ms: int, limit: int) -> list[str]:
    """Name the cards of the last live reviews since a time, UTC ms, newest last.

    Looks no further back than to the `limit`th: more than there are cost a look at the whole log.
    """
    values = (str(Kind.UNDO), str(Kind.UNDO), str(Kind.REDO), start_ms, str(Kind.REVIEW))
    taken_back: dict[bytes, bool] = {}
    found: list[str] = []
    with closing(connection.execute(_NEWEST, values)) as newest_first:
        while len(found) < limit and (row := newest_first.fetchone()):
            event_id, is_undo, target, card = row
            if target is not None:
                # The newest word on a review is met first, and before the review.
                taken_back.setdefault(target, bool(is_undo))
            elif not taken_back.get(event_id, False):
                found.append(card)
    return found[::-1]
