"""Random flowcharts, all of which the parser lets through."""

import random

from benchmarks.full_charts import MOST_ARROWS, MOST_BLOCKS, MOST_ROWS, spread, titled
from mlsd_graph.content.chartrecords import Flowchart


def random_chart(seed: int) -> Flowchart:
    """Make a flowchart with a grid; the same for the same seed."""
    rng = random.Random(seed)  # noqa: S311  test data
    columns = rng.choice([2, 3, 3, 3, 4])
    rows = rng.randint(3, MOST_ROWS)
    lanes = titled(rng, rng.randint(0, columns))
    blocks = rng.randint(4, min(MOST_BLOCKS, columns * rows))

    def arrows() -> int:
        return min(MOST_ARROWS, blocks * (blocks - 1), round(blocks * rng.uniform(1, 1.6)))

    return spread(rng, (rows, columns), lanes, blocks, arrows)
