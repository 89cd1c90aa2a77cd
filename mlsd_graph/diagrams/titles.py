"""Titles of lanes: above the first row of their lane, clear of the lines that enter it."""

from mlsd_graph.content.chartrecords import Flowchart
from mlsd_graph.diagrams.geometry import Box, Geometry
from mlsd_graph.diagrams.labels import Label, Stretch
from mlsd_graph.diagrams.measures import Measures, block_width, wrappings
from mlsd_graph.diagrams.routing import Run
from mlsd_graph.diagrams.slots import Slots


def title_room(
    chart: Flowchart, slots: Slots, routes: list[list[Run]], measures: Measures
) -> dict[int, int]:
    """Count the lines that titles need above each row of slots: two where arrows enter a lane."""
    lines: dict[int, int] = {}
    entered = {
        (run.line, row)
        for runs in routes
        for run in runs
        if run.vertical
        for row in range(slots.rows)
        if run.low <= 2 * row and run.high > 2 * row
    }
    labels = {block.id: block.label for block in chart.blocks}
    broad = max(block_width(label, measures) for label in labels.values())
    for lane in chart.lanes:
        span = slots.lanes.get(lane.id)
        if span is None:
            continue
        across = range(2 * span.left + 1, 2 * span.right + 2, 2)
        free = any((line, span.top) not in entered for line in across)
        fits = measures.title_text(lane.title) <= broad // 2 - 2 * measures.lane_pad
        two = not free and not fits and " " in lane.title
        lines[span.top] = max(lines.get(span.top, 0), 2 if two else 1)
    return lines


def place_titles(
    chart: Flowchart,
    slots: Slots,
    geometry: Geometry,
    pieces: list[Stretch],
    measures: Measures,
) -> dict[str, Label]:
    """Place each title within its lane if it can be, else as near as lines and lanes let it."""
    placed: dict[str, Label] = {}
    for lane in chart.lanes:
        if lane.id in geometry.lanes:
            label = _place(lane.title, lane.id, slots, geometry, pieces, measures, placed)
            if label is not None:
                placed[lane.id] = label
    return placed


def _place(  # noqa: PLR0913  all that is in a title's way
    title: str,
    lane: str,
    slots: Slots,
    geometry: Geometry,
    pieces: list[Stretch],
    measures: Measures,
    placed: dict[str, Label],
) -> Label | None:
    own = geometry.lanes[lane]
    top, bottom = geometry.bands[slots.lanes[lane].top]
    bottom -= measures.title_gap
    walls = [
        (left - 1, right + 1)
        for _, (left, upper, right, low), vertical in pieces
        if vertical and upper < bottom and low > top
    ]
    walls += [
        (label.box.x - 2, label.box.x + label.box.w + 2)
        for label in placed.values()
        if label.box.y < bottom and label.box.y + label.box.h > top
    ]
    for name, box in geometry.lanes.items():
        if name != lane and box.y < bottom and box.y + box.h > top:
            walls.append((box.x, box.x + box.w))
    fitting = bottom - top
    for width, lines in wrappings(title, measures.title_text):
        height = len(lines) * measures.title_line
        if height > fitting:
            continue
        inside = (own.x + measures.lane_pad, own.x + own.w - measures.lane_pad)
        for low, high in (inside, (0, geometry.width)):
            x = _gap(low, high, width, walls, own.x + measures.lane_pad)
            if x is not None:
                return Label(Box(x, bottom - height, width, height), lines, on_line=False)
    return None


def _gap(low: int, high: int, width: int, walls: list[tuple[int, int]], near: int) -> int | None:
    """Find the place from `low` to `high` nearest to `near` where so much width is free."""
    starts = [
        low,
        near,
        *(end for _, end in walls),
        *(start - width for start, _ in walls),
        high - width,
    ]
    fitting = [
        x
        for x in starts
        if low <= x
        and x + width <= high
        and all(x >= end or x + width <= start for start, end in walls)
    ]
    return min(fitting, key=lambda x: (abs(x - near), x), default=None)
