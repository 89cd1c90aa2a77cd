"""Undo and redo must go on working where the card that comes back has a line to type in."""

from pathlib import Path

from flows import running
from one_page import write_cards
from textual.widgets import Input

from mlsd_graph.memory import Rating

CARDS = """
### one
Q: Which join?

A: `as-of join`

### two
Q: Which store?

A: `feature store`
"""


async def test_undo_and_redo_keep_their_keys_on_typed_cards(tmp_path: Path) -> None:
    async with running(tmp_path, write_cards(tmp_path, CARDS)) as session:
        session.app.start_review()
        await session.settle()
        await session.type("as-of join")
        await session.press("3", "escape")

        undone = await session.press("u")
        assert "Which join?" in undone
        assert "tab, then type the answer" in undone
        assert session.study.store.state("page/one") is None

        await session.press("U")
        assert session.study.store.state("page/one") is not None
        await session.press("u")
        assert session.study.store.state("page/one") is None
        assert session.app.screen.query_one(Input).value == ""


async def test_tab_goes_to_the_line_of_a_card_that_came_back(tmp_path: Path) -> None:
    async with running(tmp_path, write_cards(tmp_path, CARDS)) as session:
        session.app.start_review()
        await session.settle()
        await session.type("as-of join")
        await session.press("3", "escape", "u", "tab")
        text = await session.type("u")
        await session.press("1")

        assert "You: u  (not that)" in text
        assert session.reviews()[-1] is Rating.AGAIN


async def test_a_mark_leaves_the_keys_with_whoever_left_the_line(tmp_path: Path) -> None:
    async with running(tmp_path, write_cards(tmp_path, CARDS)) as session:
        session.app.start_review()
        await session.settle()
        await session.press("escape", "asterisk", "space")

        assert "as-of join" in session.text
        assert "[3 Good" in session.text
