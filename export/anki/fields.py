"""How each kind of card fills the fields of its note."""

from collections.abc import Sequence
from dataclasses import dataclass

from export.anki.escaping import prose
from export.anki.rendering import blocks, line
from mlsd_graph.content.records import Card, CardKind


@dataclass(frozen=True, slots=True)
class Asked:
    """The fields that come from the card itself, as HTML."""

    front: str
    back: str = ""
    typed: str = ""
    hint: str = ""
    rubric: str = ""


def asked(card: Card) -> Asked:
    """Write front, back and what the kind of the card adds."""
    front = blocks(card.question)
    match card.kind:
        case CardKind.CLOZE:
            return Asked(front)
        case CardKind.TYPED:
            spellings = " · ".join(f"<code>{prose(each)}</code>" for each in card.accepted)
            typed = prose(card.accepted[0]) if card.accepted else ""
            return Asked(front, f"<p>{spellings}</p>", typed=typed, hint=hint(card))
        case CardKind.ORDERED | CardKind.EXPLAIN if card.items:
            back = _list(card.items, ticks=card.kind is CardKind.EXPLAIN)
            return Asked(front, back, hint=hint(card), rubric=rubric(card))
        case _:
            back = blocks(card.answer)
            return Asked(front, back, hint=hint(card), rubric=rubric(card))


def hint(card: Card) -> str:
    """Say what form of answer is wanted."""
    match card.kind:
        case CardKind.TYPED:
            return "Type it."
        case CardKind.ESTIMATE:
            return "Estimate: a number and its unit."
        case CardKind.ORDERED:
            return "In order."
        case CardKind.EXPLAIN:
            return "Say it aloud in 60–120 seconds."
        case CardKind.DIAGRAM:
            return "Draw it on paper first."
        case _:
            return ""


def rubric(card: Card) -> str:
    """Say how the answer turns into a grade, where the kind of the card has a rule for it."""
    if card.kind is CardKind.ESTIMATE and card.estimate is not None:
        known = card.estimate
        low, high = sorted((known.value / known.within, known.value * known.within))
        return prose(
            f"Right within {known.within:g}×: from {low:.3g} to {high:.3g} {known.unit}".rstrip()
        )
    if card.kind is CardKind.EXPLAIN and card.items:
        count = len(card.items)
        half = (count + 1) // 2
        return f"{count} said: easy · {count - 1}: good · {half} or more: hard · fewer: again"
    return ""


def _list(items: Sequence[str], *, ticks: bool) -> str:
    bodies = (blocks(item) if "\n" in item else line(item) for item in items)
    rows = "".join(f"<li>{body}</li>" for body in bodies)
    return f'<ul class="ticks">{rows}</ul>' if ticks else f"<ol>{rows}</ol>"
