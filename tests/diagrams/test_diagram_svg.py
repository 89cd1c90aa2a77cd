import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from random_charts import random_chart

from mlsd_graph.content.chartrecords import Arrow, Block, Flowchart
from mlsd_graph.content.flowchart import parse
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
