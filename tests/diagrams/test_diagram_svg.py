import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from random_charts import random_chart

from mlsd_graph.content.chartrecords import KINDS, Arrow, Block, Flowchart
from mlsd_graph.content.flowchart import parse
from mlsd_graph.diagrams.layout import lay_out
from mlsd_graph.diagrams.measures import PICTURE
from mlsd_graph.diagrams.shapes import CYLINDERS, LID
from mlsd_graph.diagrams.svg import overlay, picture, size

CHARTS = Path(__file__).parent / "charts"
NAMES = sorted(path.stem for path in CHARTS.glob("*.mmd"))
SPACE = "{http://www.w3.org/2000/svg}"


def chart(name: str) -> Flowchart:
    return parse((CHARTS / f"{name}.mmd").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_is_small_and_whole(name: str) -> None:
    drawn = chart(name)
    text = picture(drawn, name)
    root = ET.fromstring(text)  # noqa: S314  our own text

    assert len(text.encode()) <= 10_000
    assert root.findtext(f"{SPACE}title") == name
    assert "not waited for" in (root.findtext(f"{SPACE}desc") or "")
    texts = " ".join(each.text or "" for each in root.iter(f"{SPACE}text"))
    for block in drawn.blocks:
        assert all(word in texts for word in block.label.split())
    for arrow in drawn.arrows:
        assert all(word in texts for word in arrow.label.split())


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_needs_nothing_from_elsewhere(name: str) -> None:
    text = picture(chart(name), name).replace('xmlns="http://www.w3.org/2000/svg"', "")

    for word in ("http", "script", "@font-face", "@import", "url(", "href", "<image", " id="):
        assert word not in text
    assert "prefers-color-scheme:dark" in text
    assert ".nightMode .dg" in text


def test_even_the_largest_picture_is_small() -> None:
    sizes = [len(picture(random_chart(seed), "Random").encode()) for seed in range(60)]

    assert max(sizes) <= 10_000


def test_three_columns_stay_legible_on_a_phone() -> None:
    for name in NAMES:
        # 12 px shown on 360: at least 10 px
        assert size(chart(name))[0] * 10 <= 360 * 12


def test_labels_cannot_become_markup() -> None:
    evil = '<b onclick="x">&'
    blocks = (Block("a", evil, "store"), Block("b", "B", "cache"))
    drawn = Flowchart(blocks, (Arrow("a", "b", "<i>&amp;"),), (), (("a",), ("b",)))
    root = ET.fromstring(picture(drawn, "<script>", "</desc>"))  # noqa: S314  our own text

    assert root.findtext(f"{SPACE}title") == "<script>"
    assert {each.tag.removeprefix(SPACE) for each in root.iter()} <= {
        "svg", "title", "desc", "style", "rect", "path", "text", "circle",
    }  # fmt: skip


def test_an_overlay_is_small_and_lies_on_its_picture() -> None:
    drawn = chart("two-stage-recommender")
    width, height = size(drawn)
    mask = overlay(drawn, hidden={"ann"})

    assert len(mask) < 220
    assert f'viewBox="0 0 {width} {height}"' in mask
    assert f'viewBox="0 0 {width} {height}"' in picture(drawn, "x")
    x, y, w, h = map(int, re.findall(r'd="M(\d+) (\d+)h(\d+)v(\d+)', mask)[0])
    assert x + w <= width
    assert y + h <= height


def test_a_mask_leaves_the_heads_that_point_at_it() -> None:
    drawn = chart("two-stage-recommender")
    assert drawn.grid is not None
    box = lay_out(drawn, drawn.grid, PICTURE).geometry.blocks["ann"]
    mask = re.findall(r'd="M(\d+) (\d+)h(\d+)v(\d+)', overlay(drawn, hidden={"ann"}))[0]

    # With its stroke it covers less than 2 of a head's 7 px, and the outline of 2.2 px whole.
    assert tuple(map(int, mask)) == (box.x + 4, box.y + 4, box.w + 2, box.h + 2)


def test_a_lit_arrow_follows_the_line_of_the_picture() -> None:
    drawn = chart("two-stage-recommender")
    lit = re.findall(r'class="hl" d="([^"]+)"', overlay(drawn, lit={"reg-rank"}))

    assert lit[0] in picture(drawn, "x")


def test_a_whole_overlay_masks_every_block_without_question_marks() -> None:
    drawn = chart("two-stage-recommender")
    names = [block.id for block in drawn.blocks]
    whole = overlay(drawn, hidden=names)

    assert whole.count("z") == len(names)
    assert "?" not in whole


def test_the_word_of_a_kind_stands_clear_of_the_lid_and_of_the_label() -> None:
    kinds = [*KINDS][:14]
    blocks = tuple(Block(f"b{n}", "Two words here", kind) for n, kind in enumerate(kinds))
    arrows = tuple(Arrow("b0", block.id) for block in blocks[1:])
    cells = [block.id for block in blocks] + [None]
    grid = tuple(tuple(cells[at : at + 3]) for at in range(0, len(cells), 3))
    root = ET.fromstring(picture(Flowchart(blocks, arrows, (), grid), "Kinds"))  # noqa: S314  ours
    parts = list(root)
    for at, part in enumerate(parts):
        kind = parts[at + 1].text if "w" in (part.get("class") or "").split() else None
        if kind:
            word, label = (int(each.get("y", "0")) for each in parts[at + 1 : at + 3])
            if kind in CYLINDERS:
                top = int(re.findall(r"M\d+ (\d+)", part.get("d", ""))[0]) - LID
                assert word - 8 >= top + 2 * LID, kind  # its letters rise by 8 px
            assert label - 9 >= word, kind
    assert {part.text for part in parts} >= CYLINDERS
