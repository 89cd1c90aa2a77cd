"""Each shipped diagram is drawn as it was when someone looked at it.

After a change of content or layout: `pytest tests/diagrams --draw-anew`, then look at the changes.
"""

from pathlib import Path

import pytest
from rules import broken_rules
from shipped import shipped

from mlsd_graph.content.flowchart import parse, text
from mlsd_graph.diagrams.layout import lay_out
from mlsd_graph.diagrams.measures import PICTURE, TEXT
from mlsd_graph.diagrams.svg import picture
from mlsd_graph.diagrams.text import paint

GOLDENS = Path(__file__).parent / "shipped"
DIAGRAMS = shipped()
SVG_BYTES = 10 * 1024


@pytest.mark.parametrize("name", DIAGRAMS)
def test_it_is_drawn_as_it_was_seen(name: str, request: pytest.FixtureRequest) -> None:
    golden = GOLDENS / f"{name}.txt"
    drawn = paint(DIAGRAMS[name].chart).plain + "\n"
    if request.config.getoption("--draw-anew"):
        golden.write_text(drawn, encoding="utf-8")

    assert golden.exists(), "draw it with --draw-anew, and look at it"
    assert drawn == golden.read_text(encoding="utf-8")


def test_no_golden_is_left_of_a_diagram_that_went() -> None:
    assert sorted(path.stem for path in GOLDENS.glob("*.txt")) == sorted(DIAGRAMS)


@pytest.mark.parametrize("name", DIAGRAMS)
def test_it_keeps_the_rules_in_cells_and_in_pixels(name: str) -> None:
    chart = DIAGRAMS[name].chart
    assert chart.grid is not None
    for measures in (TEXT, PICTURE):
        layout = lay_out(chart, chart.grid, measures)
        assert broken_rules(layout, measures) == []
        assert layout.geometry.width <= layout.budget


@pytest.mark.parametrize("name", DIAGRAMS)
def test_its_picture_is_small_and_its_source_prints_back(name: str) -> None:
    diagram = DIAGRAMS[name]

    assert len(picture(diagram.chart, diagram.title).encode()) <= SVG_BYTES
    assert text(parse(text(diagram.chart))) == text(diagram.chart)
