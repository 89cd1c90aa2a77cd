"""Which foreign notes are ours, and which of our cards are theirs.

A note is ours if its GUID is that of a note in the content or in the log; or, where neither knows
it, if the GUID is the hash of what its first field says that it is. So a file brings the reviews of
a card whose page has gone, or is not on this computer: they wait in the log under its uid.
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from export.anki.back.answers import Origin
from export.anki.back.collection import Collected, ForeignNote
from export.anki.identity import guid
from export.anki.notetypes import CLOZE, NOTE_TYPES, RECALL
from mlsd_graph.content.naming import gap_of

_NOTE = re.compile(r"[a-z0-9][a-z0-9:/~#_-]{0,200}")
_LAST_CLOZE = 499
STRANGE = 5_000
"""Notes that are looked at although neither content nor log knows them, or they come twice."""


class Cards(NamedTuple):
    """Foreign notes and cards, by the numbers they have there."""

    notes: Mapping[int, tuple[str, bool]]
    """Our name of each note, and whether its cards are clozes."""
    origins: Mapping[int, Origin]
    """Of cards that our note types make; a template added by the learner makes others."""
    uids: Mapping[int, str]


class Ours:
    """Recognises notes by GUID; made from all uids that content and log know."""

    def __init__(self, uids: Iterable[str]) -> None:
        self._known: dict[str, tuple[str, bool]] = {}
        self._seen: set[str] = set()
        self._strange = 0
        self.left_out = 0
        """Notes that nobody knows here, and doubles, beyond those that are kept."""
        self.notes: dict[str, str] = {}
        """The note of each card, by uid."""
        self.guids: dict[str, str] = {}
        """GUID of the note of each card, by uid."""
        for uid in uids:
            found = gap_of(uid)
            note, cloze = (found[0], True) if found else (uid, False)
            kind = CLOZE if cloze else RECALL
            self.notes[uid], self.guids[uid] = note, guid(kind.name, note)
            self._known[self.guids[uid]] = (note, cloze)

    def has(self, found: ForeignNote) -> bool:
        """Whether a note is ours, and not a strange one or a double too many."""
        key = found.fields[0]
        is_double = found.guid in self._seen
        if found.guid not in self._known and self._named(found.guid, key) is None:
            return False
        if self._strange >= STRANGE and (is_double or found.guid not in self._known):
            self.left_out += 1
            return False
        self._strange += is_double
        self._seen.add(found.guid)
        return self.named(found)

    def named(self, found: ForeignNote) -> bool:
        """Whether a note is ours, be there ever so many."""
        return self.name(found.guid, found.fields[0]) is not None

    def name(self, known_by: str, key: str) -> tuple[str, bool] | None:
        """Return our name of a note and whether its cards are clozes; None if it is not ours.

        `key` is what its first field says.
        """
        known = self._known.get(known_by)
        if known is None and (known := self._named(known_by, key)) is not None:
            self._strange += 1
            self._known[known_by] = known
        return known

    @staticmethod
    def _named(known_by: str, key: str) -> tuple[str, bool] | None:
        if not _NOTE.fullmatch(key):
            return None
        return next(
            ((key, kind.cloze) for kind in NOTE_TYPES if guid(kind.name, key) == known_by), None
        )

    def cards(self, found: Collected) -> Cards:
        """Name the cards of notes that are ours."""
        notes: dict[int, tuple[str, bool]] = {}
        for number, note in found.notes.items():
            if (name := self.name(note.guid, note.fields[0])) is not None:
                notes[number] = name
        origins: dict[int, Origin] = {}
        for number, card in found.cards.items():
            name, cloze = notes[card.note]
            uid = card_uid(name, card.ordinal, cloze=cloze)
            if uid is not None:
                guid_there = found.notes[card.note].guid
                origins[number] = Origin(guid_there, card.ordinal, uid)
        return Cards(notes, origins, {number: each.uid for number, each in origins.items()})


def card_uid(note: str, ordinal: int, *, cloze: bool) -> str | None:
    """Return the uid of a note's card; None for one that our note types do not make."""
    if cloze:
        return f"{note}#c{ordinal + 1}" if 0 <= ordinal < _LAST_CLOZE else None
    return note if ordinal == 0 else None
