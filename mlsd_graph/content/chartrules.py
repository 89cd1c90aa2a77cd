"""What must hold in a whole flowchart: counts, connections, and a grid that fits the blocks."""

from collections.abc import Iterator
from typing import NamedTuple

from mlsd_graph.content.chartlines import meant
from mlsd_graph.content.chartrecords import (
    FEWEST_BLOCKS,
    MOST_ARROWS,
    MOST_BLOCKS,
    MOST_COLUMNS,
    MOST_COLUMNS_WIDE,
    MOST_ROWS,
    Fault,
    Flowchart,
)


class GridRow(NamedTuple):
    """A `%% grid:` line, and what stands where in it."""

    line: int
    cells: tuple[tuple[str | None, int], ...]
    """Ids, None where a cell is empty, each with its column."""


_SPLIT = "Split the drawing in two, or leave out what carries no decision."


def shortage_faults(chart: Flowchart, line: int) -> Iterator[Fault]:
    """Too few blocks to be worth a drawing."""
    if len(chart.blocks) < FEWEST_BLOCKS:
        message = f"The diagram has only {len(chart.blocks)} of at least {FEWEST_BLOCKS} blocks."
        yield Fault("diagram-size", line, 1, message, "Add blocks, or say it in a sentence.")


def excess_faults(chart: Flowchart) -> Iterator[Fault]:
    """Too many blocks, arrows or lanes."""
    blocks, arrows, lanes = len(chart.blocks), len(chart.arrows), len(chart.lanes)
    if blocks > MOST_BLOCKS:
        message = f"The diagram has more than {MOST_BLOCKS} blocks."
        yield Fault("diagram-size", chart.blocks[MOST_BLOCKS].line, 1, message, _SPLIT)
    if arrows > MOST_ARROWS:
        message = f"The diagram has more than {MOST_ARROWS} arrows."
        yield Fault("diagram-size", chart.arrows[MOST_ARROWS].line, 1, message, _SPLIT)
    most = MOST_COLUMNS_WIDE if chart.wide else MOST_COLUMNS
    if lanes > most:
        message = f"The diagram has more than {most} lanes."
        hint = f"Merge two lanes{'' if chart.wide else ', or add a line `%% wide` for four'}."
        yield Fault("diagram-size", chart.lanes[most].line, 1, message, hint)


def arrow_faults(chart: Flowchart, columns: list[tuple[int, int]]) -> Iterator[Fault]:
    """Arrows from or to nowhere, to their own block or doubled; and blocks without any.

    `columns` are those of both ids of each arrow.
    """
    ids = [block.id for block in chart.blocks]
    lanes = {lane.id for lane in chart.lanes}
    seen: set[tuple[str, str]] = set()
    for arrow, (first, second) in zip(chart.arrows, columns, strict=True):
        for end, column in ((arrow.source, first), (arrow.target, second)):
            if end in lanes:
                hint = "Let the arrow start and end at blocks."
                yield Fault("diagram-arrow", arrow.line, column, f"“{end}” is a lane.", hint)
            elif end not in ids:
                hint = meant(end, ids) or f"Declare it first: `{end[:40]}[Label]:::service`."
                message = f"There is no block “{end[:40]}”."
                yield Fault("diagram-arrow", arrow.line, column, message, hint)
        pair = (arrow.source, arrow.target)
        if arrow.source == arrow.target:
            message = f"The arrow leads from “{arrow.source}” to itself."
            hint = "Say it in the block's reason."
            yield Fault("diagram-arrow", arrow.line, second, message, hint)
        elif pair in seen:
            message = f"A second arrow leads from “{pair[0]}” to “{pair[1]}”."
            yield Fault("diagram-arrow", arrow.line, first, message, "Merge them into one.")
        seen.add(pair)
    linked = {end for pair in seen for end in pair}
    for block in chart.blocks:
        if block.id not in linked:
            hint = "Connect it, or leave it out."
            message = f"No arrow leads to or from “{block.id}”."
            yield Fault("diagram-isolated", block.line, 1, message, hint)


def lane_faults(chart: Flowchart) -> Iterator[Fault]:
    """Lanes without a block."""
    filled = {block.lane for block in chart.blocks}
    for lane in chart.lanes:
        if lane.id not in filled:
            message = f"The lane “{lane.title}” holds no block."
            yield Fault("diagram-lane", lane.line, 1, message, "Put its blocks before its `end`.")


def grid_faults(chart: Flowchart, rows: list[GridRow]) -> Iterator[Fault]:
    """A grid that is too large, ragged, or disagrees with the blocks; `rows` are its lines."""
    grid = chart.grid
    if grid is None:
        return
    if len(grid) > MOST_ROWS:
        hint = f"Place the blocks in at most {MOST_ROWS} rows."
        yield Fault("diagram-grid", rows[MOST_ROWS].line, 1, "The grid has too many rows.", hint)
    yield from _row_faults(rows, MOST_COLUMNS_WIDE if chart.wide else MOST_COLUMNS)
    ids = [block.id for block in chart.blocks]
    seen: set[str] = set()
    for line, cells in rows:
        for cell, column in cells:
            if cell is None:
                continue
            if cell not in ids:
                hint = meant(cell, ids) or "Write `.` for an empty cell."
                message = f"The grid names “{cell[:40]}”, which is no block."
                yield Fault("diagram-grid", line, column, message, hint)
            elif cell in seen:
                message = f"The grid names “{cell}” twice."
                yield Fault("diagram-grid", line, column, message, "Put `.` in one of the cells.")
            seen.add(cell)
    for missing in (each for each in ids if each not in seen):
        hint = "Put it into a cell; `mlsd diagram place FILE` proposes one."
        message = f"The grid has no place for “{missing}”."
        yield Fault("diagram-grid", rows[-1].line, 1, message, hint)
    if seen == set(ids):
        yield from _rectangle_faults(chart, rows)


def _row_faults(rows: list[GridRow], most: int) -> Iterator[Fault]:
    first = len(rows[0].cells)
    for line, row in rows:
        if len(row) != first:
            message = f"The row has {len(row)} cells and the first one {first}."
            yield Fault("diagram-grid", line, 1, message, "Write `.` for an empty cell.")
        elif len(row) > most:
            message = f"The row has {len(row)} columns; {most} fit."
            hint = "Move blocks down" + ("." if most > MOST_COLUMNS else ", or add `%% wide`.")
            yield Fault("diagram-grid", line, 1, message, hint)


def _rectangle_faults(chart: Flowchart, rows: list[GridRow]) -> Iterator[Fault]:
    """A lane is drawn as the rectangle around its blocks: no other block may lie in it."""
    lane_of = {block.id: block.lane for block in chart.blocks}
    places: dict[str, tuple[int, int]] = {}
    spots: dict[str, tuple[int, int]] = {}
    for r, (line, cells) in enumerate(rows):
        for c, (cell, at) in enumerate(cells):
            if cell is not None:
                places[cell], spots[cell] = (r, c), (line, at)
    for lane in chart.lanes:
        own = [place for cell, place in places.items() if lane_of[cell] == lane.id]
        if not own:
            continue
        levels, columns = [r for r, _ in own], [c for _, c in own]
        for cell, (row, column) in places.items():
            inside = min(levels) <= row <= max(levels) and min(columns) <= column <= max(columns)
            if inside and lane_of[cell] != lane.id:
                message = f"“{cell}” stands between the blocks of the lane “{lane.title}”."
                hint = "Move it to another column, or into the lane."
                yield Fault("diagram-grid", *spots[cell], message, hint)
