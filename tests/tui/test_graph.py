"""Graph mode: what stands where, how one moves, and what is said of an edge."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from flows import Driver, running
from rich.cells import cell_len

from mlsd_graph.memory import Rating
from tui.rendering.neighbourhood import Neighbour, Neighbourhood, Side
from tui.rendering.neighbourhood_text import cut, draw_neighbourhood, mastery
from tui.screens.concept import ConceptScreen
from tui.screens.graph import GraphScreen
from tui.widgets.neighbourhood import NeighbourhoodView

SNAPSHOTS = Path(__file__).parent / "snapshots"
HEAD = "---\ntitle: {}\nkind: technique\nlevel: core\nsteps: [serving]\n---\n{} stands here.\n"
CARD = "\n## Cards\n\n### Name\nQ: Which page asks this, of all there are?\n\nA: This one.\n"
CASE = """---
title: The case
kind: case-study
question: Design the case.
level: core
---
A case.

## Clarify requirements
Asks for [[middle]].
"""


def written(folder: Path, dependents: int = 14) -> Path:
    """A concept with two prerequisites, many dependents, three contrasts and a case study."""
    concepts = folder / "content" / "concepts" / "serving"
    cases = folder / "content" / "case-studies"
    concepts.mkdir(parents=True)
    cases.mkdir()
    pages = {
        "first": "",
        "second-one": "",
        "middle": "\n## Prerequisites\n- [[first]]: the *first* comes first.\n"
        "- [[second-one]]: the second follows.\n\n## Contrasts\n"
        "- [[apart]]: Apart is slow, Middle is quick; the budget decides.\n",
        "apart": "",
    }
    needing = "\n## Prerequisites\n- [[middle]]: number {} stands on it.\n"
    pages |= {f"later-{i:02}": needing.format(i) for i in range(dependents)}
    for name, rest in pages.items():
        title = name.replace("-", " ").capitalize()
        (concepts / f"{name}.md").write_text(
            HEAD.format(title, title) + rest + CARD, encoding="utf-8"
        )
    (cases / "the-case.md").write_text(CASE, encoding="utf-8")
    return folder / "content"


@asynccontextmanager
async def graph_of(
    folder: Path, page: str = "middle", size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Driver]:
    async with running(folder, written(folder), size) as driver:
        driver.app.open_page(page)
        await driver.settle()
        await driver.press("g")
        yield driver


def middle(driver: Driver) -> str:
    around = driver.app.screen.query_one(NeighbourhoodView).around
    assert around is not None
    return around.center.id


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_neighbourhood_looks_as_it_should(tmp_path: Path, size: tuple[int, int]) -> None:
    async with graph_of(tmp_path, size=size) as driver:
        driver.study.answer("first/name", Rating.GOOD)
        driver.app._refresh_screen()
        await driver.settle()
        text, _, keys = (await driver.press("left")).rpartition("\n")

        assert keys.startswith("⏎ Center o Page")
        wanted = SNAPSHOTS / f"graph-{size[0]}x{size[1]}.txt"
        assert text == wanted.read_text(encoding="utf-8").removesuffix("\n")


async def test_every_way_leads_to_its_side_and_says_why(tmp_path: Path) -> None:
    async with graph_of(tmp_path) as driver:
        assert "Middle stands here." in driver.text
        left = await driver.press("left", "down")
        assert "Middle needs Second one" in left
        assert "the second follows." in left
        assert "Later 00 needs Middle" in await driver.press("right", "right")
        below = await driver.press("left", "down")
        assert "Middle contrasts with Apart" in below
        assert "the budget decides" in below
        assert "Middle stands here." in await driver.press("up")


async def test_what_does_not_fit_is_counted_and_reached(tmp_path: Path) -> None:
    async with graph_of(tmp_path) as driver:
        start = driver.text
        assert "Needed by 14, used in 1" in start
        assert "↓ 9 more" in start
        end = await driver.press("right", *["down"] * 20)
        assert "The case uses Middle" in end
        assert "case study" in end
        assert "↑ 9 more" in end
        assert "Later 09 needs Middle" in await driver.press("pageup")


async def test_the_help_names_the_way_back_before_it_was_used(tmp_path: Path) -> None:
    async with graph_of(tmp_path, size=(120, 50)) as driver:
        text = await driver.press("question_mark")
        for said in ("To the middle before", "To the left", "Node above"):
            assert said in text


async def test_enter_puts_a_node_in_the_middle_and_backspace_goes_back_to_it(
    tmp_path: Path,
) -> None:
    async with graph_of(tmp_path) as driver:
        await driver.press("right", "down", "enter")
        assert middle(driver) == "later-01"
        assert "Middle › Later 01" in driver.text
        await driver.press("left", "enter", "backspace")
        assert middle(driver) == "later-01"
        back = await driver.press("backspace")
        assert middle(driver) == "middle"
        assert "Later 01 needs Middle" in back
        await driver.press("backspace")
        assert isinstance(driver.app.screen, GraphScreen)
        await driver.press("escape")
        assert isinstance(driver.app.screen, ConceptScreen)


async def test_a_key_opens_the_page_of_the_focused_node(tmp_path: Path) -> None:
    async with graph_of(tmp_path) as driver:
        await driver.press("left", "o")
        assert isinstance(driver.app.screen, ConceptScreen)
        assert "First stands here." in driver.text


async def test_a_click_moves_the_focus_and_a_second_one_the_middle(tmp_path: Path) -> None:
    async with graph_of(tmp_path) as driver:
        await driver.pilot.click(NeighbourhoodView, offset=(3, 1))
        assert "Middle needs First" in await driver.settle()
        await driver.pilot.click(NeighbourhoodView, offset=(3, 1))
        await driver.settle()
        assert middle(driver) == "first"


async def test_a_case_study_stands_right_of_what_it_uses(tmp_path: Path) -> None:
    async with graph_of(tmp_path, "the-case") as driver:
        assert "Uses 1" in driver.text
        assert "The case uses Middle" in await driver.press("left")
        assert "In requirements." in driver.text


async def test_the_graph_is_reached_from_every_screen_about_a_page(tmp_path: Path) -> None:
    async with running(tmp_path, written(tmp_path)) as driver:
        await driver.press("g")
        assert isinstance(driver.app.screen, GraphScreen)
        await driver.press("escape", "enter", "g")
        assert isinstance(driver.app.screen, GraphScreen)
        await driver.press("escape", "b", "enter", "down", "g")
        assert isinstance(driver.app.screen, GraphScreen)
        assert "app.graph" in await driver.press("escape", "question_mark")


async def test_the_palette_offers_the_graph(tmp_path: Path) -> None:
    async with running(tmp_path, written(tmp_path), (120, 40)) as driver:
        driver.app.open_page("middle")
        await driver.settle()
        await driver.offered("what")
        await driver.press("enter")
        assert isinstance(driver.app.screen, GraphScreen)
        assert middle(driver) == "middle"


async def test_a_middle_that_is_deleted_gives_way(tmp_path: Path) -> None:
    async with graph_of(tmp_path) as driver:
        (tmp_path / "content/concepts/serving/middle.md").unlink()
        driver.study.reload()
        driver.app._refresh_screen()
        await driver.settle()
        assert not isinstance(driver.app.screen, GraphScreen)


def around(title: str, count: int) -> Neighbourhood:
    nodes = tuple(Neighbour(f"n{i}", title, title, i / 40) for i in range(count))
    sides = (Side.LEFT, Side.RIGHT, Side.BELOW)
    return Neighbourhood(
        Neighbour("m", title, title, None), "", dict.fromkeys(sides, nodes),
        dict.fromkeys(sides, title),
    )  # fmt: skip


@pytest.mark.parametrize(
    "title", ["x", "A very long title " * 6, "深層学習" * 12, "e\u0301" * 60, ""]
)
@pytest.mark.parametrize(("width", "height"), [(40, 8), (78, 14), (118, 30), (79, 15), (7, 2)])
def test_no_line_is_wider_than_the_screen(title: str, width: int, height: int) -> None:
    for side, index in ((Side.CENTER, 0), (Side.LEFT, 39), (Side.RIGHT, 0), (Side.BELOW, 20)):
        places = {side: index}
        drawn = draw_neighbourhood(around(title, 40), width, height, (side, index), places)

        lines = drawn.content.plain.split("\n")
        assert len(lines) == max(height, 8)
        assert {cell_len(line) for line in lines} == {max(width, 40)}
        assert (side, index) in drawn.spots


def test_mastery_reads_without_color() -> None:
    assert mastery(None) == "□□□□□ new"
    assert mastery(0.0) == "□□□□□ 0 %"
    assert mastery(0.62) == "■■■□□ 62 %"
    assert mastery(1.0) == "■■■■■ 100 %"


def test_a_cut_title_ends_in_an_ellipsis() -> None:
    assert cut("Feature store", 13) == "Feature store"
    assert cut("Feature store", 9) == "Feature…"
    assert cell_len(cut("深層学習", 6)) <= 6
