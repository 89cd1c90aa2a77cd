"""A painted diagram as styled lines; lanes are tints, and each meaning also has a form."""

from functools import cache

from mlsd_graph.content.records import Card
from mlsd_graph.diagrams.asking import Look, answered, asked
from mlsd_graph.diagrams.drawing import Drawing
from mlsd_graph.diagrams.text import paint
from tui.rendering.canvas import Rendered
from tui.rendering.document import Document

_STORED = "$text-accent"
_TINTS = {
    "lane0": "on $primary 15%",
    "lane1": "on $secondary 15%",
    "lane2": "on $success 12%",
    "lane3": "on $warning 12%",
}
_COLORS = {
    "line": "$text-muted",
    "note": "$foreground",
    "gate": "$text-secondary",
    "pipeline": "$text-warning",
    "model": "$text-success",
    "stream": "$text-primary",
    "store": _STORED,
    "index": _STORED,
    "cache": _STORED,
    "registry": _STORED,
    "monitor": "$text-error",
    "empty": "$text-muted",
    "lit": "$text-accent",
}
_FORMS = {
    "title": "bold",
    "label": "bold",
    "note": "italic",
    "lit": "bold",
    "hidden": "bold",
    "focus": "reverse",
    "asked": "reverse",
}
"""What greyscale keeps; kinds differ in their frames and names already.

Where a focus moves nothing else is reversed: it would be lost among hidden blocks.
"""


@cache
def look_of(words: str) -> str:
    """Translate the style of a span, such as `lane0 store label`, for Textual."""
    named = words.split()
    if {"hidden", "lit"} <= set(named):
        named.append("asked")  # by a card, where no focus moves
    forms = " ".join(_FORMS[word] for word in named if word in _FORMS)
    colors = [_COLORS[word] for word in named if word in _COLORS][-1:]
    tints = [_TINTS[word] for word in named if word in _TINTS]
    # What follows `on` is the background, so the tint comes last.
    return " ".join(part for part in (*dict.fromkeys(forms.split()), *colors, *tints) if part)


def rows(drawing: Drawing) -> list[list[tuple[str, str]]]:
    """Give the lines of a painted diagram the looks of the theme."""
    return [[(text, look_of(words)) for text, words in line] for line in drawing.lines]


def rendered(drawing: Drawing) -> Rendered:
    """Turn a painted diagram into content."""
    document = Document(drawing.width)
    document.rows(rows(drawing))
    return document.rendered()


def painted(card: Card, width: int, *, shown: int, revealed: bool) -> Drawing:
    """Paint a card's diagram as its question or its answer shows it."""
    if card.diagram is None:
        raise ValueError("the card has no diagram")
    look: Look = answered(card) if revealed else asked(card, shown)
    return paint(
        card.diagram.chart,
        width=width,
        hidden=look.hidden,
        lit=look.lit,
        revealed=look.revealed,
    )
