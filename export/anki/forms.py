"""As what each note has gone out: with one card, or as a cloze with so many gaps.

No import takes a card away again, so what a note once was stays on the phone beside what it is.
"""

from collections.abc import Iterable, Mapping
from typing import cast

from export.anki.notes import AnkiNote
from mlsd_graph.store import Event

Gaps = tuple[int, ...]
"""Numbers of the clozes; none for a note with one card."""
_MOST = 999


def read_forms(events: Iterable[Event]) -> dict[str, list[Gaps]]:
    """Read as what each note went out, oldest first, by its uid; `events` are those about notes.

    Logs of older programs say nothing of it until the next deck does.
    """
    found: dict[str, list[Gaps]] = {}
    for event in events:
        values = event.values
        key, gaps = values.get("key"), values.get("gaps")
        if isinstance(key, str) and isinstance(gaps, list):
            numbers = cast("list[object]", gaps)
            if all(type(each) is int and 0 < each <= _MOST for each in numbers):
                found.setdefault(key, []).append(tuple(cast("list[int]", numbers)))
    return found


def untold(notes: Iterable[AnkiNote], told: Mapping[str, list[Gaps]]) -> dict[str, Gaps]:
    """Return of the notes of a deck what the log does not say yet: as what they go out now."""
    now = {each.note: _form(each) for each in notes}
    return {note: gaps for note, gaps in now.items() if told.get(note, [None])[-1] != gaps}


def _form(note: AnkiNote) -> Gaps:
    return tuple(ordinal + 1 for ordinal in note.ordinals) if note.type.cloze else ()
