"""When a deck last replaced a note on a phone, and so its tags: by the text that it holds there."""

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import NamedTuple

from export.anki.back.collection import ForeignNote
from export.anki.holding import read_held, shortened
from mlsd_graph.store import Event
from mlsd_graph.store.stamped import stamped


class Replacement(NamedTuple):
    """The deck that last replaced a note."""

    date: int = 0
    """That it gave to the note, epoch seconds; 0 where none has replaced it."""
    dated: Event | None = None
    """The event that gave it, before the deck went out."""


class Replaced:
    """Dates that our decks gave to texts; read when they are first asked for."""

    def __init__(self, noted: Callable[[], Sequence[Event]]) -> None:
        """Remember where events about notes are read, as `Store.noted` reads them."""
        self._noted = noted
        self._dates: dict[tuple[str, str], list[Replacement]] | None = None

    def __call__(self, uid: str, note: ForeignNote) -> Replacement:
        """Return the newest that can have replaced a note.

        None can if it has the text that it came with, or it does not say which.
        """
        if self._dates is None:
            self._dates = _dates(self._noted())
        holds = read_held(note.fields)
        dates = self._dates.get((uid, holds.text), ()) if holds else ()
        # A text can have more than one date; Anki takes none that is older than the note.
        possible = (each for each in dates if each.date <= note.mod)
        return max(possible, key=attrgetter("date"), default=Replacement())


def _dates(events: Sequence[Event]) -> dict[tuple[str, str], list[Replacement]]:
    """Read under which dates each text of a note went out, but for the first of each note."""
    found: dict[tuple[str, str], list[Replacement]] = {}
    for event, key, stamp in stamped(events):
        if stamp.changed:
            text = shortened(stamp.hash)
            found.setdefault((key, text), []).append(Replacement(stamp.mod, event))
    return found
