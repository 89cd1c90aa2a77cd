"""What the log last knew of the text of each note that a deck brought to a phone."""

from collections.abc import Iterable
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


def note_stamps(events: Iterable[Event]) -> dict[str, NoteStamp]:
    """Read the stamp of each exported note that was written last, by its key.

    `events` are as `Store.noted` reads them.
    """
    stamps: dict[str, NoteStamp] = {}
    for event in events:
        values = event.values
        key, found = values.get("key"), values.get("hash")
        # Older logs have an empty one where the learner was told that a note is gone.
        if isinstance(key, str) and isinstance(found, str) and found:
            mod = values.get("mod")
            dated = mod if isinstance(mod, int) else event.at // 1000
            stamps[key] = NoteStamp(found, event.at, key in stamps, dated)
    return stamps
