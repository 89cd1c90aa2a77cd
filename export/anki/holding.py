"""What a note says of itself in a spare field: which text of ours it holds, as that went out.

A note that comes back may have an older text of ours, or one that was edited there; its date tells
neither. Four short digests do: of what made it count as changed, of its own fields as they were
written, of the My Notes that went with them, and of the tags of the learner's own. Notes of earlier
releases lack the last.
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
_OF_TEXT = 2
"""Digests of our text; those of the learner's own words follow."""
TOKEN_PARTS = 2

Token = tuple[str, ...]
"""Digests of My Notes and tags that a deck gave to a note; that of the tags, or both, may lack."""


class Held(NamedTuple):
    """What a note holds by its own word."""

    text: str
    """Digest of the text that it was written from, as `shortened` makes it."""
    own: str
    words: Token


def shortened(digest: str) -> str:
    """Shorten a digest to what is written in a note."""
    return digest[:_LENGTH]


def short_digest(parts: Iterable[str]) -> str:
    """Digest texts as Anki keeps them: in Unicode's form C."""
    text = unicodedata.normalize("NFC", "\x1f".join(parts))
    return shortened(hashlib.sha256(text.encode("utf-8", "replace")).hexdigest())


def tags_digest(tags: Iterable[str]) -> str:
    """Digest tags in whatever order and case: Anki changes the case to that of its other notes."""
    return short_digest(sorted(tag.casefold() for tag in tags))


def held(digest: str, fields: Sequence[str], tags: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the fields of a note with the one that tells what they hold.

    `tags` are those of the learner's own that go with them.
    """
    text = (shortened(digest), _own(fields))
    found = (*text, short_digest([fields[_MY_NOTES]]), tags_digest(tags))
    return (*fields[:_PLACE], " ".join(found), *fields[_PLACE + 1 :])


def read_held(fields: Sequence[str]) -> Held | None:
    """Read what a note says that it holds; None where it does not say."""
    parts = fields[_PLACE].split() if len(fields) > _PLACE else []
    if not _OF_TEXT < len(parts) <= _OF_TEXT + TOKEN_PARTS or {*map(len, parts)} != {_LENGTH}:
        return None
    return Held(parts[0], parts[1], tuple(parts[_OF_TEXT:]))


def my_notes(fields: Sequence[str]) -> str:
    """Return what the learner wrote on a note; empty where it has no such field."""
    return fields[_MY_NOTES] if len(fields) > _MY_NOTES else ""


def edited(fields: Sequence[str], found: Held) -> bool:
    """Whether our text was edited since it went out."""
    return _own(fields) != found.own


def _own(fields: Sequence[str]) -> str:
    return short_digest(fields[_OWN])
