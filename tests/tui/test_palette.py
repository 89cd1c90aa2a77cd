"""The command palette finds commands by their words, and pages that were really meant."""

from pathlib import Path

import pytest
from flows import running

from tui.ranking import command_score, page_score
from tui.screens.concept import ConceptScreen

HOSTILE = "Theming [/b] [@click=app.bell]ring[/]"


@pytest.fixture
def noisy(content: Path) -> Path:
    """Pages whose titles resemble the names of commands."""
    alpha = (content / "concepts/serving/alpha.md").read_text(encoding="utf-8")
    for name, title in (("weeks", "Three-week core"), ("quirk", "Quirks"), ("hostile", HOSTILE)):
        text = alpha.replace("title: Alpha", f"title: {title!r}")
        (content / f"concepts/serving/{name}.md").write_text(text, encoding="utf-8")
    return content


@pytest.mark.parametrize(
    ("query", "first"),
    [("theme", "Theme"), ("quit", "Quit"), ("qui", "Quit"), ("plan", "Plan"), ("stat", "Stats")],
)
async def test_a_command_comes_before_pages(
    tmp_path: Path, noisy: Path, query: str, first: str
) -> None:
    async with running(tmp_path, noisy, (100, 40)) as app:
        hits = await app.offered(query)

        assert hits[0] == first
        assert "Three-week core" not in hits


async def test_a_page_is_found_by_words_and_with_a_typo(tmp_path: Path, noisy: Path) -> None:
    async with running(tmp_path, noisy, (100, 40)) as app:
        assert (await app.offered("gamm"))[0] == "Gamma"
        await app.press("enter")
        assert isinstance(app.app.screen, ConceptScreen)
    async with running(tmp_path, noisy, (100, 40)) as app:
        assert "Three-week core" in await app.offered("core threee")


async def test_markup_in_a_title_is_shown_as_written(tmp_path: Path, noisy: Path) -> None:
    async with running(tmp_path, noisy, (100, 40)) as app:
        assert HOSTILE in await app.offered("theming")


@pytest.mark.parametrize(
    ("typed", "names", "is_meant"),
    [
        ("theme", "Three-week core", False),
        ("quit", "Quirks", False),
        ("vector serch", "Filtered vector search", True),
        ("ndgc", "NDCG", False),
        ("gpu", "Accelerator selection GPU TPU", True),
        ("", "Alpha", False),
    ],
)
def test_a_page_needs_each_word_that_was_typed(typed: str, names: str, *, is_meant: bool) -> None:
    assert bool(page_score(typed, names, 90.0)) == is_meant


def test_a_command_by_its_letters_alone_stays_behind_pages() -> None:
    assert command_score("tme", "Theme", 20.0) < page_score("tme", "A tme", 1.0)
