"""Paints a diagram as one SVG file, and small overlays that mask or light a part of it."""

from collections.abc import Collection
from html import escape
from typing import NamedTuple

from mlsd_graph.content.chartrecords import Block, Flowchart, label_lines
from mlsd_graph.diagrams.colors import style_sheet
from mlsd_graph.diagrams.geometry import Box, Point
from mlsd_graph.diagrams.labels import Label
from mlsd_graph.diagrams.layout import Layout, lay_out
from mlsd_graph.diagrams.measures import PICTURE
from mlsd_graph.diagrams.placing import placed
from mlsd_graph.diagrams.sentences import sentences
from mlsd_graph.diagrams.shapes import CYLINDERS, LID, head, outline, path

_EDGE = 5
"""Ground around the drawing."""
_LEGEND_LINE, _NUMBER = 15, 7
_KIND_BASE, _LABEL_TOP = 11, 18
_ASTRIDE = 1
"""How far a mask stands out: enough for the thickest outline, and heads that touch it show."""


class _Page(NamedTuple):
    """A layout moved in from the edge, with the lines of its legend below."""

    layout: Layout
    legend: list[list[str]]
    width: int
    height: int


def picture(chart: Flowchart, title: str, description: str = "") -> str:
    """Draw a diagram as a file: light and dark, no script, no font, nothing from elsewhere.

    Args:
        chart: What to draw; without a grid its blocks are placed first.
        title: Becomes `<title>`.
        description: Becomes `<desc>`; else the list view.
    """
    page = _page(chart)
    kinds = sorted({block.kind for block in chart.blocks})
    said = description or " ".join(sentences(chart))
    blocks = page.layout.geometry.blocks
    parts = [
        _opening(page),
        f"<title>{_text(title)}</title><desc>{_text(said)}</desc>",
        f"<style>{style_sheet(kinds)}</style>",
        '<rect class="p" width="100%" height="100%"/>',
        *_lanes(page),
        *_arrows(page),
        *(_block(block, _moved(blocks[block.id])) for block in chart.blocks),
        *_labels(page),
        *_legend(page),
        "</svg>",
    ]
    return "".join(parts)


def _opening(page: _Page) -> str:
    """Give the size twice: a viewer without style sheets needs it as attributes."""
    width, height = page.width, page.height
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="dg" role="img" width="{width}" '
        f'height="{height}" viewBox="0 0 {width} {height}">'
    )


def size(chart: Flowchart) -> tuple[int, int]:
    """Tell width and height of a diagram's picture."""
    page = _page(chart)
    return page.width, page.height


def overlay(chart: Flowchart, *, hidden: Collection[str] = (), lit: Collection[str] = ()) -> str:
    """Draw what lies over a diagram's picture, for the style sheet of the page it stands in.

    Class `m` masks blocks and labels of arrows, `q` are the question marks on them, `hl` stresses
    arrows and `ho` the outlines of blocks.

    Args:
        chart: The diagram of the picture.
        hidden: Blocks (ids) and arrows (`source-target`) that are masked.
        lit: Blocks and arrows to stress.
    """
    page = _page(chart)
    geometry = page.layout.geometry
    masks = [
        _moved(geometry.blocks[block.id], _ASTRIDE) for block in chart.blocks if block.id in hidden
    ]
    lines: list[str] = []
    for index, arrow in enumerate(chart.arrows):
        if arrow.part in lit:
            lines.append(path(_shifted(geometry.lines[index])))
        if arrow.part in hidden and index in page.layout.labels:
            masks.append(_moved(page.layout.labels[index].box, 1))
        elif arrow.part in hidden and index in page.layout.legend:
            # Where its words begin depends on the reader's font: the whole legend is masked.
            height = len(page.legend) * _LEGEND_LINE
            masks.append(Box(_EDGE, page.height - height - 2, page.width - 2 * _EDGE, height))
    rings = [
        _moved(geometry.blocks[block.id], _ASTRIDE) for block in chart.blocks if block.id in lit
    ]
    parts = [f'<path class="hl" d="{"".join(lines)}"/>'] if lines else []
    parts += [f'<path class="m" d="{"".join(map(_rect, masks))}"/>'] if masks else []
    rings = [ring for ring in rings if ring not in masks]
    parts += [f'<path class="ho" d="{"".join(map(_rect, rings))}"/>'] if rings else []
    parts += [
        f'<text class="q" x="{x + w // 2}" y="{y + h // 2 + 5}">?</text>'
        for x, y, w, h in (masks if len(masks) < len(chart.blocks) else [])
    ]
    return (
        f'<svg viewBox="0 0 {page.width} {page.height}" aria-hidden="true">{"".join(parts)}</svg>'
    )


def _page(chart: Flowchart) -> _Page:
    chart = placed(chart)
    if chart.grid is None:
        raise ValueError("a placed chart has a grid")
    layout = lay_out(chart, chart.grid, PICTURE)
    width = layout.geometry.width
    legend: list[list[str]] = []
    room = 0
    for index, number in layout.legend.items():
        entry = f"{number} {chart.arrows[index].label}"
        need = PICTURE.label_text(entry) + 14
        if not legend or need > room:
            legend.append([])
            room = width
        legend[-1].append(entry)
        room -= need
    below = len(legend) * _LEGEND_LINE + (6 if legend else 0)
    return _Page(layout, legend, width + 2 * _EDGE, layout.geometry.height + 2 * _EDGE + below)


def _moved(box: Box, grown: int = 0) -> Box:
    return Box(box.x + _EDGE - grown, box.y + _EDGE - grown, box.w + 2 * grown, box.h + 2 * grown)


def _shifted(points: list[Point]) -> list[Point]:
    return [(x + _EDGE, y + _EDGE) for x, y in points]


def _rect(box: Box) -> str:
    return f"M{box.x} {box.y}h{box.w}v{box.h}h-{box.w}z"


def _lanes(page: _Page) -> list[str]:
    drawn = [
        f'<rect class="g" x="{box.x}" y="{box.y}" width="{box.w}" height="{box.h}" rx="6"/>'
        for box in map(_moved, page.layout.geometry.lanes.values())
    ]
    for title in page.layout.titles.values():
        x, y, _, _ = _moved(title.box)
        drawn += [
            f'<text class="t" x="{x}" y="{y + 11 + at * PICTURE.title_line}">{_text(line)}</text>'
            for at, line in enumerate(title.lines)
        ]
    return drawn


def _arrows(page: _Page) -> list[str]:
    """Draw all lines of one look as one path: that halves the file."""
    drawn: list[str] = []
    heads: list[str] = []
    # A head on the ground's colour, open, says as the dashes do that it is not waited for.
    for dashed, look, filled in ((False, "e", "h"), (True, "e d", "p x")):
        chosen = [
            _shifted(line)
            for line, arrow in zip(
                page.layout.geometry.lines, page.layout.chart.arrows, strict=True
            )
            if arrow.dashed is dashed
        ]
        if chosen:
            drawn.append(f'<path class="{look}" d="{"".join(map(path, chosen))}"/>')
            heads.append(f'<path class="{filled}" d="{"".join(map(head, chosen))}"/>')
    return drawn + heads


def _block(block: Block, box: Box) -> str:
    heavy = " z" if block.kind in {"model", "gate"} else ""
    x, lines = box.x + box.w // 2, label_lines(block.label)
    # Between the word of the kind and the lower border, in the middle.
    free = box.h - _LABEL_TOP - len(lines) * PICTURE.block_line
    top = box.y + _LABEL_TOP + max(0, free - 3) // 2 + 9
    base = box.y + _KIND_BASE + (2 * LID - 2 if block.kind in CYLINDERS else 0)
    texts = [f'<text class="k" x="{x}" y="{base}">{block.kind}</text>']
    texts += [
        f'<text x="{x}" y="{top + at * PICTURE.block_line}">{_text(line)}</text>'
        for at, line in enumerate(lines)
    ]
    return f'<path class="w {block.kind}{heavy}" d="{outline(block.kind, box)}"/>{"".join(texts)}'


def _labels(page: _Page) -> list[str]:
    grounds: dict[str, str] = {}
    texts: list[str] = []
    for label in page.layout.labels.values():
        x, y, w, _ = _moved(label.box)
        if label.on_line:
            look = "g" if _in_lane(label, page.layout) else "p"
            grounds[look] = grounds.get(look, "") + _rect(_moved(label.box))
        texts += [
            f'<text class="n" x="{x + w // 2}" y="{y + 10 + at * PICTURE.label_line}">'
            f"{_text(line)}</text>"
            for at, line in enumerate(label.lines)
        ]
    for index, number in page.layout.legend.items():
        ((x, y),) = _shifted([page.layout.marks[index]])
        texts.append(
            f'<circle class="p x" cx="{x}" cy="{y}" r="{_NUMBER}"/>'
            f'<text class="k" x="{x}" y="{y + 3}">{number}</text>'
        )
    return [f'<path class="{look}" d="{data}"/>' for look, data in grounds.items()] + texts


def _in_lane(label: Label, layout: Layout) -> bool:
    x, y = label.box.x + label.box.w // 2, label.box.y + label.box.h // 2
    return any(
        box.x <= x < box.x + box.w and box.y <= y < box.y + box.h
        for box in layout.geometry.lanes.values()
    )


def _legend(page: _Page) -> list[str]:
    top = page.layout.geometry.height + 2 * _EDGE + 8
    return [
        f'<text class="s" x="{_EDGE}" y="{top + at * _LEGEND_LINE}">{_text(line)}</text>'
        for at, line in enumerate("   ".join(entries) for entries in page.legend)
    ]


def _text(text: str) -> str:
    return escape(text, quote=False)
