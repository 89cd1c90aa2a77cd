"""When a note's text last changed, so that a re-export updates exactly the changed notes.

Anki replaces a note only if the imported one has a newer `mod`. A note that we did not change must
therefore keep its `mod`, or each import would overwrite what the user wrote on the phone.
"""

import hashlib
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from mlsd_graph.store import NoteStamp

FIRST_SEEN = 1_700_000_000
"""`mod` of a note whose text never changed since we first saw it: older than any edit of a user."""


class Stamp(NamedTuple):
    """What the log knows of a note: the digest of its text, and when that text was noticed."""

    digest: str
    changed: int
    """Epoch seconds; 0 while the text is the one first seen."""

    @property
    def mod(self) -> int:
        """The time stamp that goes into the deck."""
        return self.changed or FIRST_SEEN


def stamp_of(seen: NoteStamp) -> Stamp:
    """Turn what the log knows of one note into what a deck needs of it."""
    return Stamp(seen.hash, seen.mod if seen.changed else 0)


def read_stamps(notes: Mapping[str, NoteStamp]) -> dict[str, Stamp]:
    """Turn what the log knows of notes, by their uids, into what a deck needs of it."""
    return {note: stamp_of(seen) for note, seen in notes.items()}


def digest(parts: Iterable[str]) -> str:
    """Return the digest of a note's own text, given in parts."""
    hashed = hashlib.sha256()
    for part in parts:
        raw = part.encode("utf-8", "replace")
        hashed.update(len(raw).to_bytes(4, "big") + raw)
    return hashed.hexdigest()[:32]
