"""`mlsd export anki`, run as a program, and its deck imported by the real engine."""

import json
import shutil
from pathlib import Path

import pytest
from anki.collection import Collection
from anki_phone import import_deck
from commands import Run
from sample_content import CARDS, NOTES, edit


def test_export_says_what_it_wrote(mlsd: Run, tmp_path: Path) -> None:
    out = tmp_path / "deck.apkg"
    done = mlsd("export", "anki", "-o", str(out), "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == {
        "notes": NOTES,
        "cards": CARDS,
        "media": 0,
        "path": str(out),
        "gone": [],
    }


def test_an_unchanged_export_is_byte_identical(mlsd: Run, tmp_path: Path) -> None:
    mlsd("export", "anki")
    first = (tmp_path / "mlsd.apkg").read_bytes()
    mlsd("export", "anki")
    assert (tmp_path / "mlsd.apkg").read_bytes() == first


def test_an_edit_updates_its_notes_each_time(
    mlsd: Run, content: Path, tmp_path: Path, collection: Collection
) -> None:
    deck = tmp_path / "mlsd.apkg"
    page = "concepts/serving/key-value-store.md"
    mlsd("export", "anki")
    assert import_deck(collection, deck) == {"new": NOTES, "found": NOTES}
    for old, new in (("exact key", "own key"), ("own key", "only key")):
        edit(content, page, old, new)
        mlsd("export", "anki")
        counts = import_deck(collection, deck)
        assert counts == {"updated": 1, "duplicate": NOTES - 1, "found": NOTES}
    assert import_deck(collection, deck) == {"duplicate": NOTES, "found": NOTES}


def test_refresh_updates_every_note_also_of_a_new_log(
    mlsd: Run, tmp_path: Path, collection: Collection
) -> None:
    deck = tmp_path / "mlsd.apkg"
    mlsd("export", "anki")
    import_deck(collection, deck)
    shutil.rmtree(tmp_path / "home" / "state")
    mlsd("export", "anki", "--refresh")
    assert import_deck(collection, deck) == {"updated": NOTES, "found": NOTES}


def test_only_takes_a_filter(mlsd: Run, tmp_path: Path) -> None:
    done = mlsd("export", "anki", "--only", "domain:serving or kind:contrast", "--json")
    assert json.loads(done.stdout)["notes"] == 3
    assert mlsd("export", "anki", "--only", "is:new case:ad-click-prediction").returncode == 0


def test_a_wrong_filter_is_a_usage_error(mlsd: Run, tmp_path: Path) -> None:
    done = mlsd("export", "anki", "--only", "kind:clozed")
    assert done.returncode == 2
    assert "Did you mean “cloze”" in done.stderr
    assert not (tmp_path / "mlsd.apkg").exists()


def test_nothing_to_export_exits_1(mlsd: Run, tmp_path: Path) -> None:
    done = mlsd("export", "anki", "--only", "is:suspended")
    assert done.returncode == 1
    assert "No card to export" in done.stderr
    assert not (tmp_path / "mlsd.apkg").exists()


def test_a_folder_that_is_not_there_exits_1(mlsd: Run) -> None:
    done = mlsd("export", "anki", "-o", "no/such/deck.apkg")
    assert done.returncode == 1
    assert "deck.apkg: the deck could not be written" in done.stderr


def test_a_deck_with_progress_says_what_to_tick(mlsd: Run, tmp_path: Path) -> None:
    mlsd("export", "anki", "-o", "plain.apkg")
    mlsd("answer", "key-value-store/access", "good")
    mlsd("answer", "model-store/rollback", "easy")
    mlsd("undo")
    done = mlsd("export", "anki", "--with-progress")
    assert done.returncode == 0
    assert done.stdout == f"{NOTES} notes, {CARDS} cards, 1 review in the log → mlsd.apkg\n"
    assert "Import any learning progress" in done.stderr
    assert "Import deck presets" in done.stderr
    assert "only for cards that it does not have yet" in done.stderr
    first = (tmp_path / "mlsd.apkg").read_bytes()
    again = json.loads(mlsd("export", "anki", "--with-progress", "--json").stdout)
    assert again["reviews"] == 1
    assert (tmp_path / "mlsd.apkg").read_bytes() == first
    mlsd("export", "anki", "-o", "still-plain.apkg")
    plain = (tmp_path / "plain.apkg").read_bytes()
    assert (tmp_path / "still-plain.apkg").read_bytes() == plain


def test_a_diagram_that_cannot_be_drawn_is_named(mlsd: Run, content: Path) -> None:
    page = content / "concepts/serving/key-value-store.md"
    drawing = "## Diagrams\n\n### Path\n\n```mermaid\nflowchart LR\n```\n\n"
    said = page.read_text(encoding="utf-8")
    at = said.index("## Cards")
    page.write_text(said[:at] + drawing + said[at:], encoding="utf-8")

    done = mlsd("export", "anki")

    line = (said[:at] + drawing).count("\n") - 2
    assert done.returncode == 0
    assert f"{page}:{line}: a diagram cannot be drawn, and its cards were left out." in done.stderr


def test_a_name_without_an_end_gets_ankis(mlsd: Run, tmp_path: Path) -> None:
    done = mlsd("export", "anki", "-o", "noext")
    assert "→ noext.apkg" in done.stdout
    assert (tmp_path / "noext.apkg").exists()
    assert not (tmp_path / "noext").exists()


@pytest.mark.parametrize(("what", "said"), [("anki", "A deck"), ("map", "A map")])
def test_no_file_goes_to_standard_output(mlsd: Run, tmp_path: Path, what: str, said: str) -> None:
    done = mlsd("export", what, "-o", "-")
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{said} is a file and cannot go to standard output. Name one." in done.stderr
    assert not list(tmp_path.glob("-*"))
