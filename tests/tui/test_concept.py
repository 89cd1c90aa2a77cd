from pathlib import Path

import pytest
from flows import Driver, running
from textual.geometry import Offset

from mlsd_graph.memory import Rating
from tui.screens.concept import ConceptScreen
from tui.screens.info import InfoScreen
from tui.widgets.linked_page import LinkedPage
from tui.widgets.prose import Prose

CONTENT = Path(__file__).parent / "content"
SNAPSHOTS = Path(__file__).parent / "snapshots"


async def opened(driver: Driver, page: str) -> str:
    driver.app.open_page(page)
    return await driver.settle()


def whole(driver: Driver) -> str:
    """The whole document, also what is scrolled away."""
    prose = driver.app.screen.query_one(Prose)
    drawn = prose._drawn
    assert drawn is not None
    return drawn.at(prose.content_size.width).content.plain


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_page_looks_as_it_should(tmp_path: Path, size: tuple[int, int]) -> None:
    async with running(tmp_path, CONTENT, size) as driver:
        text = await opened(driver, "kinds")

        wanted = SNAPSHOTS / f"concept-{size[0]}x{size[1]}.txt"
        assert text == wanted.read_text(encoding="utf-8").removesuffix("\n")


async def test_a_page_shows_everything_one_edge_away(tmp_path: Path) -> None:
    async with running(tmp_path, CONTENT) as driver:
        await opened(driver, "kinds")
        text = whole(driver)

        for part in (
            "Kinds of cards\nalso: card kinds",
            "return x[0]  # [bold]not markup[/bold]",
            "Prerequisites\n\n• Base: nothing can be shown without it.",
            "Contrasts\n\n• Other: Kinds differ in form",
            "Sources\n\n• Author (2020). A source <https://example.org/paper>. Venue.",
            "Cards\n\n• Plain: basic, new",
        ):
            assert part in text


async def test_needed_by_and_contrasts_are_shown_from_the_other_side(tmp_path: Path) -> None:
    async with running(tmp_path, CONTENT) as driver:
        await opened(driver, "base")
        base = whole(driver)
        await opened(driver, "other")

        assert "Needed by\n\n• Kinds of cards: nothing can be shown without it." in base
        assert "Contrasts\n\n• Kinds of cards: Kinds differ in form" in whole(driver)


async def test_links_are_followed_from_the_keyboard_and_escape_comes_back(tmp_path: Path) -> None:
    async with running(tmp_path, CONTENT) as driver:
        await opened(driver, "kinds")
        there = await driver.press("tab", "enter")
        back = await driver.press("escape")

        assert "The base that everything else rests on." in there
        assert "One page with a card of every kind" in back
        chosen = driver.app.screen.query_one(Prose).chosen
        assert chosen is not None
        assert chosen.target == "base"


async def test_a_chosen_link_stays_chosen_when_a_page_is_drawn_without_room(tmp_path: Path) -> None:
    async with running(tmp_path, CONTENT) as driver:
        await opened(driver, "kinds")
        await driver.press("tab")
        prose = driver.app.screen.query_one(Prose)
        page = driver.app.screen.query_one(LinkedPage)
        draw = prose._drawn._draw
        page.display = False
        await driver.settle()
        page.show(draw)
        await driver.settle()
        page.display = True
        await driver.settle()

        chosen = prose.chosen
        assert chosen is not None
        assert chosen.target == "base"


async def test_links_go_round_in_both_directions(tmp_path: Path) -> None:
    async with running(tmp_path, CONTENT) as driver:
        await opened(driver, "kinds")
        prose = driver.app.screen.query_one(Prose)
        await driver.press("tab", "shift+tab")

        assert prose.position == len(prose.links) - 1
        assert driver.app.screen.query_one(LinkedPage).scroll_offset != Offset(0, 0)


async def test_a_card_leads_to_its_info(tmp_path: Path) -> None:
    async with running(tmp_path, CONTENT) as driver:
        await opened(driver, "base")
        await driver.press("tab", "shift+tab", "enter")

        assert isinstance(driver.app.screen, InfoScreen)
        assert "base/depth" in driver.text


async def test_the_recall_of_a_graded_card_is_shown(tmp_path: Path) -> None:
    async with running(tmp_path, CONTENT) as driver:
        driver.study.answer("base/ground", Rating.GOOD)
        await opened(driver, "base")

        assert "Ground: basic, recall 100 %" in whole(driver)


async def test_a_page_that_is_gone_gives_way(tmp_path: Path) -> None:
    async with running(tmp_path, CONTENT) as driver:
        await opened(driver, "no-such-page")

        assert not isinstance(driver.app.screen, ConceptScreen)
        assert "no-such-page" in driver.said


HOSTILE = """---
title: "T [bold]x[/] \\e]52;c;QZ \\u202e"
kind: concept
level: core
steps: [serving]
aliases: ["[@click=app.quit]a[/]"]
---
Summary [/b] &#27;]52;c;QZ [[base|[@click=app.quit]z[/]]] array[i][j].

## Sources
- Author (2020). [[b]t[/b]](https://example.org/[x]). Venue [on red].

## Cards

### Name [reverse] of it {#key}
Q: Ask [/]?

A: Say [blink]so.
"""


async def test_hostile_text_stays_text_on_every_screen(tmp_path: Path) -> None:
    folder = tmp_path / "content" / "concepts" / "serving"
    folder.mkdir(parents=True)
    (folder / "hostile.md").write_text(HOSTILE, encoding="utf-8")
    async with running(tmp_path, tmp_path / "content") as driver:
        today = driver.text
        page = await opened(driver, "hostile")
        driver.app.open_info("hostile/key")
        info = await driver.settle()

        for text in (today, page, info):
            assert "\x1b" not in text
            assert "\u202e" not in text
        assert "T [bold]x[/]" in page
        assert "Summary [/b] \ufffd]52;c;QZ" in page
        assert "array[i][j]" in page
        assert "also: [@click=app.quit]a[/]" in page
        assert "Name [reverse] of it" in info


async def test_every_shipped_page_can_be_drawn(tmp_path: Path) -> None:
    shipped = Path(__file__).parents[2] / "content"
    async with running(tmp_path, shipped) as driver:
        pages = list(driver.study.library.pages)
        for page in pages[:: max(1, len(pages) // 12)]:
            await opened(driver, page)

            assert isinstance(driver.app.screen, ConceptScreen), page
            assert driver.study.library.pages[page].title.split()[0] in driver.text
