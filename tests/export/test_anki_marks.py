"""A mark that a phone set is a tag there: a deck that replaces its note carries it along."""

import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from anki.collection import Collection
from anki_phone import answer, import_deck, next_second, note
from commands import Run
from returned import import_with_progress, opened
from sample_content import edit
from told import ELSE, KEY, OTHER, Learner, mark, touch

PAGE = "concepts/serving/key-value-store.md"


@pytest.fixture
def learner(mlsd: Run, tmp_path: Path) -> Learner:
    return Learner(mlsd, tmp_path)


@pytest.fixture
def phone(learner: Learner, collection: Collection) -> Collection:
    """One on which the card was marked; that has come here."""
    import_deck(collection, learner.deck())
    answer(collection, ELSE, 3)
    mark(collection, on=True)
    assert learner.bring(collection) == {"marked": [KEY]}
    next_second()
    return collection


def is_marked(deck: Path) -> bool:
    with closing(sqlite3.connect(":memory:")) as database, zipfile.ZipFile(deck) as archive:
        database.deserialize(archive.read("collection.anki2"))
        ((tags,),) = database.execute("select tags from notes where sfld = ?", (KEY,))
    return " marked " in tags


def is_marked_here(learner: Learner) -> bool:
    with opened(learner.folder / "home") as store:
        return store.states()[KEY].marked


def test_it_goes_out_until_it_is_taken_back_there(learner: Learner, phone: Collection) -> None:
    deck = learner.deck()
    assert is_marked(deck)
    assert learner.deck().read_bytes() == deck.read_bytes()
    mark(phone, on=False)
    assert learner.bring(phone) == {"unmarked": [KEY]}
    assert not is_marked(learner.deck())


def test_it_goes_out_until_it_is_taken_back_here(
    learner: Learner, phone: Collection, tmp_path: Path
) -> None:
    assert "marked" in note(phone, KEY).tags
    with opened(tmp_path / "home") as store:
        store.record("mark", KEY, {"on": False})
    assert not is_marked(learner.deck())


def test_a_mark_that_was_set_here_alone_stays_out_of_a_plain_deck(
    learner: Learner, tmp_path: Path
) -> None:
    with opened(tmp_path / "home") as store:
        store.record("mark", KEY, {"on": True})
    assert not is_marked(learner.deck())
    assert is_marked(learner.deck("--with-progress"))


def test_a_changed_note_keeps_it_where_the_box_is_ticked(
    learner: Learner, phone: Collection, content: Path
) -> None:
    edit(content, PAGE, "exact key", "own key")
    import_with_progress(phone, learner.deck())
    assert "own key" in note(phone, KEY)["Back"]
    assert "marked" in note(phone, KEY).tags
    touch(phone)
    assert learner.bring(phone) == {}
    mark(phone, on=False)
    assert learner.bring(phone) == {"unmarked": [KEY]}


@pytest.mark.parametrize("told", [False, True])
def test_a_mark_that_went_with_a_replaced_note_stays_here(
    learner: Learner, content: Path, collection: Collection, tmp_path: Path, *, told: bool
) -> None:
    learner.answer(KEY)
    if told:
        with opened(tmp_path / "home") as store:
            store.record("mark", KEY, {"on": True})
        import_with_progress(collection, learner.deck("--with-progress"))
    else:
        import_deck(collection, learner.deck())
        mark(collection, on=True)
        answer(collection, ELSE, 3)
        learner.bring(collection)
    next_second()
    edit(content, PAGE, "exact key", "own key")
    import_deck(collection, learner.deck())
    assert "marked" not in note(collection, KEY).tags, "Anki drops it where no box is ticked"
    touch(collection)
    assert learner.bring(collection) == {}
    assert is_marked_here(learner)


@pytest.mark.parametrize("ticked", [False, True])
def test_a_mark_that_came_with_a_changed_note_and_its_progress_is_taken_back_there(
    learner: Learner, content: Path, collection: Collection, *, ticked: bool
) -> None:
    page = content / "concepts/features/feature-store.md"
    whole = page.read_text("utf-8")
    page.write_text(whole[: whole.index("### Say it")], "utf-8")
    learner.answer(KEY)
    with opened(learner.folder / "home") as store:
        store.record("mark", KEY, {"on": True})
    import_with_progress(collection, learner.deck("--with-progress"))
    answer(collection, ELSE, 3)
    learner.bring(collection)
    next_second()
    page.write_text(whole, "utf-8")
    edit(content, PAGE, "exact key", "own key")
    learner.answer(OTHER)  # new there: by its answer that deck is known to be taken
    deck = learner.deck("--with-progress")
    (import_with_progress if ticked else import_deck)(collection, deck)
    assert ("marked" in note(collection, KEY).tags) is ticked
    mark(collection, on=False)
    assert learner.bring(collection).get("unmarked", []) == [KEY] * ticked
