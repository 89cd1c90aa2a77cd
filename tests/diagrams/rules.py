"""The rules that every layout keeps, in cells and in pixels."""

from itertools import pairwise

from mlsd_graph.diagrams.geometry import Box, Point
from mlsd_graph.diagrams.labels import Rect
from mlsd_graph.diagrams.layout import Layout
from mlsd_graph.diagrams.measures import Measures


def broken_rules(layout: Layout, measures: Measures) -> list[str]:
    """Name each rule that a layout breaks, and where."""
    return [
        *_lines(layout),
        *_meetings(layout),
        *_labels(layout, measures),
        *_belonging(layout, measures),
        *_lanes(layout),
    ]


def pieces(points: list[Point]) -> list[Rect]:
    """Cut a line into its straight pieces, both ends inside."""
    return [
        (min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
        for a, b in pairwise(points)
    ]


def _lines(layout: Layout) -> list[str]:
    """Each line is straight pieces from border to border that pass through no block."""
    said: list[str] = []
    boxes, thick = layout.geometry.blocks, _thick(layout)
    for arrow, points in zip(layout.chart.arrows, layout.geometry.lines, strict=True):
        for a, b in pairwise(points):
            if (a[0] != b[0]) == (a[1] != b[1]):
                said.append(f"{arrow.part} is not straight: {a} {b}")
        for left, top, right, low in pieces(points):
            for name, (x, y, w, h) in boxes.items():
                if left < x + w - thick and right > x and top < y + h - thick and low > y:
                    said.append(f"{arrow.part} runs through {name}")
        if not _on_border(points[0], boxes[arrow.source], thick):
            said.append(f"{arrow.part} does not start at {arrow.source}")
        if not _on_border(points[-1], boxes[arrow.target], thick):
            said.append(f"{arrow.part} does not end at {arrow.target}")
    return said


def _thick(layout: Layout) -> int:
    return 1 if layout.geometry.width < 120 else 0


def _on_border(point: Point, box: Box, thick: int) -> bool:
    x, y = point
    right, low = box.x + box.w - thick, box.y + box.h - thick
    beside = x in (box.x, right) and box.y < y < low
    return beside or (y in (box.y, low) and box.x < x < right)


def _meetings(layout: Layout) -> list[str]:
    """Two lines share no stretch, and a corner of one lies on no other: they only cross."""
    said: list[str] = []
    lines = layout.geometry.lines
    for one, points in enumerate(lines):
        for two in range(one + 1, len(lines)):
            names = f"{layout.chart.arrows[one].part} and {layout.chart.arrows[two].part}"
            for a in pieces(points):
                for b in pieces(lines[two]):
                    low_x, high_x = max(a[0], b[0]), min(a[2], b[2])
                    low_y, high_y = max(a[1], b[1]), min(a[3], b[3])
                    if low_x > high_x or low_y > high_y:
                        continue
                    if (a[0] == a[2]) == (b[0] == b[2]):
                        said.append(f"{names} share a stretch at {low_x},{low_y}")
                    elif (low_x, low_y) in {*_ends(a), *_ends(b)}:
                        said.append(f"{names} touch at {low_x},{low_y}")
    return said


def _ends(piece: Rect) -> tuple[Point, Point]:
    return (piece[0], piece[1]), (piece[2], piece[3])


def _labels(layout: Layout, measures: Measures) -> list[str]:
    """Labels and titles lie on nothing, and none is lost."""
    said: list[str] = []
    boxes = [(f"label {i}", label.box) for i, label in layout.labels.items()]
    boxes += [(f"title {name}", label.box) for name, label in layout.titles.items()]
    others = boxes + [(f"block {name}", box) for name, box in layout.geometry.blocks.items()]
    for at, (name, box) in enumerate(boxes):
        said += [f"{name} lies on {other}" for other, b in others[at + 1 :] if _overlap(box, b)]
    for lane, title in layout.titles.items():
        for index, points in enumerate(layout.geometry.lines):
            if _distance(title.box, points, measures) < 1:
                said.append(f"title {lane} lies on line {index}")
    labelled = {index for index, arrow in enumerate(layout.chart.arrows) if arrow.label}
    if labelled != {*layout.labels} | {*layout.legend}:
        said.append("a label is lost")
    return said


def _belonging(layout: Layout, measures: Measures) -> list[str]:
    """A label stands in or beside its own line, and no other line is nearer."""
    said: list[str] = []
    for index, label in layout.labels.items():
        own = _distance(label.box, layout.geometry.lines[index], measures)
        for other, points in enumerate(layout.geometry.lines):
            if other != index and _distance(label.box, points, measures) < max(own, 1):
                said.append(f"label {index} is nearer to {other}")
        if own > 2 * measures.label_gap + measures.thick:
            said.append(f"label {index} is {own} off its line")
    return said


def _overlap(a: Box, b: Box) -> bool:
    return a.x < b.x + b.w and b.x < a.x + a.w and a.y < b.y + b.h and b.y < a.y + a.h


def _distance(box: Box, points: list[Point], measures: Measures) -> int:
    """Gap between a box and the nearest piece of a line, in columns; a row counts for two."""
    row = 2 if measures.thick else 1
    best = 10_000
    for left, top, right, low in pieces(points):
        across = max(left - (box.x + box.w - measures.thick), box.x - right, 0)
        down = max(top - (box.y + box.h - measures.thick), box.y - low, 0)
        best = min(best, max(across, down * row))
    return best


def _lanes(layout: Layout) -> list[str]:
    """A lane's rectangle holds its blocks and no other, and overlaps no other lane."""
    said: list[str] = []
    lanes = layout.geometry.lanes
    for block in layout.chart.blocks:
        box = layout.geometry.blocks[block.id]
        for name, lane in lanes.items():
            if _overlap(box, lane) != (block.lane == name):
                said.append(f"{block.id} and lane {name}")
    for one in lanes:
        said += [
            f"lanes {one} and {two}"
            for two in lanes
            if one < two and _overlap(lanes[one], lanes[two])
        ]
    if missing := lanes.keys() - layout.titles.keys():
        said.append(f"no title of {sorted(missing)}")
    return said
