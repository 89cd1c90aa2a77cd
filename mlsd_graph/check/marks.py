"""Marks of a card that are written almost right, and would be shown as plain text."""

import re
from collections.abc import Iterator

from mlsd_graph.content.cards import MOST_CLOZES
from mlsd_graph.content.library import Library
from mlsd_graph.content.markup import SegmentKind, segments
from mlsd_graph.content.records import Card, CardKind, Finding, Page, Severity

_OPEN_BRACE = re.compile(r"\{[#.][^}]{0,200}$")
_HIDDEN = "\x00"
_FORMULA_AROUND = re.compile(r"\$(?!\s)[^$\n]{0,400}\x00[^$\n]{0,400}(?<!\s)\$(?!\d)")


def check_page(page: Page, library: Library) -> Iterator[Finding]:
    """Check headings, typed answers and clozes of a page's cards."""
    del library
    for card in page.cards:
        if _OPEN_BRACE.search(card.head.name):
            hint = "Close the brace: {#key}."
            yield _finding(page, card, "card-attribute", "An attribute is not closed.", hint)
        if card.kind is CardKind.TYPED and not card.accepted:
            hint = "Write an accepted spelling between the backticks."
            yield _finding(page, card, "card-no-answer", "The typed answer is empty.", hint)
        if card.kind is CardKind.CLOZE:
            yield from _cloze(page, card)


def _cloze(page: Page, card: Card) -> Iterator[Finding]:
    if card.cloze > MOST_CLOZES:
        message = f"Clozes are numbered from c1 to c{MOST_CLOZES}."
        yield _finding(page, card, "cloze-number", message, "Number them c1, c2, …")
    protected = segments(card.question)
    text = "".join(
        piece if isinstance(piece, str) else _HIDDEN * (piece.kind is SegmentKind.CLOZE)
        for piece in protected.pieces(protected.text)
    )
    if _FORMULA_AROUND.search(text):
        hint = "Hide the whole formula, {{c1::$…$}}, or words beside it."
        yield _finding(page, card, "cloze-in-formula", "A cloze stands in a formula.", hint)


def _finding(page: Page, card: Card, code: str, message: str, hint: str) -> Finding:
    return Finding(code, Severity.ERROR, page.head.path, card.head.line, 1, message, hint)
