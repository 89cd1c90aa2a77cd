"""Renders what one page gives to its notes."""

import re

from export.anki import rendering, stamps
from export.anki.fields import asked, hint, rubric
from export.anki.notetypes import CLOZE, RECALL
from export.anki.parts import NoteParts, PageParts
from mlsd_graph.content.flowchart import text
from mlsd_graph.content.records import Card, CardKind, Page, PageHead, PageKind

_NO_TAG = re.compile(r"[^\w-]+")


def page_parts(page: Page) -> PageParts:
    """Render a page's summary, sources, reasons and notes."""
    firsts = {card.head.note: card for card in reversed(page.cards)}
    rows = "".join(f"<li>{rendering.line(source)}</li>" for source in page.sources)
    pictures: dict[str, str] = {}
    notes = tuple(_note(card, page, pictures) for card in reversed(firsts.values()))
    return PageParts(
        summary=rendering.blocks(page.summary) if page.summary else "",
        sources=f"<ul>{rows}</ul>" if rows else "",
        reasons={
            f"{each.kind.value}:{each.target}": rendering.line(each.reason)
            for each in page.head.relations
            if each.reason
        },
        notes=notes,
        pictures=pictures,
    )


def tag(name: str, value: str) -> str:
    """Return a hierarchical tag; Anki allows no space, and `::` is the level below."""
    return f"mlsd::{name}::{_NO_TAG.sub('-', value).strip('-').lower()}"


def _note(card: Card, page: Page, pictures: dict[str, str]) -> NoteParts:
    """Render one note; the picture of its diagram goes to `pictures`."""
    parts = asked(card)
    tags = _tags(card, page.head)
    diagram = overlay = told = name = ""
    if card.diagram is not None:
        from export.anki.pictures import pictured  # noqa: PLC0415  few pages have one

        drawn = pictured(card, card.diagram)
        diagram, overlay, name = drawn.diagram, drawn.overlay, drawn.picture.name
        told = drawn.told
        pictures[name] = drawn.picture.svg
    return NoteParts(
        uid=card.uid,
        note=card.head.note,
        cloze=card.kind is CardKind.CLOZE,
        front=parts.front,
        back=parts.back,
        typed=parts.typed,
        hint=parts.hint,
        rubric=parts.rubric,
        tags=tags,
        digest=_digest(card, page, tags),
        diagram=diagram,
        overlay=overlay,
        told=told,
        picture=name,
    )


def _tags(card: Card, head: PageHead) -> tuple[str, ...]:
    named = [
        ("domain", [head.domain] if head.domain else list(head.domains)),
        ("level", [head.level]),
        ("step", [step.value for step in head.steps]),
        ("kind", [card.kind.value]),
        ("case", [head.id] if head.kind is PageKind.CASE_STUDY else []),
    ]
    return tuple(tag(name, value) for name, values in named for value in values if value)


def _drawn(card: Card) -> tuple[str, ...]:
    """Write the diagram of a card: a block that moves changes the note, as its label does."""
    return (card.diagram.title, text(card.diagram.chart)) if card.diagram else ()


def _digest(card: Card, page: Page, tags: tuple[str, ...]) -> str:
    """Digest the text of the card and of its own page, as written: not how it is rendered."""
    kind = CLOZE if card.kind is CardKind.CLOZE else RECALL
    own = (kind.name, card.question, card.answer, *card.accepted, *card.items)
    said = (hint(card), rubric(card), *_drawn(card))
    around = (page.head.title, page.summary, *page.sources)
    return stamps.digest((*own, *said, *around, *tags))
