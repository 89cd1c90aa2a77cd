"""The log of one card, as its info screen shows it."""

from collections.abc import Sequence

from mlsd_graph.memory.state import Rating
from mlsd_graph.memory.studyday import local_time, study_day
from mlsd_graph.store import Event, Kind
from mlsd_graph.store.replay import live
from mlsd_graph.study.views import LogLine


def log_lines(events: Sequence[Event]) -> tuple[LogLine, ...]:
    """Write a card's events, oldest first; undo and redo show only in what they did."""
    alive = {event.id for event in live(events)}
    return tuple(
        LogLine(
            at=local_time(event.at, event.offset),
            kind=event.kind,
            rating=Rating(event.rating) if event.rating else None,
            interval=_interval(event),
            seconds=event.duration_ms / 1000 if event.duration_ms else None,
            undone=event.id not in alive,
        )
        for event in events
        if event.kind not in (Kind.UNDO, Kind.REDO)
    )


def _interval(event: Event) -> float | None:
    if event.due_day is None:
        return None
    return float(event.due_day - study_day(event.at, event.offset))
