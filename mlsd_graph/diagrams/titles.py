"""Titles of lanes: above the first row of their lane, clear of the lines that enter it."""

from mlsd_graph.content.chartrecords import Flowchart
from mlsd_graph.diagrams.geometry import Box, Geometry, Room, enters
from mlsd_graph.diagrams.labels import Label, Stretch
from mlsd_graph.diagrams.measures import Measures, block_width, wrappings
from mlsd_graph.diagrams.routing import Run
from mlsd_graph.diagrams.slots import Slots
from mlsd_graph.diagrams.tracks import Tracks


def reserve_titles(  # noqa: PLR0913  the stages so far
    chart: Flowchart,
    slots: Slots,
    routes: list[list[Run]],
    tracks: Tracks,
    measures: Measures,
    room: Room,
) -> None:
    """Reserve lines for titles; what enters a lane from above keeps to the right of its title."""
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
                tracks.count(track.cluster)
                for (edge, index), track in tracks.tracks.items()
                if enters(routes[edge][index], line, span.top)
            ),
            default=0,
        )
        pitch = measures.port_x // 2
        taken = entering and measures.port_end + (entering - 1) * pitch + measures.thick + 2
        options = wrappings(lane.title, measures.title_text)[:2]
        fitting = [each for each in options if each[0] + taken <= broad]
        width, lines = fitting[0] if fitting else options[-1]
        room.titles[span.top] = max(room.titles.get(span.top, 0), len(lines))
        room.columns[span.left] = max(room.columns.get(span.left, 0), width + taken)
        if entering:
            aside.add((line, span.top))
    room.aside = frozenset(aside)


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
