from pathlib import Path

import pytest
from flows import running
from one_page import write_cards

from tui.screens.browse import BrowseScreen
from tui.screens.concept import ConceptScreen
from tui.screens.info import InfoScreen


async def test_words_find_pages_and_cards_with_typos_forgiven(
    tmp_path: Path, content: Path
) -> None:
    async with running(tmp_path, content) as app:
        await app.press("slash")
        await app.type("gama")

        lines = app.text.splitlines()
        assert "Gamma" in lines[1]


@pytest.mark.parametrize(
    ("query", "found", "missing"),
    [
        ("is:new kind:cloze", "Hidden", "First"),
        ("kind:typed", "Name", "Hidden"),
        ("domain:serving -kind:cloze alpha", "First", "Hidden"),
        ("is:suspended", "", "Alpha"),
    ],
)
async def test_filters_choose_cards(
    tmp_path: Path, content: Path, query: str, found: str, missing: str
) -> None:
    async with running(tmp_path, content) as app:
        await app.press("slash")
        await app.type(query)

        listed = "\n".join(app.text.splitlines()[1:])
        assert found in listed
        assert missing not in listed


async def test_a_wrong_filter_finds_nothing_and_all_filters_are_named_below(
    tmp_path: Path, content: Path
) -> None:
    async with running(tmp_path, content) as app:
        await app.press("slash")
        await app.type("prop:r<foo")

        assert isinstance(app.app.screen, BrowseScreen)
        said = " ".join(app.text.split())
        assert "“prop:r<foo” is no comparison." in said
        for each in ("is:due|new|learning", "flag:0-7", "prop:r<0.8 (r, s, d, reps, lapses)"):
            assert each in said
        assert "Alpha" not in app.text
        await app.press("slash", "backspace", "backspace", "backspace", "0", ".", "9")
        assert "found" in app.text.splitlines()[-2]


async def test_enter_opens_pages_and_cards_and_escape_comes_back(
    tmp_path: Path, content: Path
) -> None:
    async with running(tmp_path, content) as app:
        await app.press("slash")
        await app.type("kind:typed")
        await app.press("enter")
        assert isinstance(app.app.screen, InfoScreen)
        await app.press("escape")
        assert isinstance(app.app.screen, BrowseScreen)

        await app.press("slash", "ctrl+u")
        await app.type("beta")
        await app.press("home", "enter")
        assert isinstance(app.app.screen, ConceptScreen)
        await app.press("escape", "escape", "escape")
        assert not isinstance(app.app.screen, BrowseScreen)


async def test_cards_are_suspended_and_marked_from_the_list(tmp_path: Path, content: Path) -> None:
    async with running(tmp_path, content) as app:
        await app.press("slash")
        await app.type("kind:typed")
        await app.press("at", "asterisk")

        state = app.study.states["beta/name"]
        assert (state.suspended, state.marked) == (True, True)
        assert "suspended" in app.text
        await app.press("at")
        assert not app.study.states["beta/name"].suspended


async def test_a_domain_that_is_not_there_gets_a_proposal(tmp_path: Path, content: Path) -> None:
    async with running(tmp_path, content) as app:
        await app.press("slash")
        await app.type("domain:srving")

        said = " ".join(app.text.split())
        assert "Did you mean “serving”?" in said


async def test_more_cards_than_are_listed_are_counted(tmp_path: Path, content: Path) -> None:
    cards = "\n".join(f"### card {n}\nQ: What is {n}?\n\nA: It is {n}.\n" for n in range(230))
    write_cards(tmp_path, cards)
    async with running(tmp_path, content) as app:
        await app.press("slash")

        assert "200 of 230" in await app.type("concept:page")
        await app.press("slash")
        assert "1 found" in await app.type(" concept:page 229")
