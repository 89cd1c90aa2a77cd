"""What a note says of itself in a spare field: which text of ours it holds, as that went out.

A note that comes back may have an older text of ours, or one that was edited there; its date tells
neither. Three short digests do: of what made it count as changed, of its own fields as they were
written, and of the My Notes that went with them.
"""

import hashlib
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from export.anki.notetypes import RECALL

FIELD = "X4"
_PLACE = RECALL.fields.index(FIELD)
_OWN = slice(RECALL.fields.index("Front"), RECALL.fields.index("Rubric") + 1)
_MY_NOTES = RECALL.fields.index("MyNotes")
"""The same places in both note types."""
_LENGTH = 10
_PARTS = 3


class Held(NamedTuple):
    """What a note holds by its own word."""

    text: str
    """Digest of the text that it was written from, as `shortened` makes it."""
    own: str
    my_notes: str


def shortened(digest: str) -> str:
    """Shorten a digest to what is written in a note."""
    return digest[:_LENGTH]


def short_digest(parts: Iterable[str]) -> str:
    """Digest texts as Anki keeps them: in Unicode's form C."""
    text = unicodedata.normalize("NFC", "\x1f".join(parts))
    return shortened(hashlib.sha256(text.encode("utf-8", "replace")).hexdigest())


def held(digest: str, fields: Sequence[str]) -> tuple[str, ...]:
    """Return the fields of a note with the one that tells what they hold."""
    found = (shortened(digest), _own(fields), short_digest([fields[_MY_NOTES]]))
    return (*fields[:_PLACE], " ".join(found), *fields[_PLACE + 1 :])


def read_held(fields: Sequence[str]) -> Held | None:
    """Read what a note says that it holds; None where it does not say."""
    parts = fields[_PLACE].split() if len(fields) > _PLACE else []
    return Held(*parts) if len(parts) == _PARTS else None


def my_notes(fields: Sequence[str]) -> str:
    """Return what the learner wrote on a note; empty where it has no such field."""
    return fields[_MY_NOTES] if len(fields) > _MY_NOTES else ""


def edited(fields: Sequence[str], found: Held) -> bool:
    """Whether our text was edited since it went out."""
    return _own(fields) != found.own


def _own(fields: Sequence[str]) -> str:
    return short_digest(fields[_OWN])
