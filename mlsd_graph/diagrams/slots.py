"""The slots of a diagram: which cell of a small grid each block stands in."""

from typing import NamedTuple

from mlsd_graph.content.chartrecords import Flowchart, Grid


class Span(NamedTuple):
    """The rows and columns of a lane's rectangle, both ends included."""

    top: int
    bottom: int
    left: int
    right: int


class Slots(NamedTuple):
    """A grid, read by block and by lane."""

    places: dict[str, tuple[int, int]]
    """Block id → (row, column)."""
    rows: int
    columns: int
    lanes: dict[str, Span]


def slots(chart: Flowchart, grid: Grid) -> Slots:
    """Read a grid that names each block once; rows and columns without a block are dropped."""
    used = [(r, c, cell) for r, row in enumerate(grid) for c, cell in enumerate(row) if cell]
    rows = {row: index for index, row in enumerate(sorted({r for r, _, _ in used}))}
    columns = {column: index for index, column in enumerate(sorted({c for _, c, _ in used}))}
    places = {cell: (rows[r], columns[c]) for r, c, cell in used}
    lanes: dict[str, Span] = {}
    for lane in chart.lanes:
        own = [places[block.id] for block in chart.blocks if block.lane == lane.id]
        if own:
            down, across = [r for r, _ in own], [c for _, c in own]
            lanes[lane.id] = Span(min(down), max(down), min(across), max(across))
    return Slots(places, len(rows), len(columns), lanes)
