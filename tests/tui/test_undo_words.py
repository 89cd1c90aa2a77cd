"""Every screen says what `u` took back, and which interview stays all the same."""

from pathlib import Path

import pytest
from drawn_content import DRAWN
from flows import running
from page_files import write_pages

from mlsd_graph.memory import Rating

STAYS = "Interviews are not undone; x in Cases takes the one on Answering from documents away"


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("t", "Undone: review alpha/first."),
        ("t enter", "Undone: review alpha/first."),
        ("a", "Undone: review alpha/first."),
        ("k 3", "Undone: placement."),
    ],
)
async def test_undo_is_worded_alike_wherever_it_is_pressed(
    keys: str, said: str, tmp_path: Path, content: Path
) -> None:
    async with running(tmp_path, write_pages(content, DRAWN)) as app:
        app.study.answer("alpha/first", Rating.GOOD)
        await app.press(*keys.split(), "u")
        assert app.said == said


@pytest.mark.parametrize("keys", ["t", "a"])
async def test_undo_tells_of_the_interview_it_went_behind(
    keys: str, tmp_path: Path, content: Path
) -> None:
    async with running(tmp_path, write_pages(content, DRAWN)) as app:
        app.study.answer("alpha/first", Rating.GOOD)
        await app.press("c", "enter", "escape", "m", "enter")
        await app.press(*keys.split(), "u")
        assert f"Undone: review alpha/first. {STAYS}" in app.said
        await app.press("u")
        assert app.said.endswith("Nothing to undo.")


@pytest.mark.parametrize("keys", ["t", "t enter"])
async def test_redo_is_worded_alike_wherever_it_is_pressed(
    keys: str, tmp_path: Path, content: Path
) -> None:
    async with running(tmp_path, content) as app:
        app.study.answer("alpha/first", Rating.GOOD)
        app.study.undo()
        await app.press(*keys.split(), "U")
        assert app.said == "Done again: review alpha/first."
        await app.press("U")
        assert app.said == "Nothing to do again."
