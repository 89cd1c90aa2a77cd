"""My Notes and tags that were written in desktop Anki survive a push, and come with a pull."""

import json
from pathlib import Path

import anki_phone
import pytest
from anki.collection import Collection
from anki_desktop import AnkiConnect
from anki_phone import note
from sample_content import edit
from test_anki_link_commands import KEY, Run, anki, mlsd

__all__ = ["anki", "mlsd"]


def write(collection: Collection, text: str, *tags: str) -> None:
    found = anki_phone.write(collection, KEY, text, *tags)
    # Anki counts whole seconds, and takes no text of the very second in which it was edited there.
    collection.db.execute("update notes set mod = mod - 2 where id = ?", found.id)


def test_they_survive_the_push_of_a_changed_note(
    mlsd: Run, collection: Collection, content: Path
) -> None:
    mlsd("anki", "push")
    write(collection, "Ask <b>Mei</b>", "friday")
    edit(content, "concepts/serving/key-value-store.md", "exact key", "own key")
    done = mlsd("anki", "push")
    assert (done.returncode, done.stderr) == (0, "")
    found = note(collection, KEY)
    assert "own key" in found["Back"]
    assert found["MyNotes"] == "Ask <b>Mei</b>"
    assert "friday" in found.tags


def test_a_pull_brings_them_once_and_their_removal_too(mlsd: Run, collection: Collection) -> None:
    mlsd("anki", "push")
    write(collection, "mine")
    assert json.loads(mlsd("anki", "pull", "--json").stdout)["notes_edited"] == [KEY]
    assert json.loads(mlsd("anki", "pull", "--json").stdout)["notes_edited"] == []
    write(collection, "", "later")
    assert "my notes   1" in mlsd("anki", "pull").stdout
    kinds = [each["kind"] for each in json.loads(mlsd("log", "--json").stdout)]
    assert kinds.count("import") == 2, "notes alone are something that came back, too"


def test_an_add_on_that_tells_no_dates_tells_a_removal_too(
    mlsd: Run, anki: AnkiConnect, collection: Collection, content: Path
) -> None:
    ask = anki.do_notesInfo

    def undated(notes: list[int]) -> list[dict[str, object]]:
        return [{key: value for key, value in each.items() if key != "mod"} for each in ask(notes)]

    anki.do_notesInfo = undated  # type: ignore[method-assign]
    mlsd("anki", "push")
    assert json.loads(mlsd("anki", "pull", "--json").stdout)["events"] == 0
    write(collection, "mine", "friday")
    edit(content, "concepts/serving/key-value-store.md", "exact key", "own key")
    mlsd("anki", "push")
    assert note(collection, KEY)["MyNotes"] == "mine"
    write(collection, "")
    assert json.loads(mlsd("anki", "pull", "--json").stdout)["notes_edited"] == [KEY]
    assert json.loads(mlsd("anki", "pull", "--json").stdout)["events"] == 0
    write(collection, "mine")
    assert json.loads(mlsd("anki", "pull", "--json").stdout)["notes_edited"] == [KEY]


@pytest.mark.parametrize("answer", [{}, [3], [{"noteId": 1}], ["x"]])
def test_nonsense_does_no_harm(mlsd: Run, anki: AnkiConnect, answer: object) -> None:
    mlsd("anki", "push")
    anki.do_notesInfo = lambda notes: answer  # type: ignore[method-assign,assignment]  # noqa: ARG005
    done = mlsd("anki", "pull", "--json")
    assert done.returncode == (0 if isinstance(answer, list) else 1)
    assert "Traceback" not in done.stderr
