"""Draw the README's pictures from the real app: `python assets/pictures.py`."""

import asyncio
import re
import tempfile
from pathlib import Path

from mlsd_graph.config import Config
from mlsd_graph.memory import Rating
from mlsd_graph.paths import find, shipped_content
from mlsd_graph.study import Study
from tui.app import MlsdApp

HERE = Path(__file__).parent
NOON = 1_795_262_400_000
"""2026-11-21 12:00 UTC: a fixed day, so that the pictures change only with the app."""
DAY = 86_400_000
CARD = "hnsw/where-to-save"


async def draw(folder: str) -> None:
    """Study for a week, then take both pictures."""
    now = [NOON - 7 * DAY]
    study = Study.open(find({"MLSD_HOME": folder}), [shipped_content()], lambda: (now[0], 0))
    for _ in range(7):
        for _ in range(12):
            shown = study.next()
            if shown is not None:
                study.answer(shown.card.uid, Rating.EASY, duration_ms=14_000)
        now[0] += DAY
    app = MlsdApp(lambda: study, Config(path=Path(folder) / "config.toml"))
    async with app.run_test(size=(96, 26)) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        save(app, "today")
        app.start_review()
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.press("space")
        await pilot.pause()
        save(app, "review")
    study.close()


def save(app: MlsdApp, name: str) -> None:
    """Write a picture without the web fonts, which a README cannot load."""
    svg = app.export_screenshot(title="mlsd")
    svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    (HERE / f"{name}.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        asyncio.run(draw(home))
