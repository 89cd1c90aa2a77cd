"""Paints a diagram in characters."""

from collections.abc import Collection
from typing import NamedTuple

from mlsd_graph.content.chartrecords import Block, Flowchart, label_lines
from mlsd_graph.diagrams.canvas import Canvas
from mlsd_graph.diagrams.drawing import Drawing, Span
from mlsd_graph.diagrams.geometry import Box, Point
from mlsd_graph.diagrams.glyphs import (
    ASCII,
    BORDERS,
    DOWN,
    HEADS,
    LEFT,
    OPEN_HEADS,
    PLAIN,
    RIGHT,
    UP,
)
from mlsd_graph.diagrams.layout import Layout, lay_out
from mlsd_graph.diagrams.marks import number
from mlsd_graph.diagrams.measures import TEXT
from mlsd_graph.diagrams.placing import placed
from mlsd_graph.diagrams.sentences import sentences

_MASK = "?"


class _Look(NamedTuple):
    """What of a diagram is shown, and how."""

    focus: str | None
    hidden: frozenset[str]
    lit: frozenset[str]
    revealed: frozenset[str] | None

    def shows(self, name: str) -> bool:
        return self.revealed is None or name in self.revealed


def paint(  # noqa: PLR0913  each is a way to look at a diagram
    chart: Flowchart,
    *,
    width: int | None = None,
    focus: str | None = None,
    hidden: Collection[str] = (),
    lit: Collection[str] = (),
    revealed: Collection[str] | None = None,
    ascii_only: bool = False,
) -> Drawing:
    """Draw a diagram.

    Args:
        chart: What to draw; without a grid its blocks are placed first (up to a second, cached).
        width: Columns there are; where the drawing needs more, the list view takes its place.
        focus: Id of the block that has the focus.
        hidden: Blocks (ids) and arrows (`source-target`) whose labels show as “?”.
        lit: Blocks and arrows to stress.
        revealed: Blocks shown at all; the others are empty frames without arrows. None: all.
        ascii_only: Draw lines with ASCII alone.
    """
    chart = placed(chart)
    if chart.grid is None:
        raise ValueError("a placed chart has a grid")
    layout = lay_out(chart, chart.grid, TEXT)
    shown = None if revealed is None else frozenset(revealed)
    if width is not None and layout.geometry.width > width:
        return _listed(sentences(chart, hidden=hidden, revealed=shown), width)
    look = _Look(focus, frozenset(hidden), frozenset(lit), shown)
    lines = _draw(layout, look)
    if ascii_only:
        lines = tuple(
            tuple(Span(span.text.translate(ASCII), span.style) for span in line) for line in lines
        )
    return Drawing(lines, layout.geometry.width, layout.geometry.blocks)


def _draw(layout: Layout, look: _Look) -> tuple[tuple[Span, ...], ...]:
    geometry, chart = layout.geometry, layout.chart
    canvas = Canvas(geometry.width, geometry.height)
    for index, lane in enumerate(chart.lanes):
        if lane.id in geometry.lanes:
            canvas.tint(geometry.lanes[lane.id], f"lane{index}")
    for lane, title in layout.titles.items():
        for offset, line in enumerate(title.lines):
            index = next(at for at, each in enumerate(chart.lanes) if each.id == lane)
            canvas.write(title.box.x, title.box.y + offset, _capitals(line), f"lane{index} title")
    visible = [
        index
        for index, arrow in enumerate(chart.arrows)
        if look.shows(arrow.source) and look.shows(arrow.target)
    ]
    for index in sorted(visible, key=lambda at: chart.arrows[at].part in look.lit):
        arrow = chart.arrows[index]
        lit = arrow.part in look.lit
        style = "line lit" if lit else "line"
        canvas.line(geometry.lines[index], dashed=arrow.dashed, heavy=lit, style=style)
    canvas.join()
    for block in chart.blocks:
        _block(canvas, block, geometry.blocks[block.id], look)
    for index in visible:
        _note(canvas, layout, index, look)
    for index in visible:
        _ends(canvas, layout, index, look)
    return canvas.lines() + _legend(layout, visible, look)


def _capitals(title: str) -> str:
    """Tell a lane's title from a label without colours; ß and its like would grow."""
    return "".join(each.upper() if len(each.upper()) == 1 else each for each in title)


def _block(canvas: Canvas, block: Block, box: Box, look: _Look) -> None:
    x, y, w, h = box
    lane = canvas.style[y][x]
    lane = lane.split(" ", 1)[0] if lane.startswith("lane") else ""
    words = [lane] if lane else []
    shown, masked = look.shows(block.id), block.id in look.hidden
    words.append("hidden" if masked else block.kind if shown else "empty")
    words += ["focus"] if block.id == look.focus else []
    words += ["lit"] if block.id in look.lit else []
    style = " ".join(words)
    canvas.frame(box, BORDERS[block.kind] if shown and not masked else PLAIN, style)
    if not shown:
        return
    if not masked:
        canvas.write(x + 2, y, block.kind, style)
    lines = [_MASK] if masked else label_lines(block.label)
    top = y + (h - len(lines)) // 2
    for offset, line in enumerate(lines):
        canvas.write(x + (w - len(line)) // 2, top + offset, line, f"{style} label")


def _ends(canvas: Canvas, layout: Layout, index: int, look: _Look) -> None:
    """Draw the head of an arrow, and join its tail to the frame of its block."""
    points, arrow = layout.geometry.lines[index], layout.chart.arrows[index]
    (x, y), side = points[0], _towards(points[0], points[1])
    masked = arrow.source in look.hidden
    block = next(each for each in layout.chart.blocks if each.id == arrow.source)
    border = PLAIN if masked else BORDERS[block.kind]
    frame = canvas.text[y][x]
    if frame in (border.level, border.left, border.right):
        canvas.text[y][x] = border.joints[(UP, RIGHT, DOWN, LEFT).index(side)]
    (x, y), side = points[-1], _towards(points[-2], points[-1])
    dx, dy = {UP: (0, 1), DOWN: (0, -1), RIGHT: (-1, 0), LEFT: (1, 0)}[side]
    canvas.text[y + dy][x + dx] = (OPEN_HEADS if arrow.dashed else HEADS)[side]


def _towards(start: Point, end: Point) -> int:
    if start[0] == end[0]:
        return DOWN if end[1] > start[1] else UP
    return RIGHT if end[0] > start[0] else LEFT


def _note(canvas: Canvas, layout: Layout, index: int, look: _Look) -> None:
    """Write the label of an arrow, or its number in the legend."""
    arrow = layout.chart.arrows[index]
    style = "note lit" if arrow.part in look.lit else "note"
    label = layout.labels.get(index)
    if label is not None:
        x, y, w, _ = label.box
        for offset, line in enumerate(label.lines):
            text = line
            if arrow.part in look.hidden:
                text = _MASK if not offset else ""
            room = " " if label.on_line and arrow.part in look.hidden else ""
            text = f"{room}{text}{room}"
            _over(canvas, x + (w - len(text)) // 2 if label.on_line else x, y + offset, text, style)
    elif index in layout.legend:
        text = number(layout.legend[index])
        x, y = layout.marks[index]
        _over(canvas, x - len(text) // 2, y, text, style)


def _over(canvas: Canvas, x: int, y: int, text: str, style: str) -> None:
    """Write on whatever tint lies there."""
    for offset, character in enumerate(text):
        below = canvas.style[y][x + offset] if 0 <= x + offset < canvas.width else ""
        lane = below.split(" ", 1)[0] if below.startswith("lane") else ""
        canvas.write(x + offset, y, character, f"{lane} {style}".lstrip())


def _legend(layout: Layout, visible: list[int], look: _Look) -> tuple[tuple[Span, ...], ...]:
    """Write the labels that found no room, a few a line."""
    lines: list[str] = []
    for index, at in layout.legend.items():
        if index in visible:
            arrow = layout.chart.arrows[index]
            entry = f"{number(at)} {_MASK if arrow.part in look.hidden else arrow.label}"
            if lines and len(lines[-1]) + 3 + len(entry) <= layout.geometry.width:
                lines[-1] += f"   {entry}"
            else:
                lines.append(entry)
    return tuple((Span(line, "note"),) for line in lines)


def _listed(facts: list[str], width: int) -> Drawing:
    """Set the list view where the drawing has no room."""
    from textwrap import wrap  # noqa: PLC0415  slow to import, and rare

    rows = [row for fact in facts for row in wrap(fact, max(20, width), subsequent_indent="  ")]
    return Drawing(tuple((Span(row, "note"),) for row in rows), width, {})
