"""Why a file is not turned into content is said, and a deck's notes go to their own page."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from anki.collection import Collection
from anki.decks import DeckId
from commands import Run
from crafted import CARD, MINE, NOTE, SCHEMA, old
from crafted import collection as crafted
from returned import export, opened
from test_anki_adopting import EMPTY, add, grade

from export.anki.adopting import adopt
from mlsd_graph.errors import PackageError
from mlsd_graph.store import Store

OTHERS = NOTE.replace(MINE, "abc")
DUMMY = OTHERS.replace("a-page/a-card", "Please update to the latest Anki version")
GERMAN = OTHERS.replace("a-page/a-card", "Zuerst Anki erneuern, dann .colpkg/.apkg einlesen")
BROKEN = OTHERS.replace("'abc', 1", "null, 1")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path / "home") as found:
        yield found


@pytest.mark.parametrize(
    ("note", "why"),
    [
        (DUMMY, "asks for an update"),
        (GERMAN, "asks for an update"),
        (NOTE, "its only note is of our own cards"),
        (OTHERS, "it has no note types"),
        (BROKEN, "1 row of the file cannot be understood"),
    ],
)
def test_the_reason_is_said_and_not_the_table(
    note: str, why: str, store: Store, tmp_path: Path
) -> None:
    path = old(tmp_path / "p.apkg", crafted(note, CARD))
    with pytest.raises(PackageError, match=why):
        adopt(path, tmp_path / "mine", store, EMPTY, ())
    assert store.events() == []
    assert not (tmp_path / "mine").exists()


def test_the_note_for_an_old_anki_makes_no_page(store: Store, tmp_path: Path) -> None:
    schema = SCHEMA + "create table col (models text, decks text);"
    path = old(tmp_path / "p.apkg", crafted(DUMMY, CARD, schema=schema))
    with pytest.raises(PackageError, match="asks for an update"):
        adopt(path, tmp_path / "mine", store, EMPTY, ())


def test_notes_in_a_filtered_deck_go_to_the_page_of_their_own(
    mlsd: Run, collection: Collection, tmp_path: Path
) -> None:
    for n in range(4):
        grade(collection, add(collection, "Basic", f"Front {n}", "Back"), 4)
    built = collection.sched.get_or_create_filtered_deck(DeckId(0))
    built.name = "Custom Study Session"
    built.config.search_terms[0].search = "deck:Study"
    built.config.search_terms[0].limit = 3
    collection.sched.add_or_update_filtered_deck(built)
    assert collection.db
    assert collection.db.scalar("select count() from cards where odid > 0") == 3
    out = export(collection, tmp_path / "new.colpkg")
    done = json.loads(mlsd("import", "anki", str(out), "--as-content", "mine", "--json").stdout)
    assert (done["cards"], done["reviews_new"]) == (4, 4)
    pages = [each.name for each in (tmp_path / "mine").rglob("*.md")]
    assert pages == ["systems-one.md"]
