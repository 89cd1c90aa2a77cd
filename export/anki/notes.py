"""Cards of the library become notes of Anki: fields, tags, deck, and which cards exist."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from export.anki import stamps
from export.anki.fields import asked, hint, rubric
from export.anki.notetypes import CLOZE, RECALL, NoteType
from export.anki.ordering import CONTRAST
from export.anki.render_cache import Rendered
from export.anki.surroundings import Around, Surroundings
from mlsd_graph.content.records import Card, CardHead, CardKind, Page, PageKind

if TYPE_CHECKING:
    from mlsd_graph.content import Library

_GAP = re.compile(r"\{\{c(\d{1,3})::")
_MARKUP = re.compile(r"<[^<>]{0,2000}>|\s")
_NO_TAG = re.compile(r"[^\w-]+")
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


class Skipped(ValueError):  # noqa: N818  not a failure of the export
    """A card that Anki would call empty."""


def notes(
    library: "Library", html: Rendered, only: Collection[str] | None = None
) -> Iterator[AnkiNote | CardHead]:
    """Yield every note of the library in content order; a card without a front yields its head.

    `only` holds card uids; a note is written whole if one of its cards is among them.
    """
    around = Surroundings(library, html)
    chosen = None if only is None else {library.cards[uid].note for uid in only}
    for head in library.pages.values():
        firsts = {card.note: card for card in reversed(head.cards)}
        wanted = [
            each for each in reversed(firsts.values()) if chosen is None or each.note in chosen
        ]
        if not wanted:
            continue
        page = around.page(head.id)
        shared = around.of(page)
        whole = {card.uid: card for card in page.cards}
        for first in wanted:
            card = whole.get(first.uid) or library.card(first.uid)
            try:
                yield _note(card, page, shared, around, html)
            except Skipped:
                yield first


def _note(card: Card, page: Page, shared: Around, around: Surroundings, html: Rendered) -> AnkiNote:
    note = card.head.note
    kind = CLOZE if card.kind is CardKind.CLOZE else RECALL
    if pair := around.compared(note):
        shared = around.pair(pair, page)
    parts = asked(card, html)
    own_tags = _own_tags(card, page)
    values = {
        "Key": note,
        kind.fields[1]: parts.front,
        "Back": parts.back,
        "Typed": parts.typed,
        "Hint": parts.hint,
        "Rubric": parts.rubric,
        "Context": shared.context,
        "Links": shared.links,
        "Source": shared.source,
    }
    return AnkiNote(
        note=note,
        type=kind,
        fields=tuple(values.get(name, "") for name in kind.fields),
        tags=(*own_tags, *_case_tags(page.head.id, around)),
        deck=_deck(card, page),
        ordinals=_ordinals(parts.front, cloze=kind.cloze),
        digest=_digest(card, page, kind, own_tags),
    )


def _ordinals(front: str, *, cloze: bool) -> tuple[int, ...]:
    """Find the cards that Anki will make of this front.

    Raises:
        Skipped: It would make none.
    """
    if cloze:
        found = tuple(sorted({int(gap[1]) - 1 for gap in _GAP.finditer(front)}))
    else:
        found = (0,) if _MARKUP.sub("", front) else ()
    if not found:
        raise Skipped(front)
    return found


def _digest(card: Card, page: Page, kind: NoteType, tags: tuple[str, ...]) -> str:
    """Digest the text of the card and of its own page, as written: not how it is rendered."""
    own = (kind.name, card.question, card.answer, *card.accepted, *card.items)
    said = (hint(card), rubric(card))
    around = (page.head.title, page.summary, *page.sources)
    return stamps.digest((*own, *said, *around, *tags))


def _deck(card: Card, page: Page) -> str:
    if card.head.note.startswith(CONTRAST):
        return f"{_PARENT}::{_DECKS[PageKind.CONTRAST_SET]}"
    name = _DECKS.get(page.head.kind) or page.head.domain or "Concepts"
    return f"{_PARENT}::{name.replace('::', ' ').replace(chr(34), ' ').strip()}"


def _own_tags(card: Card, page: Page) -> tuple[str, ...]:
    head = page.head
    named = [
        ("domain", [head.domain] if head.domain else list(head.domains)),
        ("level", [head.level]),
        ("step", [step.value for step in head.steps]),
        ("kind", [card.kind.value]),
        ("case", [head.id] if head.kind is PageKind.CASE_STUDY else []),
    ]
    return tuple(tag(name, value) for name, values in named for value in values if value)


def _case_tags(page: str, around: Surroundings) -> tuple[str, ...]:
    return tuple(tag("case", case) for case in sorted(around.cases.get(page, {})))


def tag(name: str, value: str) -> str:
    """Return a hierarchical tag; Anki allows no space, and `::` is the level below."""
    return f"mlsd::{name}::{_NO_TAG.sub('-', value).strip('-').lower()}"
