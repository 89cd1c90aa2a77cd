from pathlib import Path

import pytest
from flows import Driver, running

from tui.screens.concept import ConceptScreen
from tui.screens.diagram import DiagramScreen
from tui.widgets.diagram import DiagramView

SNAPSHOTS = Path(__file__).parent / "snapshots"
PAGE = """---
title: Sketch
kind: concept
level: core
steps: [serving]
---
A sketch with two drawings.

## Diagrams

### The path {#path}

```mermaid
flowchart TB
%% grid: a | b | c
%% grid: . | d | .
  a([User])
  b[Gateway]:::service
  c[(Feature store)]:::store
  d{{Drift monitor}}:::monitor
  a -->|request| b
  b -->|keys| c
  b -.->|sampled| d
```

- `a`: asks, and waits.
- `b` [[base]]: owns the deadline.
- `b -.-> d`: off the request path.

### The other

```mermaid
flowchart TB
  p([Other user])
  q[Shop]:::service
  r[(Orders)]:::store
  s[(Carts)]:::cache
  p --> q
  q --> r
  q --> s
```

- `q`: sells.

## Sources
- Author (2020). [Sketch](https://example.org/sketch). Venue.
"""
BASE = """---
title: Base
kind: concept
level: core
steps: [serving]
---
Base needs nothing.
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content" / "concepts" / "serving"
    folder.mkdir(parents=True)
    (folder / "sketch.md").write_text(PAGE)
    (folder / "base.md").write_text(BASE)
    return tmp_path / "content"


async def opened(driver: Driver) -> str:
    driver.app.open_page("sketch")
    await driver.settle()
    return await driver.press("d")


def view(driver: Driver) -> DiagramView:
    return driver.app.screen.query_one(DiagramView)


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
        assert text.index("The path") < text.index("The other")


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


async def test_the_list_keeps_the_reasons_of_what_is_hidden(tmp_path: Path, content: Path) -> None:
    async with running(tmp_path, content, (80, 40)) as driver:
        await opened(driver)
        text = await driver.press("l", "down", "x")
        assert "owns the deadline" not in text
        assert "off the request path" not in text
        assert "asks, and waits." in text
        assert "owns the deadline" in await driver.press("space")


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
        assert "The other (2 of 2)" in text
        assert "Orders" in text
        assert "The path (1 of 2)" in await driver.press("n")


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
