"""The fullest diagrams that the rules allow take no more than a few times as long as shipped ones.

Ratios of the processor's time, because machines differ and other programs run beside the tests.
"""

import statistics
import time

from shipped import shipped

from benchmarks.full_charts import full_chart
from mlsd_graph.content.chartrecords import Flowchart
from mlsd_graph.diagrams.layout import lay_out
from mlsd_graph.diagrams.measures import PICTURE, TEXT, Measures

MOST_TIMES = 7


def taken(chart: Flowchart, measures: Measures) -> float:
    assert chart.grid is not None
    times: list[float] = []
    for _ in range(2):
        lay_out.cache_clear()
        start = time.process_time()
        lay_out(chart, chart.grid, measures)
        times.append(time.process_time() - start)
    return min(times)


def test_the_fullest_charts_take_a_bounded_multiple_of_the_largest_shipped_ones() -> None:
    largest = [each.chart for each in shipped().values() if len(each.chart.blocks) >= 13]
    for measures in (TEXT, PICTURE):
        usual = statistics.median(taken(chart, measures) for chart in largest)
        worst = statistics.quantiles((taken(full_chart(n), measures) for n in range(60)), n=20)[-1]

        assert worst < MOST_TIMES * usual
