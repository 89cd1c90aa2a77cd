"""A diagram on the screen: how it looks, how one moves in it, and where it leads."""

from pathlib import Path

import pytest
from flows import running
from sketched import PAGE, opened, view, write_sketch

from tui.screens.concept import ConceptScreen
from tui.screens.diagram import DiagramScreen

SNAPSHOTS = Path(__file__).parent / "snapshots"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return write_sketch(tmp_path / "content")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_diagram_looks_as_it_should(
    tmp_path: Path, content: Path, size: tuple[int, int]
) -> None:
    async with running(tmp_path, content, size) as driver:
        await opened(driver)
        text = await driver.press("right")

        wanted = SNAPSHOTS / f"diagram-{size[0]}x{size[1]}.txt"
        assert text == wanted.read_text(encoding="utf-8").removesuffix("\n")


async def test_a_page_without_diagrams_offers_none(tmp_path: Path, content: Path) -> None:
    async with running(tmp_path, content) as driver:
        driver.app.open_page("base")
        assert "Diagrams" not in await driver.settle()
        await driver.press("d")

        assert isinstance(driver.app.screen, ConceptScreen)


async def test_a_diagram_with_a_fault_says_in_its_place_what_is_wrong_and_where(
    tmp_path: Path, content: Path
) -> None:
    page = content / "concepts" / "serving" / "sketch.md"
    page.write_text(PAGE.replace(":::store", ":::stor", 1))
    line = PAGE[: PAGE.index(":::store")].count("\n") + 1
    async with running(tmp_path, content) as driver:
        driver.app.open_page("sketch")
        text = " ".join((await driver.settle()).split())

        assert "The path This diagram cannot be drawn: “stor” is no kind of block." in text
        assert f"sketch.md:{line}" in text.replace(" ", "")
        assert text.index("The path") < text.index("The shop")


async def test_arrow_keys_move_between_blocks_and_tell_their_reasons(
    tmp_path: Path, content: Path
) -> None:
    async with running(tmp_path, content) as driver:
        assert "asks, and waits." in await opened(driver)
        text = await driver.press("right")
        assert "owns the deadline." in text
        assert "off the request path." in text
        await driver.press("down")
        assert view(driver).focused == "d"
        await driver.press("up", "left", "left")
        assert view(driver).focused == "a"
        await driver.press("tab", "tab")
        assert view(driver).focused == "c"


async def test_enter_opens_the_concept_of_the_block(tmp_path: Path, content: Path) -> None:
    async with running(tmp_path, content) as driver:
        await opened(driver)
        await driver.press("enter")
        assert isinstance(driver.app.screen, DiagramScreen)
        assert "links to no page" in driver.said

        text = await driver.press("right", "enter")
        assert "Base needs nothing." in text
        await driver.press("q")
        assert view(driver).focused == "b"


async def test_the_list_says_the_same(tmp_path: Path, content: Path) -> None:
    async with running(tmp_path, content) as driver:
        await opened(driver)
        text = await driver.press("l")
        assert "Gateway (service): to Feature store (keys); to Drift monitor" in text
        assert "╭─actor" in await driver.press("l")


async def test_the_list_gives_reasons_and_links_and_is_walked_with_the_arrow_keys(
    tmp_path: Path, content: Path
) -> None:
    async with running(tmp_path, content) as driver:
        await opened(driver)
        text = await driver.press("l")
        listed = text[: text.index("Gateway (service)")]
        assert "▸ User (actor)" in listed
        assert "asks, and waits." in listed
        text = await driver.press("down")
        assert "▸ Gateway (service)" in text
        assert "Base: owns the deadline." in text
        assert "Gateway ⇢ Drift monitor: off the request path." in " ".join(text.split())
        await driver.press("down", "down", "down", "up")
        assert view(driver).focused == "d"
        await driver.press("up", "up", "enter")
        assert isinstance(driver.app.screen, ConceptScreen)


async def test_a_list_longer_than_the_screen_follows_the_focus(
    tmp_path: Path, content: Path
) -> None:
    async with running(tmp_path, content, (60, 14)) as driver:
        await opened(driver)
        text = await driver.press("l", "up")
        assert "▸ Drift monitor" in text


async def test_the_next_diagram_of_the_page_is_a_key_away(tmp_path: Path, content: Path) -> None:
    async with running(tmp_path, content) as driver:
        assert "(1 of 2)" in await opened(driver)
        text = await driver.press("n")
        assert "The shop (2 of 2)" in text
        assert "Orders" in text
        assert "The path (1 of 2)" in await driver.press("n")


async def test_the_keys_are_in_the_help(tmp_path: Path, content: Path) -> None:
    async with running(tmp_path, content, (120, 60)) as driver:
        await opened(driver)
        text = await driver.press("question_mark")

        for said in (
            "Hide all labels",
            "Rebuild from nothing",
            "The same as sentences",
            "Block above",
            "Block below",
            "Block left",
            "Block right",
            "Next block",
            "The block before",
        ):
            assert said in text


async def test_a_block_out_of_view_is_scrolled_to(tmp_path: Path, content: Path) -> None:
    async with running(tmp_path, content, (80, 14)) as driver:
        await opened(driver)
        text = await driver.press("right", "down")

        assert "Drift monitor" in text
