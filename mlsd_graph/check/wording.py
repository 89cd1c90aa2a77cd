"""Length: summaries, questions and answers that are too long to be recalled."""

import re
from collections.abc import Iterator

from mlsd_graph.content.library import Library
from mlsd_graph.content.markup import Segment, SegmentKind, segments
from mlsd_graph.content.records import (
    Card,
    CardKind,
    Finding,
    Page,
    PageKind,
    Relation,
    RelationKind,
    Severity,
)

SUMMARY_WORDS = 60
QUESTION_WORDS = 35
ANSWER_WORDS = 45
ORDERED_ITEMS = 5
EXPLAIN_ITEMS = (4, 6)
_WORD = re.compile(r"[^\W_]")
_FENCE = re.compile(r"(?ms)^[ \t]*(`{3,}|~{3,})[^\n]*\n.*?^[ \t]*\1[`~]*[ \t]*$")


def words(markdown: str) -> int:
    """Count the words outside code and formulas."""
    protected = segments(_FENCE.sub(" ", markdown))
    shown = " ".join(
        piece if isinstance(piece, str) else _shown(piece)
        for piece in protected.pieces(protected.text)
    )
    return sum(1 for word in shown.split() if _WORD.search(word))


def _shown(segment: Segment) -> str:
    return segment.text if segment.kind in (SegmentKind.LINK, SegmentKind.CLOZE) else " "


def check_page(page: Page, library: Library) -> Iterator[Finding]:
    """Check the lengths of a page."""
    del library
    path = page.head.path
    if page.head.kind is PageKind.CONCEPT:
        yield from _summary(page)
    for relation in page.head.relations:
        if relation.kind is RelationKind.CONTRAST:
            yield from _reason(relation, path)
    for card in page.cards:
        if card.head.authored:
            yield from _card(card, path)


def _summary(page: Page) -> Iterator[Finding]:
    path = page.head.path
    if not page.summary:
        message = "The page does not start with a summary."
        yield _warning("summary-missing", path, 0, message, "Start with one paragraph.")
    elif (count := words(page.summary)) > SUMMARY_WORDS:
        message = f"The summary has {count} words."
        hint = f"It stands alone on the phone: at most {SUMMARY_WORDS}."
        yield _warning("summary-long", path, 0, message, hint)


def _reason(relation: Relation, path: str) -> Iterator[Finding]:
    if (count := words(relation.reason)) > ANSWER_WORDS:
        message = f"The reason has {count} words; it is the answer of a card."
        hint = f"At most {ANSWER_WORDS}: both sides and what decides."
        yield _warning("answer-long", path, relation.line, message, hint)


def _card(card: Card, path: str) -> Iterator[Finding]:
    line = card.head.line
    if card.kind is CardKind.DIAGRAM:
        return
    if card.kind is CardKind.CLOZE:
        limit = QUESTION_WORDS + ANSWER_WORDS
        if card.head.uid.endswith("#c1") and words(card.question) > limit:
            message = f"The cloze has more than {limit} words."
            yield _warning("question-long", path, line, message, "Cut it down.")
        return
    if (count := words(card.question)) > QUESTION_WORDS:
        message = f"The question has {count} words."
        yield _warning("question-long", path, line, message, f"At most {QUESTION_WORDS}.")
    if card.kind is CardKind.EXPLAIN:
        few, many = EXPLAIN_ITEMS
        if not few <= len(card.items) <= many:
            message = f"The task list has {len(card.items)} items."
            hint = f"An explain card has {few} to {many}."
            yield _warning("explain-items", path, line, message, hint)
    elif card.kind is CardKind.ORDERED:
        if len(card.items) > ORDERED_ITEMS:
            message = f"The list has {len(card.items)} items."
            yield _warning("answer-long", path, line, message, f"At most {ORDERED_ITEMS}.")
    elif (count := words(card.answer)) > ANSWER_WORDS:
        message = f"The answer has {count} words."
        yield _warning("answer-long", path, line, message, f"At most {ANSWER_WORDS}.")


def _warning(code: str, path: str, line: int, message: str, hint: str) -> Finding:
    return Finding(code, Severity.WARNING, path, line, min(line, 1), message, hint)
