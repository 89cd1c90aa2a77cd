"""Titles of lanes: above the first row of their lane, clear of the lines that enter it."""

from mlsd_graph.diagrams.geometry import Box, Geometry, Room, enters
from mlsd_graph.diagrams.labels import Label, Stretch
from mlsd_graph.diagrams.measures import Measures, block_width, wrappings
from mlsd_graph.diagrams.plan import Plan


def reserve_titles(plan: Plan, room: Room) -> None:
    """Reserve lines for titles; what enters a lane from above keeps to the right of its title."""
    chart, slots, measures, tracks = plan.chart, plan.slots, plan.measures, plan.tracks
    labels = {block.id: block.label for block in chart.blocks}
    aside: set[tuple[int, int]] = set()
    for lane in chart.lanes:
        span = slots.lanes.get(lane.id)
        if span is None:
            continue
        own = [b.id for b in chart.blocks if slots.places[b.id][1] == span.left]
        broad = max(measures.block_least, *(block_width(labels[name], measures) for name in own))
        line = 2 * span.left + 1
        entering = max(
            (
                tracks.counts[track.cluster]
                for (edge, index), track in tracks.tracks.items()
                if enters(plan.routes[edge][index], line, span.top)
            ),
            default=0,
        )
        pitch, gap = measures.port_x // 2, measures.label_gap + 1
        taken = entering and measures.port_end + (entering - 1) * pitch + measures.thick + gap
        options = wrappings(lane.title, measures.title_text)[:2]
        fitting = [each for each in options if each[0] + taken <= broad]
        width, lines = fitting[0] if fitting else options[-1]
        room.titles[span.top] = max(room.titles.get(span.top, 0), len(lines))
        room.columns[span.left] = max(room.columns.get(span.left, 0), width + taken)
        if entering:
            aside.add((line, span.top))
    room.aside = frozenset(aside)


def place_titles(plan: Plan, geometry: Geometry, pieces: list[Stretch]) -> dict[str, Label]:
    """Place each title within its lane if it can be, else as near as lines and lanes let it."""
    placed: dict[str, Label] = {}
    for lane in plan.chart.lanes:
        if lane.id in geometry.lanes:
            band = geometry.bands[plan.slots.lanes[lane.id].top]
            others = [(box, 0) for name, box in geometry.lanes.items() if name != lane.id]
            others += [(label.box, plan.measures.label_gap + 1) for label in placed.values()]
            walls = _walls(band, pieces, others, plan.measures.label_gap)
            box, pad = geometry.lanes[lane.id], plan.measures.lane_pad
            ranges = ((box.x + pad, box.x + box.w - pad), (0, geometry.width))
            label = _place(lane.title, ranges, band, walls, plan.measures)
            if label is not None:
                placed[lane.id] = label
    return placed


def _walls(
    band: tuple[int, int], pieces: list[Stretch], others: list[tuple[Box, int]], gap: int
) -> list[tuple[int, int]]:
    """List from where to where lines, other titles and other lanes stand in a band."""
    top, bottom = band
    walls = [
        (left - gap, right + gap)
        for _, (left, upper, right, low), vertical in pieces
        if vertical and upper < bottom and low > top
    ]
    walls += [
        (box.x - aside, box.x + box.w + aside)
        for box, aside in others
        if box.y < bottom and box.y + box.h > top
    ]
    return walls


def _place(
    title: str,
    ranges: tuple[tuple[int, int], tuple[int, int]],
    band: tuple[int, int],
    walls: list[tuple[int, int]],
    measures: Measures,
) -> Label | None:
    """Find the widest form of a title that fits its band, inside its lane or else beside it."""
    bottom = band[1] - measures.title_gap
    for width, lines in wrappings(title, measures.title_text):
        height = len(lines) * measures.title_line
        if height > bottom - band[0]:
            continue
        for low, high in ranges:
            x = _gap(low, high, width, walls, ranges[0][0])
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
