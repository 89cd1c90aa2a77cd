"""Grades that count, of some cards or from one source."""

import sqlite3
from collections.abc import Collection

from mlsd_graph.store import log
from mlsd_graph.store.event import Event, Kind
from mlsd_graph.store.histories import histories
from mlsd_graph.store.replay import Rules, live, undone


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
