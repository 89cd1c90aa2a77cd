"""What changed here reaches notes that were edited on the phone, and nothing else does."""

import json
import time
from pathlib import Path

import pytest
from anki.collection import Collection
from anki_desktop import AnkiConnect, listening
from anki_phone import answer, import_deck, next_second, note
from commands import Run, successful
from returned import export
from sample_content import edit

KEY = "key-value-store/access"
PAGE = "concepts/serving/key-value-store.md"


@pytest.fixture
def mlsd(mlsd: Run) -> Run:
    return successful(mlsd)


def deck(mlsd: Run, tmp_path: Path, *options: str) -> Path:
    mlsd("export", "anki", *options)
    return tmp_path / "mlsd.apkg"


def touch(phone: Collection, *tags: str, **fields: str) -> None:
    next_second()
    found = note(phone, KEY)
    for name, text in fields.items():
        found[name] = text
    found.tags += tags
    phone.update_note(found)


def bring(mlsd: Run, phone: Collection, tmp_path: Path) -> dict[str, object]:
    file = export(phone, tmp_path / "new.colpkg")
    found = json.loads(mlsd("import", "anki", str(file), "--json").stdout)
    file.unlink()
    return found


def test_a_text_that_was_dated_before_a_tag_was_added_there(
    mlsd: Run, content: Path, tmp_path: Path, collection: Collection
) -> None:
    import_deck(collection, deck(mlsd, tmp_path))
    answer(collection, KEY, 3)
    edit(content, PAGE, "exact key", "own key")
    deck(mlsd, tmp_path)  # dates the text, and never gets to the phone
    touch(collection, "exam")
    ahead = int(time.time()) + 600  # a clock that is ahead must not make it unreachable
    collection.db.execute("update notes set mod = ? where sfld = ?", ahead, KEY)
    found = bring(mlsd, collection, tmp_path)
    assert found["notes_edited"] == [KEY]
    assert found["texts_edited"] == [], "only a tag was added"
    assert import_deck(collection, deck(mlsd, tmp_path))["updated"] == 1
    after = note(collection, KEY)
    assert "own key" in after["Back"]
    assert "exam" in after.tags
    again = import_deck(collection, deck(mlsd, tmp_path))
    assert "updated" not in again


def test_a_text_that_was_edited_there_stays_until_ours_changes(
    mlsd: Run, content: Path, tmp_path: Path, collection: Collection
) -> None:
    import_deck(collection, deck(mlsd, tmp_path))
    answer(collection, KEY, 3)
    touch(collection, Back="A better answer", MyNotes="why")
    assert bring(mlsd, collection, tmp_path)["texts_edited"] == [KEY]
    assert "updated" not in import_deck(collection, deck(mlsd, tmp_path))
    assert note(collection, KEY)["Back"] == "A better answer"
    edit(content, PAGE, "exact key", "own key")
    import_deck(collection, deck(mlsd, tmp_path))
    after = note(collection, KEY)
    assert ("own key" in after["Back"], after["MyNotes"]) == (True, "why")


def test_a_push_takes_over_what_a_file_has_dated(
    mlsd: Run, content: Path, tmp_path: Path, collection: Collection
) -> None:
    with listening(AnkiConnect(collection).handle) as address:
        mlsd("anki", "push", "--address", address)
        edit(content, PAGE, "exact key", "own key")
        deck(mlsd, tmp_path)
        touch(collection, MyNotes="desk")
        mlsd("anki", "push", "--address", address)
        after = note(collection, KEY)
        assert ("own key" in after["Back"], after["MyNotes"]) == (True, "desk")
        before = collection.db.scalar("select max(mod) from notes")
        mlsd("anki", "push", "--address", address)
        assert collection.db.scalar("select max(mod) from notes") == before


def test_my_notes_of_one_phone_get_to_the_other(
    mlsd: Run, tmp_path: Path, collection: Collection
) -> None:
    second = Collection(str(tmp_path / "second.anki2"))
    first_deck = deck(mlsd, tmp_path)
    for phone in (collection, second):
        import_deck(phone, first_deck)
    answer(collection, KEY, 3)
    touch(collection, "friday", MyNotes="mine")
    bring(mlsd, collection, tmp_path)
    assert import_deck(second, deck(mlsd, tmp_path))["updated"] == 1
    after = note(second, KEY)
    assert (after["MyNotes"], "friday" in after.tags) == ("mine", True)
    assert "updated" not in import_deck(second, deck(mlsd, tmp_path))
    second.close()


def test_a_pull_reads_on_from_the_last_pull_not_from_a_file(
    mlsd: Run, tmp_path: Path, collection: Collection
) -> None:
    desktop = Collection(str(tmp_path / "desktop.anki2"))
    both = deck(mlsd, tmp_path)
    for phone in (collection, desktop):
        import_deck(phone, both)
    answer(desktop, KEY, 3)
    desktop.db.execute("update revlog set id = id - ?", 40 * 86_400_000)
    answer(collection, "feature-store/say-it", 3)
    bring(mlsd, collection, tmp_path)
    with listening(AnkiConnect(desktop).handle) as address:
        pulled = json.loads(mlsd("anki", "pull", "--address", address, "--json").stdout)
        assert pulled["reviews_new"] == 1
    desktop.close()


def test_a_due_date_set_there_is_said_to_stay_there(
    mlsd: Run, tmp_path: Path, collection: Collection
) -> None:
    import_deck(collection, deck(mlsd, tmp_path))
    answer(collection, KEY, 3)
    collection.sched.set_due_date(list(note(collection, KEY).card_ids()), "20")
    file = str(export(collection, tmp_path / "new.colpkg"))
    done = mlsd("import", "anki", file)
    assert "left out   1 (due date set by hand)" in done.stdout
    assert "1 due date set by hand in Anki stayed there" in done.stderr
    again = json.loads(mlsd("import", "anki", file, "--json").stdout)
    assert (again["reviews_by_hand"], again["reviews_skipped"]) == (1, 1)
