"""Every part of a card gets the rows that it needs, whatever card was asked before it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import permutations
from pathlib import Path

import pytest
from drawn_content import PREDICTION_MODES
from flows import Driver, running
from page_files import write_pages
from small_content import PAGES

from tui.screens.review import ReviewScreen
from tui.widgets.card_view import CardView, Stage
from tui.widgets.prose import Prose

LONG = (
    "a model call per request; what it costs is a fleet that stands ready for the busiest minute "
    "of the day, and a deadline that each look-up on the way has to share with the model itself, "
    "so that a slow one is left out; what it buys is a score that knows what happened"
)
MODES = "prediction-modes/diagram/modes"
KINDS = (MODES, f"{MODES}#rank", f"{MODES}#lake-fs", "alpha/first", "beta/steps", "gamma/aloud")
"""A whole diagram, a block, an arrow, a plain answer, a list in order and a checklist."""


@asynccontextmanager
async def reviewing(
    folder: Path, size: tuple[int, int] = (80, 24), *, drawn_only: bool = False
) -> AsyncIterator[Driver]:
    """Review a content folder with a diagram whose reasons differ in length."""
    page = PREDICTION_MODES.replace("a model call per request, which sees what happened", LONG)
    pages = {"concepts/serving/prediction-modes.md": page}
    write_pages(folder / "content", pages if drawn_only else PAGES | pages)
    async with running(folder, folder / "content", size) as driver:
        driver.app.start_review()
        await driver.settle()
        yield driver


async def answer(driver: Driver) -> None:
    """Reveal the present card whole."""
    for _ in range(12):
        screen = driver.app.screen
        assert isinstance(screen, ReviewScreen)
        if screen.stage is Stage.ANSWERED:
            return
        await driver.press("enter" if screen.stage is Stage.TICKING else "space")
    raise AssertionError("the answer never came")


def complaints(driver: Driver) -> list[str]:
    """Tell which parts have other rows than they need, or lie over one another."""
    card = driver.app.screen.query_one(CardView)
    found: list[str] = []
    for prose in card.query(Prose):
        if prose.display and prose.size.width:
            needed = prose.visual.get_height(prose.styles, prose.size.width)
            if prose.size.height != needed:
                found.append(f"{prose.id}: {prose.size.height} rows for {needed}")
    parts = [part for part in card.children if part.display]
    for one, other in permutations(parts, 2):
        if one.region.overlaps(other.region):
            found.append(f"{one} over {other}")
    return found


@pytest.mark.parametrize("size", [(80, 24), (100, 30)])
async def test_after_a_whole_diagram_the_next_answer_is_whole(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with reviewing(tmp_path, size, drawn_only=True) as driver:
        for _ in range(6):
            await answer(driver)
            assert complaints(driver) == []
            await driver.press("3")
            assert complaints(driver) == []


@pytest.mark.parametrize("before", KINDS)
async def test_any_kind_after_any_other_gets_the_rows_it_needs(tmp_path: Path, before: str) -> None:
    async with reviewing(tmp_path) as driver:
        for kind in KINDS:
            for uid in (before, kind):
                screen = driver.app.screen
                assert isinstance(screen, ReviewScreen)
                screen._ask(driver.study.shown(uid))
                await driver.settle()
                assert complaints(driver) == [], f"{kind} after {before}"
                await answer(driver)
                assert complaints(driver) == [], f"{kind} after {before}"


async def test_an_answer_is_laid_out_once(tmp_path: Path) -> None:
    async with reviewing(tmp_path, (120, 40)) as driver:
        for uid in ("alpha/first", "beta/steps", "alpha/hidden#c1"):
            screen = driver.app.screen
            assert isinstance(screen, ReviewScreen)
            screen._ask(driver.study.shown(uid))
            await driver.settle()
            layouts: list[object] = []
            screen.screen_layout_refresh_signal.subscribe(screen, layouts.append)
            await driver.press("space")
            screen.screen_layout_refresh_signal.unsubscribe(screen)
            assert len(layouts) == 1, uid
