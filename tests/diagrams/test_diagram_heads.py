"""What a reader needs of each arrow is in the painted cells, and in the shapes of a picture."""

import re
from itertools import pairwise

import pytest
from random_charts import random_chart

from mlsd_graph.content.chartrecords import Arrow, Flowchart
from mlsd_graph.content.flowchart import parse
from mlsd_graph.diagrams.geometry import Point
from mlsd_graph.diagrams.layout import Layout, lay_out
from mlsd_graph.diagrams.measures import PICTURE, TEXT, Measures
from mlsd_graph.diagrams.shapes import head
from mlsd_graph.diagrams.svg import picture
from mlsd_graph.diagrams.text import paint

SEEDS = [range(start, start + 100) for start in range(0, 600, 100)]
SIDES = {(0, -1): 0, (1, 0): 1, (0, 1): 2, (-1, 0): 3}
HEADS = {False: "▲►▼◄", True: "△▻▽◅"}
ASCII_HEADS = {False: "^>v<", True: "A}V{"}
SHORT = """flowchart TB
  %% grid: a | b
  %% grid: c | d
  a[A]:::service
  b[B]:::service
  c[C]:::service
  d[D]:::service
  a -.-> c
  b --> d
"""


def laid(chart: Flowchart, measures: Measures) -> Layout:
    assert chart.grid is not None
    return lay_out(chart, chart.grid, measures)


def last_cell(points: list[Point]) -> tuple[Point, int]:
    """The cell before the border that a line ends at, and the side it leads to."""
    (x1, y1), (x2, y2) = points[-2:]
    dx, dy = (x2 > x1) - (x2 < x1), (y2 > y1) - (y2 < y1)
    return (x2 - dx, y2 - dy), SIDES[dx, dy]


def painted(chart: Flowchart, *, ascii_only: bool = False) -> list[tuple[Arrow, str, int]]:
    """Each arrow with the character painted next to the block it leads to, and where to."""
    rows = paint(chart, ascii_only=ascii_only).plain.splitlines()
    found: list[tuple[Arrow, str, int]] = []
    for arrow, points in zip(chart.arrows, laid(chart, TEXT).geometry.lines, strict=True):
        (x, y), side = last_cell(points)
        found.append((arrow, rows[y].ljust(x + 1)[x], side))
    return found


def test_an_arrow_one_row_long_shows_whether_it_is_waited_for() -> None:
    assert [glyph for _, glyph, _ in painted(parse(SHORT))] == ["▽", "▼"]
    assert [glyph for _, glyph, _ in painted(parse(SHORT), ascii_only=True)] == ["V", "v"]


@pytest.mark.parametrize("seeds", SEEDS, ids=str)
def test_the_cell_before_its_target_shows_the_way_and_style_of_an_arrow(seeds: range) -> None:
    for seed in seeds:
        for arrow, glyph, side in painted(random_chart(seed)):
            assert (seed, arrow.part, glyph) == (seed, arrow.part, HEADS[arrow.dashed][side])


def test_ascii_shows_the_same() -> None:
    for seed in range(100):
        for arrow, glyph, side in painted(random_chart(seed), ascii_only=True):
            assert glyph == ASCII_HEADS[arrow.dashed][side], (seed, arrow.part)


@pytest.mark.parametrize("seeds", SEEDS, ids=str)
def test_each_number_of_the_legend_is_whole_and_on_no_block(seeds: range) -> None:
    for seed in seeds:
        chart = random_chart(seed)
        layout = laid(chart, TEXT)
        rows = paint(chart).plain.splitlines()[: layout.geometry.height]
        for index, number in layout.legend.items():
            text, (x, y) = f"({number})", layout.marks[index]
            left = x - len(text) // 2
            assert rows[y][left : left + len(text)] == text, (seed, number)
            for box in layout.geometry.blocks.values():
                beside = left + len(text) <= box.x or left >= box.x + box.w
                assert beside or not box.y <= y < box.y + box.h, (seed, number)
            points = layout.geometry.lines[index]
            assert any(
                min(a[0], b[0]) <= left + len(text)
                and left <= max(a[0], b[0]) + 1
                and min(a[1], b[1]) <= y <= max(a[1], b[1])
                for a, b in pairwise(points)
            ), (seed, number)


def test_a_picture_shows_open_heads_where_its_lines_are_dashed() -> None:
    chart = parse(SHORT)
    lines = [[(x + 5, y + 5) for x, y in line] for line in laid(chart, PICTURE).geometry.lines]
    drawn = picture(chart, "Short")

    assert f'class="p x" d="{head(lines[0])}"' in drawn
    assert f'class="h" d="{head(lines[1])}"' in drawn


def corners(path: str) -> tuple[int, int, int, int]:
    """Left, upper, right and lower end of a head's triangle, which is 8 px broad."""
    x, y, x2, y2 = map(int, re.findall(r"-?\d+", path)[:4])
    across = path.endswith("v8z")
    return (
        (min(x, x2), y - 4, max(x, x2), y + 4) if across else (x - 4, min(y, y2), x + 4, max(y, y2))
    )


@pytest.mark.parametrize("seeds", SEEDS, ids=str)
def test_nothing_in_a_picture_covers_a_head(seeds: range) -> None:
    for seed in seeds:
        chart = random_chart(seed)
        drawn = picture(chart, "Random")
        lines = laid(chart, PICTURE).geometry.lines
        heads = [head([(x + 5, y + 5) for x, y in points]) for points in lines]
        assert all(each in drawn for each in heads), seed
        covers = [
            (int(x) - 7, int(y) - 7, int(x) + 7, int(y) + 7)
            for x, y in re.findall(r'<circle[^>]* cx="(\d+)" cy="(\d+)"', drawn)
        ]
        for data in re.findall(r'<path class="[gp]" d="([^"]+)"', drawn):
            for x, y, w, h in re.findall(r"M(\d+) (\d+)h(\d+)v(\d+)", data):
                covers.append((int(x), int(y), int(x) + int(w), int(y) + int(h)))
        for left, top, right, low in map(corners, heads):
            for a, b, c, d in covers:
                free = c <= left or a >= right or d <= top or b >= low
                assert free, (seed, (left, top, right, low), (a, b, c, d))
