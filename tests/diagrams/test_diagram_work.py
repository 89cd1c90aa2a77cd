"""The fullest diagrams that the rules allow are laid out with a bounded amount of work.

100,000 calls take about 40 ms on a small machine, and shipped diagrams need a fifth of it.
"""

from counted_calls import calls

from benchmarks.full_charts import full_chart
from mlsd_graph.diagrams.layout import lay_out
from mlsd_graph.diagrams.measures import PICTURE, TEXT, Measures

MOST_CALLS = 110_000


def work(seed: int, measures: Measures) -> int:
    chart = full_chart(seed)
    grid = chart.grid
    assert grid is not None
    lay_out.cache_clear()
    return calls(lambda: lay_out(chart, grid, measures))


def test_the_fullest_charts_take_a_bounded_amount_of_work() -> None:
    for seed in range(60):
        for measures in (TEXT, PICTURE):
            assert work(seed, measures) < MOST_CALLS, seed
