"""Files in the wrong order, or a second time: nothing older undoes what is newer."""

import time
from pathlib import Path

import pytest
from anki.collection import Collection
from anki_phone import answer, import_deck, next_second, write
from returned import bring, card_id, export, opened

from export.anki import collect
from export.anki.carried import Carried, read_carried
from mlsd_graph.content import Library
from mlsd_graph.store import Store

KEY, OTHER = "key-value-store/access", "feature-store/say-it"
MONDAY, FRIDAY = "monday.colpkg", "friday.colpkg"


@pytest.fixture
def week(library: Library, tmp_path: Path, collection: Collection) -> Path:
    """A folder with two files of one phone: on Friday all that was set on Monday is otherwise."""
    collect(library, {}).write(tmp_path / "deck.apkg", {})
    import_deck(collection, tmp_path / "deck.apkg")
    answer(collection, KEY, 3)
    collection.sched.suspend_cards([card_id(collection, OTHER)])
    collection.set_user_flag_for_cards(1, [card_id(collection, KEY)])
    write(collection, KEY, "monday", "mine", "marked")
    export(collection, tmp_path / MONDAY)
    next_second()
    answer(collection, KEY, 3)
    collection.sched.unsuspend_cards([card_id(collection, OTHER)])
    collection.sched.suspend_cards([card_id(collection, KEY)])
    collection.set_user_flag_for_cards(0, [card_id(collection, KEY)])
    write(collection, KEY, "friday")
    export(collection, tmp_path / FRIDAY)
    return tmp_path


def stands(store: Store) -> list[tuple[bool, int, bool]]:
    states = store.states()
    found = [states[card] for card in (KEY, OTHER) if card in states]
    return [(each.suspended, each.flag, each.marked) for each in found]


def test_a_file_that_comes_again_after_a_newer_one_changes_nothing(
    week: Path, library: Library
) -> None:
    with opened(week / "home") as store:
        bring(store, library, week / MONDAY)
        assert stands(store) == [(False, 1, True), (True, 0, False)]
        bring(store, library, week / FRIDAY)
        after = stands(store)
        assert after == [(True, 0, False), (False, 0, False)]
        version = store.version()
        for name in (MONDAY, FRIDAY, MONDAY):
            assert bring(store, library, week / name).noted == ()
        assert (stands(store), store.version()) == (after, version)
        assert read_carried(store.noted()) == {KEY: Carried("friday")}


def test_a_file_that_is_late_brings_its_answers_alone(week: Path, library: Library) -> None:
    with opened(week / "home") as store:
        bring(store, library, week / FRIDAY)
        after = stands(store)
        late = bring(store, library, week / MONDAY)
        assert late.older
        assert (stands(store), late.noted) == (after, ())
        assert read_carried(store.noted()) == {KEY: Carried("friday")}


def test_what_was_deleted_on_friday_stays_deleted(
    week: Path, library: Library, collection: Collection
) -> None:
    next_second()
    write(collection, KEY, "")
    export(collection, week / "saturday.colpkg")
    with opened(week / "home") as store:
        for name in (FRIDAY, "saturday.colpkg", MONDAY, FRIDAY):
            bring(store, library, week / name)
        assert read_carried(store.noted()) == {}


def test_a_clock_that_was_ahead_does_not_silence_its_phone(
    week: Path, library: Library, collection: Collection
) -> None:
    ahead = int(time.time()) + 40 * 86_400
    collection.db.execute("update cards set mod = ? where mod > 1700000000", ahead)
    collection.db.execute("update notes set mod = ? where mod > 1700000000", ahead)
    with opened(week / "home") as store:
        bring(store, library, export(collection, week / "ahead.colpkg"))
        next_second()
        answer(collection, KEY, 3)
        collection.sched.unsuspend_cards([card_id(collection, KEY)])
        write(collection, KEY, "sunday")
        bring(store, library, export(collection, week / "sunday.colpkg"))
        assert read_carried(store.noted()) == {KEY: Carried("sunday")}
        assert not store.states()[KEY].suspended


def test_an_export_without_schedule_says_nothing_of_age(
    library: Library, tmp_path: Path, collection: Collection
) -> None:
    collect(library, {}).write(tmp_path / "deck.apkg", {})
    import_deck(collection, tmp_path / "deck.apkg")
    write(collection, KEY, "mine")
    collection.set_user_flag_for_cards(3, [card_id(collection, KEY)])
    collection.sched.suspend_cards([card_id(collection, OTHER)])
    next_second()
    part = export(collection, tmp_path / "new-media.apkg", scheduling=False)
    whole = export(collection, tmp_path / "new.colpkg")
    with opened(tmp_path / "home") as store:
        assert not bring(store, library, part).older
        assert not bring(store, library, whole).older
        assert stands(store) == [(False, 3, False), (True, 0, False)]


def test_a_collection_from_before_an_export_with_schedule_brings_nothing_back(
    week: Path, library: Library, collection: Collection
) -> None:
    friday = export(collection, week / "friday-media.apkg")
    unchanged = export(collection, week / "unchanged.colpkg")
    with opened(week / "home") as store:
        bring(store, library, friday)
        after = stands(store)
        assert after == [(True, 0, False)]
        for name in (MONDAY, unchanged.name):
            bring(store, library, week / name)
            assert stands(store) == after
        assert read_carried(store.noted()) == {KEY: Carried("friday")}
        next_second()
        collection.set_user_flag_for_cards(2, [card_id(collection, KEY)])
        assert not bring(store, library, export(collection, week / "later.colpkg")).older
        assert stands(store) == [(True, 2, False)]


def test_an_export_from_before_one_without_schedule_still_speaks(
    library: Library, tmp_path: Path, collection: Collection
) -> None:
    collect(library, {}).write(tmp_path / "deck.apkg", {})
    import_deck(collection, tmp_path / "deck.apkg")
    collection.set_user_flag_for_cards(3, [card_id(collection, KEY)])
    scheduled = export(collection, tmp_path / "scheduled.apkg")
    next_second()
    write(collection, KEY, "mine")
    later = export(collection, tmp_path / "later.apkg", scheduling=False)
    with opened(tmp_path / "home") as store:
        assert bring(store, library, later).noted == (KEY,)
        assert not bring(store, library, scheduled).older
        assert stands(store) == [(False, 3, False)]


def test_an_export_of_monday_is_older_than_one_of_friday(
    library: Library, tmp_path: Path, collection: Collection
) -> None:
    collect(library, {}).write(tmp_path / "deck.apkg", {})
    import_deck(collection, tmp_path / "deck.apkg")
    answer(collection, KEY, 3)
    collection.set_user_flag_for_cards(3, [card_id(collection, KEY)])
    monday = export(collection, tmp_path / "monday.apkg")
    next_second()
    collection.set_user_flag_for_cards(0, [card_id(collection, KEY)])
    friday = export(collection, tmp_path / "friday.colpkg")
    with opened(tmp_path / "home") as store:
        bring(store, library, friday)
        assert bring(store, library, monday).older
        assert stands(store) == [(False, 0, False)]
