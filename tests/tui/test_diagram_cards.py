"""Cards of diagrams in the app: the drawing with its hidden part, and what the answer shows."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from drawn_content import PREDICTION_MODES
from flows import Driver, running

from mlsd_graph.memory import Rating
from tui.rendering.drawings import look_of
from tui.screens.review import ReviewScreen
from tui.widgets.card_view import Stage

MODES = "prediction-modes/diagram/modes"


@asynccontextmanager
async def asking(
    folder: Path, part: str, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Driver]:
    """Review the card of a part of the diagram."""
    page = folder / "content" / "concepts" / "serving" / "prediction-modes.md"
    page.parent.mkdir(parents=True)
    page.write_text(PREDICTION_MODES, encoding="utf-8")
    async with running(folder, folder / "content", size) as driver:
        driver.app.start_review()
        await driver.settle()
        screen = driver.app.screen
        assert isinstance(screen, ReviewScreen)
        screen._ask(driver.study.shown(MODES + part))
        await driver.settle()
        yield driver


async def test_a_hidden_block_is_asked_and_shown_with_its_reason(tmp_path: Path) -> None:
    async with asking(tmp_path, "#rank") as session:
        front = await session.settle()
        assert "which block is hidden" in front
        assert "?" in front.split("which block")[1]
        assert "Inference" not in front
        assert "Model registry" in front
        back = await session.press("space")
        assert "Inference service (alpha): a model call per request" in back
        await session.press("3")
        assert session.reviews() == [Rating.GOOD]


async def test_a_marked_arrow_hides_its_label_alone(tmp_path: Path) -> None:
    async with asking(tmp_path, "#lake-fs") as session:
        front = await session.settle()
        assert "from Warehouse to Feature store" in front
        assert "nightly" not in front
        assert "Warehouse" in front
        assert "nightly: a day old at worst" in await session.press("space")


async def test_a_whole_diagram_is_revealed_block_by_block(tmp_path: Path) -> None:
    async with asking(tmp_path, "", (120, 40)) as session:
        assert "Feature store" not in session.text
        one = await session.press("space")
        assert "Feature store" in one
        assert "Inference" not in one
        all_shown = await session.press(*["space"] * 8)
        assert "Score cache" in all_shown
        assert "precomputed" in all_shown
        screen = session.app.screen
        assert isinstance(screen, ReviewScreen)
        assert screen.stage is Stage.ANSWERED
        await session.press("2")
        assert session.reviews() == [Rating.HARD]


@pytest.mark.parametrize("part", ["#cache", "#client-log"])
async def test_what_is_asked_lies_in_sight_on_a_small_screen(tmp_path: Path, part: str) -> None:
    async with asking(tmp_path, part, (80, 18)) as session:
        assert "?" in (await session.settle()).split("“Ahead or on request”")[1].split("\n", 1)[1]


async def test_a_narrow_screen_lists_what_it_cannot_draw(tmp_path: Path) -> None:
    async with asking(tmp_path, "#rank", (50, 30)) as session:
        text = await session.settle()
        assert "? (in Online path)" in text
        assert "Inference" not in text


async def test_a_page_shows_its_drawing_and_reasons(tmp_path: Path) -> None:
    async with asking(tmp_path, "#rank", (100, 60)) as session:
        session.app.open_page("prediction-modes")
        text = await session.settle()
        assert "BATCH PATH" in text
        assert "Scheduler: starts the job when" in text
        assert "Warehouse ⇢ Feature store: arrow, new" in text


def test_a_tint_stays_behind_what_stands_on_it() -> None:
    assert look_of("lane0 store label") == "bold $text-accent on $primary 15%"
    assert look_of("hidden lit") == "bold reverse $text-accent"
    assert not look_of("")


@pytest.mark.parametrize("lane", ["", "lane0 "])
@pytest.mark.parametrize("shown", ["store", "hidden", "empty", "store label", "hidden label"])
def test_a_focus_looks_unlike_none_and_unlike_what_is_hidden(lane: str, shown: str) -> None:
    assert look_of(f"{lane}{shown} focus") != look_of(f"{lane}{shown}")
    assert "reverse" in look_of(f"{lane}{shown} focus")
    assert "reverse" not in look_of(f"{lane}{shown}")
