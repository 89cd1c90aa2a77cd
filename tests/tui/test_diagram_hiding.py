"""A diagram as an exercise: labels that are hidden, and a rebuild block by block."""

from pathlib import Path

import pytest
from flows import Driver, running
from sketched import PAGE, opened, view, write_sketch


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return write_sketch(tmp_path / "content")


def reversed_cells(driver: Driver) -> set[tuple[int, int]]:
    """Tell which cells of the drawing stand out, also without colors."""
    strips = driver.app.screen._compositor.render_strips()
    region, cells = view(driver).region, set[tuple[int, int]]()
    for y in range(region.y, region.bottom):
        x = 0
        for part in strips[y]:
            if part.style and part.style.reverse:
                cells |= {(at, y) for at in range(x, x + part.cell_length)}
            x += part.cell_length
    return cells


async def test_hidden_labels_come_back_one_by_one(tmp_path: Path, content: Path) -> None:
    async with running(tmp_path, content) as driver:
        await opened(driver)
        text = await driver.press("h")
        assert "Gateway" not in text
        assert "owns the deadline" not in await driver.press("right")
        assert "What stands here" in driver.text
        text = await driver.press("space")
        assert "Gateway" in text
        assert "owns the deadline." in text
        assert "Feature store" not in text
        assert "Feature store" in await driver.press("h", "h")
        assert "Gateway" not in await driver.press("x")


async def test_a_rebuild_brings_block_after_block(tmp_path: Path, content: Path) -> None:
    async with running(tmp_path, content) as driver:
        await opened(driver)
        text = await driver.press("r")
        assert "Which block comes first" in text
        assert "User" not in text
        assert "►" not in text
        text = await driver.press("space")
        assert "1 of 4" in text
        assert "Gateway" not in text
        text = await driver.press("space")
        assert "►" in text
        assert "owns the deadline." in text
        text = await driver.press("space", "space", "space")
        assert view(driver).revealed is None


async def test_the_list_keeps_the_reasons_of_what_is_hidden(tmp_path: Path, content: Path) -> None:
    async with running(tmp_path, content, (80, 40)) as driver:
        await opened(driver)
        text = await driver.press("l", "down", "x")
        assert "owns the deadline" not in text
        assert "off the request path" not in text
        assert "asks, and waits." in text
        assert "owns the deadline" in await driver.press("space")


async def test_hiding_all_hides_what_one_hidden_block_left(tmp_path: Path, content: Path) -> None:
    async with running(tmp_path, content) as driver:
        await opened(driver)
        await driver.press("x", "h")
        assert view(driver).hidden == {"a", "b", "c", "d"}
        await driver.press("space", "h")
        assert view(driver).hidden == {"a", "b", "c", "d"}
        await driver.press("h")
        assert view(driver).hidden == set()


@pytest.mark.parametrize("keys", [("h",), ("x", "tab", "x", "shift+tab")])
async def test_a_focus_is_seen_on_hidden_blocks_too(
    tmp_path: Path, content: Path, keys: tuple[str, ...]
) -> None:
    async with running(tmp_path, content) as driver:
        await opened(driver)
        await driver.press(*keys)
        here = reversed_cells(driver)
        assert here
        await driver.press("tab")
        there = reversed_cells(driver)
        assert there
        assert not here & there


async def test_a_rebuild_hides_only_what_it_has_brought(tmp_path: Path, content: Path) -> None:
    async with running(tmp_path, content) as driver:
        await opened(driver)
        await driver.press("r", "x", "h")
        text = await driver.press("space")
        assert "User" in text
        assert "asks, and waits." in text
        text = await driver.press("x")
        assert "User" not in text
        assert "What stands here" in text
        text = await driver.press("space")
        assert "asks, and waits." in text
        assert "1 of 4" in text


async def test_a_rebuild_begins_with_who_asks_not_with_the_first_lane(
    tmp_path: Path, content: Path
) -> None:
    page = content / "concepts" / "serving" / "sketch.md"
    written = PAGE.replace("  a([User])\n", "").replace(
        "  d{{Drift monitor}}", "  a([User])\n  d{{Drift monitor}}", 1
    )
    page.write_text(written.replace("  b -->|keys| c", "  b -->|keys| c\n  b --> a", 1))
    async with running(tmp_path, content) as driver:
        await opened(driver)
        assert view(driver).focused == "b"
        await driver.press("r", "space")
        assert view(driver).revealed == ["a"]
        await driver.press("space", "space")
        assert view(driver).revealed == ["a", "b", "c"]
