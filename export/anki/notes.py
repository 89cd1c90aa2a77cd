"""Cards of the library become notes of Anki: fields, tags, deck, and which cards exist."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from export.anki.carried import Carried
from export.anki.holding import held
from export.anki.notetypes import CLOZE, RECALL, TOLD, NoteType
from export.anki.page_cache import Pages
from export.anki.parts import NoteParts
from export.anki.surroundings import Around, Surroundings
from mlsd_graph.content.naming import CONTRAST
from mlsd_graph.content.records import CardHead, PageHead, PageKind
from mlsd_graph.errors import ContentError

if TYPE_CHECKING:
    from mlsd_graph.content import Library

_GAP = re.compile(r"\{\{c(\d{1,3})::")
_MARKUP = re.compile(r"<[^<>]{0,2000}>|\s")
_NOTHING = Carried()
_PARENT = "MLSD"
_DECKS = {
    PageKind.CASE_STUDY: "Case studies",
    PageKind.CONTRAST_SET: "Contrasts",
    PageKind.FRAMEWORK: "Framework",
    PageKind.TRACK: "Tracks",
}


@dataclass(frozen=True, slots=True)
class AnkiNote:
    """One note, ready to be written."""

    note: str
    """Our uid of the note."""
    type: NoteType
    fields: tuple[str, ...]
    """HTML, in the order of the note type."""
    tags: tuple[str, ...]
    deck: str
    ordinals: tuple[int, ...]
    """Its cards; the cloze numbered N has ordinal N − 1."""
    digest: str
    """Of its own text: what makes it count as changed."""
    uid: str
    """Its first card."""
    media: tuple[tuple[str, str], ...] = ()
    """Names and texts of the files that its fields show."""

    def card(self, ordinal: int) -> str:
        """Return the uid of one of its cards."""
        return f"{self.note}#c{ordinal + 1}" if self.type.cloze else self.uid


def notes(
    library: "Library",
    pages: Pages,
    only: Collection[str] | None = None,
    carried: Mapping[str, Carried] | None = None,
) -> Iterator[AnkiNote | CardHead]:
    """Yield every note of the library in content order; a card without a front yields its head.

    `only` holds card uids; a note is written whole if one of its cards is among them. `carried`
    is what came back from the phone, by note.
    """
    mine = carried or {}
    around = Surroundings(library, pages)
    chosen = None if only is None else {library.cards[uid].note for uid in only}
    for head in library.pages.values():
        if not any(chosen is None or card.note in chosen for card in head.cards):
            continue
        parts = pages.parts(head.id)
        if parts is None:
            raise ContentError(f"{head.path}: the page cannot be read any more.", "Export again.")
        shared = around.of(head, parts)
        for each in parts.notes:
            if chosen is None or each.note in chosen:
                own = mine.get(each.note, _NOTHING)
                note = _note(each, head, shared, around, own)
                if note is not None and each.picture:
                    media = ((each.picture, parts.pictures[each.picture]),)
                    note = replace(note, media=media)
                yield note or library.cards[each.uid]


def _note(
    parts: NoteParts, head: PageHead, shared: Around, around: Surroundings, mine: Carried
) -> AnkiNote | None:
    """Put a note together; None if Anki would make no card of it."""
    ordinals = _ordinals(parts.front, cloze=parts.cloze)
    if not ordinals:
        return None
    kind = CLOZE if parts.cloze else RECALL
    if pair := around.compared(parts.note):
        shared = around.pair(pair, shared)
    values = {
        "Key": parts.note,
        kind.fields[1]: parts.front,
        "Back": parts.back,
        "Typed": parts.typed,
        "Hint": parts.hint,
        "Rubric": parts.rubric,
        "Diagram": parts.diagram,
        "Overlay": parts.overlay,
        TOLD: parts.told,
        "Context": shared.context,
        "Links": shared.links,
        "Source": shared.source,
        "MyNotes": mine.my_notes,
    }
    return AnkiNote(
        note=parts.note,
        type=kind,
        fields=held(parts.digest, tuple(values.get(name, "") for name in kind.fields), mine.tags),
        tags=(*parts.tags, *shared.tags, *mine.tags),
        deck=_deck(parts.note, head),
        ordinals=ordinals,
        digest=parts.digest,
        uid=parts.uid,
    )


def _ordinals(front: str, *, cloze: bool) -> tuple[int, ...]:
    """Find the cards that Anki will make of this front."""
    if cloze:
        return tuple(sorted({int(gap[1]) - 1 for gap in _GAP.finditer(front)}))
    return (0,) if _MARKUP.sub("", front) else ()


def _deck(note: str, head: PageHead) -> str:
    if note.startswith(CONTRAST):
        return f"{_PARENT}::{_DECKS[PageKind.CONTRAST_SET]}"
    name = _DECKS.get(head.kind) or head.domain or "Concepts"
    return f"{_PARENT}::{name.replace('::', ' ').replace(chr(34), ' ').strip()}"
