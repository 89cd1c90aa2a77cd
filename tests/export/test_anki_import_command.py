"""`mlsd import anki`, run as a program, on files that the real engine exported."""

import json
import os
import pty
import subprocess
import sys
import time
from pathlib import Path

import pytest
from anki.collection import Collection
from anki_phone import answer, import_deck, note
from commands import Run
from crafted import AT, CARD, NOTE, ROW, old
from crafted import collection as crafted
from returned import card_id, export
from sample_content import CARDS, NOTES

KEY = "feature-store/what-it-guarantees"


@pytest.fixture
def returned(mlsd: Run, collection: Collection, tmp_path: Path) -> Path:
    assert mlsd("export", "anki").returncode == 0
    import_deck(collection, tmp_path / "mlsd.apkg")
    answer(collection, KEY, 3)
    answer(collection, KEY, 1)
    collection.sched.suspend_cards([card_id(collection, "feature-store/name-of-the-join")])
    found = note(collection, KEY)
    found["MyNotes"] = "mine"
    found["Back"] = "better"
    collection.update_note(found)
    return export(collection, tmp_path / "new.colpkg")


def test_an_import_says_what_it_did(mlsd: Run, returned: Path) -> None:
    done = mlsd("import", "anki", str(returned), "--json")
    assert done.returncode == 0, done.stderr
    values = json.loads(done.stdout)
    assert values["reviews_new"] == 2
    assert values["reviews_known"] == 0
    assert values["notes_edited"] == values["texts_edited"] == [KEY]
    assert values["suspended"] == ["feature-store/name-of-the-join"]
    assert (values["notes"], values["cards"]) == (NOTES, CARDS)
    assert sum(values["by_day"].values()) == 2
    assert Path(values["backup"]).exists()
    assert "was edited in Anki" in done.stderr
    again = json.loads(mlsd("import", "anki", str(returned), "--json").stdout)
    assert (again["reviews_new"], again["reviews_known"], again["backup"]) == (0, 2, None)
    log = json.loads(mlsd("log", "--json", "--kind", "review").stdout)
    assert [row["rating"] for row in log] == [3, 1]
    assert json.loads(mlsd("stats", "--json").stdout)["reviews"] == 2


def test_a_dry_run_shows_all_of_it_and_changes_nothing(mlsd: Run, returned: Path) -> None:
    before = mlsd("log", "--json").stdout
    done = mlsd("import", "anki", str(returned), "--dry-run", "--json")
    assert done.returncode == 0, done.stderr
    values = json.loads(done.stdout)
    assert values["reviews_new"] == 2
    assert values["dry_run"] is True
    assert set(values["drift"]) == {"compared", "off", "worst", "card", "unlike"}
    assert mlsd("log", "--json").stdout == before
    told = mlsd("import", "anki", str(returned), "--dry-run").stdout
    assert "2 new, 0 known" in told
    assert "suspended  1: feature-store/name-of-the-join" in told


def test_an_edit_goes_out_again(mlsd: Run, returned: Path, tmp_path: Path) -> None:
    assert mlsd("import", "anki", str(returned)).returncode == 0
    assert mlsd("export", "anki", "-o", "later.apkg").returncode == 0
    second = Collection(str(tmp_path / "second.anki2"))
    import_deck(second, tmp_path / "later.apkg")
    assert note(second, KEY)["MyNotes"] == "mine"
    second.close()


@pytest.mark.parametrize(("said", "reviews"), [("n", 0), ("y", 2)])
def test_a_terminal_is_asked_first(
    said: str, reviews: int, mlsd: Run, returned: Path, environment: dict[str, str]
) -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "mlsd_graph", "import", "anki", str(returned)],
        env=environment,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    ) as process:
        os.close(theirs)
        shown = b""
        while b"Import this?" not in shown:
            shown += os.read(ours, 4096)
        os.write(ours, f"{said}\n".encode())
        assert process.wait(timeout=60) == (0 if reviews else 130)
    os.close(ours)
    assert b"2 new, 0 known" in shown
    log = mlsd("log", "--json", "--kind", "review")
    assert len(json.loads(log.stdout)) == reviews


def test_a_file_of_another_person_needs_a_yes(mlsd: Run, tmp_path: Path) -> None:
    mine = old(tmp_path / "mine.apkg", crafted())
    assert mlsd("import", "anki", str(mine)).returncode == 0
    earlier = ROW.replace(str(AT), str(AT - 5000))
    theirs = old(tmp_path / "theirs.apkg", crafted(NOTE, CARD, earlier))
    refused = mlsd("import", "anki", str(theirs))
    assert refused.returncode == 1
    assert "another person" in refused.stderr
    assert "“Import any learning progress” was not ticked" in refused.stderr
    assert "with --yes" in refused.stderr
    assert mlsd("import", "anki", str(theirs), "--yes").returncode == 0


def test_of_a_huge_file_that_is_no_package_little_is_read(mlsd: Run, tmp_path: Path) -> None:
    mlsd("export", "anki", "-o", str(tmp_path / "deck.apkg"))
    huge = tmp_path / "huge.apkg"
    with huge.open("wb") as file:
        file.truncate(1 << 36)
    begun = time.monotonic()
    assert "is no Anki package" in mlsd("import", "anki", str(huge)).stderr
    assert time.monotonic() - begun < 20


def test_what_cannot_be_used_exits_1_with_a_sentence(mlsd: Run, tmp_path: Path) -> None:
    (tmp_path / "x.apkg").write_bytes(b"no archive")
    done = mlsd("import", "anki", "x.apkg")
    assert (done.returncode, done.stdout) == (1, "")
    assert "no Anki package" in done.stderr
    assert done.stderr.count("\n") == 1
    assert mlsd("import", "anki").returncode == 2


def test_a_note_without_text_is_named_as_one(mlsd: Run, tmp_path: Path) -> None:
    phone = Collection(str(tmp_path / "other.anki2"))
    for front, back in (("Why two towers?", "Items are encoded ahead."), ("gone", "")):
        found = phone.new_note(phone.models.by_name("Basic"))
        found.fields = [front, back]
        phone.add_note(found, phone.decks.id("Ranking"))
    phone.db.execute("update notes set flds = char(31) where flds like 'gone%'")
    out = export(phone, tmp_path / "new.colpkg")
    phone.close()

    done = mlsd("import", "anki", str(out), "--as-content", "mine")

    assert "left out, as it cannot be a card: (a note without text)" in done.stderr


def test_a_foreign_deck_becomes_content(mlsd: Run, tmp_path: Path) -> None:
    phone = Collection(str(tmp_path / "other.anki2"))
    found = phone.new_note(phone.models.by_name("Basic"))
    found.fields = ["Why two towers?", "Items are encoded ahead."]
    phone.add_note(found, phone.decks.id("Ranking"))
    out = export(phone, tmp_path / "new.colpkg")
    phone.close()
    done = mlsd("import", "anki", str(out), "--as-content", "mine", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["cards"] == 1
    checked = mlsd("--content", "mine", "check", "--json")
    severities = {each["severity"] for each in json.loads(checked.stdout)}
    assert "error" not in severities
