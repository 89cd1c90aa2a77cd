"""A grid of characters, each with what it belongs to."""

from itertools import pairwise

from mlsd_graph.diagrams.drawing import Span
from mlsd_graph.diagrams.geometry import Box, Point
from mlsd_graph.diagrams.glyphs import DASHED, DOWN, HEAVY, LEFT, RIGHT, SOLID, UP, Border


class Canvas:
    """Cells of text, of styles and of lines' directions."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.text = [[" "] * width for _ in range(height)]
        self.style = [[""] * width for _ in range(height)]
        self._bits: dict[Point, int] = {}
        self._marks: dict[Point, tuple[bool, bool, str]] = {}

    def write(self, x: int, y: int, text: str, style: str) -> None:
        """Write a line of text; what lies outside is left out."""
        if 0 <= y < self.height:
            for offset, character in enumerate(text):
                if 0 <= x + offset < self.width:
                    self.text[y][x + offset] = character
                    self.style[y][x + offset] = style

    def tint(self, box: Box, style: str) -> None:
        """Put a style under all cells of a box."""
        for y in range(max(0, box.y), min(box.y + box.h, self.height)):
            row = self.style[y]
            for x in range(max(0, box.x), min(box.x + box.w, self.width)):
                row[x] = style

    def frame(self, box: Box, border: Border, style: str) -> None:
        """Draw a block's frame and clear its inside."""
        x, y, w, h = box
        inside = w - 2
        first, second, third, fourth = border.corners
        self.write(x, y, first + border.level * inside + second, style)
        for row in range(y + 1, y + h - 1):
            self.write(x, row, border.left + " " * inside + border.right, style)
        self.write(x, y + h - 1, third + border.level * inside + fourth, style)

    def line(self, points: list[Point], *, dashed: bool, heavy: bool, style: str) -> None:
        """Add a polyline; lines are drawn by `join` once all are known."""
        mark = (dashed, heavy, style)
        for (x1, y1), (x2, y2) in pairwise(points):
            if x1 == x2:
                step = 1 if y2 > y1 else -1
                out, back = (DOWN, UP) if step > 0 else (UP, DOWN)
                cells = [(x1, y) for y in range(y1, y2 + step, step)]
            else:
                step = 1 if x2 > x1 else -1
                out, back = (RIGHT, LEFT) if step > 0 else (LEFT, RIGHT)
                cells = [(x, y1) for x in range(x1, x2 + step, step)]
            for here, there in pairwise(cells):
                self._bits[here] = self._bits.get(here, 0) | out
                self._bits[there] = self._bits.get(there, 0) | back
            for cell in cells:
                before = self._marks.get(cell)
                # Where a dashed line is crossed by a solid one, or a lit by another, both show.
                self._marks[cell] = mark if before is None or heavy else before

    def join(self) -> None:
        """Draw all lines; blocks are framed over their ends afterwards."""
        for (x, y), bits in self._bits.items():
            dashed, heavy, style = self._marks[x, y]
            glyph = (HEAVY if heavy else SOLID)[bits]
            self.text[y][x] = DASHED.get(glyph, glyph) if dashed else glyph
            self.style[y][x] = f"{self.style[y][x]} {style}".lstrip()

    def lines(self) -> tuple[tuple[Span, ...], ...]:
        """Merge equal neighbours of each row to spans; blanks at the ends of rows stay."""
        return tuple(_spans(text, style) for text, style in zip(self.text, self.style, strict=True))


def _spans(text: list[str], style: list[str]) -> tuple[Span, ...]:
    spans: list[Span] = []
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or style[at] != style[start]:
            spans.append(Span("".join(text[start:at]), style[start]))
            start = at
    return tuple(spans)
