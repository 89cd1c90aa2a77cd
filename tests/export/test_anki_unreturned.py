"""An export says when it will replace what may have been written on the phone meanwhile."""

from collections.abc import Callable
from pathlib import Path

import pytest
from anki.collection import Collection
from anki_phone import answer, import_deck, note
from commands import Run, successful
from returned import export
from sample_content import NOTES, edit

KEY = "feature-store/what-it-guarantees"
PAGE = "concepts/features/feature-store.md"
LOST = "My Notes and tags"


@pytest.fixture
def said(mlsd: Run) -> Callable[..., str]:
    """What a command that succeeds says beside its result."""
    return lambda *arguments: successful(mlsd)(*arguments).stderr


def write(phone: Collection, text: str) -> None:
    found = note(phone, KEY)
    found["MyNotes"] = text
    phone.update_note(found)


def test_it_says_how_many_until_something_has_come_back(
    said: Callable[..., str], content: Path, tmp_path: Path, collection: Collection
) -> None:
    assert LOST not in said("export", "anki")
    import_deck(collection, tmp_path / "mlsd.apkg")
    write(collection, "mine")
    answer(collection, KEY, 3)
    assert LOST not in said("export", "anki")  # nothing has changed
    edit(content, PAGE, "Skew. **One**", "Skew: **one**")
    for _ in range(2):
        words = said("export", "anki")
        assert f"1 changed note replaces {LOST}" in words
        assert "mlsd import anki" in words
    said("import", "anki", str(export(collection, tmp_path / "new-media.apkg")))
    edit(content, PAGE, "Skew: ", "Skew, ")
    for _ in range(2):  # the first deck since then, and one that changes nothing
        assert LOST not in said("export", "anki")
    import_deck(collection, tmp_path / "mlsd.apkg")
    found = note(collection, KEY)
    assert found["MyNotes"] == "mine"
    assert "Skew, " in found["Back"]


def test_all_notes_count_where_all_are_taken_anew(said: Callable[..., str]) -> None:
    said("export", "anki")
    assert f"{NOTES} changed notes replace {LOST}" in said("export", "anki", "--refresh")


def test_a_part_counts_its_own_notes(said: Callable[..., str], content: Path) -> None:
    said("export", "anki")
    edit(content, PAGE, "Skew. **One**", "Skew: **one**")
    assert LOST not in said("export", "anki", "--only", "domain:serving")
