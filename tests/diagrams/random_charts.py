"""Random flowcharts, all of which the parser lets through."""

import random

from mlsd_graph.content.chartrecords import KINDS, Arrow, Block, Flowchart, Lane

_WORDS = ["Feature", "store", "ranking", "service", "index", "model", "registry", "stream", "API"]
_LABELS = ["", "", "", "top 100", "features", "daily batch", "predictions", "5,000 eligible ads"]


def random_chart(seed: int) -> Flowchart:
    """Make a flowchart with a grid; the same for the same seed."""
    rng = random.Random(seed)  # noqa: S311  test data
    columns = rng.choice([2, 3, 3, 3, 4])
    rows = rng.randint(3, 8)
    lanes = [Lane(f"lane{i}", rng.choice(["Training", "Online serving", "Data and features"]))
             for i in range(rng.randint(0, columns))]  # fmt: skip
    size = rng.randint(4, min(14, columns * rows))
    cells = rng.sample([(r, c) for r in range(rows) for c in range(columns)], size)
    of_column = dict(enumerate(lanes))
    grid: list[list[str | None]] = [[None] * columns for _ in range(rows)]
    blocks: list[Block] = []
    for index, (row, column) in enumerate(sorted(cells, key=lambda cell: (cell[1], cell[0]))):
        name = f"b{index}"
        grid[row][column] = name
        lane = of_column.get(column)
        words = [rng.choice(_WORDS) for _ in range(rng.randint(1, 2))]
        kind = rng.choice(list(KINDS))
        blocks.append(Block(name, " ".join(words), kind, lane.id if lane else None))
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
    pairs = {(rng.choice([n for n in names if n != name]), name) for name in names}
    wanted = min(22, len(names) * (len(names) - 1), round(len(names) * rng.uniform(1, 1.6)))
    while len(pairs) < wanted:
        a, b = rng.sample(names, 2)
        pairs.add((a, b))
    return tuple(Arrow(a, b, rng.choice(_LABELS), rng.random() < 0.25) for a, b in sorted(pairs))
