"""Random diagrams; the fullest that the rules allow have 14 blocks and 22 arrows anywhere."""

import random
from collections.abc import Callable, Sequence

from mlsd_graph.content.chartrecords import KINDS, Arrow, Block, Flowchart, Lane

MOST_BLOCKS, MOST_ARROWS, MOST_ROWS = 14, 22, 8
_WORDS = ["Feature", "store", "ranking", "service", "index", "model", "registry", "stream", "API"]
_LABELS = ["", "", "", "top 100", "features", "daily batch", "predictions", "5,000 eligible ads"]
_TITLES = ["Training", "Online serving", "Data and features"]


def full_chart(seed: int) -> Flowchart:
    """Make a flowchart with a grid; the same for the same seed."""
    rng = random.Random(seed)
    columns = rng.choice([3, 3, 3, 4])
    rows = rng.randint(-(-MOST_BLOCKS // columns), MOST_ROWS)
    lanes = titled(rng, rng.randint(0, 3))
    return spread(rng, (rows, columns), lanes, MOST_BLOCKS, lambda: MOST_ARROWS)


def titled(rng: random.Random, count: int) -> list[Lane]:
    """Make lanes, to be columns from the left."""
    return [Lane(f"lane{index}", rng.choice(_TITLES)) for index in range(count)]


def spread(
    rng: random.Random,
    shape: tuple[int, int],
    lanes: Sequence[Lane],
    blocks: int,
    arrows: Callable[[], int],
) -> Flowchart:
    """Lay blocks on a grid of rows and columns and join them.

    How many arrows there are is asked after the first, which keeps the charts of older seeds.
    """
    rows, columns = shape
    cells = rng.sample([(r, c) for r in range(rows) for c in range(columns)], blocks)
    grid: list[list[str | None]] = [[None] * columns for _ in range(rows)]
    found: list[Block] = []
    for index, (row, column) in enumerate(sorted(cells, key=lambda cell: (cell[1], cell[0]))):
        grid[row][column] = f"b{index}"
        label = " ".join(rng.choice(_WORDS) for _ in range(rng.randint(1, 2)))
        lane = lanes[column].id if column < len(lanes) else None
        found.append(Block(f"b{index}", label, rng.choice(list(KINDS)), lane))
    filled = {block.lane for block in found}
    return Flowchart(
        tuple(found),
        _arrows(rng, [block.id for block in found], arrows),
        tuple(lane for lane in lanes if lane.id in filled),
        tuple(tuple(row) for row in grid),
        wide=columns > 3,
    )


def _arrows(rng: random.Random, names: list[str], count: Callable[[], int]) -> tuple[Arrow, ...]:
    """Join every block, then add arrows between any two."""
    pairs = {(rng.choice([other for other in names if other != name]), name) for name in names}
    wanted = count()
    while len(pairs) < wanted:
        source, target = rng.sample(names, 2)
        pairs.add((source, target))
    return tuple(Arrow(a, b, rng.choice(_LABELS), rng.random() < 0.25) for a, b in sorted(pairs))
