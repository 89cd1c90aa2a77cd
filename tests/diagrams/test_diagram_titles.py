"""Titles of lanes stand clear of the lines beside them."""

from itertools import pairwise

import pytest
from random_charts import random_chart
from shipped import shipped

from mlsd_graph.diagrams.geometry import Box, Point
from mlsd_graph.diagrams.layout import lay_out
from mlsd_graph.diagrams.measures import PICTURE, TEXT, Measures

CHARTS = {name: each.chart for name, each in shipped().items()}
CHARTS |= {f"random {seed}": random_chart(seed) for seed in range(100)}


def distance(box: Box, start: Point, end: Point) -> int:
    """How far a straight piece is from a box, across or down."""
    left, right = sorted((start[0], end[0]))
    upper, low = sorted((start[1], end[1]))
    across = max(left - (box.x + box.w), box.x - right, 0)
    return max(across, upper - (box.y + box.h), box.y - low, 0)


@pytest.mark.parametrize(("measures", "least"), [(TEXT, 1), (PICTURE, 4)], ids=["text", "picture"])
def test_no_line_touches_a_title(measures: Measures, least: int) -> None:
    for name, chart in CHARTS.items():
        assert chart.grid is not None
        layout = lay_out(chart, chart.grid, measures)
        for title in layout.titles.values():
            near = [
                distance(title.box, start, end)
                for line in layout.geometry.lines
                for start, end in pairwise(line)
                if start[0] == end[0]
            ]
            assert min(near, default=least) >= least, (name, title.lines)
