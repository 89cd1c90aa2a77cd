"""The fullest diagrams that the rules allow are laid out with a bounded amount of work.

Counted in calls, which are the same on every machine however busy it is; 100,000 take about 40 ms
on a small one, and shipped diagrams need a fifth of it.
"""

import cProfile
import pstats

from benchmarks.full_charts import full_chart
from mlsd_graph.diagrams.layout import lay_out
from mlsd_graph.diagrams.measures import PICTURE, TEXT, Measures

MOST_CALLS = 110_000


def calls(seed: int, measures: Measures) -> int:
    chart = full_chart(seed)
    assert chart.grid is not None
    lay_out.cache_clear()
    counting = cProfile.Profile()
    counting.runcall(lay_out, chart, chart.grid, measures)
    return pstats.Stats(counting).total_calls  # type: ignore[attr-defined]  typeshed lacks it


def test_the_fullest_charts_take_a_bounded_amount_of_work() -> None:
    for seed in range(60):
        for measures in (TEXT, PICTURE):
            assert calls(seed, measures) < MOST_CALLS, seed
