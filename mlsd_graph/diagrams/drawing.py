"""A painted diagram: lines of styled text, and where its blocks are."""

from typing import NamedTuple

from mlsd_graph.diagrams.geometry import Box


class Span(NamedTuple):
    """Text of one look.

    `style` is a set of words with blanks between: `laneN` (the lane's tint), the kind of a block,
    `label` (its label), `line`, `note` (an arrow's label), `title`, and `focus`, `hidden` or `lit`.
    """

    text: str
    style: str = ""


class Drawing(NamedTuple):
    """What a painter made."""

    lines: tuple[tuple[Span, ...], ...]
    width: int
    blocks: dict[str, Box]
    """Cells of each block, for a pointer and for scrolling; empty in the list view."""

    @property
    def plain(self) -> str:
        """The text alone, without blanks at the ends of lines."""
        return "\n".join("".join(span.text for span in line).rstrip() for line in self.lines)
