"""Interview, report, plan and placement look as they should; `--draw-anew` writes the pictures."""

import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from drawn_content import DRAWN
from flows import Driver, running
from page_files import write_pages

from mlsd_graph.level import Level
from mlsd_graph.planning import Target

SNAPSHOTS = Path(__file__).parent / "snapshots"
_CLOCK = re.compile(r"\b\d+:\d\d (of|left)")
"""What has been spent and is left, which depends on the machine."""


async def interview(app: Driver) -> None:
    await app.press("c", "enter")
    await app.pilot.press(*"two towers")


async def report(app: Driver) -> None:
    await app.press("c", "enter", "escape", "m", "x", "enter")


async def plan(app: Driver) -> None:
    today = app.study.now().day
    target = Target(today, today + 12, 30, Level.MID)
    app.study.configure("interview", target.text)
    await app.press("a")


async def placement(app: Driver) -> None:
    await app.press("k", "2", "space", "4")


@pytest.fixture
def content(content: Path) -> Path:
    return write_pages(content, DRAWN)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize("way", [interview, report, plan, placement])
async def test_a_mode_looks_as_it_should(
    tmp_path: Path,
    content: Path,
    size: tuple[int, int],
    way: Callable[[Driver], Awaitable[None]],
    request: pytest.FixtureRequest,
) -> None:
    async with running(tmp_path, content, size) as app:
        await way(app)
        text = _CLOCK.sub(r"m:ss \1", await app.settle())

    wanted = SNAPSHOTS / f"{way.__name__}-{size[0]}x{size[1]}.txt"
    if request.config.getoption("--draw-anew"):
        wanted.write_text(f"{text}\n", encoding="utf-8")
    assert text == wanted.read_text(encoding="utf-8").removesuffix("\n")
