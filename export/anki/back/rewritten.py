"""Our text, changed on the phone: it stays there until ours changes, and cannot come back.

A card is Markdown in a file; what the phone has is HTML that was made of it. So the learner is told
which fields of which note differ and where the text stands.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from export.anki.back.collection import ForeignNote
from export.anki.holding import edited, read_held
from export.anki.notes import AnkiNote, notes
from export.anki.page_cache import Pages

if TYPE_CHECKING:
    from mlsd_graph.content import Library

_OWN = ("Front", "Text", "Back", "Typed", "Hint", "Rubric")
"""The fields that come from the card itself; the others quote pages that may have changed since."""


class Rewritten(NamedTuple):
    """One note whose text differs."""

    note: str
    fields: tuple[str, ...]
    path: str
    line: int


def rewritten(library: "Library", touched: Mapping[str, ForeignNote]) -> tuple[Rewritten, ...]:
    """Compare notes that were edited on the phone with the text that a deck would bring now."""
    heads = {card.note: card for card in library.cards.values() if card.note in touched}
    if not heads:
        return ()
    found: list[Rewritten] = []
    for each in notes(library, Pages(library), {head.uid for head in heads.values()}):
        if not isinstance(each, AnkiNote) or each.note not in touched:
            continue
        there = touched[each.note].fields
        holds = read_held(there)
        if holds is not None and not edited(there, holds):
            continue  # an older text of ours
        pairs = zip(each.type.fields, each.fields, there, strict=False)
        names = tuple(name for name, ours, theirs in pairs if name in _OWN and ours != theirs)
        if names:
            head = heads[each.note]
            found.append(Rewritten(each.note, names, library.pages[head.page].path, head.line))
    return tuple(found)
