"""Notes from a running Anki, for what was written in them there: My Notes and tags."""

from collections.abc import Mapping
from typing import NamedTuple, cast

from export.anki.back.collection import ForeignNote
from export.anki.connect.client import Desktop
from export.anki.connect.pushing import our_types
from export.anki.identity import guid
from export.anki.notetypes import NOTE_TYPES, NoteType
from mlsd_graph.errors import DesktopError

_AT_ONCE = 200
"""Notes per question: each answer holds all their fields."""
_UNDATED = 0


class Noted(NamedTuple):
    """A note as Anki tells it."""

    note: ForeignNote
    """As a file would give it; date 0 where an older add-on does not tell it."""
    cards: tuple[int, ...]


def read_notes(desktop: Desktop) -> list[Noted]:
    """Read all notes of our types.

    Raises:
        DesktopError: Anki is gone, refuses, or answers nonsense.
    """
    types = our_types(desktop)
    numbers = _numbers(desktop)
    notes: list[Noted] = []
    for start in range(0, len(numbers), _AT_ONCE):
        answer = desktop.ask("notesInfo", notes=numbers[start : start + _AT_ONCE])
        if not isinstance(answer, list):
            raise DesktopError("Anki's answer to notesInfo is no list.")
        found = (_note(each, types) for each in cast("list[object]", answer))
        notes += [note for note in found if note is not None]
    return notes


def _numbers(desktop: Desktop) -> list[int]:
    answer = desktop.ask("findNotes", query=" or ".join(f"mid:{kind.id}" for kind in NOTE_TYPES))
    if not isinstance(answer, list) or not all(
        type(each) is int for each in cast("list[object]", answer)
    ):
        raise DesktopError("Anki's answer to findNotes is no list of notes.")
    return cast("list[int]", answer)


def _note(told: object, types: Mapping[str, NoteType]) -> Noted | None:
    if not isinstance(told, dict):
        return None
    values = cast("dict[str, object]", told)
    number, called, date = values.get("noteId"), values.get("modelName"), values.get("mod")
    tags, fields = values.get("tags"), values.get("fields")
    if not (isinstance(number, int) and isinstance(called, str) and called in types):
        return None
    if not (isinstance(tags, list) and isinstance(fields, dict)):
        return None
    kind = types[called]
    texts = tuple(_text(cast("dict[str, object]", fields).get(name)) for name in kind.fields)
    mod = date if isinstance(date, int) else _UNDATED
    own = tuple(map(str, cast("list[object]", tags)))
    note = ForeignNote(number, guid(kind.name, texts[0]), mod, kind.id, own, texts)
    cards = values.get("cards")
    numbers = cast("list[object]", cards) if isinstance(cards, list) else []
    return Noted(note, tuple(each for each in numbers if isinstance(each, int)))


def _text(field: object) -> str:
    match field:
        case {"value": str(text)}:
            return text
        case _:
            return ""
