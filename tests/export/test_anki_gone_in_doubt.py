"""Cards that a slip or an absent folder hides: no advice to delete them, and no other's found."""

import shutil
from pathlib import Path

import pytest
from anki.collection import Collection
from anki_phone import import_deck
from sample_content import edit
from written_decks import learner, written

from mlsd_graph.cli.context import Context
from mlsd_graph.content import load

RATE = "concepts/serving/rate.md"
_ONE = """
### One {#p_99}
Q: What one?

A: One.
"""
_PAGE = """---
title: {title}
kind: concept
level: core
steps: [serving]
---
How fast.

## Sources
- Author (2020). [A source](https://example.org). Venue.

## Cards

### One {{#{key}}}
Q: What one?

A: One.

### Two
{two}
"""
_TWO = "Q: What two?\n\nA: Two."


def put(own: Path, name: str, title: str, key: str, two: str = _TWO) -> Path:
    page = own / name
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(_PAGE.format(title=title, key=key, two=two))
    return page


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Two pages in two folders."""
    put(tmp_path / "own", RATE, "Rate", "p_99")
    put(tmp_path / "own", "concepts/data/other.md", "Other", "p1")
    return tmp_path / "own"


@pytest.fixture
def context(tmp_path: Path, own: Path) -> Context:
    return learner(tmp_path / "home", own)


@pytest.fixture
def deck(tmp_path: Path, context: Context) -> Path:
    """A deck that has gone out."""
    assert written(context, tmp_path / "deck.apkg").said == ()
    return tmp_path / "deck.apkg"


def test_a_search_finds_no_note_whose_key_is_merely_alike(
    own: Path, context: Context, deck: Path, collection: Collection
) -> None:
    import_deck(collection, deck)
    put(own, RATE, "Rate", "p-99")
    (said,) = written(context, deck).said
    import_deck(collection, deck)
    assert len(collection.find_notes('"Key:rate/p_99"')) == 2
    (line,) = said.splitlines()[1:]
    found = [collection.get_note(number)["Key"] for number in collection.find_notes(line)]
    assert found == ["rate/p_99"]


@pytest.mark.parametrize(
    ("slip", "cause"),
    [
        (("## Cards", "## Crads"), ":14: A card stands outside `## Cards`"),
        (("## Cards", "## CARDS"), ":12: “CARDS” is read as prose"),
        ((f"## Cards\n{_ONE}", f"## Drill\n{_ONE}\n## Cards\n"), ":14: A card stands outside"),
    ],
    ids=["misspelt", "capitals", "one of two below another"],
)
def test_a_heading_that_makes_prose_of_cards_is_named_instead_of_advice(
    slip: tuple[str, str], cause: str, own: Path, context: Context, deck: Path
) -> None:
    edit(own, RATE, *slip)
    done = written(context, deck)
    told = "".join(done.said)
    assert f"{own / RATE}{cause}" in told
    assert "leave them on the phone" in told
    assert "delete" not in told
    assert done.gone == ()
    edit(own, RATE, *reversed(slip))
    assert written(context, deck).said == ()


def test_a_page_without_any_card_is_named_instead_of_advice(
    own: Path, context: Context, deck: Path
) -> None:
    text = (own / RATE).read_text()
    (own / RATE).write_text(text.partition("## Cards")[0])
    (said,) = written(context, deck).said
    assert f"{own / RATE}: The page has no card, so leave them on the phone" in said


def test_a_link_to_a_folder_that_is_away_is_an_error(
    tmp_path: Path, own: Path, context: Context, deck: Path
) -> None:
    folder = own / "concepts/serving"
    shutil.move(folder, tmp_path / "away")
    folder.symlink_to(tmp_path / "unmounted")
    found = load((own,), cache=None).findings
    assert [(each.code, each.path) for each in found] == [("symbolic-link", str(folder))]
    told = "".join(written(context, deck).said)
    assert "leave them on the phone" in told
    assert "delete" not in told


@pytest.mark.parametrize("link", [False, True], ids=["not there", "a link to nothing"])
def test_what_may_be_in_the_own_folder_that_is_away_is_left_alone(
    link: bool,  # noqa: FBT001  a parameter of the test
    tmp_path: Path,
    own: Path,
    context: Context,
    deck: Path,
) -> None:
    (own / RATE).unlink()
    folder = context.paths.own_content
    folder.rmdir()
    if link:
        folder.symlink_to(tmp_path / "unmounted")
    done = written(context, deck)
    (said,) = done.said
    assert f"in a folder that is not there now ({folder}" in said
    assert "leave them on the phone" in said
    assert "delete" not in said
    assert done.gone == ()
    folder.unlink(missing_ok=True)
    folder.mkdir()
    assert "search in Anki" in written(context, deck).said[0]


def test_without_a_folder_of_ones_own_a_card_that_left_its_page_has_gone(
    own: Path, context: Context, deck: Path
) -> None:
    context.paths.own_content.rmdir()
    put(own, RATE, "Rate", "another")
    assert "search in Anki" in written(context, deck).said[0]
