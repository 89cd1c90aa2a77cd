"""Proposes a grid: by a bounded, seeded search, or around the blocks that have a place already."""

import math
import random
from collections.abc import Iterator
from functools import lru_cache
from itertools import product

from mlsd_graph.content.chartrecords import (
    MOST_COLUMNS,
    MOST_COLUMNS_WIDE,
    MOST_ROWS,
    Flowchart,
    Grid,
)
from mlsd_graph.diagrams.tidiness import STRANGER, Cell, Places, Tidiness

_STARTS, _STEPS = 4, 1500
_HOT, _COLD = 4.0, 0.02


def placed(chart: Flowchart) -> Flowchart:
    """Give a chart its grid; one without is placed, within a second, and the same each time."""
    return chart if chart.grid is not None else chart._replace(grid=_placed(chart))


@lru_cache(maxsize=64)
def _placed(chart: Flowchart) -> Grid:
    from mlsd_graph.diagrams.remembering import recall, remember  # noqa: PLC0415  see there

    known = recall(chart)
    if known is None:
        known = propose(chart)
        remember(chart, known)
    return known


def propose(chart: Flowchart) -> Grid:
    """Place all blocks of a chart; a block that its grid names keeps its place.

    Only where a new block fits nowhere beside the old ones, all are placed anew.
    """
    tidiness = Tidiness(chart)
    wide = MOST_COLUMNS_WIDE if chart.wide else MOST_COLUMNS
    kept = _kept(chart, wide)
    if kept:
        grown = _grown(chart, kept, wide, tidiness)
        if grown is not None:
            return _grid(grown)
    return _grid(_searched(chart, wide, tidiness))


def _kept(chart: Flowchart, wide: int) -> Places:
    """Take over the places that a grid gives to blocks that exist."""
    names = {block.id for block in chart.blocks}
    kept: Places = {}
    for row, cells in enumerate(chart.grid or ()):
        for column, cell in enumerate(cells[:wide]):
            if cell in names and cell not in kept and row < MOST_ROWS:
                kept[cell] = (row, column)
    return kept


def _grown(chart: Flowchart, kept: Places, wide: int, tidiness: Tidiness) -> Places | None:
    """Add what has no place, each where it costs least; None if one fits nowhere."""
    places = dict(kept)
    if tidiness.strangers(places):
        return None
    for block in chart.blocks:
        if block.id in places:
            continue
        # A new row between old ones moves nothing beside or above anything else.
        tried = list(_with(places, block.id, wide, opened=False, tidiness=tidiness)) or list(
            _with(places, block.id, wide, opened=True, tidiness=tidiness)
        )
        if not tried:
            return None
        places = min(tried, key=lambda each: _partial(tidiness, each))
    return places


def _with(
    places: Places, name: str, wide: int, *, opened: bool, tidiness: Tidiness
) -> Iterator[Places]:
    """Put one more block into each cell that is free, or into a row opened for it."""
    for row in range(MOST_ROWS):
        base = {each: (r + (opened and r >= row), c) for each, (r, c) in places.items()}
        taken = set(base.values())
        if max(r for r, _ in taken) >= MOST_ROWS:
            continue
        for column in range(wide):
            grown = {**base, name: (row, column)}
            if (row, column) not in taken and tidiness.strangers(grown) == 0:
                yield grown


def _partial(tidiness: Tidiness, places: Places) -> float:
    """Price the blocks placed so far: the others are thought to stand far below, all alike."""
    missing = [name for name in tidiness.lane_of if name not in places]
    return tidiness.cost({**places, **dict.fromkeys(missing, (3 * MOST_ROWS, 0))}) - (
        STRANGER * len(missing)
    )


def _grid(places: Places) -> Grid:
    """Write places as rows, without rows and columns that are empty."""
    rows = sorted({row for row, _ in places.values()})
    columns = sorted({column for _, column in places.values()})
    at: dict[Cell, str] = {cell: name for name, cell in places.items()}
    return tuple(tuple(at.get((row, column)) for column in columns) for row in rows)


def _searched(chart: Flowchart, wide: int, tidiness: Tidiness) -> Places:
    """Anneal the best few of many simple starts."""
    starts = sorted(
        (
            (tidiness.cost(start), number, start)
            for number, start in enumerate(_starts(chart, wide))
        ),
        key=lambda each: each[:2],
    )
    best = starts[0][0], starts[0][2]
    for price, number, start in starts[:_STARTS]:
        rng = random.Random(number)  # noqa: S311  the same proposal each time
        found = _annealed(start, price, wide, tidiness, rng)
        best = min(best, found, key=lambda each: each[0])
    return best[1]


def _starts(chart: Flowchart, wide: int) -> Iterator[Places]:
    """Give each lane one or more columns, alone or one lane below another, in every way."""
    lanes = [[b.id for b in chart.blocks if b.lane == lane.id] for lane in chart.lanes]
    lanes = [lane for lane in lanes if lane]
    free = [block.id for block in chart.blocks if block.lane is None]
    spans = [(at, broad) for broad in (1, 2, 3) for at in range(wide - broad + 1)]
    for chosen in product(spans, repeat=len(lanes)):
        if any(a != b and _meet(a, b) for a in chosen for b in chosen):
            continue
        places = _stacked(lanes, chosen)
        if places is not None and _set_free(places, lanes, free, wide):
            yield places


def _meet(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[0] + b[1] and b[0] < a[0] + a[1]


def _stacked(lanes: list[list[str]], spans: tuple[tuple[int, int], ...]) -> Places | None:
    """Fill the columns of each lane from above; None where the rows do not suffice."""
    places: Places = {}
    depth: dict[tuple[int, int], int] = {}
    for lane, span in zip(lanes, spans, strict=True):
        left, broad = span
        top = depth.get(span, 0)
        for index, name in enumerate(lane):
            places[name] = (top + index // broad, left + index % broad)
        depth[span] = top + -(-len(lane) // broad)
        if depth[span] > MOST_ROWS:
            return None
    return places


def _set_free(places: Places, lanes: list[list[str]], free: list[str], wide: int) -> bool:
    """Put blocks without a lane into the first cells outside all lanes."""
    walls = [
        (
            min(places[name][0] for name in lane), max(places[name][0] for name in lane),
            min(places[name][1] for name in lane), max(places[name][1] for name in lane),
        )
        for lane in lanes
    ]  # fmt: skip
    cells = [
        (row, column)
        for row in range(MOST_ROWS)
        for column in range(wide)
        if not any(a <= row <= b and c <= column <= d for a, b, c, d in walls)
    ]
    if len(cells) < len(free):
        return False
    places.update(zip(free, cells, strict=False))
    return True


def _annealed(
    start: Places, price: float, wide: int, tidiness: Tidiness, rng: random.Random
) -> tuple[float, Places]:
    """Move and swap blocks, at first also for the worse; give back the best seen."""
    names = list(start)
    rows = min(MOST_ROWS, max(row for row, _ in start.values()) + 2)
    places, best = start, (price, start)
    for step in range(_STEPS):
        heat = _HOT * (1 - step / _STEPS) + _COLD
        tried = _step(places, names, rows, wide, tidiness, rng)
        if tried is None:
            continue
        cost = tidiness.cost(tried)
        if cost < price or rng.random() < math.exp((price - cost) / heat):
            places, price = tried, cost
            if price < best[0]:
                best = (price, places)
    return best


def _step(  # noqa: PLR0913, PLR0917  the state of the search
    places: Places,
    names: list[str],
    rows: int,
    wide: int,
    tidiness: Tidiness,
    rng: random.Random,
) -> Places | None:
    """Shift a lane by a row, or move a block, trading places with what stands there."""
    name = rng.choice(names)
    lane = tidiness.lane_of[name]
    changed = dict(places)
    if lane is not None and rng.random() < 0.15:  # noqa: PLR2004  seldom
        by = rng.choice((-1, 1))
        for other in names:
            if tidiness.lane_of[other] == lane:
                changed[other] = (places[other][0] + by, places[other][1])
        if len(set(changed.values())) < len(names):
            return None
        return changed if all(0 <= row < rows for row, _ in changed.values()) else None
    cell = (rng.randrange(rows), rng.randrange(wide))
    for other, at in places.items():
        if at == cell:
            changed[other] = places[name]
    changed[name] = cell
    # Most random moves leave the lane: looking costs less than pricing.
    return None if tidiness.strangers(changed) else changed
