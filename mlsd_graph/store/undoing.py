"""Which event undo takes back, and which one redo brings again."""

from collections.abc import Iterable

from mlsd_graph.store.event import UNDOABLE, Event, Kind


def to_undo(newest_first: Iterable[Event]) -> bytes | None:
    """Find the newest live event of a kind that can be taken back, among one device's events."""
    decided: dict[bytes, bool] = {}
    for event in newest_first:
        if event.target is not None and event.kind in (Kind.UNDO, Kind.REDO):
            # The newest word on an event is met first.
            decided.setdefault(event.target, event.kind == Kind.UNDO)
        elif event.kind in UNDOABLE and not decided.get(event.id, False) and not _imported(event):
            return event.id
    return None


def to_redo(newest_first: Iterable[Event]) -> bytes | None:
    """Find the event of the last undo that has not been redone.

    None when something new has been done since: that ends the chance to redo.
    """
    redone: set[bytes] = set()
    for event in newest_first:
        if event.kind in UNDOABLE and not _imported(event):
            return None
        if event.target is None:
            continue
        if event.kind == Kind.REDO:
            redone.add(event.target)
        elif event.kind == Kind.UNDO:
            if event.target not in redone:
                return event.target
            redone.discard(event.target)
    return None


def _imported(event: Event) -> bool:
    """Whether it was done elsewhere: undo takes back what was done here."""
    # A look at the text first, as there may be hundreds of thousands in a row.
    return event.data is not None and '"anki"' in event.data and event.source == "anki"
