"""Rectangles of text with a baseline, and how they are put together."""

from collections.abc import Sequence
from typing import NamedTuple

from mlsd_graph.mathtext.alphabets import cells


class Box(NamedTuple):
    """Lines of equal width in cells; `base` is the index of the baseline."""

    lines: tuple[str, ...]
    base: int
    width: int

    @property
    def height(self) -> int:
        """Number of lines."""
        return len(self.lines)


def text_box(text: str) -> Box:
    """Make a box of one line."""
    return Box((text,), 0, cells(text))


def column(lines: Sequence[str], base: int) -> Box:
    """Make a box of lines of any width, padded on the right."""
    width = max(map(cells, lines), default=0)
    return Box(tuple(pad(text, width, "l") for text in lines), base, width)


def pad(text: str, width: int, align: str) -> str:
    """Fill a line up with spaces; `align` is l, c or r."""
    space = width - cells(text)
    if space <= 0:
        return text
    left = {"l": 0, "c": space // 2, "r": space}[align]
    return " " * left + text + " " * (space - left)


def beside(boxes: Sequence[Box]) -> Box:
    """Put boxes side by side on one baseline."""
    boxes = [box for box in boxes if box.width]
    if len(boxes) <= 1:
        return boxes[0] if boxes else text_box("")
    above = max(box.base for box in boxes)
    below = max(box.height - box.base for box in boxes)
    columns = [_extended(box, above, below) for box in boxes]
    lines = tuple("".join(parts) for parts in zip(*columns, strict=True))
    return Box(lines, above, sum(box.width for box in boxes))


def _extended(box: Box, above: int, below: int) -> list[str]:
    blank = " " * box.width
    top, bottom = above - box.base, below - (box.height - box.base)
    return [blank] * top + list(box.lines) + [blank] * bottom


def stacked(boxes: Sequence[Box], base: int, align: str = "c") -> Box:
    """Put boxes below each other; `base` is the index of the one whose baseline counts."""
    width = max(box.width for box in boxes)
    lines: list[str] = []
    baseline = 0
    for i, box in enumerate(boxes):
        if i == base:
            baseline = len(lines) + box.base
        lines += [pad(text, width, align) for text in box.lines]
    return Box(tuple(lines), baseline, width)
