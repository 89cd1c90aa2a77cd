"""What one page gives to its notes, rendered: all that depends on its file alone."""

from typing import NamedTuple


class NoteParts(NamedTuple):
    """The fields of one note that come from its own page, as HTML."""

    uid: str
    """Its first card."""
    note: str
    cloze: bool
    front: str
    back: str
    typed: str
    hint: str
    rubric: str
    tags: tuple[str, ...]
    digest: str
    """Of the text as written: what makes the note count as changed."""
    diagram: str = ""
    overlay: str = ""
    told: str = ""
    """What the diagram says on the answer side, for those who hear it."""
    picture: str = ""
    """Name of the media file that `diagram` shows."""


class PageParts(NamedTuple):
    """One page, rendered."""

    summary: str
    sources: str
    reasons: dict[str, str]
    """HTML of the reason of each relation, by kind and target."""
    notes: tuple[NoteParts, ...]
    pictures: dict[str, str]
    """Media file → SVG."""
