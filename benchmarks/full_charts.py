"""Random diagrams as full as the rules allow: 14 blocks and 22 arrows between any two of them."""

import random

from mlsd_graph.content.chartrecords import KINDS, Arrow, Block, Flowchart, Lane

_BLOCKS, _ARROWS, _MOST_ROWS = 14, 22, 8
_WORDS = ["Feature", "store", "ranking", "service", "index", "model", "registry", "stream", "API"]
_LABELS = ["", "", "", "top 100", "features", "daily batch", "predictions", "5,000 eligible ads"]
_TITLES = ["Training", "Online serving", "Data and features"]


def full_chart(seed: int) -> Flowchart:
    """Make a flowchart with a grid; the same for the same seed."""
    rng = random.Random(seed)
    columns = rng.choice([3, 3, 3, 4])
    rows = rng.randint(-(-_BLOCKS // columns), _MOST_ROWS)
    lanes = [Lane(f"lane{index}", rng.choice(_TITLES)) for index in range(rng.randint(0, 3))]
    cells = rng.sample([(r, c) for r in range(rows) for c in range(columns)], _BLOCKS)
    grid: list[list[str | None]] = [[None] * columns for _ in range(rows)]
    blocks: list[Block] = []
    for index, (row, column) in enumerate(sorted(cells, key=lambda cell: (cell[1], cell[0]))):
        grid[row][column] = f"b{index}"
        label = " ".join(rng.choice(_WORDS) for _ in range(rng.randint(1, 2)))
        lane = lanes[column].id if column < len(lanes) else None
        blocks.append(Block(f"b{index}", label, rng.choice(list(KINDS)), lane))
    filled = {block.lane for block in blocks}
    return Flowchart(
        tuple(blocks),
        _arrows(rng, [block.id for block in blocks]),
        tuple(lane for lane in lanes if lane.id in filled),
        tuple(tuple(row) for row in grid),
        wide=columns > 3,
    )


def _arrows(rng: random.Random, names: list[str]) -> tuple[Arrow, ...]:
    """Join every block, then add arrows between any two."""
    pairs = {(rng.choice([other for other in names if other != name]), name) for name in names}
    while len(pairs) < _ARROWS:
        source, target = rng.sample(names, 2)
        pairs.add((source, target))
    return tuple(Arrow(a, b, rng.choice(_LABELS), rng.random() < 0.25) for a, b in sorted(pairs))
