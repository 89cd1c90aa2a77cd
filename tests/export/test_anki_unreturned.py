"""An export says when it will replace what may have been written on the phone meanwhile."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from anki.collection import Collection
from anki_phone import answer, import_deck, note
from returned import export
from sample_content import NOTES, edit

KEY = "feature-store/what-it-guarantees"
PAGE = "concepts/features/feature-store.md"
LOST = "My Notes and tags"
Run = Callable[..., str]


@pytest.fixture
def mlsd(tmp_path: Path, content: Path) -> Run:
    own = {"MLSD_HOME": str(tmp_path / "home"), "MLSD_CONTENT": str(content)}

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "mlsd_graph", *arguments],
            env={**os.environ, **own, "PYTHONWARNINGS": "error"},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        return done.stderr

    return run


def write(phone: Collection, text: str) -> None:
    found = note(phone, KEY)
    found["MyNotes"] = text
    phone.update_note(found)


def test_it_says_how_many_until_something_has_come_back(
    mlsd: Run, content: Path, tmp_path: Path, collection: Collection
) -> None:
    assert LOST not in mlsd("export", "anki")
    import_deck(collection, tmp_path / "mlsd.apkg")
    write(collection, "mine")
    answer(collection, KEY, 3)
    assert LOST not in mlsd("export", "anki")  # nothing has changed
    edit(content, PAGE, "Skew. **One**", "Skew: **one**")
    for _ in range(2):
        said = mlsd("export", "anki")
        assert f"1 changed note replaces {LOST}" in said
        assert "mlsd import anki" in said
    mlsd("import", "anki", str(export(collection, tmp_path / "new-media.apkg")))
    edit(content, PAGE, "Skew: ", "Skew, ")
    for _ in range(2):  # the first deck since then, and one that changes nothing
        assert LOST not in mlsd("export", "anki")
    import_deck(collection, tmp_path / "mlsd.apkg")
    found = note(collection, KEY)
    assert found["MyNotes"] == "mine"
    assert "Skew, " in found["Back"]


def test_all_notes_count_where_all_are_taken_anew(mlsd: Run) -> None:
    mlsd("export", "anki")
    assert f"{NOTES} changed notes replace {LOST}" in mlsd("export", "anki", "--refresh")


def test_a_part_counts_its_own_notes(mlsd: Run, content: Path) -> None:
    mlsd("export", "anki")
    edit(content, PAGE, "Skew. **One**", "Skew: **one**")
    assert LOST not in mlsd("export", "anki", "--only", "domain:serving")
