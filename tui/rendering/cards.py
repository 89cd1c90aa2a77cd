"""What a card shows: its front, and below it the answer with the learner's own beside it."""

from typing import NamedTuple

from mlsd_graph.content.records import Card, CardKind
from mlsd_graph.memory import Rating
from mlsd_graph.study.judging import Proposal, off_by
from tui.rendering import styles
from tui.rendering.canvas import Rendered
from tui.rendering.document import Document, render
from tui.rendering.inline import Cloze

_SHOWN_ELSEWHERE = {CardKind.EXPLAIN, CardKind.DIAGRAM}
"""Answers that are a checklist or a drawing of their own."""
_EXACT = 1.05
"""A factor by which an estimate is off; up to it nothing is said of it."""
_VERDICTS = {Rating.GOOD: "right", Rating.HARD: "near", Rating.AGAIN: "not that"}


class Given(NamedTuple):
    """What the learner typed, and what the program thinks of it."""

    text: str
    proposal: Proposal | None
    """None where no number could be read."""


def front(card: Card, width: int, *, revealed: bool = False) -> Rendered:
    """Render the question; of a cloze the whole text, its gap open or filled."""
    if card.kind is CardKind.CLOZE:
        return render(card.question, width, cloze=Cloze(card.cloze, revealed))
    return render(card.question, width)


def back(card: Card, width: int, *, shown: int, given: Given | None, context: str) -> Rendered:
    """Render the answer; of an ordered card its first `shown` items."""
    document = Document(width)
    if given is not None:
        document.text(_verdict(card, given), styles.STRONG)
        document.gap()
    if card.kind is CardKind.ORDERED:
        _ordered(card, document, shown)
    elif card.kind is CardKind.TYPED:
        document.text("Accepted: " + ", ".join(card.accepted))
    elif card.kind not in _SHOWN_ELSEWHERE:
        document.markdown(card.answer)
    if context:
        document.gap()
        document.text(context, styles.QUIET)
    return document.rendered()


def _ordered(card: Card, document: Document, shown: int) -> None:
    width = len(str(len(card.items)))
    for number, item in enumerate(card.items[:shown], 1):
        document.entry(f"{number:>{width}}. ", item)
    if shown < len(card.items):
        document.text(f"{shown + 1:>{width}}. …", styles.QUIET)


def _verdict(card: Card, given: Given) -> str:
    text = f"You: {given.text}"
    if given.proposal is None:
        return f"{text}  (no number found)"
    if not given.proposal.best:
        return f"{text}  ({given.proposal.doubt})"
    verdict = _VERDICTS.get(given.proposal.rating, "right")
    factor = given.proposal.score
    if card.estimate is not None and factor > _EXACT:
        verdict += f": {off_by(factor)} off, within {card.estimate.within:g}× counts"
    doubt = f"; {given.proposal.doubt}" if given.proposal.doubt else ""
    return f"{text}  ({verdict}{doubt})"
