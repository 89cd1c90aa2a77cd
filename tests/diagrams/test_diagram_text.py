from pathlib import Path

import pytest
from random_charts import random_chart
from rich.cells import cell_len

from mlsd_graph.content.chartrecords import KINDS, Flowchart
from mlsd_graph.content.flowchart import parse
from mlsd_graph.diagrams.drawing import Drawing
from mlsd_graph.diagrams.sentences import sentences
from mlsd_graph.diagrams.text import paint

CHARTS = Path(__file__).parent / "charts"
NAMES = sorted(path.stem for path in CHARTS.glob("*.mmd"))


def chart(name: str = "two-stage-recommender") -> Flowchart:
    return parse((CHARTS / f"{name}.mmd").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_a_diagram_is_drawn_as_it_was_looked_at(name: str, request: pytest.FixtureRequest) -> None:
    golden, drawn = CHARTS / f"{name}.txt", paint(chart(name)).plain + "\n"
    if request.config.getoption("--draw-anew"):
        golden.write_text(drawn, encoding="utf-8")

    assert drawn == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_three_columns_fit_72_characters(name: str) -> None:
    assert paint(chart(name)).width <= 72


def test_every_character_takes_one_cell() -> None:
    for seed in range(40):
        plain = paint(random_chart(seed)).plain

        assert all(cell_len(character) == 1 for character in set(plain) - {"\n"})


def test_lines_can_be_drawn_with_ascii_alone() -> None:
    for seed in range(40):
        assert paint(random_chart(seed), ascii_only=True).plain.isascii()


def test_each_kind_is_named_in_its_frame_and_framed_by_its_shape() -> None:
    for seed in range(40):
        drawn = random_chart(seed)
        rows = paint(drawn).plain.splitlines()
        boxes = paint(drawn).blocks
        for block in drawn.blocks:
            x, y, w, _ = boxes[block.id]
            top = rows[y].ljust(200)[x : x + w]
            assert block.kind in top or any(joint in top for joint in "┴╧┷")
    assert len(KINDS) == 11


def words(drawing: Drawing, word: str) -> str:
    """The text of all spans whose style has a word."""
    return " ".join(
        span.text for line in drawing.lines for span in line if word in span.style.split()
    )


def test_a_hidden_block_shows_neither_label_nor_kind() -> None:
    drawing = paint(chart(), hidden={"ann"})

    assert "ANN index" not in drawing.plain
    assert "═index" not in drawing.plain
    assert "?" in words(drawing, "hidden")


def test_a_hidden_arrow_keeps_its_line_and_loses_its_label() -> None:
    shown, masked = paint(chart()), paint(chart(), hidden={"reg-rank"})

    assert "deploy" in shown.plain
    assert "deploy" not in masked.plain
    assert "?" in words(masked, "note")


def test_a_lit_arrow_is_heavy_so_that_greyscale_shows_it() -> None:
    drawing = paint(chart(), lit={"reg-rank"})

    assert set(words(drawing, "lit")) & set("━┃┏┓┗┛")
    assert not set(words(drawing, "line").replace(words(drawing, "lit"), "")) & {"╺"}


def test_nothing_but_empty_frames_is_revealed_at_first() -> None:
    drawing = paint(chart(), revealed=())

    assert "ANN index" not in drawing.plain
    assert not set(drawing.plain) & set("▲▼►◄△▽▻◅")
    assert drawing.blocks.keys() == paint(chart()).blocks.keys()


def test_an_arrow_appears_with_the_second_of_its_ends() -> None:
    one, two = paint(chart(), revealed=["client"]), paint(chart(), revealed=["client", "api"])

    assert "request" not in one.plain
    assert "request" in two.plain


def test_the_focus_moves_no_character() -> None:
    assert paint(chart(), focus="ann").plain == paint(chart()).plain
    assert "ANN index" in words(paint(chart(), focus="ann"), "focus")


def test_the_list_view_takes_the_place_of_what_is_too_wide() -> None:
    drawing = paint(chart(), width=60)

    assert drawing.blocks == {}
    assert drawing.plain.startswith("Client app (actor, in Online serving): to Recommendation API")
    assert all(len(line) <= 60 for line in drawing.plain.splitlines())


def test_the_list_view_says_every_arrow_once() -> None:
    facts = " ".join(sentences(chart()))

    for arrow in chart().arrows:
        assert arrow.label in facts
    assert facts.count(" to ") == len(chart().arrows)
    assert "to Monitoring and drift (predictions), not waited for" in facts


def test_the_list_view_hides_what_the_drawing_hides() -> None:
    facts = sentences(chart(), hidden={"ann", "reg-rank"}, revealed=["ann", "retr", "reg", "rank"])

    assert "ANN" not in " ".join(facts)
    assert "? (in Data and features): to Candidate retrieval (neighbours)." in facts
    assert any("to Ranking service (?)" in fact for fact in facts)
    assert len(facts) == 4
