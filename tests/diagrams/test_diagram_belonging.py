"""A label is nearer to its own line than to any other, by a margin that nobody misreads."""

from collections.abc import Iterator

import pytest
from random_charts import random_chart
from rules import pieces
from shipped import shipped

from mlsd_graph.content.chartrecords import Flowchart
from mlsd_graph.diagrams.geometry import Box, Point
from mlsd_graph.diagrams.layout import lay_out
from mlsd_graph.diagrams.measures import PICTURE, TEXT, Measures
from mlsd_graph.diagrams.text import paint

SHIPPED = {name: each.chart for name, each in shipped().items()}


def distance(box: Box, points: list[Point], measures: Measures) -> int:
    """Gap between a box and a line; a row of the terminal is as high as two columns are wide."""
    row, thick = (2, 1) if measures.thick else (1, 0)
    return min(
        max(
            left - (box.x + box.w - thick),
            box.x - right,
            (top - (box.y + box.h - thick)) * row,
            (box.y - low) * row,
            0,
        )
        for left, top, right, low in pieces(points)
    )


def margins(chart: Flowchart, measures: Measures) -> Iterator[tuple[str, int]]:
    """How much nearer each label that is not in the legend is to its own line."""
    assert chart.grid is not None
    layout = lay_out(chart, chart.grid, measures)
    for index, label in layout.labels.items():
        apart = [distance(label.box, line, measures) for line in layout.geometry.lines]
        own = apart.pop(index)
        yield chart.arrows[index].label, min(apart) - own


def test_labels_of_shipped_drawings_are_nearer_to_their_own_line() -> None:
    near = [
        (name, label)
        for name, chart in SHIPPED.items()
        for label, margin in margins(chart, TEXT)
        if margin < 1
    ]
    # Ports three columns apart leave this one no other place.
    assert near == [("payment-fraud-detection--training", "features as used")]


def test_a_label_of_a_picture_goes_on_along_its_line_to_where_it_is_its_own() -> None:
    found = dict(margins(SHIPPED["harmful-content-detection--serving"], PICTURE))

    assert found["precision 0.99"] >= 4


@pytest.mark.parametrize(("measures", "margin", "share"), [(TEXT, 1, 0.015), (PICTURE, 4, 0.03)])
def test_few_labels_have_another_line_about_as_near(
    measures: Measures, margin: int, share: float
) -> None:
    charts = [*SHIPPED.values(), *(random_chart(seed) for seed in range(100))]
    found = [each for chart in charts for _, each in margins(chart, measures)]

    assert min(found) >= 0
    assert sum(each < margin for each in found) <= share * len(found)


def test_two_labels_never_read_as_one() -> None:
    for chart in [*SHIPPED.values(), *(random_chart(seed) for seed in range(100))]:
        assert chart.grid is not None
        layout = lay_out(chart, chart.grid, TEXT)
        boxes = [label.box for label in layout.labels.values()]
        for at, one in enumerate(boxes):
            for two in boxes[at + 1 :]:
                apart = max(two.x - one.x - one.w, one.x - two.x - two.w)
                level = one.y < two.y + two.h and two.y < one.y + one.h
                assert apart >= 2 or not level, (one, two)


def test_the_title_of_a_lane_is_in_capitals() -> None:
    drawn = paint(SHIPPED["rag-assistant--serving"]).plain

    assert "ANSWER" in drawn
    assert "RETRIEVAL" in drawn
