"""Renders what one page gives to its notes."""

import re

from export.anki import rendering, stamps
from export.anki.fields import asked, hint, rubric
from export.anki.notetypes import CLOZE, RECALL
from export.anki.parts import NoteParts, PageParts
from mlsd_graph.content.records import Card, CardKind, Page, PageHead, PageKind

_NO_TAG = re.compile(r"[^\w-]+")


def page_parts(page: Page) -> PageParts:
    """Render a page's summary, sources, reasons and notes."""
    firsts = {card.head.note: card for card in reversed(page.cards)}
    rows = "".join(f"<li>{rendering.line(source)}</li>" for source in page.sources)
    return PageParts(
        summary=rendering.blocks(page.summary) if page.summary else "",
        sources=f"<ul>{rows}</ul>" if rows else "",
        reasons={
            f"{each.kind.value}:{each.target}": rendering.line(each.reason)
            for each in page.head.relations
            if each.reason
        },
        notes=tuple(_note(card, page) for card in reversed(firsts.values())),
    )


def tag(name: str, value: str) -> str:
    """Return a hierarchical tag; Anki allows no space, and `::` is the level below."""
    return f"mlsd::{name}::{_NO_TAG.sub('-', value).strip('-').lower()}"


def _note(card: Card, page: Page) -> NoteParts:
    parts = asked(card)
    tags = _tags(card, page.head)
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


def _digest(card: Card, page: Page, tags: tuple[str, ...]) -> str:
    """Digest the text of the card and of its own page, as written: not how it is rendered."""
    kind = CLOZE if card.kind is CardKind.CLOZE else RECALL
    own = (kind.name, card.question, card.answer, *card.accepted, *card.items)
    said = (hint(card), rubric(card))
    around = (page.head.title, page.summary, *page.sources)
    return stamps.digest((*own, *said, *around, *tags))
