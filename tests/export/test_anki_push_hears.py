"""A push takes in what was set and written in desktop Anki before it replaces any note there."""

import json
from pathlib import Path

import pytest
from anki.collection import Collection
from anki_desktop import AnkiConnect
from anki_phone import answer, next_second, note
from returned import export, opened
from sample_content import edit
from test_anki_link_commands import KEY, Run, anki, mlsd
from test_anki_link_notes import write

from mlsd_graph.store import Kind

__all__ = ["anki", "mlsd"]
ELSE = "feature-store/say-it"


@pytest.mark.parametrize("ours", [True, False])
def test_a_mark_stays_on_a_note_that_is_replaced(
    mlsd: Run, collection: Collection, content: Path, *, ours: bool
) -> None:
    mlsd("anki", "push")
    if ours:
        write(collection, "", "marked")
        edit(content, "concepts/serving/key-value-store.md", "exact key", "own key")
    else:
        write(collection, "mine", "marked", "friday")
    assert json.loads(mlsd("anki", "push", "--json").stdout)["marked"] == [KEY]
    found = note(collection, KEY)
    assert "marked" in found.tags
    assert ("own key" in found["Back"]) is ours
    assert ("friday" in found.tags) is not ours
    assert json.loads(mlsd("anki", "pull", "--json").stdout)["events"] == 0


def test_a_mark_that_was_taken_back_here_is_taken_back_there(
    mlsd: Run, collection: Collection, content: Path, tmp_path: Path
) -> None:
    mlsd("anki", "push")
    write(collection, "", "marked")
    mlsd("anki", "pull")
    with opened(tmp_path / "home") as store:
        store.record(Kind.MARK, KEY, data={"on": False})
    edit(content, "concepts/serving/key-value-store.md", "exact key", "own key")
    assert json.loads(mlsd("anki", "push", "--json").stdout)["marked"] == []
    assert "marked" not in note(collection, KEY).tags


def test_words_that_a_synchronized_phone_brought_are_deleted_and_rewritten_there(
    mlsd: Run, collection: Collection, tmp_path: Path
) -> None:
    mlsd("anki", "push")
    answer(collection, KEY, 3)
    for uid in (KEY, ELSE):
        mine = note(collection, uid)
        mine["MyNotes"] = "first"
        collection.update_note(mine)
    mlsd("import", "anki", str(export(collection, tmp_path / "new-media.apkg")), "--yes")
    next_second()
    for uid, text in ((KEY, ""), (ELSE, "anew")):
        mine = note(collection, uid)
        mine["MyNotes"] = text
        collection.update_note(mine)
    next_second()
    said = json.loads(mlsd("anki", "push", "--json").stdout)
    assert (said["notes_edited"], said["notes_joined"]) == ([KEY, ELSE], [])
    mlsd("anki", "push")
    assert (note(collection, KEY)["MyNotes"], note(collection, ELSE)["MyNotes"]) == ("", "anew")


def test_answers_that_were_given_there_come_with_a_push(
    mlsd: Run, anki: AnkiConnect, collection: Collection
) -> None:
    mlsd("anki", "push")
    answer(collection, KEY, 4)
    done = mlsd("anki", "push")
    assert done.stdout.startswith("reviews    1 imported, 0 known\n")
    assert json.loads(mlsd("due", "--json").stdout)["new"] == anki.collection.card_count() - 1
    assert json.loads(mlsd("anki", "pull", "--json").stdout)["reviews_new"] == 0
