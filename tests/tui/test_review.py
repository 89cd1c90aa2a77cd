from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from flows import Driver, running
from one_page import page, write_cards

from mlsd_graph.errors import NotSavedError
from mlsd_graph.memory import Rating
from tui.screens.review import ReviewScreen
from tui.screens.summary import SummaryScreen
from tui.screens.today import TodayScreen


@asynccontextmanager
async def reviewing(
    folder: Path, cards: str, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Driver]:
    """Review one page of cards."""
    async with running(folder, write_cards(folder, cards), size) as driver:
        driver.app.start_review()
        await driver.settle()
        yield driver


def basic(*names: str) -> str:
    return "\n".join(f"### {n}\nQ: What is {n}?\n\nA: The answer {n}.\n" for n in names)


async def test_a_card_is_asked_revealed_and_graded(tmp_path: Path) -> None:
    async with reviewing(tmp_path, basic("one", "two")) as session:
        front = session.text
        back = await session.press("space")
        await session.press("3")

        assert "What is one?" in front
        assert "The answer one." not in front
        assert "A page" not in front
        assert "The answer one." in back
        assert "[3 Good 10m]" in back
        assert "1 Again 1m" in back
        assert "A page › one" in back
        assert session.reviews() == [Rating.GOOD]


async def test_grades_before_the_answer_are_ignored(tmp_path: Path) -> None:
    async with reviewing(tmp_path, basic("one")) as session:
        await session.press("1", "2", "3", "4")

        assert session.reviews() == []


async def test_a_key_pressed_twice_grades_once(tmp_path: Path) -> None:
    async with reviewing(tmp_path, basic("one", "two")) as session:
        await session.press("space")
        await session.pilot.press("3", "3")
        await session.settle()

        assert session.reviews() == [Rating.GOOD]
        assert "What is two?" in session.text


async def test_space_again_is_good(tmp_path: Path) -> None:
    async with reviewing(tmp_path, basic("one")) as session:
        await session.press("space", "space")

        assert session.reviews() == [Rating.GOOD]


async def test_undo_shows_the_card_again_and_redo_goes_on(tmp_path: Path) -> None:
    async with reviewing(tmp_path, basic("one", "two")) as session:
        await session.press("space", "1")
        undone = await session.press("u")
        states = dict(session.study.states)
        redone = await session.press("U")

        assert "What is one?" in undone
        assert "page/one" not in states or not states["page/one"].reps
        assert "What is two?" in redone
        assert session.study.states["page/one"].reps == 1


async def test_bury_suspend_and_mark(tmp_path: Path) -> None:
    async with reviewing(tmp_path, basic("one", "two", "three")) as session:
        marked = await session.press("asterisk")
        after_bury = await session.press("minus")
        after_suspend = await session.press("at")
        states = session.study.states

        assert "★ marked" in marked
        assert "What is two?" in after_bury
        assert "What is three?" in after_suspend
        assert states["page/one"].marked
        assert states["page/one"].buried_until
        assert states["page/two"].suspended
        assert session.reviews() == []


async def test_a_cloze_fills_its_gap_in_place(tmp_path: Path) -> None:
    card = "### gap\nThe rate corrects {{c1::popular items::which?}} at once.\n"
    async with reviewing(tmp_path, card) as session:
        front = session.text
        back = await session.press("space")

        assert "corrects [… which?] at once" in front
        assert "corrects popular items at once" in back


TYPED = "### join\nQ: Which join?\n\nA: `as-of join`, `point-in-time join`\n"


async def test_a_typed_answer_gets_a_proposal_that_space_takes(tmp_path: Path) -> None:
    async with reviewing(tmp_path, TYPED) as session:
        text = await session.type("outer 1")
        await session.press("space")

        assert "You: outer 1  (not that)" in text
        assert "Accepted: as-of join, point-in-time join" in text
        assert "[1 Again 1m]" in text
        assert session.reviews() == [Rating.AGAIN]


async def test_escape_leaves_the_line_and_then_only_shows(tmp_path: Path) -> None:
    async with reviewing(tmp_path, TYPED) as session:
        await session.press("escape")
        text = await session.press("space")

        assert "You:" not in text
        assert "[3 Good 10m]" in text


async def test_an_estimate_is_judged_in_any_prefix(tmp_path: Path) -> None:
    card = "### memory\nQ: How much?\n\nA: 102.4 GB `= 100e6*256*4/1e9`: vectors.\n"
    async with reviewing(tmp_path, card) as session:
        await session.type("0.15 TB")

        assert "You: 0.15 TB  (right: 1.5× off, within 2× counts)" in session.text
        assert "102.4 GB = 100e6*256*4/1e9: vectors." in session.text
        assert "[3 Good 10m]" in session.text


async def test_an_ordered_card_shows_item_by_item(tmp_path: Path) -> None:
    card = "### steps\nQ: Which steps?\n\nA:\n1. first\n2. second\n3. third\n"
    async with reviewing(tmp_path, card) as session:
        one = await session.press("space")
        await session.press("3")
        three = await session.press("space", "space")

        assert "1. first" in one
        assert "second" not in one
        assert session.reviews() == []
        assert "3. third" in three
        assert "[3 Good 10m]" in three


EXPLAIN = "### why\nQ: Explain.\n\nA:\n- [ ] one\n- [ ] two\n- [ ] three\n- [ ] four\n"


async def test_a_checklist_is_ticked_and_proposes_a_grade(tmp_path: Path) -> None:
    async with reviewing(tmp_path, EXPLAIN) as session:
        shown = await session.press("space")
        await session.press("x", "space", "x")
        ticking = session.text
        ended = await session.press("enter")
        await session.press("space")

        assert "▸ [ ] one" in shown
        assert "[x] three" in ticking
        assert "3 of 4: good" in ticking
        assert "[3 Good 10m]" in ended
        assert session.reviews() == [Rating.GOOD]


async def test_half_ticked_is_hard(tmp_path: Path) -> None:
    async with reviewing(tmp_path, EXPLAIN) as session:
        await session.press("space", "down", "x", "x", "enter")

        assert "[2 Hard" in session.text


async def test_a_card_without_a_checklist_may_follow_one(tmp_path: Path) -> None:
    async with reviewing(tmp_path, EXPLAIN + "\n" + basic("one")) as session:
        await session.press("space", "x", "enter", "3")

        assert "What is one?" in session.text


async def test_the_session_ends_with_a_summary(tmp_path: Path) -> None:
    async with reviewing(tmp_path, basic("one")) as session:
        await session.press("space", "4")

        assert isinstance(session.app.screen, SummaryScreen)


async def test_leaving_without_a_grade_goes_back_to_today(tmp_path: Path) -> None:
    async with reviewing(tmp_path, basic("one")) as session:
        await session.press("escape")

        assert isinstance(session.app.screen, TodayScreen)


async def test_an_edited_card_is_shown_as_it_is_now(tmp_path: Path) -> None:
    async with reviewing(tmp_path, basic("one")) as session:
        await session.press("space")
        old = page(tmp_path).read_text(encoding="utf-8")
        page(tmp_path).write_text(old.replace("The answer", "A better answer"), encoding="utf-8")
        session.app._watch()
        await session.settle()

        assert "A better answer one." in session.text
        assert "[3 Good 10m]" in session.text


async def test_a_card_that_was_deleted_gives_way_to_the_next(tmp_path: Path) -> None:
    async with reviewing(tmp_path, basic("one", "two")) as session:
        write_cards(tmp_path, basic("two"))
        session.app._watch()
        await session.settle()

        assert "What is two?" in session.text


async def test_a_grade_that_was_not_saved_keeps_the_card(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reviewing(tmp_path, basic("one", "two")) as session:
        await session.press("space")

        def refuse(*_: object, **__: object) -> None:
            raise NotSavedError("The disk is full; nothing was recorded.", "Free space, try again.")

        with monkeypatch.context() as patch:
            patch.setattr(session.study.store, "review", refuse)
            refused = await session.press("3")
        await session.press("3")

        assert "The answer one." in refused
        assert "The disk is full" in session.said
        assert session.reviews() == [Rating.GOOD]
        assert "What is two?" in session.text


async def test_concept_and_info_are_one_key_away_and_come_back(tmp_path: Path) -> None:
    async with reviewing(tmp_path, basic("one")) as session:
        await session.press("space")
        page = await session.press("o")
        back = await session.press("escape")
        info = await session.press("i")
        await session.press("escape")

        assert "The summary." in page
        assert "The answer one." in back
        assert "page/one" in info
        assert isinstance(session.app.screen, ReviewScreen)


PAYLOADS = ["[@click=app.quit]z[/]", "[/b] array[i]", "&#27;]52;c;QZ", "[bold red]x"]


@pytest.mark.parametrize("payload", PAYLOADS)
async def test_authored_text_is_never_markup(tmp_path: Path, payload: str) -> None:
    card = f"### one {{#key}}\nQ: Ask {payload} now?\n\nA: Say {payload} now.\n"
    async with reviewing(tmp_path, card) as session:
        front = session.text
        back = await session.press("space")

        shown = payload.replace("&#27;", "\ufffd")
        assert f"Ask {shown} now?" in front
        assert f"Say {shown} now." in back


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12)])
async def test_the_grades_fit_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    long = "### one\nQ: What?\n\nA: " + "A long answer with many words. " * 8 + "\n"
    async with reviewing(tmp_path, long, size) as session:
        text = await session.press("space")

        assert "Good" in text
        assert len(text.split("\n")) == size[1]
