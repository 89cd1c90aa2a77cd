"""What the log last knew of the text of each note that a deck brought to a phone."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mlsd_graph.store.event import Event


class NoteStamp(NamedTuple):
    """What the log last knew of the text of an exported note."""

    hash: str
    at: int
    """UTC ms of the event that noticed this text."""
    changed: bool
    """False while the note still has the text of its first sight."""
    mod: int
    """The date that the deck gives it, epoch seconds; without meaning while not changed."""


def stamped(events: Iterable[Event]) -> Iterator[tuple[Event, str, NoteStamp]]:
    """Read every event that stamps a note, with the note's key, in the given order."""
    seen: set[str] = set()
    for event in events:
        values = event.values
        key, found = values.get("key"), values.get("hash")
        # Older logs have an empty one where the learner was told that a note is gone.
        if isinstance(key, str) and isinstance(found, str) and found:
            mod = values.get("mod")
            dated = mod if isinstance(mod, int) else event.at // 1000
            yield event, key, NoteStamp(found, event.at, key in seen, dated)
            seen.add(key)


def note_stamps(events: Iterable[Event]) -> dict[str, NoteStamp]:
    """Read the stamp of each exported note that was written last, by its key.

    `events` are as `Store.noted` reads them.
    """
    return {key: stamp for _, key, stamp in stamped(events)}
