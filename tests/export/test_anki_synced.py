"""A desktop and a phone: what one has set the other takes back only if they synchronize."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from anki.collection import Collection
from anki_desktop import AnkiConnect, listening
from anki_phone import answer, import_deck, next_second, note
from commands import Run
from returned import card_id, opened
from sample_content import edit
from told import ELSE, KEY, OTHER, SET, UNSET, Learner, mark, stands_there, take_back, touch

from export.anki.back.voices import Likeness, Speaker, Voice
from mlsd_graph.store import Draft, Kind


@pytest.fixture
def learner(mlsd: Run, tmp_path: Path) -> Learner:
    return Learner(mlsd, tmp_path)


@pytest.fixture
def phone(tmp_path: Path) -> Iterator[Collection]:
    opened = Collection(str(tmp_path / "other.anki2"))
    yield opened
    opened.close()


def pull(learner: Learner, desktop: Collection) -> dict[str, Any]:
    with listening(AnkiConnect(desktop).handle) as address:
        done = learner.run("anki", "pull", "--address", address, "--json")
    return json.loads(done.stdout)


def set_there(desktop: Collection) -> None:
    desktop.sched.suspend_cards([card_id(desktop, OTHER)])
    mark(desktop, on=True)


@pytest.mark.parametrize("answered", [False, True])
def test_a_phone_that_does_not_sync_undoes_nothing_that_the_desktop_set(
    learner: Learner, collection: Collection, phone: Collection, *, answered: bool
) -> None:
    deck = learner.deck()
    import_deck(collection, deck)
    import_deck(phone, deck)
    if answered:
        answer(collection, ELSE, 3)
    set_there(collection)
    assert pull(learner, collection)["suspended"] == [OTHER]
    touch(phone)
    assert learner.bring(phone) == {}
    assert learner.stands() == (True, 0, True)


def test_the_phone_of_a_desktop_takes_back_what_that_set(
    learner: Learner, collection: Collection, tmp_path: Path
) -> None:
    import_deck(collection, learner.deck())
    answer(collection, ELSE, 3)
    set_there(collection)
    assert pull(learner, collection)["marked"] == [KEY]
    collection.close()
    shutil.copy(collection.path, tmp_path / "synced.anki2")
    collection.reopen()
    synced = Collection(str(tmp_path / "synced.anki2"))
    synced.sched.unsuspend_cards([card_id(synced, OTHER)])
    mark(synced, on=False)
    answer(synced, KEY, 3)
    assert learner.bring(synced) == {"unsuspended": [OTHER], "unmarked": [KEY]}
    synced.close()


@pytest.fixture
def unsynced(
    learner: Learner, collection: Collection, content: Path, tmp_path: Path
) -> Iterator[Collection]:
    """A phone that has not synchronized since all was set here and on its desktop, and pulled."""
    import_deck(collection, learner.deck())
    answer(collection, ELSE, 3)
    pull(learner, collection)
    learner.set(on=True)
    touch(collection)
    collection.close()
    shutil.copy(collection.path, tmp_path / "unsynced.anki2")
    collection.reopen()
    phone = Collection(str(tmp_path / "unsynced.anki2"))
    assert learner.bring(phone) == {}
    next_second()
    edit(content, "concepts/serving/key-value-store.md", "exact key", "own key")
    with listening(AnkiConnect(collection).handle) as address:
        learner.run("anki", "push", "--address", address)
    collection.sched.suspend_cards([card_id(collection, OTHER)])
    collection.set_user_flag_for_cards(3, [card_id(collection, KEY)])
    next_second()
    said = pull(learner, collection)
    assert (said["suspended"], said["flagged"], said["marked"]) == ([], {}, [])
    assert stands_there(collection) == learner.stands() == SET
    assert stands_there(phone) == UNSET
    yield phone
    phone.close()


@pytest.mark.parametrize("answered", [False, True])
def test_an_older_file_takes_back_nothing_that_a_pull_has_heard_since(
    learner: Learner, unsynced: Collection, *, answered: bool
) -> None:
    if answered:
        answer(unsynced, ELSE, 3)  # now newer: by that alone are flags told apart
    assert learner.bring(unsynced) == ({"flagged": {KEY: 0}} if answered else {})
    assert learner.stands() == (True, 0 if answered else 3, True)


def test_what_the_phone_takes_back_after_it_has_synchronized_counts(
    learner: Learner, unsynced: Collection, collection: Collection, tmp_path: Path
) -> None:
    assert learner.bring(unsynced) == {}
    collection.close()
    shutil.copy(collection.path, tmp_path / "synced.anki2")
    collection.reopen()
    synced = Collection(str(tmp_path / "synced.anki2"))
    take_back(synced)
    back = {"unsuspended": [OTHER], "flagged": {KEY: 0}, "unmarked": [KEY]}
    assert learner.bring(synced) == back
    synced.close()


def test_a_pull_of_an_old_log_is_nobody_that_a_phone_may_answer_for(
    learner: Learner, collection: Collection, tmp_path: Path
) -> None:
    import_deck(collection, learner.deck())
    old = {"source": "anki", "mod": 1_700_000_001, "voice": [-1, 0]}
    with opened(tmp_path / "home") as store:
        store.append([Draft(Kind.SUSPEND, OTHER, data=old)])
        store.append([Draft(Kind.MARK, KEY, data=old | {"on": True})])
    touch(collection)
    assert learner.bring(collection) == {}
    assert learner.stands() == (True, 0, True)
    assert pull(learner, collection)["unsuspended"] == [OTHER], "the same desktop has taken it back"


@pytest.mark.parametrize("by_file", [False, True])
def test_a_mark_that_a_push_carried_with_a_new_text_is_taken_back_there(
    learner: Learner, collection: Collection, content: Path, *, by_file: bool
) -> None:
    with listening(AnkiConnect(collection).handle) as address:
        learner.run("anki", "push", "--address", address)
        if not by_file:  # before the first text was replaced, nothing was set
            learner.set(on=True)
        else:
            mark(collection, on=True)
            assert pull(learner, collection)["marked"] == [KEY]
        next_second()  # Anki takes no text that is as old as what it has
        edit(content, "concepts/serving/key-value-store.md", "exact key", "own key")
        if by_file:
            import_deck(collection, learner.deck())
            assert "marked" not in note(collection, KEY).tags
        learner.run("anki", "push", "--address", address)
    assert "own key" in note(collection, KEY)["Back"]
    assert ("marked" in note(collection, KEY).tags) is not by_file
    mark(collection, on=False)
    taken_back = pull(learner, collection)["unmarked"]
    assert taken_back == ([] if by_file else [KEY]), "a file without its progress has no marks"


def test_desktops_and_phones_are_alike_by_their_answers() -> None:
    desktop, old, phone = Voice(-1, 500), Voice(-1, 0), Voice(7, 900)
    hears = Speaker(phone, frozenset({500}))
    assert hears.likeness(desktop) is Likeness.SAME
    assert Speaker(phone).likeness(desktop) is Likeness.OTHER
    assert hears.likeness(old) is Likeness.UNKNOWN
    asked = Speaker(desktop)
    assert asked.likeness(old) is Likeness.SAME
    assert asked.likeness(phone) is Likeness.UNKNOWN
    assert Speaker(desktop, frozenset({900})).likeness(phone) is Likeness.SAME
