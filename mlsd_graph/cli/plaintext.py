"""Markdown as plain text for a line-mode screen, a pipe or a screen reader.

Markdown already reads well as text, so only what does not is replaced: formulas become Unicode,
links their words, clozes the gap or the answer.
"""

import re
import textwrap
from typing import TYPE_CHECKING

from mlsd_graph.clean import clean
from mlsd_graph.content.markup import Segment, SegmentKind, segments
from mlsd_graph.content.records import Card, CardKind, Page, Undrawn
from mlsd_graph.content.undrawn import why_undrawn
from mlsd_graph.mathtext import MathError, display, inline

if TYPE_CHECKING:
    from mlsd_graph.content.chartrecords import Diagram

_MATH_FENCE = re.compile(r"^```math[ \t]*\n(.{0,4000}?)^```[ \t]*$", re.MULTILINE | re.DOTALL)


def plain(markdown: str, *, hidden: int = 0) -> str:
    """Write Markdown as text; the cloze numbered `hidden` becomes a gap with its hint."""
    text = _MATH_FENCE.sub(lambda fence: _display(fence[1]), markdown)
    protected = segments(text)
    pieces = [
        piece if isinstance(piece, str) else _segment(piece, hidden)
        for piece in protected.pieces(protected.text)
    ]
    return clean("".join(pieces)).strip()


def front(card: Card) -> str:
    """Write the question."""
    if card.kind is CardKind.CLOZE:
        return plain(card.question, hidden=card.cloze)
    if card.diagram is not None:
        return _drawn(card)
    return plain(card.question)


def back(card: Card) -> str:
    """Write the answer; of a cloze, the whole text with the hidden words marked."""
    if card.kind is CardKind.CLOZE:
        return plain(card.question, hidden=-card.cloze)
    if card.kind is CardKind.DIAGRAM:
        return _drawn(card, answer=True)
    return plain(card.answer)


def _drawn(card: Card, *, answer: bool = False) -> str:
    """Write what the drawing of a card says, one sentence a block."""
    from mlsd_graph.diagrams.asking import answered, asked  # noqa: PLC0415  few cards have one
    from mlsd_graph.diagrams.sentences import sentences  # noqa: PLC0415  few cards have one

    look = answered(card) if answer else asked(card)
    said: list[str] = []
    if card.diagram is not None:
        said = sentences(card.diagram.chart, hidden=look.hidden, revealed=look.revealed)
    text = plain(card.answer if answer else card.question)
    return "\n".join([text, "", *(f"- {sentence}" for sentence in said)]).rstrip()


def _diagrams(page: Page) -> list[str]:
    """Draw the diagrams of a page, each with its reasons, or say why one is not there."""
    lines: list[str] = []
    figures: list[Diagram | Undrawn] = [*page.diagrams, *page.undrawn]
    for diagram in sorted(figures, key=lambda each: each.line):
        if isinstance(diagram, Undrawn):
            lines += ["", f"## {plain(diagram.title)}", "", why_undrawn(diagram)]
            continue
        from mlsd_graph.content.figurecards import part_name  # noqa: PLC0415  few pages have one
        from mlsd_graph.diagrams.text import paint  # noqa: PLC0415  few pages have one

        lines += ["", f"## {plain(diagram.title)}", "", paint(diagram.chart).plain, ""]
        lines += [f"- {part_name(diagram, r.part)}: {plain(r.text)}" for r in diagram.reasons]
    return lines


def page_text(page: Page) -> str:
    """Write a page: title, summary, prose, relations and sources."""
    head = page.head
    lines = [clean(head.title), "=" * len(head.title), ""]
    lines += [plain(page.summary), "", plain(page.body)]
    for section in page.steps:
        lines += ["", f"## {section.step.value}", "", plain(section.body)]
        lines += [f"- [ ] {plain(item.text)}" for item in section.checklist]
    lines += _diagrams(page)
    stated = [relation for relation in head.relations if relation.reason]
    for name, kind in (("Prerequisites", "prerequisite"), ("Contrasts", "contrast")):
        chosen = [relation for relation in stated if relation.kind.value == kind]
        if chosen:
            lines += ["", f"## {name}", ""]
            lines += [f"- {relation.target}: {plain(relation.reason)}" for relation in chosen]
    if page.sources:
        lines += ["", "## Sources", "", *(f"- {plain(source)}" for source in page.sources)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).rstrip()


def wrapped(text: str, width: int) -> str:
    """Wrap paragraphs, and leave lists, tables, code and formulas as they are."""
    return "\n".join(
        line if len(line) <= width or line[:1] in " |`-" else textwrap.fill(line, width)
        for line in text.split("\n")
    )


def _segment(piece: Segment, hidden: int) -> str:
    match piece.kind:
        case SegmentKind.MATH:
            return _inline(piece.text)
        case SegmentKind.LINK:
            return piece.text
        case SegmentKind.CLOZE:
            if piece.number == hidden:
                return f"[{piece.hint or '…'}]"
            inner = plain(piece.text)
            return f"[{inner}]" if piece.number == -hidden else inner
        case SegmentKind.CODE:
            return piece.text


def _inline(tex: str) -> str:
    try:
        return inline(tex)
    except MathError:
        return tex


def _display(tex: str) -> str:
    try:
        return "\n".join("    " + line for line in display(tex))
    except MathError:
        return tex
