"""Draws a neighbourhood in columns of characters: needs left, needing right, contrasts below.

Each node takes two lines: its title, and how well it is known as a bar, a number and its domain.
"""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from mlsd_graph.diagrams.glyphs import DOWN, HEAVY, LEFT, RIGHT, SOLID, UP
from mlsd_graph.percent import percent
from tui.rendering import styles
from tui.rendering.neighbourhood import Neighbour, Neighbourhood, Side
from tui.rendering.wrapping import breaks

_GUTTER = 4
"""Cells between two columns: a stub, the line that gathers, a stub, an arrow head."""
_BAR = 5
_TITLE_LINES = 3
_FOCUSED = "bold reverse"
MIN_WIDTH = 40
"""Columns below which a title is no longer told from another."""


class Drawn(NamedTuple):
    """A drawing, and where each node stands in it."""

    content: Content
    spots: Mapping[tuple[Side, int], tuple[int, int, int, int]]
    """Side and index → x, y, width, height."""


def draw_neighbourhood(
    around: Neighbourhood,
    width: int,
    height: int,
    focus: tuple[Side, int],
    places: Mapping[Side, int],
) -> Drawn:
    """Draw in a width and height; what does not fit is counted.

    Args:
        around: What to draw.
        width: Columns, at least `MIN_WIDTH`.
        height: Lines.
        focus: The node that stands out, with its edge.
        places: Index on each side of the node that must be in sight.
    """
    picture = _Picture(max(width, MIN_WIDTH), max(height, 8), focus)
    picture.center(around)
    for side in (Side.LEFT, Side.RIGHT, Side.BELOW):
        picture.side(around, side, places.get(side, 0))
    return Drawn(picture.content(), picture.spots)


def mastery(known: float | None) -> str:
    """Write how well something is known, so that it reads without color."""
    full = round((known or 0.0) * _BAR)
    return "■" * full + "□" * (_BAR - full) + (" new" if known is None else f" {percent(known)}")


def cut(text: str, width: int) -> str:
    """Shorten a text to a width in cells; an ellipsis stands for what is gone."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(width - 1, 0)).rstrip() + "…"


class _Picture:
    """Cells that are filled from several sides; the second cell of a wide character is empty."""

    def __init__(self, width: int, height: int, focus: tuple[Side, int]) -> None:
        self.width, self.height, self.focus = width, height, focus
        self.column = (width - 2 * _GUTTER) // 3
        self.box = width - 2 * (self.column + _GUTTER)
        self.cells = [[" "] * width for _ in range(height)]
        self.looks = [[""] * width for _ in range(height)]
        self.spots: dict[tuple[Side, int], tuple[int, int, int, int]] = {}
        self.middle = 2
        self.foot = 0
        """The line below the box."""

    def put(self, y: int, x: int, text: str, style: str = "") -> None:
        """Write text; what lies outside is left out."""
        for character in text:
            size = cell_len(character)
            if not (0 <= y < self.height and x >= 0 and x + size <= self.width):
                return
            if size == 0:
                self.cells[y][max(x - 1, 0)] += character
                continue
            self.cells[y][x] = character
            self.looks[y][x] = style
            for extra in range(x + 1, x + size):
                self.cells[y][extra] = ""
                self.looks[y][extra] = style
            x += size

    def center(self, around: Neighbourhood) -> None:
        """Draw the page in the middle in a frame."""
        node, inner, x = around.center, self.box - 4, self.column + _GUTTER
        pieces = [node.title[start:end] for start, end in breaks(node.title, inner)]
        lines = [*pieces[: _TITLE_LINES - 1], " ".join(pieces[_TITLE_LINES - 1 :])]
        lines = [cut(line, inner) for line in lines if line]
        on = self.focus[0] is Side.CENTER
        rows = [(line, _FOCUSED if on else "bold") for line in lines]
        rows += [(mastery(node.known), ""), (cut(node.domain, inner), styles.QUIET)]
        across = "═" * (self.box - 2)
        self.put(1, x, f"╔{across}╗", "bold")
        for y, (line, style) in enumerate(rows, 2):
            self.put(y, x, "║", "bold")
            self.put(y, x + 2 + (inner - cell_len(line)) // 2, line, style)
            self.put(y, x + self.box - 1, "║", "bold")
        self.put(2 + len(rows), x, f"╚{across}╝", "bold")
        self.foot = 3 + len(rows)
        self.spots[Side.CENTER, 0] = (x, 1, self.box, len(rows) + 2)

    def side(self, around: Neighbourhood, side: Side, place: int) -> None:
        """Draw the nodes of one side, those around `place` if not all fit."""
        nodes = around.around[side]
        if not nodes:
            return
        x, width = self._columns(side)
        top = self.foot if side is Side.BELOW else 0
        self.put(top, x, cut(around.headings[side], width), styles.QUIET)
        rows: list[tuple[int, int]] = []
        first, last = self._window(len(nodes), place, top + 1)
        y = top + 1
        if first:
            self.put(y, x, f"↑ {first} more", styles.QUIET)
        y += 1 if (first, last) != (0, len(nodes)) else 0
        for index in range(first, last):
            self._node(side, index, nodes[index], y)
            rows.append((index, y))
            y += 2
        if last < len(nodes):
            self.put(y, x, f"↓ {len(nodes) - last} more", styles.QUIET)
        self._lines(side, rows)

    def _columns(self, side: Side) -> tuple[int, int]:
        match side:
            case Side.LEFT:
                return 0, self.column
            case Side.RIGHT:
                return self.width - self.column, self.column
            case _:
                return self.column + _GUTTER + 3, self.box - 3

    def _window(self, count: int, place: int, top: int) -> tuple[int, int]:
        """Choose which nodes are in sight; a line above and below tells of the others."""
        room = self.height - top
        if count * 2 <= room:
            return 0, count
        fit = max((room - 2) // 2, 1)
        first = min(max(place - fit // 2, 0), count - fit)
        return first, first + fit

    def _node(self, side: Side, index: int, node: Neighbour, y: int) -> None:
        x, width = self._columns(side)
        on = self.focus == (side, index)
        title = cut(node.title, width - 1)
        self.put(y, x, title, _FOCUSED if on else "")
        if side is Side.LEFT:
            line = (HEAVY if on else SOLID)[LEFT | RIGHT] * (width - cell_len(title) - 1)
            style = styles.EDGE_FOCUSED if on else styles.QUIET
            self.put(y, width - len(line), line, style)
        below = mastery(node.known)
        self.put(y + 1, x, below)
        self.put(y + 1, x + len(below) + 1, cut(node.domain, width - len(below) - 2), styles.QUIET)
        self.spots[side, index] = (x, y, width, 2)

    def _lines(self, side: Side, rows: list[tuple[int, int]]) -> None:
        """Gather the edges of a side; the one of the focused node is heavy and lies on top."""
        for on in (False, True):
            chosen = [y for index, y in rows if ((side, index) == self.focus) is on]
            if chosen:
                masks = self._below(chosen) if side is Side.BELOW else self._beside(side, chosen)
                glyphs, style = (HEAVY, styles.EDGE_FOCUSED) if on else (SOLID, styles.QUIET)
                for (y, x), mask in masks.items():
                    self.put(y, x, glyphs[mask] if mask else "►", style)

    def _beside(self, side: Side, rows: list[int]) -> dict[tuple[int, int], int]:
        """Lay lines into the frame from the left, or out of it to the right; 0 is an arrow head."""
        left = side is Side.LEFT
        x = (self.column if left else self.column + _GUTTER + self.box) + 1
        toward, away = (LEFT, RIGHT) if left else (RIGHT, LEFT)
        masks = _upright(x, [*rows, self.middle])
        masks[self.middle, x] = masks.get((self.middle, x), 0) | away
        for y in rows:
            masks[y, x] = masks.get((y, x), 0) | toward
            masks[y, x - 1 if left else x + 1] = LEFT | RIGHT
            if not left:
                masks[y, x + 2] = 0
        masks[self.middle, x + 1 if left else x - 1] = LEFT | RIGHT
        if left:
            masks[self.middle, x + 2] = 0
        return masks

    def _below(self, rows: list[int]) -> dict[tuple[int, int], int]:
        x = self.column + _GUTTER
        masks = _upright(x, [self.foot, *rows])
        for y in rows:
            masks[y, x] = masks.get((y, x), 0) | RIGHT
            masks[y, x + 1] = LEFT | RIGHT
        return masks

    def content(self) -> Content:
        """Join the cells."""
        return Content("\n").join(Content.assemble(*parts) for parts in self._runs())

    def _runs(self) -> Iterator[list[tuple[str, str]]]:
        for cells, looks in zip(self.cells, self.looks, strict=True):
            runs = groupby(zip(cells, looks, strict=True), key=lambda pair: pair[1])
            yield [("".join(cell for cell, _ in run), look) for look, run in runs]


def _upright(x: int, rows: list[int]) -> dict[tuple[int, int], int]:
    """Lay a line down a column, from the first to the last of some rows."""
    masks: dict[tuple[int, int], int] = {}
    for y in range(min(rows), max(rows)):
        masks[y, x] = masks.get((y, x), 0) | DOWN
        masks[y + 1, x] = UP
    return masks
