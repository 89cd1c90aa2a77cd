import pytest
from random_charts import random_chart
from rules import broken_rules

from mlsd_graph.content.flowchart import parse, text
from mlsd_graph.diagrams.layout import Layout, lay_out
from mlsd_graph.diagrams.measures import PICTURE, TEXT, Measures, wrappings
from mlsd_graph.diagrams.text import paint

SIZES = {"text": TEXT, "picture": PICTURE}
SEEDS = [range(start, start + 50) for start in range(0, 500, 50)]


def laid(seed: int, measures: Measures) -> Layout:
    chart = random_chart(seed)
    assert chart.grid is not None
    return lay_out(chart, chart.grid, measures)


@pytest.mark.parametrize("seeds", SEEDS, ids=str)
def test_random_charts_are_ones_that_the_parser_lets_through(seeds: range) -> None:
    for seed in seeds:
        chart = random_chart(seed)
        assert text(parse(text(chart))) == text(chart)


@pytest.mark.parametrize("seeds", SEEDS, ids=str)
@pytest.mark.parametrize("size", SIZES)
def test_every_layout_keeps_the_rules(size: str, seeds: range) -> None:
    for seed in seeds:
        layout = laid(seed, SIZES[size])

        assert (seed, broken_rules(layout, SIZES[size])) == (seed, [])
        assert layout.geometry.width <= layout.budget, seed


@pytest.mark.parametrize("seeds", SEEDS, ids=str)
def test_a_drawing_neither_begins_nor_ends_with_a_blank_row(seeds: range) -> None:
    for seed in seeds:
        rows = paint(random_chart(seed)).plain.splitlines()

        assert rows[0], seed
        assert rows[-1], seed
        assert rows[laid(seed, TEXT).geometry.height - 1], seed


def test_a_picture_has_room_for_a_number_on_its_highest_line() -> None:
    for seed in range(100):
        layout = laid(seed, PICTURE)

        assert min((y for _, y in layout.marks.values()), default=9) >= 2, seed


def test_a_layout_is_the_same_each_time() -> None:
    first = laid(7, TEXT)
    lay_out.cache_clear()

    assert laid(7, TEXT) == first


def test_few_labels_go_to_the_legend() -> None:
    layouts = [laid(seed, TEXT) for seed in range(40)]
    lost = sum(len(layout.legend) for layout in layouts)
    kept = sum(len(layout.labels) for layout in layouts)

    assert lost < 0.12 * (lost + kept)


@pytest.mark.parametrize("seed", [47, 165, 238, 244])
def test_a_label_takes_the_end_of_its_line_where_another_crosses_the_rest(seed: int) -> None:
    assert laid(seed, PICTURE).legend == {}


def test_a_label_wraps_to_the_narrowest_lines() -> None:
    assert wrappings("5,000 eligible ads", len) == (
        (18, ("5,000 eligible ads",)),
        (12, ("5,000", "eligible ads")),
        (8, ("5,000", "eligible", "ads")),
    )
    assert wrappings("precomputed", len) == ((11, ("precomputed",)),)
