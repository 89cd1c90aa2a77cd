"""What was written on the phone: My Notes, tags of the learner's own, and changes of our text."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from export.anki.allowlist import safe
from export.anki.back.answers import foreign_id
from export.anki.back.collection import ForeignNote
from export.anki.carried import LONGEST, Carried, drafts, foreign_tags
from export.anki.notetypes import RECALL
from export.anki.stamps import FIRST_SEEN
from mlsd_graph.store import Draft, Event

_MY_NOTES = RECALL.fields.index("MyNotes")
"""The same in both note types."""


class Edits(NamedTuple):
    """What was found in the notes of a file."""

    drafts: list[Draft]
    noted: tuple[str, ...]
    """Notes whose My Notes or tags changed."""
    touched: Mapping[str, ForeignNote]
    """By uid: notes that somebody changed there in whatever way."""
    too_long: tuple[str, ...]
    """Notes whose My Notes are longer than we keep."""


def stamps(events: Iterable[Event]) -> dict[str, set[int]]:
    """Gather the dates that our decks ever gave to each note, epoch seconds."""
    found: dict[str, set[int]] = {}
    for event in events:
        values = event.values
        if not isinstance(key := values.get("key"), str) or "hash" not in values:
            continue
        if key in found:
            found[key].add(event.at // 1000)
        else:  # the first sight of a text is no change of it
            found[key] = {FIRST_SEEN}
    return found


def edits(
    notes: Sequence[tuple[str, ForeignNote]],
    given: Mapping[str, set[int]],
    known: Mapping[str, Carried],
) -> Edits:
    """Compare notes with what is carried already.

    Only a note whose date is none of ours was edited there: one that still has the text of an old
    deck must not look as if its My Notes had been deleted.
    """
    events: list[Draft] = []
    noted: list[str] = []
    touched: dict[str, ForeignNote] = {}
    too_long: list[str] = []
    for uid, note in notes:
        if note.mod in given.get(uid, {FIRST_SEEN}):
            continue
        touched[uid] = note
        found = _carried(note)
        if len(found.my_notes) > LONGEST:
            too_long.append(uid)
            continue
        if found != known.get(uid, Carried()):
            noted.append(uid)
            name = hashlib.sha256(repr(found).encode("utf-8", "replace")).hexdigest()
            events += [
                each._replace(id=foreign_id("note", note.guid, note.mod, name, part))
                for part, each in enumerate(drafts(uid, found))
            ]
    return Edits(events, tuple(noted), touched, tuple(too_long))


def _carried(note: ForeignNote) -> Carried:
    text = note.fields[_MY_NOTES] if len(note.fields) > _MY_NOTES else ""
    # A longer text is not even looked through.
    mine = safe(text) if len(text) <= LONGEST else text
    return Carried(mine, foreign_tags(note.tags))
